const UNITS = (
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
  'seventeen eighteen nineteen'
).split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Matches a number below a hundred in words: "four", "twenty-four". Longer words come first. */
export const NUMBER_WORD = `(?:${TENS.join('|')})(?:-(?:${UNITS.slice(0, 9).join('|')}))?|${[...UNITS].reverse().join('|')}`;

/** The value of a number below a hundred in words; undefined when it is none. */
export function numberWordValue(words: string): number | undefined {
  const [first = '', second] = words.toLowerCase().split('-');
  const unit = UNITS.indexOf(second ?? first) + 1;
  const tens = TENS.indexOf(first);
  if (tens < 0) return unit > 0 && second === undefined ? unit : undefined;
  return (tens + 2) * 10 + unit;
}
