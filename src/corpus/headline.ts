import type { Article } from './article.ts';

/** Words of a headline that are not repeated by chance. */
const HEADLINE_WORDS = 4;

/** Whether an article's title is only the opening words of its text. */
export function hasNoHeadline({ basis, title, text }: Pick<Article, 'basis' | 'title' | 'text'>): boolean {
  return basis.title !== undefined && wordsOf(text.slice(0, 2 * title.length)).startsWith(wordsOf(title));
}

/** Whether the words quoted say an article's headline themselves; one of a word or two is said by chance. */
export function saysHeadline(quoted: string, headline: string): boolean {
  const words = wordsOf(headline);
  return words.split(' ').length >= HEADLINE_WORDS && wordsOf(quoted).includes(words);
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
