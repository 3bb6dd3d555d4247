import type { Answer, AskOptions } from './answer/answer.ts';
import type { Inspection } from './answer/pipeline.ts';
import type { Article } from './corpus/article.ts';
import type { Day } from './corpus/day.ts';
import type { ReindexOptions, ReindexSummary } from './retrieval/reindex.ts';
import type { MeaningScorer } from './timeline/filter.ts';

// What the engine is asked with and answers with, for those who only know the engine.
export type { AskOptions, Turn } from './answer/answer.ts';
export type { ReindexOptions, ReindexProgress, ReindexSummary } from './retrieval/reindex.ts';

export interface EngineStatus {
  readonly articles: number;
  readonly passages: number;
  readonly newestArticle?: Day;
  /** When the index in use was built. */
  readonly indexedAt?: Date;
  /** Changes whenever the index in use changes. */
  readonly indexVersion: string;
  /** The retriever's and the reader's name. */
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
