import type { Day } from '../day.ts';
import { dayOfHeadline, dayOfLine } from './dates.ts';
import { entryOf, type Line, wordCount } from './lines.ts';

/** What one line of a web page turned out to be. */
export type Piece =
  | { readonly kind: 'blank'; readonly line: Line }
  | TextPiece
  | { readonly kind: 'related'; readonly line: Line; readonly text: string }
  | { readonly kind: 'date'; readonly line: Line; readonly day: Day }
  | { readonly kind: 'credit'; readonly line: Line }
  | FurniturePiece;

/** Words of the story. */
export interface TextPiece {
  readonly kind: 'text';
  readonly line: Line;
  readonly text: string;
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

interface Rule {
  readonly pattern: RegExp;
  readonly reason: string;
  readonly opensPage?: boolean;
}

/** The reason given for a web page's own date, which is not the story's. */
export const PAGE_DATE = "the web page's own date";
/** The reason given for a copyright line. */
export const COPYRIGHT = 'copyright';

/** Lines that are furniture on whatever page they stand. Spaced-out letters are closed up first. */
const RULES: readonly Rule[] = [
  { pattern: /^story ?page$/i, reason: 'page banner', opensPage: true },
  {
    pattern: /^(?:world|u\.?s\.?|local|national|top|latest|breaking) (?:news|stories)$/i,
    reason: 'page banner',
    opensPage: true,
  },
  { pattern: /^(?:explore|related|sites ?& ?stories|advertisement|menu)$/i, reason: 'page banner' },
  { pattern: /^(?:back to (?:top|story page|story)|top of page|home ?page)$/i, reason: 'page navigation' },
  { pattern: /^(?:(?:next|previous) page|skip to (?:main )?content)$/i, reason: 'page navigation' },
  {
    pattern: /^(?:tell us what you think!?|you said it(?:\.{3}|…)?|leave a comment)$/i,
    reason: 'feedback link',
  },
  { pattern: /^sound off (?:on|in|at) our\b.{0,40}$/i, reason: 'feedback link' },
  { pattern: /^(?:e-?mail|share|print) this(?: (?:page|story|article))?$/i, reason: 'feedback link' },
  { pattern: /^get the latest updates\b.{0,80}$/i, reason: 'invitation to subscribe' },
  { pattern: /^(?:subscribe|sign up) (?:to|for|now)\b[^.]{0,60}$/i, reason: 'invitation to subscribe' },
  { pattern: /^[^|.!?]{1,30}(?:\s\|\s[^|.!?]{1,30}){2,}$/, reason: 'navigation menu' },
  { pattern: /^[-–—_=*~.·•\s]{3,}$/, reason: 'line of marks' },
  { pattern: /^web ?posted (?:at|on)\b.{0,80}$/i, reason: 'time of posting' },
  { pattern: /^\W*last (?:updated|modified)\b.{0,60}$/i, reason: PAGE_DATE },
  { pattern: /^(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|\d{4}|by\b))/i, reason: COPYRIGHT },
  { pattern: /^all rights reserved\.?$/i, reason: COPYRIGHT },
  { pattern: /^terms under which this (?:service|site) is provided\b.{0,20}$/i, reason: 'terms of service' },
  { pattern: /^terms (?:of (?:use|service)|and conditions)$/i, reason: 'terms of service' },
  { pattern: /^(?:note: )?pages will open in a new browser window\.?$/i, reason: 'note on links' },
  { pattern: /^external sites are not endorsed by\b.{0,40}$/i, reason: 'note on links' },
  { pattern: /^search for related\b.{0,40}$/i, reason: 'search box' },
  { pattern: /^tip: you can restrict your search\b.{0,60}$/i, reason: 'search box' },
  { pattern: /^example: title:/i, reason: 'search box' },
];

/** A person's name of two to four words. */
const NAME = "\\p{Lu}[\\p{L}.'’-]+(?: \\p{Lu}[\\p{L}.'’-]*){0,2} \\p{Lu}[\\p{L}'’-]+";
const CREDITS = [
  new RegExp(`^(?:By|BY) ${NAME}(?:(?:,| and|,? &) ${NAME})*$`, 'u'),
  /^.{1,200}\bcontributed to this (?:report|story|article)\.?$/i,
];
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

type Section = 'body' | 'stories' | 'links';
const HEADINGS = { stories: 'heading of related stories', links: 'heading of a list of links' };

/** A line, with what could be told from it alone, and the next line that is neither blank nor furniture. */
interface Known {
  readonly line: Line;
  readonly piece?: Piece;
  readonly next?: Line;
}

