import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Embedder, TokenVectors } from '../../src/embedding/embedder.ts';
import { createTokenCache, tokensOf } from '../../src/retrieval/token-cache.ts';
import { openTokenStore, type StoredTokens, type TokenStore } from '../../src/retrieval/token-store.ts';
import { openCountingWords } from '../support/counting-words.ts';

const BRIDGE = 'The bridge is closed until Monday.';
const FERRY = 'The ferry sails twice a day.';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-tokens-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Works out the token vectors of texts and stores them. */
const keep = async (store: TokenStore, model: Embedder, texts: readonly string[]) =>
  store.write(texts, await tokensOf(texts, [model]));

const filesIn = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((file) => join(file.parentPath, file.name));

describe('openTokenStore', () => {
  it('reads what it has made, each token in its place, and nothing else', async () => {
    const words = openCountingWords();
    const store = openTokenStore(folder, [words]);
    await keep(store, words, [BRIDGE]);
    const read = await store.read(BRIDGE);
    const [computed] = await words.embedTokens([BRIDGE], 'passage');
    expect(read).toHaveLength(1);
    expect([...(read?.[0]?.ids ?? [])]).toEqual(computed?.ids);
    expect([...(read?.[0]?.offsets ?? [])]).toEqual([0, 4, 11, 14, 21, 27]);
    expect(read?.[0]?.pooled).toEqual(computed?.pooled);
    expect(await store.read(FERRY)).toBeUndefined();
  });

  it('keeps the direction of every token to a thousandth', async () => {
    const words = openCountingWords();
    const store = openTokenStore(folder, [words]);
    await fc.assert(
      fc.asyncProperty(fc.lorem({ maxCount: 20 }), async (text) => {
        const [exact] = await words.embedTokens([text], 'passage');
        await keep(store, words, [text]);
        const [made] = (await store.read(text)) ?? [];
        const cosines = exact && made ? cosinesOf(exact, made) : [];
        expect(cosines).toHaveLength(exact?.ids.length ?? -1);
        for (const cosine of cosines) expect(Math.abs(1 - cosine)).toBeLessThan(1e-3);
      }),
      { numRuns: 30 },
    );
  });

  it('does not take what other models have made', async () => {
    const one = openCountingWords({ name: 'test/one' });
    await keep(openTokenStore(folder, [one]), one, [BRIDGE]);
    expect(
      await openTokenStore(folder, [openCountingWords({ name: 'test/two' })]).read(BRIDGE),
    ).toBeUndefined();
    const both = [one, openCountingWords({ name: 'test/two' })];
    expect(await openTokenStore(folder, both).read(BRIDGE)).toBeUndefined();
  });

  it('removes all but the texts it is told to keep', async () => {
    const words = openCountingWords();
    const store = openTokenStore(folder, [words]);
    await keep(store, words, [BRIDGE, FERRY]);
    expect(await filesIn()).toHaveLength(2);
    await store.keepOnly([FERRY, 'A text that was never stored.']);
    expect(await store.read(BRIDGE)).toBeUndefined();
    expect(await store.read(FERRY)).toBeDefined();
    expect(await filesIn()).toHaveLength(1);
  });

  it('has nothing to remove before it has stored anything', async () => {
    await openTokenStore(join(folder, 'new'), [openCountingWords()]).keepOnly([]);
    expect(await readdir(join(folder, 'new'))).toEqual([]);
  });

  it('finds a file that is cut short, or cannot be read, not to be there', async () => {
    const words = openCountingWords();
    const store = openTokenStore(folder, [words]);
    await keep(store, words, [BRIDGE]);
    const [file = ''] = await filesIn();
    const whole = await readFile(file);
    for (const length of [0, 1, 20, whole.length - 1]) {
      await writeFile(file, whole.subarray(0, length));
      expect(await store.read(BRIDGE)).toBeUndefined();
    }
    await rm(file);
    await mkdir(file); // what cannot be read at all
    expect(await store.read(BRIDGE)).toBeUndefined();
  });
});

describe('createTokenCache', () => {
  it('asks the models only for what is neither remembered nor stored', async () => {
    const words = openCountingWords();
    const store = openTokenStore(folder, [words]);
    await keep(store, words, [BRIDGE]);
    const cache = createTokenCache([words], store);
    expect(words.embedded).toEqual([BRIDGE]);
    await cache.get([BRIDGE, FERRY]);
    expect(words.embedded).toEqual([BRIDGE, FERRY]);
    await cache.get([FERRY, BRIDGE]);
    expect(words.embedded).toEqual([BRIDGE, FERRY]);
  });

  it('gives the same to the last bit, whether stored or worked out again', async () => {
    const words = openCountingWords();
    const store = openTokenStore(folder, [words]);
    await keep(store, words, [BRIDGE]);
    const fromStore = await createTokenCache([words], store).get([BRIDGE]);
    await store.keepOnly([]);
    expect(await createTokenCache([words], store).get([BRIDGE])).toEqual(fromStore);
  });

  it('gives each text its own vectors, in the order asked, a text asked twice too', async () => {
    const words = openCountingWords();
    const cache = createTokenCache([words], openTokenStore(folder, [words]));
    const starts = (await cache.get([FERRY, BRIDGE, FERRY])).map(([tokens]) => [...(tokens?.offsets ?? [])]);
    expect(starts).toEqual([
      [0, 4, 10, 16, 22, 24],
      [0, 4, 11, 14, 21, 27],
      [0, 4, 10, 16, 22, 24],
    ]);
  });
});

function cosinesOf({ ids, vectors, pooled }: TokenVectors, { rows }: StoredTokens): readonly number[] {
  const { length } = pooled;
  return ids.map((_, token) => {
    const exact = vectors.subarray(token * length, (token + 1) * length);
    const kept = rows.subarray(token * length, (token + 1) * length);
    const product = exact.reduce((sum, value, i) => sum + value * (kept[i] ?? 0), 0);
    return product / Math.hypot(...kept);
  });
}
