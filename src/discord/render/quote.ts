import type { Quote } from '../../answer/answer.ts';
import { contains, type Span, slice } from '../../corpus/span.ts';
import { sentencesOf } from '../../language/en/sentences.ts';
import { blockQuote, escapeMarkdown } from '../markdown.ts';
import type { Words } from '../words/words.ts';
import { phoneLines } from './phone.ts';
import { lines, note } from './reply.ts';
import { originParts } from './source.ts';

/** What is shown of a quote: the score stays behind, and copies are not kept with an answer. */
export type ShownQuote = Pick<Quote, 'citation' | 'sentence' | 'marked' | 'dates'> &
  Partial<Pick<Quote, 'copies'>>;

/** A quote with its number, which stays the same wherever the quote is shown. */
export interface NumberedQuote {
  readonly number: number;
  readonly quote: ShownQuote;
}

/** The room there is for quotes. */
export interface QuoteRoom {
  /** Lines on a phone that they should keep to. */
  readonly lines: number;
  /** Characters that they have to keep to. */
  readonly most: number;
  /** How many are shown even when they take more lines. */
  readonly least: number;
}

/**
 * The quotes as they fit, at least one. Quotes give up the sentences around the answering one, the last quote first,
 * before any quote is left out; no sentence is cut, but one that no message has room for, at a word's end.
 */
export function quoteBlocks(
  quotes: readonly NumberedQuote[],
  room: QuoteRoom,
  words: Words,
): readonly string[] {
  for (let count = quotes.length; count > 0; count--) {
    const shown = fitted(quotes.slice(0, count), room, words);
    const isShort = phoneLines(shown.join('\n\n')) <= room.lines;
    if (shown.join('\n\n').length <= room.most && (isShort || count <= room.least)) return shown;
  }
  const first = quotes[0];
  return first ? [cutBlock(first, room.most, words)] : [];
}

/** Quotes as long as there is room for, and no shorter than their answering sentences. */
function fitted(quotes: readonly NumberedQuote[], room: QuoteRoom, words: Words): readonly string[] {
  const blocks = quotes.map((each) => extentsOf(each.quote).map((shown) => quoteBlock(each, shown, words)));
  const shown = blocks.map(([longest = '']) => longest);
  for (let at = blocks.length - 1; at >= 0; at--) {
    for (const block of blocks[at] ?? []) {
      shown[at] = block;
      const whole = shown.join('\n\n');
      if (whole.length <= room.most && phoneLines(whole) <= room.lines) return shown;
    }
  }
  return shown;
}

/** How much of a quote may be shown, most first: all of it, its answering sentence with the one before, that alone. */
function extentsOf({ citation: { article, span }, sentence }: ShownQuote): readonly Span[] {
  const before = sentencesOf(article.text, span).findLast(({ end }) => end <= sentence.start);
  return [span, ...(before ? [{ start: before.start, end: sentence.end }] : []), sentence];
}

/** A quote with what stands under it: one line, on which nothing is said that says nothing. */
function quoteBlock(numbered: NumberedQuote, shown: Span, words: Words): string {
  const { citation, marked } = numbered.quote;
  return lines(blockQuote(citation.article.text, shown, marked), note(lineUnder(numbered, shown, words)));
}

function lineUnder({ number, quote }: NumberedQuote, shown: Span, words: Words): string {
  const { citation, copies = [] } = quote;
  return [
    String(number),
    ...originParts(citation.article, slice(citation.article.text, shown), words),
    ...daysNamed(quote, shown, words),
    ...(copies.length > 0 ? [words.copies(copies.length)] : []),
  ].join(' · ');
}

/** The most days that are worked out for one quote. */
const DAYS = 3;

/**
 * The days that words within what is shown name, each once: outside the quote, whose words stay as they are. The
 * article's own day stands on the line already.
 */
function daysNamed(
  { citation: { article }, dates }: ShownQuote,
  shown: Span,
  words: Words,
): readonly string[] {
  const phrases = new Map<string, Map<string, string>>();
  for (const date of dates) {
    const isOwn = date.from === article.published && date.to === article.published;
    if (isOwn || date.certainty !== 'resolved' || !contains(shown, date.span)) continue;
    const phrase = escapeMarkdown(slice(article.text, date.span).replace(/\s+/g, ' '));
    const day = words.whenBeside(date, article.published);
    phrases.set(day, (phrases.get(day) ?? new Map()).set(phrase.toLowerCase(), phrase));
  }
  return [...phrases]
    .slice(0, DAYS)
    .map(([day, named]) => words.dayNamed([...named.values()].join(', '), day));
}

/** A sentence that no message has room for, up to a word's end, and how to read on. */
function cutBlock(numbered: NumberedQuote, most: number, words: Words): string {
  const { sentence, citation } = numbered.quote;
  const ends = wordEnds(citation.article.text, sentence);
  const block = (index: number) => {
    const shown = { start: sentence.start, end: ends[index] ?? sentence.end };
    return lines(quoteBlock(numbered, shown, words), note(words.goesOn(numbered.number)));
  };
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (block(middle).length <= most) low = middle;
    else high = middle - 1;
  }
  return block(low);
}

/** Where one could stop reading: after each word, or after each character of a text without spaces. */
function wordEnds(text: string, { start, end }: Span): readonly number[] {
  const words = [...text.slice(start, end).matchAll(/\S+/g)];
  const longest = Math.max(0, ...words.map((word) => word[0].length));
  const pieces = longest > 100 ? [...text.slice(start, end).matchAll(/./gsu)] : words;
  return pieces.map((piece) => start + piece.index + piece[0].length);
}
