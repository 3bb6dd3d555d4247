import { createHash } from 'node:crypto';
import { cosine } from '../../src/embedding/cosine.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { ClippingsError } from '../../src/errors.ts';

const MAX_TOKENS = 240;

/** An embedder that also says which passages it was given. */
export interface CountingEmbedder extends Embedder {
  /** The texts embedded as passages, in order. */
  readonly embedded: readonly string[];
}

export interface CountingOptions {
  readonly name?: string;
  /** At most 64, the bytes of a word's hash, or a multiple of that. */
  readonly dimensions?: number;
  /** Awaited before each batch. */
  beforeBatch?(texts: readonly string[]): Promise<void> | void;
}

/**
 * An embedder without weights: a text is the sum of its words' directions, each fixed by the word's
 * hash. It is quick and keeps the contract, for what has to do with storing and not with meaning.
 */
export function openCountingWords({
  name = 'test/words',
  dimensions = 64,
  beforeBatch,
}: CountingOptions = {}): CountingEmbedder {
  const embedded: string[] = [];
  return {
    embedded,
    model: name,
    hash: createHash('sha256').update(name).digest('hex'),
    dimensions,
    maxTokens: MAX_TOKENS,
    embed: async (texts, role) => {
      await beforeBatch?.(texts);
      const vectors = texts.map((text) => vectorOf(text, name, dimensions));
      if (role === 'passage') embedded.push(...texts);
      return vectors;
    },
    match: async (question, passages) => {
      const asked = vectorOf(question, name, dimensions);
      return passages.map((passage) => cosine(asked, vectorOf(passage, name, dimensions)));
    },
    countTokens: async (texts) => texts.map((text) => wordsIn(text).length + 2),
    close: async () => undefined,
  };
}

function vectorOf(text: string, name: string, dimensions: number): Float32Array {
  const words = wordsIn(text);
  if (words.length + 2 > MAX_TOKENS)
    throw new ClippingsError(
      'MODEL',
      `A text of ${words.length + 2} tokens is longer than ${name} can read (${MAX_TOKENS}).`,
    );
  const sum = new Float32Array(dimensions);
  sum[0] = 0.1; // a text without words has a direction too
  for (const word of words) {
    for (const [i, value] of directionOf(word, dimensions).entries()) sum[i] = (sum[i] ?? 0) + value;
  }
  return unit(sum);
}

function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/\S+/g) ?? [];
}

function directionOf(word: string, dimensions: number): Float32Array {
  const bytes = createHash('sha512').update(word).digest();
  return unit(Float32Array.from({ length: dimensions }, (_, i) => (bytes[i % bytes.length] ?? 0) - 127.5));
}

function unit(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
