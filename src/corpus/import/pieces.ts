import type { Day } from '../day.ts';
import { dayOfFigures } from '../written-day.ts';
import { dayOfHeadline } from './dates.ts';
import { entryOf, type Line, wordCount } from './lines.ts';
import { GENERIC, PAGE_DATE } from './profiles/generic.ts';
import type { Profile } from './profiles/profile.ts';
import { isByline, publicationLine } from './publication-line.ts';
import { readsAsCaption, readsAsSentence } from './sentence-like.ts';

/** What one line of a web page turned out to be. */
export type Piece =
  | { readonly kind: 'blank'; readonly line: Line }
  | TextPiece
  | { readonly kind: 'related'; readonly line: Line; readonly text: string }
  | { readonly kind: 'date'; readonly line: Line; readonly day: Day; readonly credit?: string }
  | { readonly kind: 'credit'; readonly line: Line }
  | FurniturePiece;

/** Words of the story. */
export interface TextPiece {
  readonly kind: 'text';
  readonly line: Line;
  readonly text: string;
  /** A row of a table or a line of code: it stays a line of its own, with those around it. */
  readonly keepsLine?: boolean;
  /** A picture's caption: it may stand in the middle of a sentence, and is not part of it. */
  readonly isCaption?: boolean;
  /** What was taken off this line. */
  readonly cut?: readonly { readonly text: string; readonly reason: string }[];
}

/** What belongs to the page and not to the story. */
export interface FurniturePiece {
  readonly kind: 'furniture';
  readonly line: Line;
  readonly reason: string;
  /** Stands at the top of a page: whatever follows is another page than what came before. */
  readonly opensPage?: boolean;
}

