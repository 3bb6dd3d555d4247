/**
 * The thread in which models run. Inference in @xenova/transformers 2.17.2 is synchronous, so on the
 * main thread it would hold up timers and sockets for as long as a reindex lasts.
 */
import { parentPort } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import type { WorkerReply, WorkerRequest } from './protocol.ts';
import { type LoadedEmbedder, type LoadedReader, loadEmbedder, loadReader } from './transformers.ts';

const port = parentPort;
if (!port) throw new Error('embedding/worker.ts is to be started as a worker thread.');

const embedders = new Map<number, LoadedEmbedder>();
const readers = new Map<number, LoadedReader>();
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
  switch (request.operation) {
    case 'loadEmbedder': {
      const loaded = await inTurn(() => loadEmbedder(request.spec, request.source));
      embedders.set(++lastModel, loaded);
      return { model: lastModel, dimensions: loaded.dimensions };
    }
    case 'loadReader': {
      const loaded = await inTurn(() => loadReader(request.spec, request.source));
      readers.set(++lastModel, loaded);
      return { model: lastModel };
    }
    case 'release':
      embedders.delete(request.model);
      readers.delete(request.model);
      return {};
    case 'count': {
      const { count } = opened(embedders, request.model);
      return { counts: request.texts.map((text) => count(text, request.role)) };
    }
    case 'embed': {
      const { embed } = opened(embedders, request.model);
      return { vectors: await Promise.all(request.texts.map((text) => embed(text, request.role))) };
    }
    case 'match': {
      const { match } = opened(embedders, request.model);
      return { matches: await match(request.question, request.passages) };
    }
    case 'read': {
      const { read } = opened(readers, request.model);
      const { question, passages } = request;
      return { readings: await Promise.all(passages.map((passage) => read(question, passage))) };
    }
  }
}

function opened<Model>(models: ReadonlyMap<number, Model>, number: number): Model {
  const model = models.get(number);
  if (!model) throw new Error(`no model ${number}`);
  return model;
}

function inTurn<Model>(load: () => Promise<Model>): Promise<Model> {
  const next = loading.then(load);
  loading = next.catch(() => undefined); // its own caller is told
  return next;
}
