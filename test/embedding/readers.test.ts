import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { READER } from '../../src/embedding/models.ts';
import { openReader } from '../../src/embedding/open.ts';
import { readerContract } from '../contracts/reader.ts';
import { openKnowing } from '../support/knowing-reader.ts';
import { ticksDuring } from '../support/ticks.ts';
import { type TinyReader, writeTinyReader } from '../support/tiny-model.ts';

readerContract(READER.name, () => openReader({ modelsDir: 'embeddings/models' }));
readerContract('the tests’ own reader', async () => openKnowing([{ asked: /who closed/i, words: 'master' }]));

describe('the bundled reader', () => {
  it('leaves timers and the rest of the program running while it reads', async () => {
    const reader = await openReader({ modelsDir: 'embeddings/models' });
    const long = 'The harbour was closed to all traffic until the next morning. '.repeat(12);
    const { ticks, due } = await ticksDuring(() => reader.read('Who closed it?', Array(12).fill(long)));
    expect(ticks).toBeGreaterThan(due / 2);
    await reader.close();
  });
});

describe('what is made of a model’s outputs', () => {
  let modelsDir: string;
  beforeEach(async () => {
    modelsDir = await mkdtemp(join(tmpdir(), 'clippings-tiny-'));
  });
  afterEach(() => rm(modelsDir, { recursive: true }));

  /** Reads passages with a model of these logits. */
  async function readWith(tiny: TinyReader, question: string, passages: readonly string[]) {
    const model = `test/${modelsDir.split('-').at(-1)}`;
    await writeTinyReader(join(modelsDir, model), tiny);
    const reader = await openReader({ modelsDir, model });
    const readings = await reader.read(question, passages);
    await reader.close();
    return readings;
  }

  const LOGITS = {
    '[CLS]': [1, 2],
    '[SEP]': [50, 50],
    who: [90, 90],
    the: [0.5, 0.25],
    harbour: [5, 1],
    master: [2, 4],
    '##s': [7, 3],
  } as const;

  it('places each word’s start logit at its first piece and its end logit at its last', async () => {
    const [reading] = await readWith({ logits: LOGITS }, 'who', ['The harbour masters, 🐐']);
    expect(reading?.words).toEqual([
      { start: 0, end: 3, startLogit: 0.5, endLogit: 0.25 },
      { start: 4, end: 11, startLogit: 5, endLogit: 1 },
      { start: 12, end: 19, startLogit: 2, endLogit: 3 }, // master, ##s
      { start: 19, end: 20, startLogit: 0, endLogit: 0 }, // not in the vocabulary
      { start: 21, end: 23, startLogit: 0, endLogit: 0 },
    ]);
  });

  it('takes for relevance, where the model has none, the best span’s score over the empty one’s', async () => {
    const readings = await readWith({ logits: LOGITS }, 'who', [
      'the harbour master', // harbour … master, 5 + 4
      'master the harbour', // one word or two in order: master 2 + 4, harbour 5 + 1
      'the the',
    ]);
    const empty = 1 + 2; // start and end at [CLS]
    expect(readings.map(({ relevance }) => relevance)).toEqual([9 - empty, 6 - empty, 0.75 - empty]);
  });

  it('takes the model’s own relevance where it has one', async () => {
    const tiny = { logits: LOGITS, relevance: true };
    const [reading] = await readWith(tiny, 'the', ['the harbour master']);
    expect(reading?.relevance).toBe(50); // the greatest start logit of the whole sequence: that of [SEP]
  });

  it('takes no span over thirty words for the best', async () => {
    const gap = (words: number) => `harbour ${'the '.repeat(words)}master`;
    const readings = await readWith({ logits: { ...LOGITS, the: [0, 0] } }, 'who', [gap(28), gap(29)]);
    expect(readings.map(({ relevance }) => relevance)).toEqual([9 - 3, 6 - 3]);
  });

  it('makes nothing of a passage without words', async () => {
    const [reading] = await readWith({ logits: LOGITS }, 'who', ['  \u200b\n']);
    expect(reading?.words).toEqual([]);
    expect(reading?.relevance).toBeLessThan(-1);
    expect(reading?.relevance).toSatisfy(Number.isFinite);
  });
});
