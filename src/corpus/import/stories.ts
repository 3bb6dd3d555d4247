import { isHeading } from '../sentences.ts';
import type { Piece, TextPiece } from './pieces.ts';

/** One paragraph of a story, with the lines it was taken from. */
export interface Paragraph {
  readonly text: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly isCaption: boolean;
}

/** The longest line that a hard-wrapped text is taken to have. */
const WRAP_WIDTH = 100;
/** The longest first line that is taken for a headline. */
const HEADLINE_CHARACTERS = 120;

/** Words that no heading or paragraph ends with. */
const UNFINISHED =
  /(?:,|['’]s|\b(?:a|an|and|are|as|at|but|by|for|from|her|his|in|is|its|of|on|or|than|that|the|their|to|was|were|which|who|with))$/;

/** The stories of a document: one for each page it holds, and for each dated headline on a page. */
export function storiesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const stories: (readonly Piece[])[] = [];
  for (const story of pagesOf(pieces).flatMap(splitAtDatedHeadlines)) {
    const last = stories.at(-1);
    // A part with no headline of its own goes on with the story before it.
    if (last && !headlineOf(paragraphsIn(story))) stories[stories.length - 1] = [...last, ...story];
    else stories.push(story);
  }
  return stories.filter((story) => story.some(isContent));
}

/** The paragraphs among a story's pieces; those the page broke in mid-sentence are whole again. */
export function paragraphsIn(pieces: readonly Piece[]): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  for (const block of blocksOf(pieces)) {
    for (const paragraph of paragraphsOfBlock(block)) {
      const target = brokenBefore(paragraphs, paragraph);
      const broken = target === undefined ? undefined : paragraphs[target];
      if (target === undefined || !broken) paragraphs.push(paragraph);
      else paragraphs[target] = joined([broken, paragraph]);
    }
  }
  return paragraphs;
}

/** The first paragraph, when it is a headline: one short line, not ended as a sentence is. */
export function headlineOf(paragraphs: readonly Paragraph[]): Paragraph | undefined {
  const [first] = paragraphs;
  if (!first || first.isCaption || first.text.length > HEADLINE_CHARACTERS) return undefined;
  return /[.:;,]["'”’]?$/.test(first.text) || /^\p{Lu}{3}.*\s(?:--|—)\s/u.test(first.text)
    ? undefined
    : first;
}

function pagesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const pages: Piece[][] = [[]];
  for (const piece of pieces) {
    const page = pages.at(-1);
    const opens = piece.kind === 'furniture' && piece.opensPage === true;
    if (page === undefined || (opens && page.some(isContent))) pages.push([piece]);
    else page.push(piece);
  }
  return pages;
}

function splitAtDatedHeadlines(page: readonly Piece[]): readonly (readonly Piece[])[] {
  const starts = page.flatMap((piece, index) =>
    piece.kind === 'date' ? (headlineBefore(page, index) ?? []) : [],
  );
  return [0, ...starts].map((start, index) => page.slice(start, starts[index]));
}

/** Where the headline (of up to two lines) over a date begins, if a story stands before it. */
function headlineBefore(page: readonly Piece[], date: number): number | undefined {
  let start: number | undefined;
  let headings = 0;
  for (let index = date - 1; index >= 0 && headings < 2; index--) {
    const piece = page[index];
    if (piece?.kind === 'blank') continue;
    if (piece?.kind !== 'text' || !isHeading(piece.text) || UNFINISHED.test(piece.text)) break;
    start = index;
    headings++;
  }
  if (start === undefined) return undefined;
  const before = page.slice(0, start);
  return before.some((piece) => piece.kind === 'text' && !isHeading(piece.text)) ? start : undefined;
}

function isContent(piece: Piece): boolean {
  return piece.kind === 'text' || piece.kind === 'related';
}

/** Runs of text lines with nothing between them. */
function blocksOf(pieces: readonly Piece[]): readonly (readonly TextPiece[])[] {
  const spaced = pieces.some((piece) => piece.kind === 'blank');
  const blocks: TextPiece[][] = [];
  let open = false;
  for (const piece of pieces) {
    const last = blocks.at(-1);
    if (piece.kind === 'text' && open && last && spaced && !piece.line.isBullet) last.push(piece);
    else if (piece.kind === 'text') blocks.push([piece]);
    open = piece.kind === 'text' && !piece.isCaption;
  }
  return blocks;
}

function paragraphsOfBlock(block: readonly TextPiece[]): readonly Paragraph[] {
  const paragraphs = block.map(({ text, line, isCaption }) => ({
    text,
    firstLine: line.number,
    lastLine: line.number,
    isCaption: isCaption === true,
  }));
  const wrapped = block.every((piece) => piece.text.length <= WRAP_WIDTH && !piece.isCaption);
  return wrapped ? [joined(paragraphs)] : paragraphs;
}

/** The place of the paragraph that the next one goes on with, looking past one caption. */
function brokenBefore(paragraphs: readonly Paragraph[], next: Paragraph): number | undefined {
  if (next.isCaption) return undefined;
  const place = paragraphs.length - (paragraphs.at(-1)?.isCaption ? 2 : 1);
  const previous = paragraphs[place];
  if (!previous || previous.isCaption || /[.!?:;]["'”’)]*$/.test(previous.text)) return undefined;
  return UNFINISHED.test(previous.text) || /^\p{Ll}/u.test(next.text) ? place : undefined;
}

function joined(parts: readonly Paragraph[]): Paragraph {
  return {
    text: parts.map(({ text }) => text).join(' '),
    firstLine: Math.min(...parts.map(({ firstLine }) => firstLine)),
    lastLine: Math.max(...parts.map(({ lastLine }) => lastLine)),
    isCaption: parts.every(({ isCaption }) => isCaption),
  };
}
