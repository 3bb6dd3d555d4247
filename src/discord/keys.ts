import { createHash } from 'node:crypto';
import type { Article } from '../corpus/article.ts';
import type { Engine } from '../engine.ts';

/** A short name of an article that fits in a custom id whatever its file is called. */
export function keyOf(articleId: string): string {
  return createHash('sha256').update(articleId).digest('base64url').slice(0, 12);
}

/** The article with this key; undefined when it has been removed. */
export function articleByKey(engine: Pick<Engine, 'articles'>, key: string): Article | undefined {
  return engine.articles().find((article) => keyOf(article.id) === key);
}
