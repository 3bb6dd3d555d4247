import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  candidatesOf,
  LONGEST_QUOTE,
  type ReadPassage,
  readPassages,
} from '../../src/answer/candidates.ts';
import { type Question, understand } from '../../src/answer/question.ts';
import type { Article } from '../../src/corpus/article.ts';
import { paragraphsOf } from '../../src/corpus/paragraphs.ts';
import { contains, overlaps, slice } from '../../src/corpus/span.ts';
import type { Reading } from '../../src/embedding/reader.ts';
import type { Hit } from '../../src/retrieval/searcher.ts';
import { articleOf, dayOf } from '../support/articles.ts';
import { openKnowing, readingOf } from '../support/knowing-reader.ts';

const DAYS = { first: dayOf('1998-02-20'), last: dayOf('1998-06-20') };
const spelling = {
  vocabulary: { holds: () => true, holdsStem: () => true, near: () => [] },
  isEnglish: () => true,
};
const asking = (asked: string): Question => understand(asked, { spelling, days: DAYS });
const plain = (relevance: number) => relevance;

/** The paragraphs of an article as hits. */
function hitsIn(article: Article): readonly Hit[] {
  return paragraphsOf(article.text).map((span, place) => ({
    article,
    passage: { id: `${article.id}#${place}`, articleId: article.id, span },
    match: 0,
    similarity: 0.5,
  }));
}

/** The paragraphs of an article, read by a reader that knows some answers. */
function readIn(article: Article, answers: Parameters<typeof readingOf>[1]): readonly ReadPassage[] {
  return hitsIn(article).map((hit) => ({
    hit,
    reading: readingOf(slice(article.text, hit.passage.span), answers),
  }));
}

const wordsOf = ({ article, words }: Candidate) => slice(article.text, words);
const sentenceOf = ({ article, sentence }: Candidate) => slice(article.text, sentence);

describe('readPassages', () => {
  const article = articleOf(Array.from({ length: 11 }, (_, i) => `Ferry ${i} sailed.`).join('\n\n'));

  it('reads each hit once, in their order, a few at a time, with the question for the models', async () => {
    const batches: (readonly string[])[] = [];
    const asked: string[] = [];
    const reader = openKnowing([{ asked: /ferry/, words: '7' }], {
      onRead: (question, passages) => {
        asked.push(question);
        batches.push(passages);
      },
    });
    const question = { ...asking('which fery?'), text: 'which ferry?' };
    const read = await readPassages(question, hitsIn(article), reader);
    expect(read.map(({ hit }) => hit.passage.id)).toEqual(hitsIn(article).map(({ passage }) => passage.id));
    expect(read.map(({ reading }) => reading.relevance > 0).indexOf(true)).toBe(7);
    expect(new Set(asked)).toEqual(new Set(['which ferry?']));
    expect(batches.flat()).toEqual(article.text.split('\n\n'));
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(4);
  });

  it('reads nothing when nothing was found', async () => {
    expect(await readPassages(asking('which ferry?'), [], openKnowing([]))).toEqual([]);
  });
});

