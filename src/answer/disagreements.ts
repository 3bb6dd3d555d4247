import { cite } from '../corpus/citation.ts';
import { type Span, slice } from '../corpus/span.ts';
import { actNear, actsIn } from '../timeline/acts.ts';
import { couldAgree, type Figure, figuresIn, kindOf } from '../timeline/figures.ts';
import type { Disagreement, Quote, Side } from './answer.ts';
import type { Question } from './question.ts';
import type { QuoteSpan } from './quotes.ts';

/** A figure that a quote gives of something that the question asks about. */
interface Reported {
  readonly figure: Figure;
  /** The question's word for what is counted: "hostages", or "Japanese" of "24 Japanese nationals". */
  readonly about: string;
  readonly quote: number;
  readonly day: string;
}

/**
 * The things of which quotes give different figures, in date order: only of what the question asks
 * about, and only between articles; two figures within one report are its own business.
 */
export function disagreementsOf(question: Question, quotes: readonly Quote[]): readonly Disagreement[] {
  const reports = quotes.flatMap(({ citation: { article }, sentence }, quote) =>
    reportedFigures(question, article.text, sentence).map(
      ({ figure, about }): Reported => ({ figure, about, quote, day: article.published ?? '9999' }),
    ),
  );
  return [...new Set(reports.map(({ about }) => about))].flatMap((about) => {
    const same = reports.filter((report) => report.about === about);
    const differing = same.filter((report) => same.some((other) => differ(report, other, quotes)));
    const sides = [...differing]
      .sort((a, b) => (a.day === b.day ? a.quote - b.quote : a.day < b.day ? -1 : 1))
      .flatMap((report) => sideOf(report, quotes) ?? []);
    return sides.length < 2 ? [] : [{ about, sides }];
  });
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
  const other = [reportedFigures, askedFigures]
    .map((read) => otherSide(spans, shown, (text, sentence) => read(question, text, sentence)))
    .find((place) => place !== undefined);
  const moved = other === undefined ? undefined : spans[other];
  if (!moved) return spans;
  const rest = spans.filter((_, i) => i !== other);
  return [...rest.slice(0, shown - 1), moved, ...rest.slice(shown - 1)];
}

type ReadFigures = (text: string, sentence: Span) => ReturnType<typeof askedFigures>;

/** The place of the first quote not shown that would add a side; undefined when the last one shown is a side itself. */
function otherSide(spans: readonly QuoteSpan[], shown: number, read: ReadFigures): number | undefined {
  const figures = spans.map(({ candidate }) => read(candidate.article.text, candidate.sentence));
  const articleOf = (i: number) => spans[i]?.candidate.article.id;
  const differs = (i: number, j: number) =>
    articleOf(i) !== articleOf(j) &&
    figures[i]?.some(({ figure, about }) =>
      figures[j]?.some((other) => other.about === about && !couldAgree(other.figure, figure)),
    );
  const isSide = (i: number, sides: readonly number[]) => sides.every((side) => differs(i, side));
  const sides = [0];
  for (let i = 1; i < Math.min(shown, spans.length); i++) if (isSide(i, sides)) sides.push(i);
  const other = spans.findIndex((_, i) => i >= shown && isSide(i, sides));
  return other < 0 || sides.includes(shown - 1) ? undefined : other;
}

/** The figures of a sentence for what the question asks, and not for what else was done to the same things. */
function reportedFigures(question: Question, text: string, sentence: Span) {
  return askedFigures(question, text, sentence).filter(({ figure }) =>
    didWhatIsAsked(question, text, { figure, sentence }),
  );
}

/** The figures of a sentence that count what the question asks the number of. */
function askedFigures(
  question: Question,
  text: string,
  sentence: Span,
): readonly { readonly figure: Figure; readonly about: string }[] {
  if (!question.asksForNumber) return [];
  const asked = new Map(wordsOf(question.text).map((word) => [kindOf(word), word.toLowerCase()]));
  return figuresIn(text, sentence).flatMap((figure) => {
    const counted = [figure.kind, ...wordsOf(slice(text, figure.span)).filter(isName).map(kindOf)];
    const about = counted.map((kind) => asked.get(kind)).find((word) => word !== undefined);
    return about === undefined ? [] : [{ figure, about }];
  });
}

/** How near an act has to be to a figure to be done to what it counts, in characters. */
const BESIDE = 12;

/**
 * Whether a figure counts those to whom happened what the question asks: "1 hostage killed" is no
 * other figure for the hostages rescued, nor "released 38 captives" one for those held.
 */
function didWhatIsAsked(
  question: Question,
  text: string,
  { figure: { span }, sentence }: { figure: Figure; sentence: Span },
): boolean {
  const asked = actsIn(question.text);
  const act = actNear(text, sentence, { date: span, others: [] });
  if (asked.size > 0) return act === undefined || asked.has(act);
  const before = text.slice(Math.max(sentence.start, span.start - BESIDE), span.start);
  const after = text.slice(span.end, Math.min(sentence.end, span.end + BESIDE));
  return actsIn(before).size === 0 && actsIn(after).size === 0;
}

/** A name within a figure says of whom it is: the "Japanese" in "24 Japanese nationals". */
function isName(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\p{L}{3,}/gu) ?? [];
}

function differ(a: Reported, b: Reported, quotes: readonly Quote[]): boolean {
  const articleOf = ({ quote }: Reported) => quotes[quote]?.citation.article.id;
  return articleOf(a) !== articleOf(b) && !couldAgree(a.figure, b.figure);
}

function sideOf({ figure, quote }: Reported, quotes: readonly Quote[]): Side | undefined {
  const article = quotes[quote]?.citation.article;
  return article && { figure: cite(article, figure.span), quote };
}
