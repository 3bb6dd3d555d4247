import { setImmediate } from 'node:timers/promises';

/** Discord gives up on an acknowledgement after 3 s: nothing is held back for longer. */
const MOST_MS = 2500;

/**
 * Lets acknowledgements go first. Answering takes the processor for tens of milliseconds at a time, and
 * of fifty questions that come at once, the last would have to wait for its acknowledgement behind the
 * answers to the first.
 */
export class Precedence {
  readonly #underWay = new Set<Promise<unknown>>();

  /** Does work that goes first. */
  async first<T>(work: () => Promise<T>): Promise<T> {
    const promise = work();
    this.#underWay.add(promise);
    try {
      return await promise;
    } finally {
      this.#underWay.delete(promise);
    }
  }

  /** Resolves when nothing that goes first is under way, or after a while all the same. */
  async yield(): Promise<void> {
    const until = performance.now() + MOST_MS;
    do {
      await setImmediate(); // what has arrived meanwhile is read, and may have to go first
      if (this.#underWay.size > 0) await soonest([...this.#underWay], until - performance.now());
    } while (this.#underWay.size > 0 && performance.now() < until);
  }
}

/** Resolves when all have ended, well or not, or the time is up. */
async function soonest(promises: readonly Promise<unknown>[], ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms));
  });
  await Promise.race([Promise.allSettled(promises), timeUp]);
  clearTimeout(timer);
}
