import { addDays } from '../corpus/day.ts';
import { daysBetween, earlier, later, monthPeriod, WEEKDAYS, yearPeriod } from './calendar.ts';
import { type Expression, expressionsIn } from './question-expressions.ts';
import type { CorpusDays, Period } from './when.ts';

/** How a question relates to the time it names: "by" includes it, as does "since". */
export type Relation = 'during' | 'before' | 'by' | 'since' | 'after';

/** The time that a question names. */
export interface TimeAsked {
  /** The days asked about: for "before Christmas", the first day of the corpus to 24 December. */
  readonly period: Period;
  /** The days named: for "before Christmas", 25 December. */
  readonly named: Period;
  readonly relation: Relation;
  /** Whether it is the day of a report, as in "the 21 dec report", and not of what happened. */
  readonly ofReport: boolean;
  /** The words that say so, in lower case, slips of the pen mended. */
  readonly words: string;
}

/**
 * The time that a question names, as people type it: "on December 20", "thurs 19 dec", "before
 * xmas", "second week of january". The corpus's days complete a missing year. Undefined when the
 * question names none: "after the raid" names an event and "on Friday" could be any (for that see
 * `weekdayAsked`); "yesterday" and "last night" are those of an article, when people repeat its words.
 */
export function periodAsked(question: string, corpus: CorpusDays): TimeAsked | undefined {
  const text = normalised(question);
  const found = expressionsIn(text, corpus);
  const chosen = joined(text, found) ?? compared(found) ?? finest(found);
  return chosen && related(text, chosen, corpus);
}

/** A weekday that a question names without a date: "on friday", "the tuesday raid". */
export function weekdayAsked(
  question: string,
): { readonly weekday: number; readonly words: string } | undefined {
  const text = normalised(question);
  const match =
    /\b(sunday|monday|tuesday|wednesday|thursday|friday|saturday)s?\b|(?<=\b(?:on|last) )(?:sun|mon|tues?|wed|thur?s?|fri|sat)\b/.exec(
      text,
    );
  const name = match?.[0];
  if (name === undefined) return undefined;
  return { weekday: WEEKDAYS.findIndex((weekday) => weekday.startsWith(name.slice(0, 3))), words: name };
}

/**
 * The days that a text such as a filter's value names, when it names nothing else: "20 dec 96",
 * "1997-01", "christmas"; undefined otherwise.
 * @param dayFirst whether the person writes 4 March as 04/03; undefined when that is not known
 */
export function periodNamed(text: string, corpus: CorpusDays, dayFirst?: boolean): Period | undefined {
  const words = normalised(text).trim();
  const iso = /^(\d{4})-(\d{2})$/.exec(words);
  if (iso) return monthPeriod(Number(iso[1]), Number(iso[2]));
  const bare = /^\d{4}$/.test(words) ? yearPeriod(Number(words)) : undefined;
  const found = expressionsIn(words, corpus, dayFirst);
  const whole = joined(words, found) ?? found[0];
  const rest = whole && words.slice(0, whole.span.start) + words.slice(whole.span.end);
  return (
    bare ?? (rest !== undefined && /^[\s,.]*(?:(?:on|in|the|at)\s+)?$/.test(rest) ? whole?.named : undefined)
  );
}

/** Long names that are often misspelt. A shorter one is too near to other words. */
const LONG_NAMES = ['january', 'february', 'september', 'october', 'november', 'december', 'christmas'];

