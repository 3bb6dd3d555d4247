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

function shinglesOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = new Set<string>();
  for (let i = 0; i + SHINGLE <= words.length; i++) found.add(words.slice(i, i + SHINGLE).join(' '));
  return found;
}
