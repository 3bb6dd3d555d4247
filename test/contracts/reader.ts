import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reader, Reading } from '../../src/embedding/reader.ts';
import { anyText } from '../support/any-text.ts';

const QUESTION = 'Who closed the harbour?';
const PASSAGES = [
  'The harbour master closed it until morning.',
  'x',
  'Goats graze on the island, and nobody minds.',
  'It’s “4.5 %” – or $1,200 at 10:30 a.m., naïve São Paulo 北京 🐐.',
  'The harbour master closed it until morning.',
];

/** What every `Reader` must keep. */
export function readerContract(name: string, open: () => Promise<Reader>): void {
  describe(`${name}, as a Reader`, () => {
    let reader: Reader;
    beforeAll(async () => {
      reader = await open();
    });
    afterAll(() => reader.close());
    const readOne = async (question: string, passage: string): Promise<Reading> => {
      const [reading] = await reader.read(question, [passage]);
      if (!reading) throw new Error('the reading is missing');
      return reading;
    };

    it('says what it is', () => {
      expect(reader.model).toMatch(/^[\w-]+\/[\w.-]+$/);
      expect(reader.hash).toMatch(/^[0-9a-f]{64}$/);
    });

    it('gives one reading a passage, in the order given, the same alone as among others', async () => {
      const together = await reader.read(QUESTION, PASSAGES);
      expect(together).toHaveLength(PASSAGES.length);
      for (const [i, passage] of PASSAGES.entries())
        expect(together[i]).toEqual(await readOne(QUESTION, passage));
      expect(await reader.read(QUESTION, [])).toEqual([]);
      const others = reader.read('What do goats do?', [...PASSAGES].reverse());
      const [beside] = await Promise.all([reader.read(QUESTION, PASSAGES), others]);
      expect(beside).toEqual(together);
    });

    it('reads a passage in the light of the question', async () => {
      const [reading, other] = await Promise.all([
        readOne(QUESTION, PASSAGES[0] ?? ''),
        readOne('What do goats do?', PASSAGES[0] ?? ''),
      ]);
      expect(other).not.toEqual(reading);
      const places = ({ words }: Reading) => words.map(({ start, end }) => [start, end]);
      expect(places(other)).toEqual(places(reading)); // but its words stay where they are
    });

    it('places every word: "The", "harbour", "master" …', async () => {
      const passage = PASSAGES[0] ?? '';
      const { words } = await readOne(QUESTION, passage);
      expect(words.map(({ start, end }) => passage.slice(start, end))).toEqual([
        ...'The harbour master closed it until morning'.split(' '),
        '.',
      ]);
    });

    it('reads any text: words in order, apart, within it, none of them blank, all logits finite', async () => {
      await fc.assert(
        fc.asyncProperty(anyText, anyText, async (question, passage) => {
          const { relevance, words } = await readOne(question, passage);
          expect(relevance).toSatisfy(Number.isFinite);
          let last = 0;
          for (const { start, end, startLogit, endLogit } of words) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(passage.slice(start, end)).not.toMatch(/[ \n\t\u00a0\u3000]/);
            expect(passage.slice(start, end)).toMatch(/[^\p{C}\s]/u);
            expect([startLogit, endLogit]).toSatisfy((both: number[]) => both.every(Number.isFinite));
            last = end;
          }
          expect(last).toBeLessThanOrEqual(passage.length);
          const letters = (text: string) => text.match(/[a-zA-Z0-9]+/g) ?? [];
          expect(words.flatMap(({ start, end }) => letters(passage.slice(start, end)))).toEqual(
            letters(passage),
          );
        }),
        { numRuns: 40, seed: 4 },
      );
    });

    it('reads a word of any length', async () => {
      const long = 'x'.repeat(5000);
      const { words } = await readOne(QUESTION, `before ${long} after`);
      expect(words.map(({ start, end }) => [start, end])).toEqual([
        [0, 6],
        [7, 5007],
        [5008, 5013],
      ]);
    });

    it('cuts a passage and a question that are too long at their ends, and refuses neither', async () => {
      const long = 'harbour master '.repeat(600);
      const { words, relevance } = await readOne(QUESTION, long);
      expect(relevance).toSatisfy(Number.isFinite);
      expect(words.length).toBeGreaterThan(100);
      expect(words.length).toBeLessThan(600);
      expect(words.at(0)).toMatchObject({ start: 0, end: 7 });
      const once = PASSAGES[0] ?? '';
      const asked = await readOne(`${'who closed it '.repeat(200)}`, once);
      expect(asked).toEqual(await readOne('who closed it '.repeat(400), once));
      expect(asked.words.map(({ end }) => end).at(-1)).toBe(once.length); // the passage keeps its room
    });

    it('refuses what is asked once it is closed, and others read on', async () => {
      const other = await open();
      const reading = await other.read(QUESTION, PASSAGES);
      await other.close();
      await other.close();
      await expect(other.read(QUESTION, PASSAGES)).rejects.toMatchObject({
        code: 'MODEL',
        message: expect.stringContaining('has been closed'),
      });
      expect(await reader.read(QUESTION, PASSAGES)).toEqual(reading);
    });
  });
}
