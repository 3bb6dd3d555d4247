import type { TaggedToken } from './grammar.ts';
import { stemOf } from './stems.ts';

/** What a clause says of the things that it counts. */
export interface Predicate {
  /** The verb or state as a stem, one for all of the same meaning: "died" and "were killed". None for being there. */
  readonly verb?: string;
  /** Stems of what the verb goes with: "power" of "lost power", "strike" of "are on strike". */
  readonly objects: readonly string[];
}

/** Tokens of a sentence, of which some are what is counted: from the number's first to the noun's last. */
export interface CountedTokens {
  readonly tokens: readonly TaggedToken[];
  readonly first: number;
  readonly last: number;
}

const NOTHING: Predicate = { objects: [] };

/** Words for one and the same state, in any text of accidents, unrest, courts and votes. */
const SAME_STATE: readonly (readonly string[])[] = [
  ['die', 'dead', 'death', 'kill', 'fatality', 'perish'],
  ['injure', 'injury', 'hurt', 'wound'],
  ['arrest', 'detain', 'detention'],
  ['free', 'release', 'liberate', 'freedom'],
  ['rescue', 'save'],
  ['destroy', 'wreck'],
  ['lose', 'cut', 'without', 'lack'],
];

const STATES: ReadonlyMap<string, string> = new Map(
  SAME_STATE.flatMap((words) => words.map((word) => [stemOf(word), words[0] ?? ''] as const)),
);

/** One word for all that name the same state. */
export function stateOf(lemma: string): string {
  const stem = stemOf(lemma);
  return STATES.get(stem) ?? stem;
}

/** Verbs that say no more than that so many are there, or that somebody has them. */
const NEUTRAL = new Set(
  'be have hold remain keep contain include number total comprise exist stand win get gain receive give own'.split(
    ' ',
  ),
);

/** Verbs and prepositions that mean little without what goes with them: "spent the night", "on strike". */
const LIGHT = new Set(
  'be have go stay leave spend live do take get make put find keep lose in on at under with'
    .split(' ')
    .map(stateOf),
);

/**
 * Whether two predicates say the same of what is counted: nothing but that it is there, or the same verb or
 * state, or, of verbs of little meaning, the same object ("lost power", "cut power to").
 */
export function saysTheSame(a: Predicate, b: Predicate): boolean {
  if (a.verb === undefined || b.verb === undefined) return a.verb === b.verb;
  const isShared = a.objects.some((object) => b.objects.includes(object));
  if (a.verb !== b.verb)
    return LIGHT.has(a.verb) && LIGHT.has(b.verb) && a.verb !== LOSING && b.verb !== LOSING && isShared;
  return !LIGHT.has(a.verb) || isShared || a.objects.length === 0 || b.objects.length === 0;
}

const LOSING = stateOf('lose');

const SAYING = new Set(
  'say report tell add announce think believe claim estimate show warn note state suggest confirm predict expect count register record list tally'.split(
    ' ',
  ),
);

/** Nouns before "of" that only say how many: "a group of 20 people". */
const GATHERING = new Set(
  'number total figure group crowd force team population party list pool staff crew majority maximum minimum average'.split(
    ' ',
  ),
);

/**
 * What is said of counted things, from the words around them: "[killed] 12 people", "12 people [were killed]",
 * "left 12 people [dead]", "drivers [on strike]".
 */
export function predicateOf(counted: CountedTokens): Predicate {
  const isSubject = counted.tokens[counted.last + 1]?.pos === 'AUX'; // "When the stand fell 85 fans were hurt"
  const governing = isSubject ? undefined : verbBefore(counted);
  if (governing && !SAYING.has(governing.lemma)) {
    const state = LIGHT.has(stateOf(governing.lemma)) ? stateAfter(counted) : undefined;
    return state ?? predicate(governing.lemma, governing.objects);
  }
  return verbAfter(counted) ?? nounBefore(counted) ?? NOTHING;
}

function predicate(lemma: string, objects: readonly string[]): Predicate {
  return { ...(!NEUTRAL.has(lemma) && { verb: stateOf(lemma) }), objects };
}

