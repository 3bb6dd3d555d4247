import { createHash } from 'node:crypto';
import type { Article } from '../corpus/article.ts';
import { type Corpus, loadCorpus } from '../corpus/load.ts';
import { PASSAGE_RULES, type Passage, passagesOf } from '../corpus/passages.ts';
import { slice } from '../corpus/span.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { ClippingsError } from '../errors.ts';
import { sentencesOf } from '../language/en/sentences.ts';
import { readIndex, withLock, writeIndex } from './generations.ts';
import { type Journal, openJournal, removeJournal } from './journal.ts';
import {
  groupByArticle,
  type IndexedPassage,
  type IndexManifest,
  type PassageIndex,
} from './passage-index.ts';

/** What an index is built from, by and where. */
export interface IndexSource {
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly embedder: Embedder;
}

/** An index together with the very articles whose spans it holds. */
export interface OpenIndex {
  readonly index: PassageIndex;
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

/**
 * The most tokens of a passage: about as many as the longest that the reader was trained on. With 220, own-xquad had .47
 * first and 42 of 130 wrongly declined; with 120, .67 and 6.
 */
const MAX_PASSAGE_TOKENS = 120;
/** How many passages go to the model at once; a question waits for one such batch at most. */
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
  source: IndexSource,
  corpus: Corpus,
): Promise<OpenIndex | { readonly stale: string }> {
  const index = await readIndexOrSayWhy(source.indexDir);
  if (index === undefined) return { stale: 'no index has been built yet' };
  if ('stale' in index) return index;
  if (!madeBy(index.manifest, source.embedder))
    return { stale: `the index was made by another model or passage rules (${index.manifest.model.name})` };
  const hashes = hashesOf(corpus);
  if (corpusHashOf(hashes) !== index.manifest.corpusHash) return { stale: 'the articles have changed' };
  return { index, articles: articlesOf(corpus) };
}

/**
 * Builds the index anew beside the one in use, and switches to it. Words that the old index or a stopped build has
 * embedded are not embedded again; removed articles disappear.
 * @throws ClippingsError CORPUS when no article can be used, BUSY when another process is building,
 *   CANCELLED when the signal said so. The index in use is then as it was.
 */
export async function reindex(
  source: IndexSource,
  options: ReindexOptions,
): Promise<{ readonly opened: OpenIndex; readonly summary: ReindexSummary }> {
  const { indexDir, embedder } = source;
  return withLock(indexDir, async () => {
    const started = performance.now();
    const corpus = await loadCorpus(source.corpusDir);
    if (corpus.loaded.length === 0) throw noArticles(corpus);
    const previous = await readIndexOrSayWhy(indexDir);
    const old = previous && !('stale' in previous) ? previous : undefined;
    const reusable = old && !options.full && madeBy(old.manifest, embedder) ? old : undefined;
    if (options.full) await removeJournal(indexDir);
    const journal = await openJournal(indexDir, embedder);
    const hashes = hashesOf(corpus);
    const passages = await embedAll(corpus, { embedder, options, reusable, hashes, journal }).finally(
      journal.close,
    );
    throwIfCancelled(options.signal);
    const index = await writeIndex(indexDir, manifestFor(embedder, hashes), passages);
    await removeJournal(indexDir);
    const summary = summaryOf({ corpus, hashes, old: old?.manifest, passages: passages.length, started });
    return { opened: { index, articles: articlesOf(corpus) }, summary };
  });
}

interface EmbedPlan {
  readonly embedder: Embedder;
  readonly options: ReindexOptions;
  readonly reusable: PassageIndex | undefined;
  readonly hashes: ReadonlyMap<string, string>;
  readonly journal: Journal;
}

