import { addDays, type Day, dayOf, weekdayOf } from '../corpus/day.ts';
import type { Span } from '../corpus/span.ts';
import {
  monthOf,
  monthPeriod,
  singleDay,
  thirdOf,
  weekdayOnOrAfter,
  weekdayOnOrBefore,
  yearOf,
  yearPeriod,
} from './calendar.ts';
import { type DateParts, type NamedDate, namedDates } from './calendar-dates.ts';
import { dated, RESOLVED_DAY, type Sentence, STATED_DAY, spanOf } from './rule.ts';
import { speaksOfFuture } from './tense.ts';
import type { Period, When } from './when.ts';

interface Writing {
  readonly published: Day;
  /** Whether the words around the date speak of what was still to come. */
  readonly ahead: boolean;
}

/** Calendar dates, month names, weekdays and "yesterday": found by chrono-node, placed by us. */
export function calendarDates(sentence: Sentence): readonly When[] {
  return namedDates(sentence.words)
    .filter((named) => isMeant(sentence.words, named))
    .flatMap((named) => placeNamed(sentence, named) ?? []);
}

/** A found date in the calendar; undefined when the day of publication is needed and unknown. */
export function placeNamed({ words, published }: Sentence, named: NamedDate): When | undefined {
  const span = widened(words, named);
  const { end, offset } = named;
  const start = { ...yearBeside(words, span.end, published), ...named.start };
  if (offset !== undefined)
    return published && dated(singleDay(addDays(published, offset)), span, RESOLVED_DAY);
  const writing = published && { published, ahead: speaksOfFuture(words, named.span.start, named.span.end) };
  if (start.day !== undefined) {
    const from = dayNamed(start, writing);
    if (from === undefined) return undefined;
    const last = end && dayNamed({ year: yearOf(from), ...end }, writing);
    return dated({ from, to: last !== undefined && last > from ? last : from }, span, STATED_DAY);
  }
  if (start.month !== undefined) return placeMonth(words, { ...named, start }, writing);
  return writing && dated(singleDay(placeWeekday(words, named, writing)), span, RESOLVED_DAY);
}

/** Whether a date is meant by words that chrono-node takes for one. */
function isMeant(words: string, { span, words: date, start, offset }: NamedDate): boolean {
  const before = words.slice(0, span.start);
  const after = words.slice(span.end);
  // "three weeks ago Tuesday", "a year ago today", "in the week of Jan. 6" are other days.
  if (/\b(?:ago|week(?:s)? (?:of|beginning|ending))\s+$/i.test(before)) return false;
  // "Today, this is known as" means nowadays.
  if (offset === 0)
    return !(/^Today$/.test(date) && /^,[^.]{0,40}\b(?:is|are|has|have|remains?)\b/.test(after));
  if (offset !== undefined) return true;
  if (/[$£€#\w]$/.test(before) || /^-?\w/.test(after)) return false;
  if (/^[\d/.-]+$/.test(date)) return start.year !== undefined; // not "12/20", "24/7", "1.5"
  if (!/\p{Lu}/u.test(date)) return false; // not "sat down", "may leave", "march on"
  if (start.day !== undefined || start.year !== undefined) return true;
  return start.month === undefined ? isWeekdayMeant(before, date, after) : isMonthMeant(before, date);
}

/** "May" is a verb, "April" and "June" are names: a month alone needs a word that calls for one. */
function isMonthMeant(before: string, date: string): boolean {
  const calling =
    /(?:\b(?:in|since|until|till|by|of|during|from|through|last|next|this|early|late|before|after|between)|\bmid-?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}* (?:and|to))\s*$/iu;
  return calling.test(before) && date.length > 2;
}

/** Not a newspaper ("The Sun", "the Sunday Times"), a habit ("every Monday") or a name ("Good Friday"). */
function isWeekdayMeant(before: string, date: string, after: string): boolean {
  if (!/day\b/i.test(date)) return false;
  if (/\ba\s+$/i.test(before) && /^(?:[,.;)]|$)/.test(after)) return false; // "on a Tuesday."
  if (/\b(?:every|each|good|black|bloody|ash|palm|easter|fat|holy|most)\s+$/i.test(before)) return false;
  if (/^\s+(?:Times|Herald|Post|Mirror|Telegraph|Express|Mail|Mass|School)\b/.test(after)) return false;
  return !(/\bthe\s+$/i.test(before) && /^\s+\p{Lu}/u.test(after));
}

/** "17 December last year" */
const YEAR_BESIDE = /^\s+(?:of\s+)?(?<which>last|this|next)\s+year\b/i;

/** The named words with what belongs to them, "early Friday", "Tuesday night", and without "on". */
function widened(words: string, { span, words: date, start }: NamedDate): Span {
  const lead = /^(?:on|in)\s+/i.exec(date)?.[0].length ?? 0;
  const before = /\b(?:early|earlier|late|later|mid)[\s-]+(?:on\s+|in\s+)?$/i.exec(
    words.slice(0, span.start + lead),
  );
  const rest = words.slice(span.end);
  const year = start.month === undefined ? null : YEAR_BESIDE.exec(rest);
  const after = year ?? /^\s+(?:morning|afternoon|evening|night)\b/.exec(rest);
  return { start: before?.index ?? span.start + lead, end: span.end + (after?.[0].length ?? 0) };
}

