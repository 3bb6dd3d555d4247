import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { READER, RETRIEVER } from '../../src/embedding/models.ts';
import { type ModelOptions, openEmbedder, openReader } from '../../src/embedding/open.ts';

const SHIPPED = resolve('embeddings/models');
const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];

let modelsDir: string;
beforeEach(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'clippings-models-'));
  for (const { name } of [RETRIEVER, READER]) await link(name, name);
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

type Options = Omit<ModelOptions, 'modelsDir'>;

async function embedOnce(options: Options = {}) {
  const embedder = await openEmbedder({ modelsDir, ...options });
  const [vector] = await embedder.embed(['Who closed the harbour?'], 'question');
  await embedder.close();
  return { model: embedder.model, hash: embedder.hash, vector };
}

async function readOnce(options: Options = {}) {
  const reader = await openReader({ modelsDir, ...options });
  const [reading] = await reader.read('Who closed the harbour?', ['The harbour master closed it.']);
  await reader.close();
  return { model: reader.model, hash: reader.hash, reading };
}

const fault = (...parts: readonly string[]) => ({
  code: 'MODEL',
  message: expect.stringMatching(new RegExp(parts.map(literally).join('[\\s\\S]*'))),
});

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe.each([
  { spec: RETRIEVER, open: embedOnce },
  { spec: READER, open: readOnce },
])('the bundled $spec.name', ({ spec, open }) => {
  it('is opened from wherever it lies, and says what it is', async () => {
    const { model, hash } = await open();
    expect(model).toBe(spec.name);
    const lines = await Promise.all(
      FILES.map(async (file) => `${file} ${sha256(await readFile(join(modelsDir, spec.name, file)))}\n`),
    );
    expect(hash).toBe(sha256(Buffer.from(lines.join(''))));
  });

  it('has a checksum for each of its files, which they are held against', async () => {
    expect(Object.keys(spec.sha256 ?? {}).sort()).toEqual([...FILES].sort());
    for (const file of FILES)
      expect(sha256(await readFile(join(SHIPPED, spec.name, file)))).toBe(spec.sha256?.[file]);
  });

  it.each(FILES)('names the file and the remedy when %s is missing', async (file) => {
    await rm(join(modelsDir, spec.name, file));
    await expect(open()).rejects.toMatchObject(
      fault(join(modelsDir, spec.name, file), 'does not exist', 'git checkout -- embeddings/models'),
    );
  });

  it.each(FILES)('names the file and the remedy when %s is cut short', async (file) => {
    const copy = await ownCopy(join(spec.name, file));
    await truncate(copy, Math.floor((await readFile(copy)).length / 2));
    await expect(open()).rejects.toMatchObject(
      fault(copy, 'is damaged', 'SHA-256', 'git checkout -- embeddings/models'),
    );
  });

  it.each(FILES)('notices one bit flipped in %s', async (file) => {
    const copy = await ownCopy(join(spec.name, file));
    const content = await readFile(copy);
    const middle = content.length >> 1;
    content[middle] = (content[middle] ?? 0) ^ 4;
    await writeFile(copy, content);
    await expect(open()).rejects.toMatchObject(fault(copy, 'is damaged'));
  });

  it('says so when the folder of models is not there at all', async () => {
    await rm(modelsDir, { recursive: true });
    await expect(open()).rejects.toMatchObject(fault(modelsDir, 'does not exist'));
    await mkdir(modelsDir);
  });
});

describe('another embedder', () => {
  it('is opened by its name when it is in the table and in the folder', async () => {
    await link(RETRIEVER.name, 'Xenova/gte-small');
    const [other, bundled] = [await embedOnce({ model: 'Xenova/gte-small' }), await embedOnce()];
    expect(other).toEqual({ ...bundled, model: 'Xenova/gte-small' }); // the same files
  });

  it('is read as the table says: pooled by its first token, with its own prefix', async () => {
    await link(RETRIEVER.name, 'Xenova/bge-small-en-v1.5');
    await link(RETRIEVER.name, 'Xenova/e5-small-v2');
    const { vector } = await embedOnce();
    expect((await embedOnce({ model: 'Xenova/bge-small-en-v1.5' })).vector).not.toEqual(vector);
    expect((await embedOnce({ model: 'Xenova/e5-small-v2' })).vector).not.toEqual(vector);
  });

  it('is refused when its name is unknown, with the names that are known', async () => {
    await expect(embedOnce({ model: 'acme/none' })).rejects.toMatchObject(
      fault(
        'EMBEDDING_MODEL is "acme/none"',
        'Known: ',
        RETRIEVER.name,
        'Xenova/e5-small-v2',
        'src/embedding/models.ts',
      ),
    );
  });

  it('is not downloaded unless that is allowed, and the message says how to allow it', async () => {
    await expect(embedOnce({ model: 'Xenova/gte-small' })).rejects.toMatchObject(
      fault('Xenova/gte-small/config.json does not exist', 'EMBEDDING_REMOTE=true'),
    );
  });

  it('is refused when its weights give other dimensions than the table says', async () => {
    await link(RETRIEVER.name, 'Xenova/e5-base-v2');
    await expect(embedOnce({ model: 'Xenova/e5-base-v2' })).rejects.toMatchObject(
      fault('gives 384 dimensions; 768 were expected'),
    );
  });

  it('is refused in a sentence when the runtime cannot load it', async () => {
    await link(RETRIEVER.name, 'Xenova/gte-small');
    const weights = join(modelsDir, 'Xenova/gte-small', 'onnx/model_quantized.onnx');
    await rm(weights);
    await writeFile(weights, 'not weights');
    await expect(embedOnce({ model: 'Xenova/gte-small' })).rejects.toMatchObject(
      fault('Xenova/gte-small', modelsDir, 'cannot be loaded'),
    );
  });
});

describe('another reader', () => {
  it('is opened by any name that is in the folder', async () => {
    await link(READER.name, 'acme/own-reader');
    const [other, bundled] = [await readOnce({ model: 'acme/own-reader' }), await readOnce()];
    expect(other).toEqual({ ...bundled, model: 'acme/own-reader' }); // the same files
  });

  it('is not downloaded unless that is allowed, and the message says how to allow it', async () => {
    await expect(readOnce({ model: 'acme/none' })).rejects.toMatchObject(
      fault('acme/none/config.json does not exist', 'EMBEDDING_REMOTE=true'),
    );
  });

  it('is refused when it is opened, not when it is asked, if it finds no spans', async () => {
    await link(RETRIEVER.name, 'acme/embeds-only');
    await expect(openReader({ modelsDir, model: 'acme/embeds-only' })).rejects.toMatchObject(
      fault('acme/embeds-only has no output start_logits of floats', 'last_hidden_state'),
    );
  });

  it('is refused in a sentence when the runtime cannot load it', async () => {
    await link(READER.name, 'acme/own-reader');
    const weights = join(modelsDir, 'acme/own-reader', 'onnx/model_quantized.onnx');
    await rm(weights);
    await writeFile(weights, 'not weights');
    await expect(readOnce({ model: 'acme/own-reader' })).rejects.toMatchObject(
      fault('acme/own-reader', modelsDir, 'cannot be loaded'),
    );
  });
});
