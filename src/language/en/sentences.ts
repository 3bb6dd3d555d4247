import { type Span, slice, trimmed } from '../../corpus/span.ts';
import {
  AFTER_HOURS,
  AFTER_NAMES,
  BEFORE_NUMBERS,
  LETTERED,
  MONTHS,
  NEVER_LAST,
  OFFICES,
  PLACES,
  SOMETIMES_LAST,
  TITLES,
  UNITS,
  WEEKDAYS,
} from './abbreviations.ts';
import { listItemStarts } from './list-items.ts';
import { STOP_WORDS } from './stop-words.ts';
import { isFiniteVerb, SAYING } from './verbs.ts';
import { wordSet } from './word-set.ts';

/** How many characters on either side of a possible end are looked at, so that a long text costs no more. */
const CONTEXT = 200;

/** A mark that may end a sentence, or a row of them: "?!", "...", ". . .". */
const MARKS = /[.!?…](?:[^\S\n]?[.!?…])*/g;

/** A possible end, with what stands on either side of it. */
interface Place {
  /** From the sentence's start to the mark. */
  readonly before: string;
  readonly mark: string;
  /** The quotation marks and brackets that close after the mark. */
  readonly closers: string;
  readonly after: string;
}

/** The sentences within a span, in order, without the white space between them. */
export function sentencesOf(text: string, within: Span): readonly Span[] {
  const words = slice(text, within);
  const starts = [0, ...listItemStarts(words), words.length];
  const ends = starts.slice(1).flatMap((end, i) => {
    const from = starts[i] ?? 0;
    return [...endsIn(words.slice(from, end)).map((at) => from + at), end];
  });
  return ends.flatMap((end, i) => {
    const span = { start: within.start + (ends[i - 1] ?? 0), end: within.start + end };
    return trimmed(text, span) ?? [];
  });
}

/** Where sentences end within a text that is no list, but for the last. */
function endsIn(words: string): readonly number[] {
  const ends: number[] = [];
  let quotes = 0;
  let counted = 0;
  for (const { 0: mark, index } of words.matchAll(MARKS)) {
    quotes += words.slice(counted, index).split('"').length - 1;
    counted = index;
    const start = Math.max(ends.at(-1) ?? 0, index - CONTEXT);
    const end = closedAt(words, index + mark.length, quotes % 2 === 1);
    const place = {
      before: words.slice(start, index).trimStart(),
      mark,
      closers: words.slice(index + mark.length, end),
      after: words.slice(end, end + CONTEXT),
    };
    if (isEnd(place)) ends.push(end);
  }
  return ends;
}

