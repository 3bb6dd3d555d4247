import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatePassageOf, FEATURES, type Features } from '../../src/answer/candidates.ts';
import { NO_MATCH } from '../../src/answer/match.ts';
import { chooseQuotes, LONGEST_QUOTE } from '../../src/answer/quotes.ts';
import type { Ranked } from '../../src/answer/score.ts';
import type { Article } from '../../src/corpus/article.ts';
import { paragraphsOf } from '../../src/corpus/paragraphs.ts';
import { contains, overlaps, slice } from '../../src/corpus/span.ts';

const MATCHES = { rankPassage: NO_MATCH, rank: NO_MATCH, topicPassage: NO_MATCH, topic: NO_MATCH };
const NO_FEATURES = Object.fromEntries(FEATURES.map((name) => [name, 0])) as Features;

const articleOf = (text: string): Article => ({ id: 'ferry', title: 'Ferry', basis: {}, text });

/** All sentences of an article, scored by what `scoreOf` says of their words, best first. */
function ranked(article: Article, scoreOf: (words: string) => number): readonly Ranked[] {
  return paragraphsOf(article.text)
    .map((span, place) => candidatePassageOf(place, article, span))
    .flatMap((passage) =>
      passage.sentences.map((sentence) => ({
        candidate: { passage, sentence, features: NO_FEATURES, matches: MATCHES },
        score: scoreOf(slice(article.text, sentence)),
      })),
    )
    .sort((a, b) => b.score - a.score);
}

function quotesOf(text: string, scoreOf: (words: string) => number, count = 3): readonly string[] {
  const article = articleOf(text);
  const passagesOf = () => paragraphsOf(text);
  return chooseQuotes(ranked(article, scoreOf), count, passagesOf).map(({ span }) => slice(text, span));
}

/** A sentence of this length, in characters, that begins so. */
const sentence = (begins: string, length: number) => `${begins} ${'x'.repeat(length - begins.length - 2)}.`;

describe('chooseQuotes', () => {
  it('quotes a short passage whole, and the best of a long one with its better neighbours', () => {
    const short = `${sentence('Fire', 200)} ${sentence('Smoke', 200)}`;
    expect(quotesOf(short, (words) => (words.startsWith('Fire') ? 2 : 1))).toEqual([short]);
    const [before, best, after] = [sentence('Before', 240), sentence('Best', 240), sentence('After', 240)];
    const scores = { Before: 1, Best: 9, After: 5 };
    const scoreOf = (words: string) =>
      Object.entries(scores).find(([begins]) => words.startsWith(begins))?.[1] ?? 0;
    expect(quotesOf(`${before} ${best} ${after}`, scoreOf)[0]).toBe(`${best} ${after}`);
  });

  it('brings the sentence that a quote goes on from rather than a better one that it does not need', () => {
    const [before, best, after] = [sentence('Before', 240), sentence('She', 240), sentence('After', 240)];
    const scoreOf = (words: string) => (words.startsWith('She') ? 9 : words.startsWith('After') ? 3 : 1);
    expect(quotesOf(`${before} ${best} ${after}`, scoreOf)[0]).toBe(`${before} ${best}`);
    const other = best.replace('She', 'Moe');
    const scoreOther = (words: string) => (words.startsWith('Moe') ? 9 : words.startsWith('After') ? 3 : 1);
    expect(quotesOf(`${before} ${other} ${after}`, scoreOther)[0]).toBe(`${other} ${after}`);
  });

  it('quotes that part of an endless sentence which answers', () => {
    const part = (word: string) => `${word} ${'and so it went on '.repeat(12)}that day`;
    const endless = `${part('First')}, ${part('second')}, ${part('third')}.`;
    const [quote = ''] = quotesOf(endless, (words) => (words.includes('third') ? 2 : 1), 1);
    expect(quote).toContain('third');
    expect(quote).not.toContain('First');
    expect(quote.length).toBeLessThanOrEqual(LONGEST_QUOTE);
  });

  it('goes on in a passage that has given a quote before another as good, not before a better one', () => {
    const long = [sentence('Best', 400), sentence('Rest', 400)].join(' ');
    const text = `${long}\n\n${sentence('Other', 600)}`;
    const scores = (other: number) => (words: string) =>
      words.startsWith('Best') ? 9 : words.startsWith('Rest') ? 5 : words.startsWith('Other') ? other : 0;
    expect(quotesOf(text, scores(5.5))[1]?.startsWith('Rest')).toBe(true);
    expect(quotesOf(text, scores(6.5))[1]?.startsWith('Other')).toBe(true);
  });

  it('never overlaps, never is longer than a quote may be, and holds its sentence, whatever the text', () => {
    const word = fc.constantFrom(
      'ferry',
      'She',
      'harbour,',
      'fire.',
      'But',
      'lamp;',
      '🐐',
      'x'.repeat(80),
      '\n\n',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 200 }), fc.nat(), (words, seed) => {
        const article = articleOf(words.join(' '));
        const list = ranked(article, (own) => (own.length * 7919 + seed) % 97);
        const quotes = chooseQuotes(list, 12, () => paragraphsOf(article.text));
        for (const [i, quote] of quotes.entries()) {
          expect(quote.span.end - quote.span.start).toBeLessThanOrEqual(LONGEST_QUOTE);
          expect(contains(quote.span, quote.ranked.candidate.sentence)).toBe(true);
          for (const other of quotes.slice(i + 1)) expect(overlaps(quote.span, other.span)).toBe(false);
        }
      }),
    );
  });
});
