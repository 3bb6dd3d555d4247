import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { ClippingsError, isSystemError, messageOf } from '../../errors.ts';
import type { FeedState } from './feeds.ts';

/** The states of all feeds, by their addresses. */
export type FeedStates = ReadonlyMap<string, FeedState>;

/**
 * Reads what is remembered of feeds; nothing, when the file is not there yet.
 * @throws ClippingsError CORPUS when it cannot be read
 */
export async function readFeedStates(file: string): Promise<FeedStates> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) throw new Error('no object');
    return new Map(
      Object.entries(parsed).flatMap(([address, state]) => (isState(state) ? [[address, state]] : [])),
    );
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return new Map();
    const found = `${file}: what is remembered of feeds cannot be read (${messageOf(error)})`;
    throw new ClippingsError(
      'CORPUS',
      `${found}. Mend the file, or remove it: items whose articles are there are not taken again.`,
      { cause: error },
    );
  }
}

/** Writes what is remembered of feeds, whole or not at all. */
export async function writeFeedStates(file: string, states: FeedStates): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, `${JSON.stringify(Object.fromEntries(states), undefined, 1)}\n`);
}

function isState(value: unknown): value is FeedState {
  if (typeof value !== 'object' || value === null || !('seen' in value)) return false;
  return Array.isArray(value.seen) && value.seen.every((each) => typeof each === 'string');
}
