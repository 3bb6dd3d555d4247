import type { Day } from '../corpus/day.ts';
import { paragraphsOf } from '../corpus/sentences.ts';
import { overlaps, type Span, slice } from '../corpus/span.ts';
import { calendarDates, daysAfterDay, daysOfMonth, holidays, shortYears, years } from './calendar-rules.ts';
import { clocksAlone, zonedClocks } from './clock-rules.ts';
import { countedDays, daysAgo, daysOfSeries, monthsAndYearsAgo, partsOfToday } from './relative-rules.ts';
import type { Rule, Sentence } from './rule.ts';
import type { When } from './when.ts';

/** What a text's dates are worked out against. */
export interface DateReference {
  /** The day of publication. Without it only dates that name their year can be placed. */
  readonly published?: Day;
}

/** Rules for dates that stand on their own; one that takes some words keeps them from the next. */
const OWN_RULES: readonly Rule[] = [
  zonedClocks,
  calendarDates,
  daysAfterDay,
  daysOfMonth,
  holidays,
  partsOfToday,
  daysAgo,
  monthsAndYearsAgo,
  years,
  shortYears,
];

/** Rules for phrases that lean on a day named elsewhere. */
const LEANING_RULES: readonly Rule[] = [countedDays, daysOfSeries, clocksAlone];

/** How far back a phrase such as "the day before" looks for the day it leans on, in characters. */
const LOOK_BACK = 400;

/**
 * Every date named within a span of a text, in order: explicit dates, weekdays and phrases worked
 * out against the day of publication. What has happened never lies after that day; what is still
 * to come may. Weeks ("last week") are left out: they are no day, month or year.
 * @param within usually a sentence; the text before it is read for what "the day before" leans on
 */
export function resolveDates(text: string, within: Span, reference: DateReference): readonly When[] {
  const sentence = sentenceAt(text, within, reference);
  const found = applyRules([...OWN_RULES, ...LEANING_RULES], sentence);
  return found.map((when) => ({
    ...when,
    span: { start: when.span.start + within.start, end: when.span.end + within.start },
  }));
}

function sentenceAt(text: string, within: Span, { published }: DateReference): Sentence {
  const daysOf = (span: Span) =>
    applyRules(OWN_RULES, sentenceAt(text, span, { ...(published && { published }) }))
      .filter((when) => when.precision === 'day')
      .map((when) => when.from);
  return {
    words: slice(text, within),
    article: text,
    ...(published && { published }),
    dayBefore: () => daysOf({ start: Math.max(0, within.start - LOOK_BACK), end: within.start }).at(-1),
    daysNamed: () => paragraphsOf(text).flatMap(daysOf),
  };
}

function applyRules(rules: readonly Rule[], sentence: Sentence): readonly When[] {
  let known: readonly When[] = [];
  for (const rule of rules) {
    const isFree = ({ span }: When) => !known.some((other) => overlaps(other.span, span));
    const added = rule(sentence, known).filter(isFree);
    known = [...known, ...added].sort((a, b) => a.span.start - b.span.start);
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
