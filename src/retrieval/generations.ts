import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { ClippingsError, isSystemError, messageOf } from '../errors.ts';
import {
  type IndexedPassage,
  type IndexManifest,
  type PassageIndex,
  passageIndexOf,
} from './passage-index.ts';
import { readPassages, writePassages } from './vectra-store.ts';

/*
 * An index folder holds generations, each written whole beside the others, and a file CURRENT that
 * names the one in use and the SHA-256 of its manifest. Renaming CURRENT is the one step that switches;
 * killed before it, the next start has the old index, killed after it, the new one.
 */
const CURRENT = 'CURRENT';
const MANIFEST = 'manifest.json';

/** Raised whenever what is stored changes its form. */
export const INDEX_FORMAT = 4;

/**
 * Reads the index in use.
 * @returns undefined when none has been built
 * @throws ClippingsError INDEX when it is damaged
 */
export async function readIndex(folder: string): Promise<PassageIndex | undefined> {
  const current = await readIfThere(join(folder, CURRENT));
  if (current === undefined) return undefined;
  const [name = '', checksum] = current.trim().split(' ');
  const generation = join(folder, name);
  try {
    const json = await readFile(join(generation, MANIFEST), 'utf8');
    if (sha256(json) !== checksum) throw notAsWritten(generation);
    const manifest = JSON.parse(json) as IndexManifest; // written by writeIndex, as its checksum shows
    if (manifest.format !== INDEX_FORMAT) return undefined; // another version's: build anew
    const passages = await readPassages(generation, manifest);
    return passageIndexOf(manifest, passages);
  } catch (error) {
    if (error instanceof ClippingsError) throw error;
    // Another process may have switched and swept in between.
    const now = await readIfThere(join(folder, CURRENT));
    if (now !== undefined && now !== current) return readIndex(folder);
    throw new ClippingsError('INDEX', `The index in ${generation} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Writes a generation beside the one in use, and switches to it. To be called under `withLock`. */
export async function writeIndex(
  folder: string,
  manifest: Omit<IndexManifest, 'checksum' | 'format' | 'passages'>,
  passages: readonly IndexedPassage[],
): Promise<PassageIndex> {
  const name = `${manifest.builtAt.replace(/\D/g, '')}-${manifest.corpusHash.slice(0, 8)}`;
  const generation = join(folder, name);
  await rm(generation, { recursive: true, force: true });
  const checksum = await writePassages(generation, passages, manifest.model.dimensions);
  const whole: IndexManifest = { ...manifest, format: INDEX_FORMAT, passages: passages.length, checksum };
  const json = `${JSON.stringify(whole, undefined, 2)}\n`;
  await writeFileAtomic(join(generation, MANIFEST), json);
  await writeFileAtomic(join(folder, CURRENT), `${name} ${sha256(json)}\n`);
  await sweep(folder, name);
  return passageIndexOf(whole, passages);
}

/** How long a builder waits for another one before it says so, in milliseconds. */
const LOCK_PATIENCE = 20_000;

/**
 * Runs `work` while no other process builds in this folder. The lock of a killed process is taken
 * over after 10 seconds.
 * @throws ClippingsError BUSY when another builder does not finish in time
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await makeFolder(folder);
  const release = await lock(folder);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function lock(folder: string): Promise<() => Promise<void>> {
  try {
    return await lockfile.lock(folder, {
      lockfilePath: join(folder, 'build.lock'),
      stale: 10_000,
      retries: { retries: LOCK_PATIENCE / 500, factor: 1, minTimeout: 500, maxTimeout: 500 },
    });
  } catch (error) {
    if (!isSystemError(error, 'ELOCKED')) throw error;
    throw new ClippingsError(
      'BUSY',
      `Another process has been building the index in ${folder} for ${LOCK_PATIENCE / 1000} s. Try again when it is done.`,
      { cause: error },
    );
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new ClippingsError(
      'INDEX',
      `The index folder "${folder}" cannot be made: ${messageOf(error)}. Name another with --index DIR or INDEX_DIR.`,
      { cause: error },
    );
  }
}

/** Removes every generation but the one in use: older ones, and what a killed builder left. */
async function sweep(folder: string, keep: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const old = entries.filter(
    (entry) => entry.isDirectory() && /^\d{17}-/.test(entry.name) && entry.name !== keep,
  );
  await Promise.all(old.map((entry) => rm(join(folder, entry.name), { recursive: true, force: true })));
}

function notAsWritten(generation: string): ClippingsError {
  return new ClippingsError(
    'INDEX',
    `The index in ${generation} is damaged: its manifest is not the one written.`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw new ClippingsError('INDEX', `${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
