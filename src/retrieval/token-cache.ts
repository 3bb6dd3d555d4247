import { LRUCache } from 'lru-cache';
import type { Embedder, TokenVectors } from '../embedding/embedder.ts';
import { type StoredTokens, stored, type TokenStore } from './token-store.ts';

/** How much memory remembered token vectors may take, in bytes. */
const MAX_BYTES = 32 * 2 ** 20;

/** The token vectors of passages, read when first needed, then remembered for a while. */
export interface TokenCache {
  /** For each text, its vectors by each model. */
  get(texts: readonly string[]): Promise<readonly (readonly StoredTokens[])[]>;
}

/**
 * A cache over a store, least recently used out first. What the store does not have, because a reindex
 * has removed it meanwhile or it is damaged, the models work out again: the same to the last bit.
 */
export function createTokenCache(embedders: readonly Embedder[], store: TokenStore): TokenCache {
  const cache = new LRUCache<string, readonly StoredTokens[]>({
    maxSize: MAX_BYTES,
    sizeCalculation: (models) => models.reduce((sum, { rows }) => sum + rows.byteLength, 1),
  });
  const find = async (text: string): Promise<readonly StoredTokens[]> => {
    const found = (await store.read(text)) ?? (await tokensOf([text], embedders))[0]?.map(stored) ?? [];
    cache.set(text, found);
    return found;
  };
  return { get: (texts) => Promise.all(texts.map((text) => cache.get(text) ?? find(text))) };
}

/** Runs the models over texts: for each text, its vectors by each model. */
export async function tokensOf(
  texts: readonly string[],
  embedders: readonly Embedder[],
): Promise<readonly (readonly TokenVectors[])[]> {
  const byModel = await Promise.all(embedders.map((embedder) => embedder.embedTokens(texts, 'passage')));
  return texts.map((_, i) => byModel.flatMap((tokens) => tokens[i] ?? []));
}
