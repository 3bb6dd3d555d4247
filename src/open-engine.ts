import { createHash } from 'node:crypto';
import { answer, type Sources } from './answer/pipeline.ts';
import type { Config } from './config.ts';
import type { Article } from './corpus/article.ts';
import { loadCorpus } from './corpus/load.ts';
import type { Embedder } from './embedding/embedder.ts';
import { readerNamed } from './embedding/models.ts';
import { openEmbedder, openReader } from './embedding/open.ts';
import type { Reader } from './embedding/reader.ts';
import type { AskOptions, Engine, EngineStatus, ReindexOptions, ReindexSummary } from './engine.ts';
import { ClippingsError } from './errors.ts';
import { dictionaryOf } from './language/en/spelling.ts';
import type { IndexManifest } from './retrieval/passage-index.ts';
import { type IndexSource, type OpenIndex, openIndex, reindex } from './retrieval/reindex.ts';
import { searcherOver } from './retrieval/searcher.ts';
import { meaningScorer } from './timeline/filter.ts';

/** What opening an engine can tell while it goes. */
export interface OpenOptions extends ReindexOptions {
  /** The index has to be built first, and why. */
  onStale?(reason: string): void;
  /** A file of the corpus cannot be used. */
  onFault?(fault: ClippingsError): void;
}

/** The models in use. */
interface Models {
  readonly embedder: Embedder;
  readonly reader: Reader;
}

/**
 * Opens the models, the corpus and its index, which is built first when there is none or it is stale.
 * @throws ClippingsError MODEL, CORPUS, INDEX or BUSY
 */
export async function openEngine(config: Config, options: OpenOptions = {}): Promise<Engine> {
  const embedder = await openConfiguredEmbedder(config);
  try {
    const { modelsDir, embeddingRemote: remote, readerModel: model } = config;
    const reader = await openReader({ modelsDir, remote, model });
    const source = { corpusDir: config.corpusDir, indexDir: config.indexDir, embedder };
    return await engineOver(source, { embedder, reader }, await openOrBuild(source, options));
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

/** Opens the embedder that the settings name. */
export function openConfiguredEmbedder(config: Config): Promise<Embedder> {
  const { modelsDir, embeddingRemote: remote, embeddingModel: model } = config;
  return openEmbedder({ modelsDir, remote, model });
}

async function openOrBuild(source: IndexSource, options: OpenOptions): Promise<OpenIndex> {
  const corpus = await loadCorpus(source.corpusDir);
  for (const fault of corpus.faults) options.onFault?.(fault);
  const opened = await openIndex(source, corpus);
  if (!('stale' in opened)) return opened;
  options.onStale?.(opened.stale);
  return (await reindex(source, options)).opened;
}

async function sourcesOver(opened: OpenIndex, { embedder, reader }: Models): Promise<Sources> {
  const searcher = searcherOver(opened, embedder);
  const weights = readerNamed(reader.model).calibration;
  return {
    searcher,
    reader,
    spelling: await dictionaryOf(searcher.texts, searcher.words),
    days: publicationDays(opened.articles),
    calibrated: (relevance, similarity) =>
      weights.relevance * relevance + weights.similarity * similarity + weights.offset,
  };
}

function publicationDays(articles: ReadonlyMap<string, Article>): Sources['days'] {
  const published = [...articles.values()].flatMap((article) => article.published ?? []).sort();
  const [first, last] = [published[0], published.at(-1)];
  return first && last && { first, last };
}

/** One engine; `current` is replaced as a whole, so that a question sees one index from start to end. */
async function engineOver(source: IndexSource, models: Models, first: OpenIndex): Promise<Engine> {
  let current = await sourcesOver(first, models);
  let withdrawn: ReadonlySet<string> = new Set();
  let building = false;

  async function rebuild(options: ReindexOptions = {}): Promise<ReindexSummary> {
    if (building)
      throw new ClippingsError('BUSY', 'A reindex is already running. Wait for it, or cancel it.');
    building = true;
    const before = withdrawn;
    try {
      const { opened, summary } = await reindex(source, options);
      current = await sourcesOver(opened, models);
      // One withdrawn meanwhile may have been read before its file went.
      withdrawn = new Set([...withdrawn].filter((id) => !before.has(id)));
      return summary;
    } finally {
      building = false;
    }
  }

  const look = (question: string, options: AskOptions = {}) =>
    answer(current, question, {
      passes: passes(options, withdrawn),
      ...(options.conversation && { conversation: options.conversation }),
    });
  return {
    meaning: meaningScorer(models.embedder),
    inspect: look,
    ask: async (question, options) => (await look(question, options)).answer,
    articles: () =>
      [...current.searcher.articles.values()].filter(({ id }) => !withdrawn.has(id)).sort(newestFirst),
    article: (id) => (withdrawn.has(id) ? undefined : current.searcher.articles.get(id)),
    reindex: rebuild,
    async withdraw(articleId) {
      withdrawn = new Set([...withdrawn, articleId]);
    },
    status: () => statusOf(current, withdrawn),
    async close() {
      await Promise.all([models.embedder.close(), models.reader.close()]);
    },
  };
}

function passes({ articleId, publisher, from, to }: AskOptions, withdrawn: ReadonlySet<string>) {
  return (article: Article): boolean =>
    !withdrawn.has(article.id) &&
    (articleId === undefined || article.id === articleId) &&
    (publisher === undefined || article.publisher?.toLowerCase() === publisher.toLowerCase()) &&
    (from === undefined || (article.published !== undefined && article.published >= from)) &&
    (to === undefined || (article.published !== undefined && article.published <= to));
}

function statusOf({ searcher, reader, days }: Sources, withdrawn: ReadonlySet<string>): EngineStatus {
  const { articles, index } = searcher;
  return {
    articles: [...articles.keys()].filter((id) => !withdrawn.has(id)).length,
    passages: index.passages.filter(({ passage }) => !withdrawn.has(passage.articleId)).length,
    ...(days && { newestArticle: days.last }),
    indexedAt: new Date(index.manifest.builtAt),
    indexVersion: versionOf(index.manifest),
    models: [index.manifest.model.name, reader.model],
  };
}

/** Of all that is read from an index: the passages' checksum alone has neither the titles nor the days. */
function versionOf({ corpusHash, checksum, model }: IndexManifest): string {
  const parts = [corpusHash, checksum, model.name, model.hash];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}

function newestFirst(a: Article, b: Article): number {
  const [first, second] = [a.published ?? '', b.published ?? ''];
  if (first !== second) return first < second ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}
