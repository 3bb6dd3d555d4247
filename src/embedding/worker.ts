/**
 * The thread in which models run. Inference in @xenova/transformers 2.17.2 is synchronous, so on the
 * main thread it would hold up timers and sockets for as long as a reindex lasts.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './protocol.ts';
import { type LoadedModel, loadModel } from './transformers.ts';

const port = parentPort;
if (!port) throw new Error('embedding/worker.ts is to be started as a worker thread.');

const settings = workerData as WorkerSettings; // given by openEmbedders alone
const models: LoadedModel[] = [];
for (const spec of settings.specs) models.push(await loadModel(spec, settings));
port.postMessage({ ready: models.map(({ dimensions }) => ({ dimensions })) });

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

async function run({ model, operation, texts, role }: WorkerRequest): Promise<WorkerReply> {
  const loaded = models[model];
  if (!loaded) throw new Error(`no model ${model}`);
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
