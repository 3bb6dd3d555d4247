import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '../embedding/embedder.ts';

const FILE = 'build.journal';
const HASH_BYTES = 16;

/**
 * The embeddings that a build has made so far, on disk, so that a stopped build goes on where it stopped. One file:
 * the model's hash (32 bytes), then a record a passage: the hash of its words (16 bytes) and its embedding
 * (float32, little-endian). A record cut short by a kill is ignored.
 */
export interface Journal {
  /** Embeddings of an earlier, stopped build by the hash of the passage's words. */
  readonly found: ReadonlyMap<string, Float32Array>;
  append(made: readonly { readonly textHash: string; readonly embedding: Float32Array }[]): Promise<void>;
  /** To be called when the build has ended, so that the file may be opened again. */
  close(): Promise<void>;
}

/** Opens the journal of a folder; one of another model is begun anew. To be called under `withLock`. */
export async function openJournal(folder: string, embedder: Embedder): Promise<Journal> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, FILE);
  const size = HASH_BYTES + 4 * embedder.dimensions;
  const head = Buffer.from(embedder.hash.padEnd(64, '0').slice(0, 64), 'hex');
  const stored = await readFile(path).catch(() => Buffer.alloc(0)); // one that cannot be read is made anew
  const isOurs = stored.subarray(0, head.length).equals(head);
  const records = isOurs ? Math.floor((stored.length - head.length) / size) : 0;
  const file = await open(path, isOurs ? 'r+' : 'w+');
  if (isOurs) await file.truncate(head.length + records * size);
  else await file.write(head, 0, head.length, 0);
  return journalOver(file, {
    found: recordsIn(stored, { head: head.length, records, size }),
    end: head.length + records * size,
  });
}

interface Layout {
  readonly head: number;
  readonly records: number;
  readonly size: number;
}

function recordsIn(stored: Buffer, { head, records, size }: Layout): ReadonlyMap<string, Float32Array> {
  const found = new Map<string, Float32Array>();
  for (let i = 0; i < records; i++) {
    const record = stored.subarray(head + i * size, head + (i + 1) * size);
    const embedding = new Float32Array((size - HASH_BYTES) / 4);
    for (let k = 0; k < embedding.length; k++) embedding[k] = record.readFloatLE(HASH_BYTES + 4 * k);
    const norm = Math.hypot(...embedding);
    if (Math.abs(norm - 1) < 1e-3) found.set(record.subarray(0, HASH_BYTES).toString('hex'), embedding);
  }
  return found;
}

function journalOver(
  file: FileHandle,
  { found, end }: { found: ReadonlyMap<string, Float32Array>; end: number },
): Journal {
  let at = end;
  return {
    found,
    async append(made) {
      const bytes = Buffer.concat(
        made.flatMap(({ textHash, embedding }) => {
          const numbers = Buffer.alloc(4 * embedding.length);
          embedding.forEach((value, k) => {
            numbers.writeFloatLE(value, 4 * k);
          });
          return [Buffer.from(textHash, 'hex'), numbers];
        }),
      );
      await file.write(bytes, 0, bytes.length, at);
      at += bytes.length;
    },
    close: () => file.close(),
  };
}

/** Forgets what stopped builds left: the index that they were making has been made. */
export async function removeJournal(folder: string): Promise<void> {
  await rm(join(folder, FILE), { force: true });
}
