import { type Span, slice } from '../corpus/span.ts';

/** Two capitalised words that stand together, as a name's last two do. */
export interface NamePair {
  readonly first: string;
  readonly second: string;
  readonly span: Span;
}

const PAIR = /(?<!\p{L})(?=(\p{Lu}\p{Ll}+) (\p{Lu}\p{Ll}+)(?!\p{L}))/gu;

/** Every two capitalised words that stand together within a span of a text. */
export function namePairsIn(text: string, within: Span): readonly NamePair[] {
  return [...slice(text, within).matchAll(PAIR)].map(({ index, 1: first = '', 2: second = '' }) => {
    const start = within.start + index;
    return { first, second, span: { start, end: start + first.length + 1 + second.length } };
  });
}

/** Words shorter than this differ by a letter and mean something else: "Rome", "Roma". */
const LEAST = 5;

/** Whether two pairs are spellings of one name: "Edda Marlow" and "Edda Marlew". */
export function spellsDifferently(a: NamePair, b: NamePair): boolean {
  if (a.first === b.first) return differsByLetter(a.second, b.second);
  return a.second === b.second && differsByLetter(a.first, b.first);
}

/** Whether words of the same length differ in one letter that is not the last, as an ending is. */
function differsByLetter(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < LEAST) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && at < a.length - 1 && a.slice(at + 1) === b.slice(at + 1);
}
