import type { Embedder } from './embedder.ts';

/** The texts, of each as much from its start as the model reads: it refuses a longer one. */
export async function readable(
  { countTokens, maxTokens }: Pick<Embedder, 'countTokens' | 'maxTokens'>,
  texts: readonly string[],
): Promise<readonly string[]> {
  const counts = await countTokens(texts);
  return Promise.all(
    texts.map(async (text, index) => {
      const count = counts[index] ?? 0;
      if (count <= maxTokens) return text;
      const [shorter = ''] = await readable({ countTokens, maxTokens }, [
        text.slice(0, Math.floor((text.length * maxTokens * 0.9) / count)),
      ]);
      return shorter;
    }),
  );
}
