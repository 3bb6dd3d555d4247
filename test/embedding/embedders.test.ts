import { fileURLToPath } from 'node:url';
import { AutoTokenizer, env, type PreTrainedTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { BUNDLED_MODELS } from '../../src/embedding/models.ts';
import { openEmbedders } from '../../src/embedding/open.ts';
import { cosine } from '../../src/retrieval/passage-index.ts';
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

  it('reject what is still asked once they are closed', async () => {
    const [embedder] = await openEmbedders({ modelsDir: MODELS });
    const running = embedder?.embed(Array(50).fill('The harbour was closed.'), 'passage');
    const outcome = expect(running).rejects.toMatchObject({ code: 'MODEL' });
    await embedder?.close();
    await outcome;
    await expect(embedder?.embed(['x'], 'passage')).rejects.toMatchObject({ code: 'MODEL' });
  });

  describe('tokens', () => {
    let tokenizers: readonly PreTrainedTokenizer[];
    beforeAll(async () => {
      env.allowRemoteModels = false;
      env.localModelPath = fileURLToPath(new URL('../../embeddings/models/', import.meta.url));
      tokenizers = await Promise.all(BUNDLED_MODELS.map(({ name }) => AutoTokenizer.from_pretrained(name)));
    });

    const words = fc.constantFrom(
      'Mr.',
      'U.S.',
      '(MRTA)',
      '$1,200',
      'naïve',
      '北京',
      'a\u0301',
      '\u200b',
      '🐐',
    );
    const gaps = fc.constantFrom(
      ' ',
      '\n',
      '\t',
      '\f',
      '\v',
      '\ufeff',
      '\u00a0',
      '\u0085',
      '\u2028',
      '\u3000',
      '',
    );
    const texts = fc.array(fc.oneof(words, gaps, fc.string({ unit: 'binary', maxLength: 6 })), {
      maxLength: 20,
    });

    it.each([0, 1])('are those of the whole text, although taken word by word (%i)', async (i) => {
      await fc.assert(
        fc.asyncProperty(texts, async (parts) => {
          const text = parts.join('');
          const whole = tokenizers[i]?.encode(text, null, { add_special_tokens: false });
          expect(await embedders[i]?.tokenIds([text])).toEqual([whole]);
        }),
        { numRuns: 300, seed: 11 },
      );
    });
  });
});
