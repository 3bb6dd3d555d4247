import type { Quote } from '../../answer/answer.ts';
import { type Span, slice } from '../../corpus/span.ts';
import { blockQuote, escapeMarkdown } from '../markdown.ts';
import type { Words } from '../words/words.ts';
import { lines, note } from './reply.ts';
import { basisNote, sourceLine } from './source.ts';

/** What is shown of a quote: the score stays behind. */
export type ShownQuote = Pick<Quote, 'citation' | 'marked' | 'dates'>;

/** How much of a quote is shown: all, the answering sentence, or as much of that as there is room for. */
type Extent = 'whole' | 'marked' | 'cut';

interface BlockOptions {
  readonly extent: Extent;
  readonly words: Words;
  /** Where a cut sentence stops. */
  readonly end?: number;
  /** Whether what the article does not state itself was explained already. */
  readonly isExplained?: boolean;
}

/** A quote with its number, which stays the same wherever the quote is shown. */
export interface NumberedQuote {
  readonly number: number;
  readonly quote: ShownQuote;
}

/**
 * As many of the quotes as fit, at least one. Quotes give up the sentences around the answering one
 * before any quote is left out; a single sentence that is too long is shown up to a word's end.
 * @param most the characters there are room for
 */
export function quoteBlocks(quotes: readonly NumberedQuote[], most: number, words: Words): readonly string[] {
  for (let count = quotes.length; count > 0; count--) {
    for (let whole = count; whole >= 0; whole--) {
      const shown = quotes.slice(0, count).map((quote, index) => {
        const extent = index < whole ? 'whole' : 'marked';
        return quoteBlock(quote, { extent, words, isExplained: isExplained(quotes, index) });
      });
      if (shown.join('\n\n').length <= most) return shown;
    }
  }
  const first = quotes[0];
  return first ? [cutBlock(first, most, words)] : [];
}

/** Whether an earlier quote is of the same article: what its date rests on is said once. */
function isExplained(quotes: readonly NumberedQuote[], index: number): boolean {
  const articleOf = (at: number) => quotes[at]?.quote.citation.article.id;
  return quotes.findIndex((_, at) => articleOf(at) === articleOf(index)) < index;
}

function quoteBlock(
  { number, quote }: NumberedQuote,
  { extent, words, end, isExplained }: BlockOptions,
): string {
  const { citation, marked } = quote;
  const start = extent === 'whole' ? citation.span.start : marked.start;
  const span = { start, end: end ?? (extent === 'whole' ? citation.span.end : marked.end) };
  return lines(
    `**${number}.** ${sourceLine(citation.article, words)}`,
    blockQuote(citation.article.text, span, marked),
    extent === 'cut' && note(words.goesOn),
    dateNote(quote, span, words),
    !isExplained && basisNote(citation.article, words),
  );
}

/** Relative dates within what is shown, resolved: outside the quoted words, which stay as they are. */
function dateNote({ citation, dates }: ShownQuote, shown: Span, words: Words): string | undefined {
  const notes = dates
    .filter((date) => date.certainty === 'resolved')
    .filter((date) => date.span.start >= shown.start && date.span.end <= shown.end)
    .map((date) => {
      const phrase = escapeMarkdown(slice(citation.article.text, date.span).replace(/\s+/g, ' '));
      return words.dateNote(phrase, words.when(date));
    });
  const once = [...new Set(notes)].slice(0, 3);
  return once.length > 0 ? note(once.join(' · ')) : undefined;
}

function cutBlock(numbered: NumberedQuote, most: number, words: Words): string {
  const { marked, citation } = numbered.quote;
  const ends = wordEnds(citation.article.text, marked);
  const block = (index: number) => {
    const end = ends[index];
    return quoteBlock(numbered, { extent: 'cut', words, ...(end !== undefined && { end }) });
  };
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (block(middle).length <= most) low = middle;
    else high = middle - 1;
  }
  return block(low);
}

/** Where one could stop reading: after each word, or after each character of a text without spaces. */
function wordEnds(text: string, { start, end }: Span): readonly number[] {
  const words = [...text.slice(start, end).matchAll(/\S+/g)];
  const longest = Math.max(0, ...words.map((word) => word[0].length));
  const pieces = longest > 100 ? [...text.slice(start, end).matchAll(/./gsu)] : words;
  return pieces.map((piece) => start + piece.index + piece[0].length);
}
