import { describe, expect, it } from 'vitest';
import { leansOnEarlier, readQuestion } from '../../src/answer/question.ts';

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
