const EVERY = 5;

/**
 * Counts a timer's ticks while work is done. On a held-up thread not one comes; a test that asks for half of those
 * due allows for a busy machine.
 */
export async function ticksDuring(
  work: () => Promise<unknown>,
): Promise<{ readonly ticks: number; readonly due: number }> {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, EVERY);
  const started = performance.now();
  await work();
  clearInterval(timer);
  return { ticks, due: (performance.now() - started) / EVERY };
}
