import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Article } from '../corpus/article.ts';
import { type Corpus, loadCorpus } from '../corpus/load.ts';
import { PASSAGE_RULES, type Passage, passagesOf } from '../corpus/passages.ts';
import { slice } from '../corpus/span.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { ClippingsError } from '../errors.ts';
import { sentencesOf } from '../language/en/sentences.ts';
import { readIndex, withLock, writeIndex } from './generations.ts';
import {
  groupByArticle,
  type IndexedPassage,
  type IndexManifest,
  type PassageIndex,
} from './passage-index.ts';
import { tokensOf } from './token-cache.ts';
import { openTokenStore, type TokenStore } from './token-store.ts';

/** What an index is built from, by and where. */
export interface IndexPlace {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly embedders: readonly Embedder[];
}

/** An index together with the very articles whose spans it holds. */
export interface OpenIndex {
  readonly index: PassageIndex;
  readonly tokens: TokenStore;
  readonly articles: ReadonlyMap<string, Article>;
}

/** How far a reindex has come. Counts are of work really done. */
export interface ReindexProgress {
  readonly articlesDone: number;
  readonly articlesTotal: number;
  readonly passagesDone: number;
  readonly passagesTotal: number;
}

export interface ReindexOptions {
  /** Embed every article again, also those that have not changed. */
  readonly full?: boolean;
  readonly signal?: AbortSignal;
  onProgress?(progress: ReindexProgress): void;
}

/** What a reindex did, by article id. */
export interface ReindexSummary {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  /** Files that could not be used, each with its reason. */
  readonly failed: readonly ClippingsError[];
  readonly articles: number;
  readonly passages: number;
  readonly elapsedMs: number;
}

/** The most tokens of a passage: enough for a long paragraph, within what every model reads well. */
const MAX_PASSAGE_TOKENS = 220;
/** How many passages go to the models at once; a question waits for one such batch at most. */
const BATCH = 8;

/** SHA-256 of all that an article says, so that any change to it is seen. */
export function articleHash(article: Article): string {
  const { text, ...fields } = article;
  return createHash('sha256').update(JSON.stringify(fields)).update('\0').update(text).digest('hex');
}

/**
 * The index of a corpus if it is there and up to date.
 * @returns otherwise why it has to be built, in words
 */
export async function openIndex(
  place: IndexPlace,
  corpus: Corpus,
): Promise<OpenIndex | { readonly stale: string }> {
  const index = await readIndexOrSayWhy(place.indexDir);
  if (index === undefined) return { stale: 'no index has been built yet' };
  if ('stale' in index) return index;
  if (!madeBy(index.manifest, place.embedders)) {
    const made = index.manifest.models.map(({ name }) => name).join(' and ');
    return { stale: `the index was made by other models or passage rules (${made})` };
  }
  const hashes = hashesOf(corpus);
  if (corpusHashOf(hashes) !== index.manifest.corpusHash) return { stale: 'the articles have changed' };
  return { index, tokens: storeOf(place), articles: articlesOf(corpus) };
}

/**
 * Builds the index anew beside the one in use, and switches to it. Unchanged articles are not
 * embedded again; removed ones disappear.
 * @throws ClippingsError CORPUS when no article can be used, BUSY when another process is building,
 *   CANCELLED when the signal said so. The index in use is then as it was.
 */
export async function reindex(
  place: IndexPlace,
  options: ReindexOptions,
): Promise<{ readonly opened: OpenIndex; readonly summary: ReindexSummary }> {
  return withLock(place.indexDir, async () => {
    const started = performance.now();
    const corpus = await loadCorpus(place.corpusDir);
    if (corpus.loaded.length === 0) throw noArticles(corpus);
    const previous = await readIndexOrSayWhy(place.indexDir);
    const old = previous && !('stale' in previous) ? previous : undefined;
    const reusable = old && !options.full && madeBy(old.manifest, place.embedders) ? old : undefined;
    const hashes = hashesOf(corpus);
    const tokens = storeOf(place);
    const passages = await embedAll(corpus, { place, options, reusable, hashes, tokens });
    throwIfCancelled(options.signal);
    const index = await writeIndex(place.indexDir, manifestFor(place, hashes), passages);
    const opened = { index, tokens, articles: articlesOf(corpus) };
    await tokens.keepOnly(textsOf(opened));
    const summary = summaryOf({ corpus, hashes, old: old?.manifest, passages: passages.length, started });
    return { opened, summary };
  });
}