async function embedAll(corpus: Corpus, plan: EmbedPlan): Promise<readonly IndexedPassage[]> {
  const old = plan.reusable?.passages ?? [];
  const kept = groupByArticle(old);
  const unchanged = (id: string) => plan.reusable?.manifest.articles[id] === plan.hashes.get(id);
  const cut = new Map<string, readonly Passage[]>();
  for (const { article } of corpus.loaded) {
    if (!unchanged(article.id)) cut.set(article.id, await cutPassages(article, plan.embedder));
  }
  const known = new Map(plan.journal.found);
  for (const { textHash, embedding } of old) known.set(textHash, embedding);
  const waiting = waitingOf(corpus, cut);
  const made = await embedMissing(waiting, known, plan, {
    articlesTotal: corpus.loaded.length,
    articlesKept: corpus.loaded.length - cut.size,
  });
  const fresh = groupByArticle(
    waiting.flatMap(({ passage, textHash }) => {
      const embedding = made.get(textHash);
      return embedding ? [{ passage, textHash, embedding }] : [];
    }),
  );
  return corpus.loaded.flatMap(({ article: { id } }) => (cut.has(id) ? fresh : kept).get(id) ?? []);
}

/** A passage that needs an embedding. */
interface Waiting {
  readonly passage: Passage;
  readonly text: string;
  readonly textHash: string;
}

function waitingOf({ loaded }: Corpus, cut: ReadonlyMap<string, readonly Passage[]>): readonly Waiting[] {
  return loaded.flatMap(({ article }) =>
    (cut.get(article.id) ?? []).map((passage) => {
      const text = slice(article.text, passage.span);
      return { passage, text, textHash: textHashOf(text) };
    }),
  );
}

/** SHA-256 of a passage's words, to 16 bytes. */
function textHashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The embeddings of all waiting passages by the hash of their words; only what is not known goes to the model. */
async function embedMissing(
  waiting: readonly Waiting[],
  known: ReadonlyMap<string, Float32Array>,
  { embedder, options, journal }: EmbedPlan,
  { articlesTotal, articlesKept }: { articlesTotal: number; articlesKept: number },
): Promise<ReadonlyMap<string, Float32Array>> {
  const made = new Map(known);
  const missing = [
    ...new Map(waiting.filter((one) => !known.has(one.textHash)).map((one) => [one.textHash, one])).values(),
  ];
  const ends = [...new Map(missing.map(({ passage }, i) => [passage.articleId, i])).values()].sort(
    (a, b) => a - b,
  );
  const changed = new Set(waiting.map(({ passage }) => passage.articleId)).size;
  let finished = 0;
  const report = (done: number) => {
    while ((ends[finished] ?? done) < done) finished += 1;
    options.onProgress?.({
      articlesDone: articlesKept + changed - ends.length + finished,
      articlesTotal,
      passagesDone: waiting.length - missing.length + done,
      passagesTotal: waiting.length,
    });
  };
  report(0);
  for (let start = 0; start < missing.length; start += BATCH) {
    throwIfCancelled(options.signal);
    const batch = missing.slice(start, start + BATCH);
    const embeddings = await embedder.embed(
      batch.map(({ text }) => text),
      'passage',
    );
    const records = batch.map(({ textHash, passage }, i) => {
      const embedding = embeddings[i];
      if (!embedding) throw new ClippingsError('INDEX', `The model gave passage ${passage.id} no embedding.`);
      return { textHash, embedding };
    });
    for (const { textHash, embedding } of records) made.set(textHash, embedding);
    await journal.append(records);
    report(start + batch.length);
  }
  return made;
}

/** The words of each passage of an index, by its place. */
export function textsOf({ index, articles }: Pick<OpenIndex, 'index' | 'articles'>): readonly string[] {
  return index.passages.map(({ passage }) =>
    slice(articles.get(passage.articleId)?.text ?? '', passage.span),
  );
}

function cutPassages(article: Article, { maxTokens, countTokens }: Embedder): Promise<readonly Passage[]> {
  const limit = Math.min(MAX_PASSAGE_TOKENS, maxTokens);
  return passagesOf(article, { sentencesOf, maxTokens: limit, count: countTokens });
}

function manifestFor({ model, hash, dimensions }: Embedder, hashes: ReadonlyMap<string, string>) {
  return {
    model: { name: model, hash, dimensions },
    passageRules: PASSAGE_RULES,
    articles: Object.fromEntries(hashes),
    corpusHash: corpusHashOf(hashes),
    builtAt: new Date().toISOString(),
  };
}

function madeBy({ passageRules, model }: IndexManifest, embedder: Embedder): boolean {
  return passageRules === PASSAGE_RULES && model.name === embedder.model && model.hash === embedder.hash;
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
