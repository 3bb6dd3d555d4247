import type { Hit } from './passage-index.ts';

/** Softens the lead of the first ranks; 60 is the value of the method's authors. */
const K = 60;

/** Hits of one way of searching, best first, and how much it counts. */
export interface WeighedHits {
  readonly hits: readonly Hit[];
  readonly weight: number;
}

/**
 * Fuses lists of hits by rank: each gives weight / (60 + rank), so that scores of different kinds need
 * not be comparable (reciprocal rank fusion; Cormack, Clarke and Buettcher 2009).
 */
export function fuse(lists: readonly WeighedHits[]): readonly Hit[] {
  const scores = new Map<number, number>();
  for (const { hits, weight } of lists) {
    for (const [rank, { place }] of hits.entries()) {
      scores.set(place, (scores.get(place) ?? 0) + weight / (K + rank + 1));
    }
  }
  return [...scores]
    .map(([place, score]) => ({ place, score }))
    .sort((a, b) => b.score - a.score || a.place - b.place);
}
