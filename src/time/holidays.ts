import { addDays, type Day, dayOf } from '../corpus/day.ts';
import { nthWeekday } from './calendar.ts';

/** A day with a name, and when it falls. */
export interface Holiday {
  /** A pattern, without flags. */
  readonly name: string;
  inYear(year: number): Day | undefined;
  /** Also another word or part of a name: a day only where "on", "at", "since" … calls for one. */
  readonly needsCall?: true;
}

type InYear = (year: number) => Day | undefined;

const onDay =
  (month: number, day: number): InYear =>
  (year) =>
    dayOf(year, month, day);
const onWeekday =
  (month: number, weekday: number, index: number): InYear =>
  (year) =>
    nthWeekday({ year, month }, weekday, index);
const fromEaster =
  (days: number): InYear =>
  (year) => {
    const easter = easterOf(year);
    return easter && addDays(easter, days);
  };

/** The holidays that news in English dates things by. */
export const HOLIDAYS: readonly Holiday[] = [
  { name: 'Christmas Eve', inYear: onDay(12, 24) },
  { name: 'Christmas (?:Day|morning|night)', inYear: onDay(12, 25) },
  { name: 'Christmas', inYear: onDay(12, 25), needsCall: true },
  { name: 'Boxing Day', inYear: onDay(12, 26) },
  { name: "New Year['’]?s Eve", inYear: onDay(12, 31) },
  { name: "New Year['’]?s Day", inYear: onDay(1, 1) },
  { name: "(?:St\\.? |Saint )?Valentine['’]s Day", inYear: onDay(2, 14) },
  { name: "(?:St\\.?|Saint) Patrick['’]s Day", inYear: onDay(3, 17) },
  { name: "April Fools?['’]?s? Day", inYear: onDay(4, 1) },
  { name: 'May Day', inYear: onDay(5, 1), needsCall: true },
  { name: 'Independence Day|(?:the )?Fourth of July|July Fourth', inYear: onDay(7, 4), needsCall: true },
  { name: 'Bastille Day', inYear: onDay(7, 14) },
  { name: 'Halloween', inYear: onDay(10, 31), needsCall: true },
  { name: 'Armistice Day|Veterans Day', inYear: onDay(11, 11) },
  { name: 'Martin Luther King(?:,? Jr\\.?)? Day', inYear: onWeekday(1, 1, 2) },
  { name: "Presidents['’]? Day", inYear: onWeekday(2, 1, 2) },
  { name: 'Memorial Day', inYear: onWeekday(5, 1, 5) },
  { name: 'Labor Day', inYear: onWeekday(9, 1, 0) },
  { name: 'Columbus Day', inYear: onWeekday(10, 1, 1) },
  { name: 'Thanksgiving Day', inYear: onWeekday(11, 4, 3) },
  { name: 'Thanksgiving', inYear: onWeekday(11, 4, 3), needsCall: true },
  { name: 'Ash Wednesday', inYear: fromEaster(-46) },
  { name: 'Palm Sunday', inYear: fromEaster(-7) },
  { name: 'Maundy Thursday|Holy Thursday', inYear: fromEaster(-3) },
  { name: 'Good Friday', inYear: fromEaster(-2), needsCall: true },
  { name: 'Easter Monday', inYear: fromEaster(1) },
  { name: 'Easter Sunday', inYear: fromEaster(0) },
];

/** Easter Sunday, by the rule of Meeus, Jones and Butcher. */
function easterOf(year: number): Day | undefined {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return dayOf(year, Math.floor(f / 31), (f % 31) + 1);
}
