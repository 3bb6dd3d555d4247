import type { TaggedToken } from './grammar.ts';
import type { NumberExpression } from './number-expressions.ts';
import { type Predicate, stateOf } from './predicate.ts';
import { stemOf } from './stems.ts';

/** What kind of measure a figure is of, where it counts no things. */
export type Unit = 'percent' | 'money' | 'measure' | 'time';

/** One thing that is counted, by its key: see `countedKey`. */
export interface Counting {
  readonly counted: string;
}

/** What a figure counts, and its tokens. */
export interface CountedNoun {
  readonly counted: string;
  readonly modifiers: readonly string[];
  readonly last: number;
  readonly unit?: Unit;
  readonly isPart?: boolean;
  /** Whether a verb says how much a named thing comes to: "Turnout was 71 percent". */
  readonly isMeasured?: boolean;
  /** What the noun itself says of them: "12 dead". */
  readonly said?: Predicate;
}

/** Plurals that stemming does not bring together with their singular. */
const SINGULARS: Readonly<Record<string, string>> = {
  men: 'man',
  women: 'woman',
  children: 'child',
  persons: 'people',
  person: 'people',
  lives: 'life',
  feet: 'foot',
  buses: 'bus',
  viruses: 'virus',
  campuses: 'campus',
  bonuses: 'bonus',
  surpluses: 'surplus',
};

/** One word for all forms of a noun: "Drivers" and "driver", "men" and "man", "people" and "person". */
export function countedKey(noun: string): string {
  const lower = noun.toLowerCase();
  const singular = SINGULARS[lower] ?? lower.replace(/(?<=\p{L}{3})men$/u, 'man');
  return stemOf(singular.replace(/(?<=ss|sh|ch|x)es$/, ''));
}

const UNITS: readonly (readonly [Unit, RegExp])[] = [
  ['percent', /^(?:percent|%|percentage|points?)$/i],
  [
    'money',
    /^(?:dollars?|euros?|pounds?|yen|cents?|francs?|pesos?|rupees?|yuan|roubles?|[A-Z]{0,2}[$£€¥])$/i,
  ],
  [
    'time',
    /^(?:days?|nights?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies)|hours?|minutes?|seconds?|times?|a\.?m|p\.?m)\.?$/i,
  ],
  [
    'measure',
    /^(?:met(?:er|re)s?|miles?|feet|foot|kilomet(?:er|re)s?|inch(?:es)?|yards?|tons?|tonnes?|kilos?|kilograms?|lit(?:er|re)s?|gallons?|acres?|hectares?|degrees?|knots?|mph|km|blocks?)$/i,
  ],
];

function unitOf(word: string): Unit | undefined {
  return UNITS.find(([, pattern]) => pattern.test(word))?.[0];
}

/** Nouns of no plural ending. */
const UNMARKED =
  /^(?:people|police|men|women|children|\p{L}+men|staff|crew|troops|personnel|aircraft|fish|sheep|cattle|seamen)$/iu;

/** Adjectives and participles that count people when no noun follows: "12 dead". */
export const STATE_NOUN = /^(?:dead|injured|wounded|hurt|missing|homeless|sick|ill|arrested|killed)$/i;

/** Words beside a number that say that these are some of more. */
const PART = /^(?:more|other|others|additional|further|extra)$/i;

/** How many tokens may stand between a number and its noun: "20 Halden Free Harbour Movement (HFHM) dockers". */
const LONGEST_RUN = 10;
const RUN_TAGS = new Set(['NOUN', 'PROPN', 'ADJ', 'ADV', 'VERB']);

/** Where a noun is looked for: after the number, in the tokens of its sentence. */
export interface NounSearch {
  readonly tokens: readonly TaggedToken[];
  /** The first token after the number. */
  readonly from: number;
  readonly number: NumberExpression;
  /** What the figure before it in the sentence counts, to which "others" refers. */
  readonly referent?: Counting;
}

