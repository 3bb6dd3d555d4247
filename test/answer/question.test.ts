import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksSomething, leansOnEarlier, understand } from '../../src/answer/question.ts';
import { parseDay } from '../../src/corpus/day.ts';
import { english } from '../../src/language/en/english.ts';
import type { Dictionary } from '../../src/language/en/spelling.ts';
import { vocabularyOf } from '../../src/language/vocabulary.ts';
import { wordIndexOf } from '../../src/retrieval/word-index.ts';

const TEXTS = ['The captain of the ferry said that passengers were injured in the fire at the harbour.'];
const ENGLISH = 'how many much were what when where who did does happened sailors cost number'.split(' ');
const spelling: Dictionary = {
  vocabulary: vocabularyOf(TEXTS, wordIndexOf(TEXTS, english), english),
  isEnglish: (word) => ENGLISH.includes(word),
};
const day = (text: string) => {
  const found = parseDay(text);
  if (!found) throw new Error(`${text} is no day`);
  return found;
};
const days = { first: day('1998-02-20'), last: day('1998-06-20') };

describe('understand', () => {
  it('keeps a plain question as it was typed', () => {
    const asked = 'Who is the captain of the ferry?';
    expect(understand(asked, { spelling, days })).toEqual({
      asked,
      text: asked,
      mendings: [],
      carriedFrom: undefined,
      asksForNumber: false,
      time: undefined,
      weekday: undefined,
    });
  });

  it.each([
    ['How many passengers were injured?', true],
    ['how much did it cost', true],
    ['what was the number of passengers', true],
    ['Who counted the passengers?', false],
    ['what number did he call', false],
  ])('%s asks for a number: %s', (asked, asksForNumber) => {
    expect(understand(asked, { spelling, days })).toMatchObject({ asksForNumber });
  });

  it('finds the time that it names, the year completed from the articles’ days', () => {
    const { time } = understand('what happened before march 2?', { spelling, days });
    expect(time).toMatchObject({
      period: { from: '1998-02-20', to: '1998-03-01' },
      named: { from: '1998-03-02', to: '1998-03-02' },
      relation: 'before',
    });
    const undated = understand('what happened before march 2?', { spelling, days: undefined });
    expect(undated.time).toBeUndefined(); // where no article is dated, no year can be told
    expect(understand('what happened at the harbour?', { spelling, days }).time).toBeUndefined();
  });

  it('keeps a weekday without a date apart, and a date with one is a date', () => {
    expect(understand('what happened on Friday?', { spelling, days })).toMatchObject({
      time: undefined,
      weekday: 5,
    });
    expect(understand('what happened on sunday?', { spelling, days })).toMatchObject({ weekday: 0 });
    expect(understand('what happened on Friday, March 6?', { spelling, days })).toMatchObject({
      time: { period: { from: '1998-03-06', to: '1998-03-06' } },
      weekday: undefined,
    });
  });

  it('mends misspellings for the models, and says what it mended', () => {
    expect(understand('who is the captian of the fery?', { spelling, days })).toMatchObject({
      asked: 'who is the captian of the fery?',
      text: 'who is the captain of the ferry?',
      mendings: [
        { typed: 'captian', read: 'captain' },
        { typed: 'fery', read: 'ferry' },
      ],
    });
  });

  it('is completed by the question before where it leans on it: words, time, number', () => {
    const before = 'How many pasengers were injured on march 2?';
    expect(understand('and the captain?', { spelling, days, before })).toEqual({
      asked: 'and the captain?',
      text: 'and the captain? How many passengers were injured on march 2?',
      mendings: [], // of its own words; those of the one before were told with it
      carriedFrom: before,
      asksForNumber: true,
      time: expect.objectContaining({ period: { from: '1998-03-02', to: '1998-03-02' } }),
      weekday: undefined,
    });
  });

  it('keeps its own time where the question before has another', () => {
    const before = 'How many passengers were injured on march 2?';
    const { time } = understand('and on march 5?', { spelling, days, before });
    expect(time?.period).toEqual({ from: '1998-03-05', to: '1998-03-05' });
  });

  it('takes nothing from the question before where it stands alone', () => {
    const asked = 'How many passengers were injured in the fire at the harbour?';
    const before = 'What did the captain do on march 2?';
    expect(understand(asked, { spelling, days, before })).toEqual(understand(asked, { spelling, days }));
  });

  it('loses no word of any question, whatever stands before it', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (asked, before) => {
        const plain: Dictionary = { ...spelling, isEnglish: () => true };
        const question = understand(asked, { spelling: plain, days, before });
        expect(question.asked).toBe(asked);
        expect(question.text).toBe(`${asked} ${question.carriedFrom ?? ''}`.trim());
        expect([undefined, before]).toContain(question.carriedFrom);
      }),
    );
  });
});

describe('asksSomething', () => {
  it.each(['Who?', 'ferry', '1998', 'what happened', '北京'])('%s does, after another question', (asked) => {
    expect(asksSomething(asked, 'Where is the ferry?')).toBe(true);
  });

  it.each(['', '???', ' \n', '🐐'])('%j never does', (asked) => {
    expect([asksSomething(asked, undefined), asksSomething(asked, 'Where is the ferry?')]).toEqual([
      false,
      false,
    ]);
  });

  it('needs more than stop words only where no question stands before it', () => {
    expect([asksSomething('why was it', undefined), asksSomething('why was it', 'Who?')]).toEqual([
      false,
      true,
    ]);
    expect(asksSomething('why did it burn', undefined)).toBe(true);
  });
});

describe('leansOnEarlier', () => {
  it.each(['and in January?', 'who was he?', 'why?', 'what about them', 'How about the harbour?'])(
    '%s leans',
    (asked) => {
      expect(leansOnEarlier(asked)).toBe(true);
    },
  );

  it.each([
    'How much will the bridge over the sound cost?',
    'When was the lighthouse on the island first lit?',
    'Who is the captain of the ferry?',
    'What did the captain say after they had closed the harbour to all traffic?',
  ])('%s stands alone', (asked) => {
    expect(leansOnEarlier(asked)).toBe(false);
  });
});
