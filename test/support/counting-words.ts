import { createHash } from 'node:crypto';
import type { Embedder, TokenVectors } from '../../src/embedding/embedder.ts';
import { ClippingsError } from '../../src/errors.ts';

const DIMENSIONS = 64;
const MAX_TOKENS = 240;

/** An embedder that also says how many passages it was given. */
export interface CountingEmbedder extends Embedder {
  /** The texts embedded as passages, in order. */
  readonly embedded: readonly string[];
}

export interface CountingOptions {
  readonly name?: string;
  /** Awaited before each batch. */
  beforeBatch?(texts: readonly string[]): Promise<void> | void;
}

/**
 * An embedder without weights: a text is the sum of its words' directions, each fixed by the word's
 * hash. It is quick and keeps the contract, for what has to do with storing and not with meaning.
 */
export function openCountingWords({
  name = 'test/words',
  beforeBatch,
}: CountingOptions = {}): CountingEmbedder {
  const embedded: string[] = [];
  const embedTokens: Embedder['embedTokens'] = async (texts, role) => {
    await beforeBatch?.(texts);
    if (role === 'passage') embedded.push(...texts);
    return texts.map((text) => tokenVectorsOf(text, name));
  };
  return {
    embedded,
    model: name,
    hash: createHash('sha256').update(name).digest('hex'),
    dimensions: DIMENSIONS,
    maxTokens: MAX_TOKENS,
    embedTokens,
    embed: async (texts, role) => (await embedTokens(texts, role)).map(({ pooled }) => pooled),
    countTokens: async (texts) => texts.map((text) => wordsIn(text).length + 2),
    tokenIds: async (texts) => texts.map((text) => wordsIn(text).map(({ word }) => idOf(word))),
    close: async () => undefined,
  };
}

function tokenVectorsOf(text: string, name: string): TokenVectors {
  const words = wordsIn(text);
  if (words.length + 2 > MAX_TOKENS)
    throw new ClippingsError(
      'MODEL',
      `A text of ${words.length + 2} tokens is longer than ${name} can read (${MAX_TOKENS}).`,
    );
  const vectors = new Float32Array(words.length * DIMENSIONS);
  const pooled = new Float32Array(DIMENSIONS);
  pooled[0] = 0.1; // a text without words has a direction too
  for (const [row, { word }] of words.entries()) {
    const direction = directionOf(word);
    vectors.set(direction, row * DIMENSIONS);
    for (const [i, value] of direction.entries()) pooled[i] = (pooled[i] ?? 0) + value;
  }
  return {
    ids: words.map(({ word }) => idOf(word)),
    offsets: words.map(({ start }) => start),
    vectors,
    pooled: unit(pooled),
  };
}

function wordsIn(text: string): readonly { word: string; start: number }[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({ word: match[0].toLowerCase(), start: match.index }));
}

function idOf(word: string): number {
  return createHash('sha256').update(word).digest().readUInt16BE();
}

function directionOf(word: string): Float32Array {
  const bytes = createHash('sha512').update(word).digest();
  return unit(Float32Array.from(bytes, (byte) => byte - 127.5));
}

function unit(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
