/** The thread in which a long document is imported; see `library.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { ClippingsError } from '../errors.ts';
import { type ImportOptions, importDocument } from './import/document.ts';
import type { Imported } from './library.ts';

const { content, options } = workerData as { readonly content: string; readonly options: ImportOptions };

function imported(): Imported {
  try {
    return { result: importDocument(content, options) };
  } catch (error) {
    if (!(error instanceof ClippingsError)) return { bug: error };
    return { fault: { code: error.code, message: error.message } };
  }
}

parentPort?.postMessage(imported());
