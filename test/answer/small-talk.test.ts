import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallTalkIn } from '../../src/answer/small-talk.ts';

describe('small talk', () => {
  it.each([
    'help',
    'Help!',
    'help me please',
    'Hey bot, what can you do?',
    'who are you?',
    'How does this work?',
    'Are you there?',
    '¿Qué puedes hacer?',
    'ayuda por favor',
    'Hilfe',
    'test',
  ])('%s wants help', (text) => {
    expect(smallTalkIn(text)).toBe('help');
  });

  it.each([
    'hi',
    'Hello there!',
    'hey',
    'Good morning everyone',
    'how are you?',
    "hi, how's it going?",
    'Hola',
    '¡Buenas tardes!',
    'Bonjour à tous',
    'Guten Morgen',
    'hi 👋',
  ])('%s greets', (text) => {
    expect(smallTalkIn(text)).toBe('greeting');
  });

  it.each([
    'thanks',
    'Thank you so much!',
    'thx',
    'thanks for the quick answer',
    'good bot',
    'Good job, bot!',
    'nice one',
    'ok',
    'Okay, got it',
    'lol',
    'yes',
    'bye',
    'good night',
    'Muchas gracias',
    'Vielen Dank!',
    'merci beaucoup',
    '👍',
    '🎉🎉',
    '❤️',
    '<:pepe:123456789012345678>',
    ':)',
    ';-)',
    ':D',
    'wow 😮',
  ])('%s wants no more than a nod', (text) => {
    expect(smallTalkIn(text)).toBe('nod');
  });

  it.each([
    'hostages',
    'Who helped them?',
    'Did the Red Cross help?',
    'thanks, and who freed them?',
    'What did the president say?',
    'ok but when?',
    'hello kitty stores in Lima',
    'Good morning Vietnam',
    'hi, who is the president',
    'why?',
    'and in January?',
    'is it good?',
    'how many',
    'who was he',
    'is this true?',
    'Thank you letters',
    'Dead or alive?',
    '1996',
    'No. 5',
    'night of the raid',
    'the good samaritan',
    'help for the victims',
    'what can you do about floods',
    '???',
    '',
    '...',
    'a:b',
    'C++',
  ])('%j is none: it may be a question', (text) => {
    expect(smallTalkIn(text)).toBeUndefined();
  });

  it('is found in no time whatever is said', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 6000 }), (text) => {
        const started = performance.now();
        smallTalkIn(text);
        expect(performance.now() - started).toBeLessThan(200);
      }),
      { numRuns: 50 },
    );
    for (const sign of [':', ';-', ' ', "'", '👍', '<a:', 'hi ']) {
      const started = performance.now();
      smallTalkIn(sign.repeat(6000 / sign.length));
      expect(performance.now() - started).toBeLessThan(200);
    }
  });
});
