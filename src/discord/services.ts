import type { Engine } from '../engine.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Cooldown } from './cooldown.ts';
import type { Drafts } from './drafts.ts';
import type { Precedence } from './precedence.ts';
import type { FairQueue } from './queue.ts';
import type { Reindexer } from './reindexer.ts';
import type { Words } from './words/words.ts';

/** How a question ended. */
export type AskOutcome = 'answered' | 'declined' | 'failed';

/** What the bot reports about itself while it runs. */
export interface Observer {
  asked(outcome: AskOutcome, elapsedMs: number): void;
  acknowledged(elapsedMs: number): void;
}

/** Who may moderate, and where. */
export interface Moderation {
  /** Roles that may beside those who may manage the server. */
  readonly roleIds: readonly string[];
  /** The one server where it is possible; in any server when absent. */
  readonly guildId?: string;
}

/** Everything a handler may use. What changes, what costs time and what others provide is in here. */
export interface Services {
  readonly engine: Engine;
  readonly store: Store;
  readonly log: Log;
  readonly observer: Observer;
  readonly corpusDir: string;
  readonly moderation: Moderation;
  readonly queue: FairQueue;
  readonly precedence: Precedence;
  readonly cooldown: Cooldown;
  readonly reindexer: Reindexer;
  readonly drafts: Drafts;
  readonly version: string;
  readonly startedAt: Date;
  /** Milliseconds between two edits of a progress message. */
  readonly progressEveryMs: number;
  now(): Date;
  /** Milliseconds of a clock that nobody can set, for how long something takes. */
  steady(): number;
  /** Milliseconds until something that failed by Discord's fault is first tried again. */
  readonly retryMs: number;
  /** Aborted once the bot is ending and takes no further work. */
  readonly closing: AbortSignal;
  /** Whether the time for what was under way is up: what fails from now on is told by the next start. */
  isCut(): boolean;
}

/** What a handler is given besides the interaction. */
export interface Context {
  readonly services: Services;
  /** In the language of the person. */
  readonly words: Words;
}