/** The year that "last year" after a date stands for; the span reaches over it. */
function yearBeside(words: string, end: number, published: Day | undefined): DateParts {
  const which = /(?<which>last|this|next)\s+year$/i.exec(words.slice(0, end))?.groups?.which?.toLowerCase();
  const shift = { last: -1, this: 0, next: 1 }[which ?? ''];
  return published === undefined || shift === undefined ? {} : { year: yearOf(published) + shift };
}

/** A missing year is the last that fits, or the next when the date lies ahead. */
function dayNamed({ year, month = 0, day = 0 }: DateParts, writing: Writing | undefined): Day | undefined {
  if (year !== undefined) return dayOf(year, month, day);
  if (!writing) return undefined;
  const { published, ahead } = writing;
  const written = yearOf(published);
  const inYears = (years: readonly number[]) => years.map((one) => dayOf(one, month, day));
  const next = inYears([written, written + 1]).find((candidate) => candidate && candidate >= published);
  if (ahead && next) return next;
  // 29 February may lie up to eight years back.
  const back = Array.from({ length: 9 }, (_, count) => written - count);
  return inYears(back).find((candidate) => candidate && candidate <= published);
}

function placeMonth(words: string, named: NamedDate, writing: Writing | undefined): When | undefined {
  const { year, month = 0 } = named.start;
  const isOther = /\b(?:last|next)\s+$/i.test(words.slice(0, named.span.start));
  const whole = year === undefined ? writing && monthNear(month, writing, isOther) : monthPeriod(year, month);
  const span = widened(words, named);
  const part = /^(?:early|mid|late)\b/i.exec(words.slice(span.start))?.[0].toLowerCase();
  if (!whole) return undefined;
  const period = part === 'early' || part === 'mid' || part === 'late' ? thirdOf(whole, part) : whole;
  return dated(period, span, { precision: 'month', certainty: 'stated' });
}

/** @param isOther said "last June" or "next June": written in June, not that very month */
function monthNear(month: number, { published, ahead }: Writing, isOther: boolean): Period | undefined {
  const written = yearOf(published);
  const current = monthOf(published);
  if (ahead)
    return monthPeriod(month > current || (month === current && !isOther) ? written : written + 1, month);
  return monthPeriod(month < current || (month === current && !isOther) ? written : written - 1, month);
}

/** A weekday is the last one up to the day of publication, which is itself among them. */
function placeWeekday(_words: string, named: NamedDate, { published, ahead }: Writing): Day {
  const weekday = named.start.weekday ?? 0;
  const week = /\b(last|past|next)\s*week$/i.exec(named.words)?.[1]?.toLowerCase();
  if (week !== undefined) {
    const monday = addDays(published, -((weekdayOf(published) + 6) % 7));
    return weekdayOnOrAfter(weekday, addDays(monday, week === 'next' ? 7 : -7));
  }
  const which = /^(?:on\s+)?(last|past|next)\s/i.exec(named.words)?.[1]?.toLowerCase();
  if (which === 'last' || which === 'past') return weekdayOnOrBefore(weekday, addDays(published, -1));
  if (which === 'next') return weekdayOnOrAfter(weekday, addDays(published, 1));
  return ahead ? weekdayOnOrAfter(weekday, published) : weekdayOnOrBefore(weekday, published);
}

const YEAR = new RegExp(
  '(?<lead>\\b(?:in|since|of|until|till|by|during|from|before|after|around|early|late|circa|the|a|his|her|its|their|' +
    "and|to|between|through|summer|fall|autumn|winter|spring)\\s+|\\bmid-|['’]s\\s+|\\(|(?<=\\d{4}(?:[-–]\\d{2,4})?),\\s(?:and\\s)?)" +
    '(?<year>1\\d{3}|20\\d{2})(?:\\s?[-–]\\s?(?<second>\\d{4}|\\d{2}))?' +
    '(?![\\d%]|[.,:/]\\d|-?\\w|\\s*(?:GMT|UTC|hours|percent|meters|metres|feet|miles|km|dollars|people)\\b)',
  'giu',
);

const COUNTED_NOUN = /^\s(?!was\b|is\b|has\b|as\b|its\b|his\b|this\b|sales\b)\p{Ll}+s\b/u;

