import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { paragraphsOf } from '../../corpus/paragraphs.ts';
import type { Span } from '../../corpus/span.ts';
import { sentencesOf } from '../../language/en/sentences.ts';
import { blockQuote } from '../markdown.ts';

/** The most characters of one page, as Discord counts them: with the marks that escape formatting. */
export const PAGE = 1500;
/** How much of a paragraph is looked through for sentences at a time: the time that takes grows as its square. */
const WINDOW = 4 * PAGE;

/** A part of a text that is not divided among pages. */
interface Piece extends Span {
  /** The most characters that it takes on a page. */
  readonly length: number;
}

/** The last few texts somebody has read in: turning a page should not cut the whole text anew. */
const cut = new LRUCache<string, readonly Piece[]>({ max: 20 });
const paged = new LRUCache<string, readonly Span[]>({ max: 20 });

/** A text in pages that follow one another without a gap but white space, cut at paragraphs where possible. */
export function pagesOf(text: string): readonly Span[] {
  const known = paged.get(text);
  if (known) return known;
  const pages = packed(text, piecesOf(text), 1);
  paged.set(text, pages);
  return pages;
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
  const [first, last] = [pieces[from], pieces[to]];
  const here = first && last ? { start: first.start, end: last.end } : passage;
  return {
    first: -before.length,
    last: after.length,
    page: (number) => (number < 0 ? before[-number - 1] : after[number - 1]) ?? here,
  };
}

/** The first and the last piece of the page that a passage is shown on. */
function widened(text: string, pieces: readonly Piece[], passage: Span): readonly [number, number] {
  let from = Math.max(
    0,
    pieces.findLastIndex((piece) => piece.start <= passage.start),
  );
  let to = from;
  let page = pieces[from];
  // Where the passage alone is more than a page, its start is shown.
  for (let next = pieces[to + 1]; next && next.start < passage.end; next = pieces[to + 1]) {
    const longer = page && joined(text, page, next);
    if (!longer || longer.length > PAGE) break;
    page = longer;
    to++;
  }
  for (let grown = true; grown; ) {
    grown = false;
    const [previous, next] = [pieces[from - 1], pieces[to + 1]];
    const earlier = previous && page && joined(text, previous, page);
    if (earlier && earlier.length <= PAGE) {
      page = earlier;
      from--;
      grown = true;
    }
    const later = next && page && joined(text, page, next);
    if (later && later.length <= PAGE) {
      page = later;
      to++;
      grown = true;
    }
  }
  return [from, to];
}

/** Pieces in reading order (or the reverse) as pages that are as full as they can be. */
function packed(text: string, pieces: readonly Piece[], direction: 1 | -1): readonly Span[] {
  const pages: Piece[] = [];
  for (const _ of packing(text, { pieces, pages, direction }));
  return pages;
}

interface Packing {
  readonly pieces: readonly Piece[];
  /** Filled as it goes. */
  readonly pages: Piece[];
  readonly direction: 1 | -1;
}

function* packing(text: string, { pieces, pages, direction }: Packing): Generator<Piece> {
  for (const piece of pieces) {
    const page = pages.at(-1);
    const longer = page && (direction === 1 ? joined(text, page, piece) : joined(text, piece, page));
    if (longer && longer.length <= PAGE) pages[pages.length - 1] = longer;
    else pages.push(piece);
    yield piece;
  }
}

/** Two pieces and what lies between them as one. Each line break takes a further quote mark. */
function joined(text: string, first: Piece, second: Piece): Piece {
  const between = text.slice(first.end, second.start);
  const breaks = between.split('\n').length - 1;
  const length = first.length + between.length + 2 * breaks + second.length;
  return { start: first.start, end: second.end, length };
}

/** Paragraphs; of one that exceeds a page, its sentences; of one of those that does, stretches of it. */
function piecesOf(text: string): readonly Piece[] {
  const known = cut.get(text);
  if (known) return known;
  const pieces = [...eachPiece(text)];
  cut.set(text, pieces);
  return pieces;
}

function* eachPiece(text: string): Generator<Piece> {
  for (const span of paragraphsOf(text)) {
    const paragraph = pieceOf(text, span);
    if (paragraph.length <= PAGE) yield paragraph;
    else yield* partsOf(text, paragraph);
  }
}

function* partsOf(text: string, paragraph: Span): Generator<Piece> {
  for (const span of windowed(text, paragraph)) {
    const sentence = pieceOf(text, span);
    if (sentence.length <= PAGE) yield sentence;
    else yield* stretches(text, sentence);
  }
}

/** Texts shorter than this are cut in less than 20 ms. */
const LONG = 50_000;
/** How long a text is cut before others have their turn. */
const TURN_MS = 20;

/** Cuts a long text in turns with all else, so that showing a page of it takes no time. */
export async function readAhead(text: string): Promise<void> {
  if (text.length < LONG || cut.has(text)) return;
  const pieces: Piece[] = [];
  await inTurns(eachPiece(text), (piece) => pieces.push(piece));
  const pages: Piece[] = [];
  await inTurns(packing(text, { pieces, pages, direction: 1 }));
  cut.set(text, pieces);
  paged.set(text, pages);
}

async function inTurns(steps: Iterable<Piece>, each?: (piece: Piece) => void): Promise<void> {
  let until = performance.now() + TURN_MS;
  for (const piece of steps) {
    each?.(piece);
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + TURN_MS;
  }
}

/** The sentences of a paragraph, looked for in one window after the other. */
function* windowed(text: string, { start, end }: Span): Generator<Span> {
  for (let from = start; from < end; ) {
    const within = { start: from, end: wholeEnd(text, Math.min(end, from + WINDOW)) };
    const found = sentencesOf(text, within);
    const last = found.at(-1);
    // The last one may go on beyond the window: it is begun anew, unless it is all there is.
    const isCut = within.end < end && found.length > 1;
    yield* isCut ? found.slice(0, -1) : found;
    from = isCut && last ? last.start : within.end;
  }
}

/** This place, or the one before it where it would part a surrogate pair. */
function wholeEnd(text: string, end: number): number {
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') && end < text.length ? end - 1 : end;
}

function stretches(text: string, { start, end }: Span): readonly Piece[] {
  const found: Piece[] = [];
  // At worst every second character is a line break: "*\n" becomes "> **\\***\n", 4.5 times as long.
  const size = Math.floor(PAGE / 5);
  for (let from = start; from < end; ) {
    const to = wholeEnd(text, Math.min(end, from + size));
    found.push(pieceOf(text, { start: from, end: to }));
    from = to;
  }
  return found;
}

function pieceOf(text: string, span: Span): Piece {
  // The quote mark and, at worst, the two pairs of bold marks a page may carry on each of its lines.
  return { ...span, length: blockQuote(text, span, span).length };
}