/** What the number before a run of tokens counts or measures; undefined where they do not say. */
export function nounAfter(search: NounSearch): CountedNoun | undefined {
  const { tokens, from } = search;
  const modifiers: string[] = [];
  let isPart = false;
  for (let at = from; at < Math.min(tokens.length, from + LONGEST_RUN); at++) {
    const token = tokens[at];
    if (!token) return undefined;
    if (isPassedOver(tokens, at, from)) continue;
    const found = unitAt(tokens, at) ?? specialAt(search, at);
    if (found) return { ...found, modifiers };
    if (PART.test(token.text)) {
      isPart = true;
      continue;
    }
    if (!RUN_TAGS.has(token.pos)) return undefined;
    if (isCountNoun(token, search.number)) return compoundAt(tokens, at, { modifiers, isPart });
    if (token.pos === 'VERB' && !isNounLike(tokens[at + 1])) return undefined; // "38 more were released"
    if (token.pos !== 'ADV') modifiers.push(modifierKey(token));
  }
  return undefined;
}

/** Brackets, and a comma between adjectives. */
function isPassedOver(tokens: readonly TaggedToken[], at: number, from: number): boolean {
  const text = tokens[at]?.text ?? '';
  return /^[()]$/.test(text) || (text === ',' && at > from && tokens[at + 1]?.pos === 'ADJ');
}

function unitAt(tokens: readonly TaggedToken[], at: number): Omit<CountedNoun, 'modifiers'> | undefined {
  const [text = '', next] = [tokens[at]?.text, tokens[at + 1]];
  if (/^per$/i.test(text) && /^cent$/i.test(next?.text ?? '')) return signed('%', at + 2);
  const unit = unitOf(text);
  const isBeforeNoun = next?.pos === 'NOUN' && !text.endsWith('s'); // "20 night lines"
  if (unit === undefined || isBeforeNoun) return undefined;
  return { counted: unit === 'percent' ? '%' : countedKey(text), unit, last: at };
}

const PEOPLE = 'people';

/** "12 dead"; "12 people died and 40 others were hurt", but "14 sailors and 3 others" are of two kinds. */
function specialAt({ tokens, referent }: NounSearch, at: number): Omit<CountedNoun, 'modifiers'> | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  const counted = countedKey(PEOPLE);
  if (/^others$/i.test(token.text)) return referent?.counted === counted ? { counted, last: at } : undefined;
  if (!STATE_NOUN.test(token.text) || isNounLike(tokens[at + 1])) return undefined;
  return { counted, last: at, said: { verb: stateOf(token.lemma), objects: [] } };
}

function compoundAt(
  tokens: readonly TaggedToken[],
  at: number,
  { modifiers, isPart }: { readonly modifiers: readonly string[]; readonly isPart: boolean },
): CountedNoun {
  const last = lastOfCompound(tokens, at);
  const between = tokens.slice(at, last).map(({ text }) => countedKey(text));
  return {
    counted: countedKey(tokens[last]?.text ?? ''),
    modifiers: [...modifiers, ...between],
    last,
    isPart,
  };
}

/** What a sign beside a number measures, where the number's tokens end before `after`. */
export function signed(sign: string, after: number): CountedNoun {
  const isPercent = sign === '%';
  return {
    counted: isPercent ? '%' : sign.slice(-1),
    unit: isPercent ? 'percent' : 'money',
    modifiers: [],
    last: after - 1,
  };
}

function isNounLike(token: TaggedToken | undefined): boolean {
  return token !== undefined && (token.pos === 'NOUN' || token.pos === 'PROPN' || token.pos === 'ADJ');
}

function isCountNoun({ text, pos }: TaggedToken, { low, high }: NumberExpression): boolean {
  if (!/^\p{Ll}/u.test(text) || text.length < 3) return false;
  if (UNMARKED.test(text)) return true;
  if (high === 1 && low === 1) return pos === 'NOUN';
  return /[^s'’]s$/.test(text) && (pos === 'NOUN' || pos === 'VERB');
}

/** "polling [stations]", "police [officers]": the last of nouns that stand together. */
function lastOfCompound(tokens: readonly TaggedToken[], from: number): number {
  let at = from;
  while (
    tokens[at + 1]?.pos === 'NOUN' &&
    /^(?:\p{Ll}+s|\p{Ll}*men|people)$/u.test(tokens[at + 1]?.text ?? '')
  )
    at += 1;
  return at;
}

/** Words beside a noun that say nothing about which are meant. */
const PLAIN_MODIFIER =
  /^(?:remaining|total|estimated|whole|entire|last|first|final|local|old|new|small|big|large|young|many|single)$/i;

/** A word beside a noun by its key; empty when it says nothing about which are meant. */
export function modifierKey({ text, pos }: TaggedToken): string {
  if (PLAIN_MODIFIER.test(text)) return '';
  return pos === 'PROPN' ? text.toLowerCase() : countedKey(text);
}
