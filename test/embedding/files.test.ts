import { cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbedderOptions, openEmbedders } from '../../src/embedding/open.ts';

const SHIPPED = resolve('embeddings/models');
const E5 = 'Xenova/e5-small-v2';
const MINILM = 'Xenova/all-MiniLM-L6-v2';
const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];

let modelsDir: string;
beforeEach(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'clippings-models-'));
  for (const model of [E5, MINILM]) await link(model, model);
});
afterEach(() => rm(modelsDir, { recursive: true }));

/** A model's folder of links to the files of a shipped one, so that a test may spoil one of them. */
async function link(shipped: string, name: string): Promise<void> {
  await mkdir(join(modelsDir, name, 'onnx'), { recursive: true });
  for (const file of FILES) await symlink(join(SHIPPED, shipped, file), join(modelsDir, name, file));
}

/** Replaces the link to a file by a copy of it. */
async function ownCopy(path: string): Promise<string> {
  const copy = join(modelsDir, path);
  await rm(copy);
  await cp(join(SHIPPED, path), copy);
  return copy;
}

async function open(options: Omit<EmbedderOptions, 'modelsDir'> = {}) {
  const embedders = await openEmbedders({ modelsDir, ...options });
  const vectors = await Promise.all(
    embedders.map((embedder) => embedder.embed(['Who closed the harbour?'], 'question')),
  );
  await Promise.all(embedders.map((embedder) => embedder.close()));
  return { models: embedders.map(({ model }) => model), hashes: embedders.map(({ hash }) => hash), vectors };
}

const fault = (...parts: readonly string[]) => ({
  code: 'MODEL',
  message: expect.stringMatching(new RegExp(parts.map(literally).join('[\\s\\S]*'))),
});

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('openEmbedders', () => {
  it('opens both bundled models from wherever they lie', async () => {
    const { models, vectors } = await open();
    expect(models).toEqual([E5, MINILM]);
    expect(vectors.flat().map((vector) => vector.length)).toEqual([384, 384]);
  });

  it.each(FILES)('names the file and the remedy when %s is missing', async (file) => {
    await rm(join(modelsDir, MINILM, file));
    await expect(open()).rejects.toMatchObject(
      fault(join(modelsDir, MINILM, file), 'does not exist', 'git checkout -- embeddings/models'),
    );
  });

  it.each(FILES)('names the file and the remedy when %s is cut short', async (file) => {
    const copy = await ownCopy(join(E5, file));
    await truncate(copy, Math.floor((await readFile(copy)).length / 2));
    await expect(open()).rejects.toMatchObject(
      fault(copy, 'is damaged', 'SHA-256', 'git checkout -- embeddings/models'),
    );
  });

  it.each(FILES)('notices one bit flipped in %s', async (file) => {
    const copy = await ownCopy(join(MINILM, file));
    const content = await readFile(copy);
    const middle = content.length >> 1;
    content[middle] = (content[middle] ?? 0) ^ 4;
    await writeFile(copy, content);
    await expect(open()).rejects.toMatchObject(fault(copy, 'is damaged'));
  });

  it('says so when the folder of models is not there at all', async () => {
    const nowhere = join(modelsDir, 'nowhere');
    await expect(openEmbedders({ modelsDir: nowhere })).rejects.toMatchObject(
      fault(nowhere, 'does not exist'),
    );
  });
});

describe('another model', () => {
  it('is opened by its name when it is in the table and in the folder', async () => {
    await link(MINILM, 'Xenova/gte-small');
    const { models, hashes, vectors } = await open({ model: 'Xenova/gte-small' });
    expect(models).toEqual(['Xenova/gte-small']);
    const bundled = await open();
    expect(hashes[0]).toBe(bundled.hashes[1]); // the same files
    expect(vectors[0]).toEqual(bundled.vectors[1]);
  });

  it('is read as the table says: pooled by its first token, with its own prefix', async () => {
    await link(MINILM, 'Xenova/bge-small-en-v1.5');
    const [asBge, bundled] = [await open({ model: 'Xenova/bge-small-en-v1.5' }), await open()];
    expect(asBge.vectors[0]).not.toEqual(bundled.vectors[1]);
  });

  it('is refused when its name is unknown, with the names that are known', async () => {
    await expect(open({ model: 'acme/none' })).rejects.toMatchObject(
      fault('EMBEDDING_MODEL is "acme/none"', 'Known: ', E5, 'src/embedding/models.ts'),
    );
  });

  it('is not downloaded unless that is allowed, and the message says how to allow it', async () => {
    await expect(open({ model: 'Xenova/gte-small' })).rejects.toMatchObject(
      fault('Xenova/gte-small/config.json does not exist', 'EMBEDDING_REMOTE=true'),
    );
  });

  it('is refused when its weights give other dimensions than the table says', async () => {
    await link(MINILM, 'Xenova/e5-base-v2');
    await expect(open({ model: 'Xenova/e5-base-v2' })).rejects.toMatchObject(
      fault('gives 384 dimensions; 768 were expected'),
    );
  });

  it('is refused in a sentence when the runtime cannot load it', async () => {
    await link(MINILM, 'Xenova/gte-small');
    const weights = join(modelsDir, 'Xenova/gte-small', 'onnx/model_quantized.onnx');
    await rm(weights);
    await writeFile(weights, 'not weights');
    await expect(open({ model: 'Xenova/gte-small' })).rejects.toMatchObject(
      fault('Xenova/gte-small', modelsDir, 'cannot be loaded'),
    );
  });
});
