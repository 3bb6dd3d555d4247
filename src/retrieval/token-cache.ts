import { LRUCache } from 'lru-cache';
import type { Embedder, TokenVectors } from '../embedding/embedder.ts';

/** How much memory remembered token vectors may take, in bytes. */
const MAX_BYTES = 96 * 2 ** 20;

/** The token vectors of passages: worked out when first needed, then remembered for a while. */
export interface TokenCache {
  /** For each model, the vectors of each text, in the order given. */
  get(texts: readonly string[]): Promise<readonly (readonly TokenVectors[])[]>;
}

/** A cache over these models, least recently used out first. */
export function createTokenCache(embedders: readonly Embedder[]): TokenCache {
  const caches = embedders.map(
    () =>
      new LRUCache<string, TokenVectors>({
        maxSize: MAX_BYTES / embedders.length,
        sizeCalculation: ({ vectors }) => vectors.byteLength + 1,
      }),
  );
  return {
    get: (texts) =>
      Promise.all(
        embedders.map(async (embedder, model) => {
          const cache = caches[model];
          const missing = [...new Set(texts.filter((text) => !cache?.has(text)))];
          const fresh = missing.length > 0 ? await embedder.embedTokens(missing, 'passage') : [];
          const found = new Map(missing.map((text, i) => [text, fresh[i]]));
          return texts.flatMap((text) => {
            const tokens = found.get(text) ?? cache?.get(text);
            if (tokens) cache?.set(text, tokens);
            return tokens ?? [];
          });
        }),
      ),
  };
}
