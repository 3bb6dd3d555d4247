import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readIndex, withLock, writeIndex } from '../../src/retrieval/generations.ts';
import type { IndexedPassage, PassageIndex } from '../../src/retrieval/passage-index.ts';
import { DIMENSIONS, MANIFEST, passageIndexContract, textHashOf } from '../contracts/passage-index.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-index-'));
});
afterEach(() => rm(folder, { recursive: true }));

passageIndexContract('an index folder', async (manifest, passages) => {
  await withLock(folder, () => writeIndex(folder, manifest, passages));
  const read = await readIndex(folder);
  if (!read) throw new Error('no index was found');
  return read;
});

passageIndexContract('an index as it was just written', (manifest, passages) =>
  writeIndex(folder, manifest, passages),
);

const PASSAGES: readonly IndexedPassage[] = Array.from({ length: 12 }, (_, i) => ({
  passage: { id: `a#${i}`, articleId: 'a', span: { start: i, end: i + 1 } },
  embedding: Float32Array.from({ length: DIMENSIONS }, (_, j) => Number(i % DIMENSIONS === j)),
  textHash: textHashOf(i),
}));

/** Every file of an index, relative to its folder. */
async function filesOf(where: string): Promise<readonly string[]> {
  const entries = await readdir(where, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function readOrCode(): Promise<PassageIndex | string | undefined> {
  try {
    return await readIndex(folder);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'not one of ours';
  }
}

describe('readIndex', () => {
  it('finds nothing in a folder that is empty or not there', async () => {
    expect(await readIndex(folder)).toBeUndefined();
    expect(await readIndex(join(folder, 'nowhere'))).toBeUndefined();
  });

  it('notices any bit flipped in any file', async () => {
    await writeIndex(folder, MANIFEST, PASSAGES);
    const files = await filesOf(folder);
    expect(files).toHaveLength(3); // CURRENT, the manifest and the passages
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.nat(), fc.nat(7), async (which, at, bit) => {
        const file = files[which] ?? '';
        const content = await readFile(file);
        const spoiled = Buffer.from(content);
        const place = at % content.length;
        spoiled[place] = (spoiled[place] ?? 0) ^ (1 << bit);
        await writeFile(file, spoiled);
        const found = await readOrCode();
        await writeFile(file, content);
        // White space around the names in CURRENT says nothing; all else must be seen.
        if (typeof found === 'object') expect(found.passages).toEqual(PASSAGES);
        else expect(found).toBe('INDEX');
        if (!file.endsWith('CURRENT')) expect(found).toBe('INDEX');
      }),
      { numRuns: 200, seed: 8 },
    );
    expect((await readIndex(folder))?.passages).toEqual(PASSAGES);
  });

  it('notices any file cut short or gone', async () => {
    await writeIndex(folder, MANIFEST, PASSAGES);
    for (const file of await filesOf(folder)) {
      const content = await readFile(file);
      for (const length of [0, 1, content.length >> 1, content.length - 2]) {
        await truncate(file, length);
        expect(await readOrCode()).toBe('INDEX');
        await writeFile(file, content);
      }
      await rm(file);
      expect(await readOrCode()).toBe(file.endsWith('CURRENT') ? undefined : 'INDEX');
      await writeFile(file, content);
    }
  });

  it('says where the damage is', async () => {
    await writeIndex(folder, MANIFEST, PASSAGES);
    const [manifest, passages] = (await filesOf(folder)).filter((file) => !file.endsWith('CURRENT'));
    await writeFile(passages ?? '', 'x');
    await expect(readIndex(folder)).rejects.toThrow(/is damaged: the SHA-256 of passages\.pb is/);
    await writeFile(manifest ?? '', '{}');
    await expect(readIndex(folder)).rejects.toThrow(`The index in ${join(manifest ?? '', '..')} is damaged`);
  });
});

describe('writeIndex', () => {
  it('leaves the old index in use when the new one cannot be written', async () => {
    await writeIndex(folder, MANIFEST, PASSAGES);
    const [first] = PASSAGES;
    if (!first) throw new Error('no passage');
    const broken = [{ ...first, embedding: new Float32Array(DIMENSIONS) }];
    const later = { ...MANIFEST, builtAt: '2001-02-04T00:00:00.000Z' };
    await expect(writeIndex(folder, later, broken)).rejects.toMatchObject({ code: 'INDEX' });
    expect((await readIndex(folder))?.passages).toEqual(PASSAGES);
  });

  it('sweeps older generations and what a killed builder left, and nothing else', async () => {
    await writeIndex(folder, MANIFEST, PASSAGES);
    await writeFile(join(folder, 'notes.txt'), 'mine');
    const later = { ...MANIFEST, builtAt: '2001-02-04T00:00:00.000Z' };
    await writeIndex(folder, later, PASSAGES.slice(0, 3));
    const entries = await readdir(folder);
    expect(entries.sort()).toEqual(['20010204000000000-22222222', 'CURRENT', 'notes.txt']);
    expect((await readIndex(folder))?.passages).toHaveLength(3);
  });
});

describe('withLock', () => {
  it('lets one work at a time', async () => {
    const log: string[] = [];
    const work = (name: string) =>
      withLock(folder, async () => {
        log.push(`${name} in`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${name} out`);
      });
    await Promise.all([work('a'), work('b')]);
    const [first] = log[0]?.split(' ') ?? [];
    const second = first === 'a' ? 'b' : 'a';
    expect(log).toEqual([`${first} in`, `${first} out`, `${second} in`, `${second} out`]);
  });

  it('is free again after a failure, which it passes on', async () => {
    const failing = withLock(folder, () => Promise.reject(new Error('no luck')));
    await expect(failing).rejects.toThrow('no luck');
    expect(await withLock(folder, async () => 'free')).toBe('free');
  });

  it('names a folder that cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(withLock(join(folder, 'file', 'index'), async () => 1)).rejects.toMatchObject({
      code: 'INDEX',
      message: expect.stringMatching(/file.index" cannot be made.*--index DIR or INDEX_DIR/),
    });
  });
});
