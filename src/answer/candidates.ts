import type { Article } from '../corpus/article.ts';
import { addDays } from '../corpus/day.ts';
import { clausesOf, sentencesOf } from '../corpus/sentences.ts';
import { type Span, slice } from '../corpus/span.ts';
import type { StoredTokens } from '../retrieval/token-store.ts';
import { resolveDates } from '../time/dates-in-text.ts';
import type { When } from '../time/when.ts';
import type { Match, MatchedPassage, PassageMatch } from './match.ts';
import { holdsKind, type Question } from './question.ts';
import { LONGEST_QUOTE } from './quotes.ts';

/** A passage that may answer, with its sentences. */
export interface CandidatePassage {
  /** Its place in the index. */
  readonly place: number;
  readonly article: Article;
  readonly span: Span;
  /** One that is longer than a quote may be stands here clause by clause. */
  readonly sentences: readonly Span[];
  /** For each sentence, the dates that it names. */
  readonly dates: readonly (readonly When[])[];
}

/** A sentence that may answer. */
export interface Candidate {
  readonly passage: CandidatePassage;
  readonly sentence: Span;
  /** What is known of how it fits the question, by name; see `FEATURES`. */
  readonly features: Features;
  /** How the passage, and the sentence in it, match the question by each model. */
  readonly matches: Readonly<Record<'rankPassage' | 'rank' | 'topicPassage' | 'topic', Match>>;
}

/**
 * What a sentence is judged by. `rank…` are of the model that ranks best, `topic…` of the one that
 * tells topics apart best (the same one where there is but one); `…Passage` is about the passage
 * around the sentence.
 */
export const FEATURES = [
  'rankCentredPassage',
  'rankCentred',
  'rankStandout',
  'rankPooled',
  'rankPooledPassage',
  'topicMean',
  'topicStandout',
  'topicPooled',
  'topicPooledPassage',
  'reportedThen',
  'datedThen',
  'datedThenPassage',
  'datedElse',
  'holdsNumber',
  'holdsName',
  'holdsTime',
  'holdsPlace',
] as const;

export type FeatureName = (typeof FEATURES)[number];
export type Features = Readonly<Record<FeatureName, number>>;

/** How the passages of one question match it. */
export interface Matches {
  /** By the model that ranks. */
  readonly rank: readonly PassageMatch[];
  /** By the model that tells topics apart. */
  readonly topic: readonly PassageMatch[];
}

/** The passage's tokens and which of them each sentence has. */
export function matchedPassageOf(passage: CandidatePassage, tokens: StoredTokens): MatchedPassage {
  const indexAt = (offset: number) => {
    const found = tokens.offsets.findIndex((at) => at >= offset - passage.span.start);
    return found < 0 ? tokens.ids.length : found;
  };
  return {
    tokens,
    sentences: passage.sentences.map(({ start, end }) => ({ start: indexAt(start), end: indexAt(end) })),
  };
}

/** A passage of the index, with all that can be known of it before a question is asked. */
export function candidatePassageOf(place: number, article: Article, span: Span): CandidatePassage {
  const sentences = sentencesOf(article.text, span).flatMap((sentence) =>
    sentence.end - sentence.start <= LONGEST_QUOTE
      ? [sentence]
      : clausesOf(article.text, sentence, LONGEST_QUOTE / 2),
  );
  return { place, article, span, sentences, dates: sentences.map((sentence) => datesOf(article, sentence)) };
}

/** The sentences of candidate passages, each with its features. */
export function candidatesOf(
  question: Question,
  passages: readonly CandidatePassage[],
  matches: Matches,
): readonly Candidate[] {
  return passages.flatMap((passage, i) => {
    const rank = matches.rank[i];
    const topic = matches.topic[i];
    if (!rank || !topic) return [];
    const { dates } = passage;
    return passage.sentences.flatMap((sentence, j): Candidate[] => {
      const rankHere = rank.sentences[j];
      const topicHere = topic.sentences[j];
      if (!rankHere || !topicHere) return [];
      const words = slice(passage.article.text, sentence);
      const features: Features = {
        rankCentredPassage: rank.whole.centred,
        rankCentred: rankHere.centred,
        rankStandout: rankHere.standout,
        rankPooled: rankHere.pooled,
        rankPooledPassage: rank.whole.pooled,
        topicMean: topicHere.mean,
        topicStandout: topicHere.standout,
        topicPooled: topicHere.pooled,
        topicPooledPassage: topic.whole.pooled,
        ...timeFeatures(question, passage.article, { here: dates[j] ?? [], around: dates.flat() }),
        ...kindFeatures(question, words),
      };
      const found = { rankPassage: rank.whole, rank: rankHere, topicPassage: topic.whole, topic: topicHere };
      return [{ passage, sentence, features, matches: found }];
    });
  });
}

/** The dates that a sentence names, to the day. */
export function datesOf(article: Article, sentence: Span): readonly When[] {
  return resolveDates(article.text, sentence, article);
}

type TimeFeature = 'reportedThen' | 'datedThen' | 'datedThenPassage' | 'datedElse';

function timeFeatures(
  { time, weekday }: Question,
  article: Article,
  { here, around }: { here: readonly When[]; around: readonly When[] },
): Pick<Features, TimeFeature> {
  const period = time?.period;
  const fits = ({ from, to }: When) => {
    if (period) return from <= period.to && period.from <= to;
    return weekday !== undefined && from === to && new Date(`${from}T00:00:00Z`).getUTCDay() === weekday;
  };
  if (!period && weekday === undefined)
    return { reportedThen: 0, datedThen: 0, datedThenPassage: 0, datedElse: 0 };
  // News of a day is in the papers of the day after.
  const reported =
    period &&
    article.published &&
    period.from <= article.published &&
    article.published <= addDays(period.to, 1);
  const dated = here.filter(({ precision }) => precision === 'day');
  return {
    reportedThen: Number(reported ?? false),
    datedThen: Number(here.some(fits)),
    datedThenPassage: Number(around.some(fits)),
    datedElse: Number(dated.length > 0 && !dated.some(fits)),
  };
}

type KindFeature = 'holdsNumber' | 'holdsName' | 'holdsTime' | 'holdsPlace';

function kindFeatures({ kind }: Question, words: string): Pick<Features, KindFeature> {
  const holds = Number(holdsKind(kind, words) ?? false);
  return {
    holdsNumber: kind === 'number' ? holds : 0,
    holdsName: kind === 'person' ? holds : 0,
    holdsTime: kind === 'time' ? holds : 0,
    holdsPlace: kind === 'place' ? holds : 0,
  };
}
