import type { Citation } from '../corpus/citation.ts';
import { csvLine } from '../csv.ts';
import { atPrecision } from '../time/calendar.ts';
import { type TimelineEntry, tellingsOf } from './entries.ts';
import { escapeMarkup } from './markup.ts';
import type { QuantityPoint } from './quantity.ts';
import type { Report } from './report.ts';
import { dateInWords, dateWordsOf, differencesInWords, shortened, sourcesOf } from './words.ts';

/** One JSON object a line and entry. `text` and each `exact` are the article's own words. */
export function toJsonLines(entries: readonly TimelineEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(jsonOf(entry))}\n`).join('');
}

function jsonOf(entry: TimelineEntry) {
  return {
    date: entry.date,
    precision: entry.precision,
    certainty: entry.certainty,
    text: entry.citation.exact,
    citations: entry.reports.map((report) => ({
      ...placeOf(report),
      exact: report.citation.exact,
      date: atPrecision(report.when.from, report.when.precision),
      dateWords: dateWordsOf(report),
      copies: report.copies.map((citation) => placeOf({ citation })),
    })),
    differences: entry.differences.map(({ about, sides }) => ({
      about,
      sides: sides.map(({ words, report }) => ({ exact: words.exact, citation: report })),
    })),
  };
}

function placeOf({ citation: { article, span } }: { readonly citation: Citation }) {
  return {
    articleId: article.id,
    title: article.title,
    publisher: article.publisher ?? null,
    published: article.published ?? null,
    start: span.start,
    end: span.end,
  };
}

/** One JSON object a line and figure: what is counted, for which day, in which words of which article. */
export function quantityJsonLines(points: readonly QuantityPoint[]): string {
  return points
    .map(({ day, dayFrom, figure: { low, high, hedge }, words, citation }) => {
      const place = placeOf({ citation });
      return `${JSON.stringify({ date: day, dayFrom, low, high, hedge, exact: words.exact, text: citation.exact, ...place })}\n`;
    })
    .join('');
}

const COLUMNS = [
  'date',
  'precision',
  'certainty',
  'text',
  'articleId',
  'title',
  'publisher',
  'published',
  'start',
  'end',
  'reports',
] as const;

/** A table, one row an entry, of its earliest report, with a header. */
export function toCsv(entries: readonly TimelineEntry[]): string {
  const rows = entries.map((entry) => {
    const { date, precision, certainty, citation } = entry;
    const { article, span } = citation;
    const source = [article.id, article.title, article.publisher ?? '', article.published ?? ''];
    return [date, precision, certainty, citation.exact, ...source, span.start, span.end, tellingsOf(entry)];
  });
  return [COLUMNS, ...rows].map(csvLine).join('');
}

/** A Markdown document: a heading a date, each report a block quote with its source. */
export function toMarkdown(entries: readonly TimelineEntry[]): string {
  let heading = '';
  const parts = entries.map((entry) => {
    const date = dateInWords(entry);
    const head = date === heading ? '' : `## ${date}\n\n`;
    heading = date;
    const differences = differencesInWords(entry).map(
      (line) => `Reports differ: ${escapeMarkdown(line)}\n\n`,
    );
    return head + entry.reports.map(markdownOf).join('') + differences.join('');
  });
  return parts.join('').replace(/\n+$/, '\n');
}

function markdownOf(report: Report): string {
  const words =
    report.when.certainty === 'resolved' ? ` (date from “${escapeMarkdown(dateWordsOf(report))}”)` : '';
  const quote = report.citation.exact.split('\n').map((line) => `> ${escapeMarkdown(line)}`);
  return `${quote.join('\n')}\n>\n> — ${escapeMarkdown(sourcesOf(report))}${words}\n\n`;
}

/** So that the reader sees the article's characters and no formatting of Markdown's. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&').replace(/^(\s*)([-+]|\d+\.)(?=\s)/, '$1\\$2');
}

/** The JSON that TimelineJS 3 reads: https://timeline.knightlab.com/docs/json-format.html */
export function toTimelineJs(entries: readonly TimelineEntry[], title: string): string {
  const events = entries.map((entry, index) => {
    const start = timelineJsDate(entry.period.from, entry.precision);
    const end = timelineJsDate(entry.period.to, entry.precision);
    return {
      unique_id: `entry-${index + 1}`,
      start_date: start,
      ...(JSON.stringify(start) !== JSON.stringify(end) && { end_date: end }),
      display_date: dateInWords(entry),
      text: {
        headline: escapeMarkup(shortened(entry.citation.exact, 90)),
        text: entry.reports
          .map(
            (report) =>
              `<blockquote>${escapeMarkup(report.citation.exact)}</blockquote><p>${escapeMarkup(sourcesOf(report))}</p>`,
          )
          .join(''),
      },
    };
  });
  return `${JSON.stringify({ title: { text: { headline: escapeMarkup(title) } }, events }, null, 2)}\n`;
}

function timelineJsDate(day: string, precision: TimelineEntry['precision']) {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  if (precision === 'year') return { year };
  return precision === 'month' ? { year, month } : { year, month, day: date };
}
