import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosine } from '../../src/embedding/cosine.ts';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { BUNDLED_MODELS } from '../../src/embedding/models.ts';
import { openEmbedders } from '../../src/embedding/open.ts';
import { embedderContract } from '../contracts/embedder.ts';
import { openCountingWords } from '../support/counting-words.ts';

const MODELS = 'embeddings/models';

for (const [i, { name }] of BUNDLED_MODELS.entries()) {
  embedderContract(name, async () => {
    const embedder = (await openEmbedders({ modelsDir: MODELS }))[i];
    if (!embedder) throw new Error(`${name} was not opened`);
    return embedder;
  });
}
embedderContract('the tests’ own embedder', async () => openCountingWords());

describe('the bundled models', () => {
  let embedders: readonly Embedder[];
  beforeAll(async () => {
    embedders = await openEmbedders({ modelsDir: MODELS });
  });
  afterAll(async () => {
    await Promise.all(embedders.map((embedder) => embedder.close()));
  });

  it.each([0, 1])('know what a text means when it shares no word with another (%i)', async (i) => {
    const embedder = embedders[i];
    const [question] = (await embedder?.embed(['Who freed the captives?'], 'question')) ?? [];
    const passages = await embedder?.embed(
      ['Commandos rescued all of the hostages.', 'Herring is salted and put in barrels.'],
      'passage',
    );
    const [near, far] = (passages ?? []).map((passage) => cosine(question ?? passage, passage));
    expect(near).toBeGreaterThan(far ?? 1);
  });

  it('leaves timers and the rest of the program running while they work', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    const started = performance.now();
    const text = 'The harbour was closed to all traffic until the next morning. '.repeat(12);
    await embedders[0]?.embed(Array(24).fill(text), 'passage');
    clearInterval(timer);
    // On this thread not one tick would come; half of those due allows for a busy machine.
    expect(ticks).toBeGreaterThan((performance.now() - started) / 5 / 2);
  });

  it('refuse what is asked once they are closed, and can be opened again', async () => {
    const [first] = await openEmbedders({ modelsDir: MODELS });
    const vectors = await first?.embed(['The harbour was closed.'], 'passage');
    await first?.close();
    await first?.close();
    await expect(first?.embed(['x'], 'passage')).rejects.toMatchObject({
      code: 'MODEL',
      message: expect.stringContaining('has been closed'),
    });
    const [again] = await openEmbedders({ modelsDir: MODELS });
    expect(await again?.embed(['The harbour was closed.'], 'passage')).toEqual(vectors);
    await again?.close();
    expect(await embedders[0]?.embed(['The harbour was closed.'], 'passage')).toEqual(vectors);
  });
});
