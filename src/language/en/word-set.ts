/** A set of words that are written with blanks between them. */
export function wordSet(...words: readonly string[]): ReadonlySet<string> {
  return new Set(words.join(' ').split(' '));
}
