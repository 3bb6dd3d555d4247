import { NUMBER_WORD, numberWordValue } from '../time/number-words.ts';

/** Words in a row that are compared: fewer are shared by chance, more are broken up by small edits. */
const SHINGLE = 3;

/**
 * The share of the word sequences of a text that another one has too, 0 to 1 (containment of shingles; Broder 1997,
 * "On the resemblance and containment of documents"). Texts of fewer words than a sequence has share none.
 */
export function sharedWords(text: string, other: string): number {
  const own = shinglesOf(text);
  if (own.size === 0) return 0;
  const theirs = shinglesOf(other);
  let shared = 0;
  for (const shingle of own) if (theirs.has(shingle)) shared += 1;
  return shared / own.size;
}

const NUMBER = new RegExp(`\\d+(?:[.,:]\\d+)*|\\b(?:${NUMBER_WORD})\\b`, 'gi');

/** Whether another text has every number of a text, in figures or words: one that has not is no copy but another report. */
export function sharesNumbers(text: string, other: string): boolean {
  const theirs = numbersIn(other);
  return [...numbersIn(text)].every((number) => theirs.has(number));
}

function numbersIn(text: string): ReadonlySet<string> {
  const found = text.match(NUMBER) ?? [];
  return new Set(found.map((number) => String(numberWordValue(number) ?? number.replaceAll(',', ''))));
}

function shinglesOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = new Set<string>();
  for (let i = 0; i + SHINGLE <= words.length; i++) found.add(words.slice(i, i + SHINGLE).join(' '));
  return found;
}
