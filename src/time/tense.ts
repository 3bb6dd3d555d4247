/** Words after which a date lies ahead: "was due to leave on Wednesday". */
const AHEAD =
  /\b(?:will|would|shall|may|might|could|due|going to|scheduled|planned|plans?|planning|expected|expects?|set (?:for|to)|slated|hopes? to|(?:is|are|was|were) to|must|should|deadline|next|upcoming|starting|takes effect|expires|begins|starts|opens|ends|arrives|leaves|meets)\b|['’]ll\b/g;

/** The same, right before the date: "gave them until Jan. 15". */
const AHEAD_BESIDE = /\b(?:until|till|by|deadline of|next)\s+(?:on\s+)?$/i;

/** And yet behind: "was held until Tuesday", "by Tuesday evening the crowd had gone". */
const ENDED_BEFORE = /\b(?:was|were|lasted)\s+(?:\S+\s+){0,5}(?:until|till|by)\s+(?:on\s+)?$/i;
const ENDED_AFTER = /\b(?:had|was|were)\b/;

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
  const after = clauses(sentence.slice(end, end + 60))[0] ?? '';
  if (AHEAD_BESIDE.test(before)) return !ENDED_BEFORE.test(before) && !ENDED_AFTER.test(after);
  const ahead = places(before, AHEAD).at(-1) ?? -1;
  const behind = places(before, BEHIND).at(-1) ?? -1;
  if (ahead !== behind) return ahead > behind;
  const next = places(after, AHEAD)[0];
  return next !== undefined && next < (places(after, BEHIND)[0] ?? Number.POSITIVE_INFINITY);
}

function clauses(words: string): readonly string[] {
  return words.split(/[;:—]|--|["“”]/);
}

function places(words: string, pattern: RegExp): readonly number[] {
  return [...words.matchAll(pattern)].map((match) => match.index);
}
