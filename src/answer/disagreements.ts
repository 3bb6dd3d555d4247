import { cite } from '../corpus/citation.ts';
import type { Disagreement, Quote } from './answer.ts';
import { type FigureSource, figureGroups } from './figures.ts';
import type { Question } from './question.ts';
import type { QuoteSpan } from './quotes.ts';

/** What quotes give several figures for, of what the question asks the number of: see `figureGroups`. */
export function disagreementsOf(question: Question, quotes: readonly Quote[]): readonly Disagreement[] {
  const sources = quotes.map(({ citation, sentence }) => ({ citation, marked: sentence }));
  return figureGroups(question.text, sources).map(({ kind, about, figures }) => ({
    kind,
    about,
    sides: figures.map(({ words, quote, day }) => ({ figure: words, quote, day })),
  }));
}

/**
 * Moves a quote that gives yet another figure for the asked thing among those shown, in the place of the
 * last: all sides are to be seen, and the third-best repetition of one is worth less.
 */
export function withOtherSide(
  question: Question,
  spans: readonly QuoteSpan[],
  shown: number,
): readonly QuoteSpan[] {
  const other = otherSide(question, spans, shown);
  const moved = other === undefined ? undefined : spans[other];
  if (!moved) return spans;
  const rest = spans.filter((_, i) => i !== other);
  return [...rest.slice(0, shown - 1), moved, ...rest.slice(shown - 1)];
}

/** The place of the first quote not shown that differs from one shown; undefined when the last one shown is a side itself. */
function otherSide(question: Question, spans: readonly QuoteSpan[], shown: number): number | undefined {
  const sources = spans.map(({ candidate: { article, sentence }, span }): FigureSource => {
    return { citation: cite(article, span), marked: sentence };
  });
  const groups = figureGroups(question.text, sources).filter(({ kind }) => kind !== 'same');
  const sides = groups.map(({ figures }) => figures.map(({ quote }) => quote));
  const group = sides.find(
    (quotes) => quotes.some((quote) => quote < shown) && quotes.some((quote) => quote >= shown),
  );
  return group?.includes(shown - 1)
    ? undefined
    : group?.filter((quote) => quote >= shown).sort((a, b) => a - b)[0];
}
