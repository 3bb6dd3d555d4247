import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@libsql/client';
import { ClippingsError } from '../errors.ts';
import { checkFolder } from './database.ts';

const FILE = 'running.lock';
/** An earlier process that is just ending lets go within this time, or not at all. */
const PATIENCE_MS = 1000;

/**
 * Holds a data folder for one bot. The lock is the operating system's, on an SQLite file of its own: it is gone
 * with its process, however that ends, and nothing of the store is locked for tools that read it.
 * @returns what lets go of it
 * @throws ClippingsError BUSY when another bot holds it, CONFIG when the folder cannot be used
 */
export async function holdFolder(folder: string, patienceMs = PATIENCE_MS): Promise<() => Promise<void>> {
  await checkFolder(folder);
  const url = pathToFileURL(join(folder, FILE)).href;
  const client = createClient({ url, timeout: patienceMs, concurrency: 1 });
  try {
    const held = await client.transaction('write'); // never ended: it holds the file
    return async () => {
      held.close();
      client.close();
    };
  } catch (error) {
    client.close();
    throw new ClippingsError(
      'BUSY',
      `Another Clippings bot is running on the data folder "${folder}". End it first, or give each its own DATA_DIR.`,
      { cause: error },
    );
  }
}