/** What a question says of the things that it asks the number of, and who has or does it. */
export interface AskedPredicate {
  readonly said: Predicate;
  readonly owner: readonly string[];
}

/** Reads a question on from the noun that it asks the number of: "[how many seats] did the Greens win". */
export function predicateAsked(tokens: readonly TaggedToken[], from: number): AskedPredicate {
  const [auxiliary, next] = [tokens[from], tokens[from + 1]];
  if (auxiliary?.pos === 'AUX' && isOneOf(next, ['DET', 'PROPN', 'NOUN', 'PRON', 'ADJ'])) {
    const end = afterPhrase(tokens, from + 1);
    const verb = tokens.slice(end).find(({ pos }) => pos === 'VERB' || pos === 'AUX');
    const subject = tokens.slice(from + 1, end).filter(({ pos }) => pos === 'PROPN' || pos === 'NOUN');
    const owner = subject.map(({ text }) => text.toLowerCase());
    if (verb && subject.length > 0)
      return { said: predicate(verb.lemma, objectsAfter(tokens, tokens.indexOf(verb) + 1)), owner };
    return { said: verbAfter({ tokens, first: from, last: end - 1 }) ?? NOTHING, owner: [] };
  }
  return { said: verbAfter({ tokens, first: from, last: from - 1 }) ?? NOTHING, owner: [] };
}

interface Governing {
  readonly lemma: string;
  readonly objects: readonly string[];
}

/** The verb whose object the counted things are: "rescued 38 passengers", "brought in 38 buses", "gives them 38 seats". */
function verbBefore({ tokens, first }: CountedTokens): Governing | undefined {
  let at = first - 1;
  while (isOneOf(tokens[at], ['ADV', 'DET', 'ADJ'])) at -= 1;
  const token = tokens[at];
  const own =
    asVerb(token) ?? asHeadlineVerb(tokens, at, first) ?? (token?.pos === 'AUX' ? token : undefined);
  if (own) return { lemma: own.lemma, objects: [] };
  const before = asVerb(tokens[at - 1]);
  if (before && /^(?:in|out|up|off|down|away)$/i.test(token?.text ?? ''))
    return { lemma: before.lemma, objects: [] };
  for (let back = 0; back < 4 && isOneOf(tokens[at], ['PROPN', 'NOUN', 'PRON', 'DET', 'ADJ']); back++)
    at -= 1;
  const verb = tokens[at];
  return at < first - 1 && verb?.pos === 'VERB' && isOneOf(token, ['PROPN', 'PRON'])
    ? { lemma: verb.lemma, objects: [] }
    : undefined;
}

/** "Rebels release 2 …": a noun between a plural and a number is a verb that the model did not know. */
function asHeadlineVerb(tokens: readonly TaggedToken[], at: number, first: number): TaggedToken | undefined {
  const [subject, token] = [tokens[at - 1], tokens[at]];
  const isPlural = isOneOf(subject, ['NOUN', 'PROPN']) && /s$/.test(subject?.text ?? '');
  return at === first - 1 && isPlural && token?.pos === 'NOUN' && /^\p{Ll}+$/u.test(token.text)
    ? token
    : undefined;
}

/** "left 12 people dead", "found 12 people trapped in a lift" */
function stateAfter({ tokens, last }: CountedTokens): Predicate | undefined {
  const token = tokens[last + 1];
  return token && isOneOf(token, ['ADJ', 'VERB']) ? predicate(token.lemma, []) : undefined;
}

/** How far from the noun its verb may stand, in tokens. */
const REACH = 24;

