import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { timelineOf, timelineSteps } from '../../src/timeline/entries.ts';
import { atOnce, inTurns, type Steps } from '../../src/timeline/steps.ts';
import { article } from './support.ts';

function* counting(upTo: number, seen: string[]): Steps<number> {
  for (let count = 1; count <= upTo; count++) yield void seen.push(`step ${count}`);
  return upTo;
}

describe('work in steps', () => {
  it('is done to its end, at once or in turns', async () => {
    expect(atOnce(counting(3, []))).toBe(3);
    expect(await inTurns(counting(3, []))).toBe(3);
    expect(atOnce(counting(0, []))).toBe(0);
  });

  it('in turns lets other work go on between two steps', async () => {
    const seen: string[] = [];
    const other = setImmediate().then(() => seen.push('other work'));
    await Promise.all([inTurns(counting(2, seen)), other]);
    expect(seen).toEqual(['step 1', 'other work', 'step 2']);
  });

  it('in turns fails as it does at once', async () => {
    function* failing(): Steps<number> {
      yield;
      throw new RangeError('no');
    }
    expect(() => atOnce(failing())).toThrow(RangeError);
    await expect(inTurns(failing())).rejects.toThrow(RangeError);
  });

  it('are short for a timeline: one an article, a report and an entry', async () => {
    const articles = [
      article('Rebels stormed the residence on Friday. Police arrested a man on Thursday.', '1996-12-21'),
      article('The residence was stormed by rebels on Friday.', '1996-12-22'),
    ];
    expect([...timelineSteps(articles)]).toHaveLength(2 + 3 + 2);
    expect(await inTurns(timelineSteps(articles))).toEqual(timelineOf(articles));
  });
});
