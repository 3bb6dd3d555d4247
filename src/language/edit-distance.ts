/**
 * How many letters to add, drop, change, or swap with their neighbour to turn one word into another:
 * optimal string alignment, the restricted form of Damerau's distance (Damerau 1964, Wagner and
 * Fischer 1974).
 */
export function editsBetween(from: string, to: string): number {
  let last: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const edits = Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next.push(swapped ? Math.min(edits, (last[j - 2] ?? 0) + 1) : edits);
    }
    [last, row] = [row, next];
  }
  return row[to.length] ?? 0;
}
