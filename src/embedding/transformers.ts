import { join } from 'node:path';
import { AutoModel, AutoTokenizer, env, type PreTrainedTokenizer, Tensor } from '@xenova/transformers';
import { LRUCache } from 'lru-cache';
import { ClippingsError, messageOf } from '../errors.ts';
import type { TextRole } from './embedder.ts';
import type { EmbedderSpec, ReaderSpec } from './models.ts';
import type { ModelSource } from './protocol.ts';
import type { Reading } from './reader.ts';

/** An embedder in this thread. Texts run one by one: int8 results depend on what shares their batch. */
export interface LoadedEmbedder {
  readonly dimensions: number;
  embed(text: string, role: TextRole): Promise<Float32Array>;
  match(question: string, passages: readonly string[]): Promise<readonly number[]>;
  count(text: string, role: TextRole): number;
}

/** A reader in this thread. Pairs run one by one, for the same reason. */
export interface LoadedReader {
  read(question: string, passage: string): Promise<Reading>;
}

/**
 * Loads a model whose files have been checked.
 * @throws ClippingsError MODEL when the runtime cannot use them
 */
export async function loadEmbedder(spec: EmbedderSpec, source: ModelSource): Promise<LoadedEmbedder> {
  const { tokenizer, run } = await open(spec.name, source);
  const { words, special } = wordPieces(spec.name, tokenizer);
  const idsOf = (text: string, role: TextRole) => {
    const prefix = role === 'question' ? spec.questionPrefix : spec.passagePrefix;
    return [special.first, ...words(prefix + text).flatMap(({ ids }) => ids), special.last];
  };

  async function outputsOf(text: string, role: TextRole) {
    const ids = idsOf(text, role);
    if (ids.length > spec.maxTokens) {
      throw new ClippingsError(
        'MODEL',
        `A ${role} of ${ids.length} tokens is longer than ${spec.name} can read (${spec.maxTokens}).`, // never its words: they are a person's
      );
    }
    const outputs = await run(ids, ids.length);
    const rows = floats(outputs, ['last_hidden_state', 'output_0'], spec.name);
    return { outputs, rows, dimensions: rows.length / ids.length };
  }

  async function embed(text: string, role: TextRole): Promise<Float32Array> {
    const { rows, dimensions } = await outputsOf(text, role);
    return pool(rows, dimensions, spec.pooling);
  }

  const seen = new LRUCache<string, TokenVectors>({
    maxSize: REMEMBERED_BYTES,
    sizeCalculation: ({ rows }) => rows.byteLength,
  });
  async function tokensOf(text: string, role: TextRole): Promise<TokenVectors> {
    const known = role === 'passage' ? seen.get(text) : undefined;
    if (known) return known;
    const { outputs, rows, dimensions } = await outputsOf(text, role);
    const weights = outputs.token_weights && floats(outputs, ['token_weights'], spec.name);
    const made = { rows: unitRows(rows, dimensions), dimensions, weights };
    if (role === 'passage') seen.set(text, made);
    return made;
  }

  const { length } = await embed('a', 'passage');
  return {
    dimensions: length,
    embed,
    count: (text, role) => idsOf(text, role).length,
    async match(question, passages) {
      const asked = await tokensOf(question, 'question');
      const matches: number[] = [];
      for (const passage of passages) matches.push(interaction(asked, await tokensOf(passage, 'passage')));
      return matches;
    },
  };
}

/**
 * Loads a reader whose files have been checked: ours, with a relevance of its own, or one in the layout of
 * SQuAD 2.0 models, where the relevance is the best span's score over that of the empty one (Devlin et al. 2019).
 * @throws ClippingsError MODEL when the runtime cannot use them
 */
