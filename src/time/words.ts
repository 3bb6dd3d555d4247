import { taggedTokens } from '../language/en/grammar.ts';

/** A word of a sentence with its part of speech. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** In lower case, with a straight apostrophe. */
  readonly text: string;
  readonly lemma: string;
  /** A universal part of speech: VERB, AUX, NOUN, PROPN, ADP, PART … */
  readonly pos: string;
}

/** Whether a word is a verb or an auxiliary. */
export function isVerb({ pos }: Pick<Word, 'pos'>): boolean {
  return pos === 'VERB' || pos === 'AUX';
}

/** Whether a word is a noun or a name. */
export function isNoun({ pos }: Pick<Word, 'pos'>): boolean {
  return pos === 'NOUN' || pos === 'PROPN';
}

/** The words of a text and their parts of speech, with the slips mended that decide the tense of a date. */
export function taggedWords(text: string): readonly Word[] {
  const words = taggedTokens(text).map(({ text: value, pos, ...token }, index) => {
    // "Will Hailer", "May" and titles in capitals hold no verbs.
    const isName = index > 0 && isVerb({ pos }) && /^\p{Lu}\p{Ll}/u.test(value);
    return { ...token, text: value.toLowerCase().replace('’', "'"), pos: isName ? 'PROPN' : pos };
  });
  return words.map((word, at) => mended(word, at, words));
}

function mended(word: Word, at: number, words: readonly Word[]): Word {
  const [before, last, next] = [words[at - 2], words[at - 1], words[at + 1]];
  if (word.text === 'am' && last?.pos === 'NUM') return { ...word, pos: 'NOUN' }; // "2:50 am"
  // "MPs debate the bill": two nouns before an article
  const isFirstVerb = word.pos === 'NOUN' && last && isNoun(last) && next && isDeterminer(next);
  if (isFirstVerb && !words.slice(0, at).some(isVerb)) return { ...word, pos: 'VERB' };
  if (word.pos === 'NOUN' && /^(?:who|which)$/.test(last?.text ?? '')) return { ...word, pos: 'VERB' }; // "who steps down"
  if (word.text === 'due' && next?.text === 'to' && isCaused(words, at)) return { ...word, text: 'because' };
  if (word.pos !== 'VERB' || word.text !== word.lemma) return word;
  const isObject =
    last?.text === 'for' || (last && isDeterminer(last)) || /^(?:ADP|ADJ)$/.test(last?.pos ?? ''); // "for comment"
  const isCause = last?.text === 'to' && before?.text === 'due' && isCaused(words, at - 2); // "shut due to snow"
  return isObject || isCause ? { ...word, pos: 'NOUN' } : word;
}

function isDeterminer({ pos, text }: Word): boolean {
  return pos === 'DET' || /^(?:my|your|his|her|its|our|their|'s)$/.test(text);
}

/** Whether "due to" gives a reason, as it does right after a verb: "were cancelled due to fog". */
function isCaused(words: readonly Word[], due: number): boolean {
  const before = words.slice(0, due);
  const last = before.findLast(({ pos }) => pos !== 'ADV' && pos !== 'ADP');
  return last?.pos === 'VERB' || (last?.pos === 'NOUN' && before.some(isVerb));
}
