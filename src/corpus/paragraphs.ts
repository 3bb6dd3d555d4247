import { type Span, trimmed } from './span.ts';

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

/** Whether a paragraph reads as a heading: short, and not ended as a sentence is. */
export function isHeading(paragraph: string): boolean {
  return paragraph.length <= 90 && !/[.!?:;,]["'”’)\]]*$/.test(paragraph);
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
