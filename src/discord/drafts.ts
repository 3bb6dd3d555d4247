import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Draft } from '../corpus/import/draft.ts';

const FIFTEEN_MINUTES = 15 * 60_000;

/**
 * Articles that a moderator was shown and has not confirmed yet. Nothing of them is written anywhere: a draft
 * lives for 15 minutes, and not through a restart.
 */
export class Drafts {
  readonly #pending = new LRUCache<string, readonly Draft[]>({ max: 20, ttl: FIFTEEN_MINUTES });

  /** Keeps drafts; the id names them in a button. */
  keep(drafts: readonly Draft[]): string {
    const id = randomBytes(9).toString('base64url');
    this.#pending.set(id, drafts);
    return id;
  }

  /** Takes drafts out; undefined when they are no longer kept. */
  take(id: string): readonly Draft[] | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}
