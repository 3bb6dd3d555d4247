import type { Hit } from './passage-index.ts';

/** Softens the lead of the first ranks; 60 is the value of the method's authors. */
const K = 60;

/**
 * Fuses lists of hits by rank: each gives 1 / (60 + rank), so that scores of different kinds need
 * not be comparable (reciprocal rank fusion; Cormack, Clarke and Buettcher 2009).
 */
export function fuse(lists: readonly (readonly Hit[])[]): readonly Hit[] {
  const scores = new Map<number, number>();
  for (const hits of lists) {
    for (const [rank, { place }] of hits.entries()) {
      scores.set(place, (scores.get(place) ?? 0) + 1 / (K + rank + 1));
    }
  }
  return [...scores]
    .map(([place, score]) => ({ place, score }))
    .sort((a, b) => b.score - a.score || a.place - b.place);
}
