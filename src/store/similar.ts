import { stemmer } from 'stemmer';

/** Words that say how something is asked, not what about. */
const ASKING = new Set(
  (
    'a an and any are as at be been but by can could did do does for from give had has have he her his how i ' +
    'if in into is it its me my of on or our please s she should so some tell than that the their them then ' +
    'there these they this those to us was we were what whats when where which who whom whose why will with ' +
    'would you your about exactly really'
  ).split(' '),
);

/** Questions that share this part of their words are taken for one. */
const SIMILAR = 0.6;

/** What a question is about: the stems of its words, without those that only ask. */
export function subjectOf(question: string): ReadonlySet<string> {
  const words =
    question
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const told = words.filter((word) => !ASKING.has(word)).map((word) => stemmer(word));
  return new Set(told.length > 0 ? told : words);
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
