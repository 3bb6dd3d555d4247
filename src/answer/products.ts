/** How many rows of each side are taken at once: as many sums as fit the processor's registers. */
const ACROSS = 4;

/** The rows of a matrix, laid out so that four of them can be read side by side. */
export interface Interleaved {
  readonly count: number;
  readonly dimensions: number;
  /** Row-major by fours: the first numbers of four rows, then their second numbers; padded with zeros. */
  readonly numbers: Float32Array;
}

/** @param rows row-major, each row of this many dimensions */
export function interleaved(rows: Float32Array, dimensions: number): Interleaved {
  const count = rows.length / dimensions;
  const numbers = new Float32Array(Math.ceil(count / ACROSS) * ACROSS * dimensions);
  for (let row = 0; row < count; row++) {
    const block = Math.floor(row / ACROSS) * ACROSS * dimensions + (row % ACROSS);
    for (let i = 0; i < dimensions; i++) numbers[block + i * ACROSS] = rows[row * dimensions + i] ?? 0;
  }
  return { count, dimensions, numbers };
}

/**
 * The inner products of all rows of two matrices. This is where an answer spends its time: eight
 * products go on at once, which is twice as fast as one after another.
 * @param b row-major, rows of as many dimensions
 * @returns row-major, one row for each row of `a`
 */
export function products(a: Interleaved, b: Int8Array | Float32Array): Float32Array {
  const { dimensions, numbers } = a;
  const columns = b.length / dimensions;
  const results = new Float32Array((numbers.length / dimensions) * columns);
  for (let row = 0; row < a.count; row += ACROSS) {
    for (let column = 0; column < columns; column += 2) {
      const next = Math.min(column + 1, columns - 1); // the last one of an odd number goes twice
      const [first, second] = [column * dimensions, next * dimensions];
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let place = row * dimensions;
      for (let i = 0; i < dimensions; i++) {
        // In bounds by construction.
        const one = b[first + i] as number;
        const other = b[second + i] as number;
        const a0 = numbers[place] as number;
        const a1 = numbers[place + 1] as number;
        const a2 = numbers[place + 2] as number;
        const a3 = numbers[place + 3] as number;
        s0 += a0 * one;
        s1 += a1 * one;
        s2 += a2 * one;
        s3 += a3 * one;
        t0 += a0 * other;
        t1 += a1 * other;
        t2 += a2 * other;
        t3 += a3 * other;
        place += ACROSS;
      }
      const to = row * columns + column;
      const beside = next - column;
      results[to] = s0;
      results[to + columns] = s1;
      results[to + 2 * columns] = s2;
      results[to + 3 * columns] = s3;
      results[to + beside] = t0;
      results[to + columns + beside] = t1;
      results[to + 2 * columns + beside] = t2;
      results[to + 3 * columns + beside] = t3;
    }
  }
  return results.subarray(0, a.count * columns);
}
