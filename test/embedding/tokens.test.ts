import { fileURLToPath } from 'node:url';
import { AutoTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUNDLED_MODELS } from '../../src/embedding/models.ts';
import { loadModel } from '../../src/embedding/transformers.ts';

// Here the models run in this thread: the runtime must not be loaded by a worker thread as well.
const place = {
  modelsDir: fileURLToPath(new URL('../../embeddings/models', import.meta.url)),
  remote: false,
};

const words = fc.constantFrom('Mr.', 'U.S.', '(MRTA)', '$1,200', 'naïve', '北京', 'a\u0301', '\u200b', '🐐');
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
const odd = fc.string({ unit: 'binary', maxLength: 6 });
const texts = fc.array(fc.oneof(words, gaps, odd), { maxLength: 20 }).map((parts) => parts.join(''));

describe.each(BUNDLED_MODELS)('the tokens of $name', (spec) => {
  it('are those of the whole text, although taken word by word', async () => {
    const model = await loadModel(spec, place);
    const tokenizer = await AutoTokenizer.from_pretrained(spec.name);
    fc.assert(
      fc.property(texts, (text) => {
        const whole = tokenizer.encode(text, null, { add_special_tokens: false });
        expect(model.tokenIds(text)).toEqual(whole);
        const asRead = tokenizer.encode(spec.passagePrefix + text);
        expect(model.count(text, 'passage')).toBe(asRead.length);
      }),
      { numRuns: 500, seed: 11 },
    );
  });

  it('each have the vector that the model gives them in their place', async () => {
    const model = await loadModel(spec, place);
    const { ids, vectors } = await model.embedTokens('The harbour, the ferry and the harbour.', 'passage');
    const rows = ids.map((_, row) => vectors.slice(row * spec.dimensions, (row + 1) * spec.dimensions));
    const alone = await model.embedTokens('harbour', 'passage');
    const likeness = rows.map((row) =>
      row.reduce((sum, value, i) => sum + value * (alone.vectors[i] ?? 0), 0),
    );
    const nearest = likeness.indexOf(Math.max(...likeness));
    expect(ids[nearest]).toBe(alone.ids[0]);
  });
});
