import { isVerb, type Word } from './words.ts';

/**
 * What verbs say of the time of a date beside them, in the unit of `leaningOf`: the natural
 * logarithm of the odds that it lay ahead when the words were written.
 */
export const WILL = 4;
/** The present of what is arranged: "the talks resume Monday". */
export const ARRANGED = 3;
const MAY = 0.5;
/** "planned to", "was due to", "agreed to": ahead of then, perhaps not of now. */
const PLANNED_THEN = 0.5;
const HAS_DONE = -1.5;
const COULD_NOT = -1.5;
/** What is said of a past event without its own time: "is accused of". */
const ACCUSED = -2;
const WOULD_HAVE = -3;
const TOLD = -4;

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** Verbs, adjectives and nouns that arrange what is to come. */
const ARRANGES = wordSet(
  'agree aim anticipate arrange ask await bill book bound call certain contract convene decide demand due election expect face fix forecast ' +
    'hope instruct intend invite likely mean move need offer order plan pledge poise prepare promise propose ready ' +
    'request require schedule set slate summon suppose sure target tell threaten ticket time unlikely urge vow want warn',
);

/** Those of them that plan: what was planned may lie on either side of the day of publication. */
const PLANS = wordSet(
  'aim certain due expect fix forecast hope intend likely mean plan poise ready schedule set slate suppose sure target ' +
    'time unlikely',
);

/** Verbs that put off, with the day they put off to: "postponed to March 20". */
const MOVES = wordSet('adjourn bring change defer delay extend move postpone push put reschedule shift');

/** Verbs of saying and showing, which arrange nothing in the present. */
const REPORTS = wordSet(
  'accuse admit allege appear argue believe blame claim date deny know look mark mean note recall remain remember report ' +
    'say seem show stand stay suggest tell think understand',
);

/** What is said in the passive of one who did something: "is charged with setting fire on Jan. 23". */
const ACCUSES = wordSet('accuse allege believe charge convict know miss report say suspect think want wound');

/** Past and present in one form: "the court set a deadline". */
const SAME_FORM = wordSet(
  'beat bet bid broadcast burst cast cost cut hit hurt let put quit read rid set shed shut spend split spread thrust',
);

const AFTER_WORDS = wordSet('after following since');
const NEVER = wordSet("no nobody nothing none neither nor never not n't");
const MODALS = wordSet("would could should might may can ca must 'd ought");
const ARRANGING_ADJECTIVES = wordSet('due payable effective');

/** Whether a word says that what it stands before came first: "after the raid on Monday". */
export function saysAfter({ text }: Word): boolean {
  return AFTER_WORDS.has(text);
}

/** Whether a word puts off what it is said of. */
export function putsOff({ lemma }: Word): boolean {
  return MOVES.has(lemma);
}

/** Whether a word arranges what is to come. */
export function arranges({ lemma }: Word): boolean {
  return ARRANGES.has(lemma);
}

/** "due Sunday", "payable Dec. 1": adjectives that arrange a day by themselves. */
export function arrangesAlone({ text }: Word): boolean {
  return ARRANGING_ADJECTIVES.has(text);
}

/** Whether a word denies: "not", "never". */
export function denies({ text }: Word): boolean {
  return text === 'not' || text === "n't" || text === 'never';
}

/** Where a group of verbs such as "had not been planning" or "to meet" begins. */
export function groupStart(words: readonly Word[], at: number): number {
  let first = at;
  while (first > 0) {
    const word = words[first - 1];
    if (word === undefined || !joinsGroup(word) || (word.pos === 'ADV' && first === 1)) break;
    first -= 1;
  }
  return first;
}

/** Where a group that begins at a verb ends. */
function groupEnd(words: readonly Word[], at: number): number {
  let last = at;
  if (words[at]?.pos === 'VERB' && words[at]?.text !== 'going') return at;
  for (const [index, word] of words.entries()) {
    if (index <= at) continue;
    if (!isVerb(word) && !joinsGroup(word)) break;
    if (isVerb(word)) last = index;
    if (word.pos === 'VERB') break;
  }
  return last;
}

function joinsGroup({ pos, text }: Word): boolean {
  if (text === "'s" && pos === 'PART') return false;
  return pos === 'AUX' || pos === 'PART' || pos === 'ADV' || text === 'going' || text === 'due';
}

/** What the first finite verb of some words says; 0 without one. */
export function firstFinite(words: readonly Word[]): number {
  let isRelative = false;
  for (const [at, word] of words.entries()) {
    if (/^(?:who|which|whose)$/.test(word.text)) isRelative = true;
    const last = words[at - 1];
    const isTensed = isVerb(word) && last?.text !== 'to' && (!isGerund(word) || last?.pos === 'AUX');
    if (!isTensed) continue;
    if (!isRelative) return ofGroup(words, at, groupEnd(words, at)) ?? 0;
    isRelative = false;
  }
  return 0;
}

/** What the group of verbs from one word to another says; undefined when the verb before it decides. */
export function ofGroup(words: readonly Word[], first: number, at: number): number | undefined {
  const group = words.slice(first, at + 1);
  const verb = words[at];
  if (!verb) return undefined;
  const to = group.findLastIndex(({ text }) => text === 'to');
  if (to >= 0 && to < group.length - 1) return ofInfinitive(words, first + to, first);
  if (group.length > 1) return ofCompound(group, verb, words.slice(0, first));
  const [before, after] = [words[first - 1], words[at + 1]];
  if (isGerund(verb) && before && saysAfter(before)) return WOULD_HAVE; // "After releasing him on Saturday, …"
  if (isGerund(verb) && before?.pos === 'ADP') return undefined; // "charged with setting fire"
  if (isPast(verb) && PLANS.has(verb.lemma) && after?.text === 'to') return PLANNED_THEN;
  return ofSingle(verb);
}

