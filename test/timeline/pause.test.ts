import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../src/timeline/entries.ts';
import { pauses } from '../../src/timeline/pause.ts';
import { article } from './support.ts';

/** Keeps the processor busy for so many milliseconds. */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end) Math.sqrt(end);
}

describe('pauses in long work', () => {
  it('let other work go first once the work has gone on for some time', async () => {
    const seen: string[] = [];
    const other = setImmediate().then(() => seen.push('other work'));
    const pause = pauses();
    work(15);
    await pause();
    seen.push('the long work');
    await other;
    expect(seen).toEqual(['other work', 'the long work']);
  });

  it('cost nothing before that', async () => {
    const seen: string[] = [];
    const other = setImmediate().then(() => seen.push('other work'));
    await pauses()();
    seen.push('the long work');
    await other;
    expect(seen).toEqual(['the long work', 'other work']);
  });

  it('come within one long article: its timeline lets timers run', async () => {
    const text = Array.from(
      { length: 300 },
      (_, day) => `On Dec. ${(day % 20) + 1} line ${day} of the ferry was closed.`,
    );
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    await timelineOf([article(text.join('\n\n'), '1996-12-31')]);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
  });
});
