import type { Article } from '../../src/corpus/article.ts';
import { type Day, parseDay } from '../../src/corpus/day.ts';
import type { Span } from '../../src/corpus/span.ts';

/** An article of this text. */
export function articleOf(text: string, { id = 'ferry', published = '' } = {}): Article {
  return { id, title: id, basis: {}, text, ...(published !== '' && { published: dayOf(published) }) };
}

/** A day that there is. */
export function dayOf(text: string): Day {
  const day = parseDay(text);
  if (!day) throw new RangeError(`${text} is no day`);
  return day;
}

/** Where words stand in a text. */
export function spanOf(text: string, words: string): Span {
  const start = text.indexOf(words);
  if (start < 0) throw new RangeError(`the text has no "${words}"`);
  return { start, end: start + words.length };
}
