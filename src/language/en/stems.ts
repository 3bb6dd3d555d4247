import { stemmer } from 'stemmer';

/** How many stems are remembered. The words of many texts are few: those of 3,000 articles are some 40,000. */
const REMEMBERED = 50_000;
const stems = new Map<string, string>();

/** The stem of a word in lower case (Porter 1980). */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= REMEMBERED) stems.clear();
  const stem = stemmer(word);
  stems.set(word, stem);
  return stem;
}
