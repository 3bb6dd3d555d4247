import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCorpus } from '../../src/corpus/load.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import type { ReindexOptions, ReindexProgress } from '../../src/engine.ts';
import { readIndex } from '../../src/retrieval/generations.ts';
import { openIndex, reindex } from '../../src/retrieval/reindex.ts';
import { openCountingWords } from '../support/counting-words.ts';
import { bodyOf, HARBOUR, putFiles } from '../support/harbour.ts';

let folder: string;
let corpusDir: string;
let indexDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-reindex-'));
  corpusDir = join(folder, 'corpus');
  indexDir = join(folder, 'index');
  await putFiles(corpusDir, HARBOUR);
});
afterEach(() => rm(folder, { recursive: true }));

const build = async (embedder: Embedder, options: ReindexOptions = {}) =>
  (await reindex({ corpusDir, indexDir, embedder }, options)).summary;
const open = async (embedder: Embedder) =>
  openIndex({ corpusDir, indexDir, embedder }, await loadCorpus(corpusDir));
const bridge = join('1998', 'bridge.md');

describe('reindex', () => {
  it('embeds every paragraph once, and the index is then up to date', async () => {
    const words = openCountingWords();
    const summary = await build(words);
    expect(summary).toMatchObject({
      added: ['bridge', 'ferry-fire', 'ferry-later', 'lighthouse'],
      changed: [],
      removed: [],
      unchanged: 0,
      failed: [],
      articles: 4,
      passages: 8,
    });
    const paragraphs = Object.values(HARBOUR).flatMap((file) => bodyOf(file).trim().split('\n\n'));
    expect([...words.embedded].sort()).toEqual([...paragraphs].sort());
    const opened = await open(words);
    expect(opened).not.toHaveProperty('stale');
    expect('index' in opened && opened.index.passages).toHaveLength(8);
  });

  it('embeds nothing again when nothing has changed, and everything when told to', async () => {
    const words = openCountingWords();
    await build(words);
    const before = (await readIndex(indexDir))?.passages;
    expect(await build(words)).toMatchObject({ added: [], changed: [], removed: [], unchanged: 4 });
    expect(words.embedded).toHaveLength(8);
    expect((await readIndex(indexDir))?.passages).toEqual(before);
    await build(words, { full: true });
    expect(words.embedded).toHaveLength(16);
    expect((await readIndex(indexDir))?.passages).toEqual(before);
  });

  it('embeds only what is new or changed, and forgets what is gone', async () => {
    const words = openCountingWords();
    await build(words);
    await rm(join(corpusDir, 'notes', 'lighthouse.txt'));
    await putFiles(corpusDir, { [bridge]: 'No bridge after all.', 'mole.txt': 'The mole was repaired.' });
    expect(await build(words)).toMatchObject({
      added: ['mole'],
      changed: ['bridge'],
      removed: ['lighthouse'],
      unchanged: 2,
      articles: 4,
    });
    expect(words.embedded.slice(8)).toEqual(['No bridge after all.', 'The mole was repaired.']);
    const ids = (await readIndex(indexDir))?.passages.map(({ passage }) => passage.articleId);
    expect(new Set(ids)).toEqual(new Set(['bridge', 'ferry-fire', 'ferry-later', 'mole']));
  });

  it('takes an article up again when only its front matter has changed, and embeds nothing for it', async () => {
    const words = openCountingWords();
    await build(words);
    await putFiles(corpusDir, { [bridge]: HARBOUR['1998/bridge.md']?.replace('06-20', '06-21') ?? '' });
    expect(await open(words)).toEqual({ stale: 'the articles have changed' });
    expect(await build(words)).toMatchObject({ changed: ['bridge'], unchanged: 3, passages: 8 });
    expect(words.embedded).toHaveLength(8);
    expect(await open(words)).not.toHaveProperty('stale');
  });

  it('embeds the same words once, in however many articles and places they stand', async () => {
    const words = openCountingWords();
    await build(words);
    const copy = HARBOUR['1998/bridge.md']?.replace('Coast Daily', 'Harbour Times') ?? '';
    await putFiles(corpusDir, { 'copy.md': `${copy}\nNo more.\n\nNo more.\n` });
    expect(await build(words)).toMatchObject({ added: ['copy'], passages: 12 });
    expect(words.embedded.slice(8)).toEqual(['No more.']);
    const { passages = [] } = (await readIndex(indexDir)) ?? {};
    const embeddingsOf = (id: string) =>
      passages.filter(({ passage }) => passage.articleId === id).map(({ embedding }) => embedding);
    expect(embeddingsOf('copy').slice(0, 2)).toEqual(embeddingsOf('bridge'));
    expect(embeddingsOf('copy')[2]).toEqual(embeddingsOf('copy')[3]);
    await rm(join(corpusDir, bridge)); // the copy does not lean on it
    await build(words);
    expect(words.embedded).toHaveLength(9);
    expect(await open(words)).not.toHaveProperty('stale');
  });

  it('counts passages that need no embedding as done', async () => {
    const words = openCountingWords();
    await build(words);
    await putFiles(corpusDir, { [bridge]: `${HARBOUR['1998/bridge.md']}\nNo more.\n` });
    const seen: ReindexProgress[] = [];
    await build(words, { onProgress: (progress) => seen.push(progress) });
    const all = { articlesTotal: 4, passagesTotal: 3 };
    expect(seen).toEqual([
      { ...all, articlesDone: 3, passagesDone: 2 },
      { ...all, articlesDone: 4, passagesDone: 3 },
    ]);
  });

  it('takes at most 60 KB of an article of 500 words, in three files', async () => {
    const sentence = 'The harbour of Halden was closed to all traffic on Sunday night, police said later.';
    const paragraph = (i: number) => `${sentence} ${sentence.replace('Halden', `Halden-${i}`)} Nobody paid.`;
    const text = Array.from({ length: 16 }, (_, i) => paragraph(i)).join('\n\n');
    expect(text.split(/\s+/).length).toBeGreaterThan(500);
    await rm(corpusDir, { recursive: true });
    await putFiles(corpusDir, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a${i}.txt`, text])));
    await build(openCountingWords({ dimensions: 384 }));
    const entries = await readdir(indexDir, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name).sort()).toEqual(['CURRENT', 'manifest.json', 'passages.pb']);
    const sizes = await Promise.all(
      files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0) / 20).toBeLessThanOrEqual(60_000);
  });

  it('is the same, whatever changes it came by', async () => {
    const texts = fc.constantFrom('One.\n\nTwo.', 'Three.', 'Four five.\n\nSix.\n\nSeven.');
    const states = fc.array(
      fc.dictionary(fc.constantFrom('a.md', 'b.txt', 'c/d.md'), texts, { minKeys: 1 }),
      {
        minLength: 2,
        maxLength: 4,
      },
    );
    await fc.assert(
      fc.asyncProperty(states, async (steps) => {
        const place = { indexDir, embedder: openCountingWords() };
        const bySteps = async () => {
          for (const files of steps) {
            await rm(corpusDir, { recursive: true });
            await putFiles(corpusDir, files);
            await reindex({ corpusDir, ...place }, {});
          }
          return (await readIndex(indexDir))?.passages;
        };
        const stepped = await bySteps();
        const { opened } = await reindex(
          { corpusDir, ...place, indexDir: join(folder, 'at-once') },
          { full: true },
        );
        expect(stepped).toEqual(opened.index.passages);
      }),
      { numRuns: 15, seed: 9 },
    );
  });

  it('counts only work that is done, up to the whole', async () => {
    const words = openCountingWords();
    const seen: (ReindexProgress & { readonly embedded: number })[] = [];
    await build(words, {
      onProgress: (progress) => seen.push({ ...progress, embedded: words.embedded.length }),
    });
    expect(seen.at(-1)).toMatchObject({
      articlesDone: 4,
      articlesTotal: 4,
      passagesDone: 8,
      passagesTotal: 8,
    });
    for (const { passagesDone, embedded } of seen) expect(passagesDone).toBeLessThanOrEqual(embedded);
    const done = seen.map(({ passagesDone }) => passagesDone);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });

  it('can be cancelled, and leaves the index as it was', async () => {
    const words = openCountingWords();
    await build(words);
    const before = await readIndex(indexDir);
    const stop = new AbortController();
    const stopping = openCountingWords({ beforeBatch: () => stop.abort() });
    await putFiles(corpusDir, { 'mole.txt': 'The mole.', 'pier.txt': 'The pier.' });
    await expect(build(stopping, { signal: stop.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await readIndex(indexDir)).toMatchObject({ manifest: before?.manifest });
    expect(await build(words)).toMatchObject({ added: ['mole', 'pier'] }); // and the lock is free
  });

  it('keeps the old index when a model fails half way, and refuses vectors that are wrong', async () => {
    const words = openCountingWords();
    await build(words);
    const before = await readIndex(indexDir);
    const failing = openCountingWords({
      beforeBatch: (texts) => {
        if (texts.some((text) => text.startsWith('HALDEN'))) throw new Error('out of memory');
      },
    });
    await expect(build(failing, { full: true })).rejects.toThrow('out of memory');
    const short: Embedder = { ...words, embed: async (texts) => texts.map(() => Float32Array.of(1)) };
    await expect(build(short, { full: true })).rejects.toMatchObject({ code: 'INDEX' });
    const lost: Embedder = { ...words, embed: async () => [] };
    await expect(build(lost, { full: true })).rejects.toMatchObject({ code: 'INDEX' });
    expect(await readIndex(indexDir)).toMatchObject({ manifest: before?.manifest });
  });

  it('goes on without articles that cannot be used, and stops when there is none', async () => {
    await writeFile(join(corpusDir, 'bad.md'), '---\npublished: soon\n---\nText.');
    const { failed, articles } = await build(openCountingWords());
    expect(failed.map(({ message }) => message)).toEqual([expect.stringContaining('bad.md:2')]);
    expect(articles).toBe(4);
    await rm(corpusDir, { recursive: true });
    await putFiles(corpusDir, { 'bad.md': '---\npublished: soon\n---\nText.' });
    await expect(build(openCountingWords())).rejects.toMatchObject({
      code: 'CORPUS',
      message: expect.stringMatching(/no article that can be used[\s\S]*bad\.md:2/),
    });
  });
});

describe('openIndex', () => {
  it('finds an index stale when another model, or other weights of it, made it', async () => {
    const [one, two] = [openCountingWords(), openCountingWords({ name: 'test/two' })];
    await build(one);
    expect(await open(one)).not.toHaveProperty('stale');
    for (const embedder of [two, { ...one, hash: '0'.repeat(64) }])
      expect(await open(embedder)).toEqual({ stale: expect.stringContaining('another model') });
    await build(two);
    expect(two.embedded).toHaveLength(8); // nothing of the other model's is kept
    expect(await open(two)).not.toHaveProperty('stale');
  });

  it('finds an index stale when it is damaged, and says how; the next build mends it', async () => {
    const words = openCountingWords();
    expect(await open(words)).toEqual({ stale: 'no index has been built yet' });
    await build(words);
    const [generation = ''] = (await readdir(indexDir)).filter((name) => /^\d/.test(name));
    await writeFile(join(indexDir, generation, 'passages.pb'), '');
    expect(await open(words)).toEqual({ stale: expect.stringContaining('is damaged') });
    await build(words);
    expect(words.embedded).toHaveLength(16);
    expect(await open(words)).not.toHaveProperty('stale');
  });
});

describe('several builders', () => {
  it('in one folder wait for each other, and none is lost', async () => {
    const [one, two] = [openCountingWords(), openCountingWords()];
    const [first, second] = await Promise.all([build(one), build(two)]);
    expect([first.added.length, second.added.length].sort()).toEqual([0, 4]);
    expect(one.embedded.length + two.embedded.length).toBe(8);
    expect(await open(one)).not.toHaveProperty('stale');
  });

  it('may be killed at any moment: the next start has the old index or the new one, whole', async () => {
    const other = join(folder, 'other');
    await putFiles(other, { ...HARBOUR, 'mole.txt': 'The mole was repaired.\n\nIt is long.' });
    const words = openCountingWords();
    const place = { corpusDir, indexDir, embedder: words };
    const both = await Promise.all(
      [corpusDir, other].map(async (dir, i) => {
        const aside = { ...place, corpusDir: dir, indexDir: join(folder, `expected-${i}`) };
        return (await reindex(aside, {})).opened.index.passages;
      }),
    );
    await build(words);
    for (const delay of fc.sample(fc.integer({ min: 0, max: 120 }), { numRuns: 10, seed: 1996 })) {
      await killedAfter(delay, [indexDir, corpusDir, other]);
      const found = await readIndex(indexDir);
      expect(both).toContainEqual(found?.passages);
      await rm(join(indexDir, 'build.lock'), { recursive: true, force: true }); // taken over after 10 s otherwise
    }
    await build(words);
    expect(await open(words)).not.toHaveProperty('stale');
    const left = (await readdir(indexDir)).filter((name) => /^\d/.test(name));
    expect(left).toHaveLength(1); // what the killed ones left is swept
  }, 300_000); // ten programs to start, on a busy machine

  it('take over the lock of one that was killed', async () => {
    await killedAfter(30, [indexDir, corpusDir, corpusDir]);
    await build(openCountingWords());
    expect(await open(openCountingWords())).not.toHaveProperty('stale');
  });
});

/** Lets another process build over and over, and kills it so many milliseconds after its first index. */
async function killedAfter(delay: number, args: readonly string[]): Promise<void> {
  const program = 'test/support/crashing-builder.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, delay));
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}
