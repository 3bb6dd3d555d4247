import { addDays, type Day, dayOf, weekdayOf } from '../corpus/day.ts';
import type { Period, Precision } from './when.ts';

export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** The number of a weekday, 0 for Sunday; -1 when it is none. */
export function weekdayNumber(name: string): number {
  const names: readonly string[] = WEEKDAYS;
  return names.indexOf(name.toLowerCase());
}

/** The year of a day. */
export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** The month of a day, from 1. */
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

/** The days of a month; undefined when the calendar has no such month. */
export function monthPeriod(year: number, month: number): Period | undefined {
  const from = dayOf(year, month, 1);
  const next = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
  return from && next && { from, to: addDays(next, -1) };
}

/** The days of a year; undefined outside the years 1 to 9998. */
export function yearPeriod(year: number): Period | undefined {
  const from = dayOf(year, 1, 1);
  const to = dayOf(year, 12, 31);
  return from && to && { from, to };
}

/** One day as a period. */
export function singleDay(day: Day): Period {
  return { from: day, to: day };
}

/** How many days `later` is after `earlier`; negative when it is before. */
export function daysBetween(earlier: Day, later: Day): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 86_400_000);
}

/** The last such weekday (0 for Sunday) on or before a day. */
export function weekdayOnOrBefore(weekday: number, day: Day): Day {
  return addDays(day, -((weekdayOf(day) - weekday + 7) % 7));
}

/** The first such weekday (0 for Sunday) on or after a day. */
export function weekdayOnOrAfter(weekday: number, day: Day): Day {
  return addDays(day, (weekday - weekdayOf(day) + 7) % 7);
}

/** A part of a longer period: the first, middle or last third, to the nearest days. */
export function thirdOf(period: Period, part: 'early' | 'mid' | 'late'): Period {
  const days = daysBetween(period.from, period.to) + 1;
  const third = Math.round(days / 3);
  if (part === 'early') return { from: period.from, to: addDays(period.from, third - 1) };
  if (part === 'late') return { from: addDays(period.to, 1 - third), to: period.to };
  return { from: addDays(period.from, third), to: addDays(period.to, -third) };
}

/** Whether two periods share a day. */
export function periodsMeet(a: Period, b: Period): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** The day as the text would write it at this precision: `1996-12-17`, `1992-06` or `1985`. */
export function atPrecision(day: Day, precision: Precision): string {
  return day.slice(0, { day: 10, month: 7, year: 4 }[precision]);
}

/** The earlier of two days. */
export function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}

/** The later of two days. */
export function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

/**
 * The first, second … or last such weekday (0 for Sunday) of a month.
 * @param index from 0; 5 for the last
 */
export function nthWeekday(
  { year, month }: { readonly year: number; readonly month: number },
  weekday: number,
  index: number,
): Day | undefined {
  const first = dayOf(year, month, 1);
  if (first === undefined) return undefined;
  if (index < 5) return addDays(weekdayOnOrAfter(weekday, first), 7 * index);
  const next = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
  return next && weekdayOnOrBefore(weekday, addDays(next, -1));
}
