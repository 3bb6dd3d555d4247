import { addDays, type Day, dayOf } from '../corpus/day.ts';
import { overlaps, type Span } from '../corpus/span.ts';
import { monthOf, monthPeriod, singleDay, thirdOf, yearOf } from './calendar.ts';
import { type DateParts, type NamedDate, namedDates } from './calendar-dates.ts';
import { numericDay } from './day-order.ts';
import { isMeant, textBefore } from './mentions.ts';
import { dayNamed, directed, monthNamed, weekdayNamed, writingAt } from './placing.ts';
import { dated, RESOLVED_DAY, type Sentence, STATED_DAY, spanOf } from './rule.ts';
import type { When } from './when.ts';

/** Calendar dates, month names, weekdays and "yesterday": found by chrono-node, placed by us. */
export function calendarDates(sentence: Sentence): readonly When[] {
  return calendarMentions(sentence.words)
    .slice(0, MOST_DATES)
    .flatMap((named) => placeNamed(sentence, named) ?? []);
}

/** The most dates that are read of one sentence, each of which costs 0.1 ms. */
export const MOST_DATES = 40;

/** The dates that a sentence means, as it names them. */
export function calendarMentions(words: string): readonly NamedDate[] {
  const found = namedDates(words).slice(0, 2 * MOST_DATES);
  return [...found, ...mayAlone(words, found)]
    .map((named) => withoutCount(named))
    .filter((named) => isMeant(words, named))
    .sort((a, b) => a.span.start - b.span.start);
}

/** "last May", "the May shooting": chrono-node takes the name alone for the verb. */
function mayAlone(words: string, found: readonly NamedDate[]): readonly NamedDate[] {
  return [...words.matchAll(/(?<=\s)May\b(?!\. \d)/g)].slice(0, MOST_DATES).flatMap((match) => {
    const span = spanOf(match);
    return found.some((other) => overlaps(other.span, span))
      ? []
      : [{ span, words: match[0], start: { month: 5 } }];
  });
}

/** "On Dec. 17, 22 gunmen": a number of two digits after a day is no year, and no part of the date. */
function withoutCount(named: NamedDate): NamedDate {
  const match = /^(.*\p{L}.*?),?\s+\d{2}$/u.exec(named.words);
  const { year, ...start } = named.start;
  if (!match?.[1] || year === undefined || start.day === undefined || named.end) return named;
  return {
    ...named,
    span: { ...named.span, end: named.span.start + match[1].length },
    words: match[1],
    start,
  };
}

/** A found date in the calendar; undefined when it cannot be told which is meant. */
export function placeNamed(sentence: Sentence, named: NamedDate): When | undefined {
  const { words, published } = sentence;
  const span = widened(words, named);
  const { end, offset } = named;
  if (offset !== undefined)
    return published && dated(singleDay(addDays(published, offset)), span, RESOLVED_DAY);
  if (/^[\d/.-]+$/.test(named.words)) {
    const day = numericDay(named, sentence.dayComesFirst);
    return day && dated(singleDay(day), span, STATED_DAY);
  }
  const start = {
    ...yearBeside(words, span.end, published),
    ...yearAfterNoun(sentence, named),
    ...named.start,
  };
  const writing = start.year === undefined ? writingAt(sentence, span.start, named.span.end) : undefined;
  if (start.day !== undefined) {
    const from = dayNamed(start, writing);
    if (from === undefined) return undefined;
    return dated({ from, to: lastDay(from, end) }, span, STATED_DAY);
  }
  if (start.month !== undefined) return placeMonth(sentence, { ...named, start });
  const day = writing && weekdayNamed(named, writing);
  return day && dated(singleDay(day), span, RESOLVED_DAY);
}

/** The second end of a stretch of days, which may lie in the next year: "Dec. 30-Jan. 2". */
function lastDay(from: Day, end: DateParts | undefined): Day {
  if (!end) return from;
  const year = end.year ?? yearOf(from);
  const days = [year, year + 1].map((one) => dayOf(one, end.month ?? monthOf(from), end.day ?? 0));
  return days.find((day) => day !== undefined && day >= from) ?? from;
}

/** "17 December last year"; and the stamp "Thu Oct 26 11:00:09 EDT 1995". */
const YEAR_BESIDE = /^,?\s+(?:of\s+)?(?<which>last|this|next)\s+year\b/i;
const YEAR_AFTER_CLOCK = /^\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+[A-Z]{3,4})?\s+(?<year>(?:19|20)\d{2})\b/;