const CLOSERS = /["'”’)\]»]*/y;
/** A closing mark that a blank keeps from its sentence. */
const STRAY = /[^\S\n]+(?:["”](?=\s|$))/y;

/** Where the quotation marks and brackets that close at a place end. */
function closedAt(words: string, at: number, isQuoted: boolean): number {
  const closers = matchAt(CLOSERS, words, at);
  const end = at + closers.length;
  const opensNext = !isQuoted && closers.endsWith('"') && /\p{L}/u.test(words.charAt(end));
  if (opensNext) return end - 1;
  const stray = closers === '' ? matchAt(STRAY, words, at) : '';
  return stray.endsWith('”') || isQuoted ? end + stray.length : end;
}

function matchAt(pattern: RegExp, words: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(words)?.[0] ?? '';
}

/** How a sentence begins: with a capital, a figure, a quotation mark, or a name such as "iPhone" and "al-Azhar". */
const BEGINS = /^(?:["“'‘«([¿¡$£€#]*(?:[\p{Lu}\p{Lo}\p{N}]|\p{Ll}{1,2}\p{Lu}|[ae]l-\p{Lu})|["“])/u;

function isEnd({ before, mark, closers, after }: Place): boolean {
  const next = after.trimStart();
  if (next === '' || !BEGINS.test(next)) return false;
  if (next === after && !isJoined(before, mark, closers, after)) return false;
  if (/[!?]/.test(mark)) return !goesOn(closers, next);
  if (mark !== '.') return !isStammer(before, next);
  if (isItemNumber(before)) return false;
  return closers !== '' || !isAbbreviated(before, next);
}

/** The last word of a text, without what opens before it. */
function lastWord(before: string): string {
  return /[^\s"“'‘([«]*$/u.exec(before)?.[0] ?? '';
}

/** Domains that a capital may stand before: "Booking.Com". */
const DOMAINS = /^(?:com|org|net|edu|gov|info|co|uk|tv)\b/i;

/** Whether two sentences have no blank between them: "ended at dawn.The hostages". */
function isJoined(before: string, mark: string, closers: string, after: string): boolean {
  if (!/(?:\p{Ll}{2}|\p{N})$/u.test(before) || mark.length > 1) return false;
  if (/[/@\\]|^www\./i.test(lastWord(before)) || DOMAINS.test(after)) return false;
  if (closers !== '' || /^["“‘(]/.test(after)) return /^["“‘(]?\p{Lu}/u.test(after);
  return /^(?:\p{Lu}\p{Ll}|[AI]\s)/u.test(after) && !/^\p{L}+[.@/]\p{L}/u.test(after);
}

const SAYS = `(?:${[...SAYING].join('|')})`;
/** Who said what stands before: "Lund asked", "Mr. Ito cried". */
const ATTRIBUTION = new RegExp(`^(?:\\p{Lu}[\\p{L}’'-]*\\.?\\s){1,3}${SAYS}\\b(?!\\s+that\\b)`, 'u');

/** Whether a question or a cry is part of a longer sentence. */
function goesOn(closers: string, next: string): boolean {
  if (/["'”’]/.test(closers)) return ATTRIBUTION.test(next) && !isOpening(next);
  return /^(?:Inc|Corp|Ltd)\b/.test(next);
}

/** "I... I do not know." */
function isStammer(before: string, next: string): boolean {
  const word = lastWord(before).toLowerCase();
  return word !== '' && firstWord(next).toLowerCase() === word;
}

function firstWord(next: string): string {
  return /^["“'‘«([¿¡]*(?<word>[\p{L}\p{N}][\p{L}\p{M}\p{N}’']*)/u.exec(next)?.groups?.word ?? '';
}

/** Other words than stop words that begin a sentence and seldom a name. */
const ADVERBS = wordSet(
  'however meanwhile later yesterday today tomorrow according although though despite since without within another',
  'many much several every among instead still even perhaps maybe once whether whatever nobody everybody nothing',
  'everything someone everyone authorities officials police people one two three four five six seven eight nine ten',
);

/** Whether a sentence begins here for certain: with a word that is no part of a name. */
function isOpening(next: string): boolean {
  if (/^["“]/.test(next)) return true;
  const word = firstWord(next);
  if (!/^(?:\p{Lu}\p{Ll}|[AI]$)/u.test(word) || /^[AI]\./.test(next)) return false;
  const lower = word.toLowerCase().replace(/[’'].*$/, '');
  return (STOP_WORDS.has(lower) && !/^(?:will|may|us|am)$/.test(lower)) || ADVERBS.has(lower);
}

/** Whether all that stands before is the number or letter of a list's item. */
function isItemNumber(before: string): boolean {
  return /(?:^|[:;]\s+)\(?(?:\d{1,3}|[a-h])$/.test(before);
}

function isAbbreviated(before: string, next: string): boolean {
  const word = lastWord(before).replace(/^.*-(?=\p{L}{2,}$)/u, ''); // "Ex-Gov.", "D-Calif."
  const lower = word.toLowerCase();
  const head = before.slice(0, before.length - word.length).trimEnd();
  if (/^(?:\p{L}{1,2}\.)+\p{L}{1,2}$/u.test(word)) return !mayEndAfterInitials(lower, head, before, next);
  if (/^\p{L}$/u.test(word)) return !mayEndAfterLetter(word, head, next);
  if (BEFORE_NUMBERS.has(lower) && /^\p{N}/u.test(next)) return !(lower === 'no' && isAnswer(head));
  if (UNITS.has(lower) && /\p{N}$/u.test(head)) return /^\p{N}/u.test(next) || isAttribute(head);
  return isAbbreviation(word, lower) && !mayEndAfterWord(lower, head, before, next);
}

/** Whether "no" answers: "He said no. 38 left." */
function isAnswer(head: string): boolean {
  return /\b(?:said|says|say|saying|answer\w*|repl\w+|vote[sd]?|was|is|and|or|a|firm|clear|just|again)["”,:]?$/i.test(
    head,
  );
}

/** Whether a measure or an hour belongs to the noun that follows: "a 30 ft. Norwegian yacht". */
function isAttribute(head: string): boolean {
  return /\b(?:an?|the|every|each|this|[’']s)\s+[\d:.,]+$/i.test(head);
}

/** Words written with a capital and no vowel are abbreviations, whoever bears the title: "Cpl.", "Brn.". */
function isAbbreviation(word: string, lower: string): boolean {
  if (NEVER_LAST.has(lower)) return true;
  if (!/^\p{Lu}/u.test(word))
    return lower === 'etc' || /^(?:jr|sr|inc|ltd|corp|bros|al|ave|blvd|rd|dept|tel)$/.test(lower);
  const isKnown = [TITLES, SOMETIMES_LAST, MONTHS, WEEKDAYS].some((set) => set.has(lower)) || lower === 'etc';
  return isKnown || /^\p{Lu}[bcdfghjklmnpqrstvwxz]{1,4}$/u.test(word);
}

function mayEndAfterWord(lower: string, head: string, before: string, next: string): boolean {
  if (lower === 'etc') return true;
  if (NEVER_LAST.has(lower)) return false;
  if (MONTHS.has(lower) || WEEKDAYS.has(lower)) return mayEndAfterDay(head, before, next);
  if (/^(?:st|mt|ft)$/.test(lower))
    return /(?:\p{Lu}\p{L}+|\d(?:st|nd|rd|th))$/u.test(head) && endsClause(before, next);
  if (TITLES.has(lower) && !SOMETIMES_LAST.has(lower)) return lower === 'sr' && endsClause(before, next);
  return SOMETIMES_LAST.has(lower) && endsClause(before, next);
}

/** "ended in Sept. Miners went back", but not "In Sept. Lund left" nor "Tues. Feb. 4". */
function mayEndAfterDay(head: string, before: string, next: string): boolean {
  if (/^\p{N}/u.test(next) || MONTHS.has(firstWord(next).toLowerCase())) return false;
  return isOpening(next) ? head !== '' : isClosed(before);
}

function mayEndAfterLetter(letter: string, head: string, next: string): boolean {
  if (/^\p{N}/u.test(next) && letter !== letter.toUpperCase()) return /\p{N}$/u.test(head);
  if (/^\p{Lu}\.(?:\s|$)/u.test(next)) return false;
  if (letter === 'v') return false;
  const kind = lastWord(head);
  const isPronoun = letter === 'I' && !/^\p{Lu}/u.test(kind);
  if (LETTERED.has(kind.toLowerCase()) || isPronoun || isOpening(next)) return head !== '';
  return UNITS.has(letter) && /\p{N}$/u.test(head) && !isAttribute(head);
}

/** "Japan time", "Eastern Standard Time". */
const ZONE = /^(?:\p{Lu}\p{L}*\s){1,3}time\b/u;

function mayEndAfterInitials(lower: string, head: string, before: string, next: string): boolean {
  if (NEVER_LAST.has(lower)) return false;
  if (/^[ap]\.m$/.test(lower)) {
    const isFronted =
      /^(?:At|By|Around|About|Until|Before|After|Since|From|Shortly|Just)\s[^,]*$/.test(head) &&
      !isClosed(before);
    return (
      !AFTER_HOURS.has(firstWord(next).toLowerCase()) && !ZONE.test(next) && !isAttribute(head) && !isFronted
    );
  }
  const mayBeLast = PLACES.has(lower) || AFTER_NAMES.has(lower) || /^(?:\p{L}\.){2,}\p{L}$/u.test(lower);
  return mayBeLast ? endsClause(before, next) : isOpening(next);
}

/**
 * Whether a sentence is complete before an abbreviation and another begins after it: either the next word is
 * no part of a name, or there is a verb on both sides and no clause left open.
 */
function endsClause(before: string, next: string): boolean {
  if (isOpening(next)) return true;
  if (OFFICES.has(firstWord(next).toLowerCase())) return false;
  return isClosed(before) && beginsClause(next);
}

const OPENS_CLAUSE = wordSet(
  'that who whom which when where while as because if whether after before although since',
);

/** Pronouns that a verb follows, and those that follow a verb. */
const SUBJECTS = wordSet('he she they we');
const OBJECTS = wordSet('him them me us it itself himself herself themselves');

/** Whether a text has a verb, and no clause after it that waits for its own. */
function isClosed(before: string): boolean {
  const words = before.match(/\p{L}[\p{L}’'-]*/gu) ?? [];
  const last = words.findLastIndex(
    (word, i) => isFiniteVerb(word) || SUBJECTS.has(words[i - 1]?.toLowerCase() ?? ''),
  );
  if (last < 0 || SAYING.has(words[last] ?? '')) return false;
  const rest = words.slice(last + 1);
  const joins = rest.findLastIndex((word) => /^(?:and|but|or)$/.test(word));
  const joinsName = joins >= 0 && rest.slice(joins + 1).every((word) => /^\p{Lu}/u.test(word));
  return !joinsName && !rest.some((word) => OPENS_CLAUSE.has(word));
}

/** Whether a verb follows within a few words, before any mark. */
function beginsClause(next: string): boolean {
  const [, ...words] =
    /^[\p{L}\s’'-]*/u
      .exec(next)?.[0]
      .match(/\p{L}[\p{L}’'-]*/gu)
      ?.slice(0, 5) ?? [];
  return words.some((word, i) => isFiniteVerb(word) || (i > 0 && OBJECTS.has(word)));
}
