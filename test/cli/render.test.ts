import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Answered, Declined, Quote } from '../../src/answer/answer.ts';
import { renderAnswer, renderMore } from '../../src/cli/render.ts';
import type { Article } from '../../src/corpus/article.ts';
import { cite } from '../../src/corpus/citation.ts';
import { type Day, parseDay } from '../../src/corpus/day.ts';
import type { When } from '../../src/time/when.ts';

const TEXT = 'A ferry ran aground off Halden last night. All 38 passengers were saved.';

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`${text} is no day`);
  return parsed;
}

function quoteOf(more: Partial<Article> = {}, quote: Partial<Quote> = {}): Quote {
  const article: Article = { id: 'ferry', title: 'Ferry aground, all saved', basis: {}, text: TEXT, ...more };
  const span = { start: 0, end: article.text.length };
  return {
    citation: cite(article, span),
    sentence: span,
    marked: span,
    dates: [],
    score: 1,
    copies: [],
    ...quote,
  };
}

function answered(quotes: readonly Quote[], more: Partial<Answered> = {}): Answered {
  const base = { question: 'How many?', confidence: 0.9, asOf: {}, ranking: [], elapsedMs: 1 };
  return { kind: 'answered', ...base, quotes, more: [], disagreements: [], ...more };
}

const linesOf = (text: string) => stripVTControlCharacters(text).split('\n');

describe('an answer at the terminal', () => {
  it('is the quote and one line under it', () => {
    const lastNight: When = {
      from: day('1998-03-05'),
      to: day('1998-03-05'),
      precision: 'day',
      certainty: 'resolved',
      span: { start: 31, end: 41 },
    };
    const quote = quoteOf(
      { publisher: 'Harbour Times', published: day('1998-03-06'), basis: { published: 'its "last night"' } },
      { dates: [lastNight], copies: [quoteOf().citation] },
    );
    expect(linesOf(renderAnswer(answered([quote]), 200))).toEqual([
      '│ A ferry ran aground off Halden last night. All 38 passengers were saved.',
      '  1 · Ferry aground, all saved · Harbour Times · Fri, Mar 6, 1998 (inferred) · last night = Thu, Mar',
      '  5, 1998 · also in 1 other',
    ]);
  });

  it('says nothing that says nothing', () => {
    const opening = { title: 'A ferry ran aground off…', basis: { title: 'no headline; the opening words' } };
    expect(linesOf(renderAnswer(answered([quoteOf(opening)]), 80)).at(-1)).toBe(
      '  1 · no headline · date not known',
    );
    const said = { title: 'Ferry ran aground off Halden', published: day('1998-03-06') };
    expect(linesOf(renderAnswer(answered([quoteOf(said)]), 80)).at(-1)).toBe('  1 · Fri, Mar 6, 1998');
  });

  it('shows one quote or two, and the rest on request, with its numbers', () => {
    const quotes = [5, 1, 1, 1].map((score, i) => quoteOf({ id: `a${i}`, title: `Title ${i}` }, { score }));
    const clear = answered(quotes.slice(0, 3), { more: quotes.slice(3) });
    const numbers = (text: string) => linesOf(text).flatMap((line) => /^ {2}(\d) · /.exec(line)?.[1] ?? []);
    expect(numbers(renderAnswer(clear, 80))).toEqual(['1']);
    expect(numbers(renderMore(clear, 80))).toEqual(['2', '3', '4']);
    const open = answered(quotes.slice(1));
    expect(numbers(renderAnswer(open, 80))).toEqual(['1', '2']);
    expect(numbers(renderMore(open, 80))).toEqual(['3']);
    expect(renderMore(answered(quotes.slice(0, 1)), 80)).toBe('');
  });

  it('tells differing reports in one line', () => {
    const quotes = ['1998-03-06', '1998-03-09'].map((published) => quoteOf({ published: day(published) }));
    const sides = quotes.map(({ citation }, quote) => ({
      figure: cite(citation.article, { start: 47, end: 49 }),
      quote,
      day: day(quote === 0 ? '1998-03-06' : '1998-03-09'),
    }));
    const text = renderAnswer(
      answered(quotes, { disagreements: [{ kind: 'differ', about: 'passengers', sides }] }),
      80,
    );
    expect(linesOf(text).at(-1)).toBe(
      'Reports differ: “38” (Fri, Mar 6, 1998, quote 1) · “38” (Mon, Mar 9, 1998, quote 2)',
    );
  });

  it('declines in one line, with the closest passages on request', () => {
    const { quotes: _, more: __, disagreements: ___, ...base } = answered([]);
    const asOf = { newestArticle: day('1998-03-06') };
    const decline: Declined = { ...base, kind: 'declined', reason: 'not-stated', nearest: [quoteOf()], asOf };
    expect(linesOf(renderAnswer(decline, 80))).toEqual([
      'The articles do not say. Newest article: Fri, Mar 6, 1998.',
    ]);
    expect(linesOf(renderMore(decline, 80))).toHaveLength(2);
    expect(linesOf(renderAnswer({ ...decline, reason: 'no-question' }, 80))).toEqual([
      'There is nothing to look for in that. Ask a question in a few words.',
    ]);
  });
});
