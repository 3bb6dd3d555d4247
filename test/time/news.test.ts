import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/corpus/day.ts';
import { atPrecision } from '../../src/time/calendar.ts';
import { resolveDates } from '../../src/time/dates-in-text.ts';
import type { Certainty } from '../../src/time/when.ts';

/** A sentence of news, the day it was published, and every date it names. */
interface Labelled {
  readonly id: string;
  readonly published: string;
  readonly text: string;
  readonly expected: readonly string[];
}

interface Read extends Labelled {
  readonly got: ReadonlyMap<string, Certainty>;
}

function read(set: string): readonly Read[] {
  const lines = readFileSync(join(import.meta.dirname, 'news', `${set}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const labelled: Labelled = JSON.parse(line);
    const published = parseDay(labelled.published);
    const whole = { start: 0, end: labelled.text.length };
    const dates = resolveDates(labelled.text, whole, { ...(published && { published }) });
    const got = dates.map((when): [string, Certainty] => [
      atPrecision(when.from, when.precision),
      when.certainty,
    ]);
    return { ...labelled, got: new Map(got) };
  });
}

const isRight = ({ expected, got }: Read) =>
  got.size === new Set(expected).size && expected.every((date) => got.has(date));

/** The share of sentences with all their dates right and no other. */
function score(set: string): { readonly right: number; readonly others: readonly string[] } {
  const sentences = read(set);
  const others = sentences.filter((sentence) => !isRight(sentence));
  const told = others.map(({ id, got }) => `${id}: ${[...got.keys()].join(' ')}`);
  return { right: (sentences.length - others.length) / sentences.length, others: told };
}

const atLeast =
  (floor: number) =>
  ({ right }: { readonly right: number }) =>
    right >= floor;

describe('the dates of sentences of news', () => {
  it('are right in at least 0.95 of those of which an earlier version read half', () => {
    expect(score('cases')).toSatisfy(atLeast(0.95));
  });

  it.each(['tuned', 'more'])('are right in at least 0.95 of those that the rules were made on: %s', (set) => {
    expect(score(set)).toSatisfy(atLeast(0.95));
  });

  it.each(['aside', 'fresh'])(
    'are right in as many of those that only a last look was taken at: %s',
    (set) => {
      expect(score(set)).toSatisfy(atLeast(0.95));
    },
  );

  it('are left out rather than wrong: of the dates given as facts at least 0.95 are', () => {
    for (const certainty of ['stated', 'resolved'] satisfies Certainty[]) {
      const given = ['cases', 'tuned', 'more', 'aside']
        .flatMap(read)
        .flatMap(({ id, expected, got }) =>
          [...got].flatMap(([date, how]) =>
            how === certainty ? [{ id, date, isRight: expected.includes(date) }] : [],
          ),
        );
      const wrong = given.filter((one) => !one.isRight);
      expect({ share: 1 - wrong.length / given.length, of: given.length, wrong }).toSatisfy(
        ({ share }: { share: number }) => share >= 0.95,
      );
    }
  });
});
