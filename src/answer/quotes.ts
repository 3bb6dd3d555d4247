import type { Article } from '../corpus/article.ts';
import { isHeading } from '../corpus/sentences.ts';
import { fits, overlaps, type Span, slice } from '../corpus/span.ts';
import type { Ranked } from './score.ts';

/** How many quotes an answer shows. */
export const SHOWN = 3;

/** How long quotes may be, in characters. */
export interface QuoteLengths {
  /** A passage up to this length is quoted whole. */
  readonly whole: number;
  /** What surrounds the answering sentence is added up to this length. */
  readonly around: number;
}

/** The first quote may bring its whole paragraph; those after it are kept short. */
export const FIRST_QUOTE: QuoteLengths = { whole: 500, around: 500 };
export const NEXT_QUOTE: QuoteLengths = { whole: 360, around: 330 };
/** Short neighbouring paragraphs are joined to a quote up to this length: news has one a sentence. */
const JOINED = 350;

/** What a sentence gains, in score, once its passage has given the best quote: the rest often answers too. */
const SAME_PASSAGE = 1;

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
  for (const item of bestPassageFirst(ranked)) {
    if (chosen.length === count) break;
    const { article } = item.candidate.passage;
    const taken = chosen.filter(({ ranked: other }) => other.candidate.passage.article.id === article.id);
    if (taken.some(({ span }) => overlaps(span, item.candidate.sentence))) continue;
    const lengths = chosen.length === 0 ? FIRST_QUOTE : NEXT_QUOTE;
    const free = (span: Span) => !taken.some((other) => overlaps(other.span, span));
    const span = joined(around(item, ranked, { lengths, free }), item, { ranked, passagesOf, free });
    chosen.push({ ranked: item, span: shortened(article.text, span) });
  }
  return chosen;
}

function bestPassageFirst(ranked: readonly Ranked[]): readonly Ranked[] {
  const best = ranked[0]?.candidate.passage.place;
  const gain = ({ candidate }: Ranked) => (candidate.passage.place === best ? SAME_PASSAGE : 0);
  return [...ranked].sort((a, b) => b.score + gain(b) - (a.score + gain(a)));
}

/**
 * Only a single sentence can be longer than any quote may be. It ends at its last clause that fits,
 * or else at a word.
 */
function shortened(text: string, span: Span): Span {
  const longest = FIRST_QUOTE.whole;
  if (lengthOf(span) <= longest) return span;
  const words = text.slice(span.start, span.start + longest);
  const length = words.search(/[;:,—–](?=\s)(?!.*[;:,—–]\s)/s) + 1 || words.search(/\s\S*$/);
  const cut = { start: span.start, end: span.start + (length > 0 ? length : longest - 1) };
  return fits(text, cut) ? cut : { ...cut, end: cut.end - 1 };
}

interface Around {
  readonly lengths: QuoteLengths;
  free(span: Span): boolean;
}

/** The passage of a sentence if it is short enough; otherwise the sentence and the better of its neighbours. */
function around(item: Ranked, ranked: readonly Ranked[], { lengths, free }: Around): Span {
  const { passage, sentence } = item.candidate;
  if (lengthOf(passage.span) <= lengths.whole && free(passage.span)) return passage.span;
  const scoreOf = (span: Span) =>
    ranked.find(({ candidate }) => candidate.passage.place === passage.place && candidate.sentence === span)
      ?.score ?? Number.NEGATIVE_INFINITY;
  let first = passage.sentences.indexOf(sentence);
  let last = first;
  for (;;) {
    const wider = [first - 1, last + 1]
      .flatMap((at) => {
        const beside = passage.sentences[at];
        const span = beside && hull(beside, spanFrom(passage.sentences, first, last));
        return beside && span && lengthOf(span) <= lengths.around && free(span)
          ? [{ at, score: scoreOf(beside) }]
          : [];
      })
      .sort((a, b) => b.score - a.score)[0];
    if (!wider) return spanFrom(passage.sentences, first, last);
    first = Math.min(first, wider.at);
    last = Math.max(last, wider.at);
  }
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
