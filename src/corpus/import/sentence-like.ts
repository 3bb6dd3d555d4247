import { wordCount } from './lines.ts';

const VERB =
  /\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should|says?|said|\p{Ll}{2,}ed)\b/u;

/** Whether a text ends as a sentence does, and is long enough for one. */
export function readsAsSentence(text: string): boolean {
  return /[.!?…。！？।:;]["'”’»)\]]*$/.test(text.trimEnd()) && hasWords(text);
}

/** Whether a caption says something: five words or more, with an end of a sentence or a verb that can be told. */
export function readsAsCaption(text: string): boolean {
  return wordCount(text) >= 5 && (/[.!?]["'”’)]*$/.test(text) || VERB.test(text));
}

/** Five words, or ten letters of a script that parts no words. */
function hasWords(text: string): boolean {
  return (
    wordCount(text) >= 5 ||
    /(?:[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Myanmar}]\P{L}*){10}/u.test(text)
  );
}
