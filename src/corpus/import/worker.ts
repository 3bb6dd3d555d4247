import { parentPort, workerData } from 'node:worker_threads';
import { ClippingsError, messageOf } from '../../errors.ts';
import { importBytes } from './import-bytes.ts';
import { type ImportReply, type ImportTask, READY, type SentFault } from './thread.ts';

/** The thread's whole life: one file, and what became of it. */
async function reply(task: ImportTask): Promise<ImportReply> {
  try {
    const { drafts, dropped, faults } = await importBytes(task.bytes, {
      ...task.options,
      ...task.origin,
      origin: task.origin,
    });
    return { drafts, dropped, faults: faults.map(sent) };
  } catch (error) {
    return { fault: sent(error) };
  }
}

function sent(error: unknown): SentFault {
  return { code: error instanceof ClippingsError ? error.code : 'CORPUS', message: messageOf(error) };
}

parentPort?.postMessage(READY);
parentPort?.postMessage(await reply(workerData as ImportTask)); // what importInThread hands over