interface EmbedPlan {
  readonly place: IndexPlace;
  readonly options: ReindexOptions;
  readonly reusable: PassageIndex | undefined;
  readonly hashes: ReadonlyMap<string, string>;
  readonly tokens: TokenStore;
}

async function embedAll(corpus: Corpus, plan: EmbedPlan): Promise<readonly IndexedPassage[]> {
  const kept = groupByArticle(plan.reusable?.passages ?? []);
  const unchanged = (id: string) => plan.reusable?.manifest.articles[id] === plan.hashes.get(id);
  const cut = new Map<string, readonly Passage[]>();
  for (const { article } of corpus.loaded) {
    if (!unchanged(article.id)) cut.set(article.id, await cutPassages(article, plan.place.embedders));
  }
  const total = { articles: corpus.loaded.length, passages: [...cut.values()].flat().length };
  const report = reporter(total, plan.options.onProgress);
  report({ articles: corpus.loaded.length - cut.size });
  const fresh = groupByArticle(await embedBatches(batchesOf(corpus, cut), plan, report));
  return corpus.loaded.flatMap(({ article: { id } }) => (cut.has(id) ? fresh : kept).get(id) ?? []);
}

/** A passage to be embedded. */
interface Waiting {
  readonly passage: Passage;
  readonly text: string;
  readonly isLastOfArticle: boolean;
}

/** Full batches, whichever articles their passages are of: going from one model to the other takes time. */
function batchesOf(
  { loaded }: Corpus,
  cut: ReadonlyMap<string, readonly Passage[]>,
): readonly (readonly Waiting[])[] {
  const waiting = loaded.flatMap(({ article }) =>
    (cut.get(article.id) ?? []).map((passage, i, all) => ({
      passage,
      text: slice(article.text, passage.span),
      isLastOfArticle: i === all.length - 1,
    })),
  );
  const count = Math.ceil(waiting.length / BATCH);
  return Array.from({ length: count }, (_, i) => waiting.slice(i * BATCH, (i + 1) * BATCH));
}

type Report = (done: { articles?: number; passages?: number }) => void;

/** Embeds batch by batch, and stores each one while the models read the next. */
async function embedBatches(
  batches: readonly (readonly Waiting[])[],
  { place, options, tokens }: EmbedPlan,
  report: Report,
): Promise<readonly IndexedPassage[]> {
  const textsIn = (batch: readonly Waiting[]) => batch.map(({ text }) => text);
  const embed = (batch: readonly Waiting[] | undefined) => {
    const embedding = batch && tokensOf(textsIn(batch), place.embedders);
    embedding?.catch(() => undefined); // whoever awaits it is told; after a fault nobody does
    return embedding;
  };
  const indexed: IndexedPassage[] = [];
  let next = embed(batches[0]);
  for (const [i, batch] of batches.entries()) {
    throwIfCancelled(options.signal);
    const made = (await next) ?? [];
    next = embed(batches[i + 1]);
    await tokens.write(textsIn(batch), made);
    for (const [j, { passage }] of batch.entries())
      indexed.push({ passage, embeddings: made[j]?.map(({ pooled }) => pooled) ?? [] });
    const articles = batch.filter(({ isLastOfArticle }) => isLastOfArticle).length;
    report({ passages: batch.length, articles });
  }
  return indexed;
}

function storeOf({ indexDir, embedders }: IndexPlace): TokenStore {
  return openTokenStore(join(indexDir, 'tokens'), embedders);
}

