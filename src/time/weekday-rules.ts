import { addDays, type Day, dayOf, weekdayOf } from '../corpus/day.ts';
import {
  daysBetween,
  monthOf,
  nthWeekday,
  singleDay,
  weekdayNumber,
  weekdayOnOrAfter,
  weekdayOnOrBefore,
  yearOf,
} from './calendar.ts';
import { NUMBER_WORD, numberWordValue } from './number-words.ts';
import { chosen, lastWeekday, writingAt, yearlyDay } from './placing.ts';
import { dated, RESOLVED_DAY, type Sentence, STATED_DAY, spanOf } from './rule.ts';
import type { When } from './when.ts';

const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const COUNT = `\\d{1,2}|${NUMBER_WORD}|a`;

const COUNTED = new RegExp(
  `\\b(?:(?:(?<count>${COUNT}) weeks?|(?<fortnight>a fortnight)) (?<way>on|from|last|next) (?<weekday>${WEEKDAY})` +
    `|(?<coming>${WEEKDAY}) (?<span>week|fortnight)(?=[.,;:)]|$|\\s(?:and|at|in|when|to|after|for|with)\\b)` +
    `|the (?<earlier>${WEEKDAY}) before last|(?<late>${WEEKDAY}) last(?=[.,;:)]|$|\\s(?:and|at|in|when|to|after)\\b))`,
  'gi',
);

/** "a week on Friday", "Monday week", "the Monday before last", "Thursday last": chrono-node reads the weekday alone. */
export function weekdaysCounted({ words, published }: Sentence): readonly When[] {
  if (!published) return [];
  return [...words.matchAll(COUNTED)].flatMap((match) => {
    const day = countedDay(match.groups ?? {}, published);
    return day === undefined ? [] : [dated(singleDay(day), spanOf(match), RESOLVED_DAY)];
  });
}

function countedDay(groups: Readonly<Record<string, string | undefined>>, published: Day): Day | undefined {
  const { count, fortnight, way = '', weekday, coming, span, earlier, late } = groups;
  const number = weekdayNumber(weekday ?? coming ?? earlier ?? late ?? '');
  const last = weekdayOnOrBefore(number, addDays(published, -1));
  const next = weekdayOnOrAfter(number, addDays(published, 1));
  if (late !== undefined) return lastWeekday(number, published);
  if (earlier !== undefined) return addDays(last, -7);
  if (coming !== undefined) return addDays(next, span?.toLowerCase() === 'week' ? 7 : 14);
  const weeks = fortnight !== undefined ? 2 : count?.toLowerCase() === 'a' ? 1 : countOf(count);
  if (weeks === undefined) return undefined;
  return way.toLowerCase() === 'last' ? addDays(last, -7 * weeks) : addDays(next, 7 * weeks);
}

function countOf(words = ''): number | undefined {
  return /^\d+$/.test(words) ? Number(words) : numberWordValue(words);
}

const WITH_DAY = new RegExp(
  `\\b(?<weekday>${WEEKDAY}),?\\s(?:the\\s)?(?<day>\\d{1,2})(?:(?:st|nd|rd|th)\\b(?=[,.;:)]|$|\\s(?:and|or|to|at|in|when|as|after|before|for|with|by)\\b)|(?=[,.;)]|$|\\s(?:and|to|or)\\s${WEEKDAY}))(?!\\.\\d|,\\d)`,
  'gu',
);

/** How far from publication a day without its month may lie, in days. */
const NEAR = 45;

/** "Tuesday the 22nd", "Monday 21, Tuesday 22 and Friday 25 April": the weekday tells the month. */
export function weekdaysWithDay(sentence: Sentence): readonly When[] {
  const { words, published } = sentence;
  if (!published) return [];
  return [...words.matchAll(WITH_DAY)].flatMap((match) => {
    const span = spanOf(match);
    const weekday = weekdayNumber(match.groups?.weekday ?? '');
    const writing = writingAt(sentence, span.start, span.end);
    const days = daysNear(published, Number(match.groups?.day)).filter((day) => weekdayOf(day) === weekday);
    const behind = days.findLast((day) => day <= published);
    const ahead = days.find((day) => day > published);
    const day = behind && ahead && writing ? chosen(writing, behind, ahead) : (behind ?? ahead);
    return day === undefined ? [] : [dated(singleDay(day), span, RESOLVED_DAY)];
  });
}

function daysNear(published: Day, day: number): readonly Day[] {
  return [-2, -1, 0, 1, 2].flatMap((shift) => {
    const months = yearOf(published) * 12 + monthOf(published) - 1 + shift;
    const found = dayOf(Math.floor(months / 12), (months % 12) + 1, day);
    return found && Math.abs(daysBetween(found, published)) <= NEAR ? [found] : [];
  });
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'last'];
const OF_MONTH = new RegExp(
  `\\bthe (?<which>${ORDINALS.join('|')}) (?<weekday>${WEEKDAY}) (?:in|of) (?<month>${MONTHS.join('|')})\\b(?:,? (?<year>\\d{4})\\b)?`,
  'gi',
);
const HABIT = /\b(?:always|usually|every|each|traditionally|normally|annual(?:ly)?)\b/i;

/** "the last Monday in May"; not "The fair always closes on the first Sunday of July". */
export function weekdaysOfMonth(sentence: Sentence): readonly When[] {
  const { words } = sentence;
  if (HABIT.test(words)) return [];
  return [...words.matchAll(OF_MONTH)].flatMap((match) => {
    const { which = '', weekday = '', month = '', year } = match.groups ?? {};
    const span = spanOf(match);
    const inYear = (one: number) =>
      nthWeekday(
        { year: one, month: MONTHS.indexOf(month.toLowerCase()) + 1 },
        weekdayNumber(weekday),
        ORDINALS.indexOf(which.toLowerCase()),
      );
    const day =
      year === undefined
        ? yearlyDay(inYear, writingAt(sentence, span.start, span.end))
        : inYear(Number(year));
    return day === undefined ? [] : [dated(singleDay(day), span, STATED_DAY)];
  });
}