export async function loadReader(spec: ReaderSpec, source: ModelSource): Promise<LoadedReader> {
  const { tokenizer, run } = await open(spec.name, source);
  const { words, special } = wordPieces(spec.name, tokenizer);
  const reader: LoadedReader = {
    async read(question, passage) {
      const asked = words(question)
        .flatMap(({ ids }) => ids)
        .slice(0, spec.maxQuestionTokens);
      const head = [special.first, ...asked, special.last];
      const space = spec.maxTokens - head.length - 1;
      const read = fitting(words(passage), space);
      const ids = [...head, ...read.flatMap((word) => word.ids), special.last];
      const outputs = await run(ids, head.length);
      const starts = floats(outputs, ['start_logits'], spec.name);
      const ends = floats(outputs, ['end_logits'], spec.name);
      let at = head.length;
      const readWords = read.map(({ start, end, ids: own }) => {
        const first = at;
        at += own.length;
        return { start, end, startLogit: starts[first] ?? 0, endLogit: ends[at - 1] ?? 0 };
      });
      const relevance = outputs.relevance
        ? (floats(outputs, ['relevance'], spec.name)[0] ?? 0)
        : bestSpanScore(readWords) - (starts[0] ?? 0) - (ends[0] ?? 0);
      return { relevance, words: readWords };
    },
  };
  await reader.read('a', 'a'); // a model without these outputs is refused now, not at the first question
  return reader;
}

/** The longest answer, in words, that the score of a model without a relevance of its own is taken from. */
const LONGEST_ANSWER = 30;
/** The score of a passage without words: far below what a model gives, and finite, so that scores can be compared. */
const NO_SPAN = -100;

function bestSpanScore(words: Reading['words']): number {
  let best = NO_SPAN;
  for (const [i, { startLogit }] of words.entries())
    for (const { endLogit } of words.slice(i, i + LONGEST_ANSWER))
      best = Math.max(best, startLogit + endLogit);
  return best;
}

type Outputs = Readonly<Record<string, { readonly data: unknown } | undefined>>;

/** A model's tokenizer, and one run over ids of which the first `questionLength` are of the first segment. */
interface OpenedModel {
  readonly tokenizer: PreTrainedTokenizer;
  run(ids: readonly number[], questionLength: number): Promise<Outputs>;
}

