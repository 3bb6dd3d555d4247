import { type Article, parseArticle } from '../../src/corpus/article.ts';
import { type Day, parseDay } from '../../src/corpus/day.ts';

/** A day that is known to exist. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`not a day: ${text}`);
  return parsed;
}

/** An article of a publisher, published on a day, with this text. */
export function article(text: string, published?: string, publisher = 'The Wire'): Article {
  const name = `${published ?? 'undated'}-${publisher}`;
  const front = [
    `title: From ${publisher}`,
    `publisher: ${publisher}`,
    ...(published ? [`published: ${published}`] : []),
  ];
  return parseArticle(`---\n${front.join('\n')}\n---\n${text}`, `${name}.md`);
}
