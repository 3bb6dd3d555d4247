import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, removeJournal } from '../../src/retrieval/journal.ts';
import { reindex } from '../../src/retrieval/reindex.ts';
import { type CountingEmbedder, openCountingWords } from '../support/counting-words.ts';
import { putFiles } from '../support/harbour.ts';

let folder: string;
let corpusDir: string;
let indexDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-journal-'));
  corpusDir = join(folder, 'corpus');
  indexDir = join(folder, 'index');
});
afterEach(() => rm(folder, { recursive: true }));

const FILE = 'build.journal';
const HEAD = 32;
const journalFile = () => join(indexDir, FILE);
/** A record's size: the hash of the words and as many floats as the embedder has dimensions. */
const recordOf = ({ dimensions }: { dimensions: number }) => 16 + 4 * dimensions;

describe('a journal', () => {
  const words = openCountingWords({ dimensions: 8 });
  const hashOf = (place: number) => place.toString(16).padStart(32, 'a');
  async function recordsOf(count: number, from = 0) {
    const places = Array.from({ length: count }, (_, i) => from + i);
    const embeddings = await words.embed(places.map(String), 'passage');
    return places.map((place, i) => ({
      textHash: hashOf(place),
      embedding: embeddings[i] ?? new Float32Array(),
    }));
  }
  async function write(batches: readonly Awaited<ReturnType<typeof recordsOf>>[], embedder = words) {
    const journal = await openJournal(indexDir, embedder);
    for (const batch of batches) await journal.append(batch);
    await journal.close();
  }
  async function found(embedder: CountingEmbedder = words) {
    const journal = await openJournal(indexDir, embedder);
    await journal.close();
    return [...journal.found].map(([textHash, embedding]) => ({ textHash, embedding }));
  }

  it('is empty where there is none, and gives back every bit of what was appended, in any batches', async () => {
    expect(await found()).toEqual([]);
    const records = await recordsOf(9);
    await write([records.slice(0, 4), [], records.slice(4, 5)]);
    expect(await found()).toEqual(records.slice(0, 5));
    await write([records.slice(5)]); // a later build goes on in the same file
    expect(await found()).toEqual(records);
    expect(await readdir(indexDir)).toEqual([FILE]);
    expect(await readFile(journalFile())).toHaveLength(HEAD + 9 * recordOf(words));
  });

  it('of a build that was killed has all whole records, wherever the file was cut, and goes on after them', async () => {
    const records = await recordsOf(4);
    const more = await recordsOf(1, 9);
    await write([records]);
    const whole = await readFile(journalFile());
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), async (length) => {
        await writeFile(journalFile(), whole.subarray(0, length));
        const kept = records.slice(0, Math.max(0, Math.floor((length - HEAD) / recordOf(words))));
        expect(await found()).toEqual(kept);
        await write([more]);
        expect(await found()).toEqual([...kept, ...more]);
      }),
      { numRuns: 40, seed: 21 },
    );
  });

  it('leaves out a record that holds no unit vector, and keeps the others', async () => {
    const records = await recordsOf(3);
    await write([records]);
    const spoiled = await readFile(journalFile());
    spoiled.fill(0, HEAD + recordOf(words) + 16, HEAD + 2 * recordOf(words)); // as a hole in a file reads
    await writeFile(journalFile(), spoiled);
    expect(await found()).toEqual([records[0], records[2]]);
    spoiled.fill(0xff, HEAD + 16, HEAD + 20); // NaN
    await writeFile(journalFile(), spoiled);
    expect(await found()).toEqual([records[2]]);
  });

  it('of another model, or of none, is begun anew', async () => {
    await write([await recordsOf(3)]);
    const other = openCountingWords({ dimensions: 8, name: 'test/other' });
    expect(await found(other)).toEqual([]);
    expect(await found()).toEqual([]); // the other one has taken its place
    await write([await recordsOf(2)]);
    expect(await found()).toHaveLength(2);
    for (const content of ['', 'not a journal', 'x'.repeat(500)]) {
      await writeFile(journalFile(), content);
      expect(await found()).toEqual([]);
      await write([await recordsOf(2)]);
      expect(await found()).toHaveLength(2);
    }
  });

  it('is forgotten when it is removed, and removing none is no fault', async () => {
    await write([await recordsOf(3)]);
    await removeJournal(indexDir);
    expect(await found()).toEqual([]);
    await removeJournal(indexDir);
    await removeJournal(indexDir);
    await removeJournal(join(folder, 'nowhere'));
  });
});

