import { createHash } from 'node:crypto';
import type { Answer, Quote } from '../answer/answer.ts';
import type { Article } from '../corpus/article.ts';
import { cite } from '../corpus/citation.ts';
import { sentencesOf } from '../corpus/sentences.ts';
import { fits, overlaps, type Span, slice } from '../corpus/span.ts';
import type { Engine, Turn } from '../engine.ts';
import type { SavedQuote } from '../store/store.ts';
import { resolveDates } from '../time/dates-in-text.ts';
import { MAX_QUESTION, shorten } from './limits.ts';
import type { ShownQuote } from './render/quote.ts';

/** The most earlier questions that a follow-up leans on. */
const MOST_TURNS = 6;

/** Why a saved quote cannot be shown any more. */
export type Lost = 'gone' | 'changed';

/** The quotes of an answer in the order shown: the best, then those under "More". */
export function quotesOf(answer: Answer): readonly Quote[] {
  return answer.kind === 'answered' ? [...answer.quotes, ...answer.more] : answer.nearest;
}

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

/**
 * The turn that an answer adds to a conversation. A follow-up stands for the question that it
 * completed as well, so that the next one can lean on it, too.
 */
export function turnOf({ question, carriedFrom, ...answer }: Answer): Turn {
  const quotes = answer.kind === 'answered' ? answer.quotes : [];
  const articleIds = [...new Set(quotes.map(({ citation }) => citation.article.id))];
  const whole = carriedFrom === undefined ? question : `${question} ${carriedFrom}`;
  return { question: shorten(whole, MAX_QUESTION), articleIds };
}

/** A conversation with one more turn, the oldest ones left out once there are too many. */
export function extended(conversation: readonly Turn[], turn: Turn): readonly Turn[] {
  return [...conversation, turn].slice(-MOST_TURNS);
}

/** The sentence of a kept quote that its marked words stand in. */
function sentenceOf(text: string, { span, marked }: SavedQuote): Span {
  const around = sentencesOf(text, span).filter((sentence) => overlaps(sentence, marked));
  const [first = marked] = around;
  const last = around.at(-1) ?? marked;
  return { start: Math.min(first.start, marked.start), end: Math.max(last.end, marked.end) };
}

function datesOf(article: Article, { span }: SavedQuote): ShownQuote['dates'] {
  const { published } = article;
  return resolveDates(article.text, span, { ...(published && { published }) });
}

function hashOf(words: string): string {
  return createHash('sha256').update(words).digest('hex');
}
