import { addDays, type Day, dayOf, weekdayOf } from '../corpus/day.ts';
import { overlaps, type Span } from '../corpus/span.ts';
import {
  daysBetween,
  earlier,
  monthPeriod,
  periodsMeet,
  singleDay,
  thirdOf,
  yearOf,
  yearPeriod,
} from './calendar.ts';
import { type NamedDate, namedDates } from './calendar-dates.ts';
import { HOLIDAYS } from './holidays.ts';
import { NUMBER_WORD, numberWordValue } from './number-words.ts';
import { spanOf } from './rule.ts';
import type { CorpusDays, Period } from './when.ts';

/** Days named by a question, with the place of the words in it. */
export interface Expression {
  readonly span: Span;
  readonly named: Period;
}

type Finder = (question: string, corpus: CorpusDays, dayFirst?: boolean) => readonly Expression[];

/** In order: one that takes some words keeps them from the next. */
const FINDERS: readonly Finder[] = [
  partsOfMonth,
  weeksBeside,
  countedFromHoliday,
  calendarDays,
  isoDays,
  numericDays,
  holidays,
  otherHolidays,
  months,
  years,
];

/**
 * Every expression of time in a question, in order.
 * @param dayFirst whether the person writes 4 March as 04/03; undefined when that is not known
 */
export function expressionsIn(text: string, corpus: CorpusDays, dayFirst?: boolean): readonly Expression[] {
  let found: readonly Expression[] = [];
  for (const finder of FINDERS) {
    const added = finder(text, corpus, dayFirst).filter(
      ({ span }) => !found.some((other) => overlaps(other.span, span)),
    );
    found = [...found, ...added].sort((a, b) => a.span.start - b.span.start);
  }
  return found;
}

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const MONTH_KEYS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH = `(?<month>${MONTHS})\\b\\.?(?:,?\\s+(?:of\\s+)?(?<year>\\d{4}|'\\d{2}|(?:3[2-9]|[4-9]\\d)(?!\\w)))?`; // "jan 15" is a day
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const ORDINAL = `first|second|third|fourth|fifth|[1-5](?:st|nd|rd|th)|last`;

function monthNumber(name: string): number {
  return MONTH_KEYS.indexOf(name.slice(0, 3)) + 1;
}

/** A year of two digits is the last such year that the corpus can know. */
function fullYear(digits: string, corpus: CorpusDays): number {
  const year = Number(digits.replace("'", ''));
  if (year >= 100) return year;
  const last = yearOf(corpus.last);
  const sameCentury = Math.floor(last / 100) * 100 + year;
  return sameCentury <= last ? sameCentury : sameCentury - 100;
}

/** Of the same days in several years, those of the corpus: the latest that it covers, else the nearest. */
function inCorpus(
  make: (year: number) => Period | readonly Period[] | undefined,
  corpus: CorpusDays,
): Period | undefined {
  const { first, last } = corpus;
  const yearsAround = Array.from(
    { length: yearOf(last) - yearOf(first) + 3 },
    (_, index) => yearOf(last) + 1 - index,
  );
  const candidates = yearsAround.flatMap((year) => make(year) ?? []);
  const distance = (period: Period) =>
    periodsMeet(period, { from: first, to: last })
      ? 0
      : Math.min(Math.abs(daysBetween(period.from, last)), Math.abs(daysBetween(period.to, first)));
  return [...candidates].sort((a, b) => distance(a) - distance(b))[0];
}

function monthOfMatch(match: RegExpMatchArray, corpus: CorpusDays): Period | undefined {
  const { month = '', year } = match.groups ?? {};
  const number = monthNumber(month);
  if (year !== undefined) return monthPeriod(fullYear(year, corpus), number);
  return inCorpus((candidate) => monthPeriod(candidate, number), corpus);
}

const PART_OF_MONTH = new RegExp(
  `\\b(?:the\\s+)?(?:(?<ordinal>${ORDINAL})\\s+(?<unit>week|half|few days)\\s+(?:of|in)|(?<part>early|mid|late|middle|start|beginning|end)(?:\\s+|-)(?:(?:of|in|on in)\\s+)?)\\s*(?:the\\s+)?${MONTH}`,
  'g',
);

