import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ClippingsError, isSystemError } from '../errors.ts';
import type { EmbedderSpec, ReaderSpec } from './models.ts';

type ModelSpec = EmbedderSpec | ReaderSpec;

const WEIGHTS = 'onnx/model_quantized.onnx';
const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS];

/**
 * Checks that a local model is whole, and says what it is.
 * @returns SHA-256 over its weights and tokenizer, hexadecimal
 * @throws ClippingsError MODEL when a file is missing, or is not the one that was shipped
 */
export async function checkModel(spec: ModelSpec, modelsDir: string): Promise<string> {
  const whole = createHash('sha256');
  for (const file of FILES) {
    const path = join(modelsDir, spec.name, file);
    const expected = spec.sha256?.[file];
    const found = await hashOf(path);
    if (found === undefined) throw missing(path, spec);
    if (expected !== undefined && found !== expected) {
      throw new ClippingsError(
        'MODEL',
        `${path} is damaged: its SHA-256 is ${found}, expected ${expected}. ` +
          'Restore it, for example with "git checkout -- embeddings/models".',
      );
    }
    whole.update(`${file} ${found}\n`);
  }
  return whole.digest('hex');
}

/** Whether all files of a model are there, whatever they hold. */
export async function hasModel(name: string, modelsDir: string): Promise<boolean> {
  const found = await Promise.all(
    FILES.map((file) =>
      stat(join(modelsDir, name, file)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}

async function hashOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')) return undefined;
    throw new ClippingsError('MODEL', `${path} cannot be read.`, { cause: error });
  }
}

function missing(path: string, spec: ModelSpec): ClippingsError {
  const remedy = spec.sha256
    ? 'It comes with the program: restore it, for example with "git checkout -- embeddings/models".'
    : 'Put the model there, or set EMBEDDING_REMOTE=true to let it be downloaded.';
  return new ClippingsError('MODEL', `${path} does not exist. ${remedy}`);
}