describe('candidatesOf', () => {
  const TEXT =
    'A fire broke out on the ferry. Captain Ingrid Moe ordered everyone into the boats. All were saved.\n\n' +
    'The harbour was closed.';

  it('puts the sentence first that has the answer, its words marked, of a passage that answers', async () => {
    const read = readIn(articleOf(TEXT), [{ words: 'Ingrid Moe', relevance: 3 }]);
    const candidates = candidatesOf(asking('who is the captain?'), read, plain);
    expect(candidates).toHaveLength(4);
    const [first, ...others] = candidates;
    if (!first) throw new Error('there is no candidate');
    expect(wordsOf(first)).toBe('Ingrid Moe');
    expect(sentenceOf(first)).toBe('Captain Ingrid Moe ordered everyone into the boats.');
    expect(first.relevance).toBe(3);
    expect(first.share).toBeCloseTo(0, 2); // nearly all of the reader's answers lie in it
    expect(first.score).toBeCloseTo(3, 2);
    for (const other of others) expect(other.share + other.relevance).toBeLessThan(-2);
  });

  it('orders passages by their relevance, calibrated', async () => {
    const read = readIn(articleOf('The ferry sailed.\n\nThe lamp burned.'), [
      { words: 'ferry', relevance: 1 },
      { words: 'lamp', relevance: 2 },
    ]);
    const question = asking('what did it?');
    const relevances = (calibrated: (relevance: number) => number) =>
      candidatesOf(question, read, calibrated).map((one) => [wordsOf(one), one.relevance]);
    expect(relevances(plain)).toEqual([
      ['lamp', 2],
      ['ferry', 1],
    ]);
    expect(relevances((relevance) => 0.5 * relevance + 1)).toEqual([
      ['lamp', 2],
      ['ferry', 1.5],
    ]);
  });

  it('takes a sentence longer than a quote apart at its clauses, each a candidate', async () => {
    const clause = (word: string) => `${word} ${'and so it went on '.repeat(14)}that day`;
    const article = articleOf(`${clause('First')}, ${clause('second')}, ${clause('third')}.`);
    const read = readIn(article, [{ words: 'third' }]);
    const [first, ...others] = candidatesOf(asking('which?'), read, plain);
    expect(first && wordsOf(first)).toBe('third');
    expect(others.length).toBeGreaterThanOrEqual(2);
    for (const { sentence } of [first, ...others].filter((one) => one !== undefined))
      expect(sentence.end - sentence.start).toBeLessThanOrEqual(LONGEST_QUOTE);
  });

  it('marks the whole of a sentence that the model did not get to', async () => {
    const [hit] = hitsIn(articleOf(TEXT));
    if (!hit) throw new Error('there is no passage');
    const whole = readingOf(slice(TEXT, hit.passage.span), []);
    const cut: Reading = { ...whole, words: whole.words.filter(({ end }) => end < 30) };
    const candidates = candidatesOf(asking('who was saved?'), [{ hit, reading: cut }], plain);
    const last = candidates.find((one) => sentenceOf(one) === 'All were saved.');
    expect(last && wordsOf(last)).toBe('All were saved.');
    expect(last?.share).toBeLessThan(-10);
  });

  it('shares out all of a passage’s answers, and marks words within their sentence, whatever it says', async () => {
    const question = asking('what happened on march 2?');
    const logit = fc.double({ min: -20, max: 20, noNaN: true });
    const word = fc.constantFrom('ferry', 'She', 'fire.', '“No!”', 'Mr.', 'March', '2,', '🐐', '\n\n');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, logit, logit), { minLength: 1, maxLength: 80 }),
        logit,
        (items, relevance) => {
          const article = articleOf(items.map(([text]) => text).join(' '), { published: '1998-03-03' });
          const read = hitsIn(article).map((hit) => {
            const words = readingOf(slice(article.text, hit.passage.span), []).words.map((place, i) => ({
              ...place,
              startLogit: items[i]?.[1] ?? 0,
              endLogit: items[i]?.[2] ?? 0,
            }));
            return { hit, reading: { relevance, words } };
          });
          const candidates = candidatesOf(question, read, plain);
          for (const { hit } of read) {
            const own = candidates.filter(({ passage }) => passage === hit.passage.span);
            const shares = own.reduce((sum, { share }) => sum + Math.exp(share), 0);
            expect(shares).toBeGreaterThan(1 - 1e-3);
            expect(shares).toBeLessThan(1 + 1e-3);
            for (const [i, { sentence, words }] of own.entries()) {
              expect(contains(sentence, words)).toBe(true);
              expect(contains(hit.passage.span, sentence)).toBe(true);
              for (const other of own.slice(i + 1)) expect(overlaps(sentence, other.sentence)).toBe(false);
            }
          }
          const scores = candidates.map(({ score }) => score);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the time of a candidate', () => {
  /** The time evidence of the sentence that has a word, and its score over that of the same without a time asked. */
  async function timeOf(asked: string, article: Article, word: string) {
    const read = readIn(article, [{ words: word }]);
    const of = async (question: string) =>
      candidatesOf(asking(question), read, plain).find((one) => sentenceOf(one).includes(word));
    const [timed, timeless] = [await of(asked), await of('what happened?')];
    if (!timed || !timeless) throw new Error(`no sentence has ${word}`);
    expect(timeless.time).toEqual({
      reportedThen: false,
      datedThen: false,
      datedThenNearby: false,
      datedElse: false,
    });
    return { ...timed.time, gain: Math.sign(timed.score - timeless.score) };
  }
  const NOTHING = {
    reportedThen: false,
    datedThen: false,
    datedThenNearby: false,
    datedElse: false,
    gain: 0,
  };

  it.each([
    ['on the day', '1998-03-02', true],
    ['on the day after, when papers bring it', '1998-03-03', true],
    ['two days after', '1998-03-04', false],
    ['the day before', '1998-03-01', false],
  ])('knows what was reported then: %s', async (_, published, reportedThen) => {
    const article = articleOf('The fire was put out.', { published });
    expect(await timeOf('what happened on march 2?', article, 'fire')).toEqual({
      ...NOTHING,
      reportedThen,
      gain: Number(reportedThen),
    });
  });

  it('knows a sentence that names the day, by date or by weekday, from one that names another', async () => {
    const article = articleOf(
      'The ferry burned on Sunday. It was towed away on March 5. It is to be mended in 2003. Nobody paid.',
      { published: '1998-03-06' },
    );
    const asked = 'what happened on march 1?';
    expect(await timeOf(asked, article, 'burned')).toEqual({ ...NOTHING, datedThen: true, gain: 1 });
    const beside = { ...NOTHING, datedThenNearby: true };
    expect(await timeOf(asked, article, 'towed')).toEqual({ ...beside, datedElse: true, gain: -1 });
    expect(await timeOf(asked, article, 'mended')).toEqual({ ...beside, gain: 1 }); // a year is no other day
    expect(await timeOf(asked, article, 'Nobody')).toEqual({ ...beside, gain: 1 });
  });

  it('looks for the day beside a sentence in its own passage only', async () => {
    const article = articleOf('The ferry burned on Sunday.\n\nNobody paid.', { published: '1998-03-06' });
    expect(await timeOf('what happened on march 1?', article, 'Nobody')).toEqual(NOTHING);
  });

  it('knows a weekday that is asked for without a date', async () => {
    const article = articleOf('It burned on Sunday. It was towed away on March 5.', {
      published: '1998-03-06',
    });
    expect(await timeOf('what happened on sunday?', article, 'burned')).toEqual({
      ...NOTHING,
      datedThen: true,
      gain: 1,
    });
    expect(await timeOf('what happened on sunday?', article, 'towed')).toMatchObject({
      datedThenNearby: true,
      datedElse: true,
    });
    expect(await timeOf('what happened on thursday?', article, 'towed')).toMatchObject({ datedThen: true });
  });
});