const CONTRIBUTED = /^.{1,200}\bcontributed to this (?:report|story|article)\.?$/i;
/** A name of two to four words, each with a capital. */
const NAME = /^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){0,2} \p{Lu}[\p{L}'’-]+$/u;
/** Labels of which a list is a page's menu. */
const MENU =
  /^(?:home|news|sports?|world|u\.?s\.?|uk|politics|business|weather|travel|style|health|opinion|culture|video|search|help!?|about(?: us)?|contact(?: us)?|feedback|privacy(?: policy)?|terms(?: of (?:use|service))?|subscribe|log ?in|sign ?in|register|newsletters?|site ?map|careers|advertise(?: with us)?|facebook|twitter|instagram|contents)$/i;
const RELATED =
  /^(?:related|more|other|earlier|previous)\b.{0,30}\b(?:stories|articles|coverage|headlines):?$/i;
/** "(23 sec. /280K AIFF or WAV sound)", "(1.4M)", "(at 16 bits)"; not "(10 m tall)" or "(20 min. later)". */
const MEDIA =
  /\(\s*(?:\d+(?:\.\d+)?\s*(?:sec|min)\.?(?:\s*\/[^()]*)?|\d+(?:\.\d+)?\s?[KMG]B?(?:\s[^()]*\b(?:sound|movie|video|audio|file|AIFF|WAV|MP3)\b[^()]*)?|at \d+ bits)\s*\)/;
/** The longest line that may be furniture; a longer one is a paragraph. */
const LABEL_CHARACTERS = 400;
const MEDIA_AT_END = new RegExp(`\\s*${MEDIA.source}\\s*$`);
const INVITATION = /^(?:listen|watch|view|click|see|hear|download|play)\b/i;
const AGENCIES = ['AP', 'AFP', 'CNN', 'EPA', 'UPI', 'Reuters', 'Getty', 'Getty Images', 'File', 'File photo'];

/** The reason given for a day in figures that says one day here and another there. */
export const UNCLEAR_DATE = 'a day that can be read two ways; supply it with --published';

type Section = 'body' | 'stories' | 'links';
const HEADINGS = { stories: 'heading of related stories', links: 'heading of a list of links' };

/** A line, with what could be told from it alone, and the next line that is neither blank nor furniture. */
interface Known {
  readonly line: Line;
  readonly piece?: Piece;
  readonly next?: Line;
}

/** The pages of a site that is known, or any pages, and where on a page a line stands. */
interface Page {
  readonly profile: Profile;
  /** Whether a line stands before the first sentence of its document or after the last. */
  readonly isOutside: (line: Line) => boolean;
}

/** Says of each line of a document what it is: the story's, or the page's and why. */
export function piecesOf(lines: readonly Line[], profile: Profile = GENERIC): readonly Piece[] {
  const credits = new Set([...AGENCIES, ...datelineCredits(lines)].map((credit) => credit.toLowerCase()));
  const page = { profile, isOutside: outsideOf(lines) };
  const blocks = codeLines(lines);
  let section: Section = 'body';
  return namedBeside(
    knownLines(lines, page).map(({ line, piece, next }) => {
      const code = blocks.get(line);
      if (code) return code;
      if (piece?.kind === 'furniture' && piece.opensPage) section = 'body';
      const mayHead = !piece || (piece.kind === 'furniture' && !piece.opensPage);
      const heading = mayHead ? sectionAt(line, next) : undefined;
      if (piece && !heading) return piece;
      if (heading) {
        section = heading;
        return furniture(line, HEADINGS[heading]);
      }
      if (section !== 'body' && isEntry(line)) return entryPiece(line, section);
      section = 'body';
      return bodyPiece(line, { next, credits, profile });
    }),
  );
}

function outsideOf(lines: readonly Line[]): (line: Line) => boolean {
  const sentences = lines.filter(({ words }) => readsAsSentence(words) && wordCount(words) >= 8);
  const [first, last] = [sentences[0]?.number ?? 0, sentences.at(-1)?.number ?? 0];
  return ({ number }) => number < first || number > last;
}

/** The lines between the fences of a block of code, as they are, and the rows of a table. */
function codeLines(lines: readonly Line[]): ReadonlyMap<Line, Piece> {
  const found = new Map<Line, Piece>();
  let fence: string | undefined;
  for (const line of lines) {
    const mark = /^\s*(```|~~~)/.exec(line.raw)?.[1];
    if (
      fence === undefined &&
      mark !== undefined &&
      lines.some((each) => each.number > line.number && each.raw.trim().startsWith(mark))
    ) {
      fence = mark;
      found.set(line, furniture(line, 'mark of a block of code'));
    } else if (fence !== undefined && mark === fence) {
      fence = undefined;
      found.set(line, furniture(line, 'mark of a block of code'));
    } else if (fence !== undefined && line.raw.trim() !== '') {
      found.set(line, { kind: 'text', line, text: line.raw.trimEnd(), keepsLine: true });
    } else if (/^\s*\|.*\|\s*$/.test(line.raw)) {
      found.set(line, { kind: 'text', line, text: line.words, keepsLine: true });
    }
  }
  return found;
}

/** A bare name right above or below the line that dates a story is who wrote it. */
function namedBeside(pieces: readonly Piece[]): readonly Piece[] {
  const shown = pieces.filter(({ kind }) => kind !== 'blank');
  const credits = new Set(
    shown.filter((piece, place) => {
      if (piece.kind !== 'text' || !NAME.test(piece.line.words)) return false;
      const [above, below] = [shown[place - 1], shown[place + 1]];
      const headed = above?.kind === 'text' && above.line.number > 0 && place > 0;
      return (
        (below?.kind === 'date' && headed) ||
        (above?.kind === 'date' && below?.kind === 'text' && readsAsSentence(below.text))
      );
    }),
  );
  return pieces.map((piece) => (credits.has(piece) ? { kind: 'credit', line: piece.line } : piece));
}

function knownLines(lines: readonly Line[], page: Page): readonly Known[] {
  const menu = menuLines(lines, page);
  const known: Known[] = [];
  let next: Line | undefined;
  for (const line of lines.toReversed()) {
    const piece = menu.has(line) ? furniture(line, 'navigation menu', true) : byRule(line, page);
    known.push({ line, ...(piece && { piece }), ...(next && { next }) });
    if (piece?.kind !== 'blank' && piece?.kind !== 'furniture') next = line;
  }
  return known.reverse();
}

/** The words in brackets that a dateline ends with: "LIMA, Peru (CNN) --" gives "CNN". */
export function datelineCredit(text: string): string | undefined {
  return /^(?:\p{Lu}[\p{L} .,'’-]{1,60}\s)?\(([^()]{2,30})\)\s*(?:--|[-–—])\s/u.exec(text)?.[1];
}

function datelineCredits(lines: readonly Line[]): readonly string[] {
  return lines.flatMap((line) => datelineCredit(line.words) ?? []);
}

function byRule(line: Line, { profile, isOutside }: Page): Piece | undefined {
  if (line.words === '') return blankOrPicture(line);
  if (line.words.length > LABEL_CHARACTERS) return undefined;
  const closed =
    /^(?:\S )+\S(?:\s{2,}(?:\S )+\S)*$/.test(line.words) || /^(?:\p{Lu}\s+)+\p{Lu}$/u.test(line.words);
  const words = closed ? line.words.replace(/\s+/g, '') : line.words;
  const outside = isOutside(line);
  const rule = [...profile.rules, ...GENERIC.rules].find(
    (each) => (outside || !each.outside) && each.pattern.test(words),
  );
  if (rule) return furniture(line, rule.reason, rule.opensPage);
  if (isByline(line.words) || CONTRIBUTED.test(line.words)) return { kind: 'credit', line };
  return datePiece(line, outside);
}

/** A line that dates a story; one that can be read two ways, or only tells of a change, dates none. */
function datePiece(line: Line, outside: boolean): Piece | undefined {
  if (line.isLink && dayOfHeadline(line.words)) return undefined; // a listed headline, though it may read as a name
  const found = publicationLine(line.words);
  if (found?.day)
    return { kind: 'date', line, day: found.day, ...(found.credit && { credit: found.credit }) };
  if (found) return furniture(line, PAGE_DATE);
  const figures = line.words.replace(/^(?:published|posted|date)\b\s*(?:on)?\s*:?\s*/i, '');
  const isUnclear =
    outside && /^\d{1,2}[/-]\d{1,2}[/-]\d{4}$/.test(figures) && dayOfFigures(figures, 'day-first');
  return isUnclear ? furniture(line, UNCLEAR_DATE) : undefined;
}

function bodyPiece(
  line: Line,
  { next, credits, profile }: { next: Line | undefined; credits: ReadonlySet<string>; profile: Profile },
): Piece {
  const { listsRecordings = false } = profile;
  if (listsRecordings && /\S\t/.test(line.raw)) return tableRow(line);
  if (isWholeLink(line)) return furniture(line, 'a link on its own');
  const media = listsRecordings ? MEDIA_AT_END.exec(line.words.slice(-LABEL_CHARACTERS))?.[0] : undefined;
  if (media) return mediaLine(line, media);
  const text = line.words
    .split('\t')
    .map((cell) => cell.trim())
    .join(' ');
  if (text.length > LABEL_CHARACTERS) return { kind: 'text', line, text };
  const isNamed = next && isOnlyMedia(next.words) && !readsAsCaption(line.words);
  if (listsRecordings && isNamed && !/[.!?]["'”’]?$/.test(line.words)) {
    return furniture(line, 'name of a recording');
  }
  return captionPiece(line, credits) ?? { kind: 'text', line, text };
}

function mediaLine(line: Line, media: string): Piece {
  const text = line.words.slice(0, -media.length).trim();
  if (text === '') return furniture(line, 'size of a recording');
  return { kind: 'text', line, text, cut: [{ text: media.trim(), reason: 'size of a recording' }] };
}

function captionPiece(line: Line, credits: ReadonlySet<string>): Piece | undefined {
  const match = /^(.*?)\s*\(([^()]+)\)$/.exec(line.words);
  const [, words = '', credit = ''] = match ?? [];
  if (!match || !(credits.has(credit.toLowerCase()) || /^courtesy\b|\bphotos?$/i.test(credit)))
    return undefined;
  if (!readsAsCaption(words)) return furniture(line, "picture's caption or credit");
  const cut = [{ text: `(${credit})`, reason: "picture's credit" }];
  return { kind: 'text', line, text: words, isCaption: true, cut };
}

/** Of a row of a table, the one cell that is a sentence; labels, sizes and invitations go. */
function tableRow(line: Line): Piece {
  const cells = line.words.split('\t').map((cell) => cell.trim());
  const kept = cells.filter((cell) => wordCount(cell) >= 5 && !MEDIA.test(cell) && !INVITATION.test(cell));
  const [text] = kept;
  if (text === undefined || kept.length > 1) return furniture(line, 'row of a table');
  const cut = cells.filter((cell) => cell !== '' && cell !== text);
  return {
    kind: 'text',
    line,
    text,
    isCaption: true,
    cut: cut.map((each) => ({ text: each, reason: 'cell of a table' })),
  };
}

function entryPiece(line: Line, section: Exclude<Section, 'body'>): Piece {
  if (section === 'links') return furniture(line, 'list of links');
  return { kind: 'related', line, text: entryOf(line) };
}

function sectionAt(line: Line, next: Line | undefined): Exclude<Section, 'body'> | undefined {
  if (!next || line.isBullet || line.words.length > 60) return undefined;
  if (RELATED.test(line.words) && isEntry(next)) return 'stories';
  return line.words.endsWith(':') && next.isLink ? 'links' : undefined;
}

function isEntry(line: Line): boolean {
  return line.isBullet || line.isLink || dayOfHeadline(line.words) !== undefined;
}

/** Bulleted runs of five or more labels of up to three words that are surely a page's menu. */
function menuLines(lines: readonly Line[], { profile, isOutside }: Page): ReadonlySet<Line> {
  const menu = new Set<Line>();
  let run: Line[] = [];
  for (const line of [...lines, undefined]) {
    if (line?.words === '') continue;
    if (line && isLabel(line)) {
      run.push(line);
      continue;
    }
    const known = run.filter((label) => MENU.test(entryOf(label))).length;
    const needed = run.every(isOutside) ? 2 : 3;
    if (run.length >= 5 && (profile.bulletedMenus || known >= needed))
      for (const label of run) menu.add(label);
    run = [];
  }
  return menu;
}

function isLabel(line: Line): boolean {
  const words = entryOf(line);
  return line.isBullet && words.length <= 24 && wordCount(words) <= 3 && !/\p{Ll}\.$/u.test(words);
}

function isWholeLink(line: Line): boolean {
  return (
    /^\s*\(?\[(?:\\.|[^\]\\])*\]\([^)]*\)\)?\s*$/.test(line.raw) &&
    !MEDIA.test(line.words) &&
    !readsAsSentence(line.words)
  );
}

function isOnlyMedia(words: string): boolean {
  return words.length <= LABEL_CHARACTERS && MEDIA_AT_END.exec(words)?.[0].trim() === words;
}

function blankOrPicture(line: Line): Piece {
  return line.raw.trim() === '' ? { kind: 'blank', line } : furniture(line, 'picture or markup');
}

function furniture(line: Line, reason: string, opensPage?: boolean): FurniturePiece {
  return { kind: 'furniture', line, reason, ...(opensPage && { opensPage }) };
}
