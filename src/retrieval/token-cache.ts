import { LRUCache } from 'lru-cache';
import type { Embedder, TokenVectors } from '../embedding/embedder.ts';
import { restored, storedTokensOf, type TokenStore } from './token-store.ts';

/** How much memory remembered token vectors may take, in bytes. */
const MAX_BYTES = 96 * 2 ** 20;

/** The token vectors of passages, read when first needed, then remembered for a while. */
export interface TokenCache {
  /** For each text, its vectors by each model. */
  get(texts: readonly string[]): Promise<readonly (readonly TokenVectors[])[]>;
}

/**
 * A cache over a store, least recently used out first. What the store does not have, because a reindex
 * has removed it meanwhile or it is damaged, the models work out again: the same to the last bit.
 */
export function createTokenCache(embedders: readonly Embedder[], store: TokenStore): TokenCache {
  const cache = new LRUCache<string, readonly TokenVectors[]>({
    maxSize: MAX_BYTES,
    sizeCalculation: (models) => models.reduce((sum, { vectors }) => sum + vectors.byteLength, 1),
  });
  const find = async (text: string): Promise<readonly TokenVectors[]> => {
    const found = (await store.read(text)) ?? (await storedTokensOf([text], embedders))[0] ?? [];
    const tokens = found.map(restored);
    cache.set(text, tokens);
    return tokens;
  };
  return { get: (texts) => Promise.all(texts.map((text) => cache.get(text) ?? find(text))) };
}
