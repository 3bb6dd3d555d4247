import type { Day } from '../corpus/day.ts';
import { paragraphsOf } from '../corpus/paragraphs.ts';
import { overlaps, type Span, slice } from '../corpus/span.ts';
import { calendarDates, daysAfterDay, daysOfMonth } from './calendar-rules.ts';
import { clocksAlone, zonedClocks } from './clock-rules.ts';
import { dayComesFirst } from './day-order.ts';
import { holidays } from './holiday-rules.ts';
import {
  countedDays,
  countedYears,
  daysAgo,
  daysOfSeries,
  monthsAndYearsAgo,
  partsOfToday,
} from './relative-rules.ts';
import type { Rule, Sentence } from './rule.ts';
import { weekdaysCounted, weekdaysOfMonth, weekdaysWithDay } from './weekday-rules.ts';
import type { When } from './when.ts';
import { seasons, shortYears, spelledYears, years } from './year-rules.ts';

/** What a text's dates are worked out against: an article is one. */
export interface DateReference {
  /** The day of publication. Without it only dates that name their year can be placed. */
  readonly published?: Day | undefined;
  /** Whose text it is: a British paper writes 5 March as 05/03. */
  readonly publisher?: string | undefined;
}

/** Rules for dates that stand on their own; one that takes some words keeps them from the next. */
const OWN_RULES: readonly Rule[] = [
  zonedClocks,
  holidays,
  weekdaysCounted,
  weekdaysOfMonth,
  weekdaysWithDay,
  calendarDates,
  daysAfterDay,
  daysOfMonth,
  partsOfToday,
  daysAgo,
  monthsAndYearsAgo,
  years,
  shortYears,
  spelledYears,
  seasons,
];

/** Rules for phrases that lean on a day named elsewhere. */
const LEANING_RULES: readonly Rule[] = [countedDays, countedYears, daysOfSeries, clocksAlone];
const ALL_RULES = [...OWN_RULES, ...LEANING_RULES];

/** How far back a phrase such as "the day before" looks for the day it leans on, in characters. */
const LOOK_BACK = 400;

/**
 * Every date named within a span of a text, in order: explicit dates, weekdays and phrases worked
 * out against the day of publication, each the nearest that the tense of its words allows. One
 * that may as well lie behind as ahead is left out, and so are weeks ("last week"), which are no
 * day, month or year.
 * @param within usually a sentence; the text before it is read for what "the day before" leans on
 */
export function resolveDates(text: string, within: Span, reference: DateReference): readonly When[] {
  return dateReader(text, reference)(within);
}

/** Resolves the dates of one span of a text after another: what the whole text names is read once. */
export function dateReader(text: string, reference: DateReference): (within: Span) => readonly When[] {
  let named: readonly Day[] | undefined;
  const daysNamed = () => {
    named ??= paragraphsOf(text).flatMap((paragraph) => daysOf(text, paragraph, reference));
    return named;
  };
  return (within) => {
    const { start } = within;
    const found = applyRules(ALL_RULES, {
      ...wordsAt(text, within, reference),
      dayBefore: () => daysOf(text, { start: Math.max(0, start - LOOK_BACK), end: start }, reference).at(-1),
      daysNamed,
    });
    return found.map((when) => ({
      ...when,
      span: { start: when.span.start + start, end: when.span.end + start },
    }));
  };
}

/** The days that a span of a text names on its own. */
function daysOf(text: string, span: Span, reference: DateReference): readonly Day[] {
  const leaningOnNothing = { dayBefore: () => undefined, daysNamed: () => [] };
  return applyRules(OWN_RULES, { ...wordsAt(text, span, reference), ...leaningOnNothing })
    .filter((when) => when.precision === 'day')
    .map((when) => when.from);
}

function wordsAt(
  text: string,
  span: Span,
  { published, publisher }: DateReference,
): Pick<Sentence, 'words' | 'article' | 'published' | 'dayComesFirst'> {
  const order = () => dayComesFirst(text, publisher);
  return { words: slice(text, span), article: text, dayComesFirst: order, ...(published && { published }) };
}

function applyRules(rules: readonly Rule[], sentence: Sentence): readonly When[] {
  let known: readonly When[] = [];
  for (const rule of rules) {
    const before = known;
    const added = rule(sentence, before).filter(
      ({ span }) => !before.some((other) => overlaps(other.span, span)),
    );
    if (added.length > 0) known = [...before, ...added].sort((a, b) => a.span.start - b.span.start);
  }
  return known.filter(({ span }) => !isDateline(sentence.words, span));
}

/** "LIMA, Dec. 18 (Reuter) -" says when and where a report was filed, not when anything happened. */
function isDateline(words: string, span: Span): boolean {
  return (
    /^[\p{Lu}\s.'’-]{3,}(?:,[\p{L}\s.]{0,20})?,\s*$/u.test(words.slice(0, span.start)) &&
    /^,?\s*(?:\([^)]{2,20}\)\s*)?(?:--|[-–—_])\s/.test(words.slice(span.end))
  );
}
