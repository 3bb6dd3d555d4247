import pc from 'picocolors';
import type { Answer, AsOf, Declined, Disagreement, Quote } from '../answer/answer.ts';
import type { Article, StatedField } from '../corpus/article.ts';
import { type Day, formatDay } from '../corpus/day.ts';
import { paragraphsOf } from '../corpus/paragraphs.ts';
import type { Span } from '../corpus/span.ts';
import { dateInWords } from '../timeline/words.ts';

/** An answer for a person at a terminal: quotes, where they stand, and how current they are. */
export function renderAnswer(answer: Answer, width: number): string {
  const carried = answer.carriedFrom ? [pc.dim(`(following “${answer.carriedFrom}”)`)] : [];
  const mended = answer.mendings?.map(({ typed, read }) => `Read “${typed}” as “${read}”.`).join(' ');
  const body =
    answer.kind === 'answered'
      ? answeredLines(answer.quotes, answer.disagreements, width)
      : declinedLines(answer, width);
  return [...carried, ...(mended ? [pc.dim(mended)] : []), ...body, '', pc.dim(asOfLine(answer.asOf))].join(
    '\n',
  );
}

const REASONS: Readonly<Record<Declined['reason'], string>> = {
  'off-topic': 'The articles are not about this.',
  'not-stated': 'The articles do not say.',
  filtered: 'No article passes these filters.',
  'no-question': 'There is nothing to look for in that. Ask a question in a few words.',
};

function answeredLines(
  quotes: readonly Quote[],
  disagreements: readonly Disagreement[],
  width: number,
): readonly string[] {
  return [
    ...quotes.flatMap((quote, i) => [...(i > 0 ? [''] : []), ...quoteLines(quote, { number: i + 1, width })]),
    ...disagreements.flatMap((disagreement) => ['', ...disagreementLines(disagreement)]),
  ];
}

function declinedLines(answer: Declined, width: number): readonly string[] {
  const nearest = answer.nearest.flatMap((quote, i) => ['', ...quoteLines(quote, { number: i + 1, width })]);
  return [
    pc.yellow(REASONS[answer.reason]),
    ...(nearest.length > 0 ? [pc.dim('Closest, but not an answer:'), ...nearest] : []),
  ];
}

function quoteLines(quote: Quote, { number, width }: { number: number; width: number }): readonly string[] {
  const { article, span } = quote.citation;
  const paragraphs = wrapMarked(article.text, { span, marked: quote.marked }, Math.min(width, 100) - 5);
  return [
    ...paragraphs.map(
      (line, i) => `${i === 0 ? pc.bold(`${number}.`.padEnd(3)) : '   '}${pc.dim('│')} ${line}`,
    ),
    `     ${pc.cyan(article.title)}`,
    `     ${pc.dim(`${namedSource(article)} · ${placeIn(article, span)}`)}`,
    ...notesOf(quote).flatMap((note) =>
      wrapped(note, Math.min(width, 100) - 5).map((line) => `     ${pc.dim(line)}`),
    ),
  ];
}

/** What a reader has to be told about a quote: where its day comes from, and which days its words mean. */
function notesOf({ citation: { article }, dates }: Quote): readonly string[] {
  const { published } = article.basis;
  const resolved = dates
    .filter(({ certainty }) => certainty === 'resolved')
    .map(({ span, from, to, precision }) => {
      const words = article.text.slice(span.start, span.end).replace(/\s+/g, ' ');
      return `“${words}” is ${dateInWords({ period: { from, to }, precision })}`;
    });
  return [...(published === undefined ? [] : [`The day is ${published}`]), ...new Set(resolved)];
}

function wrapped(note: string, width: number): readonly string[] {
  return wrapMarked(note, { span: { start: 0, end: note.length } }, width);
}

const RELATIONS: Readonly<Record<Disagreement['kind'], string>> = {
  differ: 'Reports differ',
  'over-time': 'Over time',
  same: 'The same figure',
};

function disagreementLines({ kind, about, sides }: Disagreement): readonly string[] {
  return [
    pc.yellow(`${RELATIONS[kind]} (${about}):`),
    ...sides.map(({ figure, quote, day }, index) => {
      const newest = kind === 'over-time' && index === sides.length - 1 ? ', the newest' : '';
      return `   ${formatDay(day)}: “${figure.exact}” [${quote + 1}]${newest}`;
    }),
  ];
}

function namedSource({ publisher, published }: Article): string {
  return `${publisher ?? 'publisher not stated'}, ${dayText(published)}`;
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

function placeIn(article: Article, span: Span): string {
  const paragraphs = paragraphsOf(article.text);
  const first = paragraphs.findIndex(({ end }) => end > span.start) + 1;
  const last = paragraphs.findLastIndex(({ start }) => start < span.end) + 1;
  const where = first === last ? `paragraph ${first}` : `paragraphs ${first}–${last}`;
  return `${where} of ${paragraphs.length}`;
}

function asOfLine({ newestQuote, newestArticle }: AsOf): string {
  const quote = newestQuote ? `as of ${formatDay(newestQuote)}` : 'undated';
  const corpus = newestArticle ? `newest article ${formatDay(newestArticle)}` : 'no dated article';
  return `${newestQuote || newestArticle ? `${quote}; ` : ''}${corpus}`;
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
 * Breaks a span's words into lines, the marked sentence in bold. Only white space is laid out anew:
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
