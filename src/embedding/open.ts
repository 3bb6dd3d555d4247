import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ClippingsError, messageOf } from '../errors.ts';
import { workerScript } from '../worker-script.ts';
import type { Embedder } from './embedder.ts';
import { checkModel, hasModel } from './files.ts';
import {
  type EmbedderSpec,
  knownEmbedder,
  knownEmbedderNames,
  READER,
  RETRIEVER,
  type ReaderSpec,
  readerNamed,
} from './models.ts';
import type { ModelSource, WorkerReply, WorkerRequest, WorkerTask } from './protocol.ts';
import type { Reader } from './reader.ts';

/** Which models to open, and where they lie. */
export interface ModelOptions {
  readonly modelsDir: string;
  /** Another model than the bundled one. */
  readonly model?: string | undefined;
  /** Whether that model may be downloaded when it is not there. */
  readonly remote?: boolean;
}

/**
 * Opens an embedder in the worker thread, which all models share.
 * @throws ClippingsError MODEL when the model is unknown, missing or damaged
 */
export async function openEmbedder(options: ModelOptions): Promise<Embedder> {
  const spec = options.model === undefined ? RETRIEVER : embedderNamed(options.model);
  const { hash, reply } = await checkedAround(spec, options, async (source) => {
    const loaded = await runInThread({ operation: 'loadEmbedder', spec, source });
    if (loaded.dimensions === spec.dimensions) return loaded;
    await runInThread({ operation: 'release', model: loaded.model });
    const found = `${spec.name} gives ${loaded.dimensions} dimensions; ${spec.dimensions} were expected.`;
    throw new ClippingsError('MODEL', found);
  });
  const handle = handleOf(spec.name, reply.model);
  return {
    model: spec.name,
    hash,
    dimensions: spec.dimensions,
    maxTokens: spec.maxTokens,
    async embed(texts, role) {
      return (await runInThread({ operation: 'embed', model: handle.number(), texts, role })).vectors;
    },
    async match(question, passages) {
      const task = { operation: 'match', model: handle.number(), question, passages } as const;
      return (await runInThread(task)).matches;
    },
    async countTokens(texts) {
      const task = { operation: 'count', model: handle.number(), texts, role: 'passage' } as const;
      return (await runInThread(task)).counts;
    },
    close: handle.close,
  };
}

/**
 * Opens a reader in the worker thread, which all models share.
 * @throws ClippingsError MODEL when the model is missing, damaged, or not of BERT's kind
 */
export async function openReader(options: ModelOptions): Promise<Reader> {
  const spec = readerNamed(options.model ?? READER.name);
  const { hash, reply } = await checkedAround(spec, options, (source) =>
    runInThread({ operation: 'loadReader', spec, source }),
  );
  const handle = handleOf(spec.name, reply.model);
  return {
    model: spec.name,
    hash,
    async read(question, passages) {
      const task = { operation: 'read', model: handle.number(), question, passages } as const;
      return (await runInThread(task)).readings;
    },
    close: handle.close,
  };
}

/** Loads a model and checks its files: before, unless they are still to be downloaded. */
async function checkedAround<Loaded>(
  spec: EmbedderSpec | ReaderSpec,
  { modelsDir, remote = false }: ModelOptions,
  load: (source: ModelSource) => Promise<Loaded>,
): Promise<{ readonly hash: string; readonly reply: Loaded }> {
  const source = { modelsDir: resolve(modelsDir), remote };
  const download = remote && !(await hasModel(spec.name, source.modelsDir));
  const before = download ? undefined : await checkModel(spec, source.modelsDir);
  const reply = await load(source);
  return { hash: before ?? (await checkModel(spec, source.modelsDir)), reply };
}

function embedderNamed(name: string): EmbedderSpec {
  const spec = knownEmbedder(name);
  if (spec) return spec;
  throw new ClippingsError(
    'MODEL',
    `EMBEDDING_MODEL is "${name}", whose pooling and prefixes are not known. Known: ${knownEmbedderNames().join(', ')}. ` +
      'Another one needs a line in src/embedding/models.ts.',
  );
}

/** A model in the thread, which it leaves when closed. */
function handleOf(name: string, model: number) {
  let closed = false;
  return {
    number(): number {
      if (closed) throw new ClippingsError('MODEL', `${name} has been closed.`);
      return model;
    },
    async close(): Promise<void> {
      if (closed) return;
      closed = true;
      await runInThread({ operation: 'release', model });
    },
  };
}

type Message = { readonly id: number; readonly error?: string } & WorkerReply;

type Run = (task: WorkerTask) => Promise<WorkerReply>;
let thread: Run | undefined;

/**
 * Runs a task in the one thread of this process that holds models, which is never ended before the
 * process is: onnxruntime-node 1.14 keeps what belongs to its thread in static variables, so that a second
 * thread cannot load it, or corrupts memory when it can.
 */
function runInThread<Task extends WorkerTask>(task: Task): Promise<WorkerReply<Task['operation']>> {
  thread ??= startThread();
  return thread(task) as Promise<WorkerReply<Task['operation']>>; // the worker answers each operation with its own
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
