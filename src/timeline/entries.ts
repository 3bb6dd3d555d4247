import type { Article } from '../corpus/article.ts';
import { type Citation, cite } from '../corpus/citation.ts';
import { paragraphsOf } from '../corpus/paragraphs.ts';
import { type Span, slice } from '../corpus/span.ts';
import { sentencesOf } from '../language/en/sentences.ts';
import { atPrecision } from '../time/calendar.ts';
import { dateReader } from '../time/dates-in-text.ts';
import { speaksOfFuture } from '../time/tense.ts';
import type { Certainty, Period, Precision, When } from '../time/when.ts';
import { type Act, statementAround } from './acts.ts';
import { type Difference, differencesAmong } from './differences.ts';
import { type Figure, figuresIn } from './figures.ts';
import { Fold } from './fold.ts';
import { atOnce, type Steps } from './steps.ts';

/** A sentence of an article that reports something, with the date it gives for it. */
export interface Report {
  readonly citation: Citation;
  readonly when: When;
  /** The sentence's other dates, each a report of its own. */
  readonly besides: readonly Span[];
  /** What the clause of that date reports. */
  readonly act: Act | undefined;
  /** The figures of that clause. */
  readonly figures: readonly Figure[];
}

/** What happened at a date, in the articles' own words. */
export interface TimelineEntry {
  /** The date as finely as the text gives it: `1996-12-17`, `1992-06` or `1985`. */
  readonly date: string;
  readonly period: Period;
  readonly precision: Precision;
  /** `stated` when any of the reports names the date itself. */
  readonly certainty: Certainty;
  /** The sentence of the earliest report. */
  readonly citation: Citation;
  /** Every report of it, the earliest first. */
  readonly reports: readonly Report[];
  /** What the reports differ on: figures, and the day. */
  readonly differences: readonly Difference[];
}

/**
 * The dated events that articles report, by date, each with every report of it.
 * Sentences that only say when a page was made ("December 17, 1996") are no events.
 */
export function timelineOf(articles: readonly Article[]): readonly TimelineEntry[] {
  return atOnce(timelineSteps(articles));
}

/** The same in short steps, for a program that has others to serve meanwhile. */
export function* timelineSteps(articles: readonly Article[]): Steps<readonly TimelineEntry[]> {
  const reports: Report[] = [];
  for (const article of articles) yield void reports.push(...reportsOf(article));
  const fold = new Fold();
  for (const report of reports.sort((a, b) => byPublication(a.citation, b.citation)))
    yield void fold.add(report);
  const entries: TimelineEntry[] = [];
  for (const group of fold.groups()) yield void entries.push(entryOf(group));
  return entries.sort(byDate);
}

/** Every sentence of an article that names a date, once for each date it names. */
export function reportsOf(article: Article): readonly Report[] {
  const { text, published } = article;
  const sentences = paragraphsOf(text).flatMap((paragraph) => sentencesOf(text, paragraph));
  const datesIn = dateReader(text, article);
  return sentences.flatMap((sentence) => {
    const dates = datesIn(sentence);
    if (dates.length === 0 || !tellsSomething(slice(text, sentence))) return [];
    const possible = dates.filter(
      (when) => !published || when.from <= published || isAhead(text, sentence, when),
    );
    const reported = distinct(possible);
    return reported.map((when) => {
      const besides = reported.filter((other) => other !== when).map(({ span }) => span);
      const { clause, act } = statementAround(text, sentence, { date: when.span, others: besides });
      return { citation: cite(article, sentence), when, besides, act, figures: figuresIn(text, clause) };
    });
  });
}

/** The entry that a group of reports of the same event makes. */
export function entryOf(reports: readonly Report[]): TimelineEntry {
  const sorted = [...reports].sort((a, b) => byPublication(a.citation, b.citation));
  const first = sorted[0];
  if (!first) throw new RangeError('an entry needs a report');
  const { from, to, precision } = first.when;
  return {
    date: atPrecision(from, precision),
    period: { from, to },
    precision,
    certainty: sorted.some(({ when }) => when.certainty === 'stated') ? 'stated' : 'resolved',
    citation: first.citation,
    reports: sorted,
    differences: differencesAmong(sorted),
  };
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

/** Whether there is more to a sentence than the date of a page or its copyright. */
function tellsSomething(sentence: string): boolean {
  if (/©|\bcopyright\b|\ball rights reserved\b/i.test(sentence)) return false;
  if (/^\(?(?:web posted|posted|published|(?:last )?updated|date)\b[^.]{0,12}[:\d]/i.test(sentence))
    return false;
  const dates =
    /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\b|\b\w+day\b|\b(?:sun|mon|tues?|wed|thur?s?|fri|sat|morning|night|evening|gmt|utc)\b/gi;
  return /\p{L}{3}/u.test(sentence.replace(dates, ' '));
}

function byPublication(one: Citation, two: Citation): number {
  // An article without a date comes after all that have one.
  const days = (one.article.published ?? '9').localeCompare(two.article.published ?? '9');
  return days || one.article.id.localeCompare(two.article.id) || one.span.start - two.span.start;
}

const COARSENESS: Readonly<Record<Precision, number>> = { year: 0, month: 1, day: 2 };

function byDate(a: TimelineEntry, b: TimelineEntry): number {
  return (
    a.period.from.localeCompare(b.period.from) ||
    COARSENESS[a.precision] - COARSENESS[b.precision] ||
    byPublication(a.citation, b.citation)
  );
}