function isGerund({ text }: Word): boolean {
  return text.endsWith('ing');
}

function isPast(word: Word): boolean {
  if (!isVerb(word) || /ing$|s$/.test(word.text)) return false;
  return word.text !== word.lemma || word.text.endsWith('ed') || SAME_FORM.has(word.lemma);
}

/** A verb of one word, or an adjective that stands for one. */
function ofSingle(verb: Word): number | undefined {
  if (verb.pos === 'AUX') return ofCompound([verb], verb, []);
  if (arrangesAlone(verb)) return 2;
  if (isGerund(verb)) return arranges(verb) ? 1.5 : undefined;
  if (isPast(verb)) return ofPast(verb);
  if (verb.lemma === 'have') return 2; // "has until Monday", "have a game on Sunday"
  if (verb.lemma === 'follow') return -2.5; // "This follows a march on Saturday"
  return REPORTS.has(verb.lemma) ? -1 : ARRANGED;
}

function ofPast(verb: Word): number {
  if (verb.text === 'had' || verb.text === 'was' || verb.text === 'were') return TOLD;
  if (SAME_FORM.has(verb.lemma)) return -2;
  return arranges(verb) ? -3 : TOLD;
}

/** A verb with its auxiliaries. */
function ofCompound(group: readonly Word[], verb: Word, before: readonly Word[]): number | undefined {
  const has = (...forms: readonly string[]) => group.some(({ text }) => forms.includes(text));
  const isPerfect = has('have', "'ve") && group.indexOf(verb) > 0 && verb.lemma !== 'have';
  if (has('will', 'shall', "'ll", 'wo')) return isPerfect ? 2 : WILL;
  if (group.some(({ text }) => MODALS.has(text))) return isPerfect ? WOULD_HAVE : ofModal(group, before);
  if (has('has', 'have', "'ve")) return verb.lemma === 'have' ? 2 : arranges(verb) ? 1 : HAS_DONE;
  if (has('was', 'were', 'had', 'did', 'been')) return ofPastCompound(group, verb);
  if (has('is', 'are', "'s", "'re", 'am', "'m")) return ofBe(group, verb);
  return ofSingle({ ...verb, pos: 'VERB' });
}

/** "may", "could", "would": no sign of a time by themselves, but for "could not". */
function ofModal(group: readonly Word[], before: readonly Word[]): number {
  const has = (...forms: readonly string[]) => group.some(({ text }) => forms.includes(text));
  const isDenied = group.some(denies) || before.some(({ text }) => NEVER.has(text));
  if (has('could') && isDenied) return COULD_NOT;
  if (has('may', 'might', 'can', 'ca')) return MAY;
  return has('must', 'should') ? MAY / 5 : 0;
}

/** "was scheduled for", "had planned": what was planned then may still lie ahead. */
function ofPastCompound(group: readonly Word[], verb: Word): number {
  const has = (form: string) => group.some(({ text }) => text === form);
  if (group.length === 1 || has('did') || !PLANS.has(verb.lemma)) return TOLD;
  return has('had') ? -1 : 0;
}

/** "is on", "is due", "are meeting", "is scheduled" lie ahead; "is charged with", "is said to have" do not. */
function ofBe(group: readonly Word[], verb: Word): number {
  if (verb.lemma === 'be') return ARRANGED;
  if (ACCUSES.has(verb.lemma)) return ACCUSED;
  if (arranges(verb)) return WILL;
  if (isGerund(verb)) return ARRANGED;
  return group.some(denies) ? 2 * MAY : MAY;
}

/** "agreed to meet", "is to arrive", "due to open" lie ahead of what they lean on; "refused to go" does not. */
function ofInfinitive(words: readonly Word[], to: number, first: number): number | undefined {
  const previous = words[to - 1];
  const lead = words.slice(Math.max(0, to - 5), to);
  const be = lead.findLast(({ lemma, pos }) => lemma === 'be' && pos === 'AUX');
  const isThen = be !== undefined && /^(?:was|were|been)$/.test(be.text);
  const next = words[to + 2];
  if (words[to + 1]?.text === 'have' && next && isVerb(next)) return WOULD_HAVE; // "was to have expired"
  if (previous && (previous === be || previous.text === 'going')) return isThen ? 0 : WILL;
  if (previous?.lemma === 'have') return previous.text === 'had' ? WOULD_HAVE : 2 * MAY;
  const licence = lead.findLast((word) => arranges(word) || word.text === 'due' || putsOff(word));
  if (licence === undefined) return words.slice(0, first).some(isVerb) ? undefined : MAY;
  return ofLicence(licence, lead, isThen ? 'then' : be && 'now');
}

/** What lets an infinitive speak of what is to come: "planned to", "is expected to", "the order to". */
function ofLicence(licence: Word, lead: readonly Word[], be: 'then' | 'now' | undefined): number {
  if (isVerb(licence) && putsOff(licence)) return ARRANGED;
  if (lead.some(({ text }) => text === 'had')) return ACCUSED;
  if (be !== undefined) return be === 'then' ? PLANNED_THEN : WILL;
  return isPast(licence) ? 2 * PLANNED_THEN : ARRANGED;
}
