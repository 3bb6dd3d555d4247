import { cosine } from '../embedding/cosine.ts';
import type { TokenVectors } from '../embedding/embedder.ts';
import type { StoredTokens } from '../retrieval/token-store.ts';
import { type Interleaved, interleaved, products } from './products.ts';

/** What a corpus says about tokens, for one model. */
export interface TokenKnowledge {
  /** Tokens that say nothing: punctuation. */
  readonly silent: ReadonlySet<number>;
  /** Tokens that may be rare in a corpus and say little all the same: "what" and other stop words. */
  readonly small: ReadonlySet<number>;
  /** How much a token of the vocabulary says: the rarer in the corpus, the more. */
  weight(id: number): number;
  /** The direction that all token vectors of the corpus share, of length 1. */
  readonly common: Float32Array;
}

/**
 * Learns from a corpus how much its tokens say: inverse document frequency over passages,
 * ln((N + 1) / (n + 0.5)), as BERTScore weighs tokens; and what all of them share.
 * @param ids the token ids of each passage
 * @param embeddings the embedding of each passage
 */
export function tokenKnowledgeOf(
  ids: readonly (readonly number[])[],
  embeddings: readonly Float32Array[],
  { silent, small }: Pick<TokenKnowledge, 'silent' | 'small'>,
): TokenKnowledge {
  const counts = new Map<number, number>();
  for (const passage of ids) for (const id of new Set(passage)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const common = new Float32Array(embeddings[0]?.length ?? 0);
  for (const embedding of embeddings) {
    for (const [i, value] of embedding.entries()) common[i] = (common[i] ?? 0) + value;
  }
  const norm = Math.sqrt(cosine(common, common)) || 1;
  return {
    silent,
    small,
    weight: (id) => Math.log((ids.length + 1) / ((counts.get(id) ?? 0) + 0.5)),
    common: common.map((value) => value / norm),
  };
}

/** A question as it is held against passages. */
export type Heard = Omit<TokenVectors, 'offsets'>;

/** The tokens of a question that say something; all of them when none does. */
export function heard(question: TokenVectors, { silent }: TokenKnowledge): Heard {
  const { ids, vectors, pooled } = question;
  const kept = ids.flatMap((id, token) => (silent.has(id) ? [] : [token]));
  if (kept.length === 0) return question;
  const rows = new Float32Array(kept.length * pooled.length);
  for (const [row, token] of kept.entries()) {
    const vector = vectors.subarray(token * pooled.length, (token + 1) * pooled.length);
    rows.set(vector, row * pooled.length);
  }
  return { ids: kept.map((token) => ids[token] ?? 0), vectors: rows, pooled };
}

/** A stretch of a passage's tokens, half-open. */
export interface TokenRange {
  readonly start: number;
  readonly end: number;
}

/** A passage whose tokens are held against a question's, and the sentences in it. */
export interface MatchedPassage {
  readonly tokens: StoredTokens;
  readonly sentences: readonly TokenRange[];
}

/** How one passage, or one sentence in it, matches the question; higher is better. */
export interface Match {
  /** Weighted mean over the question's tokens of the best cosine with any token here. */
  readonly mean: number;
  /**
   * The same with what all tokens share taken off first (after Mu and Viswanath 2018), weighing tokens
   * also by how far they tell the candidates apart.
   */
  readonly centred: number;
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
  question: Heard,
  passages: readonly MatchedPassage[],
  knowledge: TokenKnowledge,
): readonly PassageMatch[] {
  const ranges = passages.map(({ tokens, sentences }) => [
    { start: 0, end: tokens.ids.length },
    ...sentences,
  ]);
  const known = passages.map(({ tokens }, i) => factsOf(tokens, ranges[i] ?? [], knowledge.common));
  const shared = sharedPartOf(question, known, knowledge.common);
  const rows = interleaved(question.vectors, question.pooled.length);
  const bests = passages.map(({ tokens }, i) => {
    const own = known[i];
    return own ? bestCosines(rows, tokens, { ranges: ranges[i] ?? [], shared, facts: own }) : [];
  });
  const stats = question.ids.map((id, token) => ({
    weight: knowledge.weight(id),
    saysMuch: knowledge.weight(id) > SAYS_MUCH && !knowledge.small.has(id),
    plain: statisticsOf(bests.map(([whole]) => whole?.plain[token] ?? -1)),
    centred: statisticsOf(bests.map(([whole]) => whole?.centred[token] ?? -1)),
  }));
  return bests.map((ofPassage, i) => {
    const [whole = NO_MATCH, ...sentences] = ofPassage.map((best, j) => ({
      ...matchOf(best, stats),
      pooled: cosine(question.pooled, known[i]?.means[j] ?? NOWHERE),
    }));
    return { whole, sentences };
  });
}

const NOWHERE = new Float32Array();

/** The match of nothing. */
export const NO_MATCH: Match = {
  mean: 0,
  centred: 0,
  standout: 0,
  weakest: 0,
  pooled: 0,
};

/** How a token's best cosines spread over the candidates. */
interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly highest: number;
}

interface TokenStatistics {
  readonly weight: number;
  readonly saysMuch: boolean;
  readonly plain: Spread;
  readonly centred: Spread;
}

/** For each token of the question, its best cosine in a range: as it is, and with the shared part off. */
interface BestCosines {
  readonly plain: Float32Array;
  readonly centred: Float32Array;
}

/** What of a passage does not depend on the question; kept for as long as its token vectors are. */
interface PassageFacts {
  /** What brings each token's vector to length 1. */
  readonly scales: Float32Array;
  /** How far each token points in the common direction. */
  readonly along: Float32Array;
  /** For each range, the direction of the mean of its tokens, of length 1. */
  readonly means: readonly Float32Array[];
}