/** "second week of january", "early jan 97", "end of december", "mid-january". */
function partsOfMonth(text: string, corpus: CorpusDays): readonly Expression[] {
  return [...text.matchAll(PART_OF_MONTH)].flatMap((match) => {
    const month = monthOfMatch(match, corpus);
    const { ordinal, unit = '', part = '' } = match.groups ?? {};
    if (!month) return [];
    const named = ordinal === undefined ? thirdOf(month, thirdNamed(part)) : stretchOf(month, ordinal, unit);
    return [{ span: spanOf(match), named }];
  });
}

function thirdNamed(part: string): 'early' | 'mid' | 'late' {
  if (/^(?:late|end)/.test(part)) return 'late';
  return part.startsWith('mid') ? 'mid' : 'early';
}

function stretchOf(month: Period, ordinal: string, unit: string): Period {
  const days = { week: 7, half: 15, 'few days': 4 }[unit] ?? 7;
  if (ordinal === 'last' || (unit === 'half' && /^(?:second|2)/.test(ordinal))) {
    return { from: addDays(month.to, 1 - days), to: month.to };
  }
  const index = ORDINALS.includes(ordinal) ? ORDINALS.indexOf(ordinal) : Number(ordinal[0]) - 1;
  const from = addDays(month.from, index * days);
  return { from, to: earlier(addDays(from, days - 1), month.to) };
}

/** "the week of dec 16", "the week before christmas", "the week after new year". */
function weeksBeside(text: string, corpus: CorpusDays): readonly Expression[] {
  return [...text.matchAll(/\b(?:the\s+)?week\s+(of|before|after)\s+/g)].flatMap((match) => {
    const day = [...calendarDays(text, corpus), ...holidays(text, corpus)].find(
      ({ span }) => Math.abs(span.start - spanOf(match).end) < 5,
    );
    if (!day) return [];
    const monday = addDays(day.named.from, -((weekdayOf(day.named.from) + 6) % 7));
    const named = {
      of: { from: monday, to: addDays(monday, 6) },
      before: { from: addDays(day.named.from, -7), to: addDays(day.named.from, -1) },
      after: { from: addDays(day.named.to, 1), to: addDays(day.named.to, 7) },
    }[match[1] ?? ''];
    return named ? [{ span: { start: match.index, end: day.span.end }, named }] : [];
  });
}

const COUNTED = new RegExp(
  `\\b(?<count>the|\\d{1,2}|${NUMBER_WORD}|a)\\s+(?:day|night|morning|evening)s?\\s+(?<way>before|after)\\s+(?:the\\s+)?`,
  'g',
);

/** "the day after christmas", "two days before dec 22". */
function countedFromHoliday(text: string, corpus: CorpusDays): readonly Expression[] {
  return [...text.matchAll(COUNTED)].flatMap((match) => {
    const { count = '', way } = match.groups ?? {};
    const end = spanOf(match).end;
    const day = [...calendarDays(text, corpus), ...holidays(text, corpus)].find(
      ({ span }) => Math.abs(span.start - end) < 2,
    );
    const days = /^(?:the|a)$/.test(count) ? 1 : /^\d/.test(count) ? Number(count) : numberWordValue(count);
    if (!day || days === undefined) return [];
    const named = singleDay(way === 'after' ? addDays(day.named.to, days) : addDays(day.named.from, -days));
    return [{ span: { start: match.index, end: day.span.end }, named }];
  });
}

const CALLING =
  /\b(?:on|in|by|before|after|since|until|till?|from|of|around|about|to|and|during|between|the|for|as at|just)\s+(?:(?:sun|mon|tue|wed|thu|fri|sat)\w*,?\s+)?$/;

