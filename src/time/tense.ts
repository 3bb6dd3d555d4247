import {
  ARRANGED,
  arranges,
  arrangesAlone,
  denies,
  firstFinite,
  groupStart,
  ofGroup,
  putsOff,
  saysAfter,
  WILL,
} from './verbs.ts';
import { isNoun, isVerb, taggedWords, type Word } from './words.ts';

/**
 * How much the words around a date speak of what was still to come when they were written:
 * above 0 for what lies ahead, below 0 for what lies behind, 0 when they do not tell. The unit is
 * the natural logarithm of the odds, so that it can be weighed against how near each day is; the
 * weights were chosen on test/time/news, without `aside.jsonl`.
 * @param start where the date begins in the sentence
 */
export function leaningOf(sentence: string, start: number, end: number): number {
  const from = clauseStart(sentence, start);
  const words = taggedWords(withoutQuotes(sentence.slice(from, clauseEnd(sentence, end))));
  const before = words.filter((word) => word.end + from <= start);
  const after = words.filter((word) => word.start + from >= end);
  const date = { before, after };
  return isNominal(date) ? ofNominal(date) : ofAdverbial(date);
}

/** Whether the words around a date leave it open that it lay ahead when they were written. */
export function speaksOfFuture(sentence: string, start: number, end: number): boolean {
  return leaningOf(sentence, start, end) > SURELY_PAST;
}

/** Below it no day ahead was ever meant in test/time/news. */
const SURELY_PAST = -2.5;

/** The words of the clause on either side of a date. */
interface Surroundings {
  readonly before: readonly Word[];
  readonly after: readonly Word[];
}