describe('a build that was stopped', () => {
  const PARAGRAPHS = Array.from({ length: 30 }, (_, i) => `Ferry ${i} sailed from berth ${i}.`);
  const BATCH = 8;
  beforeEach(() =>
    putFiles(corpusDir, {
      'one.txt': PARAGRAPHS.slice(0, 20).join('\n\n'),
      'two.txt': PARAGRAPHS.slice(20).join('\n\n'),
    }),
  );
  const build = (embedder: CountingEmbedder, options: Parameters<typeof reindex>[1] = {}) =>
    reindex({ corpusDir, indexDir, embedder }, options);

  /** Lets a build fail at its batch number `at`, from 0. */
  async function stopAt(at: number, stop: () => void = () => undefined): Promise<CountingEmbedder> {
    let batch = 0;
    const words = openCountingWords({
      beforeBatch: () => {
        if (batch++ < at) return;
        stop();
        throw new Error('out of memory');
      },
    });
    await expect(build(words)).rejects.toThrow('out of memory');
    return words;
  }

  it.each([0, 1, 2, 3])(
    'after %i batches embeds only the rest, and makes the same index',
    async (batches) => {
      expect((await stopAt(batches)).embedded).toHaveLength(batches * BATCH);
      const words = openCountingWords();
      const { opened, summary } = await build(words);
      expect(words.embedded).toEqual(PARAGRAPHS.slice(batches * BATCH));
      expect(summary).toMatchObject({ articles: 2, passages: 30, added: ['one', 'two'] });
      const afresh = openCountingWords();
      const place = { corpusDir, indexDir: join(folder, 'afresh'), embedder: afresh };
      expect((await reindex(place, {})).opened.index.passages).toEqual(opened.index.passages);
      expect(await readdir(indexDir)).not.toContain(FILE); // what it held is in the index now
    },
  );

  it('twice goes on after both', async () => {
    await stopAt(1);
    expect((await stopAt(1)).embedded).toEqual(PARAGRAPHS.slice(8, 16));
    const words = openCountingWords();
    await build(words);
    expect(words.embedded).toEqual(PARAGRAPHS.slice(16));
  });

  it('because it was cancelled goes on as well', async () => {
    const stop = new AbortController();
    const words = openCountingWords({ beforeBatch: () => stop.abort() });
    await expect(build(words, { signal: stop.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    const rest = openCountingWords();
    await build(rest);
    expect([...words.embedded, ...rest.embedded]).toEqual(PARAGRAPHS);
  });

  it('counts what it had made as done from the first report on', async () => {
    await stopAt(2);
    const done: number[] = [];
    await build(openCountingWords(), { onProgress: ({ passagesDone }) => done.push(passagesDone) });
    expect(done).toEqual([16, 24, 30]);
  });

  it('is not gone on with by another model, nor where everything is to be embedded again', async () => {
    await stopAt(2);
    const other = openCountingWords({ name: 'test/other' });
    await build(other);
    expect(other.embedded).toEqual(PARAGRAPHS);
    await rm(indexDir, { recursive: true });
    await stopAt(2);
    const full = openCountingWords();
    await build(full, { full: true });
    expect(full.embedded).toEqual(PARAGRAPHS);
  });

  it('does not embed again what has moved to another article meanwhile', async () => {
    await stopAt(2);
    await putFiles(corpusDir, {
      'one.txt': 'All new.',
      'two.txt': PARAGRAPHS.slice(0, 16).reverse().join('\n\n'),
    });
    const words = openCountingWords();
    const { summary } = await build(words);
    expect(words.embedded).toEqual(['All new.']);
    expect(summary.passages).toBe(17);
  });

  it('because a record could not be written whole embeds that one again', async () => {
    await stopAt(2);
    await truncate(journalFile(), HEAD + 15.5 * recordOf(openCountingWords()));
    const words = openCountingWords();
    await build(words);
    expect(words.embedded).toEqual(PARAGRAPHS.slice(15));
  });

  it('because it was killed embeds no more than the batch it was at again, at any moment', async () => {
    const reached = new Set<number>();
    for (const delay of fc.sample(fc.integer({ min: 0, max: 400 }), { numRuns: 3, seed: 1874 })) {
      await rm(indexDir, { recursive: true, force: true });
      const saved = await killedWhileEmbedding(delay);
      reached.add(saved);
      await rm(join(indexDir, 'build.lock'), { recursive: true, force: true }); // taken over after 10 s otherwise
      const words = openCountingWords();
      const { summary } = await build(words);
      expect(summary.passages).toBe(30);
      expect(words.embedded.length).toBeLessThanOrEqual(30 - saved);
      expect(words.embedded).toEqual(PARAGRAPHS.slice(30 - words.embedded.length));
    }
    expect(Math.max(...reached)).toBeGreaterThan(0);
  }, 300_000); // programs to start, on a busy machine

  /**
   * Lets another process build slowly, and kills it so many milliseconds after its first batch.
   * @returns how many passages it had said were done
   */
  async function killedWhileEmbedding(delay: number): Promise<number> {
    const args = ['--import', 'tsx', 'test/support/crashing-builder.ts', '--slowly', indexDir, corpusDir];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    return Number(said.trim().split('\n').at(-1)?.split(' ')[0] ?? 0);
  }
});
