import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ClippingsError, messageOf } from '../errors.ts';
import { workerScript } from '../worker-script.ts';
import type { Embedder, TextRole, TokenVectors } from './embedder.ts';
import { checkModel, hasModel } from './files.ts';
import { BUNDLED_MODELS, knownModel, knownModelNames, type ModelSpec } from './models.ts';
import type { ModelPlace, WorkerReply, WorkerRequest, WorkerTask } from './protocol.ts';

/** Which models to open, and where they lie. */
export interface EmbedderOptions {
  readonly modelsDir: string;
  /** Another model than the bundled ones. */
  readonly model?: string;
  /** Whether that model may be downloaded when it is not there. */
  readonly remote?: boolean;
}

/**
 * Opens the models in a worker thread; all of them share it.
 * @throws ClippingsError MODEL when a model is unknown, missing or damaged
 */
export async function openEmbedders(options: EmbedderOptions): Promise<readonly Embedder[]> {
  const place = { modelsDir: resolve(options.modelsDir), remote: options.remote ?? false };
  const specs = options.model === undefined ? BUNDLED_MODELS : [specOf(options.model)];
  const check = () => Promise.all(specs.map((spec) => checkModel(spec, place.modelsDir)));
  const local = await Promise.all(specs.map(({ name }) => hasModel(name, place.modelsDir)));
  const download = place.remote && local.includes(false);
  const before = download ? undefined : await check();
  const models = await loadAll(specs, place);
  const hashes = before ?? (await check());
  return specs.map((spec, i) => embedderOf(spec, hashes[i] ?? '', models[i] ?? -1));
}

function specOf(name: string): ModelSpec {
  const spec = knownModel(name);
  if (spec) return spec;
  throw new ClippingsError(
    'MODEL',
    `EMBEDDING_MODEL is "${name}", whose pooling and prefixes are not known. Known: ${knownModelNames().join(', ')}. ` +
      'Another one needs a line in src/embedding/models.ts.',
  );
}

/** Loads the models, or none of them, into the thread; a model is known there by its number. */
async function loadAll(specs: readonly ModelSpec[], place: ModelPlace): Promise<readonly number[]> {
  const outcomes = await Promise.allSettled(specs.map((spec) => load(spec, place)));
  const models = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failed) return models;
  await Promise.all(models.map(release));
  throw failed.reason;
}

async function load(spec: ModelSpec, place: ModelPlace): Promise<number> {
  const reply = await runInThread({ operation: 'load', spec, place });
  if (!('model' in reply)) throw new Error('the thread did not say which model it loaded');
  if (reply.dimensions === spec.dimensions) return reply.model;
  await release(reply.model);
  throw new ClippingsError(
    'MODEL',
    `${spec.name} gives ${reply.dimensions} dimensions; ${spec.dimensions} were expected.`,
  );
}

async function release(model: number): Promise<void> {
  await runInThread({ operation: 'release', model });
}

function embedderOf(spec: ModelSpec, hash: string, model: number): Embedder {
  let closed = false;
  const run = (operation: 'embed' | 'tokens' | 'count' | 'ids', texts: readonly string[], role: TextRole) => {
    if (closed) throw new ClippingsError('MODEL', `${spec.name} has been closed.`);
    return runInThread({ operation, model, texts, role });
  };
  return {
    model: spec.name,
    hash,
    dimensions: spec.dimensions,
    maxTokens: spec.maxTokens,
    async embed(texts, role) {
      const reply = await run('embed', texts, role);
      return 'vectors' in reply ? reply.vectors : [];
    },
    async embedTokens(texts, role) {
      const reply = await run('tokens', texts, role);
      return 'vectors' in reply ? tokenVectorsOf(reply) : [];
    },
    async countTokens(texts) {
      const reply = await run('count', texts, 'passage');
      return 'counts' in reply ? reply.counts : [];
    },
    async tokenIds(texts) {
      const reply = await run('ids', texts, 'passage');
      return 'ids' in reply ? reply.ids : [];
    },
    async close() {
      if (closed) return;
      closed = true;
      await release(model);
    },
  };
}

function tokenVectorsOf({
  vectors,
  tokens = [],
}: Extract<WorkerReply, { vectors: unknown }>): TokenVectors[] {
  return tokens.map(({ ids, offsets }, i) => ({
    ids,
    offsets,
    vectors: vectors[2 * i] ?? new Float32Array(),
    pooled: vectors[2 * i + 1] ?? new Float32Array(),
  }));
}

type Message = { readonly id: number; readonly error?: string } & WorkerReply;

type Run = (task: WorkerTask) => Promise<WorkerReply>;
let thread: Run | undefined;

/**
 * Runs a task in the one thread of this process that holds models, which is never ended before the
 * process is: onnxruntime-node 1.14 keeps what belongs to its thread in static variables, so that a second
 * thread cannot load it, or corrupts memory when it can.
 */
function runInThread(task: WorkerTask): Promise<WorkerReply> {
  thread ??= startThread();
  return thread(task);
}

function startThread(): Run {
  const worker = new Worker(workerScript(new URL('./worker.ts', import.meta.url)), {
    eval: true,
    execArgv: [],
  });
  worker.unref();
  const waiting = new Map<number, { resolve(reply: WorkerReply): void; reject(error: Error): void }>();
  let nextId = 0;
  let stopped: Error | undefined;
  const stop = (error: Error) => {
    stopped ??= error;
    for (const { reject } of waiting.values()) reject(stopped);
    waiting.clear();
    worker.unref();
  };
  worker.on('message', (message: Message) => {
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (waiting.size === 0) worker.unref();
    if (message.error === undefined) caller?.resolve(message);
    else caller?.reject(new ClippingsError('MODEL', message.error));
  });
  worker.on('error', (error) => stop(new ClippingsError('MODEL', messageOf(error), { cause: error })));
  worker.on('exit', () => stop(new ClippingsError('MODEL', 'The embedding thread has stopped.')));
  return (task) =>
    new Promise<WorkerReply>((resolve, reject) => {
      if (stopped) return reject(stopped);
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      worker.ref(); // the process may end while the thread is idle, but not while it works
      worker.postMessage({ id, ...task } satisfies WorkerRequest);
    });
}
