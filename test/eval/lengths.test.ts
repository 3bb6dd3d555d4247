import { describe, expect, it } from 'vitest';
import { lengthsOf } from '../../eval/lengths.ts';
import { percentile } from '../../eval/measure.ts';
import type { Answer, Quote } from '../../src/answer/answer.ts';
import { cite } from '../../src/corpus/citation.ts';

const TEXT = 'The ferry sank.';

function quoteOf(id: string, score: number): Quote {
  const span = { start: 0, end: TEXT.length };
  const citation = cite({ id, title: `Report ${id}`, basis: {}, text: TEXT }, span);
  return { citation, sentence: span, marked: span, dates: [], score, copies: [] };
}

const base = { question: 'What sank?', confidence: 0.9, asOf: {}, ranking: [], elapsedMs: 1 };
const answered = (...scores: readonly number[]): Answer => ({
  kind: 'answered',
  ...base,
  quotes: scores.map((score, i) => quoteOf(String(i), score)),
  more: [],
  disagreements: [],
});

describe('lengthsOf', () => {
  it('measures each message as Discord gets it, and leaves declines out', () => {
    const one = ['-# Question: What sank?', '> **The ferry sank.**', '-# 1 · Report 0 · undated'].join('\n');
    const second = ['', '> **The ferry sank.**', '-# 2 · Report 1 · undated'].join('\n');
    const decline: Answer = { kind: 'declined', ...base, reason: 'not-stated', nearest: [] };
    expect(lengthsOf([answered(9, 1), decline, answered(2, 2)])).toEqual({
      answers: 2,
      characters: [one.length, one.length + 1 + second.length],
      twoQuotes: [6],
      alone: 1,
    });
  });
});

describe('percentile', () => {
  it('is the value that a share of the values does not exceed', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0.5, 0.95, 1].map((share) => percentile(values, share))).toEqual([51, 96, 100]);
    expect(percentile([], 0.5)).toBe(0);
  });
});
