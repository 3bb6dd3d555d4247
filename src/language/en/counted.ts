import { countedKey } from './counted-noun.ts';
import type { Figure } from './figures.ts';
import { type TaggedToken, taggedTokens } from './grammar.ts';
import { type Predicate, placesIn, predicateAsked, saysTheSame } from './predicate.ts';

/** What a question asks the number of. */
export interface AskedCount {
  /** The question's own word for what is counted: "passengers"; absent in "how many were hurt?". */
  readonly word?: string;
  /** The same as `Figure.counted`. */
  readonly counted?: string;
  readonly modifiers: readonly string[];
  readonly said: Predicate;
  readonly places: readonly string[];
  /** The words of the one who has or does it, in lower case: "harbour", "party". */
  readonly owner: readonly string[];
  /** Whether a measure is asked for ("What was the turnout?"), not a count. */
  readonly isMeasure: boolean;
}

const HOW_MANY = /\bhow many\b|\b(?:the|a|what|which) (?:total )?number of\b/i;
const HOW_HIGH =
  /\b(?:what|how (?:high|large|big|low)) (?:is|was|were|are) the ([\p{L} ]{3,40}?)(?= (?:in|of|at|on|for|after|before)\b|\W*$)/iu;

/** What a question asks the number of; undefined when it asks for no number. */
export function askedCount(question: string): AskedCount | undefined {
  const match = HOW_MANY.exec(question);
  if (match) return countAsked(taggedTokens(question), match.index + match[0].length);
  const measure = HOW_HIGH.exec(question)?.[1];
  return measure === undefined ? undefined : measureAsked(measure);
}

function measureAsked(thing: string): AskedCount {
  const base = { modifiers: [], places: [], owner: [] };
  if (/\btoll$/i.test(thing)) {
    const said = { verb: 'die', objects: [] };
    return { ...base, word: thing, counted: countedKey('people'), said, isMeasure: false };
  }
  const head = thing.split(' ').at(-1) ?? thing;
  return { ...base, word: thing, counted: countedKey(head), said: { objects: [] }, isMeasure: true };
}

function countAsked(tokens: readonly TaggedToken[], end: number): AskedCount {
  const first = tokens.findIndex(({ start }) => start >= end);
  const run = first < 0 ? [] : nounRun(tokens.slice(first));
  const noun = run.at(-1);
  const last = first + run.length - 1;
  const asked = predicateAsked(tokens, last + 1);
  return {
    ...(noun && { word: noun.text, counted: countedKey(noun.text) }),
    modifiers: run
      .slice(0, -1)
      .filter(({ pos }) => pos !== 'DET')
      .map(({ text, pos }) => (pos === 'PROPN' ? text.toLowerCase() : countedKey(text))),
    said: asked.said,
    owner: asked.owner,
    places: placesIn(tokens),
    isMeasure: false,
  };
}

/** The words up to the last noun of the first noun phrase: "striking dock workers" of "how many striking dock workers left". */
function nounRun(tokens: readonly TaggedToken[]): readonly TaggedToken[] {
  let end = 0;
  for (; end < tokens.length; end++) {
    const pos = tokens[end]?.pos ?? '';
    const hasNoun = tokens.slice(0, end).some((token) => token.pos === 'NOUN');
    const isParticiple = pos === 'VERB' && !hasNoun && tokens[end + 1]?.pos === 'NOUN';
    if (!isParticiple && !['ADJ', 'NOUN', 'PROPN', 'DET'].includes(pos)) break;
  }
  const last = tokens.slice(0, end).findLastIndex(({ pos }) => pos === 'NOUN' || pos === 'PROPN');
  return tokens.slice(0, last + 1);
}

const PEOPLE = countedKey('people');

/** Whether a figure counts what is asked for: not those freed where it asks for those held. */
export function countsAsked(figure: Figure, asked: AskedCount): boolean {
  if (figure.isPart || !countsThing(figure, asked) || !saysTheSame(figure.said, asked.said)) return false;
  if (asked.modifiers.some((modifier) => !figure.modifiers.includes(modifier))) return false;
  if (asked.places.length > 0 && !asked.places.some((place) => figure.places.includes(place))) return false;
  const { owner } = figure;
  const isOthers =
    owner !== undefined &&
    asked.owner.length > 0 &&
    !asked.owner.some((word) => owner.split(' ').includes(word));
  return !(isOthers && figure.said.verb === undefined);
}

function countsThing({ counted, unit, said }: Figure, asked: AskedCount): boolean {
  if (asked.counted === undefined) return unit === undefined && asked.said.verb !== undefined;
  if (counted === asked.counted) return true;
  // "How many people died?" is answered by miners who died, and by nothing else that is counted.
  return asked.counted === PEOPLE && unit === undefined && said.verb !== undefined;
}

/** Whether two figures count the same: things, what is said of them, which of them; of places see `placesAgree`. */
export function countsSame(a: Figure, b: Figure): boolean {
  return (
    a.counted === b.counted &&
    a.unit === b.unit &&
    a.isPart === b.isPart &&
    saysTheSame(a.said, b.said) &&
    sameWords(a.modifiers, b.modifiers) &&
    !ownersDiffer(a, b)
  );
}

function ownersDiffer({ owner: a }: Figure, { owner: b }: Figure): boolean {
  return a !== undefined && b !== undefined && !a.split(' ').some((word) => b.split(' ').includes(word));
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  const telling = (words: readonly string[]) => words.filter(Boolean).sort().join(' ');
  return telling(a) === telling(b);
}

/** By how much a number that is given as "about" may be off: news rounds 187 to "nearly 200", not 38 to "about 45". */
const ROUNDING = 0.1;

/** Whether two figures can both be true of the same thing: "15 to 20" and "about 20" can, 4 and 38 cannot. */
export function couldAgree(a: Figure, b: Figure): boolean {
  const [aLow, aHigh] = reach(a);
  const [bLow, bHigh] = reach(b);
  return aLow <= bHigh && bLow <= aHigh;
}

function reach({ low, high, hedge }: Figure): readonly [number, number] {
  if (hedge === 'at-least') return [low, Number.POSITIVE_INFINITY];
  if (hedge === 'at-most') return [0, high];
  const slack = hedge === 'about' ? ROUNDING : 0;
  return [low * (1 - slack), high * (1 + slack)];
}

/** Whether two figures give the same number, however hedged: "about 45,000" and "45,000". */
export function givesSame(a: Figure, b: Figure): boolean {
  return a.low === b.low && a.high === b.high;
}

/** Whether figures differ by no more than reports of the same thing do: 38 and 45, not 4 and 38. */
export function areNear(a: Figure, b: Figure): boolean {
  if (couldAgree(a, b)) return true;
  const [less, more] = a.high < b.low ? [a.high, b.low] : [b.high, a.low];
  return more / less <= FARTHEST;
}

/** How many times as much one report may count as another of the same thing. */
const FARTHEST = 2.5;
