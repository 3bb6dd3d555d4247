import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSpan, spanMass } from '../../src/answer/answer-span.ts';
import { contains, slice } from '../../src/corpus/span.ts';
import type { Reading } from '../../src/embedding/reader.ts';
import { sentencesOf } from '../../src/language/en/sentences.ts';
import { spanOf } from '../support/articles.ts';

const TEXT = 'HALDEN -- A fire broke out on Sunday. The captain, Ingrid Moe, said so. All were saved.';
/** The passage does not start where the article does. */
const PASSAGE = { start: 10, end: TEXT.length };
const SENTENCES = sentencesOf(TEXT, PASSAGE);
const [FIRE = PASSAGE, MOE = PASSAGE, SAVED = PASSAGE] = SENTENCES;

/** A reading of the passage in which these words start, and those end, an answer so well. */
function reading(starts: Readonly<Record<string, number>>, ends: Readonly<Record<string, number>>): Reading {
  return {
    relevance: 0,
    words: [...slice(TEXT, PASSAGE).matchAll(/\w+/g)].map(({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
      startLogit: starts[word] ?? 0,
      endLogit: ends[word] ?? 0,
    })),
  };
}

describe('bestSpan', () => {
  it('is the words from the best start to the best end, placed in the article', () => {
    const span = bestSpan(reading({ Ingrid: 5 }, { Moe: 5 }), PASSAGE, MOE);
    expect(span).toEqual(spanOf(TEXT, 'Ingrid Moe'));
  });

  it('stays in the part that is asked for, however well another answers', () => {
    const read = reading({ Ingrid: 5, fire: 1 }, { Moe: 5, out: 2 });
    expect(slice(TEXT, bestSpan(read, PASSAGE, FIRE) ?? PASSAGE)).toBe('fire broke out');
    expect(slice(TEXT, bestSpan(read, PASSAGE, SAVED) ?? PASSAGE)).toBe('All'); // none better than another
  });

  it('never ends before it starts, though the best end does', () => {
    const read = reading({ Moe: 5 }, { captain: 4, so: 3 });
    expect(slice(TEXT, bestSpan(read, PASSAGE, MOE) ?? PASSAGE)).toBe('Moe, said so');
  });

  it('is nothing where no word was read', () => {
    expect(bestSpan({ relevance: 0, words: [] }, PASSAGE, MOE)).toBeUndefined();
    const cut = { relevance: 0, words: reading({}, {}).words.slice(0, 6) }; // the model read no further
    expect(bestSpan(cut, PASSAGE, FIRE)).toBeDefined();
    expect(bestSpan(cut, PASSAGE, SAVED)).toBeUndefined();
  });
});

describe('spanMass', () => {
  it('is greater where the answer is', () => {
    const read = reading({ Ingrid: 5 }, { Moe: 5 });
    const [fire = 0, moe = 0, saved = 0] = SENTENCES.map((sentence) => spanMass(read, PASSAGE, sentence));
    expect(moe).toBeGreaterThan(10 * fire);
    expect(fire).toBeGreaterThan(saved); // it has more words, none of which answers
  });

  it('is that of all spans of a part: two words have three', () => {
    const part = spanOf(TEXT, 'Ingrid Moe');
    expect(spanMass(reading({}, {}), PASSAGE, part)).toBe(3);
    expect(spanMass({ relevance: 0, words: [] }, PASSAGE, part)).toBe(0);
  });

  it('does not overflow on a model of great logits', () => {
    const read = reading({ Ingrid: 900 }, { Moe: 900 });
    expect(SENTENCES.map((sentence) => spanMass(read, PASSAGE, sentence))).toEqual([0, 1, 0]);
  });
});

describe('whatever a reader says', () => {
  const logit = fc.double({ min: -30, max: 30, noNaN: true });
  const readings = fc
    .array(fc.tuple(fc.constantFrom('a', 'Ferry.', 'she', '“Stop!”', '12', '🐐'), logit, logit), {
      minLength: 1,
      maxLength: 60,
    })
    .map((items) => {
      const text = items.map(([word]) => word).join(' ');
      let start = 0;
      const words = items.map(([word, startLogit, endLogit]) => {
        const read = { start, end: start + word.length, startLogit, endLogit };
        start = read.end + 1;
        return read;
      });
      return { text, words };
    });

  it('the best span of a sentence lies in it, begins and ends with words, and is at most thirty', () => {
    fc.assert(
      fc.property(readings, fc.nat(50), ({ text, words }, before) => {
        const article = 'x'.repeat(before) + text;
        const passage = { start: before, end: article.length };
        for (const sentence of sentencesOf(article, passage)) {
          const span = bestSpan({ relevance: 0, words }, passage, sentence);
          if (!span) throw new Error('each sentence has words');
          expect(contains(sentence, span)).toBe(true);
          const from = words.findIndex(({ start }) => before + start === span.start);
          const to = words.findIndex(({ end }) => before + end === span.end);
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to - from).toBeLessThan(30);
        }
      }),
    );
  });

  it('the mass of a sentence is more than nothing, and finite', () => {
    fc.assert(
      fc.property(readings, ({ text, words }) => {
        const passage = { start: 0, end: text.length };
        for (const sentence of sentencesOf(text, passage)) {
          const mass = spanMass({ relevance: 0, words }, passage, sentence);
          expect(mass).toSatisfy(Number.isFinite);
          expect(mass).toBeGreaterThan(0);
        }
      }),
    );
  });
});
