import type { Answer, Quote } from '../../src/answer/answer.ts';
import type { Article } from '../../src/corpus/article.ts';
import { cite } from '../../src/corpus/citation.ts';
import { loadCorpus } from '../../src/corpus/load.ts';
import { paragraphsOf, sentencesOf } from '../../src/corpus/sentences.ts';
import { contains, type Span, slice } from '../../src/corpus/span.ts';
import type { AskOptions, Engine, ReindexOptions, ReindexSummary } from '../../src/engine.ts';
import { ClippingsError } from '../../src/errors.ts';
import { resolveDates } from '../../src/time/dates-in-text.ts';

/** What a test may hold back. */
export interface SmallEngineOptions {
  /** Awaited before each question is answered. */
  beforeAnswer?(question: string): Promise<void> | void;
  /** Awaited before each article of a reindex is taken. */
  beforeArticle?(id: string): Promise<void> | void;
}

const STOP = new Set(
  'the a an of to in on at was were is are did do what who when how many which that and'.split(' '),
);

/**
 * An engine without a model: it answers with the sentences that share the most words with the
 * question, from a real folder of articles. For what has to do with Discord and not with answers.
 */
export async function openSmallEngine(folder: string, hooks: SmallEngineOptions = {}): Promise<Engine> {
  let articles = await read(folder);
  let version = 1;
  let builtAt = new Date();
  const ask: Engine['ask'] = async (question, options = {}) => {
    const started = performance.now();
    await hooks.beforeAnswer?.(question);
    return answerFrom(articles, { question, options, started });
  };
  return {
    ask,
    inspect: async (question, options) => ({ answer: await ask(question, options), candidates: [] }),
    articles: () => articles,
    article: (id) => articles.find((article) => article.id === id),
    withdraw: async (id) => {
      articles = articles.filter((article) => article.id !== id);
    },
    status: () => ({
      articles: articles.length,
      passages: articles.flatMap(({ text }) => paragraphsOf(text)).length,
      ...(articles[0]?.published && { newestArticle: articles[0].published }),
      indexedAt: builtAt,
      indexVersion: `small-${version}`,
      models: ['words only'],
    }),
    close: async () => undefined,
    reindex: async (options = {}) => {
      const before = new Map(articles.map((article) => [article.id, article.text]));
      const { loaded, summary } = await reread(folder, { before, options, hooks });
      articles = loaded;
      version += 1;
      builtAt = new Date();
      return summary;
    },
  };
}

interface Asked {
  readonly question: string;
  readonly options: AskOptions;
  readonly started: number;
}

function answerFrom(articles: readonly Article[], { question, options, started }: Asked): Answer {
  const previous = options.conversation?.at(-1);
  const leans = previous !== undefined && /^(?:and|he|she|they|who was)\b/i.test(question);
  const understood = leans ? `${previous.question} ${question}` : question;
  const wanted = wordsOf(understood);
  const open = articles.filter((article) => passes(article, options));
  const quotes = open
    .flatMap((article) =>
      paragraphsOf(article.text).flatMap((paragraph) => quoteFrom(article, paragraph, wanted)),
    )
    .sort((a, b) => b.score - a.score);
  const best = quotes[0];
  const newest = articles[0]?.published;
  const base = {
    question,
    ...(leans && { carriedFrom: previous.question }),
    confidence: Math.min(1, best?.score ?? 0),
    ranking: open.map(({ id }) => ({ articleId: id, score: 0 })),
    elapsedMs: performance.now() - started,
  };
  const asOf = { ...(newest && { newestArticle: newest }) };
  if (wanted.size === 0) return { ...base, kind: 'declined', reason: 'no-question', nearest: [], asOf };
  if (open.length === 0) return { ...base, kind: 'declined', reason: 'filtered', nearest: [], asOf };
  if (!best || best.score < 0.5) {
    return {
      ...base,
      kind: 'declined',
      reason: best ? 'not-stated' : 'off-topic',
      nearest: quotes.slice(0, 4),
      asOf,
    };
  }
  const shown = quotes.slice(0, 3);
  const [newestQuote] = shown
    .flatMap(({ citation }) => citation.article.published ?? [])
    .sort()
    .reverse();
  return {
    ...base,
    kind: 'answered',
    quotes: shown,
    more: quotes.slice(3, 12),
    disagreements: [],
    asOf: { ...asOf, ...(newestQuote && { newestQuote }) },
  };
}

function passes({ id, publisher, published }: Article, options: AskOptions): boolean {
  if (options.articleId !== undefined && options.articleId !== id) return false;
  if (options.publisher !== undefined && options.publisher !== publisher) return false;
  if (options.from !== undefined && (published === undefined || published < options.from)) return false;
  return options.to === undefined || (published !== undefined && published <= options.to);
}

function quoteFrom(article: Article, paragraph: Span, wanted: ReadonlySet<string>): readonly Quote[] {
  const sentences = sentencesOf(article.text, paragraph);
  const scored = sentences.map((span) => ({ span, score: share(slice(article.text, span), wanted) }));
  const best = scored.sort((a, b) => b.score - a.score)[0];
  if (!best || best.score === 0) return [];
  const { published } = article;
  const dates = resolveDates(article.text, best.span, { ...(published && { published }) });
  const around = contains(paragraph, best.span) ? paragraph : best.span;
  const span = around.end - around.start <= 500 ? around : best.span;
  const citation = cite(article, span);
  return [{ citation, sentence: best.span, marked: best.span, dates, score: best.score, copies: [] }];
}

function share(text: string, wanted: ReadonlySet<string>): number {
  const words = wordsOf(text);
  return [...wanted].filter((word) => words.has(word)).length / Math.max(1, wanted.size);
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return new Set(words.filter((word) => !STOP.has(word)));
}

async function read(folder: string): Promise<readonly Article[]> {
  const { loaded } = await loadCorpus(folder);
  return loaded
    .map(({ article }) => article)
    .sort((a, b) => ((a.published ?? '') < (b.published ?? '') ? 1 : -1));
}

interface Reread {
  readonly before: ReadonlyMap<string, string>;
  readonly options: ReindexOptions;
  readonly hooks: SmallEngineOptions;
}

async function reread(
  folder: string,
  { before, options: { full, signal, onProgress }, hooks }: Reread,
): Promise<{ loaded: readonly Article[]; summary: ReindexSummary }> {
  const started = performance.now();
  const loaded = await read(folder);
  const { faults } = await loadCorpus(folder);
  for (const [index, { id }] of loaded.entries()) {
    await hooks.beforeArticle?.(id);
    if (signal?.aborted) throw new ClippingsError('CANCELLED', 'The reindex was cancelled.');
    const [done, total] = [index + 1, loaded.length];
    onProgress?.({
      articlesDone: done,
      articlesTotal: total,
      passagesDone: done * 5,
      passagesTotal: total * 5,
    });
  }
  const ids = new Set(loaded.map(({ id }) => id));
  const changed = loaded.filter(({ id, text }) => before.has(id) && (full || before.get(id) !== text));
  return {
    loaded,
    summary: {
      added: loaded.filter(({ id }) => !before.has(id)).map(({ id }) => id),
      changed: changed.map(({ id }) => id),
      removed: [...before.keys()].filter((id) => !ids.has(id)),
      unchanged:
        loaded.filter(({ id, text }) => before.get(id) === text).length - (full ? changed.length : 0),
      failed: faults,
      articles: loaded.length,
      passages: loaded.length * 5,
      elapsedMs: performance.now() - started,
    },
  };
}
