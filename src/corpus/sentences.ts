import { type Span, slice, trimmed } from './span.ts';

/**
 * Abbreviations whose full stop does not end a sentence although a capital follows, lower case.
 * "Mr. Fujimori", "Dec. 17" and "U.S. President" are in the shipped corpus; Intl.Segmenter breaks
 * after each of them.
 */
const ABBREVIATIONS = wordSet(
  'mr mrs ms dr prof gen col lt sgt capt cmdr adm maj gov sen rep rev hon pres st mt ft vs dept est ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec approx al cf ca',
);

/** Abbreviations only before a number: "No. 5" is one, "He said no." is not. */
const BEFORE_NUMBERS = wordSet('no nos p pp fig figs vol art ch sec');

/** Abbreviations that may as well stand at the end of a sentence. */
const SOMETIMES_LAST = wordSet('jr sr etc inc ltd co corp bros ed min');

/** How many characters on either side of a possible end are looked at. */
const CONTEXT = 60;

/** Words that begin a sentence when they follow "U.S." or "Inc." with a capital. */
const OPENING =
  /^\s*["“]?(?:The|A|An|It|He|She|They|We|You|But|And|In|On|At|As|This|That|These|Those|There|His|Her|Their|When|While|After|Before|However|Meanwhile|Both|Some|Many)\b/;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * The paragraphs of a text: runs of text parted by blank lines, without white space at their ends.
 * A text with no blank line but with line breaks has one paragraph a line, as raw wire copy does.
 */
export function paragraphsOf(text: string): readonly Span[] {
  const separator = /\n[^\S\n]*\n/.test(text.trim()) ? /\n(?:[^\S\n]*\n)+/g : /\n+/g;
  const paragraphs: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(separator)) {
    paragraphs.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  paragraphs.push({ start, end: text.length });
  return paragraphs.flatMap((span) => trimmed(text, span) ?? []);
}

/** The sentences within a span, in order, without the white space between them. */
export function sentencesOf(text: string, within: Span): readonly Span[] {
  const sentences: Span[] = [];
  let start = within.start;
  for (const end of possibleEnds(text, within)) {
    const before = text.slice(Math.max(start, end - CONTEXT), end);
    if (!endsSentence(before, text.slice(end, Math.min(within.end, end + CONTEXT)))) continue;
    sentences.push({ start, end });
    start = end;
  }
  sentences.push({ start, end: within.end });
  return sentences.flatMap((span) => trimmed(text, span) ?? []);
}

/** Whether a paragraph reads as a heading: short, and not ended as a sentence is. */
export function isHeading(paragraph: string): boolean {
  return paragraph.length <= 90 && !/[.!?:;,]["'”’)\]]*$/.test(paragraph);
}

/**
 * Where sentences may end: wherever Intl.Segmenter says so, and before a number after a full stop. There
 * it sees no end ("… were freed. 38 more left." is one sentence to it), by rule SB8 of Unicode's annex 29.
 */
function possibleEnds(text: string, within: Span): readonly number[] {
  const words = slice(text, within);
  const ends = new Set<number>();
  for (const { segment, index } of segmenter.segment(words)) ends.add(index + segment.length);
  for (const match of words.matchAll(/[.!?]["'”’)\]]*\s+(?=["'“‘([]*\p{N})/gu))
    ends.add(match.index + match[0].length);
  return [...ends].sort((a, b) => a - b).map((end) => within.start + end);
}

function endsSentence(before: string, after: string): boolean {
  if (after.trim() === '') return false; // the tail is pushed by the caller
  if (/\n\s*$/.test(before) && !/[.!?]["'”’)\]]*\s*$/.test(before)) return false; // a wrapped line
  if (!/^\s*["'“‘([¿¡]*[\p{Lu}\p{Lo}\p{N}]/u.test(after) && !/^\s*["“]/.test(after)) return false;
  const last = /(\S+)\.\s*$/.exec(before)?.[1];
  if (last === undefined) return true;
  return !isAbbreviated(last.replace(/^["'“‘([]+/, ''), after);
}

function isAbbreviated(word: string, after: string): boolean {
  const lower = word.toLowerCase();
  if (BEFORE_NUMBERS.has(lower)) return /^\s*\p{N}/u.test(after);
  if (/^\p{L}$/u.test(word) && word !== 'I') return true; // an initial, or "c." before a year: "J. Edgar", "(c. 1455)"
  const mayBeLast = /^(?:\p{L}\.)+\p{L}$/u.test(word) || SOMETIMES_LAST.has(lower);
  return mayBeLast ? !OPENING.test(after) : ABBREVIATIONS.has(lower);
}

/** Where a clause may end, where a word does, and, where neither is near, any place. */
const BREAKS = [/(?<=[;:,—–]["'”’)\]]*)\s+/g, /\s+/g];

/**
 * The two parts of a sentence that is too long for its purpose: at the end of a clause in its middle half,
 * or else at the white space nearest its middle; only a text of one character cannot be parted.
 */
export function halvesOf(text: string, span: Span): readonly Span[] {
  const inner = trimmed(text, span);
  if (!inner) return [];
  const at = breakIn(text, inner);
  return [
    { start: inner.start, end: at },
    { start: at, end: inner.end },
  ].flatMap((half) => trimmed(text, half) ?? []);
}

function breakIn(text: string, { start, end }: Span): number {
  const middle = Math.floor((start + end) / 2);
  for (const [i, pattern] of BREAKS.entries()) {
    const reach = (end - start) / (i === 0 ? 4 : 2);
    const [nearest] = [...text.slice(start, end).matchAll(pattern)]
      .map((match) => start + match.index)
      .filter((at) => at > start && Math.abs(at - middle) <= reach)
      .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    if (nearest !== undefined) return nearest;
  }
  const code = text.charCodeAt(middle);
  return code >= 0xdc00 && code <= 0xdfff ? middle + 1 : middle;
}

/** The parts of a sentence, each at most so many characters long: the whole of it when it is short. */
export function clausesOf(text: string, sentence: Span, longest: number): readonly Span[] {
  const halves = sentence.end - sentence.start <= longest ? [] : halvesOf(text, sentence);
  return halves.length < 2 ? [sentence] : halves.flatMap((half) => clausesOf(text, half, longest));
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