/** The named words with what belongs to them, "early Friday", "Tuesday night", and without "on". */
function widened(words: string, { span, words: date, start }: NamedDate): Span {
  const lead = /^(?:on|in)\s+/i.exec(date)?.[0].length ?? 0;
  const before = /\b(?:early|earlier|late|later|mid)[\s-]+(?:on\s+|in\s+)?$/i.exec(
    textBefore(words, span.start + lead),
  );
  const rest = words.slice(span.end);
  const year = start.month === undefined ? null : (YEAR_BESIDE.exec(rest) ?? YEAR_AFTER_CLOCK.exec(rest));
  const after = year ?? /^\s+(?:morning|afternoon|evening|night)\b/.exec(rest);
  return { start: span.start + lead - (before?.[0].length ?? 0), end: span.end + (after?.[0].length ?? 0) };
}

/** The year that stands beside a date in other words: "last year" or the year of a stamp. */
export function yearBeside(words: string, end: number, published: Day | undefined): DateParts {
  const which = /(?<which>last|this|next)\s+year$/i
    .exec(textBefore(words, end))
    ?.groups?.which?.toLowerCase();
  const stamp = /:\d{2}(?:\s+[A-Z]{3,4})?\s+(?<year>\d{4})$/.exec(textBefore(words, end))?.groups?.year;
  if (stamp !== undefined) return { year: Number(stamp) };
  const shift = { last: -1, this: 0, next: 1 }[which ?? ''];
  return published === undefined || shift === undefined ? {} : { year: yearOf(published) + shift };
}

/** Days that stand for what happened on them, and its year. */
const NAMED_DAYS = [
  { month: 9, day: 11, year: 2001, of: /^\s+(?:\p{L}+\s+)?(?:attacks|hijack|commission|terror)/u },
];

/** "the Feb. 26 incident of 1936", "the Sept. 11 attacks": the day belongs to the event's own year. */
function yearAfterNoun({ words, published }: Sentence, { span, start }: NamedDate): DateParts {
  if (start.day === undefined || start.year !== undefined) return {};
  const after = words.slice(span.end, span.end + 80);
  const stated = /^\s+\p{Ll}+(?:\s\p{Ll}+)? of (?<year>1[5-9]\d{2}|20\d{2})\b/u.exec(after)?.groups?.year;
  if (stated !== undefined) return { year: Number(stated) };
  const event = NAMED_DAYS.find(
    ({ month, day, of }) => month === start.month && day === start.day && of.test(after),
  );
  return event && (published === undefined || yearOf(published) >= event.year) ? { year: event.year } : {};
}

function placeMonth(sentence: Sentence, named: NamedDate): When | undefined {
  const { words } = sentence;
  const { year, month = 0 } = named.start;
  const span = widened(words, named);
  const which = /\b(last|next)\s+$/i.exec(textBefore(words, named.span.start))?.[1]?.toLowerCase();
  const writing = year === undefined ? writingAt(sentence, span.start, named.span.end) : undefined;
  const whole =
    year === undefined
      ? writing && monthNamed(month, directed(writing, which), which !== undefined)
      : monthPeriod(year, month);
  const part = /^(?:early|mid|late)\b/i.exec(words.slice(span.start))?.[0].toLowerCase();
  if (!whole) return undefined;
  const period = part === 'early' || part === 'mid' || part === 'late' ? thirdOf(whole, part) : whole;
  return dated(period, span, { precision: 'month', certainty: 'stated' });
}

const DAY_OF_MONTH = /\bon the (?<day>\d{1,2})(?:st|nd|rd|th)(?=[.,;:)]|$)/gi;

/** Sentences of holes and floors, whose ordinals are no days. */
const NO_DAYS =
  /\b(?:birdied?|bogey(?:ed)?|eagled?|par(?:red)?|putt(?:ed|s)?|tee|green|fairway|hole[ds]?|lead|ball|room|floor|flat|apartment|office|suite|elevator|lift)\b/i;

/** "the second group left on the 20th." is the last such day, which chrono-node does not read. */
export function daysOfMonth({ words, published }: Sentence): readonly When[] {
  if (!published || NO_DAYS.test(words)) return [];
  return [...words.matchAll(DAY_OF_MONTH)].flatMap((match) => {
    const monthsBack = [0, 1, 2].map((back) => yearOf(published) * 12 + monthOf(published) - 1 - back);
    const days = monthsBack.map((months) =>
      dayOf(Math.floor(months / 12), (months % 12) + 1, Number(match.groups?.day)),
    );
    const day = days.find((candidate) => candidate && candidate <= published);
    return day === undefined ? [] : [dated(singleDay(day), spanOf(match), RESOLVED_DAY)];
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
