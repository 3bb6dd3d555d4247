import type { Article } from '../corpus/article.ts';
import type { Citation } from '../corpus/citation.ts';
import { paragraphsOf } from '../corpus/paragraphs.ts';
import { atPrecision } from '../time/calendar.ts';
import type { Certainty, Period, Precision } from '../time/when.ts';
import { type Difference, differencesAmong } from './differences.ts';
import { Fold } from './fold.ts';
import { pauses } from './pause.ts';
import { byPublication, type Report, reportReader } from './report.ts';

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
  /** Every report of it, the earliest first; a copy of one is under it. */
  readonly reports: readonly Report[];
  /** What the reports differ on: figures, names, and the day. */
  readonly differences: readonly Difference[];
}

/**
 * The dated events that articles report, by date, each with every report of it. Sentences that only say
 * when a page was made ("December 17, 1996") are no events. Other work of the process goes on meanwhile.
 */
export async function timelineOf(articles: readonly Article[]): Promise<readonly TimelineEntry[]> {
  const pause = pauses();
  const reports: Report[] = [];
  for (const article of articles) {
    const read = reportReader(article);
    for (const paragraph of paragraphsOf(article.text)) {
      reports.push(...read(paragraph));
      await pause();
    }
  }
  const fold = new Fold();
  for (const report of reports.sort((a, b) => byPublication(a.citation, b.citation))) {
    fold.add(report);
    await pause();
  }
  const entries: TimelineEntry[] = [];
  for (const group of fold.groups()) {
    entries.push(entryOf(group));
    await pause();
  }
  return entries.sort(byDate);
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

/** How many articles tell of an entry's event in words of their own or in copied ones. */
export function tellingsOf({ reports }: TimelineEntry): number {
  return reports.reduce((count, { copies }) => count + 1 + copies.length, 0);
}

const COARSENESS: Readonly<Record<Precision, number>> = { year: 0, month: 1, day: 2 };

function byDate(a: TimelineEntry, b: TimelineEntry): number {
  return (
    a.period.from.localeCompare(b.period.from) ||
    COARSENESS[a.precision] - COARSENESS[b.precision] ||
    byPublication(a.citation, b.citation)
  );
}
