import type { Article } from '../corpus/article.ts';
import { isHeading } from '../corpus/paragraphs.ts';
import { overlaps, type Span, slice } from '../corpus/span.ts';
import type { Ranked } from './score.ts';

/** How many quotes an answer shows. */
export const SHOWN = 3;

/** No quote is longer, in characters. */
export const LONGEST_QUOTE = 500;

/** How long quotes may be, in characters. */
export interface QuoteLengths {
  /** A passage up to this length is quoted whole. */
  readonly whole: number;
  /** What surrounds the answering sentence is added up to this length. */
  readonly around: number;
}

/** The first quote may bring its whole paragraph; those after it are kept short. */
export const FIRST_QUOTE: QuoteLengths = { whole: LONGEST_QUOTE, around: LONGEST_QUOTE };
export const NEXT_QUOTE: QuoteLengths = { whole: 360, around: 330 };
/** Short neighbouring paragraphs are joined to a quote up to this length: news has one a sentence. */
const JOINED = 350;

/** What a sentence gains, in score, once its passage has given a quote: the rest often answers too. */
const SAME_PASSAGE = 1;

/** What a neighbour gains, in score, that belongs to what is shown: one of them goes on from the other. */
const BELONGS = 4;

/** A span to quote, and the sentence in it that answers. */
export interface QuoteSpan {
  readonly ranked: Ranked;
  readonly span: Span;
}

/** The spans of an article's passages, in order, so that a quote can take in the next one. */
export type PassagesOf = (articleId: string) => readonly Span[];

/**
 * Chooses what to quote: the best sentences, best first, each with what surrounds it. No two quotes
 * overlap, and a sentence that a quote already shows is not quoted again.
 */
export function chooseQuotes(
  ranked: readonly Ranked[],
  count: number,
  passagesOf: PassagesOf,
): readonly QuoteSpan[] {
  const chosen: QuoteSpan[] = [];
  const left = new Set(ranked);
  while (chosen.length < count) {
    const item = bestOf(left, chosen);
    if (!item) break;
    left.delete(item);
    const { article } = item.candidate.passage;
    const taken = chosen.filter(({ ranked: other }) => other.candidate.passage.article.id === article.id);
    if (taken.some(({ span }) => overlaps(span, item.candidate.sentence))) continue;
    const lengths = chosen.length === 0 ? FIRST_QUOTE : NEXT_QUOTE;
    const free = (span: Span) => !taken.some((other) => overlaps(other.span, span));
    const span = joined(around(item, ranked, { lengths, free }), item, { ranked, passagesOf, free });
    chosen.push({ ranked: item, span });
  }
  return chosen;
}

function bestOf(left: ReadonlySet<Ranked>, chosen: readonly QuoteSpan[]): Ranked | undefined {
  const quoted = new Set(chosen.map(({ ranked }) => ranked.candidate.passage.place));
  let best: { readonly item: Ranked; readonly score: number } | undefined;
  for (const item of left) {
    const score = item.score + (quoted.has(item.candidate.passage.place) ? SAME_PASSAGE : 0);
    if (!best || score > best.score) best = { item, score };
  }
  return best?.item;
}

interface Around {
  readonly lengths: QuoteLengths;
  free(span: Span): boolean;
}

/**
 * The passage of a sentence if it is short enough; otherwise the sentence and the better of its neighbours,
 * those first that cannot be understood without each other.
 */
function around(item: Ranked, ranked: readonly Ranked[], { lengths, free }: Around): Span {
  const { passage, sentence } = item.candidate;
  if (lengthOf(passage.span) <= lengths.whole && free(passage.span)) return passage.span;
  const { text } = passage.article;
  const scoreOf = (span: Span) =>
    ranked.find(({ candidate }) => candidate.passage.place === passage.place && candidate.sentence === span)
      ?.score ?? Number.NEGATIVE_INFINITY;
  let first = passage.sentences.indexOf(sentence);
  let last = first;
  for (;;) {
    const shown = spanFrom(passage.sentences, first, last);
    const wider = [first - 1, last + 1]
      .flatMap((at) => {
        const beside = passage.sentences[at];
        if (!beside || lengthOf(hull(beside, shown)) > lengths.around || !free(hull(beside, shown)))
          return [];
        const later = at < first ? shown : beside;
        return [{ at, score: scoreOf(beside) + (leansOnBefore(text, later) ? BELONGS : 0) }];
      })
      .sort((a, b) => b.score - a.score)[0];
    if (!wider) return shown;
    first = Math.min(first, wider.at);
    last = Math.max(last, wider.at);
  }
}

/** "He said", "But": a sentence that begins so goes on from the one before. */
const LEANING =
  /^["“‘'(]*(?:He|She|They|It|This|These|That|Those|His|Her|Their|Its|Such|There|Here|But|And|Also|However|Another|Both)\b/;

function leansOnBefore(text: string, { start }: Span): boolean {
  return LEANING.test(text.slice(start, start + 20));
}

/** Takes in neighbouring paragraphs, the better matching first, while the whole stays short. */
function joined(
  span: Span,
  item: Ranked,
  {
    ranked,
    passagesOf,
    free,
  }: { ranked: readonly Ranked[]; passagesOf: PassagesOf; free(span: Span): boolean },
): Span {
  const { article } = item.candidate.passage;
  const paragraphs = passagesOf(article.id);
  if (isHeading(slice(article.text, span))) return span;
  const scoreOf = (beside: Span) =>
    Math.max(
      ...ranked
        .filter(({ candidate }) => candidate.passage.article.id === article.id)
        .map(({ candidate, score }) =>
          candidate.passage.span.start === beside.start ? score : Number.NEGATIVE_INFINITY,
        ),
    );
  const beside = neighboursOf(paragraphs, span)
    .filter((other) => canJoin(article, span, other) && free(other))
    .sort((a, b) => scoreOf(b) - scoreOf(a))[0];
  return beside ? joined(hull(span, beside), item, { ranked, passagesOf, free }) : span;
}

function canJoin(article: Article, span: Span, beside: Span): boolean {
  return !isHeading(slice(article.text, beside)) && lengthOf(hull(span, beside)) <= JOINED;
}

function neighboursOf(paragraphs: readonly Span[], span: Span): readonly Span[] {
  const before = paragraphs.findLast(({ end }) => end <= span.start);
  const after = paragraphs.find(({ start }) => start >= span.end);
  return [before, after].filter((beside) => beside !== undefined);
}

function spanFrom(sentences: readonly Span[], first: number, last: number): Span {
  const start = sentences[first];
  const end = sentences[last];
  if (!start || !end) throw new RangeError(`no sentences ${first} to ${last} of ${sentences.length}`);
  return hull(start, end);
}

function hull(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}
