import { createHash } from 'node:crypto';
import { inspect } from './answer/answerer.ts';
import { openReader, type Reader } from './answer/examine.ts';
import type { Config } from './config.ts';
import type { Article } from './corpus/article.ts';
import { loadCorpus } from './corpus/load.ts';
import type { Embedder } from './embedding/embedder.ts';
import { openEmbedders } from './embedding/open.ts';
import type { AskOptions, Engine, EngineStatus, ReindexOptions, ReindexSummary } from './engine.ts';
import { ClippingsError } from './errors.ts';
import type { IndexManifest } from './retrieval/passage-index.ts';
import { type IndexPlace, openIndex, reindex } from './retrieval/reindex.ts';
import { MEANING_MODEL, meaningScorer } from './timeline/filter.ts';

/** What opening an engine can tell while it goes. */
export interface OpenOptions extends ReindexOptions {
  /** The index has to be built first, and why. */
  onStale?(reason: string): void;
  /** A file of the corpus cannot be used. */
  onFault?(fault: ClippingsError): void;
}

/**
 * Opens the models, the corpus and its index, which is built first when there is none or it is stale.
 * @throws ClippingsError MODEL, CORPUS, INDEX or BUSY
 */
export async function openEngine(config: Config, options: OpenOptions = {}): Promise<Engine> {
  const place = await openPlace(config);
  try {
    const reader = await openOrBuild(place, options);
    return engineOver(place, reader);
  } catch (error) {
    await closeAll(place.embedders);
    throw error;
  }
}

/** Opens the models that the settings name, and says what they index and where. */
export async function openPlace(config: Config): Promise<IndexPlace> {
  const embedders = await openEmbedders({
    modelsDir: config.modelsDir,
    remote: config.embeddingRemote,
    ...(config.embeddingModel !== undefined && { model: config.embeddingModel }),
  });
  return { corpusDir: config.corpusDir, indexDir: config.indexDir, embedders };
}

async function openOrBuild(place: IndexPlace, options: OpenOptions): Promise<Reader> {
  const corpus = await loadCorpus(place.corpusDir);
  for (const fault of corpus.faults) options.onFault?.(fault);
  const opened = await openIndex(place, corpus);
  if (!('stale' in opened)) return openReader(opened, place.embedders);
  options.onStale?.(opened.stale);
  const built = await reindex(place, options);
  return openReader(built.opened, place.embedders);
}

/** One engine; `current` is replaced as a whole, so that a question sees one index from start to end. */
function engineOver(place: IndexPlace, first: Reader): Engine {
  let current = first;
  let withdrawn: ReadonlySet<string> = new Set();
  let building = false;

  async function rebuild(options: ReindexOptions = {}): Promise<ReindexSummary> {
    if (building)
      throw new ClippingsError('BUSY', 'A reindex is already running. Wait for it, or cancel it.');
    building = true;
    const before = withdrawn;
    try {
      const { opened, summary } = await reindex(place, options);
      current = await openReader(opened, place.embedders);
      // One withdrawn meanwhile may have been read before its file went.
      withdrawn = new Set([...withdrawn].filter((id) => !before.has(id)));
      return summary;
    } finally {
      building = false;
    }
  }

  const look = (question: string, options: AskOptions = {}) =>
    inspect(current, question, {
      passes: passes(options, withdrawn),
      ...(options.conversation && { conversation: options.conversation }),
    });
  const meaning = place.embedders.find(({ model }) => model === MEANING_MODEL);
  return {
    ...(meaning && { meaning: meaningScorer(meaning) }),
    inspect: look,
    ask: async (question, options) => (await look(question, options)).answer,
    articles: () => [...current.articles.values()].filter(({ id }) => !withdrawn.has(id)).sort(newestFirst),
    article: (id) => (withdrawn.has(id) ? undefined : current.articles.get(id)),
    reindex: rebuild,
    async withdraw(articleId) {
      withdrawn = new Set([...withdrawn, articleId]);
    },
    status: () => statusOf(current, withdrawn),
    close: () => closeAll(place.embedders),
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

function statusOf({ articles, index, days }: Reader, withdrawn: ReadonlySet<string>): EngineStatus {
  return {
    articles: [...articles.keys()].filter((id) => !withdrawn.has(id)).length,
    passages: index.passages.filter(({ passage }) => !withdrawn.has(passage.articleId)).length,
    ...(days && { newestArticle: days.last }),
    indexedAt: new Date(index.manifest.builtAt),
    indexVersion: versionOf(index.manifest),
    models: index.manifest.models.map(({ name }) => name),
  };
}

/** Of all that is read from an index: the passages' checksum alone has neither the titles nor the days. */
function versionOf({ corpusHash, checksum, models }: IndexManifest): string {
  const parts = [corpusHash, checksum, ...models.map(({ name, hash }) => `${name} ${hash}`)];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}

function newestFirst(a: Article, b: Article): number {
  const [first, second] = [a.published ?? '', b.published ?? ''];
  if (first !== second) return first < second ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

async function closeAll(embedders: readonly Embedder[]): Promise<void> {
  await Promise.all(embedders.map((embedder) => embedder.close()));
}
