import { describe, expect, it } from 'vitest';
import { minimise } from '../../eval/fit/minimise.ts';
import { fitLogistic, fitRanking } from '../../eval/fit/regressions.ts';

const squares = (targets: readonly number[], scales: readonly number[]) => (at: readonly number[]) => {
  const away = at.map((value, i) => value - (targets[i] ?? 0));
  return {
    value: away.reduce((sum, value, i) => sum + (scales[i] ?? 1) * value * value, 0),
    gradient: away.map((value, i) => 2 * (scales[i] ?? 1) * value),
  };
};

describe('minimise', () => {
  it('finds where a bowl is lowest, however long its sides', () => {
    const [x, y] = minimise(squares([3, -2], [1, 500]), [0, 0], { tolerance: 1e-10 });
    expect(x).toBeCloseTo(3, 6);
    expect(y).toBeCloseTo(-2, 6);
  });

  it('stays where it is already lowest', () => {
    expect(minimise(squares([3, -2], [1, 1]), [3, -2])).toEqual([3, -2]);
  });

  it('says so when it is given too few steps', () => {
    expect(() => minimise(squares([3, -2], [1, 500]), [0, 0], { steps: 1 })).toThrow('not found in 1 steps');
  });
});

describe('fitRanking', () => {
  it('weighs the feature that the right candidates have, and not the one that all have', () => {
    const list = {
      rows: [
        [1, 1],
        [0, 1],
        [0, 1],
      ],
      right: [1, 0, 0],
      weight: 1,
    };
    const [telling = 0, common] = fitRanking([list], 0.1);
    expect(telling).toBeGreaterThan(1);
    expect(common).toBeCloseTo(0, 6);
  });

  it('rests where the gain equals the penalty', () => {
    // One feature, two candidates: the cost ln(1 + e^-w) + l2 w² is lowest where 1 / (1 + e^w) = 2 l2 w.
    const [weight = 0] = fitRanking([{ rows: [[1], [0]], right: [1, 0], weight: 1 }], 0.25);
    expect(1 / (1 + Math.exp(weight))).toBeCloseTo(0.5 * weight, 5);
  });

  it('turns against the feature that the wrong candidates have', () => {
    expect(fitRanking([{ rows: [[1], [0]], right: [0, 1], weight: 1 }], 0.25)[0]).toBeLessThan(0);
  });

  it('learns nothing from a list in which no candidate is right', () => {
    const list = { rows: [[1], [0]], right: [1, 0], weight: 1 };
    const hopeless = { rows: [[0], [1]], right: [0, 0], weight: 50 };
    expect(fitRanking([list, hopeless], 0.25)).toEqual(fitRanking([list], 0.25));
  });

  it('counts a list by its weight', () => {
    const forIt = { rows: [[1], [0]], right: [1, 0], weight: 3 };
    const against = { rows: [[1], [0]], right: [0, 1], weight: 1 };
    // e^w / (1 + e^w) = 3/4 where there is no penalty, so w = ln 3.
    expect(fitRanking([forIt, against], 0)[0]).toBeCloseTo(Math.log(3), 4);
  });
});

describe('fitLogistic', () => {
  it('gives the log-odds of a column of two values', () => {
    const cases = [...counted({ x: 1, yes: 30, no: 10 }), ...counted({ x: 0, yes: 10, no: 30 })];
    const { intercept, weights } = fitLogistic(cases, 1e6);
    expect(intercept).toBeCloseTo(Math.log(1 / 3), 3);
    expect(weights[0]).toBeCloseTo(Math.log(9), 3);
  });

  it('draws weights towards nothing where cases count little', () => {
    const cases = [...counted({ x: 1, yes: 3, no: 1 }), ...counted({ x: 0, yes: 1, no: 3 })];
    const [free = 0] = fitLogistic(cases, 1e6).weights;
    const [held = 0] = fitLogistic(cases, 0.1).weights;
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan(free / 2);
  });

  it('does not mind the unit of a column, nor one that never changes', () => {
    const cases = [...counted({ x: 1, yes: 3, no: 1 }), ...counted({ x: 0, yes: 1, no: 3 })];
    const inThousands = cases.map((one) => ({ ...one, row: [(one.row[0] ?? 0) * 1000, 7] }));
    const [own = 0] = fitLogistic(cases, 1).weights;
    const [scaled = 0, constant] = fitLogistic(inThousands, 1).weights;
    expect(scaled * 1000).toBeCloseTo(own, 5);
    expect(constant).toBe(0);
  });
});

function counted({ x, yes, no }: { x: number; yes: number; no: number }) {
  return [
    { row: [x], yes: true, weight: yes },
    { row: [x], yes: false, weight: no },
  ];
}
