import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ClippingsError, messageOf } from '../errors.ts';
import type { Embedder, TextRole, TokenVectors } from './embedder.ts';
import { checkModel, hasModel } from './files.ts';
import { BUNDLED_MODELS, knownModel, knownModelNames, type ModelSpec } from './models.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './protocol.ts';

/** Which models to open, and where they lie. */
export interface EmbedderOptions {
  readonly modelsDir: string;
  /** Another model than the bundled ones. */
  readonly model?: string;
  /** Whether that model may be downloaded when it is not there. */
  readonly remote?: boolean;
}

/**
 * Opens the models in a worker thread of their own; all of them share it.
 * @throws ClippingsError MODEL when a model is unknown, missing or damaged
 */
export async function openEmbedders(options: EmbedderOptions): Promise<readonly Embedder[]> {
  const modelsDir = resolve(options.modelsDir);
  const specs = options.model === undefined ? BUNDLED_MODELS : [specOf(options.model)];
  const remote = options.remote ?? false;
  const local = await Promise.all(specs.map(({ name }) => hasModel(name, modelsDir)));
  const download = remote && local.includes(false);
  const hashes = download ? undefined : await Promise.all(specs.map((spec) => checkModel(spec, modelsDir)));
  const thread = await startThread({ specs, modelsDir, remote });
  const checked = hashes ?? (await Promise.all(specs.map((spec) => checkModel(spec, modelsDir))));
  return specs.map((spec, index) => {
    const found = thread.dimensions[index];
    if (found !== spec.dimensions) {
      throw new ClippingsError(
        'MODEL',
        `${spec.name} gives ${found} dimensions; ${spec.dimensions} were expected.`,
      );
    }
    return embedderOf(spec, checked[index] ?? '', { thread, index });
  });
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

interface Thread {
  readonly dimensions: readonly number[];
  run(request: Omit<WorkerRequest, 'id'>): Promise<WorkerReply>;
  close(): Promise<void>;
}

function embedderOf(
  spec: ModelSpec,
  hash: string,
  { thread, index }: { thread: Thread; index: number },
): Embedder {
  const run = (operation: WorkerRequest['operation'], texts: readonly string[], role: TextRole) =>
    thread.run({ model: index, operation, texts, role });
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
    close: () => thread.close(),
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

type Message = { ready: { dimensions: number }[] } | ({ id: number; error?: string } & WorkerReply);

/**
 * TypeScript in a worker thread needs tsx registered there: on Node 20 a parent's `--import tsx` is not
 * inherited. By its address, because a name in this text would be looked for from the working directory.
 */
const START = `
  import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
    register();
    return import(${JSON.stringify(new URL('./worker.ts', import.meta.url).href)});
  });
`;

/**
 * Keeps the native runtime loaded for as long as the process lives. onnxruntime-node 1.14 registers itself
 * once: when the only thread that uses it has ended, no other can load it ("did not self-register").
 */
function holdRuntime(): void {
  const transformers = createRequire(import.meta.url).resolve('@xenova/transformers');
  createRequire(transformers)('onnxruntime-node');
}

function startThread(settings: WorkerSettings): Promise<Thread> {
  const worker = new Worker(START, { eval: true, workerData: settings, execArgv: [] });
  worker.unref();
  holdRuntime();
  const waiting = new Map<number, { resolve(reply: WorkerReply): void; reject(error: Error): void }>();
  let nextId = 0;
  let stopped: Error | undefined;
  const stop = (error: Error) => {
    stopped ??= error;
    for (const { reject } of waiting.values()) reject(stopped);
    waiting.clear();
    worker.unref();
  };

  const run = (request: Omit<WorkerRequest, 'id'>) =>
    new Promise<WorkerReply>((resolve, reject) => {
      if (stopped) return reject(stopped);
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      worker.ref(); // the process may end while the thread is idle, but not while it works
      worker.postMessage({ id, ...request } satisfies WorkerRequest);
    });

  return new Promise((resolve, reject) => {
    worker.ref();
    worker.on('message', (message: Message) => {
      if ('ready' in message) {
        worker.unref();
        const dimensions = message.ready.map((model) => model.dimensions);
        return resolve({ dimensions, run, close: async () => void (await worker.terminate()) });
      }
      const caller = waiting.get(message.id);
      waiting.delete(message.id);
      if (waiting.size === 0) worker.unref();
      if (message.error === undefined) caller?.resolve(message);
      else caller?.reject(new ClippingsError('MODEL', message.error));
    });
    worker.on('error', (error) => {
      const fault = new ClippingsError('MODEL', messageOf(error), { cause: error });
      stop(fault);
      reject(fault);
    });
    worker.on('exit', () => stop(new ClippingsError('MODEL', 'The embedding thread has stopped.')));
  });
}
