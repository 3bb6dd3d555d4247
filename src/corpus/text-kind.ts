/** What a text turns out to be, whatever its file is called. */
export type TextKind = 'article' | 'text' | 'html' | 'feed' | 'mail' | 'mhtml' | 'json' | 'csv';

const OPENING =
  /^(?:<\?xml[^<>]{0,400}\?>\s*|<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|section|main|div|h1|p|table|meta|title|link|script|style|header|nav|amp-)\b/i;
const FEED =
  /^(?:<\?xml[^<>]{0,400}\?>\s*|<!--[\s\S]{0,2000}?-->\s*|<\?xml-stylesheet[^<>]{0,400}\?>\s*|<!DOCTYPE rss[^<>]{0,400}>\s*)*<(?:rss|feed|rdf:RDF|channel)\b/i;
/** Lines that begin a mail, of which two must be there. */
const HEADER =
  /^(?:from|to|cc|subject|date|reply-to|received|return-path|delivered-to|message-id|mime-version|content-type|content-transfer-encoding|dkim-signature|x-[\w-]+|list-[\w-]+|snapshot-content-location): ?\S/i;
/** How many tags a text must hold, and at least one in so many characters, to be HTML without an opening. */
const TAGS = { least: 12, characters: 250 };

/** Recognises a text by how it begins; its name only tells CSV apart. */
export function kindOfText(text: string, name = ''): TextKind {
  const start = text.slice(0, 8_000).replace(/^[\uFEFF\s]+/, '');
  if (/^---[^\S\n]*\r?\n/.test(start)) return 'article';
  if (FEED.test(start)) return 'feed';
  if (OPENING.test(start) || isFullOfTags(text)) return 'html';
  if (isMail(start)) return /^snapshot-content-location:|multipart\/related/im.test(start) ? 'mhtml' : 'mail';
  if (/^[[{]/.test(start) && isJson(text)) return 'json';
  return /\.(?:csv|tsv)$/i.test(name) ? 'csv' : 'text';
}

/** What to say of a text that is no article, and where it belongs. */
export function doorFor(kind: Exclude<TextKind, 'article' | 'text'>): string {
  switch (kind) {
    case 'html':
      return 'is a web page (HTML), not an article. Import it with "npm run corpus:import -- FILE".';
    case 'feed':
      return 'is a feed (RSS or Atom), not an article. Import its articles with "npm run corpus:import -- FILE", or follow it with "npm run corpus:follow -- ADDRESS".';
    case 'mail':
      return 'is an e-mail with its headers, not an article. Import it with "npm run corpus:import -- FILE", which keeps the headers out.';
    case 'mhtml':
      return 'is a web page saved as one file (MHTML), not an article. Import it with "npm run corpus:import -- FILE".';
    case 'json':
      return 'is JSON, not an article. A JSON feed is followed with "npm run corpus:follow -- ADDRESS"; questions are asked with "npm run ask -- --questions FILE". Of other data, put each article into a file of its own.';
    case 'csv':
      return 'is a table (CSV), not an article. Put each article into a file of its own.';
  }
}

function isFullOfTags(text: string): boolean {
  const part = text.slice(0, 100_000);
  const tags =
    part.match(/<\/?(?:p|div|br|span|li|ul|td|tr|table|h[1-6]|section|article)\b[^<>]{0,300}>/gi)?.length ??
    0;
  return tags >= TAGS.least && tags * TAGS.characters >= part.length;
}

function isMail(start: string): boolean {
  const lines = start.split(/\r\n|\n|\r/);
  const end = lines.findIndex((line) => line.trim() === '');
  const head = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !/^\s/.test(line));
  const headers = head.filter((line) => HEADER.test(line));
  if (headers.length < 3 || headers.length < head.length * 0.6) return false;
  return headers.some((line) => /^(?:from|message-id|received|mime-version|return-path):/i.test(line));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // One object a line is JSON as well; anything else that begins with a bracket is a text.
    return /^\{"[^"\n]{1,60}":/.test(text.trimStart());
  }
}
