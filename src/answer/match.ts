import type { TokenVectors } from '../embedding/embedder.ts';
import { cosine } from '../retrieval/passage-index.ts';

/** How much each token of the vocabulary says: the rarer in the corpus, the more. */
export interface TokenWeights {
  weight(id: number): number;
}

/** Inverse document frequency over passages, ln((N + 1) / (n + 0.5)), as BERTScore weighs tokens. */
export function tokenWeightsOf(passages: readonly (readonly number[])[]): TokenWeights {
  const counts = new Map<number, number>();
  for (const ids of passages) for (const id of new Set(ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return { weight: (id) => Math.log((passages.length + 1) / ((counts.get(id) ?? 0) + 0.5)) };
}

/** A stretch of a passage's tokens, half-open. */
export interface TokenRange {
  readonly start: number;
  readonly end: number;
}

/** A passage whose tokens are held against a question's, and the sentences in it. */
export interface MatchedPassage {
  readonly tokens: TokenVectors;
  readonly sentences: readonly TokenRange[];
}

/** How one passage, or one sentence in it, matches the question; higher is better. */
export interface Match {
  /** Weighted mean over the question's tokens of the best cosine with any token here. */
  readonly mean: number;
  /** The same, weighing tokens also by how far they tell the candidates apart. */
  readonly telling: number;
  /** Weighted mean of how far each token's best cosine stands out from the candidates', in deviations. */
  readonly standout: number;
  /** The lowest best cosine of any token that says much; 1 when there is none. */
  readonly weakest: number;
  /** Cosine of the question's embedding with the mean of the tokens here. */
  readonly pooled: number;
}

/** The match of a passage as a whole, and of each sentence in it. */
export interface PassageMatch {
  readonly whole: Match;
  readonly sentences: readonly Match[];
}

/** Tokens of at least this weight count as saying much: those in fewer than about one passage in eight. */
const SAYS_MUCH = 2;

/**
 * Holds a question's tokens against those of candidate passages: late interaction by the MaxSim of
 * ColBERT (Khattab and Zaharia 2020) with the idf weighting of BERTScore (Zhang et al. 2020), on the
 * token vectors of a sentence-embedding model, without training.
 */
export function matchTokens(
  question: TokenVectors,
  passages: readonly MatchedPassage[],
  weights: TokenWeights,
): readonly PassageMatch[] {
  const ranges = passages.map(({ tokens, sentences }) => [
    { start: 0, end: tokens.ids.length },
    ...sentences,
  ]);
  const bests = passages.map(({ tokens }, i) => bestCosines(question, tokens, ranges[i] ?? []));
  const stats = question.ids.map((id, token) =>
    statisticsOf(
      weights.weight(id),
      bests.map(([whole]) => whole?.[token] ?? -1),
    ),
  );
  return passages.map(({ tokens }, i) => {
    const [whole, ...sentences] = (ranges[i] ?? []).map((range, j) => ({
      ...matchOf(bests[i]?.[j] ?? new Float32Array(), stats),
      pooled: pooledCosine(question, tokens, range),
    }));
    return { whole: whole ?? NO_MATCH, sentences };
  });
}

const NO_MATCH: Match = { mean: 0, telling: 0, standout: 0, weakest: 0, pooled: 0 };

interface TokenStatistics {
  readonly weight: number;
  readonly mean: number;
  readonly deviation: number;
  readonly highest: number;
}

function statisticsOf(weight: number, cosines: readonly number[]): TokenStatistics {
  const mean = cosines.reduce((sum, value) => sum + value, 0) / (cosines.length || 1);
  const variance = cosines.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (cosines.length || 1);
  return { weight, mean, deviation: Math.sqrt(variance), highest: Math.max(...cosines) };
}

/** For each range, for each token of the question, the best cosine with any token in the range. */
function bestCosines(
  question: TokenVectors,
  passage: TokenVectors,
  ranges: readonly TokenRange[],
): readonly Float32Array[] {
  const dimensions = question.pooled.length;
  const count = passage.ids.length;
  const bests = ranges.map(() => new Float32Array(question.ids.length).fill(-1));
  const row = new Float32Array(count);
  for (let token = 0; token < question.ids.length; token++) {
    for (let other = 0; other < count; other++) {
      row[other] = dot(question.vectors, token * dimensions, passage.vectors, other * dimensions, dimensions);
    }
    for (const [i, range] of ranges.entries()) {
      let highest = -1;
      for (let other = range.start; other < range.end; other++) highest = Math.max(highest, row[other] ?? -1);
      const best = bests[i];
      if (best) best[token] = highest;
    }
  }
  return bests;
}

function matchOf(best: Float32Array, stats: readonly TokenStatistics[]): Omit<Match, 'pooled'> {
  let weightSum = 0;
  let tellingSum = 0;
  let mean = 0;
  let telling = 0;
  let standout = 0;
  let weakest = 1;
  for (const [token, { weight, ...others }] of stats.entries()) {
    const value = best[token] ?? -1;
    const tells = weight * (others.highest - others.mean);
    weightSum += weight;
    tellingSum += tells;
    mean += weight * value;
    telling += tells * value;
    standout += weight * Math.max(0, (value - others.mean) / (others.deviation + 1e-6));
    if (weight > SAYS_MUCH) weakest = Math.min(weakest, value);
  }
  return {
    mean: mean / (weightSum || 1),
    telling: telling / (tellingSum || 1),
    standout: standout / (weightSum || 1),
    weakest,
  };
}

function pooledCosine(question: TokenVectors, passage: TokenVectors, range: TokenRange): number {
  const dimensions = question.pooled.length;
  const sum = new Float32Array(dimensions);
  for (let i = range.start * dimensions; i < range.end * dimensions; i++) {
    const at = i % dimensions;
    sum[at] = (sum[at] ?? 0) + (passage.vectors[i] ?? 0);
  }
  const norm = Math.sqrt(cosine(sum, sum)) || 1;
  return cosine(question.pooled, sum) / norm;
}

// The innermost loop of an answer: kept free of bounds checks by plain indexing.
function dot(a: Float32Array, aStart: number, b: Float32Array, bStart: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (a[aStart + i] as number) * (b[bStart + i] as number);
  return sum;
}
