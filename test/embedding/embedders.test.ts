import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosine } from '../../src/embedding/cosine.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { RETRIEVER } from '../../src/embedding/models.ts';
import { openEmbedder } from '../../src/embedding/open.ts';
import { embedderContract } from '../contracts/embedder.ts';
import { openCountingWords } from '../support/counting-words.ts';
import { ticksDuring } from '../support/ticks.ts';

const MODELS = 'embeddings/models';

embedderContract(RETRIEVER.name, () => openEmbedder({ modelsDir: MODELS }));
embedderContract('the tests’ own embedder', async () => openCountingWords());

describe('the bundled embedder', () => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await openEmbedder({ modelsDir: MODELS });
  });
  afterAll(() => embedder.close());

  it('knows what a text means when it shares no word with another', async () => {
    const [question] = await embedder.embed(['Who freed the captives?'], 'question');
    const passages = await embedder.embed(
      ['Commandos rescued all of the hostages.', 'Herring is salted and put in barrels.'],
      'passage',
    );
    const [near, far] = passages.map((passage) => cosine(question ?? passage, passage));
    expect(near).toBeGreaterThan(far ?? 1);
  });

  it('leaves timers and the rest of the program running while it works', async () => {
    const text = 'The harbour was closed to all traffic until the next morning. '.repeat(12);
    const { ticks, due } = await ticksDuring(() => embedder.embed(Array(24).fill(text), 'passage'));
    expect(ticks).toBeGreaterThan(due / 2);
  });

  it('refuses what is asked once it is closed, and can be opened again', async () => {
    const first = await openEmbedder({ modelsDir: MODELS });
    const vectors = await first.embed(['The harbour was closed.'], 'passage');
    await first.close();
    await first.close();
    await expect(first.embed(['x'], 'passage')).rejects.toMatchObject({
      code: 'MODEL',
      message: expect.stringContaining('has been closed'),
    });
    const again = await openEmbedder({ modelsDir: MODELS });
    expect(await again.embed(['The harbour was closed.'], 'passage')).toEqual(vectors);
    await again.close();
    expect(await embedder.embed(['The harbour was closed.'], 'passage')).toEqual(vectors);
  });
});
