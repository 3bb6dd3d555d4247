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

/** How a reader is to be fed, and what its relevance is worth. */
export interface ReaderSpec extends ModelSpec {
  /** The most tokens of a question; the rest of `maxTokens` is for the passage. */
  readonly maxQuestionTokens: number;
  /** Turns a relevance into the log odds that the passage answers: `scale * relevance + offset` (Platt 1999). */
  readonly calibration: { readonly scale: number; readonly offset: number };
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
    'onnx/model_quantized.onnx': 'dc243fa59095db827feca2fd609f76c16958042f7ab7db6bc681d88bc1e874b4',
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
  calibration: { scale: 1, offset: 0 },
  sha256: {
    'onnx/model_quantized.onnx': 'ba83f40a3643c6300243e440d8817147bdbe3b3fe8774c00241c8eec33c0b4ad',
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

/**
 * What is known of a reader. Another one than ours is taken for a SQuAD 2.0 model of BERT's kind, whose score over
 * the empty answer is divided by 8 before it is shown as a probability (deepset's Haystack 1.26, `modeling/model/prediction_head.py`).
 */
export function readerNamed(name: string): ReaderSpec {
  if (name === READER.name) return READER;
  return { name, maxTokens: 384, maxQuestionTokens: 64, calibration: { scale: 1 / 8, offset: 0 } };
}
