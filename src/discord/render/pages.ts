import { paragraphsOf } from '../../corpus/paragraphs.ts';
import type { Span } from '../../corpus/span.ts';
import { sentencesOf } from '../../language/en/sentences.ts';
import { blockQuote } from '../markdown.ts';

/** The most characters of one page, as Discord counts them: with the marks that escape formatting. */
export const PAGE = 1500;

/** A text in pages that follow one another without a gap but white space, cut at paragraphs where possible. */
export function pagesOf(text: string): readonly Span[] {
  return packed(text, piecesOf(text), 1);
}

/**
 * The pages of a text as seen from a passage in it: page 0 has the passage with as much around it as
 * fits, the others lead from there to both ends of the text.
 */
export interface Surroundings {
  /** The number of the first page, 0 or negative. */
  readonly first: number;
  /** The number of the last page, 0 or positive. */
  readonly last: number;
  page(number: number): Span;
}

/** Cuts a text into pages around a passage; the same text and passage always give the same pages. */
export function surroundings(text: string, passage: Span): Surroundings {
  const pieces = piecesOf(text);
  const [from, to] = widened(text, pieces, passage);
  const before = packed(text, pieces.slice(0, from).reverse(), -1);
  const after = packed(text, pieces.slice(to + 1), 1);
  const here = joined(pieces, from, to) ?? passage;
  return {
    first: -before.length,
    last: after.length,
    page: (number) => (number < 0 ? before[-number - 1] : after[number - 1]) ?? here,
  };
}

function widened(text: string, pieces: readonly Span[], passage: Span): readonly [number, number] {
  let from = Math.max(
    0,
    pieces.findLastIndex((piece) => piece.start <= passage.start),
  );
  let to = from;
  while (to + 1 < pieces.length && (pieces[to + 1]?.start ?? Infinity) < passage.end) to++;
  const fits = (first: number, last: number) => {
    const span = joined(pieces, first, last);
    return span !== undefined && lengthOf(text, span) <= PAGE;
  };
  while (!fits(from, to) && to > from) to--; // the passage alone is more than a page: begin with its start
  for (let grown = true; grown; ) {
    grown = false;
    if (from > 0 && fits(from - 1, to)) {
      from--;
      grown = true;
    }
    if (to + 1 < pieces.length && fits(from, to + 1)) {
      to++;
      grown = true;
    }
  }
  return [from, to];
}

/** Pieces in reading order (or the reverse) as pages that are as full as they can be. */
function packed(text: string, pieces: readonly Span[], direction: 1 | -1): readonly Span[] {
  const pages: Span[] = [];
  for (const piece of pieces) {
    const page = pages.at(-1);
    const longer = page && {
      start: direction === 1 ? page.start : piece.start,
      end: direction === 1 ? piece.end : page.end,
    };
    if (longer && lengthOf(text, longer) <= PAGE) pages[pages.length - 1] = longer;
    else pages.push(piece);
  }
  return pages;
}

function joined(pieces: readonly Span[], from: number, to: number): Span | undefined {
  const first = pieces[from];
  const last = pieces[to];
  return first && last && { start: first.start, end: last.end };
}

/** Paragraphs; of one that exceeds a page, its sentences; of one of those that does, stretches of it. */
function piecesOf(text: string): readonly Span[] {
  return paragraphsOf(text).flatMap((paragraph) => {
    if (lengthOf(text, paragraph) <= PAGE) return [paragraph];
    return sentencesOf(text, paragraph).flatMap((sentence) =>
      lengthOf(text, sentence) <= PAGE ? [sentence] : stretches(text, sentence),
    );
  });
}

function stretches(text: string, { start, end }: Span): readonly Span[] {
  const found: Span[] = [];
  // At worst every second character is a line break: "*\n" becomes "> **\\***\n", 4.5 times as long.
  const size = Math.floor(PAGE / 5);
  for (let from = start; from < end; ) {
    let to = Math.min(end, from + size);
    if (to < end && /[\uD800-\uDBFF]/.test(text[to - 1] ?? '')) to--;
    found.push({ start: from, end: to });
    from = to;
  }
  return found;
}

function lengthOf(text: string, span: Span): number {
  // The quote mark and, at worst, the two pairs of bold marks a page may carry on each of its lines.
  return blockQuote(text, span, span).length;
}
