import { type Span, slice } from '../../corpus/span.ts';
import type { Difference } from '../../timeline/differences.ts';
import { type TimelineEntry, tellingsOf } from '../../timeline/entries.ts';
import type { Report } from '../../timeline/report.ts';
import { dateWordsOf } from '../../timeline/words.ts';
import { LIMITS } from '../limits.ts';
import { blockQuote, escapeMarkdown } from '../markdown.ts';
import type { Words } from '../words/words.ts';
import { pager } from './answer.ts';
import { blocks, lines, note, plain, type Reply, type ReplyFile, rows } from './reply.ts';
import { flat, originLine } from './source.ts';

/** What the entries of one page may take; the rest is for the heading and the page's number. */
const ROOM = 1650;
/** The most characters of a sentence, of which each may need a backslash. */
const SENTENCE = 600;

/** What a page of a timeline is shown with. */
export interface TimelineView {
  readonly words: Words;
  readonly page: number;
  /** The filters in words, escaped. */
  readonly filters: readonly string[];
  readonly idOf: (page: number, tag: string) => string;
  readonly picture?: ReplyFile;
}

/** A page of what happened when: each entry in an article's words, with where its date comes from. */
export function renderTimeline(
  entries: readonly TimelineEntry[],
  { words, page, filters, idOf, picture }: TimelineView,
): Reply {
  if (entries.length === 0) return plain(words.timeline.none);
  const pages = packed(entries, words);
  const here = Math.min(Math.max(page, 0), pages.length - 1);
  return {
    content: blocks(
      lines(
        words.timeline.title(entries.length),
        filters.length > 0 && note(words.only(filters.join(' · '))),
      ),
      ...(pages[here] ?? []),
      pages.length > 1 && note(words.page(here + 1, pages.length)),
    ),
    components: pages.length > 1 ? rows(pager(words, here, pages.length, idOf)) : [],
    ...(picture && { files: [picture] }),
  };
}

/** The picture's file, with what it shows in words. */
export function pictureFile({ png, alt }: { readonly png: Buffer; readonly alt: string }): ReplyFile {
  return { name: 'timeline.png', data: png, description: alt.slice(0, LIMITS.altText) };
}

/** Entries in pages, each as full as it can be. A date stands above the first of its entries on a page. */
function packed(entries: readonly TimelineEntry[], words: Words): readonly (readonly string[])[] {
  const pages: string[][] = [];
  let room = 0;
  let above = '';
  for (const entry of entries) {
    const date = `**${words.when({ ...entry.period, precision: entry.precision })}**`;
    const block = entryBlock(entry, words);
    const page = pages.at(-1);
    const item = date === above ? block : lines(date, block);
    const fits = page !== undefined && item.length + 2 <= room;
    const shown = fits ? item : lines(date, block);
    if (fits) page.push(shown);
    else pages.push([shown]);
    room = (fits ? room : ROOM) - shown.length - 2;
    above = date;
  }
  return pages;
}

function entryBlock(entry: TimelineEntry, words: Words): string {
  const { citation, reports } = entry;
  const { article, span } = citation;
  const shown = readable(article.text, span);
  const [first] = reports;
  const tellings = tellingsOf(entry);
  const facts = [
    originLine(article, words),
    first?.when.certainty === 'resolved' && words.timeline.resolved(phraseOf(first)),
    tellings > 1 && words.timeline.alsoIn(tellings - 1),
  ].filter(Boolean);
  return lines(
    blockQuote(article.text, shown),
    shown.end < span.end && note(words.timeline.cut),
    note(`${flat(article.title, 80)} · ${facts.join(' · ')}`),
    ...entry.differences.slice(0, 1).map((difference) => note(differenceOf(difference, entry, words))),
  );
}

function phraseOf(report: Report): string {
  return escapeMarkdown(dateWordsOf(report).replace(/\s+/g, ' '));
}

function differenceOf({ sides }: Difference, { reports }: TimelineEntry, words: Words): string {
  const parts = sides.slice(0, 3).map(({ words: said, report }) => {
    const article = reports[report]?.citation.article;
    return `“${flat(said.exact, 80)}”${article ? ` (${originLine(article, words)})` : ''}`;
  });
  return words.timeline.differ(parts.join(' / '));
}

/** As much of a sentence as a page has room for, up to a word's end. */
function readable(text: string, span: Span): Span {
  if (span.end - span.start <= SENTENCE) return span;
  const start = slice(text, { start: span.start, end: span.start + SENTENCE });
  const space = start.search(/\s+\S*$/);
  const length = space > 0 ? space : start.length - (/[\uD800-\uDBFF]$/.test(start) ? 1 : 0);
  return { start: span.start, end: span.start + length };
}
