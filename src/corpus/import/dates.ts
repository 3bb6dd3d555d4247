import { addDays, type Day, dayOf, weekdayOf } from '../day.ts';
import { writtenDay } from '../written-day.ts';

/** The day at the end of a listed headline ("Headline - December 19, 1996"). */
export function dayOfHeadline(headline: string): Day | undefined {
  if (headline.length > 300) return undefined;
  const tail = /^.*\s[-–—]+\s+(.*\d{4})$/.exec(headline)?.[1];
  return tail === undefined ? undefined : writtenDay(tail);
}

/** A day worked out from what a story says, with the reasoning in words. */
export interface InferredDay {
  readonly day: Day;
  readonly basis: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_DAY =
  /\b((?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*)\.?\s+(\d{1,2})\b(?:,\s*(\d{4})\b)?/g;
const DAYS_AGO = /\b(\d{1,3}) days ago\b/g;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * Works out when a story was written from "N days ago", a day of the year it names, and the weekday of
 * its opening paragraph. All three must agree on one single day; otherwise nothing is claimed.
 * @param year the year of publication, for days that are named without one
 */
export function inferDay(paragraphs: readonly string[], year?: number): InferredDay | undefined {
  const opening = paragraphs.find((paragraph) => /[.!?]["'”’]?$/.test(paragraph)) ?? '';
  const weekday = new RegExp(`\\b(?:${WEEKDAYS.join('|')})\\b`).exec(opening)?.[0];
  if (weekday === undefined) return undefined;
  const text = paragraphs.join('\n\n');
  const found = new Map<Day, string>();
  const agos = distinct(text.matchAll(DAYS_AGO));
  const days = distinct(text.matchAll(MONTH_DAY));
  for (const ago of agos) {
    for (const named of days) {
      for (const day of daysAfter(named, Number(ago[1]), year)) {
        if (WEEKDAYS[weekdayOf(day)] !== weekday) continue;
        found.set(day, `inferred: the story's "${weekday}" is "${ago[0]}" counted from "${named[0]}"`);
      }
    }
  }
  const [only, ...others] = found;
  return only && others.length === 0 ? { day: only[0], basis: only[1] } : undefined;
}

function daysAfter(named: RegExpExecArray, count: number, year: number | undefined): readonly Day[] {
  const month = MONTHS.indexOf((named[1] ?? '').slice(0, 3).toLowerCase()) + 1;
  const stated = named[3] === undefined ? undefined : Number(named[3]);
  if (stated === undefined && year === undefined) return [];
  const years = stated === undefined ? [Number(year) - 1, Number(year)] : [stated];
  return years
    .flatMap((each) => dayOf(each, month, Number(named[2])) ?? [])
    .map((day) => addDays(day, count))
    .filter((day) => year === undefined || day.startsWith(`${year}-`));
}

function distinct(matches: Iterable<RegExpExecArray>): readonly RegExpExecArray[] {
  return [...new Map([...matches].map((match) => [match[0], match])).values()];
}
