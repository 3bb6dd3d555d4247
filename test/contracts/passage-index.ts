import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../../src/embedding/cosine.ts';
import type { IndexedPassage, IndexManifest, PassageIndex } from '../../src/retrieval/passage-index.ts';

/** Stores passages and opens them again. */
export type StoreAndOpen = (
  manifest: Omit<IndexManifest, 'checksum' | 'format' | 'passages'>,
  passages: readonly IndexedPassage[],
) => Promise<PassageIndex>;

export const DIMENSIONS = 8;

/** A manifest of an index made by a model of 8 dimensions. */
export const MANIFEST = {
  model: { name: 'test/m', hash: '3'.repeat(64), dimensions: DIMENSIONS },
  passageRules: 'of the tests',
  articles: { a: '1'.repeat(64) },
  corpusHash: '2'.repeat(64),
  builtAt: '2001-02-03T04:05:06.789Z',
};

const unitVector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((values) => {
    const norm = Math.hypot(...values);
    return norm < 1e-3
      ? Float32Array.from(values, (_, i) => Number(i === 0))
      : Float32Array.from(values, (x) => x / norm);
  });

/** A stand-in for the hash of a passage's words. */
export const textHashOf = (place: number) => place.toString(16).padStart(32, '0');

/** Passages of several articles, with names as people give files. */
export const anyPassages = fc
  .array(fc.tuple(fc.constantFrom('a', 'ünïcode 🐐', '1997-01-10', "o'brien", 'x#1'), unitVector), {
    minLength: 1,
    maxLength: 30,
  })
  .map((items) =>
    items.map(
      ([articleId, embedding], i): IndexedPassage => ({
        passage: { id: `${articleId}#${i}`, articleId, span: { start: 10 * i, end: 10 * i + 7 } },
        embedding,
        textHash: textHashOf(i),
      }),
    ),
  );

/** What every `PassageIndex`, with the store it comes from, must keep. */
export function passageIndexContract(name: string, open: StoreAndOpen): void {
  describe(`${name}, as a PassageIndex`, () => {
    it('gives back every passage and every bit of its embedding, in order', async () => {
      await fc.assert(
        fc.asyncProperty(anyPassages, async (passages) => {
          const index = await open(MANIFEST, passages);
          expect(index.passages).toEqual(passages);
          expect(index.manifest).toMatchObject({ ...MANIFEST, passages: passages.length });
        }),
        { numRuns: 15, seed: 5 },
      );
    });

    it('finds the nearest, best first, equals in the order of their places', async () => {
      await fc.assert(
        fc.asyncProperty(anyPassages, unitVector, fc.nat(5), async (passages, question, count) => {
          const index = await open(MANIFEST, passages);
          const expected = passages
            .map(({ embedding }, place) => ({ place, score: cosine(question, embedding) }))
            .sort((a, b) => b.score - a.score || a.place - b.place);
          expect(index.nearest(question, { count })).toEqual(expected.slice(0, count));
          const even = (place: number) => place % 2 === 0;
          expect(index.nearest(question, { count, admit: even })).toEqual(
            expected.filter(({ place }) => even(place)).slice(0, count),
          );
        }),
        { numRuns: 15, seed: 6 },
      );
    });

    it('finds a passage by its own embedding, and nothing where nothing is admitted', async () => {
      const passages = [0, 1, 2].map(
        (i): IndexedPassage => ({
          passage: { id: `a#${i}`, articleId: 'a', span: { start: i, end: i + 1 } },
          embedding: Float32Array.from({ length: DIMENSIONS }, (_, j) => Number(i === j)),
          textHash: textHashOf(i),
        }),
      );
      const index = await open(MANIFEST, passages);
      const own = passages[1]?.embedding ?? new Float32Array();
      expect(index.nearest(own, { count: 1 })).toEqual([{ place: 1, score: 1 }]);
      expect(index.nearest(own, { count: 9, admit: () => false })).toEqual([]);
    });

    it('refuses embeddings that are of other dimensions, NaN or not of length 1', async () => {
      const unit = (length: number) => Float32Array.from({ length }, (_, i) => Number(i === 0));
      const wrong = [
        unit(7),
        unit(9),
        unit(8).fill(Number.NaN),
        unit(8).fill(0),
        unit(8).fill(1),
        new Float32Array(),
      ];
      const passage = { id: 'a#0', articleId: 'a', span: { start: 0, end: 1 } };
      const textHash = textHashOf(0);
      for (const embedding of wrong) {
        await expect(open(MANIFEST, [{ passage, textHash, embedding }])).rejects.toMatchObject({
          code: 'INDEX',
          message: expect.stringContaining('a#0'),
        });
      }
      const right = await open(MANIFEST, [{ passage, textHash, embedding: unit(8) }]);
      expect(right.passages).toHaveLength(1);
    });
  });
}
