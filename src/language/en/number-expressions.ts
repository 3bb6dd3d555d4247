/** How a text hedges a number. */
export type Hedge = 'exact' | 'about' | 'at-least' | 'at-most';

/** A number as a text gives it: "about 20", "between 200 and 300", "three million". */
export interface NumberExpression {
  readonly low: number;
  /** The same as `low` but in a range. */
  readonly high: number;
  readonly hedge: Hedge;
  /** The sign of a currency before the number, or the percent sign after it. */
  readonly sign?: string;
  /** Whether it is four digits that may as well be a year. */
  readonly mayBeYear: boolean;
  /** From the hedge to the last word of the number, in the text that was read. */
  readonly start: number;
  readonly end: number;
}

const UNITS = 'one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const VALUES: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, index) => [word, index + 1] as const),
  ...TEENS.map((word, index) => [word, index + 10] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
  ['a', 1],
  ['half a', 0.5],
]);

const MULTIPLES: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
  trillion: 1e12,
};

const MULTIPLE = '(?:dozen|hundred|thousand|million|billion|trillion)';
const SMALL = `(?:(?:${TENS.join('|')})(?:[ -](?:${UNITS.join('|')}))?|${[...TEENS, ...UNITS].join('|')})`;
/** "three", "a dozen", "two hundred and fifty thousand". "Several hundred" and "hundreds" are no number. */
const IN_WORDS = `(?:${SMALL}|(?:half )?a(?=[ -]${MULTIPLE}\\b))(?:[ -]${MULTIPLE})*(?:(?<=hundred|thousand|million|billion) (?:and )?${SMALL}(?:[ -]${MULTIPLE})*)*`;
const IN_DIGITS = `(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:[ -]${MULTIPLE}\\b|(?:m|bn)\\b)?`;
const NUMBER = `(?:${IN_DIGITS}|${IN_WORDS})`;
const SIGN = '(?:(?:US|A|C)?[$£€¥] ?)';
const MORE_OR_LESS =
  'well over|just over|well above|just under|close to|about|around|some|nearly|almost|roughly|approximately|perhaps|maybe|an estimated|estimated|' +
  'no fewer than|no less than|no more than|more than|at least|over|up to|as many as|at most|fewer than|less than|under';

const RANGE = `between\\s+(?<sign1>${SIGN})?(?<from>${NUMBER})(?<percent1>%)?\\s+and\\s+${SIGN}?(?<to>${NUMBER})(?<percent2>%)?`;
const PLAIN = `(?<sign2>${SIGN})?(?<low>${NUMBER})(?<percent3>%)?(?:(?:\\s?[-–—]\\s?|\\s(?:to|or)\\s)${SIGN}?(?<high>${NUMBER}))?(?<percent4>%)?`;

/** A hedge, a number or two, and what says after it that it is no exact one. */
const EXPRESSION = new RegExp(
  `(?<![\\w.,:/$£€¥-]|\\d[–—])(?:(?<hedge>${MORE_OR_LESS})\\s+)?(?:${RANGE}|${PLAIN})` +
    '(?<more>\\sor (?:more|so|fewer)\\b|-odd\\b|-plus\\b|\\+)?(?![\\w/]|-\\w|[.,:]\\d)',
  'gi',
);

/** What stands after a number that is part of a fraction, a rate or an ordinal, which count no things. */
const NO_COUNT_AFTER =
  /^\s*(?:and an? (?:half|quarter)\b|(?:halves|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b|(?:out of|in) (?:every )?(?:\d|one|two|three|five|ten)\b|[½¼¾]|(?:st|nd|rd|th)\b|[ap]\.?m\b|o['’]clock)/i;
const NO_COUNT_BEFORE =
  /(?:\b(?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:in|out of)|\b(?:no|nos|number|aged?|page|chapter|article|section|room|route|flight|channel)\.?) $/i;

/** How much of the text around a number the two above need, in characters. */
const LONGEST_BEFORE = 30;
const LONGEST_AFTER = 40;

/** Every number of a text, in order; fractions, clock times and numbers of pages or rooms are left out. */
export function numbersIn(text: string): readonly NumberExpression[] {
  return [...text.matchAll(EXPRESSION)].flatMap((match) => {
    const end = match.index + match[0].length;
    const before = text.slice(Math.max(0, match.index - LONGEST_BEFORE), match.index);
    const after = text.slice(end, end + LONGEST_AFTER);
    if (NO_COUNT_AFTER.test(after) || NO_COUNT_BEFORE.test(before)) return [];
    if (match.groups?.high !== undefined && /\bfrom $/i.test(before)) return []; // "fell from 20 to 30 homes"
    return expressionOf(match.groups ?? {}, { start: match.index, end }) ?? [];
  });
}

type Groups = Readonly<Record<string, string | undefined>>;

function expressionOf(
  groups: Groups,
  at: { readonly start: number; readonly end: number },
): NumberExpression | undefined {
  const low = groups.from ?? groups.low ?? '';
  const high = groups.to ?? groups.high;
  const least = scaled(low, high, amountOf(low));
  const most = amountOf(high ?? low);
  if (high !== undefined && least >= most) return undefined; // "38 to 36" is a score or a change
  const currency = groups.sign1 ?? groups.sign2;
  const percent = groups.percent1 ?? groups.percent2 ?? groups.percent3 ?? groups.percent4;
  const sign = currency?.trim() ?? percent;
  return {
    low: least,
    high: most,
    hedge: groups.more === undefined ? hedgeOf(groups.hedge) : hedgeAfter(groups.more),
    ...(sign !== undefined && { sign }),
    mayBeYear: groups.hedge === undefined && high === undefined && /^(?:1[5-9]|20)\d\d$/.test(low),
    ...at,
  };
}

/** "2 to 3 million": what the second number is multiplied by goes for the first as well. */
function scaled(low: string, high: string | undefined, value: number): number {
  if (high === undefined) return value;
  const multiple = new RegExp(`\\b${MULTIPLE}$`, 'i').exec(high)?.[0].toLowerCase();
  const hasOwn = new RegExp(`${MULTIPLE}$`, 'i').test(low);
  return multiple === undefined || hasOwn || value >= 100 ? value : value * (MULTIPLES[multiple] ?? 1);
}

function amountOf(words: string): number {
  const parts =
    words
      .toLowerCase()
      .replace(/half a\b/, 'half_a')
      .match(/[\d.,]+|[a-z_]+/g) ?? [];
  let total = 0;
  let current = 0;
  for (const part of parts) {
    const multiple = MULTIPLES[part];
    if (multiple === undefined) current += numberOf(part);
    else if (multiple <= 100 || part === 'dozen') current *= multiple;
    else {
      total += (current || 1) * multiple;
      current = 0;
    }
  }
  return Math.round((total + current) * 1e6) / 1e6;
}

function numberOf(part: string): number {
  if (/^\d/.test(part)) return Number(part.replaceAll(',', ''));
  return VALUES.get(part.replace('_', ' ')) ?? 0; // "and"
}

function hedgeOf(words: string | undefined): Hedge {
  if (words === undefined) return 'exact';
  if (/^(?:more|over|at least|well (?:over|above)|just over|no (?:fewer|less))/i.test(words))
    return 'at-least';
  return /^(?:up|as many|at most|fewer|less|under|just under|no more)/i.test(words) ? 'at-most' : 'about';
}

function hedgeAfter(words: string): Hedge {
  if (/fewer/i.test(words)) return 'at-most';
  return /so$|odd$/i.test(words) ? 'about' : 'at-least';
}
