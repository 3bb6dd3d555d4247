import { cite } from '../corpus/citation.ts';
import { couldAgree, type Figure, figuresIn, kindOf } from '../timeline/figures.ts';
import type { Disagreement, Quote, Side } from './answer.ts';
import type { Question } from './question.ts';
import type { QuoteSpan } from './quotes.ts';

/** A figure that a quote gives. */
interface Reported {
  readonly figure: Figure;
  readonly quote: number;
  readonly day: string;
}

/**
 * The things of which quotes give different figures, in date order: only of what the question asks
 * about, and only between articles; two figures within one report are its own business.
 */
export function disagreementsOf(question: Question, quotes: readonly Quote[]): readonly Disagreement[] {
  const groups = new Map<string, Reported[]>();
  for (const [quote, { citation, marked }] of quotes.entries()) {
    for (const figure of figuresIn(citation.article.text, marked)) {
      if (!asksAbout(question, figure.kind)) continue;
      const group = groups.get(figure.kind) ?? [];
      groups.set(figure.kind, [...group, { figure, quote, day: citation.article.published ?? '9999' }]);
    }
  }
  return [...groups].flatMap(([about, reports]) => {
    const differing = reports.filter((report) => reports.some((other) => differ(report, other, quotes)));
    if (differing.length < 2) return [];
    const sides = [...differing].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.quote - b.quote));
    return [
      { about, sides: sides.map((report) => sideOf(report, quotes)).filter((side) => side !== undefined) },
    ];
  });
}

/**
 * Moves a quote that gives another figure for the asked thing among those shown, in the place of the
 * last: both sides are to be seen, and the third-best repetition of one is worth less.
 */
export function withOtherSide(
  question: Question,
  spans: readonly QuoteSpan[],
  shown: number,
): readonly QuoteSpan[] {
  if (question.kind !== 'number') return spans;
  const first = spans[0];
  const figures = spans.map((span) => figuresOf(question, span));
  const mine = figures[0] ?? [];
  if (!first || mine.length === 0) return spans;
  const other = spans.findIndex(
    ({ ranked }, i) =>
      i > 0 &&
      ranked.candidate.passage.article.id !== first.ranked.candidate.passage.article.id &&
      figures[i]?.some((figure) => mine.some((own) => own.kind === figure.kind && !couldAgree(own, figure))),
  );
  if (other < shown) return spans;
  const moved = spans[other];
  if (!moved) return spans;
  const rest = spans.filter((_, i) => i !== other);
  return [...rest.slice(0, shown - 1), moved, ...rest.slice(shown - 1)];
}

function figuresOf(question: Question, { ranked }: QuoteSpan): readonly Figure[] {
  const { passage, sentence } = ranked.candidate;
  return figuresIn(passage.article.text, sentence).filter(({ kind }) => asksAbout(question, kind));
}

function asksAbout(question: Question, kind: string): boolean {
  return (
    question.kind === 'number' &&
    (question.text.match(/\p{L}+/gu) ?? []).some((word) => kindOf(word) === kind)
  );
}

function differ(a: Reported, b: Reported, quotes: readonly Quote[]): boolean {
  const articleOf = ({ quote }: Reported) => quotes[quote]?.citation.article.id;
  return articleOf(a) !== articleOf(b) && !couldAgree(a.figure, b.figure);
}

function sideOf({ figure, quote }: Reported, quotes: readonly Quote[]): Side | undefined {
  const article = quotes[quote]?.citation.article;
  return article && { figure: cite(article, figure.span), quote };
}
