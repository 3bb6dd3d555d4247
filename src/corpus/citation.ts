import { ClippingsError } from '../errors.ts';
import type { Article } from './article.ts';
import { fits, type Span, slice } from './span.ts';

/** An article's own words at a place in it. One that exists is true: `cite` alone makes them. */
export interface Citation {
  readonly article: Article;
  readonly span: Span;
  /** The words, byte for byte: always `article.text.slice(span.start, span.end)`. */
  readonly exact: string;
}

/**
 * Cites a span of an article.
 * @param expected the words that somebody else says stand there, such as a stored answer
 * @throws ClippingsError CORPUS when the span is not within the text, or the words differ
 */
export function cite(article: Article, span: Span, expected?: string): Citation {
  if (!fits(article.text, span)) {
    throw new ClippingsError(
      'CORPUS',
      `${article.id}: no text at ${span.start}-${span.end} (the text has ${article.text.length} characters).`,
    );
  }
  const exact = slice(article.text, span);
  if (expected !== undefined && expected !== exact) {
    throw new ClippingsError(
      'CORPUS',
      `${article.id}: the words at ${span.start}-${span.end} are not the ones that were cited.`,
    );
  }
  return { article, span, exact };
}
