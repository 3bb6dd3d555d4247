import { setImmediate } from 'node:timers/promises';

/** Work that can be left off after each of its steps, a few milliseconds at most, and gone on with later. */
export type Steps<Result> = Generator<void, Result, void>;

/** Does all the work without a pause. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Does the work a step at a time, and lets whatever else the process has to do go first. */
export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}
