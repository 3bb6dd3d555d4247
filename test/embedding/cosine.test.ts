import { describe, expect, it } from 'vitest';
import { cosine } from '../../src/embedding/cosine.ts';

describe('the cosine of vectors of length 1', () => {
  const east = Float32Array.of(1, 0);

  it.each([
    ['the same direction', Float32Array.of(1, 0), 1],
    ['a right angle', Float32Array.of(0, 1), 0],
    ['the other direction', Float32Array.of(-1, 0), -1],
  ])('of %s', (_, other, expected) => {
    expect(cosine(east, other)).toBe(expected);
  });
});
