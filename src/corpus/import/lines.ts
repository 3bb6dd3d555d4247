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
const ESCAPED = /\\([\\`*_{}[\]()#+.!<>~|-])/g;

/** The lines of a raw document. */
export function linesOf(content: string): readonly Line[] {
  return content.split(/\r?\n/).map((raw, index) => {
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
  return raw
    .replace(LINK, (_, picture: string, words: string) => (picture ? '' : words))
    .replace(ESCAPED, '$1')
    .replace(/^\s*#{1,6}\s+/, '')
    .trim();
}

/** The words of a list entry, without its bullet. */
export function entryOf(line: Line): string {
  return line.words.replace(BULLET, '').trim();
}

/** How many words a text has. */
export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
