/** What a text is, to a model that treats questions and passages differently. */
export type TextRole = 'question' | 'passage';

/** A text as a model sees it: one unit vector a token, in order, without prefix and special tokens. */
export interface TokenVectors {
  /** The vocabulary id of each token. */
  readonly ids: readonly number[];
  /** For each token, the offset in the text where it starts (UTF-16, non-decreasing). */
  readonly offsets: readonly number[];
  /** Row-major, `ids.length` rows of `dimensions` numbers; each row has length 1. */
  readonly vectors: Float32Array;
  /** The pooled embedding of the whole text, length 1. */
  readonly pooled: Float32Array;
}

/** A sentence-embedding model, loaded and ready. */
export interface Embedder {
  /** The model's name, such as `Xenova/e5-small-v2`. */
  readonly model: string;
  /** SHA-256 over the files of the model, so that an index knows what made it. */
  readonly hash: string;
  readonly dimensions: number;
  /** The most tokens of one text, prefix and special tokens included. */
  readonly maxTokens: number;
  /** One embedding a text, each of length 1, in the order given. Throws MODEL on a text over the limit. */
  embed(texts: readonly string[], role: TextRole): Promise<readonly Float32Array[]>;
  /** The vectors of each text's tokens, in the order given. Throws MODEL on a text over the limit. */
  embedTokens(texts: readonly string[], role: TextRole): Promise<readonly TokenVectors[]>;
  /** How many tokens each passage has, prefix and special tokens included. */
  countTokens(texts: readonly string[]): Promise<readonly number[]>;
  /** The vocabulary ids of each text's tokens, without prefix and special tokens. */
  tokenIds(texts: readonly string[]): Promise<readonly (readonly number[])[]>;
  close(): Promise<void>;
}
