import { setImmediate } from 'node:timers/promises';

/** How often others had their turn while this was done: a measure that no load of the machine changes. */
export async function turnsDuring<T>(work: Promise<T>): Promise<{ turns: number; result: T }> {
  let turns = 0;
  let ended = false;
  const done = work.finally(() => {
    ended = true;
  });
  while (!ended) {
    await setImmediate();
    turns++;
  }
  return { turns, result: await done };
}
