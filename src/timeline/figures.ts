import { type Span, slice } from '../corpus/span.ts';
import { stemOf } from '../language/en/stems.ts';
import { NUMBER_WORD, numberWordValue } from '../time/number-words.ts';

/** How a text hedges a number. */
export type Hedge = 'exact' | 'about' | 'at-least' | 'at-most';

/** A count that a text gives of something: "about 20 … guerrillas", "15 to 20 people". */
export interface Figure {
  readonly low: number;
  /** The same as `low` but in a range. */
  readonly high: number;
  readonly hedge: Hedge;
  /** What is counted, as one word for all that mean the same: see `kindOf`. */
  readonly kind: string;
  /** From the hedge to the noun, in the article's text. */
  readonly span: Span;
}

/** Words that news uses for the same, so that "375 captives" counts the hostages. */
const SAME_KIND: readonly (readonly string[])[] = [
  ['hostage', 'captive'],
  [
    'rebel',
    'guerrilla',
    'guerilla',
    'terrorist',
    'attacker',
    'militant',
    'gunman',
    'gunmen',
    'insurgent',
    'assailant',
  ],
  ['police', 'policeman', 'policemen', 'officer'],
  ['soldier', 'troop', 'commando'],
  ['people', 'person', 'persons'],
  ['residence', 'home', 'house', 'mansion', 'compound'],
];

const KINDS: ReadonlyMap<string, string> = new Map(
  SAME_KIND.flatMap((words) => words.map((word) => [stemOf(word), stemOf(words[0] ?? '')] as const)),
);

/** One word for all nouns that count the same: "captives" and "hostage" are of one kind. */
export function kindOf(noun: string): string {
  const stem = stemOf(noun.toLowerCase());
  return KINDS.get(stem) ?? stem;
}

const ONE = `(?:\\d{1,3}(?:,\\d{3})+|\\d+|a(?= dozen| hundred)|${NUMBER_WORD})(?:\\s(?:dozen|hundred|thousand)\\b)?`;
const FIGURE = new RegExp(
  '(?<![\\w$£€.,:/-])(?:(?<hedge>about|around|some|nearly|almost|roughly|approximately|an estimated|more than|over|at least|' +
    `up to|as many as|at most|fewer than|less than)\\s+)?(?<low>${ONE})(?:\\s?(?:to|or|-|–)\\s?(?<high>${ONE}))?(?<more>\\sor more)?(?![\\w%:/-]|[.,]\\d)`,
  'gi',
);

/** Words that end the run from a number to its noun: "14 of the 25", "two and". */
const RUN_ENDS =
  /^(?:of|in|at|on|to|by|for|from|with|who|that|which|were|was|are|is|had|have|has|and|the|a|an|per|percent|more|others?|as|than)$/i;

/** Nouns of no plural ending; others are known by their "s". */
const UNMARKED = /^(?:people|police|men|women|children|policemen|gunmen|dead|wounded|troops)$/i;

/** Units, which count no things. */
const UNIT =
  /^(?:days?|nights?|weeks?|months?|years?|hours?|minutes?|seconds?|met(?:er|re)s|miles|feet|kilomet(?:er|re)s|blocks|percent|a\.m|p\.m)$/i;

/** How many words may stand between a number and its noun: "20 Halden Free Harbour Movement (HFHM) dockers". */
const LONGEST_RUN = 8;

/** The figures within a span of a text: numbers, with what they count. */
export function figuresIn(text: string, within: Span): readonly Figure[] {
  const words = slice(text, within);
  return [...words.matchAll(FIGURE)].flatMap((match) => {
    const { hedge, low = '', high, more } = match.groups ?? {};
    const end = match.index + match[0].length;
    const noun = nounAfter(words.slice(end), countOf(high ?? low));
    if (!noun) return [];
    return [
      {
        low: countOf(low),
        high: countOf(high ?? low),
        hedge: more === undefined ? hedgeOf(hedge) : 'at-least',
        kind: kindOf(noun.word),
        span: { start: within.start + match.index, end: within.start + end + noun.end },
      },
    ];
  });
}

function nounAfter(rest: string, count: number): { readonly word: string; readonly end: number } | undefined {
  let seen = 0;
  for (const match of rest.matchAll(/^\s+|[\s,(]*(?:or\s+)?([\p{L}][\p{L}'’-]*)\)?/gu)) {
    const word = match[1];
    if (word === undefined) continue;
    const gap = rest.slice(0, match.index);
    if (/[.;:"“”—]|--/.test(gap) || RUN_ENDS.test(word) || UNIT.test(word) || seen > LONGEST_RUN)
      return undefined;
    const isPlural = UNMARKED.test(word) || (/^\p{Ll}.*[^s'’]s$/u.test(word) && word.length > 3);
    if (isPlural || (count === 1 && KINDS.has(stemOf(word.toLowerCase())))) {
      return { word, end: match.index + match[0].replace(/\)$/, '').length };
    }
    if (/^\p{Ll}+ed$/u.test(word)) return undefined; // "38 more were released", "four freed"
    seen += 1;
  }
  return undefined;
}

const MULTIPLES: Readonly<Record<string, number>> = { dozen: 12, hundred: 100, thousand: 1000 };

function countOf(words: string): number {
  const [number = '', multiple = ''] = words.toLowerCase().split(/\s/);
  const count = number === 'a' ? 1 : (numberWordValue(number) ?? Number(number.replaceAll(',', '')));
  return count * (MULTIPLES[multiple] ?? 1);
}

function hedgeOf(words: string | undefined): Hedge {
  if (words === undefined) return 'exact';
  if (/^(?:more|over|at least)/i.test(words)) return 'at-least';
  return /^(?:up|as many|at most|fewer|less)/i.test(words) ? 'at-most' : 'about';
}

/** Whether two figures can both be true of the same thing: "15 to 20" and "about 20" can, 4 and 38 cannot. */
export function couldAgree(a: Figure, b: Figure): boolean {
  const slack = a.hedge === 'about' || b.hedge === 'about' ? 0.15 : 0;
  const [aLow, aHigh] = reach(a, slack);
  const [bLow, bHigh] = reach(b, slack);
  return aLow <= bHigh && bLow <= aHigh;
}

function reach({ low, high, hedge }: Figure, slack: number): readonly [number, number] {
  if (hedge === 'at-least') return [low, Number.POSITIVE_INFINITY];
  if (hedge === 'at-most') return [0, high];
  return [low * (1 - slack), high * (1 + slack)];
}

/** Whether two figures are put in the same words: then there is nothing to tell apart. */
export function saysSame(a: Figure, b: Figure): boolean {
  return a.low === b.low && a.high === b.high && a.hedge === b.hedge;
}

/** Whether figures differ by no more than reports of the same thing do: 38 and 40, not 4 and 38. */
export function areNear(a: Figure, b: Figure): boolean {
  if (couldAgree(a, b)) return true;
  const [less, more] = a.high < b.low ? [a.high, b.low] : [b.high, a.low];
  return more / less <= 1.5;
}

/** The same for all figures that say the same of the same kind. */
export function keyOf({ kind, low, high, hedge }: Figure): string {
  return [kind, low, high, hedge].join(' ');
}