/** "on December 20", "thurs 19 dec", "dec 20-23"; found by chrono-node, the year by the corpus. */
function calendarDays(text: string, corpus: CorpusDays): readonly Expression[] {
  return namedDates(text).flatMap((named) => {
    if (named.start.day === undefined || /^[\d/.\s-]+$/.test(named.words)) return [];
    const before = text.slice(0, named.span.start);
    // "may 3 of them", "did they march second": also verbs.
    const isVerb =
      /\b(?:may|march|mar)\b/.test(named.words) &&
      named.start.year === undefined &&
      !/^on\s/.test(named.words) &&
      !CALLING.test(before);
    const short = /^\s*'(\d{2})\b/.exec(text.slice(named.span.end)); // "20 dec '96", which chrono-node leaves
    const year = named.start.year ?? (short?.[1] === undefined ? undefined : fullYear(short[1], corpus));
    const period = isVerb ? undefined : dayPeriod(named, year, corpus);
    const end = named.span.end + (short?.[0].length ?? 0);
    return period ? [{ span: { start: named.span.start, end }, named: period }] : [];
  });
}

function dayPeriod(
  { start, end }: NamedDate,
  year: number | undefined,
  corpus: CorpusDays,
): Period | undefined {
  const make = (candidate: number): Period | undefined => {
    const from = dayOf(candidate, start.month ?? 0, start.day ?? 0);
    if (!from || !end) return from && singleDay(from);
    const to = dayOf(end.year ?? candidate, end.month ?? 0, end.day ?? 0);
    // "between dec 28 and jan 3" turns the year.
    const turned = to && to < from ? dayOf(candidate + 1, end.month ?? 0, end.day ?? 0) : to;
    return turned && { from, to: turned };
  };
  if (year !== undefined) return make(year);
  const { weekday } = start;
  const onWeekday = (candidate: number) => {
    const period = make(candidate);
    return period && (weekday === undefined || weekdayOf(period.from) === weekday) ? period : undefined;
  };
  return inCorpus(onWeekday, corpus) ?? inCorpus(make, corpus);
}

/** "1996-12-20", which chrono-node reads as well, but not with a month of one figure. */
function isoDays(text: string): readonly Expression[] {
  return [...text.matchAll(/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g)].flatMap((match) => {
    const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
    return day ? [{ span: spanOf(match), named: singleDay(day) }] : [];
  });
}

const NUMERIC =
  /(?<=\b(?:on|by|before|after|since|until|till|from|to|of|and|between|the)\s+|^)(?<one>\d{1,2})(?:\/(?<two>\d{1,2})|(?<mark>[/.-])(?<two2>\d{1,2})\k<mark>(?<year>\d{4}|\d{2}))\b(?![/.:]\d)/g;

/**
 * "12/20", "20/12/96", "on 7.1.97": of the American and the British reading, the one that the
 * person writes, where that is known, or else the one in the corpus.
 */
function numericDays(text: string, corpus: CorpusDays, dayFirst?: boolean): readonly Expression[] {
  return [...text.matchAll(NUMERIC)].flatMap((match) => {
    const { one, two, two2, year } = match.groups ?? {};
    const [first, second] = [Number(one), Number(two ?? two2)];
    const stated = year === undefined ? undefined : fullYear(year, corpus);
    const readings = (candidate: number): readonly Period[] =>
      stated === undefined || stated === candidate
        ? ordersOf(dayFirst).flatMap((isDayFirst) => {
            const day = isDayFirst ? dayOf(candidate, second, first) : dayOf(candidate, first, second);
            return day ? singleDay(day) : [];
          })
        : [];
    const sure = dayFirst === undefined ? undefined : (candidate: number) => readings(candidate)[0];
    const named =
      inCorpus(sure ?? readings, corpus) ?? (stated === undefined ? undefined : readings(stated)[0]);
    return named ? [{ span: spanOf(match), named }] : [];
  });
}

function ordersOf(dayFirst: boolean | undefined): readonly boolean[] {
  return dayFirst ? [true, false] : [false, true];
}