/** Lower case, one kind of apostrophe, and the usual short forms and slips written out. */
function normalised(question: string): string {
  return question
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/\bx-?mas\b/g, 'christmas')
    .replace(/\bweds\b/g, 'wed')
    .replace(/\bnew\s?years?(?!')\b/g, 'new year')
    .replace(/\b[jfsondc][a-z]{5,10}\b/g, (word) => LONG_NAMES.find((name) => isSlipOf(word, name)) ?? word);
}

/** Whether a word is the other but for one letter too many, too few or wrong, or two side by side swapped. */
function isSlipOf(word: string, name: string): boolean {
  const shorter = Math.min(word.length, name.length);
  let start = 0;
  while (start < shorter && word[start] === name[start]) start += 1;
  let end = 0;
  while (end < shorter - start && word.at(-1 - end) === name.at(-1 - end)) end += 1;
  const [own, wanted] = [word.slice(start, word.length - end), name.slice(start, name.length - end)];
  if (own.length <= 1 && wanted.length <= 1) return start > 0;
  return own.length === 2 && own === `${wanted[1]}${wanted[0]}` && wanted.length === 2;
}

/** "between dec 20 and christmas", "from 20 to 23 dec": two expressions that a word joins. */
function joined(text: string, [first, second]: readonly Expression[]): Expression | undefined {
  if (!first || !second) return undefined;
  const between = text.slice(first.span.end, second.span.start);
  return /^\s*(?:and|to|til+|until|through|thru|-|–)\s*(?:the\s+)?$/.test(between)
    ? stretch(first, second)
    : undefined;
}

/** "dec 19 or dec 22, which was bigger": days that are compared, and all between them. */
function compared(found: readonly Expression[]): Expression | undefined {
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last || first === last) return undefined;
  const areDays = found.every(({ named }) => daysBetween(named.from, named.to) < 7);
  return areDays ? stretch(first, last) : undefined;
}

function stretch(first: Expression, last: Expression): Expression | undefined {
  if (last.named.to < first.named.from) return undefined;
  const named = { from: first.named.from, to: later(first.named.to, last.named.to) };
  return { span: { start: first.span.start, end: last.span.end }, named };
}

function finest(found: readonly Expression[]): Expression | undefined {
  const length = ({ named }: Expression) => daysBetween(named.from, named.to);
  return [...found].sort((a, b) => length(a) - length(b))[0];
}

const RELATION =
  /\b(?:(?<close>just|right|shortly|immediately|straight)\s+)?(?<word>before|prior to|ahead of|by|until|till?|up to|as of|as at|after|following|since|from|around|about)\s+(?:(?:the|end of|late|early|night of|morning of)\s+)*$/;

/** How many days "just before" and "right after" reach. */
const CLOSE_DAYS = 3;

function related(text: string, { span, named }: Expression, { first, last }: CorpusDays): TimeAsked {
  const match = RELATION.exec(text.slice(0, span.start));
  const { word = '', close } = match?.groups ?? {};
  const isRange = /\b(?:to|and|-|until|till?)\b/.test(text.slice(span.start, span.end));
  const ofReport = /^'?s?\s+(?:report|paper|story|article|piece|edition|news|copy)\b/.test(
    text.slice(span.end),
  );
  // "from … to …" is one stretch, and "going by the 23 april story" one report.
  const isWhole = (isRange && word === 'from') || (ofReport && word === 'by');
  const relation = isWhole ? 'during' : relationOf(word);
  const reach = close === undefined ? undefined : CLOSE_DAYS;
  const dayBefore = addDays(named.from, -1);
  const dayAfter = addDays(named.to, 1);
  const periods: Record<Relation, Period> = {
    during: /around|about/.test(word) ? { from: addDays(named.from, -2), to: addDays(named.to, 2) } : named,
    before: { from: reach ? addDays(named.from, -reach) : earlier(first, dayBefore), to: dayBefore },
    by: { from: earlier(first, named.to), to: named.to },
    since: { from: named.from, to: later(last, named.to) },
    after: { from: dayAfter, to: reach ? addDays(named.to, reach) : later(last, dayAfter) },
  };
  const words = text.slice(match?.index ?? span.start, span.end);
  return { period: periods[relation], named, relation, ofReport, words };
}

function relationOf(word: string): Relation {
  if (/^(?:before|prior|ahead)/.test(word)) return 'before';
  if (/^(?:by|until|till?|up to|as )/.test(word)) return 'by';
  if (/^(?:after|following)/.test(word)) return 'after';
  return /^(?:since|from)/.test(word) ? 'since' : 'during';
}
