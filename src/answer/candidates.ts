import type { Article } from '../corpus/article.ts';
import { addDays } from '../corpus/day.ts';
import { clausesOf } from '../corpus/paragraphs.ts';
import { type Span, slice } from '../corpus/span.ts';
import type { Reader, Reading } from '../embedding/reader.ts';
import { sentencesOf } from '../language/en/sentences.ts';
import type { Hit } from '../retrieval/searcher.ts';
import { resolveDates } from '../time/dates-in-text.ts';
import type { When } from '../time/when.ts';
import { bestSpan, spanMass } from './answer-span.ts';
import type { Question } from './question.ts';

/** No quote is longer, in characters. */
export const LONGEST_QUOTE = 500;

/** A passage that the reader has read. */
export interface ReadPassage {
  readonly hit: Hit;
  readonly reading: Reading;
}

/** What a sentence is judged by. */
export interface Evidence {
  /** How sure the reader is that the passage answers: log odds, calibrated. */
  readonly relevance: number;
  /** How well the passage's tokens match the question's, at most 1. */
  readonly match: number;
  /** Log of the share of the reader's answers in the passage that lie in this sentence: 0 when all do. */
  readonly share: number;
  /** What is known of its time against the question's. */
  readonly time: TimeEvidence;
  /** By this candidates are ordered; see `scoreOf`. */
  readonly score: number;
}

/** A sentence that may answer. */
export interface Candidate extends Evidence {
  readonly article: Article;
  readonly passage: Span;
  readonly sentence: Span;
  /** The words in it that answer, as the reader marks them. */
  readonly words: Span;
}

export interface TimeEvidence {
  /** The article was published in the time asked about, or on the day after. */
  readonly reportedThen: boolean;
  /** The sentence names a day of the time asked about. */
  readonly datedThen: boolean;
  /** Another sentence of the passage does. */
  readonly datedThenNearby: boolean;
  /** The sentence names days, and none of the time asked about. */
  readonly datedElse: boolean;
}

const NO_TIME: TimeEvidence = {
  reportedThen: false,
  datedThen: false,
  datedThenNearby: false,
  datedElse: false,
};

/** Reads passages in the order of the hits, some at a time, so that other questions get their turn. */
export async function readPassages(
  question: Question,
  hits: readonly Hit[],
  reader: Reader,
): Promise<readonly ReadPassage[]> {
  const read: ReadPassage[] = [];
  for (let start = 0; start < hits.length; start += BATCH) {
    const batch = hits.slice(start, start + BATCH);
    const readings = await reader.read(
      question.text,
      batch.map(({ article, passage }) => slice(article.text, passage.span)),
    );
    for (const [i, reading] of readings.entries()) {
      const hit = batch[i];
      if (hit) read.push({ hit, reading });
    }
  }
  return read;
}

/** How many passages are read before another question gets its turn. */
const BATCH = 4;

/** The sentences of the passages read, best first. */
export function candidatesOf(
  question: Question,
  read: readonly ReadPassage[],
  calibrated: (relevance: number, similarity: number) => number,
): readonly Candidate[] {
  return read
    .flatMap(({ hit, reading }) =>
      sentencesOfPassage(question, { hit, reading }, calibrated(reading.relevance, hit.similarity)),
    )
    .sort((a, b) => b.score - a.score);
}

function sentencesOfPassage(
  question: Question,
  { hit, reading }: ReadPassage,
  relevance: number,
): readonly Candidate[] {
  const { article, passage } = hit;
  const sentences = quotableSentences(article.text, passage.span);
  const namesTime = question.time !== undefined || question.weekday !== undefined;
  const dates = namesTime ? sentences.map((sentence) => datesOf(article, sentence)) : [];
  const masses = sentences.map((sentence) => spanMass(reading, passage.span, sentence));
  const all = masses.reduce((sum, mass) => sum + mass, 0) || 1;
  return sentences.map((sentence, i) => {
    const share = Math.log(Math.max((masses[i] ?? 0) / all, 1e-6));
    const time = namesTime
      ? timeEvidence(question, article, { here: dates[i] ?? [], around: dates.flat() })
      : NO_TIME;
    const evidence = { relevance, match: hit.match, share, time };
    return {
      article,
      passage: passage.span,
      sentence,
      words: bestSpan(reading, passage.span, sentence) ?? sentence,
      ...evidence,
      score: scoreOf(evidence),
    };
  });
}

/** Sentences; one that is longer than a quote may be, clause by clause. */
function quotableSentences(text: string, span: Span): readonly Span[] {
  return sentencesOf(text, span).flatMap((sentence) =>
    sentence.end - sentence.start <= LONGEST_QUOTE
      ? [sentence]
      : clausesOf(text, sentence, LONGEST_QUOTE / 2),
  );
}

/**
 * What a match of all tokens adds to the log odds over none. On the dev split of the training data the first passage is
 * right for .675 of the questions by relevance alone, .750 by the match alone, .800 by both; 22 did a little worse than 40
 * on chat.jsonl (.429 and .457).
 */
const MATCH_WEIGHT = 40;

/** What each piece of evidence of time adds to the log odds. */
const TIME_WEIGHTS = { reportedThen: 1, datedThen: 2, datedThenNearby: 1, datedElse: -1.5 } as const;

function scoreOf({ relevance, match, share, time }: Omit<Evidence, 'score'>): number {
  let score = relevance + MATCH_WEIGHT * match + share;
  if (time.reportedThen) score += TIME_WEIGHTS.reportedThen;
  if (time.datedThen) score += TIME_WEIGHTS.datedThen;
  if (time.datedThenNearby) score += TIME_WEIGHTS.datedThenNearby;
  if (time.datedElse) score += TIME_WEIGHTS.datedElse;
  return score;
}

/** The dates that a span names. */
export function datesOf(article: Article, span: Span): readonly When[] {
  return resolveDates(article.text, span, article);
}

function timeEvidence(
  { time, weekday }: Question,
  article: Article,
  { here, around }: { here: readonly When[]; around: readonly When[] },
): TimeEvidence {
  const period = time?.period;
  const fits = ({ from, to }: When) => {
    if (period) return from <= period.to && period.from <= to;
    return weekday !== undefined && from === to && new Date(`${from}T00:00:00Z`).getUTCDay() === weekday;
  };
  const dated = here.filter(({ precision }) => precision === 'day');
  const datedThen = here.some(fits);
  return {
    // News of a day is in the papers of the day after.
    reportedThen:
      period !== undefined &&
      article.published !== undefined &&
      period.from <= article.published &&
      article.published <= addDays(period.to, 1),
    datedThen,
    datedThenNearby: !datedThen && around.some(fits),
    datedElse: dated.length > 0 && !dated.some(fits),
  };
}
