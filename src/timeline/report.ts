import type { Article } from '../corpus/article.ts';
import { type Citation, cite } from '../corpus/citation.ts';
import { paragraphsOf } from '../corpus/paragraphs.ts';
import { overlaps, type Span, slice } from '../corpus/span.ts';
import { type Figure, figuresIn } from '../language/en/figures.ts';
import { sentencesOf } from '../language/en/sentences.ts';
import { clauseOfDate } from '../time/dated-clause.ts';
import { dateReader } from '../time/dates-in-text.ts';
import { speaksOfFuture } from '../time/tense.ts';
import type { When } from '../time/when.ts';

/** A sentence of an article that reports something, with the date it gives for it. */
export interface Report {
  readonly citation: Citation;
  readonly when: When;
  /** The sentence's other dates, each a report of its own. */
  readonly besides: readonly Span[];
  /** What of the sentence is of that date. */
  readonly clause: Span;
  /** The figures of that clause. */
  readonly figures: readonly Figure[];
  /** The same words in other articles, in the order of their publication. */
  readonly copies: readonly Citation[];
}

/** Every sentence of an article that names a date, once for each date it names. */
export function reportsOf(article: Article): readonly Report[] {
  return paragraphsOf(article.text).flatMap(reportReader(article));
}

/** Reads the reports of one paragraph of an article after another. */
export function reportReader(article: Article): (paragraph: Span) => readonly Report[] {
  const { text, published } = article;
  const datesIn = dateReader(text, { ...(published && { published }) });
  return (paragraph) =>
    sentencesOf(text, paragraph).flatMap((sentence) => {
      const possible = datesIn(sentence).filter(
        (when) => !published || when.from <= published || isAhead(text, sentence, when),
      );
      const reported = distinct(possible);
      if (reported.length === 0 || !tellsSomething(slice(text, sentence))) return [];
      return reportsIn(article, sentence, reported);
    });
}

function reportsIn(article: Article, sentence: Span, dates: readonly When[]): readonly Report[] {
  const { text } = article;
  const figures = figuresIn(text, sentence);
  return dates.map((when) => {
    const besides = dates.filter((other) => other !== when).map(({ span }) => span);
    const clause = clauseOfDate(text, sentence, { date: when.span, others: besides });
    const own = figures.filter(({ span, unit }) => unit === undefined && overlaps(span, clause));
    return { citation: cite(article, sentence), when, besides, clause, figures: own, copies: [] };
  });
}

/** The order in which reports were published; an article without a date comes after all that have one. */
export function byPublication(one: Citation, two: Citation): number {
  const days = (one.article.published ?? '9').localeCompare(two.article.published ?? '9');
  return days || one.article.id.localeCompare(two.article.id) || one.span.start - two.span.start;
}

function isAhead(text: string, sentence: Span, { span }: When): boolean {
  return speaksOfFuture(slice(text, sentence), span.start - sentence.start, span.end - sentence.start);
}

/** One date of each kind: of "on Wednesday … Wednesday morning" the first, unless the other is stated. */
function distinct(dates: readonly When[]): readonly When[] {
  const byDay = new Map<string, When>();
  for (const when of dates) {
    const key = `${when.from} ${when.to} ${when.precision}`;
    const known = byDay.get(key);
    if (!known || (known.certainty === 'resolved' && when.certainty === 'stated')) byDay.set(key, when);
  }
  return [...byDay.values()];
}

const RIGHTS = /©|\bcopyright\b|\ball rights reserved\b/i;
const PAGE_DATE =
  /^\(?(?:web posted|posted|published|(?:last )?updated|first published|date)\b[^.]{0,12}[:\d]/i;
/** "KELVERTON, March 30 (KP) -" and nothing more, as where a dateline is a line of its own. */
const DATELINE_ALONE =
  /^(?:\p{Lu}[\p{Lu}.'’ -]{2,40})(?:,[^,()]{1,30}){0,3}(?:\s*\([^)]{1,30}\))?\s*(?:--|[-–—_:])?$/u;
const DATE_WORDS =
  /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\b|\b\w+day\b|\b(?:sun|mon|tues?|wed|thur?s?|fri|sat|morning|night|evening|gmt|utc)\b/gi;

/** Whether there is more to a sentence than the date of a page, its dateline or its copyright. */
function tellsSomething(sentence: string): boolean {
  if (RIGHTS.test(sentence) || PAGE_DATE.test(sentence) || DATELINE_ALONE.test(sentence.trim())) return false;
  return /\p{L}{3}/u.test(sentence.replace(DATE_WORDS, ' '));
}
