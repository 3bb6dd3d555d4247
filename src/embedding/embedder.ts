/** What a text is, to a model that treats questions and passages differently. */
export type TextRole = 'question' | 'passage';

/** A sentence-embedding model, loaded and ready. */
export interface Embedder {
  /** The model's name, such as `clippings/retriever-minilm-l6`. */
  readonly model: string;
  /** SHA-256 over the files of the model, so that an index knows what made it. */
  readonly hash: string;
  readonly dimensions: number;
  /** The most tokens of one text, prefix and special tokens included. */
  readonly maxTokens: number;
  /** One embedding a text, each of length 1, in the order given. Throws MODEL on a text over the limit. */
  embed(texts: readonly string[], role: TextRole): Promise<readonly Float32Array[]>;
  /**
   * How well each passage's tokens match a question's: for each token of the question the best cosine with any token
   * of the passage, and of these the mean, each weighing by how much it says (late interaction; Khattab and Zaharia
   * 2020, arXiv 2004.12832). At most 1. Throws MODEL on a text over the limit.
   */
  match(question: string, passages: readonly string[]): Promise<readonly number[]>;
  /** How many tokens each passage has, prefix and special tokens included. */
  countTokens(texts: readonly string[]): Promise<readonly number[]>;
  close(): Promise<void>;
}
