import { type Frequencies, type Near, SHORTEST, type Vocabulary, vocabularyOf } from '../vocabulary.ts';
import { isChatWord } from './chat-words.ts';
import { termsOf } from './terms.ts';
import { tokensOf } from './tokens.ts';
import { rankOf, type Slip, slipFrom, variantsOf } from './typos.ts';
import { openWordList } from './word-list.ts';

/** A word that was taken for a misspelling, and the word that it was read as. */
export interface Correction {
  readonly typed: string;
  readonly read: string;
}

/** A text with its misspellings corrected. */
export interface Corrected {
  readonly text: string;
  /** What was corrected, in the order of the text, each word once. */
  readonly corrections: readonly Correction[];
}

/** What the words of a question are held against. */
export interface Dictionary {
  readonly vocabulary: Vocabulary;
  /** Whether a word in lower case is English, a name among them, be it in the corpus or not. */
  isEnglish(word: string): boolean;
}

/** The dictionary of a corpus's texts, which `index` has been made of, and of English. */
export async function dictionaryOf(texts: readonly string[], index: Frequencies): Promise<Dictionary> {
  return {
    vocabulary: vocabularyOf(texts, index, { termsOf, tokensOf }),
    isEnglish: await openWordList(),
  };
}

/** A longer string is no word that somebody misspelled. */
const LONGEST = 20;
/** From this length on, a letter may stand far from its place, which is two edits. */
const TWO_EDITS = 6;
/** From these lengths on, a word that the corpus does not have may be meant, and with a letter changed. */
const FOREIGN = 6;
const FOREIGN_CHANGED = 8;
/** How many unknown words of a text are looked up, so that a hostile one costs no more. */
const MOST_UNKNOWN = 8;

/** Corrects the misspellings of a question; every other character stays as it is. */
export function correctSpelling(text: string, dictionary: Dictionary): Corrected {
  const words = unknownWords(text, dictionary);
  const readings = new Map(words.map((word) => [word.typed, readingOf(word, dictionary)]));
  const corrections = new Map<string, Correction>();
  const corrected = replaceWords(text, ({ typed }) => {
    const read = readings.get(typed);
    if (read !== undefined) corrections.set(typed, { typed, read });
    return read ?? typed;
  });
  return { text: corrected, corrections: [...corrections.values()] };
}

/** A word of a question as it was typed. */
interface Word {
  readonly typed: string;
  /** Whether it has a capital where none is needed. */
  readonly isName: boolean;
}

/** What cannot be a word: addresses, mentions, figures, emoji, code. */
const NO_WORDS = /[\d@#<>_\\/`]|\p{L}[.:]\p{L}|:\p{L}/u;

/** A word in small letters, or with a capital first; a possessive's ending is not part of it. */
const WORD = /(?<![\p{L}\p{M}]|\p{L}['’])\p{Script=Latin}\p{Ll}+(?=(?:['’]s?)?(?![\p{L}\p{M}]|['’]\p{L}))/gu;

function replaceWords(text: string, rewrite: (word: Word) => string): string {
  let begins = true;
  return text.replace(/\S+/g, (piece) => {
    const isFirst = begins;
    begins = /[.!?…:]\P{L}*$/u.test(piece) || (begins && !/\p{L}/u.test(piece));
    if (NO_WORDS.test(piece)) return piece;
    return piece.replace(WORD, (typed) => rewrite({ typed, isName: !isFirst && /^\p{Lu}/u.test(typed) }));
  });
}

function unknownWords(text: string, { vocabulary, isEnglish }: Dictionary): readonly Word[] {
  const unknown = new Map<string, Word>();
  replaceWords(text, (word) => {
    const { typed } = word;
    const isWhole = typed.length >= SHORTEST && typed.length <= LONGEST;
    const isForm = basesOf(typed.toLowerCase()).length > 0 && vocabulary.holdsStem(typed);
    if (isWhole && !isForm && !vocabulary.holds(typed) && !isChatWord(typed)) unknown.set(typed, word);
    return typed;
  });
  const words = [...unknown.values()].slice(0, MOST_UNKNOWN);
  return words.filter(({ typed }) => {
    const word = typed.toLowerCase();
    return ![word, ...basesOf(word)].some(isEnglish);
  });
}

/** Endings that make a form of a word: the last letter of the word may be doubled before them. */
const ENDING = /^\p{L}?(?:(?:at)?(?:e|es|ed|ing|ions?|ors?)|s|ings|ly|en)$/u;

/** The words that a word may be a form of: "grenad" and "grenade" for "grenades". A stem alone is often no word. */
function basesOf(word: string): readonly string[] {
  const [stem = word] = termsOf(word);
  const before = word.replace(/(?:s|es|ly|en)$/, '');
  const bases = ENDING.test(word.slice(stem.length)) ? [stem, `${stem}e`, stem.replace(/i$/, 'y')] : [];
  return [...bases, before].filter((base) => base !== word && base.length >= SHORTEST);
}

interface Reading extends Near {
  readonly slip: Slip;
}

/** The word that an unknown one is most likely meant to be; undefined when none is near, or two are. */
function readingOf({ typed, isName }: Word, dictionary: Dictionary): string | undefined {
  const word = typed.toLowerCase();
  const own = corpusReadings(word, dictionary).filter((reading) => !isName || /^\p{Lu}/u.test(reading.word));
  const [best, ...others] = [...own, ...(isName ? [] : englishReadings(word, dictionary))].sort(byLikelihood);
  if (!best || others.some((other) => isRival(best, other))) return undefined;
  const isCorpus = own.includes(best) || dictionary.vocabulary.holdsStem(best.word);
  return isCorpus || word.length >= FOREIGN ? best.word : undefined;
}

function corpusReadings(word: string, { vocabulary }: Dictionary): readonly Reading[] {
  const slipTo = slipFrom(word);
  return vocabulary.near(word, word.length < TWO_EDITS ? 1 : 2).flatMap((near) => {
    const slip = slipTo(near.word.toLowerCase(), near.edits);
    return slip === undefined ? [] : [{ ...near, slip }];
  });
}

/** Words that do not stand in the corpus. They count as one, so that a rare word of the corpus is no surer. */
function englishReadings(word: string, { vocabulary, isEnglish }: Dictionary): readonly Reading[] {
  const slipTo = slipFrom(word);
  return variantsOf(word).flatMap((variant): readonly Reading[] => {
    const slip = slipTo(variant, 1);
    const keepsLength = variant.length === word.length;
    const isSure = variant.at(-1) === word.at(-1) && (!keepsLength || word.length >= FOREIGN_CHANGED);
    return (slip === 'swapped' || (slip === 'sound' && isSure)) &&
      !vocabulary.holds(variant) &&
      isEnglish(variant)
      ? [{ word: variant, edits: 1, count: 1, slip }]
      : [];
  });
}

function byLikelihood(one: Reading, other: Reading): number {
  return one.edits - other.edits || rankOf(one.slip) - rankOf(other.slip) || other.count - one.count;
}

/** Whether a less likely reading is so near that only the person could say which is meant. */
function isRival(best: Reading, other: Reading): boolean {
  const isAsNear = other.edits === best.edits && (other.slip === best.slip || best.slip !== 'swapped');
  return isAsNear && 2 * other.count >= best.count;
}
