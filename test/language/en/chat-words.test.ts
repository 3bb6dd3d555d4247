import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isChatWord, spellOut } from '../../../src/language/en/chat-words.ts';

describe('spellOut', () => {
  it.each([
    ['when did dey let ppl go n y', 'when did they let people go and why'],
    ['wat did u see lol', 'what did you see'],
    ['tbh wasnt there', 'wasn’t there'],
    ['whos gonna pay w/o a vote?', 'who is going to pay without a vote?'],
    ['  plz  tell me ', 'please tell me'],
  ])('%j stands for %j', (typed, meant) => {
    expect(spellOut(typed)).toBe(meant);
  });

  it.each([
    'What did the U.S. and the U.N. say about N. Korea?',
    'Did George W. Bush sing R&B?',
    'r & b or c & w',
    'the boy on vitamin r and plan n',
    'at 8 pm or in 300 bc',
    'who is on death row, and who topped the charts with cash in hand',
    'how did the cop, the kid and the doc row the boat',
    'Is PPL on the air? Who runs UR?',
    'The band U2, the A4 road, the y-axis and r.n.',
    'Dem Lund',
  ])('leaves %s', (text) => {
    expect(spellOut(text)).toBe(text);
  });

  it('never leaves a question without words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const spelled = spellOut(text);
        expect(/[\p{L}\p{N}]/u.test(spelled)).toBe(/[\p{L}\p{N}]/u.test(text.trim()));
      }),
    );
  });

  it('changes no word that has a capital, a figure, a full stop or an apostrophe', () => {
    const word = fc.stringMatching(/^[A-Z][A-Za-z.'’&0-9-]{0,6}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        expect(spellOut(words.join(' '))).toBe(words.join(' '));
      }),
    );
  });
});

describe('isChatWord', () => {
  it('knows the short forms, and no English word', () => {
    expect(['ppl', 'dont', 'lol'].map(isChatWord)).toEqual([true, true, true]);
    expect(['row', 'wen', 'mon', 'jan'].map(isChatWord)).toEqual([false, false, false, false]);
  });
});