/** "a bloody assault on Colombia's Supreme Court … in 1985": chrono-node reads no bare year. */
export function years({ words, published }: Sentence): readonly When[] {
  return [...words.matchAll(YEAR)].flatMap((match) => {
    const { lead = '', year = '', second } = match.groups ?? {};
    // Before 1900 it may be a count, "the 1500 guests", unless a word asks for a time.
    const asksForTime = /^(?:,|(?:in|since|until|during|by|from|before|after|early|late|circa|around)\b)/i;
    if (Number(year) < 1900 && !asksForTime.test(lead)) return [];
    if (published && Number(year) > yearOf(published) + 30) return [];
    // "attended by 2000 guests"
    const isBesideYear = /\d{4}\s$/.test(words.slice(0, match.index));
    if (/^(?:by|to|and)\b/i.test(lead) && !isBesideYear && COUNTED_NOUN.test(words.slice(spanOf(match).end)))
      return [];
    const first = yearPeriod(Number(year));
    const last = yearPeriod(Number(second === undefined ? year : year.slice(0, 4 - second.length) + second));
    if (!first || !last || last.to < first.to) return [];
    const { start, end } = spanOf(match);
    const span = { start: start + lead.length, end };
    return [dated({ from: first.from, to: last.to }, span, { precision: 'year', certainty: 'stated' })];
  });
}

const DAY_OF_MONTH = /\bon the (?<day>\d{1,2})(?:st|nd|rd|th)(?=[.,;:)]|$)/gi;

/** "the second group left on the 20th." is the last such day, which chrono-node does not read. */
export function daysOfMonth({ words, published }: Sentence): readonly When[] {
  if (!published) return [];
  return [...words.matchAll(DAY_OF_MONTH)].flatMap((match) => {
    const monthsBack = [0, 1, 2].map((back) => yearOf(published) * 12 + monthOf(published) - 1 - back);
    const days = monthsBack.map((months) =>
      dayOf(Math.floor(months / 12), (months % 12) + 1, Number(match.groups?.day)),
    );
    const day = days.find((candidate) => candidate && candidate <= published);
    return day === undefined ? [] : [dated(singleDay(day), spanOf(match), RESOLVED_DAY)];
  });
}

const SHORT_YEAR = /\b(?:in|of|since|from|until|by)\s+(?<year>['’](?<digits>\d{2}))\b(?!['’])/gi;

/** "He joined in '92": the last such year. */
export function shortYears({ words, published }: Sentence): readonly When[] {
  if (!published) return [];
  return [...words.matchAll(SHORT_YEAR)].flatMap((match) => {
    const written = yearOf(published);
    const sameCentury = Math.floor(written / 100) * 100 + Number(match.groups?.digits);
    const period = yearPeriod(sameCentury > written ? sameCentury - 100 : sameCentury);
    const { end } = spanOf(match);
    const span = { start: end - (match.groups?.year ?? '').length, end };
    return period ? [dated(period, span, { precision: 'year', certainty: 'stated' })] : [];
  });
}

const MORE_DAYS = /(?:(?:,|,? and) \d{1,2})+(?=[,.;)]|$|\s(?:in|at|when|as|after|before)\b)/y;

/** "He went in on Dec. 24 and 25": chrono-node takes the first day only. */
export function daysAfterDay({ words }: Sentence, known: readonly When[]): readonly When[] {
  return known.flatMap((first) => {
    const isPlainDay =
      first.precision === 'day' && /[a-z]\.? \d{1,2}$/i.test(words.slice(first.span.start, first.span.end));
    MORE_DAYS.lastIndex = first.span.end;
    const match = isPlainDay ? MORE_DAYS.exec(words) : null;
    if (!match) return [];
    return [...match[0].matchAll(/\d+/g)].flatMap((number) => {
      const day = dayOf(yearOf(first.from), monthOf(first.from), Number(number[0]));
      const start = match.index + number.index;
      return day && day > first.from
        ? [dated(singleDay(day), { start, end: start + number[0].length }, STATED_DAY)]
        : [];
    });
  });
}

const HOLIDAY =
  /\b(?:(?<christmas>Christmas (?:Eve|Day|morning|night)|(?<=\b(?:on|at) )Christmas(?=[ ,.]|$))|(?<boxing>Boxing Day)|(?<year>New Year['’]?s (?:Eve|Day)))(?:,? (?<stated>\d{4}))?\b/g;

/** "freed on Christmas Day", "New Year's Eve": chrono-node knows no holidays. */
export function holidays({ words, published }: Sentence): readonly When[] {
  return [...words.matchAll(HOLIDAY)].flatMap((match) => {
    const span = spanOf(match);
    const stated = match.groups?.stated;
    const parts = { ...holidayParts(match[0]), ...(stated && { year: Number(stated) }) };
    const day = dayNamed(
      parts,
      published && { published, ahead: speaksOfFuture(words, span.start, span.end) },
    );
    return day === undefined ? [] : [dated(singleDay(day), span, STATED_DAY)];
  });
}

function holidayParts(name: string): DateParts {
  if (/^boxing/i.test(name)) return { month: 12, day: 26 };
  const isEve = /\beve\b/i.test(name);
  if (/^christmas/i.test(name)) return { month: 12, day: isEve ? 24 : 25 };
  return isEve ? { month: 12, day: 31 } : { month: 1, day: 1 };
}
