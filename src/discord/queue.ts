import PQueue from 'p-queue';
import { ClippingsError } from '../errors.ts';

/** How a queue behaves. */
export interface QueueOptions {
  /** How many tasks run at the same time. */
  readonly concurrency: number;
  /** How many may wait; one more is refused. */
  readonly limit: number;
}

/**
 * A bounded queue that is fair between people: somebody's second task waits until everybody who
 * waits for a first one has had it, so that no one person can keep the others out.
 */
export class FairQueue {
  readonly #queue: PQueue;
  readonly #limit: number;
  readonly #unfinished = new Map<string, number>();

  constructor({ concurrency, limit }: QueueOptions) {
    this.#queue = new PQueue({ concurrency });
    this.#limit = limit;
  }

  /** How many tasks wait or run. */
  get length(): number {
    return this.#queue.size + this.#queue.pending;
  }

  /**
   * Runs a task when its turn comes.
   * @throws ClippingsError BUSY when too many are waiting
   */
  async run<T>(person: string, task: () => Promise<T>): Promise<T> {
    if (this.#queue.size >= this.#limit) {
      throw new ClippingsError('BUSY', `${this.#queue.size} questions are waiting. Ask again in a minute.`);
    }
    const ahead = this.#unfinished.get(person) ?? 0;
    this.#unfinished.set(person, ahead + 1);
    try {
      return await this.#queue.add(task, { priority: -ahead });
    } finally {
      const left = (this.#unfinished.get(person) ?? 1) - 1;
      if (left > 0) this.#unfinished.set(person, left);
      else this.#unfinished.delete(person);
    }
  }
}
