import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../src/timeline/entries.ts';
import { entriesAbout, filterTimeline, meaningScorer, page } from '../../src/timeline/filter.ts';
import { article, day } from './support.ts';

const ENTRIES = await timelineOf([
  article(
    'Rebels stormed the residence in Lima on Tuesday night. He was caught in June 1992.',
    '1996-12-18',
    'Aurora',
  ),
  article(
    'The residence was stormed by rebels on Dec. 17. Shots were heard on Jan. 7.',
    '1997-01-10',
    'Borealis',
  ),
  article('Ministers in Lima met on Jan. 9, 1997.', undefined, 'Cumulus'),
]);

const dates = (entries: typeof ENTRIES) => entries.map((entry) => entry.date);

describe('filters', () => {
  it('leave everything when there are none', () => {
    expect(dates(filterTimeline(ENTRIES, {}))).toEqual(['1992-06', '1996-12-17', '1997-01-07', '1997-01-09']);
  });

  it('take both ends of the range in, and a month by any of its days', () => {
    expect(dates(filterTimeline(ENTRIES, { from: day('1996-12-17'), to: day('1997-01-07') }))).toEqual([
      '1996-12-17',
      '1997-01-07',
    ]);
    expect(dates(filterTimeline(ENTRIES, { from: day('1992-06-30'), to: day('1992-07-30') }))).toEqual([
      '1992-06',
    ]);
    expect(dates(filterTimeline(ENTRIES, { from: day('1997-01-10') }))).toEqual([]);
  });

  it('keep a publisher’s own reports, in its words, whatever the letter case', () => {
    const theirs = filterTimeline(ENTRIES, { publisher: 'BOREALIS' });
    expect(dates(theirs)).toEqual(['1996-12-17', '1997-01-07']);
    expect(theirs[0]?.citation.exact).toBe('The residence was stormed by rebels on Dec. 17.');
    expect(filterTimeline(ENTRIES, { publisher: 'Bore' })).toEqual([]);
  });

  it('keep one precision', () => {
    expect(dates(filterTimeline(ENTRIES, { precision: 'month' }))).toEqual(['1992-06']);
  });
});

describe('what an entry is about', () => {
  it('is told by all the words, in any form', async () => {
    expect(dates(await entriesAbout(ENTRIES, 'storming the residence'))).toEqual(['1996-12-17']);
    expect(dates(await entriesAbout(ENTRIES, 'shot'))).toEqual(['1997-01-07']);
  });

  it('is told by half of the words when none has them all', async () => {
    expect(dates(await entriesAbout(ENTRIES, 'ministers travelling'))).toEqual(['1997-01-09']);
  });

  it('is told by meaning when a scorer is given, in the order of the dates', async () => {
    const score = async (_: string, sentences: readonly string[]) =>
      sentences.map((sentence) => (/caught/.test(sentence) ? 0.5 : /Shots/.test(sentence) ? 0.45 : 0.3));
    expect(dates(await entriesAbout(ENTRIES, 'imprisonment', score))).toEqual(['1992-06', '1997-01-07']);
  });

  it('is nothing when nothing comes near, or there are no words', async () => {
    const score = async (_: string, sentences: readonly string[]) => sentences.map(() => 0.2);
    expect(await entriesAbout(ENTRIES, 'football', score)).toEqual([]);
    expect(await entriesAbout(ENTRIES, ' ?! ')).toEqual([]);
  });
});

describe('the meaning of sentences', () => {
  /** A model of two numbers, how often a text has "a" and its length; it notes what it is given. */
  function openModel() {
    const requests: (readonly string[])[] = [];
    return {
      requests,
      maxTokens: 100,
      countTokens: async (texts: readonly string[]) => texts.map(({ length }) => length),
      embed: async (texts: readonly string[]) => {
        requests.push(texts);
        return texts.map((text) => Float32Array.of(text.split('a').length - 1, text.length));
      },
    };
  }

  it('is a cosine each, in their order, also of one that is asked for twice', async () => {
    const score = meaningScorer(openModel());
    expect(await score('a', ['aa', 'b', 'aa'])).toEqual([4, 1, 4]);
    expect(await score('b', ['b', 'aa', 'aab'])).toEqual([1, 2, 3]);
    expect(await score('b', [])).toEqual([]);
  });

  it('is read a few sentences at a time, so that a question may come between', async () => {
    const model = openModel();
    const sentences = Array.from({ length: 50 }, (_, index) => `sentence ${index}`);
    expect(await meaningScorer(model)('about', sentences)).toHaveLength(50);
    expect(model.requests.slice(1).flat()).toEqual(sentences);
    expect(Math.max(...model.requests.map(({ length }) => length))).toBeLessThan(20);
  });

  it('is read once for all that is asked of the same sentences', async () => {
    const model = openModel();
    const score = meaningScorer(model);
    await score('a', ['one', 'two']);
    await score('b', ['two', 'three', 'one']);
    expect(model.requests).toEqual([['a'], ['one', 'two'], ['b'], ['three']]);
  });
});

describe('a page', () => {
  const list = Array.from({ length: 23 }, (_, index) => index + 1);

  it('is a part of the list with its place', () => {
    expect(page(list, 3)).toEqual({ items: [21, 22, 23], number: 3, count: 3, first: 21, total: 23 });
  });

  it.each([
    [0, 1],
    [-4, 1],
    [99, 3],
    [Number.NaN, 1],
    [2.7, 2],
  ])('number %s is the page %s', (asked, given) => {
    expect(page(list, asked).number).toBe(given);
  });

  it('of nothing is an empty first page', () => {
    expect(page([], 1)).toEqual({ items: [], number: 1, count: 1, first: 0, total: 0 });
  });
});
