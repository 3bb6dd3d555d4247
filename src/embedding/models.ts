/** How a model is to be fed and read. Figures are from the model's own card. */
export interface ModelSpec {
  /** `<org>/<name>`, the folder below the models folder and the name on the hub. */
  readonly name: string;
  readonly dimensions: number;
  /** How token vectors become one embedding; each is then scaled to length 1. */
  readonly pooling: 'mean' | 'cls';
  readonly questionPrefix: string;
  readonly passagePrefix: string;
  /** The most tokens of one text, prefix and special tokens included. */
  readonly maxTokens: number;
  /** SHA-256 of each bundled file; absent for models that do not come with the program. */
  readonly sha256?: Readonly<Record<string, string>>;
}

/** Best at ranking when question and article share few words. */
export const E5_SMALL: ModelSpec = {
  name: 'Xenova/e5-small-v2',
  dimensions: 384,
  pooling: 'mean',
  questionPrefix: 'query: ',
  passagePrefix: 'passage: ',
  maxTokens: 512,
  sha256: {
    'onnx/model_quantized.onnx': '7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded',
    'tokenizer.json': 'd241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66',
    'tokenizer_config.json': '762192477b43e821644de60d4acb6876733f241ce324393a56e77a4163142142',
    'config.json': '9ef876c5bed513c2f4f385307f92abc6f1e4b1fd73e6147977e60e257a1a831d',
  },
};

/** Best at telling what a corpus is about from what it is not. */
export const MINILM: ModelSpec = {
  name: 'Xenova/all-MiniLM-L6-v2',
  dimensions: 384,
  pooling: 'mean',
  questionPrefix: '',
  passagePrefix: '',
  // 512 positions, but trained on 256 tokens: longer texts lose quality.
  maxTokens: 256,
  sha256: {
    'onnx/model_quantized.onnx': 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
    'tokenizer.json': 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0',
    'tokenizer_config.json': '762192477b43e821644de60d4acb6876733f241ce324393a56e77a4163142142',
    'config.json': '525c67442bc136a5c80d16933d6f18b5f6ddcf88af60e8cdeafb24023e6120bf',
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

/** The bundled models, in use together unless another one is asked for. */
export const BUNDLED_MODELS: readonly ModelSpec[] = [E5_SMALL, MINILM];

const KNOWN_MODELS: readonly ModelSpec[] = [
  ...BUNDLED_MODELS,
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

/** What is known of a model; undefined when its name is not in the table. */
export function knownModel(name: string): ModelSpec | undefined {
  return KNOWN_MODELS.find((spec) => spec.name === name);
}

/** The names of all models in the table, for messages. */
export function knownModelNames(): readonly string[] {
  return KNOWN_MODELS.map((spec) => spec.name);
}
