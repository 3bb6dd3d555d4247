import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cite } from '../../src/corpus/citation.ts';
import { renderArticle } from '../../src/discord/render/article.ts';
import { renderStatus } from '../../src/discord/render/lists.ts';
import {
  renderCheck,
  renderDrafts,
  renderGaps,
  renderInspection,
  renderProgress,
  renderSummary,
} from '../../src/discord/render/moderation.ts';
import type { Reply } from '../../src/discord/render/reply.ts';
import { renderTimeline } from '../../src/discord/render/timeline.ts';
import { en } from '../../src/discord/words/en.ts';
import { es } from '../../src/discord/words/es.ts';
import { ClippingsError } from '../../src/errors.ts';
import { timelineOf } from '../../src/timeline/entries.ts';
import { blocksOf, quotesIn } from '../support/markdown.ts';

const text = fc
  .array(
    fc.constantFrom(
      '*',
      '_',
      '`',
      '||',
      '@everyone ',
      '<@1>',
      'words ',
      '\n',
      '# ',
      '- ',
      '[x](y)',
      'ñ',
      '👍🏽',
    ),
    {
      minLength: 1,
      maxLength: 300,
    },
  )
  .map((parts) => parts.join(''));
const texts = fc.array(text, { maxLength: 30 });
const words = fc.constantFrom(en, es);
const day = await timelineDay();

/** Within Discord's limits, and with nothing in it that pings or links. */
function isSafe({ content, components, files = [] }: Reply): void {
  expect(content.length).toBeGreaterThan(0);
  expect(content.length).toBeLessThanOrEqual(2000);
  expect(components.length).toBeLessThanOrEqual(5);
  for (const row of components) expect(row.components.length).toBeLessThanOrEqual(5);
  for (const { description } of files) expect(description?.length ?? 0).toBeLessThanOrEqual(1024);
  const types = blocksOf(content).flatMap(({ children }) => children.map(({ type }) => type));
  expect(types.filter((type) => type === 'mention' || type === 'link' || type === 'url')).toEqual([]);
}

