import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosine } from '../../src/embedding/cosine.ts';
import type { Embedder, TextRole } from '../../src/embedding/embedder.ts';
import { anyText } from '../support/any-text.ts';

const ROLES: readonly TextRole[] = ['question', 'passage'];
const TEXTS = [
  'The harbour was closed until morning.',
  'Who closed the harbour?',
  'Goats graze on the island.',
  'x',
  'It’s “4.5 %” – or $1,200 at 10:30 a.m., naïve São Paulo 北京 🐐.',
];

/** What every `Embedder` must keep. */
export function embedderContract(name: string, open: () => Promise<Embedder>): void {
  describe(`${name}, as an Embedder`, () => {
    let embedder: Embedder;
    beforeAll(async () => {
      embedder = await open();
    });
    afterAll(() => embedder.close());

    it('says what it is', () => {
      expect(embedder.model).toMatch(/^[\w-]+\/[\w.-]+$/);
      expect(embedder.hash).toMatch(/^[0-9a-f]{64}$/);
      expect(embedder.dimensions).toBeGreaterThan(0);
      expect(embedder.maxTokens).toBeGreaterThan(100);
    });

    it.each(ROLES)('gives one unit vector a text, in the order given, as a %s', async (role) => {
      const together = await embedder.embed(TEXTS, role);
      expect(together).toHaveLength(TEXTS.length);
      for (const [i, text] of TEXTS.entries()) {
        const vector = together[i];
        expect(vector).toHaveLength(embedder.dimensions);
        expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 4);
        expect([vector]).toEqual(await embedder.embed([text], role));
      }
      expect(await embedder.embed([], role)).toEqual([]);
    });

    it('gives a text the same vector whatever ran before or beside it', async () => {
      const [alone] = await embedder.embed([TEXTS[0] ?? ''], 'passage');
      const [beside] = await Promise.all([
        embedder.embed([TEXTS[0] ?? ''], 'passage'),
        embedder.embed(TEXTS, 'question'),
        embedder.embed([...TEXTS].reverse(), 'passage'),
      ]);
      expect(beside).toEqual([alone]);
    });

    it('puts a text nearer to one of like words than to another', async () => {
      const [closed, who, goats] = await embedder.embed(TEXTS.slice(0, 3), 'passage');
      if (!closed || !who || !goats) throw new Error('vectors are missing');
      expect(cosine(closed, who)).toBeGreaterThan(cosine(closed, goats));
    });

    it('embeds any text that it counts as short enough, and counts one as it counts many', async () => {
      const [empty = 0] = await embedder.countTokens(['']);
      await fc.assert(
        fc.asyncProperty(anyText, async (text) => {
          const [count, , again] = await embedder.countTokens([text, '', text]);
          expect(count).toBeGreaterThanOrEqual(empty);
          expect(again).toBe(count);
          const [vector = new Float32Array()] = await embedder.embed([text], 'passage');
          expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
        }),
        { numRuns: 40, seed: 3 },
      );
    });

    it('refuses a text that it cannot read whole, and reads one at its limit', async () => {
      const [one, two] = await embedder.countTokens(['harbour', 'harbour harbour']);
      if (one === undefined || two === undefined) throw new Error('counts are missing');
      const atLimit = Array(embedder.maxTokens - one + 1)
        .fill('harbour')
        .join(' ');
      expect(two - one).toBe(1);
      expect(await embedder.countTokens([atLimit])).toEqual([embedder.maxTokens]);
      expect(await embedder.embed([atLimit], 'passage')).toHaveLength(1);
      const fault = { code: 'MODEL', message: expect.stringContaining(`(${embedder.maxTokens})`) };
      await expect(embedder.embed([`${atLimit} harbour`], 'passage')).rejects.toMatchObject(fault);
      expect(await embedder.embed(['harbour'], 'passage')).toHaveLength(1); // and goes on
    });
  });
}
