import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellOut } from '../../src/answer/chat-words.ts';
import { leansOnEarlier, readQuestion } from '../../src/answer/question.ts';

describe('spellOut', () => {
  it.each([
    ['wen did they let ppl go n y', 'when did they let people go and why'],
    ['wasnt there', 'wasn’t there'],
    ['Where was it built?', 'Where was it built?'],
    ['  who...  when ', 'who. when'],
  ])('%j stands for %j', (typed, meant) => {
    expect(spellOut(typed)).toBe(meant);
  });

  it('never leaves a question without words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const spelled = spellOut(text);
        expect(/[\p{L}\p{N}]/u.test(spelled)).toBe(/[\p{L}\p{N}]/u.test(text.trim()));
      }),
    );
  });
});

describe('readQuestion', () => {
  it.each([
    ['How many boats sank?', 'number'],
    ['when did the boat sink', 'time'],
    ['Who built the boat?', 'person'],
    ['where was it built', 'place'],
    ['why did it sink', 'reason'],
    ['describe the boat', 'other'],
  ])('%s asks for a %s', (asked, kind) => {
    expect(readQuestion(asked, undefined)).toMatchObject({ asked, kind });
  });

  it('takes what it does not say itself from the question before', () => {
    const alone = readQuestion('and the captain?', undefined);
    expect(alone.text).toBe('and the captain?');
    const completed = readQuestion('and the captain?', undefined, 'How many sailors drowned?');
    expect(completed).toMatchObject({ kind: 'number', asked: 'and the captain?' });
    expect(completed.text).toContain('sailors drowned');
  });
});

describe('leansOnEarlier', () => {
  it.each(['and in January?', 'who was he?', 'why?', 'what about them'])('%s leans', (asked) => {
    expect(leansOnEarlier(asked)).toBe(true);
  });

  it.each([
    'How much will the bridge over the sound cost?',
    'When was the lighthouse on the island first lit?',
  ])('%s stands alone', (asked) => {
    expect(leansOnEarlier(asked)).toBe(false);
  });
});
