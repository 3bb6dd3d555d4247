import type { Answer } from './answer/answer.ts';
import type { Inspection } from './answer/answerer.ts';
import type { Article } from './corpus/article.ts';
import type { Day } from './corpus/day.ts';
import type { ClippingsError } from './errors.ts';
import type { MeaningScorer } from './timeline/filter.ts';

/** One earlier question of a conversation, with the articles that answered it. */
export interface Turn {
  readonly question: string;
  readonly articleIds: readonly string[];
}

export interface AskOptions {
  /** Only this article. */
  readonly articleId?: string;
  /** Only articles of this publisher. */
  readonly publisher?: string;
  /** Only articles published on this day or later. */
  readonly from?: Day;
  /** Only articles published on this day or earlier. */
  readonly to?: Day;
  /** Earlier questions, oldest first, that this one may lean on. */
  readonly conversation?: readonly Turn[];
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

export interface EngineStatus {
  readonly articles: number;
  readonly passages: number;
  readonly newestArticle?: Day;
  /** When the index in use was built. */
  readonly indexedAt?: Date;
  /** Changes whenever the index in use changes. */
  readonly indexVersion: string;
  readonly models: readonly string[];
}

/**
 * The corpus, its index and the models, open and ready: what the terminal and Discord both talk to.
 * Questions are answered from the index in use while another is being built beside it.
 */
export interface Engine {
  ask(question: string, options?: AskOptions): Promise<Answer>;
  /** The answer together with all that led to it, for those who want to see why. */
  inspect(question: string, options?: AskOptions): Promise<Inspection>;
  /** The articles of the index in use, newest first, undated last. */
  articles(): readonly Article[];
  article(id: string): Article | undefined;
  /** Articles that have lost their file since the index was built are no longer quoted. */
  reindex(options?: ReindexOptions): Promise<ReindexSummary>;
  /**
   * Stops quoting an article at once, before a reindex knows that its file is gone. A later reindex
   * that finds the file takes it up again.
   */
  withdraw(articleId: string): Promise<void>;
  /** How near sentences are to a text in meaning; absent when the model for it is not in use. */
  readonly meaning?: MeaningScorer;
  status(): EngineStatus;
  close(): Promise<void>;
}
