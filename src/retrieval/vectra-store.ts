import { createHash } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStorage, IndexCodec, LocalIndex } from 'vectra';
import writeFileAtomic from 'write-file-atomic';
import { ClippingsError } from '../errors.ts';
import type { IndexedPassage } from './passage-index.ts';

const FILE = 'passages.pb';

interface VectraModules {
  readonly LocalIndex: typeof LocalIndex;
  readonly ProtobufCodec: new () => IndexCodec;
  readonly LocalFileStorage: new () => FileStorage;
}

/**
 * Only what is used of vectra, by path: its entry point also loads an HTTP client, an HTML parser and
 * GPT vocabularies, which costs 85 MB and a third of a second at every start (vectra 0.15.0).
 */
async function loadVectra(): Promise<VectraModules> {
  const entry = import.meta.resolve('vectra');
  const [index, codec, storage] = await Promise.all(
    ['./LocalIndex.js', './codecs/ProtobufCodec.js', './storage/LocalFileStorage.js'].map(
      (path) => import(new URL(path, entry).href),
    ),
  );
  return { ...index, ...codec, ...storage } as VectraModules;
}

/** Out of the box vectra truncates in place; killed while saving, it loses the index. */
function atomicStorage({ LocalFileStorage }: VectraModules): FileStorage {
  const storage = new LocalFileStorage();
  const write = (path: string, content: string | Buffer) => writeFileAtomic(path, content); // syncs, then renames
  storage.createFile = write;
  storage.upsertFile = write;
  return storage;
}

async function openVectra(folder: string): Promise<LocalIndex<Record<string, string | number>>> {
  const vectra = await loadVectra();
  return new vectra.LocalIndex(folder, FILE, atomicStorage(vectra), new vectra.ProtobufCodec());
}

/**
 * Writes passages to a folder that holds none yet, and syncs it.
 * @returns SHA-256 of the file written
 * @throws ClippingsError INDEX when an embedding is not a unit vector of that many dimensions; nothing
 *   is written then
 */
export async function writePassages(
  folder: string,
  passages: readonly IndexedPassage[],
  dimensions: number,
): Promise<string> {
  for (const passage of passages) checkEmbedding(passage, dimensions);
  await mkdir(folder, { recursive: true });
  const index = await openVectra(folder);
  await index.createIndex();
  // One batch: inserting is quadratic in what is already there. Metadata stays flat: the protobuf
  // codec turns anything else into a string.
  await index.batchInsertItems(
    passages.map(({ passage: { id, articleId, span }, embedding, textHash }) => ({
      id,
      metadata: { articleId, start: span.start, end: span.end, textHash },
      vector: [...embedding],
    })),
  );
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
  return hashOf(join(folder, FILE));
}

/**
 * Reads back what `writePassages` wrote.
 * @throws ClippingsError INDEX when the file is not the one that was written
 */
export async function readPassages(
  folder: string,
  { checksum }: { readonly checksum: string },
): Promise<readonly IndexedPassage[]> {
  const found = await hashOf(join(folder, FILE));
  if (found !== checksum) {
    throw new ClippingsError(
      'INDEX',
      `The index in ${folder} is damaged: the SHA-256 of ${FILE} is ${found}, expected ${checksum}.`,
    );
  }
  const items = await (await openVectra(folder)).listItems();
  return items.map(({ id, metadata, vector }) => ({
    passage: {
      id,
      articleId: String(metadata.articleId),
      span: { start: Number(metadata.start), end: Number(metadata.end) },
    },
    embedding: Float32Array.from(vector),
    textHash: String(metadata.textHash),
  }));
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** vectra takes anything: a wrong length or NaN would only show as absurd scores later. */
function checkEmbedding({ passage, embedding }: IndexedPassage, dimensions: number): void {
  const norm = Math.hypot(...embedding);
  if (embedding.length === dimensions && Math.abs(norm - 1) < 1e-3) return;
  const found = `${embedding.length} dimensions and length ${norm}, expected ${dimensions} and 1`;
  throw new ClippingsError('INDEX', `The embedding of passage ${passage.id} has ${found}.`);
}
