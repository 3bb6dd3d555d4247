import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slipFrom, variantsOf } from '../../src/answer/slips.ts';
import { type Dictionary, dictionaryOf, mend } from '../../src/answer/spelling.ts';
import { editsBetween, vocabularyOf } from '../../src/answer/vocabulary.ts';
import { loadConfig } from '../../src/config.ts';
import type { Engine } from '../../src/engine.ts';
import { openEngine } from '../../src/open-engine.ts';
import { wordIndexOf } from '../../src/retrieval/word-index.ts';
import { HARBOUR, putFiles } from '../support/harbour.ts';

const TEXTS = [
  'The ferry Solveig burned, and passengers were injured. Captain Ingrid Moe gave orders to the passengers.',
  'Passengers of the ferry were rescued. The passengers thanked Captain Moe and the government.',
  'There was money for many. Hospitals counted the injured; the harbour was closed, and the Bakers left.',
];
const ENGLISH =
  'when what which who were have with harbor football cheese rain bake wake command commend'.split(' ');

/** As a dictionary with a model, whose words are those of ENGLISH and of the texts. */
function dictionary(): Dictionary {
  const vocabulary = vocabularyOf(TEXTS, wordIndexOf(TEXTS));
  return { vocabulary, areEnglish: async (words) => words.map((word) => ENGLISH.includes(word)) };
}

const mended = async (text: string) => (await mend(text, dictionary())).text;

describe('mend', () => {
  it.each([
    ['a letter left out', 'the passengrs', 'the passengers'],
    ['a letter too many', 'the passsengers', 'the passengers'],
    ['neighbours swapped', 'the passegners', 'the passengers'],
    ['a vowel changed', 'the pessengers', 'the passengers'],
    ['a letter that sounds alike', 'the resqued', 'the rescued'],
    ['the next key', 'the govermment', 'the government'],
    ['two slips in a long word', 'the pasengirs', 'the passengers'],
    ['a short word’s neighbours swapped', 'Moe gvae orders', 'Moe gave orders'],
    ['a letter far from its place', 'the dnager and the capiatn', 'the dnager and the Captain'],
    ['a name in small letters', 'was solvieg saved', 'was Solveig saved'],
    ['a name', 'was Solvieg saved', 'was Solveig saved'],
    ['before a possessive', 'the captian’s orders', 'the Captain’s orders'],
    ['before another', "the passengrs' orders", "the passengers' orders"],
    ['within a hyphenated word', 'the ferry-passengrs', 'the ferry-passengers'],
    ['beside marks', '“passengrs”, (injurd)?', '“passengers”, (injured)?'],
    ['English that the corpus does not have', 'a footbal', 'a football'],
  ])('reads %s: %s', async (_, typed, meant) => {
    expect(await mended(typed)).toBe(meant);
  });

  it.each([
    ['a real word beside another', 'did they bake it'],
    ['a slip in the first letter', 'the massengers'],
    ['a letter changed in a short word', 'the firry'],
    ['another consonant', 'the rexhued'],
    ['two slips in a shorter word', 'the injird harbr'],
    ['two words that are as near', 'the commnd'],
    ['a short word that the corpus does not have', 'the rian'],
    ['another form of a word of the corpus', 'injuring a passenger, rescues'],
    ['another number', 'the baker and the governments'],
    ['a name that only small words are near', 'who is Passengr, who is Harbr'],
    ['what is typed in capitals', 'PASSENGRS INJURD'],
    ['what has capitals within', 'passenGrs'],
    ['what has figures', 'passengrs2 4injurd'],
    ['a mention', '@passengrs <@12> #injurd'],
    ['an address', 'https://example.org/passengrs passengrs.injurd.org'],
    ['an emoji’s name and code', ':passengrs: `passengrs`'],
    ['another apostrophe', 'passengrs’d'],
    ['another script', 'пассажиры 乗客'],
    ['words of the chat', 'wanna dunno wasnt'],
  ])('leaves %s: %s', async (_, typed) => {
    expect(await mend(typed, dictionary())).toEqual({ text: typed, mendings: [] });
  });

  it('tells what it mended, in order and each word once', async () => {
    expect((await mend('Passengrs injurd,  passengrs injurd?', dictionary())).mendings).toEqual([
      { typed: 'Passengrs', read: 'passengers' },
      { typed: 'injurd', read: 'injured' },
      { typed: 'passengrs', read: 'passengers' },
    ]);
  });

  it('looks up only so many words, so that a hostile question costs no more', async () => {
    const foreign = Array.from({ length: 8 }, (_, i) => `zq${'x'.repeat(i + 2)}v`).join(' ');
    expect(await mended(`${foreign} passengrs`)).toBe(`${foreign} passengrs`);
    expect(await mended(`passengrs ${foreign}`)).toBe(`passengers ${foreign}`);
  });

  it('never changes a text of known words, nor what stands around them', async () => {
    const known = [...TEXTS.join(' ').split(/\s+/), ...ENGLISH];
    const gap = fc.constantFrom(' ', '  ', '\n', ' – ', '?! ', ' 38 ', ' “', '” ', ' @who ', ' 🐐 ');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...known), gap), { maxLength: 20 }),
        async (parts) => {
          const text = parts.flat().join('');
          expect(await mend(text, dictionary())).toEqual({ text, mendings: [] });
        },
      ),
    );
  });

  it('changes the misspelled words of any text, and nothing else of it', async () => {
    const around = fc.string({ unit: 'grapheme', maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(around, around, async (before, after) => {
        const rest = async (text: string) => (await mended(text)).replaceAll('passengers', 'passengrs');
        const text = `${before} passengrs ${after}`;
        expect(await rest(text)).toBe(await rest(`${before} passengers ${after}`));
        expect(await mended(text)).toContain(' passengers ');
      }),
    );
  });
});

