import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, LONGEST_QUOTE } from '../../src/answer/candidates.ts';
import { chooseQuotes, type QuoteSpan } from '../../src/answer/quotes.ts';
import type { Article } from '../../src/corpus/article.ts';
import { clausesOf, paragraphsOf } from '../../src/corpus/paragraphs.ts';
import { contains, fits, overlaps, slice } from '../../src/corpus/span.ts';
import { sentencesOf } from '../../src/language/en/sentences.ts';
import { articleOf } from '../support/articles.ts';

const NO_TIME = { reportedThen: false, datedThen: false, datedThenNearby: false, datedElse: false };

type Score = (words: string, article: Article) => number;

/** All sentences of articles, scored by what `scoreOf` says of their words, best first. */
function candidatesIn(articles: readonly Article[], scoreOf: Score): readonly Candidate[] {
  const inPassage = (article: Article) => (passage: { start: number; end: number }) =>
    sentencesOf(article.text, passage)
      .flatMap((sentence) =>
        sentence.end - sentence.start <= LONGEST_QUOTE
          ? [sentence]
          : clausesOf(article.text, sentence, LONGEST_QUOTE / 2),
      )
      .map((sentence): Candidate => {
        const score = scoreOf(slice(article.text, sentence), article);
        return {
          ...{ article, passage, sentence, score, time: NO_TIME },
          ...{ words: sentence, relevance: score, match: 0, share: 0 },
        };
      });
  return articles
    .flatMap((article) => paragraphsOf(article.text).flatMap(inPassage(article)))
    .sort((a, b) => b.score - a.score);
}

function choose(articles: readonly Article[], scoreOf: Score, count = 3): readonly QuoteSpan[] {
  const textOf = (id: string) => articles.find((article) => article.id === id)?.text ?? '';
  return chooseQuotes(candidatesIn(articles, scoreOf), count, (id) => paragraphsOf(textOf(id)));
}

const textOf = ({ candidate: { article }, span }: QuoteSpan) => slice(article.text, span);

function quotesOf(text: string, scoreOf: Score, count = 3): readonly string[] {
  return choose([articleOf(text)], scoreOf, count).map(textOf);
}

/** Scores words by how they begin; 0 for all others. */
const byBeginning =
  (scores: Readonly<Record<string, number>>): Score =>
  (words) =>
    Object.entries(scores).find(([begins]) => words.startsWith(begins))?.[1] ?? 0;

/** A sentence of this length, in characters, that begins so. */
const sentence = (begins: string, length: number) => `${begins} ${'x'.repeat(length - begins.length - 2)}.`;