describe('whatever is put into them, these fit and are safe', () => {
  it('a reindex’s summary, with all that has no room in a file', () => {
    fc.assert(
      fc.property(texts, texts, texts, texts, words, (added, changed, removed, faults, say) => {
        const failed = faults.map((fault) => new ClippingsError('CORPUS', fault));
        const counts = { unchanged: 1, articles: 2, passages: 3, elapsedMs: 4 };
        const reply = renderSummary(
          { added, changed, removed, failed, ...counts },
          { words: say, corpusDir: '/x', titleOf: (id) => id },
        );
        isSafe(reply);
        const report = reply.files?.[0]?.data.toString() ?? '';
        if (reply.files)
          for (const name of [...added, ...changed, ...removed]) expect(report).toContain(name);
      }),
      { numRuns: 60 },
    );
  });

  it('what an importer found', () => {
    fc.assert(
      fc.property(texts, text, words, (titles, other, say) => {
        const drafts = titles.map((title) => {
          const proposal = { value: title, basis: other, stated: false };
          return {
            id: 'x'.repeat(120),
            title: proposal,
            publisher: proposal,
            source: 's',
            credits: [],
            text: other,
          };
        });
        const dropped = titles.map((line, index) => ({ line: index, text: line, reason: other }));
        isSafe(renderDrafts(drafts, { id: 'a1B2c3D4e5F6', dropped, words: say }));
      }),
      { numRuns: 60 },
    );
  });

  it('faults, gaps and a status', () => {
    fc.assert(
      fc.property(texts, text, words, (many, one, say) => {
        const faults = many.map((fault) => new ClippingsError('CORPUS', fault));
        isSafe(renderCheck({ folder: '/x', loaded: [], notices: [], faults }, say));
        const at = new Date(0);
        const gap = {
          question: one,
          count: 3,
          people: 2,
          causes: ['voted-down'] as const,
          first: at,
          last: at,
        };
        const links = Array.from({ length: 5 }, () => 'a place');
        const items = many
          .slice(0, 5)
          .map((note, index) => ({ ...gap, id: String(index), links, notes: [note] }));
        isSafe(renderGaps({ items, total: many.length }, { page: 0, words: say }));
        const actions = many
          .slice(0, 3)
          .map((target) => ({ at, who: 'x' as never, action: one, target, outcome: one }));
        const counts = { answers: 1, votes: { up: 1, down: 1 }, gaps: 1, audit: 1 };
        const details = { waiting: 1, megabytes: 1, gatewayMs: -1, counts, actions };
        const engine = { articles: 1, passages: 1, indexVersion: 'v', models: many };
        isSafe(renderStatus({ engine, version: '1', startedAt: at, details }, say));
      }),
      { numRuns: 60 },
    );
  });

  it('an inspection', () => {
    fc.assert(
      fc.property(text, words, (raw, say) => {
        const article = { id: raw, title: raw, basis: {}, text: `${raw}.` };
        const span = { start: 0, end: article.text.length };
        const citation = cite(article, span);
        const quote = { citation, sentence: span, marked: span, dates: [], score: 1, copies: [] };
        const nearest = Array.from({ length: 12 }, () => quote);
        const ranking = Array.from({ length: 50 }, () => ({ articleId: raw, score: 1 }));
        const base = { question: raw, confidence: 0.1, asOf: {}, ranking, elapsedMs: 1 };
        const answer = { ...base, kind: 'declined', reason: 'off-topic', nearest } as const;
        isSafe(
          renderInspection({ answer, candidates: [] }, { words: say, engine: { article: () => article } }),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('a timeline, of which every page quotes byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(texts, words, async (sentences, say) => {
        const lines = sentences.map(
          (sentence, index) =>
            `On December ${(index % 28) + 1}, 1996, ${sentence.replace(/\n/g, ' ')} they spoke.`,
        );
        const article = {
          id: 'a',
          title: 'A title',
          basis: {},
          published: day,
          text: `${lines.join('\n\n')}\n`,
        };
        const entries = await timelineOf([article]);
        for (let page = 0; page < 40; page++) {
          const idOf = (to: number, tag: string) => `1:timeline::${to}~${tag}`;
          const { content, ...rest } = renderTimeline(entries, { words: say, page, filters: [], idOf });
          isSafe({ content, ...rest });
          for (const quote of quotesIn(content)) expect(article.text).toContain(quote.text);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the progress of a reindex', () => {
  const view = { words: en, run: 'r', full: false };

  it('shows counts of what is done, and a time left only when it can be told', () => {
    const progress = { articlesDone: 2, articlesTotal: 8, passagesDone: 25, passagesTotal: 100 };
    const early = renderProgress({ ...view, elapsedMs: 1000, progress }).content;
    expect(early).not.toContain('left');
    const later = renderProgress({ ...view, elapsedMs: 20_000, progress }).content;
    expect(later).toContain(
      '`█████░░░░░░░░░░░░░░░` 2 of 8 articles\n25 of 100 passages embedded · about 1 minute left',
    );
    const done = renderProgress({
      ...view,
      elapsedMs: 20_000,
      progress: { ...progress, passagesDone: 100 },
    }).content;
    expect(done).not.toContain('left');
  });

  it('has nothing to count before the articles are read, and no button once it is stopping', async () => {
    const reply = renderProgress({ ...view, elapsedMs: 0, progress: undefined });
    expect(reply.content).toContain('Reading the articles…');
    expect(renderProgress({ ...view, elapsedMs: 0, progress: undefined, stopping: true }).components).toEqual(
      [],
    );
    expect(
      renderArticle({ id: 'a', title: 'A', basis: {}, text: 'x' }, { key: 'k', page: 9, words: en }).content,
    ).toContain('> x');
  });
});

async function timelineDay() {
  const [entry] = await timelineOf([
    { id: 'a', title: 'A', basis: {}, text: 'The rebels left the residence on January 2, 1997.' },
  ]);
  if (!entry) throw new Error('no date was read');
  return entry.period.from;
}
