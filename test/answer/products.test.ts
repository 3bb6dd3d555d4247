import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interleaved, products } from '../../src/answer/products.ts';

/** Small whole numbers, whose products floating point adds without loss in any order. */
const matrix = (rows: number, dimensions: number) =>
  fc.array(fc.integer({ min: -9, max: 9 }), {
    minLength: rows * dimensions,
    maxLength: rows * dimensions,
  });

const twoMatrices = fc
  .tuple(fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 7 }))
  .chain(([rows, columns, dimensions]) =>
    fc.record({
      dimensions: fc.constant(dimensions),
      a: matrix(rows, dimensions),
      b: matrix(columns, dimensions),
    }),
  );

describe('products', () => {
  it('gives a row for each row of the first, a number for each row of the second', () => {
    const a = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10); // five rows of two
    const b = Float32Array.of(1, 0, 0, 1, 1, 1); // three rows of two
    expect([...products(interleaved(a, 2), b)]).toEqual([1, 2, 3, 3, 4, 7, 5, 6, 11, 7, 8, 15, 9, 10, 19]);
  });

  it('is the inner product of each row with each, for any number of rows', () => {
    fc.assert(
      fc.property(twoMatrices, ({ dimensions, a, b }) => {
        const rowsOf = (numbers: readonly number[]) =>
          Array.from({ length: numbers.length / dimensions }, (_, row) =>
            numbers.slice(row * dimensions, (row + 1) * dimensions),
          );
        const expected = rowsOf(a).flatMap((one) =>
          rowsOf(b).map((other) => one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0)),
        );
        const found = products(interleaved(Float32Array.from(a), dimensions), Float32Array.from(b));
        expect([...found].map((value) => value + 0)).toEqual(expected.map((value) => value + 0)); // -0 is 0
      }),
    );
  });
});
