import { isHeading } from '../paragraphs.ts';
import { wordCount } from './lines.ts';
import type { Piece, TextPiece } from './pieces.ts';

/** One paragraph of a story, with the lines it was taken from. */
export interface Paragraph {
  readonly text: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly isCaption: boolean;
}

/** The widths at which texts are hard-wrapped; a longer line is a paragraph. */
const WRAP_WIDTHS = { least: 40, most: 100 };
/** The longest first line that is taken for a headline. */
const HEADLINE_CHARACTERS = 120;
/** The same for a line that a date stands under. */
const LONGEST_HEADLINE = 300;

/** Words that no heading or paragraph ends with. */
const UNFINISHED =
  /(?:,|\p{Ll}-|['’]s|\b(?:a|an|and|are|as|at|but|by|for|from|her|his|in|is|its|of|on|or|than|that|the|their|to|was|were|which|who|with))$/u;

/** The stories of a document: one for each page it holds, and for each dated headline on a page. */
export function storiesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const stories: Piece[][] = [];
  for (const story of pagesOf(pieces).flatMap(splitAtDatedHeadlines)) {
    const last = stories.at(-1);
    // A part with no headline of its own goes on with the story before it.
    if (!last || headlineOf(paragraphsIn(story))) stories.push([...story]);
    else for (const piece of story) last.push(piece);
  }
  return stories.filter((story) => story.some(isContent));
}

/**
 * The date lines of a story that do not date the story itself: all but the first, as in a chronology,
 * and the first as well when sentences stand before it and other days follow.
 */
export function inBodyDates(story: readonly Piece[]): readonly Piece[] {
  const dates = story.flatMap((piece) => (piece.kind === 'date' ? [piece] : []));
  const [first] = dates;
  const others = dates.filter((piece) => piece.day !== first?.day);
  if (!first || others.length === 0) return [];
  const opening = story.slice(0, story.indexOf(first));
  const inBody = opening.some((piece) => piece.kind === 'text' && !isHeading(piece.text));
  return inBody ? dates : others;
}

/** The paragraphs among a story's pieces; those the page broke in mid-sentence are whole again. */
export function paragraphsIn(pieces: readonly Piece[]): readonly Paragraph[] {
  const runs: Paragraph[][] = [];
  const width = wrapWidth(pieces);
  for (const block of blocksOf(pieces)) {
    for (const [index, piece] of block.entries()) addPiece(piece, block[index - 1], { runs, width });
  }
  return runs.map(joined);
}

/** Adds a line to the run of lines that it goes on with, or begins another. */
function addPiece(
  piece: TextPiece,
  above: TextPiece | undefined,
  { runs, width }: { runs: Paragraph[][]; width: number | undefined },
): void {
  const next = paragraphOf(piece);
  const last = runs.at(-1);
  if (piece.keepsLine && above?.keepsLine && last) {
    const row = last.pop();
    last.push(row ? { ...next, firstLine: row.firstLine, text: `${row.text}\n${next.text}` } : next);
    return;
  }
  const run = piece.keepsLine || above?.keepsLine ? undefined : runBefore(next, above, { runs, width });
  if (run) run.push(next);
  else runs.push([next]);
}

function runBefore(
  next: Paragraph,
  above: TextPiece | undefined,
  { runs, width }: { runs: Paragraph[][]; width: number | undefined },
): Paragraph[] | undefined {
  const isWrapped = above !== undefined && width !== undefined && !fitsOn(above.text, next.text, width);
  return isWrapped && !next.isCaption ? runs.at(-1) : brokenBefore(runs, next);
}

/**
 * The first paragraph, when it is a headline: one short line, not ended as a sentence is; or whatever stands
 * right above the line that dates the story.
 * @param dated the number of the line of that date
 */
export function headlineOf(paragraphs: readonly Paragraph[], dated?: number): Paragraph | undefined {
  const [first, second] = paragraphs;
  if (!first || first.isCaption) return undefined;
  const isAboveDate =
    dated !== undefined && first.lastLine < dated && (second === undefined || second.firstLine > dated);
  if (isAboveDate && first.text.length <= LONGEST_HEADLINE && second) return first;
  if (first.text.length > HEADLINE_CHARACTERS) return undefined;
  return /[.:;,]["'”’]?$/.test(first.text) || /^\p{Lu}{3}.*\s(?:--|—)\s/u.test(first.text)
    ? undefined
    : first;
}

/** The most words of a label above a headline: "Scotland", "Harbour Gazette". */
const LABEL_WORDS = 3;

/**
 * The lines above a story's headline that name its section or its site: up to three words, all with
 * capitals, where a longer heading follows.
 */
export function labelsAbove(story: readonly Piece[]): ReadonlySet<Piece> {
  const headings: TextPiece[] = [];
  for (const piece of story) {
    if (piece.kind === 'blank' || piece.kind === 'furniture' || piece.kind === 'credit') continue;
    if (piece.kind !== 'text' || piece.isCaption || piece.line.isBullet || !isHeading(piece.text)) break;
    headings.push(piece);
  }
  const headline = headings.findIndex(({ text }) => wordCount(text) > LABEL_WORDS);
  const above = headline < 0 ? [] : headings.slice(0, headline);
  return new Set(above.every(({ text }) => isName(text)) ? above : []);
}

function isName(text: string): boolean {
  return text
    .split(/\s+/)
    .every((word) => /^(?:[^\p{L}]*\p{Lu}|[^\p{L}]+$|(?:of|the|and|de|du|la)$)/u.test(word));
}

function pagesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const pages: Piece[][] = [];
  let hasContent = true;
  for (const piece of pieces) {
    const opens: boolean =
      pages.length === 0 || (piece.kind === 'furniture' && piece.opensPage === true && hasContent);
    if (opens) pages.push([]);
    pages.at(-1)?.push(piece);
    hasContent = isContent(piece) || (hasContent && !opens);
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
  const begin = start;
  const afterStory = page.some(
    (piece, index) => index < begin && piece.kind === 'text' && !isHeading(piece.text),
  );
  return afterStory ? start : undefined;
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

/** The width a text is hard-wrapped at: its longest line. Undefined when it is not. */
function wrapWidth(pieces: readonly Piece[]): number | undefined {
  const lengthOf = (piece: Piece) => (piece.kind === 'text' ? piece.line.words.length : 0);
  const longest = pieces.reduce((most, piece) => Math.max(most, lengthOf(piece)), 0);
  return longest >= WRAP_WIDTHS.least && longest <= WRAP_WIDTHS.most ? longest : undefined;
}

/** Whether the next line's first word would have fitted on this one: then it was not wrapped there. */
function fitsOn(line: string, next: string, width: number): boolean {
  return line.length + 1 + (next.split(/\s/, 1)[0]?.length ?? 0) <= width;
}

function paragraphOf({ text, line, isCaption }: TextPiece): Paragraph {
  return { text, firstLine: line.number, lastLine: line.number, isCaption: isCaption === true };
}

/** The paragraph that the next one goes on with, looking past one caption. */
function brokenBefore(runs: readonly Paragraph[][], next: Paragraph): Paragraph[] | undefined {
  if (next.isCaption) return undefined;
  const run = runs.at(runs.at(-1)?.at(-1)?.isCaption ? -2 : -1);
  const previous = run?.at(-1);
  if (!previous || previous.isCaption || /[.!?:;]["'”’)]*$/.test(previous.text)) return undefined;
  return UNFINISHED.test(previous.text) || /^\p{Ll}/u.test(next.text) ? run : undefined;
}

function joined(run: readonly Paragraph[]): Paragraph {
  return {
    text: joinedLines(run.map(({ text }) => text)),
    firstLine: run[0]?.firstLine ?? 0,
    lastLine: run.at(-1)?.lastLine ?? 0,
    isCaption: run[0]?.isCaption ?? false,
  };
}

/** First and second parts of words that are written with a hyphen, wherever a line ends. */
const HYPHENATED_FIRST =
  /(?:^|[^\p{L}])(?:well|ill|self|ex|non|anti|pro|co|half|high|low|long|short|old|new|so|all|cross|mid|multi|semi|vice|post|left|right|north|south|east|west|first|second|third|hard|full|part|best|better|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|mother|father|brother|sister|world|year|state|government)-$/iu;
const HYPHENATED_SECOND =
  /^(?:\p{Lu}|\d|(?:based|like|known|old|year|made|led|in|up|down|out|off|on|by|to|law|free|style|wide|owned|run|backed|held|term|range|rate|called)\b)/u;

/** Lines as one: a word that was broken at the end of one is whole again. */
function joinedLines(lines: readonly string[]): string {
  const parts = lines.map((line, index) => {
    const next = lines[index + 1];
    if (next === undefined) return line;
    const end = line.slice(-40);
    if (!/\p{L}-$/u.test(end) || !/^[\p{L}\d]/u.test(next)) return `${line} `;
    return HYPHENATED_FIRST.test(end) || HYPHENATED_SECOND.test(next) ? line : line.slice(0, -1);
  });
  return parts.join('');
}
