import { addDays, type Day } from '../corpus/day.ts';
import { daysBetween, monthOf, monthPeriod, singleDay, yearOf, yearPeriod } from './calendar.ts';
import { NUMBER_WORD, numberWordValue } from './number-words.ts';
import { dated, RESOLVED_DAY, type Sentence, spanOf } from './rule.ts';
import type { Period, When } from './when.ts';

const COUNT = `\\d{1,3}|${NUMBER_WORD}|an?`;

/** "this morning": chrono-node gives it a clock time and no day. */
export function partsOfToday({ words, published }: Sentence): readonly When[] {
  if (!published) return [];
  return [...words.matchAll(/\bthis (?:morning|afternoon|evening)\b/gi)].map((match) =>
    dated(singleDay(published), spanOf(match), RESOLVED_DAY),
  );
}

const DAYS_AGO = new RegExp(
  `(?<![\\w-])(?:(?<count>${COUNT}) (?:days?|nights?) ago|the (?:day|night) before last)\\b`,
  'gi',
);

/** "opened the new pier 24 days ago"; chrono-node reads "twenty-four" as four. */
export function daysAgo({ words, published }: Sentence): readonly When[] {
  if (!published) return [];
  return [...words.matchAll(DAYS_AGO)].flatMap((match) => {
    const count = match.groups?.count === undefined ? 2 : countOf(match.groups.count);
    return count === undefined
      ? []
      : [dated(singleDay(addDays(published, -count)), spanOf(match), RESOLVED_DAY)];
  });
}

const MONTHS_AGO = new RegExp(
  `(?<![\\w-])(?:(?<which>last|this|next) (?<unit>month|year)|(?<count>${COUNT}) (?<units>month|year)s? ago)\\b(?!-)`,
  'gi',
);

/** "last month", "two years ago"; chrono-node makes a date of "several months ago", too. */
export function monthsAndYearsAgo({ words, published }: Sentence): readonly When[] {
  if (!published) return [];
  return [...words.matchAll(MONTHS_AGO)].flatMap((match) => {
    const { which, unit, count, units } = match.groups ?? {};
    const back = which === undefined ? countOf(count) : { last: 1, this: 0, next: -1 }[which.toLowerCase()];
    const precision = (unit ?? units)?.toLowerCase() === 'month' ? 'month' : 'year';
    // Ten years ago is said loosely, and names no year.
    if (back === undefined || back >= 10) return [];
    const period = precision === 'month' ? monthsBack(published, back) : yearPeriod(yearOf(published) - back);
    return period ? [dated(period, spanOf(match), { precision, certainty: 'resolved' })] : [];
  });
}

function monthsBack(day: Day, count: number): Period | undefined {
  const months = yearOf(day) * 12 + monthOf(day) - 1 - count;
  return monthPeriod(Math.floor(months / 12), (months % 12) + 1);
}

const PART = '(?:day|morning|afternoon|evening|night)';
const COUNTED_DAYS = new RegExp(
  `(?<![\\w-])(?:(?<count>the|${COUNT}) ${PART}s? (?<way>after|before|earlier|later)` +
    `|(?:the|that) (?<which>previous|following|next|same) ${PART}|(?<which2>that) ${PART})\\b`,
  'gi',
);

/**
 * Days counted from the one that the sentence, or else the text before it, names; chrono-node
 * counts from the day of writing. Three kinds of sentence need it:
 * - "The only ones to meet the strikers Thursday were two envoys sent the day before."
 * - "three days after Dec. 17": from the day that follows.
 * - "gave no sign Monday of paying …, a day after hiring 60 hands": it dates the
 *   hiring, which lies the other way, and only if the sentence itself names a day.
 */