/** How far the verb of a date is looked for, in characters. */
const BEFORE = 140;
const AFTER = 80;
const CLAUSE_BREAK = /[;:—\n“"](?!\d)|--|\s–\s/g;
const CLAUSE_END = /[;:—\n“”"](?!\d)|--|\s–\s/;
const QUOTED = /“[^“”]*”|"[^"]*"/g;

/** What is quoted beside a date has verbs of its own: blanks in its place, the other words where they were. */
function withoutQuotes(text: string): string {
  return text.replace(QUOTED, (quoted) => ' '.repeat(quoted.length));
}

function clauseStart(sentence: string, start: number): number {
  const from = Math.max(0, start - BEFORE);
  const last = [...withoutQuotes(sentence.slice(from, start)).matchAll(CLAUSE_BREAK)].at(-1);
  return last ? from + last.index + last[0].length : from;
}

function clauseEnd(sentence: string, end: number): number {
  const match = CLAUSE_END.exec(withoutQuotes(sentence.slice(end, end + AFTER)));
  return match ? end + match.index : Math.min(sentence.length, end + AFTER);
}

/** Events that are fixed in advance: a day beside one of them may lie on either side. */
const FIXED_EVENTS = new Set(
  (
    'appointment ballot ceremony concert conference contest convention deadline debate draw election final fixture ' +
    'funeral game gala hearing inauguration launch march match meeting opening poll primary race rally referendum ' +
    'runoff semifinal session strike summit talk tournament trial verdict vote wedding'
  ).split(' '),
);

/** "Sunday's election", "the Jan. 14 deadline": the date belongs to a noun, not to a verb. */
function isNominal({ before, after }: Surroundings): boolean {
  const [last, next] = [before.at(-1), after[0]];
  if (isPossessive(next)) return true;
  const isDetermined =
    last !== undefined && (last.pos === 'DET' || /^(?:'s|its|his|her|their|our)$/.test(last.text));
  return isDetermined && next !== undefined && (/^(?:NOUN|ADJ)$/.test(next.pos) || next.text.endsWith('ing'));
}

function isPossessive(word: Word | undefined): boolean {
  return word?.text === "'s" || word?.text === "'";
}

function ofNominal({ before, after }: Surroundings): number {
  const isOwner = isPossessive(after[0]);
  const head = after
    .slice(isOwner ? 1 : 0)
    .find(({ pos, text }) => pos === 'NOUN' || pos === 'VERB' || FIXED_EVENTS.has(text));
  const isFixed = head !== undefined && FIXED_EVENTS.has(head.lemma);
  const rest = head === undefined ? after : after.filter((word) => word.start >= head.end);
  const ofPlace = beforeNoun(before, isFixed) || OF_NOUN * (governor(before, '') ?? 0);
  return ofHead(head?.lemma, isOwner) + ofPlace + (before.some(isVerb) ? 0 : firstFinite(rest) / 2);
}

/** What is left of the weight of a verb for the day of a noun: "will attend Monday's ceremony". */
const OF_NOUN = 0.4;

/** "the May shooting" is told after it, "the May final" perhaps before, "the May deadline" mostly so. */
function ofHead(lemma: string | undefined, isOwner: boolean): number {
  if (lemma === 'deadline' && !isOwner) return 1;
  if (lemma !== undefined && FIXED_EVENTS.has(lemma)) return 0;
  return isOwner ? -1 : -0.5;
}

/** What the preposition says that the noun of a date stands after: "ahead of Sunday's vote". */
function beforeNoun(before: readonly Word[], isFixed: boolean): number {
  const near = before.slice(-3);
  const preposition = near.findLast(
    (word) => word.pos === 'ADP' || word.pos === 'SCONJ' || saysAfter(word) || word.text === 'before',
  );
  const verb = before.at(-1);
  if (verb?.pos === 'VERB' && arranges(verb))
    return ofGroup(before, before.length - 1, before.length - 1) ?? 0; // "await Friday's report"
  if (preposition === undefined) return 0;
  if (preposition.text === 'of' && near.some(({ text }) => text === 'ahead')) return 1.5;
  if (saysAfter(preposition) || /^(?:despite|over)$/.test(preposition.text)) return -2;
  if (preposition.text === 'for' && !isFixed) return 0; // "charged for the May shooting"
  return { for: 1.5, until: 1.5, before: 1 }[preposition.text] ?? 0;
}

function ofAdverbial({ before, after }: Surroundings): number {
  const { clause, own } = ownPreposition(before);
  const following = firstFinite(after);
  if (opensClause(clause) && following !== 0) return following * OPENING + ofPreposition(own);
  const governed = governor(clause, own);
  if (governed === undefined) return ofSubject(clause, own, following);
  // "A man arrested next door on Monday confessed": the date ends what the first verb is said of.
  const closing = after[0] !== undefined && isVerb(after[0]) ? following / 2 : 0;
  return governed + closing;
}

/** What is left of the weight of a verb that comes after its date. */
const OPENING = 0.9;

/** A date that no verb stands before: "Following a meeting on Sunday, …", "the crash of Jan. 31 is looked into". */
function ofSubject(clause: readonly Word[], own: string, following: number): number {
  if (clause.some(saysAfter)) return following * 0.3 - 1.5;
  if (following === 0 && isNounVerb(clause)) return ARRANGED / 2;
  // What is said of a noun in the present, or of its future, tells little of that noun's day.
  const ofNoun = following < WILL ? 0.2 : 0.4;
  return following * (following > 0 && clause.length > 0 ? ofNoun : OPENING) + ofPreposition(own);
}

/** "The council votes on Tuesday", "Parliament returns": verbs that the tagger takes for nouns. */
function isNounVerb(clause: readonly Word[]): boolean {
  const last = clause.findLastIndex(({ pos }) => pos === 'NOUN');
  const [subject, verb] = [clause[last - 1], clause[last]];
  if (!subject || !verb || !isNoun(subject)) return false;
  return !subject.text.endsWith('s') && verb.text.endsWith('s');
}

const SUBORDINATE = new Set(
  'that which who whose whom when where while because if although though as what whether how'.split(' '),
);

function opensClause(clause: readonly Word[]): boolean {
  const last = clause.at(-1);
  return last === undefined || SUBORDINATE.has(last.text) || last.pos === 'CCONJ';
}

const PREPOSITION = /^(?:on|in|at|for|to|until|till|by|since|from|before|after|through|of)$/;
const PART_OF_DATE =
  /^(?:early|late|later|earlier|noon|midnight|morning|evening|night|afternoon|the|this|next|last|again|only)$/;

/** The preposition of the date itself, and the words before it. */
function ownPreposition(before: readonly Word[]): { readonly clause: readonly Word[]; readonly own: string } {
  let end = before.length;
  let own = '';
  for (const word of before.toReversed()) {
    if (own === '' && PREPOSITION.test(word.text)) own = word.text;
    else if (own === 'of' && word.text === 'ahead') own = 'ahead';
    else if (own === 'of' && /^(?:evening|morning|night|day)$/.test(word.text)) own = '';
    else if (!PART_OF_DATE.test(word.text) && (word.pos !== 'ADV' || denies(word))) break;
    end -= 1;
  }
  return { clause: before.slice(0, end), own };
}

/** What the preposition of a date says where no verb does. */
function ofPreposition(own: string): number {
  return { since: -3, after: -2, ahead: 1.5, until: 1, till: 1, from: 1 }[own] ?? 0;
}

/** What the verb says that a date stands after; undefined without a verb. */
function governor(clause: readonly Word[], own: string): number | undefined {
  if (own === 'since') return -WILL;
  let end = clause.length;
  while (end > 0) {
    const at = clause
      .slice(0, end)
      .findLastIndex(
        (word) =>
          isVerb(word) || arrangesAlone(word) || (own === 'for' && word.pos === 'ADJ' && arranges(word)),
      );
    const between = clause.slice(at + 1, end);
    // "who" nearer than the verb: the date opens or fills a clause of its own.
    if (at < 0 || between.some(({ text }) => text === 'who' || text === 'which')) return undefined;
    const first = groupStart(clause, at);
    const value = ofGroup(clause, first, at);
    if (value !== undefined)
      return byPreposition(value, clause, { at, own }) ?? apart(value, clause.slice(at + 1));
    end = first;
  }
  return undefined;
}

const STAYS = /^(?:be|last|stay|remain|hold|detain|keep|run|continue|go)$/;

/** What the preposition of a date makes of its verb: "set for", "put off to", "has until". */
function byPreposition(
  value: number,
  clause: readonly Word[],
  { at, own }: { readonly at: number; readonly own: string },
): number | undefined {
  const verb = clause[at];
  if (!verb) return undefined;
  if (own === 'to' && putsOff(verb)) return WILL;
  if (own === 'for' && clause.length - at <= 8 && arranges(verb)) return Math.max(value, ARRANGED / 2);
  if (own === 'ahead') return Math.max(value, 1);
  if (own === 'by' && value > 0) return Math.max(value, ARRANGED / 2); // "should be gone by Thursday"
  const hasLasted = STAYS.test(verb.lemma);
  if (own === 'through') return hasLasted ? undefined : Math.max(value, ARRANGED / 2);
  if (own !== 'until' && own !== 'till') return undefined;
  // "was held until Tuesday", "did not open until Monday"
  const isOver = (hasLasted && value < -1.5) || (clause.some(denies) && value < 0);
  return isOver ? value : ARRANGED;
}

const MONTH_OR_DAY =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\.?|yesterday|today|tomorrow)$/;

/** Words between a verb and its date, from which on the date may well belong to another word. */
const FAR = 6;

/** What is left of a verb's weight by what stands between it and the date. */
function apart(value: number, between: readonly Word[]): number {
  // "arrested after a stabbing on Tuesday"
  if (between.some(saysAfter)) return -2.5;
  if (value > 0 && between.some(({ text }) => text === 'before')) return value;
  const last = between.at(-1);
  const isOfEvent = value < 0 && last !== undefined && FIXED_EVENTS.has(last.lemma);
  return value * (isOfEvent ? 0.35 : 1) * (between.length > FAR ? 0.4 : 1) * besideDate(between);
}

/** A verb that has a date already says less of the next: "on Tuesday and travel to Leeds on Saturday". */
function besideDate(between: readonly Word[]): number {
  if (!between.some(({ text }) => MONTH_OR_DAY.test(text))) return 1;
  const isOther = between.at(-1)?.pos !== 'CCONJ' && between.some(({ pos }) => pos === 'CCONJ');
  return isOther ? 0.2 : 0.5;
}
