import type { Article } from './article.ts';
import { halvesOf, paragraphsOf } from './paragraphs.ts';
import { type Span, slice } from './span.ts';

/** What is embedded and retrieved: a span of one article. Its text is always the slice. */
export interface Passage {
  /** `<article id>#<place in the article, from 0>`. */
  readonly id: string;
  readonly articleId: string;
  readonly span: Span;
}

/** How passages are cut. */
export interface PassageRules {
  /** The most tokens of one passage, special tokens and prefix included. */
  readonly maxTokens: number;
  /** How many tokens each text has for the model with the tightest limit. */
  count(texts: readonly string[]): Promise<readonly number[]>;
  /** The sentences within a span, as the language of the article has them. */
  sentencesOf(text: string, within: Span): readonly Span[];
}

/** Names the way passages are cut; a change to it makes every index stale. */
export const PASSAGE_RULES = 'paragraphs, cut at sentence ends when longer than the model reads, v3';

/**
 * Cuts an article into passages: its paragraphs, each within the limit. A longer paragraph is parted
 * at sentence ends into parts of about equal length; a longer sentence, at its clauses.
 */
export async function passagesOf(article: Article, rules: PassageRules): Promise<readonly Passage[]> {
  const paragraphs = paragraphsOf(article.text);
  const counts = await rules.count(paragraphs.map((span) => slice(article.text, span)));
  const spans: Span[] = [];
  for (const [i, span] of paragraphs.entries()) {
    if ((counts[i] ?? 0) <= rules.maxTokens) spans.push(span);
    else spans.push(...(await parted(article.text, span, rules)));
  }
  return spans.map((span, place) => ({ id: `${article.id}#${place}`, articleId: article.id, span }));
}

async function parted(text: string, paragraph: Span, rules: PassageRules): Promise<readonly Span[]> {
  const pieces: Span[] = [];
  const sentences = rules.sentencesOf(text, paragraph);
  const counts = await rules.count(sentences.map((span) => slice(text, span)));
  for (const [i, sentence] of sentences.entries()) {
    if ((counts[i] ?? 0) <= rules.maxTokens) pieces.push(sentence);
    else pieces.push(...(await halved(text, sentence, rules)));
  }
  return packed(pieces, await rules.count(pieces.map((span) => slice(text, span))), rules.maxTokens);
}

/** Joins neighbouring pieces into as few parts of about equal length as the limit allows. */
function packed(pieces: readonly Span[], counts: readonly number[], maxTokens: number): readonly Span[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const target = total / Math.ceil(total / maxTokens);
  const parts: Span[] = [];
  let tokens = 0;
  for (const [i, piece] of pieces.entries()) {
    const count = counts[i] ?? 0;
    const last = parts.at(-1);
    // A piece goes where its middle falls, but never over the limit.
    if (last && tokens + count / 2 <= target && tokens + count <= maxTokens) {
      parts[parts.length - 1] = { start: last.start, end: piece.end };
      tokens += count;
      continue;
    }
    parts.push(piece);
    tokens = count;
  }
  return parts;
}

/** Parts a sentence that is itself too long, as often as needed. */
async function halved(text: string, span: Span, rules: PassageRules): Promise<readonly Span[]> {
  const [count] = await rules.count([slice(text, span)]);
  const halves = (count ?? 0) <= rules.maxTokens ? [span] : halvesOf(text, span);
  if (halves.length < 2) return [span];
  return (await Promise.all(halves.map((half) => halved(text, half, rules)))).flat();
}
