import { LETTERED } from './abbreviations.ts';

/*
 * What people type in a chat for small words. The forms are those of contraction-fix 0.2.2 (MIT) that stand for
 * pronouns, particles and auxiliaries, and others of the same kind. None is English otherwise: dictionary-en knows
 * none, but for "gonna" and its like, plurals of pronouns ("hes") and letters. Slang for things, people and doings
 * is not here: the models know it, and what is also English ("row", "cash", "topped") would be taken for it.
 */

const SHORT: Readonly<Record<string, string>> = {
  abt: 'about',
  alot: 'a lot',
  altho: 'although',
  aswell: 'as well',
  bc: 'because',
  bcos: 'because',
  btwn: 'between',
  cld: 'could',
  coz: 'because',
  cuz: 'because',
  dat: 'that',
  dem: 'them',
  dey: 'they',
  hw: 'how',
  n: 'and',
  nd: 'and',
  ofc: 'of course',
  pls: 'please',
  plz: 'please',
  ppl: 'people',
  prolly: 'probably',
  r: 'are',
  rly: 'really',
  rn: 'right now',
  shld: 'should',
  tho: 'though',
  thru: 'through',
  thx: 'thanks',
  tmrw: 'tomorrow',
  tonite: 'tonight',
  u: 'you',
  ur: 'your',
  'w/': 'with',
  'w/o': 'without',
  wat: 'what',
  whn: 'when',
  whr: 'where',
  wht: 'what',
  wiv: 'with',
  wld: 'would',
  wut: 'what',
  y: 'why',
  yday: 'yesterday',
};

const JOINED: Readonly<Record<string, string>> = {
  couldve: 'could have',
  dunno: 'do not know',
  gimme: 'give me',
  gonna: 'going to',
  gotta: 'have to',
  hes: 'he is',
  im: 'I am',
  ive: 'I have',
  kinda: 'kind of',
  lemme: 'let me',
  mightve: 'might have',
  mustve: 'must have',
  outta: 'out of',
  shes: 'she is',
  shouldve: 'should have',
  sorta: 'sort of',
  thats: 'that is',
  theres: 'there is',
  theyd: 'they would',
  theyll: 'they will',
  theyre: 'they are',
  theyve: 'they have',
  wanna: 'want to',
  whats: 'what is',
  wheres: 'where is',
  whos: 'who is',
  wouldve: 'would have',
  youd: 'you would',
  youll: 'you will',
  youre: 'you are',
  youve: 'you have',
};

const NEGATED =
  'aint arent couldnt didnt doesnt dont hadnt hasnt havent isnt shouldnt wasnt werent wouldnt'.split(' ');

/** Words that stand for nothing. */
const FILLERS =
  'afaik btw erm fyi haha idk iirc imho imo innit lmao lol ngl omg rofl smh tbf tbh uh um wtf'.split(' ');

const STANDS_FOR: ReadonlyMap<string, string> = new Map([
  ...Object.entries(SHORT),
  ...Object.entries(JOINED),
  ...NEGATED.map((word): [string, string] => [word, word.replace(/t$/, '’t')]),
  ...FILLERS.map((word): [string, string] => [word, '']),
]);

/**
 * A question with the short forms of small words written out, for the word search. Only a word in small letters
 * that stands by itself is one: nothing beside a full stop, an apostrophe, a hyphen, a figure or "&".
 */
export function spellOut(question: string): string {
  const pieces = question.trim().split(/\s+/);
  const spelled = pieces.map((piece, i) => spelledPiece(piece, pieces[i - 1] ?? '', pieces[i + 1] ?? ''));
  const text = spelled.filter((piece) => piece !== '').join(' ');
  return /[\p{L}\p{N}]/u.test(text) ? text : question.trim();
}

function spelledPiece(piece: string, before: string, after: string): string {
  const [, opens = '', word = '', closes = ''] = /^([("“]*)(.*?)([,?!;:)"”]*)$/.exec(piece) ?? [];
  const meaning = STANDS_FOR.get(word);
  if (meaning === undefined || isOther(word, before, after)) return piece;
  return meaning === '' && opens + closes === '' ? '' : opens + meaning + closes;
}

/** Whether what stands beside a word makes another of it: "300 bc", "r & b", "plan r". */
function isOther(word: string, before: string, after: string): boolean {
  if (/^&$|^\d/.test(after) || /^&$|\d$/.test(before)) return true;
  const isLetter = [before, after].some((other) => other.length === 1 && !STANDS_FOR.has(other));
  return word.length === 1 && (isLetter || LETTERED.has(before.toLowerCase()));
}

/** Whether a word is one that people type in a chat for another. */
export function isChatWord(word: string): boolean {
  return STANDS_FOR.has(word.toLowerCase());
}