const HOLIDAY =
  /\b(?:(?<lead>over|around|during|at|in)\s+(?:the\s+)?)?(?<name>christmas(?:\s+(?:eve|day|night|morning))?|boxing day|new year(?:'?s)?(?:\s+(?:eve|day))?)\b(?!')(?:\s+(?<year>\d{4}|'?\d{2}(?!\w)))?/g;

/** "before christmas", "over the new year", "on boxing day". */
function holidays(text: string, corpus: CorpusDays): readonly Expression[] {
  return [...text.matchAll(HOLIDAY)].flatMap((match) => {
    const { lead, name = '', year } = match.groups ?? {};
    // "a christmas gesture" and "christmas tree" name no time.
    if (/^\s+(?:gesture|tree|present|gift|card|party|message|dinner)/.test(text.slice(spanOf(match).end)))
      return [];
    const make = (candidate: number) => holidayIn(candidate, name, lead);
    const named = year === undefined ? inCorpus(make, corpus) : make(fullYear(year, corpus));
    const start = spanOf(match).end - (match[0].length - match[0].indexOf(name));
    return named ? [{ span: { start, end: spanOf(match).end }, named }] : [];
  });
}

/** Those that `holidays` does not read, which has stretches of days for them. */
const OTHER_HOLIDAYS = HOLIDAYS.filter(({ name }) => !/^(?:Christmas|Boxing|New Year)/.test(name)).map(
  ({ name, inYear, needsCall }) => {
    const call = needsCall ? '(?<=\\b(?:on|at|by|since|before|after|until|last|this) )' : '\\b';
    return { pattern: new RegExp(`${call}(?:${name})\\b(?!')(?:\\s+(?<year>\\d{4}))?`, 'gi'), inYear };
  },
);

/** "on thanksgiving", "labor day 1998". */
function otherHolidays(text: string, corpus: CorpusDays): readonly Expression[] {
  return OTHER_HOLIDAYS.flatMap(({ pattern, inYear }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const make = (year: number) => {
        const day = inYear(year);
        return day && singleDay(day);
      };
      const year = match.groups?.year;
      const named = year === undefined ? inCorpus(make, corpus) : make(Number(year));
      return named ? [{ span: spanOf(match), named }] : [];
    }),
  );
}

function holidayIn(year: number, name: string, lead: string | undefined): Period | undefined {
  const around = lead !== undefined && !/\b(?:eve|day|night|morning)$/.test(name);
  const period = (from: Day | undefined, to: Day | undefined) => from && to && { from, to };
  const december = (day: number) => dayOf(year, 12, day);
  if (name === 'boxing day') return period(december(26), december(26));
  if (name.endsWith('eve')) {
    const eve = december(name.startsWith('christmas') ? 24 : 31);
    return period(eve, eve);
  }
  if (name.startsWith('christmas'))
    return around ? period(december(24), december(26)) : period(december(25), december(25));
  if (lead === 'in') return monthPeriod(year, 1);
  if (around) return period(dayOf(year - 1, 12, 31), dayOf(year, 1, 2));
  return period(dayOf(year, 1, 1), dayOf(year, 1, 1));
}

/** "in april", "in may 1997", "january?"; not the verbs "may" and "march" nor "jan" and "mar" alone. */
function months(text: string, corpus: CorpusDays): readonly Expression[] {
  return [...text.matchAll(new RegExp(`\\b${MONTH}(?!\\w)`, 'g'))].flatMap((match) => {
    const { month = '', year } = match.groups ?? {};
    const before = text.slice(0, match.index);
    const isCalled =
      /\b(?:in|during|of|by|since|until|till?|before|after|from|through|throughout|for|around|about|this|last|next|and in|late|early)\s+$/.test(
        before,
      );
    const isPlain = month.length > 3 && month !== 'march' && month !== 'sept';
    if (!isCalled && !isPlain && year === undefined) return [];
    const named = monthOfMatch(match, corpus);
    return named ? [{ span: spanOf(match), named }] : [];
  });
}

/** "in 1992", "back in 85", "'97". */
function years(text: string, corpus: CorpusDays): readonly Expression[] {
  const pattern =
    /(?<lead>\b(?:in|since|by|during|of|before|after|until|from|around|early|late|back in)\s+)(?<full>1\d{3}|20\d{2})\b(?!\s*(?:people|dollars|gmt)|\s+\p{Ll}+s\b(?<!\bwas|\bdoes|\bhas))|(?<=\bin\s+)(?<short>\d{2})(?=\s*(?:[,.?!;]|$))|(?<=^|\s)'(?<marked>\d{2})\b/gu;
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { lead = '', full, short, marked } = match.groups ?? {};
    const named = yearPeriod(fullYear(full ?? short ?? marked ?? '', corpus));
    const { start, end } = spanOf(match);
    return named ? [{ span: { start: start + lead.length, end }, named }] : [];
  });
}
