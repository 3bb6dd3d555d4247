import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../src/corpus/article.ts';
import { cite } from '../../src/corpus/citation.ts';
import { paragraphsOf } from '../../src/corpus/paragraphs.ts';
import { slice } from '../../src/corpus/span.ts';
import { renderArticle, renderContext } from '../../src/discord/render/article.ts';
import { renderSources } from '../../src/discord/render/lists.ts';
import { pagesOf, readAhead, surroundings } from '../../src/discord/render/pages.ts';
import type { Reply } from '../../src/discord/render/reply.ts';
import { en } from '../../src/discord/words/en.ts';
import { es } from '../../src/discord/words/es.ts';
import type { Engine } from '../../src/engine.ts';
import { sentencesOf } from '../../src/language/en/sentences.ts';
import { quotesIn } from '../support/markdown.ts';
import { openSmallEngine } from '../support/small-engine.ts';
import { turnsDuring } from '../support/turns.ts';

const NASTY = '*_~|`[]()<>#-+.:@\\/!&1 ax\n';
const nastyText = fc
  .array(
    fc.oneof(fc.constantFrom(...NASTY), fc.constantFrom('@everyone ', 'Words follow. ', '\n\n', '👍🏽', 'ñ')),
    {
      minLength: 1,
      maxLength: 1500,
    },
  )
  .map((parts) => `${parts.join('')}x`);

let engine: Engine;

beforeAll(async () => {
  engine = await openSmallEngine('corpus/articles');
});

function articleOf(text: string, more: Partial<Article> = {}): Article {
  return { id: 'an-article', title: 'A title', basis: {}, text, ...more };
}

function withinDiscord(reply: Reply): void {
  expect(reply.content.length).toBeGreaterThan(0);
  expect(reply.content.length).toBeLessThanOrEqual(2000);
  expect(reply.components.length).toBeLessThanOrEqual(5);
  const ids = reply.components.flatMap(({ components }) =>
    components.flatMap((each) => ('custom_id' in each ? each.custom_id : [])),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id.length).toBeLessThanOrEqual(100);
  for (const { components } of reply.components) expect(components.length).toBeLessThanOrEqual(5);
}

describe('pages of an article', () => {
  it('give all of the text, in order, with nothing but white space between, each fit for a message', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const article = articleOf(text);
        const pages = pagesOf(text);
        let end = 0;
        for (const [page, span] of pages.entries()) {
          expect(text.slice(end, span.start).trim()).toBe('');
          end = span.end;
          const reply = renderArticle(article, { key: 'k', page, words: en });
          withinDiscord(reply);
          expect(
            quotesIn(reply.content)
              .map(({ text: shown }) => shown)
              .join(''),
          ).toContain(slice(text, span).split('\n')[0]);
        }
        expect(text.slice(end).trim()).toBe('');
      }),
      { numRuns: 150 },
    );
  });

  it('show the whole of every shipped article', () => {
    for (const article of engine.articles()) {
      const shown = pagesOf(article.text).map((span) => slice(article.text, span));
      expect(shown.join('').replace(/\s/g, '')).toBe(article.text.replace(/\s/g, ''));
      for (const page of shown.keys()) withinDiscord(renderArticle(article, { key: 'k', page, words: es }));
    }
  });

  it('lead from a passage to both ends, without a gap, with the passage on page 0', () => {
    fc.assert(
      fc.property(nastyText, fc.nat(), (text, at) => {
        const sentences = paragraphsOf(text).flatMap((paragraph) => sentencesOf(text, paragraph));
        const passage = sentences[at % sentences.length];
        fc.pre(passage !== undefined);
        if (!passage) return;
        const around = surroundings(text, passage);
        const here = around.page(0);
        expect(here.start).toBeLessThanOrEqual(passage.start);
        expect(here.end).toBeGreaterThan(passage.start);
        let end = 0;
        for (let page = around.first; page <= around.last; page++) {
          const span = around.page(page);
          expect(text.slice(end, span.start).trim()).toBe('');
          expect(span.start).toBeGreaterThanOrEqual(end);
          end = span.end;
          const citation = cite(articleOf(text), passage);
          const quote = { citation, sentence: passage, marked: passage, dates: [] };
          const view = { words: en, answer: 'a1B2c3D4e5F6', page, quotes: 3 };
          withinDiscord(renderContext({ number: 1, quote }, view));
        }
        expect(text.slice(end).trim()).toBe('');
      }),
      { numRuns: 150 },
    );
  });
});

describe('renderSources', () => {
  it('lists articles newest first or by publisher, in pages, with a menu', () => {
    const many = Array.from({ length: 23 }, (_, index) =>
      articleOf('x', {
        id: `a${index}`,
        title: `*Title* ${index}`,
        ...(index % 2 ? { publisher: 'AP' } : {}),
      }),
    );
    const newest = renderSources(many, { order: 'newest', page: 2, words: en });
    withinDiscord(newest);
    expect(newest.content).toContain('21\\. **\\*Title\\* 20** · undated');
    expect(newest.content).toContain('Page 3 of 3');
    const publisher = renderSources(many, { order: 'publisher', page: 0, words: en });
    expect(publisher.content).toContain('1\\. **\\*Title\\* 1** · AP · undated');
    expect(renderSources([], { order: 'newest', page: 0, words: en }).content).toBe(en.noArticles);
  });

  it('fits however long titles and names are', () => {
    const long = Array.from({ length: 10 }, (_, index) =>
      articleOf('x', {
        id: `a${index}`,
        title: '*'.repeat(500),
        publisher: '_'.repeat(300),
        url: `https://e.org/${'y'.repeat(250)}`,
      }),
    );
    withinDiscord(renderSources(long, { order: 'newest', page: 0, words: en }));
  });
});

describe('a text of 2 MB', () => {
  const story = 'A ferry ran aground off Halden on Sunday, and nobody was hurt. ';
  const LONG = {
    'of one paragraph': story.repeat(30_000),
    'of many': `${story.repeat(8)}\n\n`.repeat(3700),
    'without a space': '*'.repeat(1_900_000),
  };

  it.each(Object.entries(LONG))('%s is paged without holding anybody up', async (_, text) => {
    const { turns } = await turnsDuring(readAhead(text));
    expect(turns).toBeGreaterThan(0); // 45 ms in all for the text of many paragraphs
    const reply = renderArticle(articleOf(text), { key: 'a-key', page: 7, words: en });
    expect(reply.content).toContain('Page 8 of ');
    expect((await turnsDuring(readAhead(text))).turns).toBeLessThanOrEqual(turns); // it is kept
  });
});
