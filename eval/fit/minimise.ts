/** A function to minimise, with its gradient. */
export type Objective = (at: readonly number[]) => { readonly value: number; readonly gradient: number[] };

/** Of the decrease that the gradient promises, the share that a step has to bring (Armijo 1966). */
const ENOUGH = 1e-4;

/**
 * The point where a smooth convex function is lowest: gradient descent whose first step length is that
 * of Barzilai and Borwein (1988), halved until the function decreases. The same input gives the same point.
 * @throws Error when it has not come to rest after so many steps
 */
export function minimise(
  objective: Objective,
  start: readonly number[],
  { tolerance = 1e-6, steps = 10_000 }: { tolerance?: number; steps?: number } = {},
): readonly number[] {
  let point = start;
  let here = objective(point);
  let length = 1 / (Math.sqrt(dot(here.gradient, here.gradient)) || 1);
  for (let step = 0; step < steps; step++) {
    const slope = dot(here.gradient, here.gradient);
    if (Math.sqrt(slope) <= tolerance * (1 + Math.abs(here.value))) return point;
    const { at, there } = lower(objective, { point, here, slope, length });
    if (there.value >= here.value) return point; // as low as numbers of this size can tell
    const moved = at.map((value, i) => value - (point[i] ?? 0));
    const turned = there.gradient.map((value, i) => value - (here.gradient[i] ?? 0));
    const curvature = dot(moved, turned);
    length = curvature > 0 ? dot(moved, moved) / curvature : length * 2;
    point = at;
    here = there;
  }
  throw new Error(`The minimum was not found in ${steps} steps.`);
}

interface Place {
  readonly point: readonly number[];
  readonly here: ReturnType<Objective>;
  readonly slope: number;
  readonly length: number;
}

/** A step down the gradient that is short enough to decrease the function. */
function lower(objective: Objective, { point, here, slope, length }: Place) {
  for (let tried = length; ; tried /= 2) {
    const at = point.map((value, i) => value - tried * (here.gradient[i] ?? 0));
    const there = objective(at);
    if (there.value <= here.value - ENOUGH * tried * slope || tried < 1e-20) return { at, there };
  }
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
