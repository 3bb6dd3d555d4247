import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReader } from '../../src/embedding/open.ts';
import type { Reader } from '../../src/embedding/reader.ts';

/** Questions and passages with the relevance that the fp32 reader gives (training/record_sample.py). */
interface Sample {
  readonly question: string;
  readonly passages: readonly string[];
  readonly relevance: readonly number[];
}

const samples: readonly Sample[] = JSON.parse(await readFile('test/embedding/reader-sample.json', 'utf8'));

describe('the bundled int8 reader', () => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await openReader({ modelsDir: 'embeddings/models' });
  });
  afterAll(() => reader.close());

  it.each(samples)(
    'orders the passages as fp32 does: $question',
    async ({ question, passages, relevance }) => {
      const read = (await reader.read(question, passages)).map((reading) => reading.relevance);
      const pairs = passages.flatMap((_, i) => passages.map((__, j) => [i, j] as const));
      const swapped = pairs.filter(([i, j]) => {
        const apart = (relevance[i] ?? 0) - (relevance[j] ?? 0) > 1; // nearer ones may change places
        return apart && (read[i] ?? 0) <= (read[j] ?? 0);
      });
      expect(swapped).toEqual([]);
      expect(read.indexOf(Math.max(...read))).toBe(relevance.indexOf(Math.max(...relevance)));
    },
  );
});
