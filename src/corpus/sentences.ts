import { type Span, slice, trimmed } from './span.ts';

/**
 * Abbreviations whose full stop does not end a sentence although a capital follows, lower case.
 * "Mr. Fujimori", "Dec. 17" and "U.S. President" are in the shipped corpus; Intl.Segmenter breaks
 * after each of them.
 */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof gen col lt sgt capt cmdr adm maj gov sen rep rev hon pres st mt ft jr sr ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec no nos vs etc inc ltd co corp bros dept est ' +
    'approx fig vol pp ed al cf ca sec min'
  ).split(' '),
);

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
  for (const { segment, index } of segmenter.segment(slice(text, within))) {
    const end = within.start + index + segment.length;
    if (!endsSentence(text.slice(start, end), text.slice(end, within.end))) continue;
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

function endsSentence(before: string, after: string): boolean {
  if (after.trim() === '') return false; // the tail is pushed by the caller
  if (/\n\s*$/.test(before) && !/[.!?]["'”’)\]]*\s*$/.test(before)) return false; // a wrapped line
  if (!/^\s*["'“‘([]*[\p{Lu}\p{N}]/u.test(after) && !/^\s*["“]/.test(after)) return false;
  const last = /(\S+)\.\s*$/.exec(before)?.[1];
  if (last === undefined) return true;
  const word = last.replace(/^["'“‘([]+/, '');
  if (/^\p{Lu}$/u.test(word)) return false; // an initial: "J. Edgar"
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) return /^\s*["“]?(?:The|A|An|It|He|She|They|But|In)\b/.test(after);
  return !ABBREVIATIONS.has(word.toLowerCase());
}
