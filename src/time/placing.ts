import { addDays, type Day, dayOf, weekdayOf } from '../corpus/day.ts';
import {
  daysBetween,
  monthOf,
  monthPeriod,
  weekdayOnOrAfter,
  weekdayOnOrBefore,
  yearOf,
} from './calendar.ts';
import type { DateParts, NamedDate } from './calendar-dates.ts';
import type { Sentence } from './rule.ts';
import { leaningOf } from './tense.ts';
import type { Period } from './when.ts';

/** What a date that lacks its year or its week is placed by. */
export interface Writing {
  readonly published: Day;
  /** How much the words around the date speak of what was still to come: see `leaningOf`. */
  leaning(): number;
}

/** What places a date at these offsets; undefined when the day of publication is unknown. */
export function writingAt({ words, published }: Sentence, start: number, end: number): Writing | undefined {
  return published && { published, leaning: () => leaningOf(words, start, end) };
}

/** The same with "last" or "next" before the date, which leaves no choice. */
export function directed(writing: Writing, which: string | undefined): Writing {
  const leaning = { last: -MOST_LEANING, next: MOST_LEANING }[which ?? ''];
  return leaning === undefined ? writing : { ...writing, leaning: () => leaning };
}

/**
 * Which of two days is meant: what the words say is weighed against how near each of them is.
 * Undefined when both are as likely: a wrong date is worse than none.
 */
function liesAhead({ leaning }: Writing, behind: number, ahead: number): boolean | undefined {
  const nearness = Math.log((behind + 0.5) / (ahead + 0.5));
  if (Math.abs(nearness) > MOST_LEANING) return nearness > 0;
  const odds = leaning() + nearness;
  return Math.abs(odds) < UNSURE ? undefined : odds > 0;
}

/** Chosen on test/time/news: below it as many of the dates were wrong as right. */
const UNSURE = 0.1;

/** No words outweigh a day this much nearer than the other: 2 days against 363. */
const MOST_LEANING = 5;

/** 29 February lies up to eight years off. */
const YEARS_AROUND = 8;

/** A day that names its month: of the days in the years around the one that is meant. */
export function dayNamed(parts: DateParts, writing: Writing | undefined): Day | undefined {
  const { year, month = 0, day = 0, weekday } = parts;
  if (year !== undefined) return dayOf(year, month, day);
  return yearlyDay((one) => dayOf(one, month, day), writing, weekday);
}

/**
 * Of a day that comes once a year the one that is meant. A weekday beside it must agree, and
 * decides the year.
 */
export function yearlyDay(
  inYear: (year: number) => Day | undefined,
  writing: Writing | undefined,
  weekday?: number,
): Day | undefined {
  if (!writing) return undefined;
  const { published } = writing;
  const agrees = (day: Day | undefined) =>
    day !== undefined && (weekday === undefined || weekdayOf(day) === weekday);
  const around = Array.from({ length: 2 * YEARS_AROUND + 1 }, (_, index) =>
    inYear(yearOf(published) + index - YEARS_AROUND),
  ).filter(agrees);
  const behind = around.findLast((day) => day !== undefined && day <= published);
  const ahead = around.find((day) => day !== undefined && day >= published);
  if (behind === undefined || ahead === undefined) return behind ?? ahead;
  return chosen(writing, behind, ahead);
}

/** Of a day behind and one ahead of publication the one that is meant; undefined when that is unsure. */
export function chosen(writing: Writing, behind: Day, ahead: Day): Day | undefined {
  const { published } = writing;
  if (behind === published) return behind;
  const isAhead = liesAhead(writing, daysBetween(behind, published), daysBetween(published, ahead));
  return isAhead === undefined ? undefined : isAhead ? ahead : behind;
}

/** @param isOther said "last June" or "next June": written in June, not that very month */
export function monthNamed(month: number, writing: Writing, isOther: boolean): Period | undefined {
  const { published } = writing;
  const written = yearOf(published);
  const behind = (monthOf(published) - month + 12) % 12;
  if (behind === 0 && !isOther) return monthPeriod(written, month);
  const isAhead = liesAhead(writing, (behind || 12) * 30, (12 - behind) * 30);
  if (isAhead === undefined) return undefined;
  if (isAhead) return monthPeriod(month > monthOf(published) ? written : written + 1, month);
  return monthPeriod(month < monthOf(published) ? written : written - 1, month);
}

/** A weekday within a week of publication, whose own weekday is that very day. */
export function weekdayNamed({ words, start }: NamedDate, writing: Writing): Day | undefined {
  const { published } = writing;
  const weekday = start.weekday ?? 0;
  const week = /\b(last|past|next)\s*week$/i.exec(words)?.[1]?.toLowerCase();
  if (week !== undefined) {
    const monday = addDays(published, -((weekdayOf(published) + 6) % 7));
    return weekdayOnOrAfter(weekday, addDays(monday, week === 'next' ? 7 : -7));
  }
  const which = /^(?:on\s+)?(last|past|next|this)\s/i.exec(words)?.[1]?.toLowerCase();
  if (which === 'last' || which === 'past') return lastWeekday(weekday, published);
  if (which === 'next') return weekdayOnOrAfter(weekday, addDays(published, 1));
  const asked = which === 'this' ? { published, leaning: () => writing.leaning() + THIS } : writing;
  return chosen(asked, weekdayOnOrBefore(weekday, published), weekdayOnOrAfter(weekday, published));
}

/** What "this Saturday" adds to the words around it. */
const THIS = 2;

/** "last Thursday", written on a Friday, is not the day before, which has a shorter name. */
export function lastWeekday(weekday: number, published: Day): Day {
  return weekdayOnOrBefore(weekday, addDays(published, -2));
}