/** The verb whose subject the counted things are, or what they are: "were killed", "stayed away", "are on strike". */
function verbAfter({ tokens, last }: CountedTokens): Predicate | undefined {
  let at = afterAside(tokens, last + 1);
  if (/^(?:who|whom|which|that)$/i.test(tokens[at]?.text ?? '')) at += 1;
  if (isOneOf(tokens[at], ['PRON']) && asVerb(tokens[at + 1])) at += 1; // "14 drivers whom it dismissed"
  const fallback = prepositional(tokens, at);
  for (let skipped = 0; tokens[at]?.pos === 'ADP' && skipped < REACH; skipped++)
    at = afterPhrase(tokens, at + 1);
  const isBeing = isOneOf(tokens[at], ['AUX']);
  while (isOneOf(tokens[at], ['AUX', 'ADV', 'PART'])) at += 1;
  if (tokens[at]?.lemma === 'get' && asVerb(tokens[at + 1])) at += 1; // "got arrested"
  const token = tokens[at];
  const state = asVerb(token) ?? (isBeing && token?.pos === 'ADJ' ? token : undefined);
  if (state) return state.lemma === 'be' ? NOTHING : predicate(state.lemma, objectsAfter(tokens, at + 1));
  if (isBeing) return prepositional(tokens, at) ?? NOTHING;
  return token?.pos === 'ADJ' ? predicate(token.lemma, []) : fallback;
}

/** Past what stands between commas: "15 people, including two guests, were held". */
function afterAside(tokens: readonly TaggedToken[], at: number): number {
  if (tokens[at]?.text !== ',') return at;
  if (/^(?:who|which|that)$/i.test(tokens[at + 1]?.text ?? '')) return at + 1;
  for (let end = at + 1; end < at + REACH && end < tokens.length; end++)
    if (tokens[end]?.text === ',' && tokens[end + 1]?.pos === 'AUX') return end + 1;
  return at;
}

/** "on strike", "without power": a state put with a preposition and a bare noun. */
function prepositional(tokens: readonly TaggedToken[], at: number): Predicate | undefined {
  const [preposition, noun] = [tokens[at], tokens[at + 1]];
  if (preposition?.pos !== 'ADP' || noun?.pos !== 'NOUN') return undefined;
  return { verb: stateOf(preposition.text.toLowerCase()), objects: [stemOf(noun.lemma)] };
}

/** Past a noun phrase. */
function afterPhrase(tokens: readonly TaggedToken[], from: number): number {
  let at = from;
  while (at < from + 8 && isOneOf(tokens[at], ['DET', 'ADJ', 'NUM', 'PRON', 'PROPN', 'NOUN'])) at += 1;
  const isParticiple = tokens[at]?.pos === 'VERB' && tokens[at + 1]?.pos === 'NOUN' && at > from; // "a locked van"
  return isParticiple ? afterPhrase(tokens, at + 1) : at;
}

/** The noun that a verb goes with, if it follows at once: "lost power", "spent the night". */
function objectsAfter(tokens: readonly TaggedToken[], from: number): readonly string[] {
  let at = from;
  while (isOneOf(tokens[at], ['DET', 'ADJ', 'ADV', 'PRON'])) at += 1;
  const noun = tokens[at];
  return noun?.pos === 'NOUN' ? [stemOf(noun.lemma)] : [];
}

/** "the release of 400 passengers", "cut power to 300 homes" */
function nounBefore({ tokens, first }: CountedTokens): Predicate | undefined {
  let at = first - 1;
  while (isOneOf(tokens[at], ['ADV', 'DET', 'ADJ'])) at -= 1;
  const [noun, preposition] = [tokens[at - 1], tokens[at]];
  if (!preposition || !isOneOf(preposition, ['ADP', 'PART'])) return undefined;
  if (noun?.pos !== 'NOUN') return verbOfPhrase(tokens, at);
  if (/^of$/i.test(preposition.text))
    return GATHERING.has(noun.lemma) ? undefined : { verb: stateOf(noun.lemma), objects: [] };
  const verb = asVerb(tokens[at - 2]);
  return verb ? predicate(verb.lemma, [stemOf(noun.lemma)]) : verbOfPhrase(tokens, at);
}

/** How far before a preposition the verb that it goes with may stand, in tokens. */
const VERB_WITHIN = 6;