async function open(name: string, source: ModelSource): Promise<OpenedModel> {
  env.localModelPath = `${source.modelsDir}/`;
  env.cacheDir = source.modelsDir; // a download lands where local models are looked for
  env.allowRemoteModels = source.remote;
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(name);
    // Not AutoModelForQuestionAnswering: it drops every output but the span's (2.17.2).
    const model = await AutoModel.from_pretrained(name);
    return {
      tokenizer,
      async run(ids, questionLength) {
        const tensor = (of: (id: number, at: number) => number) =>
          new Tensor(
            'int64',
            BigInt64Array.from(ids, (id, at) => BigInt(of(id, at))),
            [1, ids.length],
          );
        return model({
          input_ids: tensor((id) => id),
          attention_mask: tensor(() => 1),
          token_type_ids: tensor((_, at) => (at < questionLength ? 0 : 1)),
        });
      },
    };
  } catch (error) {
    throw new ClippingsError(
      'MODEL',
      `The model ${name} in ${join(source.modelsDir, name)} cannot be loaded: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/**
 * What BERT's tokenizer takes apart before it looks for pieces: each mark alone, and what stands between marks and
 * white space. Vertical tab, form feed and byte order mark are no white space to it: it drops them.
 */
const WORD = /(?:[^\s\p{P}$+<=>^`|~]|[\v\f\uFEFF])+|[\p{P}$+<=>^`|~]/gu;

/** A word of a text and the vocabulary ids of its pieces. */
interface PiecedWord {
  readonly start: number;
  readonly end: number;
  readonly ids: readonly number[];
}

/**
 * Tokenizes word by word, so that each token's place in the text is known: the tokenizer of this
 * runtime gives no offsets. Tokens never cross words, so the whole is the sum of its words.
 */
function wordPieces(name: string, tokenizer: PreTrainedTokenizer) {
  const encode = (text: string): number[] => tokenizer.encode(text, null, { add_special_tokens: false });
  const [first, last] = tokenizer.encode('') as number[];
  if (first === undefined || last === undefined || tokenizer.encode('a', 'b').length !== 5) {
    throw new ClippingsError(
      'MODEL',
      `${name} does not tokenize as BERT does ([CLS] question [SEP] passage [SEP]), which this program needs.`,
    );
  }
  const seen = new Map<string, readonly number[]>();
  const encodeOnce = (word: string): readonly number[] => {
    const known = seen.get(word);
    if (known) return known;
    if (seen.size > 50_000) seen.clear();
    const ids = encode(word);
    seen.set(word, ids);
    return ids;
  };
  return {
    special: { first, last },
    // Without those that the tokenizer drops whole, such as a zero-width space.
    words: (text: string): readonly PiecedWord[] =>
      [...text.matchAll(WORD)]
        .map(({ 0: word, index }) => ({ start: index, end: index + word.length, ids: encodeOnce(word) }))
        .filter(({ ids }) => ids.length > 0),
  };
}

/** As many words from the start as have at most so many tokens together. */
function fitting(words: readonly PiecedWord[], tokens: number): readonly PiecedWord[] {
  let left = tokens;
  const cut = words.findIndex(({ ids }) => {
    left -= ids.length;
    return left < 0;
  });
  return cut < 0 ? words : words.slice(0, cut);
}

/** The first of these outputs that a model has, as floats. */
function floats(outputs: Outputs, names: readonly string[], model: string): Float32Array {
  const data = names.map((name) => outputs[name]?.data).find((found) => found !== undefined);
  if (data instanceof Float32Array) return data;
  const given = Object.keys(outputs).join(', ');
  throw new ClippingsError(
    'MODEL',
    `${model} has no output ${names.join(' or ')} of floats; it has ${given}.`,
  );
}

/** How much memory the token vectors of passages may take, in bytes: of some 500 paragraphs of news. */
const REMEMBERED_BYTES = 64 * 2 ** 20;

/** The vectors of a text's tokens, row-major, each of length 1. */
interface TokenVectors {
  readonly rows: Float32Array;
  readonly dimensions: number;
  /** How much each says, where the model tells it. */
  readonly weights: Float32Array | undefined;
}

/** For each token of a question the best cosine with any token of a passage; of these the weighted mean. */
function interaction(question: TokenVectors, passage: TokenVectors): number {
  const { dimensions } = question;
  let sum = 0;
  let total = 0;
  for (let q = 0; q * dimensions < question.rows.length; q++) {
    const weight = question.weights?.[q] ?? 1;
    if (weight === 0) continue;
    let best = -1;
    for (let p = 0; p < passage.rows.length; p += dimensions) {
      let cosine = 0;
      for (let i = 0; i < dimensions; i++)
        cosine += (question.rows[q * dimensions + i] as number) * (passage.rows[p + i] as number);
      if (cosine > best) best = cosine;
    }
    sum += weight * best;
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}

function unitRows(rows: Float32Array, dimensions: number): Float32Array {
  const unit = new Float32Array(rows.length);
  for (let start = 0; start < rows.length; start += dimensions) {
    const row = rows.subarray(start, start + dimensions);
    const norm = Math.hypot(...row) || 1;
    for (let i = 0; i < dimensions; i++) unit[start + i] = (row[i] ?? 0) / norm;
  }
  return unit;
}

function pool(rows: Float32Array, dimensions: number, pooling: EmbedderSpec['pooling']): Float32Array {
  const pooled = new Float32Array(dimensions);
  const last = pooling === 'cls' ? dimensions : rows.length;
  for (let i = 0; i < last; i++) pooled[i % dimensions] = (pooled[i % dimensions] ?? 0) + (rows[i] ?? 0);
  const norm = Math.hypot(...pooled) || 1;
  return pooled.map((value) => value / norm);
}
