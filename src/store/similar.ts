import { ASKING_WORDS } from '../language/en/stop-words.ts';
import { termsOf } from '../language/en/terms.ts';
import { tokensOf } from '../language/en/tokens.ts';

const ASKING_TERMS = new Set([...ASKING_WORDS].flatMap(termsOf));

/** Questions that share this part of their words are taken for one. */
const SIMILAR = 0.6;

/** What a question is about: the stems of its words, without those that only ask. */
export function subjectOf(question: string): ReadonlySet<string> {
  const terms = termsOf(question).filter((term) => !ASKING_TERMS.has(term));
  return new Set(terms.length > 0 ? terms : tokensOf(question).map(({ text }) => text.toLowerCase()));
}

/** Whether two questions ask the same: most words shared, and every number. */
export function asksTheSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 || (shared / all >= SIMILAR && sameNumbers(a, b));
}

/**
 * How many words of a subject must be looked up to find every subject like it: whatever is similar
 * lacks so few of its words that it has one of any so many.
 */
export function tellingWords(size: number): number {
  return size - Math.ceil(size * SIMILAR) + 1;
}

/** "on December 17" and "on December 18" share their words and ask for different things. */
function sameNumbers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const lacks = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...one].some((word) => /\p{N}/u.test(word) && !other.has(word));
  return !lacks(a, b) && !lacks(b, a);
}
