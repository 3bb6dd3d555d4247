import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a token is worth as the start and as the end of an answer. */
export type Logits = readonly [start: number, end: number];

export interface TinyReader {
  /** Of each word in the vocabulary, small letters, and of the special ones that are named. */
  readonly logits: Readonly<Record<string, Logits>>;
  /** Whether it has a relevance of its own: the greatest start logit. */
  readonly relevance?: boolean;
}

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];

/**
 * Writes a reader of a few hundred bytes that looks its logits up by token: real files for the real tokenizer and
 * runtime, so that what is made of a model's outputs can be told exactly.
 */
export async function writeTinyReader(folder: string, { logits, relevance }: TinyReader): Promise<void> {
  const vocabulary = [...new Set([...SPECIAL, ...Object.keys(logits)])];
  const column = (which: 0 | 1) => vocabulary.map((token) => logits[token]?.[which] ?? 0);
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const write = (file: string, content: unknown) => writeFile(join(folder, file), JSON.stringify(content));
  await write('config.json', { model_type: 'bert', architectures: ['BertForQuestionAnswering'] });
  await write('tokenizer_config.json', { tokenizer_class: 'BertTokenizer', do_lower_case: true });
  await write('tokenizer.json', tokenizerOf(vocabulary));
  const model = onnxOf({ starts: column(0), ends: column(1), relevance: relevance ?? false });
  await writeFile(join(folder, 'onnx', 'model_quantized.onnx'), model);
}

function tokenizerOf(vocabulary: readonly string[]) {
  const special = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const sequence = (id: string, type_id: number) => ({ Sequence: { id, type_id } });
  const own = (id: string) => ({ id, ids: [vocabulary.indexOf(id)], tokens: [id] });
  const single = [special('[CLS]', 0), sequence('A', 0), special('[SEP]', 0)];
  return {
    version: '1.0',
    added_tokens: SPECIAL.map((content, id) => ({ id, content, special: true, normalized: false })),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single,
      pair: [...single, sequence('B', 1), special('[SEP]', 1)],
      special_tokens: { '[CLS]': own('[CLS]'), '[SEP]': own('[SEP]') },
    },
    decoder: { type: 'WordPiece', prefix: '##' },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
    },
  };
}

interface Tables {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly relevance: boolean;
}

/** A model in ONNX's protobuf (onnx.proto3, IR version 8): field numbers are those of its messages. */
function onnxOf({ starts, ends, relevance }: Tables): Buffer {
  const [float, int64] = [1, 7]; // TensorProto.DataType
  const value = (name: string, type: number, shape: readonly string[]) =>
    message([
      [1, name],
      [
        2,
        message([
          [
            1,
            message([
              [1, type],
              [2, shapeOf(shape)],
            ]),
          ],
        ]),
      ],
    ]);
  const table = (name: string, values: readonly number[]) =>
    message([
      [1, values.length],
      [2, float],
      [8, name],
      [9, Buffer.from(Float32Array.from(values).buffer)],
    ]);
  const lookUp = (from: string, to: string) =>
    message([
      [1, from],
      [1, 'input_ids'],
      [2, to],
      [4, 'Gather'],
    ]);
  const greatest = message([
    [1, 'start_logits'],
    [2, 'relevance'],
    [4, 'ReduceMax'],
    [
      5,
      message([
        [1, 'axes'],
        [8, 1],
        [20, 7],
      ]),
    ],
    [
      5,
      message([
        [1, 'keepdims'],
        [3, 0],
        [20, 2],
      ]),
    ],
  ]);
  const words = ['batch', 'length'];
  const graph = message([
    [1, lookUp('starts', 'start_logits')],
    [1, lookUp('ends', 'end_logits')],
    ...(relevance ? [[1, greatest] as const] : []),
    [2, 'tiny'],
    [5, table('starts', starts)],
    [5, table('ends', ends)],
    ...['input_ids', 'attention_mask', 'token_type_ids'].map(
      (name) => [11, value(name, int64, words)] as const,
    ),
    [12, value('start_logits', float, words)],
    [12, value('end_logits', float, words)],
    ...(relevance ? [[12, value('relevance', float, ['batch'])] as const] : []),
  ]);
  return message([
    [1, 8],
    [7, graph],
    [
      8,
      message([
        [1, ''],
        [2, 14],
      ]),
    ],
  ]);
}

function shapeOf(names: readonly string[]): Buffer {
  return message(names.map((name) => [1, message([[2, name]])] as const));
}

type Field = readonly [number: number, value: number | string | Buffer];

/** Protobuf: numbers as varints, all else with its length before it. */
function message(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varint(number << 3), varint(value)];
      const bytes = Buffer.from(value);
      return [varint((number << 3) | 2), varint(bytes.length), bytes];
    }),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}
