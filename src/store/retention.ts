const DAY = 24 * 60 * 60_000;

/** What a retention remembers from one run to the next. Times are milliseconds since 1970. */
export interface Horizon {
  /** What is not newer than this is past its retention. */
  readonly oldest: number;
  /** When that was so, by the clock of that run. */
  readonly at: number;
  readonly retentionMs: number;
}

/** What a retention is worked out from. */
export interface RetentionOptions {
  readonly retentionMs: number;
  readonly kept: Horizon | undefined;
  /** When the oldest row was written; undefined when there is none. */
  readonly oldestRow: number | undefined;
  now(): number;
  steady(): number;
}

/**
 * How far back rows are kept. It follows the clock only as far as time has really passed, as a steady clock
 * shows it; between two runs, where there is none, no more than a day is believed. A clock that is wrong by
 * months therefore takes nothing away. After a true absence what is too old goes as slowly, a day's worth a
 * day, until the time of the absence, in which nothing was written, is reached and can be skipped.
 */
export class Retention {
  readonly #options: RetentionOptions;
  #start: number;
  #startedAt: number;

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#start = startOf(options);
    this.#startedAt = options.steady();
  }

  /** What is not newer than this is past its retention. */
  get oldest(): number {
    const { now, steady, retentionMs } = this.#options;
    const passed = steady() - this.#startedAt;
    return Math.min(now() - retentionMs, this.#start + passed);
  }

  /** Goes on from the oldest row when nothing was written for days before it. Only on a clock known to be right. */
  skipTo(oldestRow: number | undefined): void {
    if (oldestRow === undefined || oldestRow - this.oldest <= DAY) return;
    this.#start = oldestRow - 1;
    this.#startedAt = this.#options.steady();
  }

  /** What the next run is to know. */
  get horizon(): Horizon {
    return { oldest: this.oldest, at: this.#options.now(), retentionMs: this.#options.retentionMs };
  }
}

function startOf({ retentionMs, kept, oldestRow, now }: RetentionOptions): number {
  const wanted = now() - retentionMs;
  if (!kept) return oldestRow === undefined ? wanted : Math.min(wanted, oldestRow - 1);
  const away = now() - kept.at;
  const passed = away >= 0 && away <= DAY ? away : 0;
  // A retention that was made shorter is somebody's wish, and no clock's fault.
  return kept.oldest + passed + Math.max(0, kept.retentionMs - retentionMs);
}