const facts = new WeakMap<StoredTokens, { readonly common: Float32Array; readonly found: PassageFacts }>();

function factsOf(tokens: StoredTokens, ranges: readonly TokenRange[], common: Float32Array): PassageFacts {
  const known = facts.get(tokens);
  if (known?.common === common && known.found.means.length === ranges.length) return known.found;
  const scales = scalesOf(tokens);
  const found = {
    scales,
    along: productsWith(common, tokens.rows).map((product, token) => product * at(scales, token)),
    means: ranges.map((range) => meanIn(tokens.rows, scales, range)),
  };
  facts.set(tokens, { common, found });
  return found;
}

function scalesOf({ ids, rows }: StoredTokens): Float32Array {
  const dimensions = rows.length / (ids.length || 1);
  return Float32Array.from(ids, (_, token) => {
    let squares = 0;
    for (let i = token * dimensions; i < (token + 1) * dimensions; i++) squares += (rows[i] ?? 0) ** 2;
    return 1 / Math.sqrt(squares || 1);
  });
}

function productsWith(vector: Float32Array, rows: Int8Array | Float32Array): Float32Array {
  const found = new Float32Array(rows.length / (vector.length || 1));
  for (let row = 0; row < found.length; row++) {
    let sum = 0;
    for (let i = 0; i < vector.length; i++) sum += (vector[i] ?? 0) * (rows[row * vector.length + i] ?? 0);
    found[row] = sum;
  }
  return found;
}

function meanIn(rows: Int8Array, scales: Float32Array, { start, end }: TokenRange): Float32Array {
  const sum = new Float32Array(rows.length / (scales.length || 1));
  for (let token = start; token < end; token++) {
    const scale = at(scales, token);
    for (let i = 0; i < sum.length; i++) sum[i] = at(sum, i) + (rows[token * sum.length + i] ?? 0) * scale;
  }
  const length = Math.sqrt(cosine(sum, sum)) || 1;
  return sum.map((value) => value / length);
}

function statisticsOf(cosines: readonly number[]): Spread {
  const mean = cosines.reduce((sum, value) => sum + value, 0) / (cosines.length || 1);
  const variance = cosines.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (cosines.length || 1);
  return { mean, deviation: Math.sqrt(variance), highest: Math.max(...cosines) };
}

/**
 * How far each token points in the common direction. Taking off `length` times that direction
 * centres the candidates' tokens; the cosine of centred tokens then follows from the plain one.
 */
interface SharedPart {
  readonly length: number;
  readonly question: Float32Array;
}

function sharedPartOf(question: Heard, passages: readonly PassageFacts[], common: Float32Array): SharedPart {
  const count = passages.reduce((sum, { along }) => sum + along.length, 0);
  const total = passages.reduce((sum, { along }) => sum + along.reduce((part, value) => part + value, 0), 0);
  return {
    length: total / (count || 1),
    question: productsWith(common, question.vectors),
  };
}

function bestCosines(
  question: Interleaved,
  tokens: StoredTokens,
  { ranges, shared, facts }: { ranges: readonly TokenRange[]; shared: SharedPart; facts: PassageFacts },
): readonly BestCosines[] {
  const found = products(question, tokens.rows);
  const { along, scales } = facts;
  const { length } = shared;
  const rest = (value: number) => Math.sqrt(Math.max(1e-6, 1 - 2 * length * value + length * length));
  const rests = along.map(rest);
  const bests = ranges.map(() => ({
    plain: new Float32Array(question.count),
    centred: new Float32Array(question.count),
  }));
  const plain = new Float32Array(along.length);
  const centred = new Float32Array(along.length);
  for (let token = 0; token < question.count; token++) {
    const own = shared.question[token] ?? 0;
    const ownRest = rest(own);
    for (let other = 0; other < plain.length; other++) {
      plain[other] = at(found, token * plain.length + other) * at(scales, other);
      const shift = length * (length - own - at(along, other));
      centred[other] = (at(plain, other) + shift) / (ownRest * at(rests, other));
    }
    for (const [i, range] of ranges.entries()) {
      const best = bests[i];
      if (!best) continue;
      best.plain[token] = highestIn(plain, range);
      best.centred[token] = highestIn(centred, range);
    }
  }
  return bests;
}

function highestIn(values: Float32Array, { start, end }: TokenRange): number {
  let highest = -1;
  for (let i = start; i < end; i++) highest = Math.max(highest, at(values, i));
  return highest;
}

function matchOf(best: BestCosines, stats: readonly TokenStatistics[]): Omit<Match, 'pooled'> {
  const sums = {
    weight: 0,
    mean: 0,
    centred: 0,
    centredWeight: 0,
    standout: 0,
  };
  let weakest = 1;
  for (const [token, { weight, saysMuch, plain, centred }] of stats.entries()) {
    const value = best.plain[token] ?? -1;
    const tells = weight * (centred.highest - centred.mean);
    sums.weight += weight;
    sums.mean += weight * value;
    sums.centredWeight += tells;
    sums.centred += tells * (best.centred[token] ?? -1);
    sums.standout += weight * Math.max(0, (value - plain.mean) / (plain.deviation + 1e-6));
    if (saysMuch) weakest = Math.min(weakest, value);
  }
  return {
    mean: sums.mean / (sums.weight || 1),
    centred: sums.centred / (sums.centredWeight || 1),
    standout: sums.standout / (sums.weight || 1),
    weakest,
  };
}

/** In bounds by construction. */
const at = (values: Float32Array, i: number): number => values[i] as number;
