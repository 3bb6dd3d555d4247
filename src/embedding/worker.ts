/**
 * The thread in which models run. Inference in @xenova/transformers 2.17.2 is synchronous, so on the
 * main thread it would hold up timers and sockets for as long as a reindex lasts.
 */
import { parentPort } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import type { WorkerReply, WorkerRequest } from './protocol.ts';
import { type LoadedModel, loadModel } from './transformers.ts';

const port = parentPort;
if (!port) throw new Error('embedding/worker.ts is to be started as a worker thread.');

const models = new Map<number, LoadedModel>();
let lastModel = 0;
/** Models load one after another: the runtime's settings are those of the whole thread. */
let loading: Promise<unknown> = Promise.resolve();

port.on('message', (request: WorkerRequest) => void answer(request));

async function answer(request: WorkerRequest): Promise<void> {
  try {
    const reply = await run(request);
    const transfer = 'vectors' in reply ? reply.vectors.map((vector) => vector.buffer as ArrayBuffer) : [];
    port?.postMessage({ id: request.id, ...reply }, transfer);
  } catch (error) {
    port?.postMessage({ id: request.id, error: messageOf(error) });
  }
}

async function run(request: WorkerRequest): Promise<WorkerReply> {
  if (request.operation === 'load') return load(request);
  const loaded = models.get(request.model);
  if (!loaded) throw new Error(`no model ${request.model}`);
  if (request.operation === 'release') {
    models.delete(request.model);
    return { counts: [] };
  }
  const { operation, texts, role } = request;
  if (operation === 'count') return { counts: texts.map((text) => loaded.count(text, role)) };
  if (operation === 'ids') return { ids: texts.map((text) => loaded.tokenIds(text)) };
  if (operation === 'embed')
    return { vectors: await Promise.all(texts.map((text) => loaded.embed(text, role))) };
  const tokens = await Promise.all(texts.map((text) => loaded.embedTokens(text, role)));
  return {
    vectors: tokens.flatMap(({ vectors, pooled }) => [vectors, pooled]),
    tokens: tokens.map(({ ids, offsets }) => ({ ids, offsets })),
  };
}

async function load({ spec, place }: Extract<WorkerRequest, { operation: 'load' }>): Promise<WorkerReply> {
  const next = loading.then(() => loadModel(spec, place));
  loading = next.catch(() => undefined); // its own caller is told
  const model = await next;
  models.set(++lastModel, model);
  return { model: lastModel, dimensions: model.dimensions };
}
