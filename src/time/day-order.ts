import { type Day, dayOf } from '../corpus/day.ts';
import type { NamedDate } from './calendar-dates.ts';

const NUMERIC = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})$/;

/**
 * The day that figures such as 25/12/1996 name; undefined when both orders fit and nothing tells
 * which is meant.
 * @param dayComesFirst whether the text writes the day before the month; undefined when it does not show
 */
export function numericDay(named: NamedDate, dayComesFirst: () => boolean | undefined): Day | undefined {
  const { year, month, day } = named.start;
  const match = NUMERIC.exec(named.words);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (!match || (match[1]?.length ?? 0) > 2) return dayOf(year, month, day);
  const [first, second] = [Number(match[1]), Number(match[2])];
  if (first === second || named.words.includes('.')) return dayOf(year, second, first);
  if (first > 12) return dayOf(year, second, first);
  if (second > 12) return dayOf(year, first, second);
  const isDayFirst = dayComesFirst();
  if (isDayFirst === undefined) return undefined;
  return isDayFirst ? dayOf(year, second, first) : dayOf(year, first, second);
}

const SLASHED = /\b(\d{1,2})\/(\d{1,2})\/\d{2,4}\b/g;
const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)';
const DAY_FIRST = new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)? ${MONTH}\\b`, 'g');
const MONTH_FIRST = new RegExp(`\\b${MONTH}\\.? \\d{1,2}\\b`, 'g');
const WRITES_DAY_FIRST =
  /\b(?:UK|U\.K\.|BBC|Reuters UK|England|Scotland|Wales|Ireland|Britain|British|London|Irish|Scottish|Australian?|New Zealand|Indian?|South Africa)\b|\.(?:uk|ie|au|nz|in|za)\b/;
const WRITES_MONTH_FIRST =
  /\b(?:USA?|U\.S\.|American|New York|Washington|Los Angeles|Chicago|Boston|Houston|CNN)\b/;

/**
 * Whether a text writes the day before the month: by its own figures that fit one order only, its
 * other dates, or its publisher. Undefined when nothing tells, or they tell both.
 */
export function dayComesFirst(text: string, publisher = ''): boolean | undefined {
  const slashed = [...text.matchAll(SLASHED)];
  const bySlashes = majority(
    slashed.filter(([, first]) => Number(first) > 12).length,
    slashed.filter(([, , second]) => Number(second) > 12).length,
  );
  if (bySlashes !== undefined) return bySlashes;
  if (slashed.some(([, first, second]) => Number(first) > 12 || Number(second) > 12)) return undefined;
  const byWords = majority([...text.matchAll(DAY_FIRST)].length, [...text.matchAll(MONTH_FIRST)].length);
  if (byWords !== undefined) return byWords;
  return majority(Number(WRITES_DAY_FIRST.test(publisher)), Number(WRITES_MONTH_FIRST.test(publisher)));
}

/** Undefined when neither is, or both are. */
function majority(dayFirst: number, monthFirst: number): boolean | undefined {
  if (dayFirst > 0 && monthFirst > 0) return undefined;
  return dayFirst > 0 ? true : monthFirst > 0 ? false : undefined;
}
