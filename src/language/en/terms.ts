import type { Token } from '../language.ts';
import { stemOf } from './stems.ts';
import { STOP_WORDS } from './stop-words.ts';
import { tokensOf } from './tokens.ts';

/** Initialisms that would be stop words in small letters. */
const INITIALISMS: ReadonlySet<string> = new Set(['us', 'who', 'it']);

/** The terms of a text: its tokens without stop words, in lower case, stemmed (Porter 1980). */
export function termsOf(text: string): readonly string[] {
  return tokensOf(text).flatMap(termsOfToken);
}

function termsOfToken({ text, shape }: Token): readonly string[] {
  if (shape === 'number') return numberTerms(text);
  if (shape === 'code') return codeTerms(plainOf(text));
  if (shape === 'address') return text.startsWith('<') ? [] : wordsIn(plainOf(text));
  const word = plainOf(text).replace(/[.'’]/g, '');
  if (shape === 'initialism' && INITIALISMS.has(word)) return [word];
  return /n['’]t$/i.test(text) ? [] : wordTerms(plainOf(text).replace(/['’](?:s|d|ll|re|ve|m)$/, ''));
}

function wordTerms(word: string): readonly string[] {
  const plain = word.replace(/[.'’]/g, '');
  return STOP_WORDS.has(plain) ? [] : [stemOf(plain)];
}

/** "1,000" is 1000; the parts of "9/11" are found, too. */
function numberTerms(text: string): readonly string[] {
  const plain = text.replace(/,(?=\p{N}{3}(?!\p{N}))/gu, '');
  return /[,/]/.test(plain) ? [plain, ...plain.split(/[,/]/)] : [plain];
}

/**
 * A code as one word, so that "B-52", "B52" and "B-52s" are the same; what each side of a slash makes of it, as
 * an F/A-18 is an F-18; and its parts, as it may be written with a blank, but for single letters.
 */
function codeTerms(code: string): readonly string[] {
  const single = code.replace(/(\p{N})s$/u, '$1');
  const [before = '', after = ''] = single.split('/', 2);
  const number = /\p{N}.*$/u.exec(after)?.[0] ?? '';
  const sides = /^\p{L}+$/u.test(before) && number !== '' ? [before + number, after] : [];
  const parts = single.match(/\p{L}{2,}|\p{N}+/gu) ?? [];
  const whole = [single, ...sides].map((form) => stemOf(form.replace(/[-/]/g, '')));
  return [...new Set([...whole, ...parts.flatMap(wordTerms)])];
}

/** The words of an address that say something. */
function wordsIn(address: string): readonly string[] {
  const words = address.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !/^(?:https?|www|com|org|net|html?)$/.test(word)).flatMap(wordTerms);
}

/** In lower case, and Latin letters without their marks, as people type "Peru" for "Perú". */
function plainOf(text: string): string {
  const lower = text.toLowerCase();
  return /^[\0-\x7f]*$/.test(lower)
    ? lower
    : lower.normalize('NFKD').replace(/(?<=\p{Script=Latin}\p{M}*)\p{M}+/gu, '');
}