describe('chooseQuotes', () => {
  it('quotes a short passage whole, and the best of a long one with its better neighbours', () => {
    const short = `${sentence('Fire', 200)} ${sentence('Smoke', 200)}`;
    expect(quotesOf(short, byBeginning({ Fire: 2, Smoke: 1 }))).toEqual([short]);
    const [before, best, after] = [sentence('Before', 240), sentence('Best', 240), sentence('After', 240)];
    const scores = byBeginning({ Before: 1, Best: 9, After: 5 });
    expect(quotesOf(`${before} ${best} ${after}`, scores)[0]).toBe(`${best} ${after}`);
    const long = sentence('Best', 490);
    expect(quotesOf(`${before} ${long} ${after}`, scores)[0]).toBe(long); // no room for either
  });

  it('brings the sentence that a quote goes on from rather than a better one that it does not need', () => {
    const [before, best, after] = [sentence('Before', 240), sentence('She', 240), sentence('After', 240)];
    const scores = byBeginning({ Before: 1, She: 9, Moe: 9, After: 3 });
    expect(quotesOf(`${before} ${best} ${after}`, scores)[0]).toBe(`${before} ${best}`);
    const other = best.replace('She', 'Moe');
    expect(quotesOf(`${before} ${other} ${after}`, scores)[0]).toBe(`${other} ${after}`);
  });

  it('keeps the quotes after the first short', () => {
    const paragraph = (word: string) => `${sentence(word, 220)} ${sentence(`${word} too`, 220)}`;
    const scores = byBeginning({ First: 9, Second: 5 });
    expect(quotesOf(`${paragraph('First')}\n\n${paragraph('Second')}`, scores, 2)).toEqual([
      paragraph('First'), // its whole paragraph
      sentence('Second', 220),
    ]);
  });

  it('joins short neighbouring paragraphs, the better one first, and no heading', () => {
    const text = ['Before the fire.', 'The fire broke out.', 'After the fire.'].join('\n\n');
    expect(quotesOf(text, byBeginning({ The: 9 }), 1)).toEqual([text]);
    const [before, after] = [sentence('Before', 200), sentence('After', 200)];
    const tight = [before, sentence('Fire', 120), after].join('\n\n');
    const withBefore = `${before}\n\n${sentence('Fire', 120)}`;
    expect(quotesOf(tight, byBeginning({ Fire: 9, Before: 2, After: 1 }), 1)).toEqual([withBefore]);
    expect(quotesOf(tight, byBeginning({ Fire: 9, Before: 1, After: 2 }), 1)).not.toEqual([withBefore]);
    const headed = 'Fire on the ferry\n\nThe fire broke out.\n\nAfter the fire.';
    expect(quotesOf(headed, byBeginning({ 'The fire': 9 }), 1)).toEqual([headed.slice(19)]);
  });

  it('quotes that part of an endless sentence which answers', () => {
    const part = (word: string) => `${word} ${'and so it went on '.repeat(12)}that day`;
    const endless = `${part('First')}, ${part('second')}, ${part('third')}.`;
    const [quote = ''] = quotesOf(endless, (words) => (words.includes('third') ? 2 : 1), 1);
    expect(quote).toContain('third');
    expect(quote).not.toContain('First');
    expect(quote.length).toBeLessThanOrEqual(LONGEST_QUOTE);
  });

  it('goes on in a passage that has given a quote only where that is the next best', () => {
    const long = [sentence('Best', 400), sentence('Rest', 400)].join(' ');
    const text = `${long}\n\n${sentence('Other', 600)}`;
    const scores = (other: number) => byBeginning({ Best: 9, Rest: 5, Other: other });
    expect(quotesOf(text, scores(4.5))[1]?.startsWith('Rest')).toBe(true);
    expect(quotesOf(text, scores(5.5))[1]?.startsWith('Other')).toBe(true);
  });

  it('chooses no more than it is asked for, and no sentence that a quote already shows', () => {
    const text = 'Fire broke out. Smoke rose. The ferry sank.';
    expect(quotesOf(text, byBeginning({ Fire: 3, Smoke: 2 }), 3)).toEqual([text]);
    const far = Array.from({ length: 5 }, (_, i) => sentence(`Fire${i}`, 400)).join('\n\n');
    expect(quotesOf(far, () => 1, 2)).toHaveLength(2);
    expect(quotesOf(far, () => 1, 0)).toEqual([]);
    expect(quotesOf('', () => 1)).toEqual([]);
  });

  it('never overlaps, never is longer than a quote may be, and holds its sentence, whatever the text', () => {
    const word = fc.constantFrom(
      ...['ferry', 'She', 'harbour,', 'fire.', 'But', 'lamp;', '🐐', 'x'.repeat(80), '\n\n'],
    );
    const words = fc.array(word, { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(words, words, fc.nat(), (own, others, seed) => {
        const articles = [articleOf(own.join(' ')), articleOf(others.join(' '), { id: 'other' })];
        const quotes = choose(articles, (text) => (text.length * 7919 + seed) % 97, 12);
        for (const [i, { candidate, span }] of quotes.entries()) {
          expect(fits(candidate.article.text, span)).toBe(true);
          expect(span.end - span.start).toBeLessThanOrEqual(LONGEST_QUOTE);
          expect(contains(span, candidate.sentence)).toBe(true);
          expect(textOf({ candidate, span, copies: [] })).not.toMatch(/^\s|\s$/);
          for (const other of quotes.slice(i + 1)) {
            const together = other.candidate.article.id === candidate.article.id;
            expect(together && overlaps(span, other.span)).toBe(false);
          }
        }
      }),
    );
  });
});

describe('copies', () => {
  const REPORT =
    'A fire broke out on the ferry Solveig late on Sunday night, and 12 passengers were injured, police said.';
  const choosing = (...texts: readonly string[]) =>
    choose(
      texts.map((text, i) => articleOf(text, { id: `paper-${i}` })),
      (_, { id }) => 9 - Number(id.at(-1)),
    );
  const told = (quotes: readonly QuoteSpan[]) =>
    quotes.map(({ candidate, copies }) => [candidate.article.id, ...copies.map(({ article }) => article.id)]);

  it('of one report are one quote, that of the best, which names the others', () => {
    const quotes = choosing(REPORT, `HALDEN -- ${REPORT}`, REPORT.toUpperCase());
    expect(told(quotes)).toEqual([['paper-0', 'paper-1', 'paper-2']]);
    expect(quotes.map(textOf)).toEqual([REPORT]);
  });

  it('are known within a longer quote, and where a few words were edited', () => {
    const edited = REPORT.replace('late on Sunday night', 'late on Sunday');
    expect(told(choosing(`${REPORT} The harbour was closed.`, edited))).toEqual([['paper-0', 'paper-1']]);
  });

  it('are not those that only share a phrase', () => {
    const other =
      'A fire broke out on the ferry Solveig, and its owner blamed a lorry on the car deck for it.';
    expect(told(choosing(REPORT, other))).toEqual([['paper-0'], ['paper-1']]);
  });

  it('are not those that give another figure for the same: a later report says more', () => {
    expect(told(choosing(REPORT, REPORT.replace('12', '31')))).toEqual([['paper-0'], ['paper-1']]);
    expect(told(choosing(REPORT, REPORT.replace('12', 'thirty-one')))).toEqual([['paper-0'], ['paper-1']]);
    expect(told(choosing(REPORT, REPORT.replace('12 passengers', 'twelve passengers')))).toEqual([
      ['paper-0', 'paper-1'],
    ]);
  });

  it('are named once an article, however often it repeats itself', () => {
    const twice = `${REPORT}\n\n${sentence('Between', 400)}\n\n${REPORT}`;
    expect(told(choosing(REPORT, twice))[0]).toEqual(['paper-0', 'paper-1']);
  });
});
