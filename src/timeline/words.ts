import type { Citation } from '../corpus/citation.ts';
import { type Day, formatDay } from '../corpus/day.ts';
import type { Precision } from '../time/when.ts';
import type { TimelineEntry } from './entries.ts';
import type { Report } from './report.ts';

const MONTH = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** An entry's date for people, as finely as the text gives it: `Tue, Dec 17, 1996`, `June 1992`, `1985`. */
export function dateInWords({ period, precision }: Pick<TimelineEntry, 'period' | 'precision'>): string {
  const first = inWords(period.from, precision);
  const last = inWords(period.to, precision);
  return first === last ? first : `${first} to ${last}`;
}

function inWords(day: Day, precision: Precision): string {
  if (precision === 'day') return formatDay(day);
  return precision === 'month' ? MONTH.format(new Date(`${day}T00:00:00Z`)) : day.slice(0, 4);
}

/** The words of a report that give its date: "last night", "Dec. 17". */
export function dateWordsOf({ citation, when }: Report): string {
  return citation.article.text.slice(when.span.start, when.span.end);
}

/** Where a report stands: publisher, title and day of publication, as far as they are known. */
export function sourceOf({ citation: { article } }: { readonly citation: Citation }): string {
  const day = article.published === undefined ? 'undated' : `published ${formatDay(article.published)}`;
  return [article.publisher, `“${article.title}”`, day].filter(Boolean).join(', ');
}

/** Where a report stands, and in which articles its words stand as well. */
export function sourcesOf({ citation, copies }: Report): string {
  const others = copies.map((copy) => copy.article.publisher ?? `“${copy.article.title}”`);
  return [sourceOf({ citation }), ...(others.length > 0 ? [`also in ${others.join(', ')}`] : [])].join('; ');
}

/** One line a difference: `“two men” (Courier 2004-03-08) / “five men” (Herald 2004-03-09)`. */
export function differencesInWords({ differences, reports }: TimelineEntry): readonly string[] {
  return differences.map(({ sides }) =>
    sides
      .map(({ words, report }) => {
        const article = reports[report]?.citation.article;
        const source = [article?.publisher, article?.published].filter(Boolean).join(' ');
        return source ? `“${words.exact}” (${source})` : `“${words.exact}”`;
      })
      .join(' / '),
  );
}

/** The start of a text up to a length, cut between words, with an ellipsis when anything is left out. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1).replace(/\s+\S*$/, '');
  return `${cut.replace(/[\s,;:–—-]+$/, '')}…`;
}

/** "KELVERTON, Isles (KP) -- " and the like, which tells where a report was filed. */
const DATELINE =
  /^(?:\p{Lu}[\p{Lu}.'’ -]+(?:,[\p{L}\d. ]{2,30})?\s*)?(?:\([^)]{2,30}\)\s*)?(?:--|[—–_-])\s+/u;

/**
 * What an entry's earliest report says, in at most so many characters: the sentence's own words
 * without a dateline, or, when the date belongs to its end ("…, the morning after the stunning end
 * to the strike"), that part. An ellipsis stands wherever words are left out.
 */
export function labelOf({ citation, reports }: TimelineEntry, length: number): string {
  const { exact, span, article } = citation;
  const body = exact.slice(DATELINE.exec(exact)?.[0].length ?? 0);
  const first = reports[0];
  if (!first || body.length <= length) return shortened(body, length);
  const part = article.text.slice(first.clause.start, span.end).replace(/^(?:[\s,;:–—-]|and\b|but\b)+/, '');
  const isAtEnd = part.length < body.length * 0.6;
  return isAtEnd ? `…${shortened(part, length - 1)}` : shortened(body, length);
}
