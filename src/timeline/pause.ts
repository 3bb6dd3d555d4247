import { setImmediate } from 'node:timers/promises';

/** How long work may go on before whatever else the process has to do goes first, in milliseconds. */
const LONGEST = 10;

/** A pause for long work to await between two of its steps: it lasts only when the work has gone on for some time. */
export function pauses(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST) return;
    await setImmediate();
    since = performance.now();
  };
}
