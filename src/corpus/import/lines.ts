import { decodeHTMLStrict } from 'entities';

/** One line of a raw document. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly raw: string;
  /** The words: without link and heading markup, and without white space at the ends. */
  readonly words: string;
  readonly isBullet: boolean;
  /** Whether it begins with a link and does not go on as a sentence does. */
  readonly isLink: boolean;
}

const LINK = /(!?)\[((?:\\.|[^\]\\]){0,500})\]\([^()\s]*(?:\s+"[^"]*")?\)/g;
const BULLET = /^\s*[-*•·]\s+/;
const STARTS_WITH_LINK = /^\s*(?:[-*•·]\s+)?\(?\[(?:\\.|[^\]\\])*\]\([^)]*\)/;
/** HTML within Markdown: tags of elements that stand in a text, with scripts and comments whole. */
const TAGS =
  /<!--[^>]{0,2000}-->|<(script|style|iframe)\b[^<>]{0,1000}>(?:[^<]{0,2000}<\/\1>)?|<\/?(?:a|abbr|audio|b|blockquote|br|center|cite|code|del|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|li|mark|object|ol|p|q|s|script|small|source|span|strong|style|sub|sup|table|tbody|td|th|thead|time|tr|u|ul|video)\b[^<>]{0,1000}>/gi;
/** The ends of lines as Unix, Windows and old Macs have them, and Unicode's own. */
export const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029]/;
const ESCAPED = /\\([\\`*_{}[\]()#+.!<>~|-])/g;

/** The lines of a raw document. */
export function linesOf(content: string): readonly Line[] {
  return content.split(LINE_END).map((raw, index) => {
    const words = wordsOf(raw);
    return {
      number: index + 1,
      raw,
      words,
      isBullet: BULLET.test(raw),
      isLink: STARTS_WITH_LINK.test(raw) && !/[.!?]["'”’]?$/.test(raw.trim()),
    };
  });
}

/** A line's words without link markup, escapes, heading marks and pictures. Tabs within stay. */
export function wordsOf(raw: string): string {
  return decoded(raw.includes('<') ? raw.replace(TAGS, '') : raw)
    .replace(LINK, (_, picture: string, words: string) => (picture ? '' : words))
    .replace(ESCAPED, '$1')
    .replace(/^\s*#{1,6}\s+/, '')
    .trim();
}

/** A text with its HTML entities as the characters they stand for, those that were encoded twice too. */
function decoded(text: string): string {
  const once = text.includes('&') ? decodeHTMLStrict(text) : text;
  return (once.includes('&') ? decodeHTMLStrict(once) : once).replaceAll('\u00A0', ' ');
}

/** The words of a list entry, without its bullet. */
export function entryOf(line: Line): string {
  return line.words.replace(BULLET, '').trim();
}

/** How many words a text has. */
export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