/** The words of each passage of an index, by its place. */
export function textsOf({ index, articles }: Pick<OpenIndex, 'index' | 'articles'>): readonly string[] {
  return index.passages.map(({ passage }) =>
    slice(articles.get(passage.articleId)?.text ?? '', passage.span),
  );
}

function cutPassages(article: Article, embedders: readonly Embedder[]): Promise<readonly Passage[]> {
  return passagesOf(article, {
    sentencesOf,
    maxTokens: Math.min(MAX_PASSAGE_TOKENS, ...embedders.map(({ maxTokens }) => maxTokens)),
    async count(texts) {
      const counts = await Promise.all(embedders.map((model) => model.countTokens(texts)));
      return texts.map((_, i) => Math.max(...counts.map((model) => model[i] ?? 0)));
    },
  });
}

function reporter(
  total: { articles: number; passages: number },
  onProgress: ((progress: ReindexProgress) => void) | undefined,
): Report {
  let articlesDone = 0;
  let passagesDone = 0;
  return ({ articles = 0, passages = 0 }) => {
    articlesDone += articles;
    passagesDone += passages;
    onProgress?.({
      articlesDone,
      articlesTotal: total.articles,
      passagesDone,
      passagesTotal: total.passages,
    });
  };
}

function manifestFor(place: IndexPlace, hashes: ReadonlyMap<string, string>) {
  return {
    models: place.embedders.map(({ model, hash, dimensions }) => ({ name: model, hash, dimensions })),
    passageRules: PASSAGE_RULES,
    articles: Object.fromEntries(hashes),
    corpusHash: corpusHashOf(hashes),
    builtAt: new Date().toISOString(),
  };
}

function madeBy(manifest: IndexManifest, embedders: readonly Embedder[]): boolean {
  return (
    manifest.passageRules === PASSAGE_RULES &&
    manifest.models.length === embedders.length &&
    embedders.every(({ model, hash }, i) => {
      const made = manifest.models[i];
      return made?.name === model && made.hash === hash;
    })
  );
}

function summaryOf(found: {
  corpus: Corpus;
  hashes: ReadonlyMap<string, string>;
  old: IndexManifest | undefined;
  passages: number;
  started: number;
}): ReindexSummary {
  const before = found.old?.articles ?? {};
  const ids = [...found.hashes.keys()];
  const changed = ids.filter((id) => Object.hasOwn(before, id) && before[id] !== found.hashes.get(id));
  const added = ids.filter((id) => !Object.hasOwn(before, id));
  return {
    added,
    changed,
    removed: Object.keys(before).filter((id) => !found.hashes.has(id)),
    unchanged: ids.length - added.length - changed.length,
    failed: found.corpus.faults,
    articles: ids.length,
    passages: found.passages,
    elapsedMs: performance.now() - found.started,
  };
}

async function readIndexOrSayWhy(
  folder: string,
): Promise<PassageIndex | { readonly stale: string } | undefined> {
  try {
    return await readIndex(folder);
  } catch (error) {
    if (error instanceof ClippingsError && error.code === 'INDEX') return { stale: error.message };
    throw error;
  }
}

function hashesOf(corpus: Corpus): ReadonlyMap<string, string> {
  return new Map(corpus.loaded.map(({ article }) => [article.id, articleHash(article)]));
}

function corpusHashOf(hashes: ReadonlyMap<string, string>): string {
  const lines = [...hashes].map(([id, hash]) => `${id} ${hash}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function articlesOf(corpus: Corpus): ReadonlyMap<string, Article> {
  return new Map(corpus.loaded.map(({ article }) => [article.id, article]));
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ClippingsError('CANCELLED', 'Cancelled: the index is as it was.');
}

function noArticles(corpus: Corpus): ClippingsError {
  const faults = corpus.faults.map(({ message }) => `\n  - ${message}`).join('');
  return new ClippingsError(
    'CORPUS',
    `"${corpus.folder}" holds no article that can be used. Put .md or .txt files there.${faults}`,
  );
}
