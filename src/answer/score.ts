import { type Candidate, FEATURES, type FeatureName } from './candidates.ts';

/** How much each feature counts. */
export type RankingWeights = Readonly<Record<FeatureName, number>>;

/** A candidate with its score. */
export interface Ranked {
  readonly candidate: Candidate;
  /** Comparable within one question only. */
  readonly score: number;
}

/** Features that are yes or no; the others are scaled to the question's own candidates. */
const YES_OR_NO: ReadonlySet<FeatureName> = new Set([
  'reportedThen',
  'datedThen',
  'datedThenPassage',
  'datedElse',
  'holdsNumber',
  'holdsName',
  'holdsTime',
  'holdsPlace',
]);

/**
 * The candidates' features as numbers that can be compared over questions: each measure as its
 * distance from the candidates' mean, in their deviations, so that it does not matter what range a
 * model's cosines lie in.
 * @returns one row a candidate, in the order of `FEATURES`
 */
export function standardised(candidates: readonly Candidate[]): readonly (readonly number[])[] {
  const scales = FEATURES.map((name) => {
    if (YES_OR_NO.has(name)) return { mean: 0, deviation: 1 };
    const values = candidates.map(({ features }) => features[name]);
    const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length || 1);
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
  return candidates.map(({ features }) =>
    FEATURES.map((name, i) => (features[name] - (scales[i]?.mean ?? 0)) / (scales[i]?.deviation ?? 1)),
  );
}

/** The candidates, best first; equals in the order of their articles and places. */
export function rank(candidates: readonly Candidate[], weights: RankingWeights): readonly Ranked[] {
  const rows = standardised(candidates);
  return candidates
    .map((candidate, i) => ({
      candidate,
      score: FEATURES.reduce((sum, name, j) => sum + weights[name] * (rows[i]?.[j] ?? 0), 0),
    }))
    .sort((a, b) => b.score - a.score || before(a.candidate, b.candidate));
}

function before(a: Candidate, b: Candidate): number {
  return a.passage.place - b.passage.place || a.sentence.start - b.sentence.start;
}
