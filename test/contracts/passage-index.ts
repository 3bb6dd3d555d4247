import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../../src/embedding/cosine.ts';
import type { IndexedPassage, IndexManifest, PassageIndex } from '../../src/retrieval/passage-index.ts';

/** Stores passages and opens them again. */
export type StoreAndOpen = (
  manifest: Omit<IndexManifest, 'checksum' | 'format' | 'passages'>,
  passages: readonly IndexedPassage[],
) => Promise<PassageIndex>;

export const DIMENSIONS = [8, 5];

/** A manifest of an index made by two models of 8 and 5 dimensions. */
export const MANIFEST = {
  models: DIMENSIONS.map((dimensions, i) => ({ name: `test/m${i}`, hash: String(i).repeat(64), dimensions })),
  passageRules: 'of the tests',
  articles: { a: '1'.repeat(64) },
  corpusHash: '2'.repeat(64),
  builtAt: '2001-02-03T04:05:06.789Z',
};

const unitVector = (dimensions: number) =>
  fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dimensions, maxLength: dimensions })
    .map((values) => {
      const norm = Math.hypot(...values);
      return norm < 1e-3
        ? Float32Array.from(values, (_, i) => Number(i === 0))
        : Float32Array.from(values, (x) => x / norm);
    });

const embeddings = fc.tuple(unitVector(8), unitVector(5));

/** Passages of several articles, with names as people give files. */
export const anyPassages = fc
  .array(fc.tuple(fc.constantFrom('a', 'ünïcode 🐐', '1997-01-10', "o'brien", 'x#1'), embeddings), {
    minLength: 1,
    maxLength: 30,
  })
  .map((items) =>
    items.map(
      ([articleId, vectors], i): IndexedPassage => ({
        passage: { id: `${articleId}#${i}`, articleId, span: { start: 10 * i, end: 10 * i + 7 } },
        embeddings: vectors,
      }),
    ),
  );

/** What every `PassageIndex`, with the store it comes from, must keep. */
export function passageIndexContract(name: string, open: StoreAndOpen): void {
  describe(`${name}, as a PassageIndex`, () => {
    it('gives back every passage and every bit of its embeddings, in order', async () => {
      await fc.assert(
        fc.asyncProperty(anyPassages, async (passages) => {
          const index = await open(MANIFEST, passages);
          expect(index.passages).toEqual(passages);
          expect(index.manifest).toMatchObject({ ...MANIFEST, passages: passages.length });
        }),
        { numRuns: 15, seed: 5 },
      );
    });

    it('finds the nearest by each model, best first, equals in the order of their places', async () => {
      await fc.assert(
        fc.asyncProperty(anyPassages, embeddings, fc.nat(5), async (passages, question, count) => {
          const index = await open(MANIFEST, passages);
          for (const [model, vector] of question.entries()) {
            const expected = passages
              .map(({ embeddings: own }, place) => ({ place, score: cosine(vector, own[model] ?? vector) }))
              .sort((a, b) => b.score - a.score || a.place - b.place);
            expect(index.nearest(model, vector, { count })).toEqual(expected.slice(0, count));
            const even = (place: number) => place % 2 === 0;
            expect(index.nearest(model, vector, { count, admit: even })).toEqual(
              expected.filter(({ place }) => even(place)).slice(0, count),
            );
          }
        }),
        { numRuns: 15, seed: 6 },
      );
    });

    it('finds a passage by its own embedding, and nothing where nothing is admitted', async () => {
      const passages = [0, 1, 2].map(
        (i): IndexedPassage => ({
          passage: { id: `a#${i}`, articleId: 'a', span: { start: i, end: i + 1 } },
          embeddings: DIMENSIONS.map((length) => Float32Array.from({ length }, (_, j) => Number(i === j))),
        }),
      );
      const index = await open(MANIFEST, passages);
      const own = passages[1]?.embeddings[1] ?? new Float32Array();
      expect(index.nearest(1, own, { count: 1 })).toEqual([{ place: 1, score: 1 }]);
      expect(index.nearest(1, own, { count: 9, admit: () => false })).toEqual([]);
      expect(index.nearest(2, own, { count: 9 })).toEqual([]); // there is no third model
    });

    it('refuses embeddings that are of another length, too few, NaN or not of length 1', async () => {
      const unit = (length: number) => Float32Array.from({ length }, (_, i) => Number(i === 0));
      const wrong = [
        [unit(8), unit(4)],
        [unit(9), unit(5)],
        [unit(8)],
        [unit(8), unit(5), unit(5)],
        [unit(8), unit(5).fill(Number.NaN)],
        [unit(8), unit(5).fill(0)],
        [unit(8).fill(1), unit(5)],
        [unit(8), new Float32Array()],
      ];
      const passage = { id: 'a#0', articleId: 'a', span: { start: 0, end: 1 } };
      for (const own of wrong) {
        await expect(open(MANIFEST, [{ passage, embeddings: own }])).rejects.toMatchObject({
          code: 'INDEX',
          message: expect.stringContaining('a#0'),
        });
      }
      const right = await open(MANIFEST, [{ passage, embeddings: [unit(8), unit(5)] }]);
      expect(right.passages).toHaveLength(1);
    });
  });
}
