import * as chrono from 'chrono-node';
import { type Day, dayOf, parseDay } from '../corpus/day.ts';
import { monthPeriod, singleDay, yearPeriod } from '../time/calendar.ts';
import { type CorpusDays, periodNamed } from '../time/dates-in-question.ts';
import type { Period } from '../time/when.ts';

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
  const dayFirst = !/^en-US\b/.test(reference.locale);
  const named = reference.corpus && periodNamed(trimmed, reference.corpus, dayFirst);
  return numericPeriod(trimmed) ?? named ?? spokenPeriod(trimmed, reference);
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
  return periodOfParts(found.start, corpus?.last ?? today);
}

function periodOfParts(start: chrono.ParsedComponents, latest: Day): Period | undefined {
  const month = start.get('month');
  if (month === null || start.isCertain('hour')) return undefined;
  const day = start.isCertain('day') || start.isCertain('weekday') ? start.get('day') : null;
  const periodIn = (year: number) => {
    if (day === null) return monthPeriod(year, month);
    const exact = dayOf(year, month, day);
    return exact && singleDay(exact);
  };
  const year = start.get('year') ?? Number(latest.slice(0, 4));
  if (start.isCertain('year') || start.isCertain('weekday')) return periodIn(year);
  const last = Number(latest.slice(0, 4));
  return [last, last - 1, last - 2, last - 3, last - 4]
    .flatMap((each) => periodIn(each) ?? [])
    .find(({ from }) => from <= latest);
}
