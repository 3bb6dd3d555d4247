import { type CountedNoun, countedKey, modifierKey, STATE_NOUN } from './counted-noun.ts';
import type { TaggedToken } from './grammar.ts';
import { predicateOf, stateOf } from './predicate.ts';

/** What a verb of measure says how much it comes to: "turnout", the number of drivers on strike. */
export type MeasuredThing = Omit<CountedNoun, 'last'>;

/** Verbs that say how much a measured thing comes to. */
const MEASURING = new Set(
  'be rise fall climb reach stand come total drop grow increase decrease number put estimate lower raise jump sink'.split(
    ' ',
  ),
);

/** "The number of drivers on strike has fallen to 1,750", "Turnout was 71 percent", "put the damage at $3 million" */
export function measuredBefore(tokens: readonly TaggedToken[], first: number): MeasuredThing | undefined {
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
function putAt(tokens: readonly TaggedToken[], at: number): MeasuredThing | undefined {
  const verb = tokens.slice(0, at).findLastIndex(({ lemma }) => lemma === 'put' || lemma === 'estimate');
  return verb >= 0 && at - verb < 8 ? measuredThing(tokens, at) : undefined;
}

/** How long the name of a measured thing may be, in tokens. */
const LONGEST_SUBJECT = 10;

/** What the words before a verb of measure name: the noun after "number of", or the nearest noun that no preposition leads. */
function measuredThing(tokens: readonly TaggedToken[], end: number): MeasuredThing | undefined {
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

function numberOf(subject: readonly TaggedToken[], number: number): MeasuredThing | undefined {
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
