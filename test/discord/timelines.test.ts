import { describe, expect, it } from 'vitest';
import { type Article, parseArticle } from '../../src/corpus/article.ts';
import { timelineIn } from '../../src/discord/timelines.ts';
import { timelineOf } from '../../src/timeline/entries.ts';

const ARTICLES = ['The dockers struck on Friday.', 'The pier was opened on Thursday.'].map((text, index) =>
  parseArticle(`---\ntitle: T\npublished: 1997-01-1${index}\n---\n${text}`, `article-${index}.md`),
);

/** An engine whose articles and index can change. */
function engineOf(articles: readonly Article[]) {
  const index = { articles, indexVersion: 'first' };
  return {
    index,
    articles: () => index.articles,
    status: () => ({
      articles: index.articles.length,
      passages: 0,
      indexVersion: index.indexVersion,
      models: [],
    }),
  };
}

describe('the timeline of an engine', () => {
  it('is made once for all who ask, also for those who ask meanwhile', async () => {
    const engine = engineOf(ARTICLES);
    const [one, two] = await Promise.all([timelineIn(engine), timelineIn(engine)]);
    expect(one).toEqual(await timelineOf(ARTICLES));
    expect(two).toBe(one);
    expect(await timelineIn(engine)).toBe(one);
  });

  it('is another when the index is', async () => {
    const engine = engineOf(ARTICLES);
    const before = await timelineIn(engine);
    engine.index.indexVersion = 'second';
    expect(await timelineIn(engine)).not.toBe(before);
  });

  it('never tells of an article that was withdrawn while it was made', async () => {
    const engine = engineOf(ARTICLES);
    const asked = timelineIn(engine);
    engine.index.articles = ARTICLES.slice(1);
    expect(await asked).toEqual(await timelineOf(ARTICLES.slice(1)));
  });
});
