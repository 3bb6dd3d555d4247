import * as chrono from 'chrono-node';
import { addDays, type Day, dayOf, parseDay } from '../corpus/day.ts';
import { monthPeriod, singleDay, yearPeriod } from '../time/calendar.ts';
import { periodNamed } from '../time/dates-in-question.ts';
import type { CorpusDays, Period } from '../time/when.ts';

/** What a date without a year, or one such as "yesterday", is worked out against. */
export interface DayOptionReference {
  /** The language of the person: `04/03/1997` is a day in April or one in March. */
  readonly locale: string;
  readonly today: Day;
  /** The days of the oldest and the newest article: "Dec 20" is one between them. */
  readonly corpus?: CorpusDays;
}

/**
 * The days that an option such as "Dec 20", "January 1997" or "1997-01" names.
 * @returns undefined when it is no date, or says more than one
 */
export function periodOfOption(text: string, reference: DayOptionReference): Period | undefined {
  const trimmed = text.trim();
  const figures = numericPeriod(trimmed) ?? figuresPeriod(trimmed, reference);
  if (figures) return figures;
  const named = reference.corpus && periodNamed(trimmed, reference.corpus, reference.locale !== MONTH_FIRST);
  return named ?? spokenPeriod(trimmed, reference);
}

/** Of Discord's languages, the only one whose people write the month first. */
const MONTH_FIRST = 'en-US';

/**
 * A day in figures, such as `04/03/1997`, in the order of the person's language; in the other order when
 * only that is a day. With full stops the day comes first wherever they are used.
 */
function figuresPeriod(text: string, { locale, today, corpus }: DayOptionReference): Period | undefined {
  const [, first, sign, second, year] =
    /^(\d{1,2})\s?([/.-])\s?(\d{1,2})(?:\s?\2\s?(\d{4}|\d{2})|\2?)$/.exec(text) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const [a, b] = [Number(first), Number(second)];
  const isMonthFirst = sign !== '.' && locale === MONTH_FIRST;
  const inYear = (whole: number) => {
    const [dayFirst, monthFirst] = [dayOf(whole, b, a), dayOf(whole, a, b)];
    const day = isMonthFirst ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst);
    return day && singleDay(day);
  };
  return year === undefined ? latestOf(inYear, corpus?.last ?? today) : inYear(yearOf(year));
}

/** Of two figures, the year that chrono-node reads there: 1950 to 2049. */
function yearOf(figures: string): number {
  const year = Number(figures);
  if (figures.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function numericPeriod(text: string): Period | undefined {
  const day = parseDay(text);
  if (day) return singleDay(day);
  const [, year, month] = /^(\d{4})(?:-(\d{1,2}))?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  return month === undefined ? yearPeriod(Number(year)) : monthPeriod(Number(year), Number(month));
}

const LEAD = /^(?:on|in|from|since|until|till|by|the|el|en|de|desde|hasta|a)\s+/i;

function spokenPeriod(text: string, { locale, today, corpus }: DayOptionReference): Period | undefined {
  const bare = text.replace(LEAD, '').replace(/[\s.]+$/, '');
  const reader = locale.startsWith('es') ? chrono.es.casual : chrono.casual;
  const noon = new Date(`${today}T12:00:00`);
  const [found, ...more] =
    [reader, chrono.casual]
      .map((each) => each.parse(bare, noon))
      .find((results) => results[0]?.text.length === bare.length) ?? [];
  if (!found || more.length > 0 || found.end) return undefined;
  if (/\bweeks?\b/i.test(bare)) return weekOf(bare, found.date());
  return periodOfParts(found.start, corpus?.last ?? today);
}

/** "Last week" is the seven days from its Monday on; "the past two weeks" is neither a week nor a day. */
function weekOf(text: string, date: Date): Period | undefined {
  if (!/^(?:(?:last|this|next) week|(?:a|an|one|\d+) weeks? ago)$/i.test(text)) return undefined;
  const day = dayOf(date.getFullYear(), date.getMonth() + 1, date.getDate());
  const monday = day && addDays(day, -((date.getDay() + 6) % 7));
  return monday && { from: monday, to: addDays(monday, 6) };
}

function periodOfParts(start: chrono.ParsedComponents, latest: Day): Period | undefined {
  const month = start.get('month');
  if (month === null || start.isCertain('hour')) return undefined;
  const isYear = ['month', 'day', 'weekday'].every((part) => !start.isCertain(part as chrono.Component));
  if (isYear) return start.isCertain('year') ? yearPeriod(start.get('year') ?? 0) : undefined;
  const day = start.isCertain('day') || start.isCertain('weekday') ? start.get('day') : null;
  const periodIn = (year: number) => {
    if (day === null) return monthPeriod(year, month);
    const exact = dayOf(year, month, day);
    return exact && singleDay(exact);
  };
  const year = start.get('year') ?? Number(latest.slice(0, 4));
  if (start.isCertain('year') || start.isCertain('weekday')) return periodIn(year);
  return latestOf(periodIn, latest);
}

/** What a date without a year names: in the last of the years in which it is not later than `latest`. */
function latestOf(periodIn: (year: number) => Period | undefined, latest: Day): Period | undefined {
  const last = Number(latest.slice(0, 4));
  return [last, last - 1, last - 2, last - 3, last - 4]
    .flatMap((each) => periodIn(each) ?? [])
    .find(({ from }) => from <= latest);
}
