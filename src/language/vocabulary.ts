import { editsBetween } from './edit-distance.ts';
import type { Language } from './language.ts';

/** A word of the corpus that a misspelling may stand for. */
export interface Near {
  /** As it is most often written, so that a name keeps its capital. */
  readonly word: string;
  readonly edits: number;
  /** How often it stands in the corpus. */
  readonly count: number;
}

/** The words of a corpus. */
export interface Vocabulary {
  /** Whether a word stands in the corpus, whatever its case. */
  holds(word: string): boolean;
  /** Whether a word of the same stem does. */
  holdsStem(word: string): boolean;
  /** The words at most so many edits from a word in lower case, itself left out. */
  near(word: string, most: number): readonly Near[];
}

interface Entry {
  readonly word: string;
  readonly plain: string;
  readonly count: number;
  readonly letters: number;
}

/** Shorter words are not told from a slip of the pen. */
export const SHORTEST = 4;

/** In how many texts a term stands. */
export interface Frequencies {
  frequency(term: string): number;
}

type Words = Pick<Language, 'termsOf' | 'tokensOf'>;

/** The vocabulary of texts; `index` has been made of the same. */
export function vocabularyOf(texts: readonly string[], index: Frequencies, language: Words): Vocabulary {
  const entries = entriesOf(texts, language);
  const words = new Set(entries.map(({ plain }) => plain));
  return {
    holds: (word) => words.has(word.toLowerCase()),
    holdsStem: (word) => language.termsOf(word).some((term) => index.frequency(term) > 0),
    near(word, most) {
      const letters = lettersOf(word);
      return entries.flatMap(({ word: written, plain, count, letters: own }) => {
        // An edit changes two of a word's letters at most; telling so costs less than measuring it.
        if (Math.abs(plain.length - word.length) > most || bitsOf(own ^ letters) > 2 * most) return [];
        const edits = editsBetween(word, plain);
        return edits > 0 && edits <= most ? [{ word: written, edits, count }] : [];
      });
    },
  };
}

function entriesOf(texts: readonly string[], language: Words): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const [word, count] of [...formsOf(texts, language)].sort(([, a], [, b]) => b - a)) {
    const plain = word.toLowerCase();
    const commoner = entries.get(plain) ?? { word, plain, count: 0, letters: lettersOf(plain) };
    entries.set(plain, { ...commoner, count: commoner.count + count });
  }
  return [...entries.values()];
}

function formsOf(texts: readonly string[], { tokensOf }: Words): ReadonlyMap<string, number> {
  const forms = new Map<string, number>();
  for (const text of texts) {
    for (const { text: token, shape } of tokensOf(text)) {
      const word = token.replace(/['’]s?$/, '');
      const isWhole = (shape === 'word' || shape === 'initialism') && /^\p{L}+$/u.test(word);
      if (isWhole && word.length >= SHORTEST) forms.set(word, (forms.get(word) ?? 0) + 1);
    }
  }
  return forms;
}

/** Which letters a word has, a bit each; letters beyond a to z share those bits. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

function bitsOf(number: number): number {
  let bits = 0;
  for (let rest = number; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
