import PQueue from 'p-queue';
import { ClippingsError } from '../errors.ts';

/** How a queue behaves. */
export interface QueueOptions {
  /** How many tasks run at the same time. */
  readonly concurrency: number;
  /** How many may be admitted; one more is refused. */
  readonly limit: number;
}

/** What one task is taken to last before any was timed: the median of `npm run bench`, and some more. */
const USUAL_MS = 300;
/** Nobody is told to come back sooner, as a queue that is full is seldom empty at once. */
const LEAST_WAIT_MS = 10_000;

/**
 * A bounded queue that is fair between people: somebody's second task waits until everybody who
 * waits for a first one has had it, so that no one person can keep the others out.
 */
export class FairQueue {
  readonly #queue: PQueue;
  readonly #concurrency: number;
  readonly #limit: number;
  readonly #unfinished = new Map<string, number>();
  #admitted = 0;
  #usualMs = USUAL_MS;
  #closed = false;

  constructor({ concurrency, limit }: QueueOptions) {
    this.#queue = new PQueue({ concurrency });
    this.#concurrency = concurrency;
    this.#limit = limit;
  }

  /** How many tasks wait or run. */
  get length(): number {
    return this.#queue.size + this.#queue.pending;
  }

  /** About how long until those admitted have had their turn, in milliseconds. */
  get waitMs(): number {
    return Math.max(LEAST_WAIT_MS, (this.#admitted * this.#usualMs) / this.#concurrency);
  }

  /**
   * Has a place kept from the moment somebody asks, before they are acknowledged and wait.
   * @returns what gives the place back
   * @throws ClippingsError BUSY when there is none
   */
  admit(): () => void {
    if (this.#admitted >= this.#limit) {
      throw new ClippingsError('BUSY', `${this.#admitted} questions are waiting. Ask again in a minute.`);
    }
    this.#admitted += 1;
    return () => {
      this.#admitted -= 1;
    };
  }

  /**
   * Runs a task when its turn comes.
   * @throws ClippingsError CANCELLED when the queue was closed before that
   */
  async run<T>(person: string, task: () => Promise<T>): Promise<T> {
    const ahead = this.#unfinished.get(person) ?? 0;
    this.#unfinished.set(person, ahead + 1);
    try {
      return await this.#queue.add(() => this.#timed(task), { priority: -ahead });
    } finally {
      const left = (this.#unfinished.get(person) ?? 1) - 1;
      if (left > 0) this.#unfinished.set(person, left);
      else this.#unfinished.delete(person);
    }
  }

  /** Lets what runs go on, and ends at once what waits, as it would not have its turn any more. */
  close(): void {
    this.#closed = true;
    this.#queue.concurrency = Number.POSITIVE_INFINITY;
  }

  async #timed<T>(task: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new ClippingsError('CANCELLED', 'The program is ending.');
    const started = performance.now();
    const result = await task();
    this.#usualMs = 0.9 * this.#usualMs + 0.1 * (performance.now() - started);
    return result;
  }
}
