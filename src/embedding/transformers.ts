import { join } from 'node:path';
import { env, pipeline } from '@xenova/transformers';
import { ClippingsError, messageOf } from '../errors.ts';
import type { TextRole, TokenVectors } from './embedder.ts';
import type { ModelSpec } from './models.ts';
import type { ModelPlace } from './protocol.ts';

/** A model in this thread. Texts run one by one: int8 results depend on what shares their batch. */
export interface LoadedModel {
  readonly dimensions: number;
  embed(text: string, role: TextRole): Promise<Float32Array>;
  embedTokens(text: string, role: TextRole): Promise<TokenVectors>;
  count(text: string, role: TextRole): number;
  tokenIds(text: string): readonly number[];
}

/**
 * Loads a model whose files have been checked.
 * @throws ClippingsError MODEL when the runtime cannot use them
 */
export async function loadModel(spec: ModelSpec, place: ModelPlace): Promise<LoadedModel> {
  env.localModelPath = `${place.modelsDir}/`;
  env.cacheDir = place.modelsDir; // a download lands where local models are looked for
  env.allowRemoteModels = place.remote;
  const extract = await pipelineOf(spec, place);
  const tokenize = wordTokenizer((text) =>
    extract.tokenizer.encode(text, null, { add_special_tokens: false }),
  );
  const prefixOf = (role: TextRole) => (role === 'question' ? spec.questionPrefix : spec.passagePrefix);
  const count = (text: string, role: TextRole) => tokenize(prefixOf(role) + text).ids.length + 2;

  async function hidden(text: string, role: TextRole): Promise<Float32Array> {
    const tokens = count(text, role);
    if (tokens > spec.maxTokens) {
      throw new ClippingsError(
        'MODEL',
        `A ${role} of ${tokens} tokens is longer than ${spec.name} can read (${spec.maxTokens}).`, // never its words: they are a person's
      );
    }
    const { data } = await extract(prefixOf(role) + text, { pooling: 'none' });
    if (!(data instanceof Float32Array))
      throw new ClippingsError('MODEL', `${spec.name} gave no float vectors.`);
    return data;
  }

  const dimensions = (await hidden('a', 'passage')).length / count('a', 'passage');
  return {
    dimensions,
    count,
    tokenIds: (text) => tokenize(text).ids,
    async embed(text, role) {
      return pool(await hidden(text, role), dimensions, spec.pooling);
    },
    async embedTokens(text, role) {
      const rows = await hidden(text, role);
      const pooled = pool(rows, dimensions, spec.pooling);
      const { ids, offsets } = tokenize(text);
      const skipped = rows.length / dimensions - ids.length - 1; // [CLS] and prefix before, [SEP] after
      const vectors = rows.slice(skipped * dimensions, (skipped + ids.length) * dimensions);
      for (let row = 0; row < ids.length; row++) scaleToUnit(vectors, row * dimensions, dimensions);
      return { ids, offsets, vectors, pooled };
    },
  };
}

async function pipelineOf(spec: ModelSpec, place: ModelPlace) {
  try {
    return await pipeline('feature-extraction', spec.name);
  } catch (error) {
    throw new ClippingsError(
      'MODEL',
      `The model ${spec.name} in ${join(place.modelsDir, spec.name)} cannot be loaded: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/**
 * Tokenizes word by word, so that each token's place in the text is known: the tokenizer of this
 * runtime gives no offsets. Tokens never cross white space, so the whole is the sum of its words.
 * Vertical tab, form feed and byte order mark are no white space to it: it drops them.
 */
function wordTokenizer(encode: (word: string) => number[]) {
  const seen = new Map<string, readonly number[]>();
  const encodeOnce = (word: string): readonly number[] => {
    const known = seen.get(word);
    if (known) return known;
    if (seen.size > 50_000) seen.clear();
    const ids = encode(word);
    seen.set(word, ids);
    return ids;
  };
  return (text: string) => {
    const ids: number[] = [];
    const offsets: number[] = [];
    for (const match of text.matchAll(/[\S\v\f\uFEFF]+/g)) {
      for (const id of encodeOnce(match[0])) {
        ids.push(id);
        offsets.push(match.index);
      }
    }
    return { ids, offsets };
  };
}

function pool(rows: Float32Array, dimensions: number, pooling: ModelSpec['pooling']): Float32Array {
  const pooled = new Float32Array(dimensions);
  const last = pooling === 'cls' ? dimensions : rows.length;
  for (let i = 0; i < last; i++) pooled[i % dimensions] = (pooled[i % dimensions] ?? 0) + (rows[i] ?? 0);
  scaleToUnit(pooled, 0, dimensions);
  return pooled;
}

function scaleToUnit(values: Float32Array, start: number, length: number): void {
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += (values[i] ?? 0) ** 2;
  const norm = Math.sqrt(sum) || 1;
  for (let i = start; i < start + length; i++) values[i] = (values[i] ?? 0) / norm;
}
