import { Worker } from 'node:worker_threads';
import { ClippingsError, type ErrorCode } from '../../errors.ts';
import { workerScript } from '../../worker-script.ts';
import type { Origin } from './documents.ts';
import type { Draft, DroppedLine, ImportOptions } from './draft.ts';

/** What became of a file: the drafts of all documents in it, and what could not be used. */
export interface Imported {
  readonly drafts: readonly Draft[];
  readonly dropped: readonly DroppedLine[];
  readonly faults: readonly ClippingsError[];
}

/** What the thread is given. */
export interface ImportTask {
  readonly bytes: Uint8Array;
  readonly origin: Origin;
  readonly options: Omit<ImportOptions, 'name' | 'path' | 'profile' | 'knownHeadlines'>;
}

/** A fault as it crosses from one thread to another. */
export interface SentFault {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What the thread gives back. */
export type ImportReply =
  | {
      readonly drafts: readonly Draft[];
      readonly dropped: readonly DroppedLine[];
      readonly faults: readonly SentFault[];
    }
  | { readonly fault: SentFault };

/** What the thread sends first, once it has loaded the program. */
export const READY = 'ready';

/** The longest that a document may take; the slowest of 147 real pages took 2 s on a busy machine. */
const TIMEOUT_MS = 60_000;
const MEMORY_MB = 1_024;

/**
 * Imports a file in a thread of its own, so that no document, however large or odd, holds up the process that
 * answers people.
 * @throws ClippingsError CORPUS when it cannot be used, or takes too long
 */
export async function importInThread(task: ImportTask, timeoutMs = TIMEOUT_MS): Promise<Imported> {
  const worker = new Worker(workerScript(new URL('./worker.ts', import.meta.url)), {
    eval: true,
    execArgv: [],
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const where = task.origin.path;
  try {
    const reply = await answerOf(worker, { where, timeoutMs });
    if ('fault' in reply) throw received(reply.fault);
    return { ...reply, faults: reply.faults.map(received) };
  } finally {
    await worker.terminate();
  }
}

/** What the thread sends; its time counts from when it has loaded the program. */
function answerOf(
  worker: Worker,
  { where, timeoutMs }: { where: string; timeoutMs: number },
): Promise<ImportReply> {
  return new Promise<ImportReply>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    worker.on('message', (message: ImportReply | typeof READY) => {
      if (message !== READY) return resolve(message);
      timer = setTimeout(() => reject(tooMuch(where, `takes longer than ${timeoutMs / 1000} s`)), timeoutMs);
    });
    worker.once('error', (error) => reject(tooMuch(where, `cannot be read (${error.message})`)));
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(tooMuch(where, 'ended its thread'));
    });
  });
}

function received({ code, message }: SentFault): ClippingsError {
  return new ClippingsError(code, message);
}

function tooMuch(where: string, found: string): ClippingsError {
  return new ClippingsError('CORPUS', `${where}:1: ${found}. Save the article's text and import that.`);
}
