import type { Span } from '../corpus/span.ts';

/**
 * What Discord would read as formatting: its signs anywhere; heading, list, subtext and quote marks
 * where a line starts; ":" unless white space follows, as it may name an emoji or make a link, inside
 * which a backslash would be shown. Each sign is matched before what precedes it is looked at, so that
 * a line of white space costs one look and not one for each of its characters.
 */
const SIGNS = /[\\*_~|`[\]<@]|:(?!\s)|[#>+-](?<=^[^\S\n]*[#>+-])|\.(?<=^[^\S\n]*\d+\.)/gm;

/** The text so that Discord shows exactly these characters, and no formatting, link, mention or emoji. */
export function escapeMarkdown(text: string): string {
  return text.replace(SIGNS, '\\$&');
}

/** One line of text, escaped and in bold; white space alone stays as it is, since "****" is shown. */
export function bold(text: string): string {
  const escaped = escapeMarkdown(text);
  return escaped.trim() === '' ? escaped : `**${escaped}**`;
}

/**
 * Words of an article as a block quote, with part of them in bold. The line breaks are the article's;
 * each line carries its own mark and its own bold, as neither reaches over a line end in every client.
 * @param text the whole article text
 * @param span what to quote
 * @param marked the part in bold, within `span`
 */
export function blockQuote(text: string, span: Span, marked?: Span): string {
  const lines: string[] = [];
  for (const line of linesOf(text, span)) lines.push(`> ${quotedLine(text, line, marked)}`);
  return lines.join('\n');
}

function quotedLine(text: string, line: Span, marked: Span | undefined): string {
  const start = Math.max(line.start, marked?.start ?? line.end);
  const end = Math.min(line.end, marked?.end ?? line.start);
  if (start >= end) return escapeMarkdown(text.slice(line.start, line.end));
  const before = text.slice(line.start, start);
  const after = text.slice(end, line.end);
  // Where only white space has gone before, a mark still opens a heading or a list.
  const isMidLine = text.slice(line.start, end).trim() !== '';
  const tail = isMidLine ? escapeMarkdown(`x${after}`).slice(1) : escapeMarkdown(after);
  return `${escapeMarkdown(before)}${bold(text.slice(start, end))}${tail}`;
}

function* linesOf(text: string, span: Span): Generator<Span> {
  let start = span.start;
  for (let at = span.start; at < span.end; at++) {
    if (text[at] !== '\n') continue;
    yield { start, end: at };
    start = at + 1;
  }
  yield { start, end: span.end };
}
