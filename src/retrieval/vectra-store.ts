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
 * @param dimensions of each model's embedding, in order
 * @returns SHA-256 of the file written
 * @throws ClippingsError INDEX when an embedding is not a unit vector of that many dimensions; nothing
 *   is written then
 */
export async function writePassages(
  folder: string,
  passages: readonly IndexedPassage[],
  dimensions: readonly number[],
): Promise<string> {
  for (const passage of passages) checkEmbeddings(passage, dimensions);
  await mkdir(folder, { recursive: true });
  const index = await openVectra(folder);
  await index.createIndex();
  // One batch: inserting is quadratic in what is already there. Metadata stays flat: the protobuf
  // codec turns anything else into a string.
  await index.batchInsertItems(
    passages.map(({ passage, embeddings }) => ({
      id: passage.id,
      metadata: { articleId: passage.articleId, start: passage.span.start, end: passage.span.end },
      vector: embeddings.flatMap((embedding) => [...embedding]),
    })),
  );
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
  return hashOf(join(folder, FILE));
}

/**
 * Reads back what `writePassages` wrote.
 * @param dimensions of each model's embedding, in order
 * @throws ClippingsError INDEX when the file is not the one that was written
 */
export async function readPassages(
  folder: string,
  { checksum, dimensions }: { checksum: string; dimensions: readonly number[] },
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
    embeddings: splitAt(Float32Array.from(vector), dimensions),
  }));
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

function splitAt(vector: Float32Array, dimensions: readonly number[]): readonly Float32Array[] {
  let start = 0;
  return dimensions.map((count) => {
    start += count;
    return vector.slice(start - count, start);
  });
}

/** vectra takes anything: a wrong length or NaN would only show as absurd scores later. */
function checkEmbeddings({ passage, embeddings }: IndexedPassage, dimensions: readonly number[]): void {
  if (embeddings.length !== dimensions.length) {
    const found = `${embeddings.length} embeddings, expected ${dimensions.length}`;
    throw new ClippingsError('INDEX', `Passage ${passage.id} has ${found}.`);
  }
  for (const [i, embedding] of embeddings.entries()) {
    const norm = Math.hypot(...embedding);
    if (embedding.length === dimensions[i] && Math.abs(norm - 1) < 1e-3) continue;
    const found = `${embedding.length} dimensions and length ${norm}, expected ${dimensions[i]} and 1`;
    throw new ClippingsError('INDEX', `An embedding of passage ${passage.id} has ${found}.`);
  }
}
