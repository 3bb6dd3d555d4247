import type { Article } from '../corpus/article.ts';
import { type Citation, cite } from '../corpus/citation.ts';
import type { Day } from '../corpus/day.ts';
import { paragraphsOf } from '../corpus/paragraphs.ts';
import { overlaps, type Span } from '../corpus/span.ts';
import { sentencesOf } from '../language/en/sentences.ts';
import { resolveDates } from '../time/dates-in-text.ts';
import { statementAround } from './acts.ts';
import { type Figure, figuresIn, kindOf } from './figures.ts';
import { firstOfEach } from './first-of-each.ts';
import { atOnce, type Steps } from './steps.ts';

/** A figure that an article reports of something, and the day it is reported for. */
export interface QuantityPoint {
  readonly day: Day;
  /** Whether the clause names that day, or it is the day of publication. */
  readonly dayFrom: 'text' | 'publication';
  readonly figure: Figure;
  /** The figure's own words: "more than 500 hostages". */
  readonly words: Citation;
  /** The sentence it stands in. */
  readonly citation: Citation;
}

/**
 * The figures that articles give of how many there are of something, by day. Left out, never
 * guessed: how many were freed, killed or the like, which is another number; figures of part of
 * them; and figures of a day that the text does not say.
 */
export function quantityOf(articles: readonly Article[], word: string): readonly QuantityPoint[] {
  return atOnce(quantitySteps(articles, word));
}

/** The same in short steps, for a program that has others to serve meanwhile. */
export function* quantitySteps(articles: readonly Article[], word: string): Steps<readonly QuantityPoint[]> {
  const kind = kindOf(word.trim());
  const points: QuantityPoint[] = [];
  for (const article of articles) yield void points.push(...pointsOf(article, kind));
  return firstOfEach(points.sort(byDay), told);
}

function byDay(a: QuantityPoint, b: QuantityPoint): number {
  return (
    a.day.localeCompare(b.day) ||
    published(a).localeCompare(published(b)) ||
    a.citation.span.start - b.citation.span.start
  );
}

function published({ citation }: QuantityPoint): string {
  return citation.article.published ?? '';
}

/** The same for the same figure of the same day, whoever reports it and however surely. */
function told({ day, figure: { low, high } }: QuantityPoint): string {
  return `${day} ${low} ${high}`;
}

function pointsOf(article: Article, kind: string): readonly QuantityPoint[] {
  const { text } = article;
  return paragraphsOf(text)
    .flatMap((paragraph) => sentencesOf(text, paragraph))
    .flatMap((sentence) =>
      figuresIn(text, sentence)
        .filter((figure) => counts(article, { figure, sentence, kind }))
        .flatMap((figure) => pointAt(article, sentence, figure) ?? []),
    );
}

/** Whether a figure says how many there are of a kind. */
function counts(
  { text }: Article,
  { figure, sentence, kind }: { readonly figure: Figure; readonly sentence: Span; readonly kind: string },
): boolean {
  const before = text.slice(sentence.start, figure.span.start);
  const own = text.slice(figure.span.start, figure.span.end);
  const after = text.slice(figure.span.end, sentence.end);
  const areHeld = figure.kind === 'peopl' && (HELD_AFTER.test(after) || HELD_BEFORE.test(before));
  if (figure.kind !== kind && !(kind === 'hostag' && areHeld)) return false;
  if (figure.high === 1) return false; // "One rebel threatened to start killing them"
  if (/\bremaining\b/i.test(own) || HELD_BEFORE.test(before)) return true;
  return (
    !PART.test(own) && !PART_BEFORE.test(before) && !CHANGE_BEFORE.test(before) && !CHANGE_AFTER.test(after)
  );
}

/** "As many as 15 people, …, were being kept inside" counts hostages. */
const HELD_AFTER = /^[^.;]*\b(?:being held|(?:are|were|was|is) (?:still )?held|held (?:hostage|captive))\b/i;

/** "still were holding 140 people" */
const HELD_BEFORE = /\b(?:holding|hold|held)\s+$/i;

/** "25 other captives", "four more hostages", "14 of the 25 waiters": part of them. */
const PART = /\b(?:other|others|more|additional|further)\b(?! than)/i;
const PART_BEFORE = /\b(?:another|an additional|of the|among the|other|first|last|including)\s+$/i;

const CHANGE =
  'releas(?:ed?|es|ing)|freed|frees?|freeing|set free|let(?:s|ting)?(?: go| leave)?|kill(?:ed|s|ing)?|executed?|shot|wounded|injured|hurt|rescued?|' +
  'arrested|detained|captured|escaped|died?|dies|dead|spotted|seen|exchanged?|swapp?(?:ed)?|lost|missing|taken to|handed over';
const CHANGE_BEFORE = new RegExp(
  `\\b(?:${CHANGE}|release of|freedom (?:of|for)|death of|deaths of)\\s+(?:(?:up to|the|all)\\s+)?$`,
  'i',
);
const CHANGE_AFTER = new RegExp(
  `^(?:,[^,]{0,80},|(?:,| and) [\\w-]+ \\w+)?\\s+(?:(?:who|which|that)\\s+)?(?:(?:was|were|are|is|has|have|had|be|been|being|apparently|also|to|could|would|will|may|might)\\s+){0,4}(?:${CHANGE}|left|leave|went free|go free|walked)\\b`,
  'i',
);

function pointAt(article: Article, sentence: Span, figure: Figure): QuantityPoint | undefined {
  const { text, published: day } = article;
  const dates = resolveDates(text, sentence, { ...(day && { published: day }) });
  const spans = dates.map(({ span }) => span);
  const own = dates.find((when) => {
    const others = spans.filter((span) => span !== when.span);
    const { clause } = statementAround(text, sentence, { date: when.span, others });
    return overlaps(clause, figure.span);
  });
  const point = { figure, words: cite(article, figure.span), citation: cite(article, sentence) };
  if (!own) return day && { ...point, day, dayFrom: 'publication' };
  // "300 hostages in 1985" is no point on a scale of days.
  if (own.precision !== 'day' || own.from !== own.to) return undefined;
  return { ...point, day: own.from, dayFrom: 'text' };
}
