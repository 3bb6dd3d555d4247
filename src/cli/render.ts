import pc from 'picocolors';
import type { Answer, Answered, Declined, Disagreement, Quote } from '../answer/answer.ts';
import { shownCount } from '../answer/shown.ts';
import type { Article, StatedField } from '../corpus/article.ts';
import { type Day, formatDay } from '../corpus/day.ts';
import { hasNoHeadline, saysHeadline } from '../corpus/headline.ts';
import { paragraphsOf } from '../corpus/paragraphs.ts';
import type { Span } from '../corpus/span.ts';
import { dateInWords } from '../timeline/words.ts';

/** No line is longer, however wide the terminal is. */
const WIDEST = 100;

/** An answer for a person at a terminal: the best quotes, each with one line of where it stands. */
export function renderAnswer(answer: Answer, width: number): string {
  const carried = answer.carriedFrom ? [pc.dim(`(following “${answer.carriedFrom}”)`)] : [];
  const mended = answer.mendings?.map(({ typed, read }) => `Read “${typed}” as “${read}”.`).join(' ');
  const body = answer.kind === 'answered' ? answeredLines(answer, width) : declinedLines(answer);
  return [...carried, ...(mended ? [pc.dim(mended)] : []), ...body].join('\n');
}

/** The quotes of an answer that `renderAnswer` does not show, with their numbers. */
export function renderMore(answer: Answer, width: number): string {
  if (answer.kind === 'declined') return quotesLines(answer.nearest, { first: 1, width }).join('\n');
  const from = shownCount(answer);
  const beyond = [...answer.quotes, ...answer.more].slice(from);
  return quotesLines(beyond, { first: from + 1, width }).join('\n');
}

const REASONS: Readonly<Record<Declined['reason'], string>> = {
  'off-topic': 'The articles are not about this.',
  'not-stated': 'The articles do not say.',
  filtered: 'No article passes these filters.',
  'no-question': 'There is nothing to look for in that. Ask a question in a few words.',
};

function answeredLines(answer: Answered, width: number): readonly string[] {
  const shown = answer.quotes.slice(0, shownCount(answer));
  return [
    ...quotesLines(shown, { first: 1, width }),
    ...answer.disagreements.flatMap((disagreement) => ['', disagreementLine(disagreement)]),
  ];
}

function declinedLines({ reason, asOf: { newestArticle } }: Declined): readonly string[] {
  const isAboutArticles = reason === 'off-topic' || reason === 'not-stated';
  const newest = isAboutArticles && newestArticle ? ` Newest article: ${formatDay(newestArticle)}.` : '';
  return [`${pc.yellow(REASONS[reason])}${pc.dim(newest)}`];
}

function quotesLines(
  quotes: readonly Quote[],
  { first, width }: { readonly first: number; readonly width: number },
): readonly string[] {
  return quotes.flatMap((quote, i) => [
    ...(i > 0 ? [''] : []),
    ...quoteLines(quote, { number: first + i, width: Math.min(width, WIDEST) }),
  ]);
}

function quoteLines(quote: Quote, { number, width }: { number: number; width: number }): readonly string[] {
  const { article, span } = quote.citation;
  const words = wrapMarked(article.text, { span, marked: quote.marked }, width - 2);
  return [
    ...words.map((line) => `${pc.dim('│')} ${line}`),
    ...wrapped([String(number), ...originParts(quote)].join(' · '), width - 2).map(
      (line) => `  ${pc.dim(line)}`,
    ),
  ];
}

/** Title, publisher and day as far as they are known, the days that the quote's words name, and its copies. */
function originParts({ citation: { article, exact }, dates, copies }: Quote): readonly string[] {
  const { title, publisher, published, basis } = article;
  const named = new Map<string, string>();
  for (const { certainty, span, from, to, precision } of dates) {
    const words = article.text.slice(span.start, span.end).replace(/\s+/g, ' ');
    const day = dateInWords({ period: { from, to }, precision });
    const isOwn = from === published && to === published;
    if (
      !isOwn &&
      certainty === 'resolved' &&
      !named.get(day)?.toLowerCase().split(', ').includes(words.toLowerCase())
    )
      named.set(day, [named.get(day), words].filter(Boolean).join(', '));
  }
  return [
    ...(hasNoHeadline(article) ? ['no headline'] : saysHeadline(exact, title) ? [] : [title]),
    ...(publisher ? [publisher] : []),
    `${dayText(published)}${published && basis.published ? ' (inferred)' : ''}`,
    ...[...named].map(([day, words]) => `${words} = ${day}`),
    ...(copies.length > 0 ? [`also in ${copies.length} ${copies.length === 1 ? 'other' : 'others'}`] : []),
  ];
}

function wrapped(note: string, width: number): readonly string[] {
  return wrapMarked(note, { span: { start: 0, end: note.length } }, width);
}

const RELATIONS: Readonly<Record<Disagreement['kind'], string>> = {
  differ: 'Reports differ:',
  'over-time': 'Over time:',
  same: 'The same figure:',
};

function disagreementLine({ kind, sides }: Disagreement): string {
  const figures = sides.map(({ figure, quote, day }, index) => {
    const newest = kind === 'over-time' && index === sides.length - 1 ? ', the newest' : '';
    return `“${figure.exact}” (${formatDay(day)}, quote ${quote + 1}${newest})`;
  });
  return `${pc.yellow(RELATIONS[kind])} ${figures.join(' · ')}`;
}

/** Publisher and day, each with its basis where the article does not state it. */
export function sourceLine(article: Article): string {
  return [
    noted(article.publisher ?? 'publisher not stated', article, 'publisher'),
    noted(dayText(article.published), article, 'published'),
  ].join(', ');
}

function noted(value: string, article: Article, field: StatedField): string {
  const basis = article.basis[field];
  return basis === undefined ? value : `${value} (${basis})`;
}

/** The articles, newest first, for `/sources`. */
export function renderSources(articles: readonly Article[]): string {
  return articles
    .map((article) => `${pc.cyan(article.id)}\n   ${article.title}\n   ${pc.dim(sourceLine(article))}`)
    .join('\n');
}

/** A whole article, for `/article`. */
export function renderArticle(article: Article, width: number): string {
  const text = paragraphsOf(article.text)
    .map((span) => wrapMarked(article.text, { span }, Math.min(width, 100)).join('\n'))
    .join('\n\n');
  return [pc.bold(article.title), pc.dim(sourceLine(article)), '', text].join('\n');
}

function dayText(day: Day | undefined): string {
  return day ? formatDay(day) : 'date not known';
}

/**
 * Breaks a span's words into lines, the marked ones in bold. Only white space is laid out anew:
 * what is printed are the article's words in their order.
 */
function wrapMarked(
  text: string,
  { span, marked }: { span: Span; marked?: Span },
  width: number,
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  const flush = () => {
    lines.push(line);
    line = '';
    length = 0;
  };
  for (const match of text.slice(span.start, span.end).matchAll(/(\n\s*\n)|\S+/g)) {
    const word = match[0];
    if (match[1] !== undefined) {
      flush();
      continue;
    }
    if (length > 0 && length + 1 + word.length > width) flush();
    const at = span.start + match.index;
    const bold = marked && at >= marked.start && at < marked.end;
    line += `${length > 0 ? ' ' : ''}${bold ? pc.bold(word) : word}`;
    length += (length > 0 ? 1 : 0) + word.length;
  }
  if (length > 0) flush();
  return lines;
}
