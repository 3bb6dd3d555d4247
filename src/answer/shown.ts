import type { Answered } from './answer.ts';

/**
 * How far the best quote has to lead the next one to be shown alone, in log odds: about three to one. The least lead
 * of those that `npm run eval:length` tries at which no quote alone hides a right second one (12 of 13 alone are right
 * at 1, 14 of 17 with two hidden at 0.5; over the first 39 questions of six sets taken in turn).
 */
export const CLEARLY_BEST = 1;

/** How many quotes are shown at first when the best one is not clearly the answer. */
const SHOWN_AT_FIRST = 2;

/**
 * How many of an answer's quotes are shown at first, best first: one when it is clearly the answer, or else two.
 * Where reports are compared, enough of them for two sides of each comparison. The rest is for those who ask for more.
 */
export function shownCount({ quotes, disagreements }: Pick<Answered, 'quotes' | 'disagreements'>): number {
  const [best, next] = quotes;
  const isClear = best !== undefined && next !== undefined && best.score - next.score >= CLEARLY_BEST;
  const forSides = disagreements.map(({ sides }) => {
    const places = [...new Set(sides.map(({ quote }) => quote))].sort((a, b) => a - b);
    return (places[1] ?? 0) + 1;
  });
  return Math.min(quotes.length, Math.max(isClear ? 1 : SHOWN_AT_FIRST, ...forSides));
}