describe('slipFrom', () => {
  it.each([
    ['recieve', 'receive', 1, 'swapped'],
    ['capiatn', 'captain', 2, 'swapped'],
    ['comitee', 'committee', 2, 'swapped'],
    ['pasengirs', 'passengers', 2, 'sound'],
    ['residense', 'residence', 1, 'sound'],
    ['hospiral', 'hospital', 1, 'finger'],
    ['hopital', 'hospital', 1, 'finger'],
  ])('%s for %s, %i apart, is %s', (typed, word, edits, slip) => {
    expect(slipFrom(typed)(word, edits)).toBe(slip);
  });

  it.each([
    ['broaden', 'broader', 1],
    ['pertain', 'certain', 1],
    ['dispense', 'disperse', 1],
    ['ejection', 'execution', 2],
    ['injird', 'injured', 2],
    ['rebel', 'rebels', 1],
  ])('%s for %s, %i apart, is none', (typed, word, edits) => {
    expect(slipFrom(typed)(word, edits)).toBeUndefined();
  });
});

describe('editsBetween', () => {
  it.each([
    ['harbour', 'harbour', 0],
    ['harbour', 'harbor', 1],
    ['hrabour', 'harbour', 1],
    ['goat', 'boats', 2],
    ['', 'goat', 4],
  ])('%j and %j are %i apart', (from, to, edits) => {
    expect(editsBetween(from, to)).toBe(edits);
  });

  it('is the same both ways, and 1 for every variant of a word', () => {
    const word = fc.stringMatching(/^[a-e]{1,8}$/);
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(editsBetween(one, other)).toBe(editsBetween(other, one));
        expect(variantsOf(one).includes(other)).toBe(editsBetween(one, other) === 1);
      }),
    );
  });
});

describe('vocabularyOf', () => {
  const vocabulary = vocabularyOf(TEXTS, wordIndexOf(TEXTS));

  it('gives the near words in their commonest form, with how often they stand', () => {
    expect(vocabulary.near('passenger', 1)).toEqual([{ word: 'passengers', edits: 1, count: 4 }]);
    expect(vocabulary.near('solvig', 1)).toEqual([{ word: 'Solveig', edits: 1, count: 1 }]);
    expect(vocabulary.near('goat', 2)).toEqual([]);
  });

  it('holds words in any case, and stems of other forms', () => {
    expect([vocabulary.holds('SOLVEIG'), vocabulary.holds('passenger')]).toEqual([true, false]);
    expect([vocabulary.holdsStem('passenger'), vocabulary.holdsStem('goats')]).toEqual([true, false]);
  });
});

describe('dictionaryOf', () => {
  it('takes for English what is one token, whatever the model puts around a text', async () => {
    for (const around of [0, 2, 4]) {
      const countTokens = async (texts: readonly string[]) =>
        texts.map((text) => around + (text === '' ? 0 : text === 'goat' ? 1 : 2));
      const { areEnglish } = dictionaryOf(TEXTS, wordIndexOf(TEXTS), { countTokens });
      expect(await areEnglish(['goat', 'gaot'])).toEqual([true, false]);
      expect(await areEnglish([])).toEqual([]);
    }
  });
});

describe('a misspelled question', () => {
  let folder: string;
  let engine: Engine;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clippings-spelling-'));
    await putFiles(join(folder, 'corpus'), HARBOUR);
    const settings = { CORPUS_DIR: join(folder, 'corpus'), INDEX_DIR: join(folder, 'index') };
    engine = await openEngine(loadConfig(settings));
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });

  it('is answered as the one that was meant, and says how it was read', async () => {
    const meant = await engine.ask('How many passengers were injured in the fire?');
    const asked = await engine.ask('How many pasengers were injurd in the fire?');
    expect(asked).toEqual({
      ...meant,
      question: 'How many pasengers were injurd in the fire?',
      elapsedMs: asked.elapsedMs,
      mendings: [
        { typed: 'pasengers', read: 'passengers' },
        { typed: 'injurd', read: 'injured' },
      ],
    });
    expect(meant).not.toHaveProperty('mendings');
  });

  it('mends the question before, too, and says so only once', async () => {
    const conversation = [{ question: 'Who is the captian of the fery?', articleIds: [] }];
    const { carriedFrom, mendings } = await engine.ask('what did she say?', { conversation });
    expect({ carriedFrom, mendings }).toEqual({ carriedFrom: 'Who is the captian of the fery?' });
  });

  it('leaves words that the articles lack but the model knows', async () => {
    expect(await engine.ask('How do excursions and recursion differ?')).not.toHaveProperty('mendings');
  });
});
