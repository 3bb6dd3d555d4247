import { createHash } from 'node:crypto';
import type { Quote } from '../answer/answer.ts';
import type { Article } from '../corpus/article.ts';
import { cite } from '../corpus/citation.ts';
import { fits, overlaps, type Span, slice } from '../corpus/span.ts';
import type { Engine } from '../engine.ts';
import { sentencesOf } from '../language/en/sentences.ts';
import type { SavedQuote } from '../store/store.ts';
import { resolveDates } from '../time/dates-in-text.ts';
import type { ShownQuote } from './render/quote.ts';

/** Why a saved quote cannot be shown any more. */
export type Lost = 'gone' | 'changed';

/** A quote as it is kept: where it stands and a hash of its words, but not the words. */
export function savedQuote({ citation, marked }: Quote): SavedQuote {
  const { article, span, exact } = citation;
  return { articleId: article.id, span, marked, hash: hashOf(exact) };
}

/** A kept quote as it stands in its article today, if the same words still stand there. */
export function restoreQuote(engine: Pick<Engine, 'article'>, saved: SavedQuote): ShownQuote | Lost {
  const article = engine.article(saved.articleId);
  if (!article) return 'gone';
  const { span, marked, hash } = saved;
  if (!fits(article.text, span) || hashOf(slice(article.text, span)) !== hash) return 'changed';
  const sentence = sentenceOf(article.text, saved);
  return { citation: cite(article, span), sentence, marked, dates: datesOf(article, saved) };
}

/** The sentence of a kept quote that its marked words stand in. */
function sentenceOf(text: string, { span, marked }: SavedQuote): Span {
  const around = sentencesOf(text, span).filter((sentence) => overlaps(sentence, marked));
  const [first = marked] = around;
  const last = around.at(-1) ?? marked;
  return { start: Math.min(first.start, marked.start), end: Math.max(last.end, marked.end) };
}

function datesOf(article: Article, { span }: SavedQuote): ShownQuote['dates'] {
  return resolveDates(article.text, span, article);
}

function hashOf(words: string): string {
  return createHash('sha256').update(words).digest('hex');
}
