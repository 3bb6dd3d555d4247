import { isHeading } from '../corpus/paragraphs.ts';
import { overlaps, type Span, slice } from '../corpus/span.ts';
import { type Candidate, LONGEST_QUOTE } from './candidates.ts';
import { sharedWords, sharesNumbers } from './copies.ts';

/** How many quotes an answer shows. */
export const SHOWN = 3;

/** How long quotes may be, in characters. */
interface QuoteLengths {
  /** A passage up to this length is quoted whole. */
  readonly whole: number;
  /** What surrounds the answering sentence is added up to this length. */
  readonly around: number;
}

/** The first quote may bring its whole paragraph; those after it are kept short. */
const FIRST_QUOTE: QuoteLengths = { whole: LONGEST_QUOTE, around: LONGEST_QUOTE };
const NEXT_QUOTE: QuoteLengths = { whole: 360, around: 330 };
/** Short neighbouring paragraphs are joined to a quote up to this length: news has one a sentence. */
const JOINED = 350;

/** A span to quote, the sentence in it that answers, and other articles that have the same words. */
export interface QuoteSpan {
  readonly candidate: Candidate;
  readonly span: Span;
  readonly copies: readonly Candidate[];
}

/** The spans of an article's passages, in order, so that a quote can take in the next one. */
export type PassagesOf = (articleId: string) => readonly Span[];

/**
 * Chooses what to quote: the best sentences, best first, each with what surrounds it. No two quotes overlap, a
 * sentence that a quote already shows is not quoted again, and copies of one report are one quote.
 * @param candidates best first
 */
export function chooseQuotes(
  candidates: readonly Candidate[],
  count: number,
  passagesOf: PassagesOf,
): readonly QuoteSpan[] {
  const chosen: QuoteSpan[] = [];
  for (const candidate of candidates) {
    if (chosen.length === count) break;
    const { article, sentence } = candidate;
    const taken = chosen.filter(({ candidate: other }) => other.article.id === article.id);
    if (taken.some(({ span }) => overlaps(span, sentence))) continue;
    const copied = chosen.findIndex((quote) => isCopy(candidate, quote));
    const original = chosen[copied];
    if (original) {
      chosen[copied] = { ...original, copies: withCopy(original, candidate) };
      continue;
    }
    const lengths = chosen.length === 0 ? FIRST_QUOTE : NEXT_QUOTE;
    const free = (span: Span) => !taken.some((other) => overlaps(other.span, span));
    const span = withNeighbours(around(candidate, candidates, { lengths, free }), candidate, {
      candidates,
      passagesOf,
      free,
    });
    chosen.push({ candidate, span, copies: [] });
  }
  return chosen;
}

/** From this share of shared words on, two sentences are the same report's. */
const COPIED = 0.8;

function isCopy({ article, sentence }: Candidate, { candidate: other, span }: QuoteSpan): boolean {
  if (other.article.id === article.id) return false;
  const [words, quoted] = [slice(article.text, sentence), slice(other.article.text, span)];
  return sharedWords(words, quoted) >= COPIED && sharesNumbers(words, quoted);
}

function withCopy({ copies }: QuoteSpan, copy: Candidate): readonly Candidate[] {
  return copies.some(({ article }) => article.id === copy.article.id) ? copies : [...copies, copy];
}

interface Around {
  readonly lengths: QuoteLengths;
  free(span: Span): boolean;
}

/**
 * The passage of a sentence if it is short enough; otherwise the sentence and the better of its neighbours,
 * those first that cannot be understood without each other.
 */
function around(candidate: Candidate, candidates: readonly Candidate[], { lengths, free }: Around): Span {
  const { article, passage, sentence } = candidate;
  if (lengthOf(passage) <= lengths.whole && free(passage)) return passage;
  const beside = candidates
    .filter((other) => other.article.id === article.id && other.passage.start === passage.start)
    .sort((a, b) => a.sentence.start - b.sentence.start);
  let first = beside.indexOf(candidate);
  let last = first;
  let shown: Span = sentence;
  for (;;) {
    const wider = [first - 1, last + 1]
      .flatMap((at) => {
        const other = beside[at];
        if (!other) return [];
        const span = hull(other.sentence, shown);
        if (lengthOf(span) > lengths.around || !free(span)) return [];
        const later = at < first ? shown : other.sentence;
        return [{ at, span, belongs: leansOnBefore(article.text, later), score: other.score }];
      })
      .sort((a, b) => Number(b.belongs) - Number(a.belongs) || b.score - a.score)[0];
    if (!wider) return shown;
    first = Math.min(first, wider.at);
    last = Math.max(last, wider.at);
    shown = wider.span;
  }
}

/** "He said", "But": a sentence that begins so goes on from the one before. */
const LEANING =
  /^["“‘'(]*(?:He|She|They|It|This|These|That|Those|His|Her|Their|Its|Such|There|Here|But|And|Also|However|Another|Both)\b/;

function leansOnBefore(text: string, { start }: Span): boolean {
  return LEANING.test(text.slice(start, start + 20));
}

/** Takes in neighbouring paragraphs, the better ones first, while the whole stays short. */
function withNeighbours(
  span: Span,
  candidate: Candidate,
  {
    candidates,
    passagesOf,
    free,
  }: { candidates: readonly Candidate[]; passagesOf: PassagesOf; free(span: Span): boolean },
): Span {
  const { article } = candidate;
  if (isHeading(slice(article.text, span))) return span;
  const scoreOf = (beside: Span) =>
    candidates.find(({ article: { id }, passage }) => id === article.id && passage.start === beside.start)
      ?.score ?? Number.NEGATIVE_INFINITY;
  const canJoin = (beside: Span) =>
    !isHeading(slice(article.text, beside)) && lengthOf(hull(span, beside)) <= JOINED && free(beside);
  const beside = neighboursOf(passagesOf(article.id), span)
    .filter(canJoin)
    .sort((a, b) => scoreOf(b) - scoreOf(a))[0];
  return beside ? withNeighbours(hull(span, beside), candidate, { candidates, passagesOf, free }) : span;
}

function neighboursOf(paragraphs: readonly Span[], span: Span): readonly Span[] {
  const before = paragraphs.findLast(({ end }) => end <= span.start);
  const after = paragraphs.find(({ start }) => start >= span.end);
  return [before, after].filter((beside) => beside !== undefined);
}

function hull(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}
