/** What a reader makes of one passage. */
export interface Reading {
  /** How sure it is that the passage answers the question: log odds, comparable between passages. */
  readonly relevance: number;
  /**
   * The words of the passage in order: where each starts and ends (UTF-16 offsets into the passage), and how
   * well the answer could start or end with it (logits, comparable within one passage only).
   */
  readonly words: readonly ReadWord[];
}

export interface ReadWord {
  readonly start: number;
  readonly end: number;
  readonly startLogit: number;
  readonly endLogit: number;
}

/** A model that reads a question and a passage together, loaded and ready. */
export interface Reader {
  readonly model: string;
  /** SHA-256 over the files of the model. */
  readonly hash: string;
  /**
   * Reads passages for one question, in the order given. A question or passage longer than the model reads
   * is cut at its end.
   */
  read(question: string, passages: readonly string[]): Promise<readonly Reading[]>;
  close(): Promise<void>;
}