export function countedDays({ words, dayBefore }: Sentence, known: readonly When[]): readonly When[] {
  const days = known.filter((other) => other.precision === 'day');
  return [...words.matchAll(COUNTED_DAYS)].flatMap((match) => {
    const span = spanOf(match);
    const step = stepOf(match);
    if (step === undefined) return [];
    const following = days.find(
      ({ span: { start } }) => start >= span.end && BESIDE.test(words.slice(span.end, start)),
    );
    // "Two days earlier, on Monday" names the day itself.
    if (following && /^,/.test(words.slice(span.end))) return [];
    const preceding = days.findLast((other) => other.span.end <= span.start) ?? days[0];
    if (following) return [dated(singleDay(addDays(following.from, step)), span, RESOLVED_DAY)];
    const datesEvent = /(?:after|before)$/i.test(match[0]) && isEventNext(words.slice(span.end));
    // "Oct. 12, the day before the plunge" is that very day.
    const isApposed = preceding !== undefined && /^,\s*$/.test(words.slice(preceding.span.end, span.start));
    if (datesEvent && isApposed && /before$/i.test(match[0])) return [];
    const anchor = preceding?.from ?? (datesEvent ? undefined : dayBefore());
    if (anchor === undefined) return [];
    return [dated(singleDay(addDays(anchor, datesEvent ? -step : step)), span, RESOLVED_DAY)];
  });
}

const COUNTED_YEARS = new RegExp(
  `(?<!\\b(?:over|within|during|for|in) )\\bthe next year\\b|\\bthe (?<which>following|previous|preceding) year\\b|(?<![\\w-])(?<count>${COUNT}) years? (?<way>later|earlier|before|after)\\b`,
  'gi',
);

/** "made a general in 1995, and the following year sent abroad": from the date that the sentence names before. */
export function countedYears({ words }: Sentence, known: readonly When[]): readonly When[] {
  return [...words.matchAll(COUNTED_YEARS)].flatMap((match) => {
    const { which, count, way = '' } = match.groups ?? {};
    const span = spanOf(match);
    const anchor = known.findLast((other) => other.span.end <= span.start);
    const isBack = /earlier|before|previous|preceding/i.test(which ?? way);
    const step = count === undefined ? 1 : countOf(count);
    const isOfEvent = count !== undefined && isEventNext(words.slice(span.end));
    if (anchor === undefined || step === undefined || isOfEvent) return [];
    const period = yearPeriod(yearOf(anchor.from) + (isBack ? -step : step));
    return period ? [dated(period, span, { precision: 'year', certainty: 'resolved' })] : [];
  });
}

const DAY_OF_SERIES = /\b(?:the )?(\d{1,3})(?:st|nd|rd|th) day of\b/gi;

/**
 * "landed at noon on the 30th day of the strike": some count the first day as day
 * one and some count from it. The day is known only when the text names two days so far apart,
 * the start and that day, and no other pair.
 */
export function daysOfSeries({ words, daysNamed }: Sentence): readonly When[] {
  return [...words.matchAll(DAY_OF_SERIES)].flatMap((match) => {
    const count = Number(match[1]);
    const days = [...new Set(daysNamed())];
    const reached = days.filter((day) =>
      days.some((start) => [count - 1, count].includes(daysBetween(start, day))),
    );
    const [day, other] = reached;
    return day && !other && count > 2 ? [dated(singleDay(day), spanOf(match), RESOLVED_DAY)] : [];
  });
}

/** What may stand between days that are counted and the day beside them. */
const BESIDE = /^,?\s+(?:on )?$/;

/** How many days forward; negative for back. */
function stepOf(match: RegExpMatchArray): number | undefined {
  const { count, way, which, which2 } = match.groups ?? {};
  if (which2 !== undefined) return 0;
  if (which !== undefined) return { previous: -1, same: 0 }[which.toLowerCase()] ?? 1;
  const days = count?.toLowerCase() === 'the' ? 1 : countOf(count);
  return days !== undefined && /after|later/i.test(way ?? '') ? days : days && -days;
}

/** Whether what the days are counted from follows, as in "a day after hiring 60 hands". */
function isEventNext(rest: string): boolean {
  return /^\s+[\p{L}\d]/u.test(rest) && !/^\s+(?:and|but|as|by|in|on|at|to|with|from)\b/i.test(rest);
}

function countOf(words = ''): number | undefined {
  if (/^\d+$/.test(words)) return Number(words);
  return /^an?$/i.test(words) ? 1 : numberWordValue(words);
}
