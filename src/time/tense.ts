/** Words after which a date lies ahead: "was due to leave on Wednesday". */
const AHEAD =
  /\b(?:will|would|shall|may|might|could|due|going to|scheduled|planned|plans?|planning|expected|expects?|set (?:for|to)|slated|hopes? to|(?:is|are|was|were) to|deadline|next|upcoming|starting)\b|['’]ll\b/g;

/** The same, right before the date: "until Jan. 15", "by Friday". */
const AHEAD_BESIDE = /\b(?:until|till|by|deadline of|next)\s+(?:on\s+)?$/i;

/** Words after which a date lies behind: "said Thursday", "were freed Friday"; but not "will be freed". */
const BEHIND =
  /(?<!\bbe )\b(?:was|were|had|has|have|did|said|told|began|broke|took|held|met|made|left|gave|went|came|saw|led|shot|set free|fell|rose|won|lost|sent|spoke|ran|hit|got|since|last|earlier|(?!expected|planned|scheduled|slated)\p{L}{2,}ed)\b/giu;

/**
 * Whether the words around a date speak of what was still to come when they were written.
 * The nearest verb before the date decides, else the nearest after it ("on Friday the court will
 * rule"); without either the report is of the past, as news is.
 */
export function speaksOfFuture(sentence: string, start: number, end: number): boolean {
  const before = clauses(sentence.slice(Math.max(0, start - 90), start)).at(-1) ?? '';
  if (AHEAD_BESIDE.test(before)) return true;
  const ahead = places(before, AHEAD).at(-1) ?? -1;
  const behind = places(before, BEHIND).at(-1) ?? -1;
  if (ahead !== behind) return ahead > behind;
  const after = clauses(sentence.slice(end, end + 60))[0] ?? '';
  const next = places(after, AHEAD)[0];
  return next !== undefined && next < (places(after, BEHIND)[0] ?? Number.POSITIVE_INFINITY);
}

function clauses(words: string): readonly string[] {
  return words.split(/[;:—]|--|["“”]/);
}

function places(words: string, pattern: RegExp): readonly number[] {
  return [...words.matchAll(pattern)].map((match) => match.index);
}
