/** A model that comes with the program or is known to work. */
interface ModelSpec {
  /** `<org>/<name>`, the folder below the models folder and the name on the hub. */
  readonly name: string;
  /** The most tokens of one input, prefix and special tokens included. */
  readonly maxTokens: number;
  /** SHA-256 of each bundled file; absent for models that do not come with the program. */
  readonly sha256?: Readonly<Record<string, string>>;
}

/** How an embedder is to be fed and read. Figures are from the model's own card. */
export interface EmbedderSpec extends ModelSpec {
  readonly dimensions: number;
  /** How token vectors become one embedding; each is then scaled to length 1. */
  readonly pooling: 'mean' | 'cls';
  readonly questionPrefix: string;
  readonly passagePrefix: string;
}

export interface Calibration {
  readonly relevance: number;
  readonly similarity: number;
  readonly offset: number;
}

/** How a reader is to be fed, and what its relevance is worth. */
export interface ReaderSpec extends ModelSpec {
  /** The most tokens of a question; the rest of `maxTokens` is for the passage. */
  readonly maxQuestionTokens: number;
  /**
   * Turns a relevance, and the cosine of question and passage by the bundled retriever, into the log odds that the
   * passage answers: the weighed sum of both and an offset (after Platt 1999).
   */
  readonly calibration: Calibration;
}

/** Finds passages: all-MiniLM-L6-v2, trained further on questions as people type them (training/README.md). */
export const RETRIEVER: EmbedderSpec = {
  name: 'clippings/retriever-minilm-l6',
  dimensions: 384,
  pooling: 'mean',
  questionPrefix: '',
  passagePrefix: '',
  // 512 positions, but trained on 256 tokens: longer texts lose quality.
  maxTokens: 256,
  sha256: {
    'onnx/model_quantized.onnx': 'c9aabea5b202000df053893e6a80675578c74e7ec37c17ea3fbd73c2d50e7347',
    'tokenizer.json': 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0',
    'tokenizer_config.json': '762192477b43e821644de60d4acb6876733f241ce324393a56e77a4163142142',
    'config.json': '3c66a439f8222d9dcf3b09d5120b3bf16ff0c4b1de80a0fa50b773247531162b',
  },
};

/** Reads question and passage together, and says whether the passage answers and with which words. */
export const READER: ReaderSpec = {
  name: 'clippings/reader-minilm-l6',
  maxTokens: 320,
  maxQuestionTokens: 64,
  // By training/evaluate.py, on the dev split of the training data.
  calibration: { relevance: 0.65, similarity: 2.6, offset: -1.99 },
  sha256: {
    'onnx/model_quantized.onnx': 'ccc02909b39277f54850e93041954857329b7ece88de75ad9e2c1cda65941f31',
    'tokenizer.json': 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0',
    'tokenizer_config.json': '762192477b43e821644de60d4acb6876733f241ce324393a56e77a4163142142',
    'config.json': '3c66a439f8222d9dcf3b09d5120b3bf16ff0c4b1de80a0fa50b773247531162b',
  },
};

const E5 = {
  pooling: 'mean',
  questionPrefix: 'query: ',
  passagePrefix: 'passage: ',
  maxTokens: 512,
} as const;
const BGE = {
  pooling: 'cls',
  questionPrefix: 'Represent this sentence for searching relevant passages: ',
  passagePrefix: '',
  maxTokens: 512,
} as const;
const PLAIN = { pooling: 'mean', questionPrefix: '', passagePrefix: '' } as const;

const KNOWN_EMBEDDERS: readonly EmbedderSpec[] = [
  RETRIEVER,
  { name: 'Xenova/all-MiniLM-L6-v2', dimensions: 384, maxTokens: 256, ...PLAIN },
  { name: 'Xenova/e5-small-v2', dimensions: 384, ...E5 },
  { name: 'Xenova/e5-base-v2', dimensions: 768, ...E5 },
  { name: 'Xenova/e5-large-v2', dimensions: 1024, ...E5 },
  { name: 'Xenova/multilingual-e5-small', dimensions: 384, ...E5 },
  { name: 'Xenova/multilingual-e5-base', dimensions: 768, ...E5 },
  { name: 'Xenova/bge-small-en-v1.5', dimensions: 384, ...BGE },
  { name: 'Xenova/bge-base-en-v1.5', dimensions: 768, ...BGE },
  { name: 'Xenova/gte-small', dimensions: 384, maxTokens: 512, ...PLAIN },
  { name: 'Xenova/all-MiniLM-L12-v2', dimensions: 384, maxTokens: 128, ...PLAIN },
  { name: 'Xenova/paraphrase-multilingual-MiniLM-L12-v2', dimensions: 384, maxTokens: 128, ...PLAIN },
];

/** What is known of an embedder; undefined when its name is not in the table. */
export function knownEmbedder(name: string): EmbedderSpec | undefined {
  return KNOWN_EMBEDDERS.find((spec) => spec.name === name);
}

/** The names of all embedders in the table, for messages. */
export function knownEmbedderNames(): readonly string[] {
  return KNOWN_EMBEDDERS.map((spec) => spec.name);
}

/** Where the best answer is worth no more than the empty one, a question is just not answered. */
const OTHER_READERS: Calibration = { relevance: 1 / 8, similarity: 0, offset: -1.9 };

/**
 * What is known of a reader. Another one than ours is taken for a SQuAD 2.0 model of BERT's kind, whose score over
 * the empty answer is divided by 8 before it is shown as a probability (deepset's Haystack 1.26, `modeling/model/prediction_head.py`).
 */
export function readerNamed(name: string): ReaderSpec {
  if (name === READER.name) return READER;
  return { name, maxTokens: 384, maxQuestionTokens: 64, calibration: OTHER_READERS };
}
