/** How a word may have been mistyped, the likeliest first. */
const SLIPS = ['swapped', 'sound', 'finger'] as const;
export type Slip = (typeof SLIPS)[number];

/** How likely a slip is, 0 for the likeliest. */
export function rankOf(slip: Slip): number {
  return SLIPS.indexOf(slip);
}

/** Up to this length, a letter changed makes another word too often to tell a slip. */
const SHORT = 5;
/** From this length on, two edits of other kinds leave enough of a word to know it by. */
const TWO_OTHERS = 8;
/** From this length on, any letter within may be missing or too many. */
const LONG = 7;

/**
 * Tells which slip makes the first word of another, both in lower case and some edits apart: letters
 * swapped, misplaced or doubled, letters that sound alike, or a finger off its key. Undefined when none does, as
 * real words that a dictionary lacks ("broaden", "pertain") are as near to others ("broader", "certain").
 */
export function slipFrom(typed: string): (word: string, edits: number) => Slip | undefined {
  const isSwapped = swappedFrom(typed);
  const sound = soundOf(typed);
  const consonants = consonantsOf(typed);
  return (word, edits) => {
    if (!beginAlike(typed, word)) return undefined;
    if (isSwapped(word)) return 'swapped';
    if (edits > 1)
      return typed.length >= TWO_OTHERS && consonants === consonantsOf(word) ? 'sound' : undefined;
    if (isUnclear(typed, word)) return undefined;
    if (sound === soundOf(word)) return 'sound';
    return isFingerOff(typed, word) ? 'finger' : undefined;
  };
}

function beginAlike([typed = '']: string, [wanted = '']: string): boolean {
  return typed === wanted || (VOWEL.test(typed) && VOWEL.test(wanted));
}

/** Whether a word has the same letters, or the same but for doubled ones. */
function swappedFrom(typed: string): (word: string) => boolean {
  const letters = lettersOf(typed);
  const single = singleOf(typed);
  return (word) => (word.length === typed.length ? letters === lettersOf(word) : single === singleOf(word));
}

/** Whether words are each other's plural, or so short that a letter changed makes another word. */
function isUnclear(typed: string, word: string): boolean {
  const isShort = typed.length === word.length && typed.length <= SHORT;
  return isShort || word === `${typed}s` || typed === `${word}s`;
}

function lettersOf(word: string): string {
  return [...word].sort().join('');
}

function singleOf(word: string): string {
  return word.replace(/(.)\1+/g, '$1');
}

const VOWEL = /[aeiouy]/;

/** Letters that sound alike, as the Soundex of Russell (1918) groups them. */
const GROUPS = ['bfpv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'];
const SOUNDS: ReadonlyMap<string, string> = new Map(
  GROUPS.flatMap((group, sound) => [...group].map((letter): [string, string] => [letter, String(sound)])),
);

/** The sounds of a word's consonants, each once in a row; a last y tells an adjective from its noun. */
function soundOf(word: string): string {
  let sounds = '';
  for (const letter of word) {
    const sound = SOUNDS.get(letter) ?? '';
    if (!sounds.endsWith(sound)) sounds += sound;
  }
  return word.endsWith('y') ? `${sounds}y` : sounds;
}

function consonantsOf(word: string): string {
  return singleOf(word.replace(/[aeiouy]/g, ''));
}

const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Whether a finger hit the next key, or inside a long word missed one or hit one too many. */
function isFingerOff(typed: string, word: string): boolean {
  if (typed.length !== word.length) return typed.length >= LONG && typed.at(-1) === word.at(-1);
  const at = [...typed].findIndex((letter, i) => letter !== word[i]);
  const [hit = '', meant = ''] = [typed[at], word[at]];
  return KEYS.some((row) => row.includes(hit + meant) || row.includes(meant + hit));
}

const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz'];

/** All strings that one edit makes of a word. */
export function variantsOf(word: string): readonly string[] {
  const variants = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    variants.add(before + after.slice(1));
    variants.add(before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2));
    for (const letter of ALPHABET)
      variants.add(before + letter + after).add(before + letter + after.slice(1));
  }
  variants.delete(word);
  return [...variants];
}
