import { stemmer } from 'stemmer';
import { type Span, slice } from '../../corpus/span.ts';
import { type TaggedToken, taggedTokens } from './grammar.ts';
import { type Hedge, type NumberExpression, numbersIn } from './number-expressions.ts';
import { ownerBefore, type Predicate, placesIn, predicateOf, stateOf } from './predicate.ts';

/** What kind of measure a figure is of, where it counts no things. */
export type Unit = 'percent' | 'money' | 'measure' | 'time';

/** A count or a measure that a text gives: "about 20 … dockers", "15 to 20 people", "$4 million". */
export interface Figure {
  readonly low: number;
  /** The same as `low` but in a range. */
  readonly high: number;
  readonly hedge: Hedge;
  /** What is counted or measured, as one word for all its forms (see `countedKey`): "driver", "$", "%", "turnout". */
  readonly counted: string;
  /** Absent for a count of things. */
  readonly unit?: Unit;
  /** Which of them, as stems and names in lower case: "japanes" of "24 Japanese nationals". */
  readonly modifiers: readonly string[];
  /** What is said of them: killed, on strike, nothing but that they are there. */
  readonly said: Predicate;
  /** Whether they are some of more: "38 more passengers", "25 other guests". */
  readonly isPart: boolean;
  /** The places that the clause names, in lower case. */
  readonly places: readonly string[];
  /** Who has or does it, where the clause names one, in lower case. */
  readonly owner?: string;
  /** From the hedge to the noun, in the article's text. */
  readonly span: Span;
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
  return stemmer(singular.replace(/(?<=ss|sh|ch|x)es$/, ''));
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

/** The figures within a span of a text, usually a sentence: numbers, with what they count or measure. */
export function figuresIn(text: string, within: Span): readonly Figure[] {
  const words = slice(text, within);
  const numbers = numbersIn(words);
  if (numbers.length === 0) return [];
  const tokens = taggedTokens(words);
  const figures: Figure[] = [];
  for (const number of numbers) {
    const figure = figureAt({ words, tokens, number, others: figures });
    if (figure) figures.push(figure);
  }
  return figures.map((figure) => ({ ...figure, span: shifted(figure.span, within.start) }));
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

interface Place {
  readonly words: string;
  readonly tokens: readonly TaggedToken[];
  readonly number: NumberExpression;
  /** The figures before it in the sentence, to which "others" refers. */
  readonly others: readonly Figure[];
}

function figureAt(place: Place): Figure | undefined {
  const { tokens, number } = place;
  if (isDatesOrName(place)) return undefined;
  const first = tokens.findIndex(({ end }) => end > number.start);
  const next = tokens.findIndex(({ start }) => start >= number.end);
  const after = next < 0 ? tokens.length : next;
  const found = number.sign === undefined ? nounAfter(place, after) : signed(number.sign, after);
  if (found?.unit === undefined && found && !Number.isInteger(number.low)) return undefined; // "5.23 boats"
  if (!found || found.unit === 'percent' || found.unit === 'money') {
    const measured = measuredBefore(tokens, first);
    if (measured)
      return finished(place, {
        ...measured,
        isMeasured: true,
        first,
        last: found?.last ?? after - 1,
        ...(found?.unit && { unit: found.unit }),
      });
    if (!found) return undefined;
  }
  return finished(place, { ...found, first });
}

/** What a figure counts, and its tokens. */
interface Noun {
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

function finished({ tokens, number }: Place, noun: Noun & { readonly first: number }): Figure {
  const { first, last, counted, modifiers, unit, isPart = false } = noun;
  const clause = clauseAround(tokens, first, last);
  const owner = noun.isMeasured ? undefined : ownerBefore({ tokens, first, last }, clause.start);
  return {
    low: number.low,
    high: number.high,
    hedge: number.hedge,
    counted,
    ...(unit && { unit }),
    modifiers,
    said: noun.said ?? predicateOf({ tokens, first, last }),
    isPart: isPart || /^(?:another|other)$/i.test(tokens[first - 1]?.text ?? ''),
    places: [...new Set([...placesIn(tokens.slice(clause.start, clause.end)), ...placesAtStart(tokens)])],
    ...(owner !== undefined && { owner }),
    span: { start: number.start, end: Math.max(number.end, tokens[last]?.end ?? 0) },
  };
}

const MONTH = /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\.?$/i;

/** Whether a number is, or may be, part of a date ("Dec. 17", "In 1996") or of a name ("Flight 800", "Boeing 747"). */
function isDatesOrName({ words, tokens, number }: Place): boolean {
  const before = words.slice(0, number.start).trimEnd();
  const beforeDay = before.replace(/[\s,]*\d{1,2}(?:st|nd|rd|th)?,?$/i, '');
  if (MONTH.test(before) || (beforeDay !== before && MONTH.test(beforeDay.trimEnd()))) return true;
  if (
    /^(?:st|nd|rd|th)?\s+(?:of )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/.test(
      words.slice(number.end),
    )
  )
    return true;
  const previous = tokens.findLast(({ end }) => end <= number.start);
  if (number.mayBeYear) return previous?.pos !== 'VERB';
  const isHedged = number.hedge !== 'exact' || number.low !== number.high;
  const isName =
    previous?.pos === 'PROPN' && /\s$/.test(words.slice(0, number.start)) && !/s$|day$/i.test(previous.text);
  return isName && !isHedged && number.low < 1000 && /\d/.test(words.slice(number.start, number.end));
}

/** Nouns of no plural ending. */
const UNMARKED =
  /^(?:people|police|men|women|children|\p{L}+men|staff|crew|troops|personnel|aircraft|fish|sheep|cattle|seamen)$/iu;

/** Adjectives and participles that count people when no noun follows: "12 dead". */
const STATE_NOUN = /^(?:dead|injured|wounded|hurt|missing|homeless|sick|ill|arrested|killed)$/i;

/** Words beside a number that say that these are some of more. */
const PART = /^(?:more|other|others|additional|further|extra)$/i;

/** How many tokens may stand between a number and its noun: "20 Halden Free Harbour Movement (HFHM) dockers". */
const LONGEST_RUN = 10;
const RUN_TAGS = new Set(['NOUN', 'PROPN', 'ADJ', 'ADV', 'VERB']);

function nounAfter({ words, tokens, number, others }: Place, from: number): Noun | undefined {
  const modifiers: string[] = [];
  let isPart = false;
  for (let at = from; at < Math.min(tokens.length, from + LONGEST_RUN); at++) {
    const token = tokens[at];
    if (!token) return undefined;
    if (/^[()]$/.test(token.text) || (token.text === ',' && tokens[at + 1]?.pos === 'ADJ' && at > from))
      continue;
    if (/^per$/i.test(token.text) && /^cent$/i.test(tokens[at + 1]?.text ?? '')) return signed('%', at + 2);
    const unit = unitOf(token.text);
    const isBeforeNoun = tokens[at + 1]?.pos === 'NOUN' && !token.text.endsWith('s'); // "20 night lines"
    if (unit !== undefined && !isBeforeNoun)
      return { counted: unit === 'percent' ? '%' : countedKey(token.text), unit, modifiers, last: at };
    if (/^others$/i.test(token.text)) return ofOthers(others.at(-1), at);
    if (PART.test(token.text)) {
      isPart = true;
      continue;
    }
    if (!RUN_TAGS.has(token.pos) || /["“”]/.test(words.slice(number.end, token.start))) return undefined;
    if (STATE_NOUN.test(token.text) && !isNounLike(tokens[at + 1]))
      return {
        counted: countedKey('people'),
        modifiers,
        last: at,
        said: { verb: stateOf(token.lemma), objects: [] },
      };
    if (isCountNoun(token, number)) {
      const last = lastOfCompound(tokens, at);
      const between = tokens.slice(at, last).map(({ text }) => countedKey(text));
      return {
        counted: countedKey(tokens[last]?.text ?? ''),
        modifiers: [...modifiers, ...between],
        last,
        isPart,
      };
    }
    if (token.pos === 'VERB' && !isNounLike(tokens[at + 1])) return undefined; // "38 more were released"
    if (token.pos !== 'ADV') modifiers.push(modifierKey(token));
  }
  return undefined;
}

function signed(sign: string, after: number): Noun {
  const isPercent = sign === '%';
  return {
    counted: isPercent ? '%' : sign.slice(-1),
    unit: isPercent ? 'percent' : 'money',
    modifiers: [],
    last: after - 1,
  };
}

/** "12 people died and 40 others were hurt" */
function ofOthers(referent: Figure | undefined, last: number): Noun | undefined {
  // "14 sailors and 3 others" are of two kinds.
  if (referent?.counted !== countedKey('people')) return undefined;
  return { counted: referent.counted, modifiers: referent.modifiers, last };
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

function modifierKey({ text, pos }: TaggedToken): string {
  if (PLAIN_MODIFIER.test(text)) return '';
  return pos === 'PROPN' ? text.toLowerCase() : countedKey(text);
}

/** Verbs that say how much a measured thing comes to. */
const MEASURING = new Set(
  'be rise fall climb reach stand come total drop grow increase decrease number put estimate lower raise jump sink'.split(
    ' ',
  ),
);

/** "The number of drivers on strike has fallen to 1,750", "Turnout was 71 percent", "put the damage at $3 million" */
function measuredBefore(tokens: readonly TaggedToken[], first: number): Omit<Noun, 'last'> | undefined {
  let at = first - 1;
  const put = /^at$/i.test(tokens[at]?.text ?? '') ? putAt(tokens, at) : undefined;
  if (put !== undefined) return put;
  while (/^(?:to|at|only|now|just|already|still)$/i.test(tokens[at]?.text ?? '')) at -= 1;
  const verb = tokens[at];
  if (!verb || !['VERB', 'AUX', 'NOUN'].includes(verb.pos) || !MEASURING.has(verb.lemma)) return undefined;
  while (['VERB', 'AUX', 'ADV'].includes(tokens[at - 1]?.pos ?? '')) at -= 1;
  return measuredThing(tokens, at);
}

/** "put the damage at", "estimates the number of missing at" */
function putAt(tokens: readonly TaggedToken[], at: number): Omit<Noun, 'last'> | undefined {
  const verb = tokens.slice(0, at).findLastIndex(({ lemma }) => lemma === 'put' || lemma === 'estimate');
  return verb >= 0 && at - verb < 8 ? measuredThing(tokens, at) : undefined;
}

/** How long the name of a measured thing may be, in tokens. */
const LONGEST_SUBJECT = 10;

/** What the words before a verb of measure name: the noun after "number of", or the nearest noun that no preposition leads. */
function measuredThing(tokens: readonly TaggedToken[], end: number): Omit<Noun, 'last'> | undefined {
  const start = Math.max(0, end - LONGEST_SUBJECT);
  const subject = tokens.slice(start, end);
  const number = subject.findLastIndex(({ text }) => /^(?:number|total|toll)$/i.test(text));
  if (number >= 0) return numberOf(subject, number);
  const cut = subject.findIndex(({ pos }) => pos === 'ADP');
  const head = (cut > 0 ? subject.slice(0, cut) : subject).findLast(({ pos }) => pos !== 'ADV');
  if (!head || !(head.pos === 'NOUN' || (head.pos === 'PROPN' && start + subject.indexOf(head) === 0)))
    return undefined;
  const modifiers = subject
    .slice(cut > 0 ? cut : subject.length)
    .filter(({ pos }) => pos === 'NOUN' || pos === 'PROPN');
  return { counted: countedKey(head.text), modifiers: modifiers.map(modifierKey), said: { objects: [] } };
}

function numberOf(subject: readonly TaggedToken[], number: number): Omit<Noun, 'last'> | undefined {
  const before = subject[number - 1];
  if (/^toll$/i.test(subject[number]?.text ?? '')) {
    if (!/^death$/i.test(before?.text ?? '') && !/^the$/i.test(before?.text ?? '')) return undefined;
    return { counted: countedKey('people'), modifiers: [], said: { verb: stateOf('die'), objects: [] } };
  }
  if (!/^of$/i.test(subject[number + 1]?.text ?? '')) return undefined;
  const noun = subject.findIndex(
    ({ pos, text }, index) => index > number + 1 && (pos === 'NOUN' || STATE_NOUN.test(text)),
  );
  const token = subject[noun];
  if (!token) return undefined;
  if (STATE_NOUN.test(token.text))
    return {
      counted: countedKey('people'),
      modifiers: [],
      said: { verb: stateOf(token.lemma), objects: [] },
    };
  return {
    counted: countedKey(token.text),
    modifiers: subject
      .slice(number + 2, noun)
      .filter(({ pos }) => pos === 'ADJ' || pos === 'PROPN')
      .map(modifierKey),
    said: predicateOf({ tokens: subject, first: number, last: noun }),
  };
}

/** The tokens around a figure up to the next comma, conjunction or dash on both sides. */
function clauseAround(tokens: readonly TaggedToken[], first: number, last: number): Span {
  const isBorder = ({ text, pos }: TaggedToken) =>
    /^(?:[,;:.!?"“”()]|--|—|–)$/.test(text) ||
    pos === 'CCONJ' ||
    pos === 'SCONJ' ||
    /^(?:when|where|while|after|before|as|who|which)$/i.test(text);
  const start = tokens.slice(0, first).findLastIndex(isBorder) + 1;
  const length = tokens.slice(last + 1).findIndex(isBorder);
  return { start, end: length < 0 ? tokens.length : last + 1 + length };
}

/** "In Easterhithe, 120 houses were flooded" is of Easterhithe throughout. */
function placesAtStart(tokens: readonly TaggedToken[]): readonly string[] {
  const comma = tokens.findIndex(({ text }) => text === ',');
  return comma > 0 && comma < 6 && tokens[0]?.pos === 'ADP' ? placesIn(tokens.slice(0, comma)) : [];
}