/** Says of each line of a document what it is: the story's, or the page's and why. */
export function piecesOf(lines: readonly Line[]): readonly Piece[] {
  const credits = new Set([...AGENCIES, ...datelineCredits(lines)].map((credit) => credit.toLowerCase()));
  let section: Section = 'body';
  return knownLines(lines).map(({ line, piece, next }) => {
    if (piece?.kind === 'furniture' && piece.opensPage) section = 'body';
    if (piece) return piece;
    const heading = sectionAt(line, next);
    if (heading) {
      section = heading;
      return furniture(line, HEADINGS[heading]);
    }
    if (section !== 'body' && isEntry(line)) return entryPiece(line, section);
    section = 'body';
    return bodyPiece(line, { next, credits });
  });
}

function knownLines(lines: readonly Line[]): readonly Known[] {
  const menu = menuLines(lines);
  const known: Known[] = [];
  let next: Line | undefined;
  for (const line of lines.toReversed()) {
    const piece = menu.has(line) ? furniture(line, 'navigation menu', true) : byRule(line);
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

function byRule(line: Line): Piece | undefined {
  if (line.words === '') return blankOrPicture(line);
  if (line.words.length > LABEL_CHARACTERS) return undefined;
  const closed =
    /^(?:\S )+\S(?:\s{2,}(?:\S )+\S)*$/.test(line.words) || /^(?:\p{Lu}\s+)+\p{Lu}$/u.test(line.words);
  const words = closed ? line.words.replace(/\s+/g, '') : line.words;
  const rule = RULES.find(({ pattern }) => pattern.test(words));
  if (rule) return furniture(line, rule.reason, rule.opensPage);
  if (CREDITS.some((pattern) => pattern.test(line.words))) return { kind: 'credit', line };
  const day = dayOfLine(line.words);
  return day ? { kind: 'date', line, day } : undefined;
}

function bodyPiece(
  line: Line,
  { next, credits }: { next: Line | undefined; credits: ReadonlySet<string> },
): Piece {
  if (/\S\t/.test(line.raw)) return tableRow(line);
  if (isWholeLink(line)) return furniture(line, 'a link on its own');
  const media = MEDIA_AT_END.exec(line.words.slice(-LABEL_CHARACTERS))?.[0];
  if (media) return mediaLine(line, media);
  if (line.words.length > LABEL_CHARACTERS) return { kind: 'text', line, text: line.words };
  if (next && isOnlyMedia(next.words) && !readsAsSentence(line.words) && !/[.!?]["'”’]?$/.test(line.words)) {
    return furniture(line, 'name of a recording');
  }
  return captionPiece(line, credits) ?? { kind: 'text', line, text: line.words };
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
  if (!readsAsSentence(words)) return furniture(line, "picture's caption or credit");
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

/** Bulleted runs of five or more labels of up to three words. */
function menuLines(lines: readonly Line[]): ReadonlySet<Line> {
  const menu = new Set<Line>();
  let run: Line[] = [];
  for (const line of [...lines, undefined]) {
    if (line?.words === '') continue;
    if (line && isLabel(line)) {
      run.push(line);
      continue;
    }
    if (run.length >= 5) for (const label of run) menu.add(label);
    run = [];
  }
  return menu;
}

function isLabel(line: Line): boolean {
  const words = entryOf(line);
  return line.isBullet && words.length <= 24 && wordCount(words) <= 3 && !/\p{Ll}\.$/u.test(words);
}

function isWholeLink(line: Line): boolean {
  return /^\s*\(?\[(?:\\.|[^\]\\])*\]\([^)]*\)\)?\s*$/.test(line.raw) && !MEDIA.test(line.words);
}

function isOnlyMedia(words: string): boolean {
  return words.length <= LABEL_CHARACTERS && MEDIA_AT_END.exec(words)?.[0].trim() === words;
}

/** Whether a caption says something: five words or more, with a verb among them that can be told. */
function readsAsSentence(words: string): boolean {
  const verb =
    /\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|says?|said|\p{Ll}{2,}ed)\b/u;
  return wordCount(words) >= 5 && verb.test(words);
}

function blankOrPicture(line: Line): Piece {
  return line.raw.trim() === '' ? { kind: 'blank', line } : furniture(line, 'picture');
}

function furniture(line: Line, reason: string, opensPage?: boolean): FurniturePiece {
  return { kind: 'furniture', line, reason, ...(opensPage && { opensPage }) };
}
