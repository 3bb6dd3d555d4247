import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import writeFileAtomic from 'write-file-atomic';
import type { Embedder, TokenVectors } from '../embedding/embedder.ts';

/** Token vectors of one text by one model, a byte a number: a quarter of their size, and as fast to compare. */
export interface StoredTokens {
  readonly ids: Int32Array;
  readonly offsets: Int32Array;
  /** Row-major, a row a token; each is scaled so that its greatest number is 127 or -127. */
  readonly rows: Int8Array;
  readonly pooled: Float32Array;
}

/**
 * The token vectors of passages on disk, so that no answer has to run a model over a passage. One file a
 * text, named by what it holds: generations of the index share them, and a reindex writes only new ones.
 * What is not there, or cannot be read, is worked out again by whoever needs it.
 */
export interface TokenStore {
  /** For each model, the vectors of a text; undefined when they are not there whole. */
  read(text: string): Promise<readonly StoredTokens[] | undefined>;
  /** Keeps the vectors of texts: for each text, those of each model. */
  write(texts: readonly string[], tokens: readonly (readonly TokenVectors[])[]): Promise<void>;
  /** Removes all but these texts'. */
  keepOnly(texts: Iterable<string>): Promise<void>;
}

/** How many texts are hashed before others get their turn. */
const BREATHER = 500;

/** Raised whenever what a file holds changes its form. */
const FORMAT = 1;

/** The token vectors that these models make, in a folder. */
export function openTokenStore(folder: string, embedders: readonly Embedder[]): TokenStore {
  const maker = JSON.stringify([FORMAT, ...embedders.map(({ model, hash }) => [model, hash])]);
  const nameOf = (text: string) => createHash('sha256').update(maker).update('\0').update(text).digest('hex');
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name);
  return {
    async read(text) {
      const found = await readStored(pathOf(nameOf(text)));
      const isWhole = embedders.every(({ dimensions }, i) => found?.[i]?.pooled?.length === dimensions);
      return isWhole ? found : undefined;
    },
    async write(texts, tokens) {
      const files = texts.map((text, i) => ({
        path: pathOf(nameOf(text)),
        bytes: serialize(tokens[i]?.map(stored)),
      }));
      await Promise.all(files.map(({ path, bytes }) => writeFile(path, bytes)));
    },
    async keepOnly(texts) {
      const kept = new Set<string>();
      for (const text of texts) {
        kept.add(nameOf(text));
        if (kept.size % BREATHER === 0) await setImmediate();
      }
      await mkdir(folder, { recursive: true });
      for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (file.isDirectory() || kept.has(file.name)) continue;
        await rm(join(file.parentPath, file.name), { force: true });
      }
    },
  };
}

/** One byte a number: the cosine of two tokens changes by about 0.001. */
export function stored({ ids, offsets, vectors, pooled }: TokenVectors): StoredTokens {
  const dimensions = pooled.length;
  const rows = new Int8Array(vectors.length);
  for (let start = 0; start < rows.length; start += dimensions) {
    const scale = 127 / (greatestIn(vectors, start, start + dimensions) || 1);
    for (let i = start; i < start + dimensions; i++) {
      rows[i] = (((vectors[i] as number) * scale + 128.5) | 0) - 128; // Math.round takes several times as long
    }
  }
  return { ids: Int32Array.from(ids), offsets: Int32Array.from(offsets), rows, pooled };
}

function greatestIn(values: Float32Array, start: number, end: number): number {
  let greatest = 0;
  for (let i = start; i < end; i++) greatest = Math.max(greatest, Math.abs(values[i] as number));
  return greatest;
}

async function writeFile(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, bytes);
}

/** What `write` stored; undefined when it is not there, damaged, or cannot be read now: it can be made again. */
async function readStored(path: string): Promise<readonly StoredTokens[] | undefined> {
  try {
    return deserialize(await readFile(path)); // named by the hash of what made it, and written as a whole
  } catch {
    return undefined;
  }
}
