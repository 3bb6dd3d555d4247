import { LRUCache } from 'lru-cache';

/** How often one person may ask. */
export interface CooldownOptions {
  /** How many questions in a row are free. */
  readonly burst: number;
  /** Milliseconds until one more is free again; 0 for no cooldown. */
  readonly everyMs: number;
}

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** A token bucket for each person, for the last ten thousand people. */
export class Cooldown {
  readonly #options: CooldownOptions;
  readonly #buckets = new LRUCache<string, Bucket>({ max: 10_000 });

  constructor(options: CooldownOptions) {
    this.#options = options;
  }

  /**
   * Takes one turn of this person, when one is free.
   * @param now milliseconds of any steady clock
   * @returns 0 when it was taken, or else the milliseconds until one is free
   */
  take(person: string, now: number): number {
    const { burst, everyMs } = this.#options;
    if (everyMs === 0) return 0;
    const bucket = this.#buckets.get(person) ?? { left: burst, at: now };
    const left = Math.min(burst, bucket.left + (now - bucket.at) / everyMs);
    if (left < 1) return Math.ceil((1 - left) * everyMs);
    this.#buckets.set(person, { left: left - 1, at: now });
    return 0;
  }
}
