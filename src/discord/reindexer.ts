import { randomBytes } from 'node:crypto';
import type { Engine, ReindexProgress, ReindexSummary } from '../engine.ts';
import { ClippingsError } from '../errors.ts';
import type { Log } from '../log.ts';

/** A reindex under way. */
export interface Run {
  readonly id: string;
  readonly startedAt: number;
  /** How far it is; undefined until the first article is read. */
  readonly progress: ReindexProgress | undefined;
  readonly done: Promise<ReindexSummary>;
  /** The address of the message that shows it. */
  link?: string;
}

interface OwnRun extends Run {
  readonly abort: AbortController;
}

/** One reindex at a time, whoever asks for it. */
export class Reindexer {
  readonly #engine: Engine;
  readonly #log: Log;
  #run: OwnRun | undefined;
  #stopped = false;

  constructor(engine: Engine, log: Log) {
    this.#engine = engine;
    this.#log = log;
  }

  /** The reindex under way. */
  get current(): Run | undefined {
    return this.#run;
  }

  /** Starts a reindex; undefined when one is under way already. */
  start({ full = false }: { readonly full?: boolean } = {}): Run | undefined {
    if (this.#run || this.#stopped) return undefined;
    const abort = new AbortController();
    let latest: ReindexProgress | undefined;
    const onProgress = (progress: ReindexProgress) => {
      latest = progress;
    };
    const done = this.#engine.reindex({ full, signal: abort.signal, onProgress });
    const run: OwnRun = {
      id: randomBytes(6).toString('base64url'),
      startedAt: performance.now(),
      get progress() {
        return latest;
      },
      abort,
      done: done.finally(() => {
        this.#run = undefined;
      }),
    };
    // Whoever started it awaits `done`; a fault must not end the process when nobody does.
    run.done.catch((error: unknown) => this.#log.warn({ err: error }, 'a reindex ended early'));
    this.#run = run;
    return run;
  }

  /**
   * Has an incremental reindex begin now, or once the present one has ended.
   * @returns what it did; undefined when the program is ending
   */
  async soon(): Promise<ReindexSummary | undefined> {
    await this.#run?.done.catch(() => undefined); // whoever started it is told of its fault
    // Of several that waited, the first starts it, and the others share it.
    const run = this.start() ?? this.#run;
    return run?.done;
  }

  /** Asks the run with this id to stop; false when it is no longer under way. */
  cancel(id: string): boolean {
    if (this.#run?.id !== id) return false;
    this.#run.abort.abort(new ClippingsError('CANCELLED', 'The reindex was cancelled.'));
    return true;
  }

  /** Stops the present run and takes no further one; resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const run = this.#run;
    if (!run) return;
    run.abort.abort(new ClippingsError('CANCELLED', 'The program is ending.'));
    await run.done.catch(() => undefined); // its fault is logged where it was started
  }
}
