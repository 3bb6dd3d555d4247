import { minimise } from './minimise.ts';

/** The candidates of one question, of which some are right. */
export interface LabelledList {
  /** One row of features a candidate. */
  readonly rows: readonly (readonly number[])[];
  /** How right each candidate is: 0 for wrong. */
  readonly right: readonly number[];
  /** How much the question counts. */
  readonly weight: number;
}

/**
 * Weights under which right candidates score above the others of their list: softmax regression over
 * whole lists (ListNet's top-one probability; Cao et al. 2007), with `l2` times their squares added.
 */
export function fitRanking(lists: readonly LabelledList[], l2: number): readonly number[] {
  const usable = lists.filter(({ right }) => right.some((value) => value > 0));
  const width = usable[0]?.rows[0]?.length ?? 0;
  return minimise(
    (weights) => {
      const gradient = weights.map((weight) => 2 * l2 * weight);
      let value = l2 * weights.reduce((sum, weight) => sum + weight * weight, 0);
      for (const list of usable) value += list.weight * addLoss(list, weights, gradient);
      return { value, gradient };
    },
    Array.from({ length: width }, () => 0),
  );
}

/** What one list costs: minus the log of the right ones' share; its slope is added to the gradient. */
function addLoss(list: LabelledList, weights: readonly number[], gradient: number[]): number {
  const scores = list.rows.map((row) => row.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0));
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const all = powers.reduce((sum, power) => sum + power, 0);
  const right = powers.reduce((sum, power, i) => sum + power * (list.right[i] ?? 0), 0);
  for (const [i, row] of list.rows.entries()) {
    const power = powers[i] ?? 0;
    const slope = list.weight * (power / all - (power * (list.right[i] ?? 0)) / right);
    for (const [j, value] of row.entries()) gradient[j] = (gradient[j] ?? 0) + slope * value;
  }
  return Math.log(all / right);
}

/** One case of a yes-or-no question. */
export interface LabelledRow {
  readonly row: readonly number[];
  readonly yes: boolean;
  readonly weight: number;
}

/** A logistic model: 1 / (1 + exp(-(intercept + weights · row))). */
export interface Logistic {
  readonly intercept: number;
  readonly weights: readonly number[];
}

/**
 * Logistic regression over columns brought to one scale, the squares of its weights added half. The
 * larger `c`, the more the cases count against that (as C of scikit-learn's LogisticRegression).
 */
export function fitLogistic(cases: readonly LabelledRow[], c: number): Logistic {
  const width = cases[0]?.row.length ?? 0;
  const scales = Array.from({ length: width }, (_, column) =>
    scaleOf(cases.map(({ row }) => row[column] ?? 0)),
  );
  const scaled = cases.map(({ row, yes, weight }) => ({
    row: scales.map(({ mean, deviation }, i) => ((row[i] ?? 0) - mean) / deviation),
    yes,
    weight: weight * c,
  }));
  const [intercept = 0, ...weights] = minimise(
    (at) => logisticLoss(scaled, at),
    Array.from({ length: width + 1 }, () => 0),
  );
  const own = weights.map((weight, i) => weight / (scales[i]?.deviation ?? 1));
  return {
    weights: own,
    intercept: own.reduce((sum, weight, i) => sum - weight * (scales[i]?.mean ?? 0), intercept),
  };
}

/** Minus the log-likelihood with the penalty, and its gradient; the intercept comes first, unpenalised. */
function logisticLoss(cases: readonly LabelledRow[], at: readonly number[]) {
  const [intercept = 0, ...weights] = at;
  const gradient = [0, ...weights];
  let value = weights.reduce((sum, weight) => sum + weight * weight, 0) / 2;
  for (const { row, yes, weight } of cases) {
    const sum = row.reduce((total, x, i) => total + x * (weights[i] ?? 0), intercept);
    const against = yes ? -sum : sum;
    value += weight * (Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against))));
    const slope = weight * (1 / (1 + Math.exp(-sum)) - Number(yes));
    gradient[0] = (gradient[0] ?? 0) + slope;
    for (const [i, x] of row.entries()) gradient[i + 1] = (gradient[i + 1] ?? 0) + slope * x;
  }
  return { value, gradient };
}

function scaleOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length || 1);
  return { mean, deviation: Math.sqrt(variance) || 1 };
}