/** "was restored to 30,000 homes": what stands after a preposition is not said to be there. */
function verbOfPhrase(tokens: readonly TaggedToken[], preposition: number): Predicate {
  for (let at = preposition - 1; at >= Math.max(0, preposition - VERB_WITHIN); at--) {
    const token = tokens[at];
    if (!token || token.pos === 'PUNCT' || token.pos === 'CCONJ') break;
    if (asVerb(token)) return { verb: stateOf(token.lemma), objects: [] };
  }
  return { verb: stateOf(tokens[preposition]?.text.toLowerCase() ?? ''), objects: [] };
}

/** Whether a verb of a clause tells what was done: not that somebody spoke, was or had, and not what was not done. */
export function tellsDeed(tokens: readonly TaggedToken[], at: number): boolean {
  const verb = asVerb(tokens[at]);
  if (!verb || isNegated(tokens, at) || SAYING.has(verb.lemma) || NEUTRAL.has(verb.lemma)) return false;
  const isName = at > 0 && /^\p{Lu}/u.test(verb.text) && tokens[at - 1]?.pos === 'PROPN'; // "Red Cross"
  return !isName && !LIGHT.has(stateOf(verb.lemma));
}

/** How far before a verb its negation may stand, in tokens: "gave no sign on Monday of releasing". */
const NEGATED_WITHIN = 5;

/** Whether a word is said not to be so: "did not leave", "no sign of leaving". */
export function isNegated(tokens: readonly TaggedToken[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - NEGATED_WITHIN), at)
    .some(({ text }) => /^(?:no|not|n['’]t|never|without|nor)$/i.test(text));
}

function isOneOf(token: TaggedToken | undefined, tags: readonly string[]): boolean {
  return token !== undefined && tags.includes(token.pos);
}

/** A token if it is a verb: by its tag, or by its ending where the model took it for a noun ("Crews rescued 38 …"). */
function asVerb(token: TaggedToken | undefined): TaggedToken | undefined {
  const isVerb = token?.pos === 'VERB' || (token?.pos === 'NOUN' && /^\p{Ll}{2,}ed$/u.test(token.text));
  return isVerb ? token : undefined;
}

const PLACING = /^(?:in|at|near|outside|inside|across|around|off|on)$/i;
const CALENDAR =
  /^(?:(?:sun|mon|tues|wednes|thurs|fri|satur)day|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\.?$/i;

/** The names of places in a clause: "tolsay" of "four people died in Tolsay". */
export function placesIn(tokens: readonly TaggedToken[]): readonly string[] {
  return tokens.flatMap((token, index) => {
    if (token.pos !== 'ADP' || !PLACING.test(token.text)) return [];
    const from = tokens[index + 1]?.pos === 'DET' ? index + 2 : index + 1;
    const name = nameAt(tokens, from);
    return name === '' ? [] : [name];
  });
}

function nameAt(tokens: readonly TaggedToken[], from: number): string {
  const words: string[] = [];
  for (let at = from; tokens[at]?.pos === 'PROPN' && !CALENDAR.test(tokens[at]?.text ?? ''); at++)
    words.push((tokens[at]?.text ?? '').toLowerCase());
  return words.join(' ');
}

/**
 * Who has or does what is counted, where that is named: "greens" of "the Greens had 36 seats". What is counted
 * itself does something in "Police said 14 miners left".
 */
export function ownerBefore(counted: CountedTokens, start: number): string | undefined {
  const { tokens, first } = counted;
  if (!verbBefore(counted)) return undefined;
  const words = tokens.slice(start, first);
  if (words.some(({ lemma }) => SAYING.has(lemma))) return undefined;
  for (let at = words.length - 1; at >= 0; at--) {
    const token = words[at];
    if (token?.pos !== 'PROPN' || CALENDAR.test(token.text)) continue;
    let from = at;
    while (words[from - 1]?.pos === 'PROPN') from -= 1;
    const before = words[from - 1]?.pos === 'DET' ? words[from - 2] : words[from - 1];
    const isNoun = isOneOf(words[at + 1], ['NOUN', 'PUNCT', 'PART']); // "the Brannock coast", "Renn's"
    if (before?.pos !== 'ADP' && !isNoun) return nameAt(words, from);
    at = from;
  }
  return undefined;
}
