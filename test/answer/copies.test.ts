import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedWords, sharesNumbers } from '../../src/answer/copies.ts';

describe('sharedWords', () => {
  it('is the share of a text’s runs of three words that another has', () => {
    expect(sharedWords('The ferry burned down.', 'Police: the ferry burned down, and sank.')).toBe(1);
    expect(sharedWords('The ferry burned down.', 'The ferry burned.')).toBe(0.5);
    expect(sharedWords('The ferry burned.', 'Burned the ferry.')).toBe(0);
    expect(sharedWords('The ferry burned.', 'The FERRY burned')).toBe(1);
    expect(sharedWords('The ferry.', 'The ferry.')).toBe(0); // too short to tell
  });

  it('is 1 of any text with itself, and of a part of it, and never out of 0 to 1', () => {
    const words = fc.array(fc.constantFrom('a', 'ferry', '12', 'Solveig', 'naïve', '北京'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const share = sharedWords(one.join(' '), [...other, ...one].join(' '));
        expect(share).toBe(one.length < 3 ? 0 : 1);
        const any = sharedWords(one.join(' '), other.join(', '));
        expect(any).toBeGreaterThanOrEqual(0);
        expect(any).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('sharesNumbers', () => {
  it.each([
    ['12 were hurt', 'police said 12 were hurt', true],
    ['12 were hurt', 'police said twelve were hurt', true],
    ['Twenty-four left', '24 left', true],
    ['1,200 left', '1200 left', true],
    ['all left', '24 left', true],
    ['12 were hurt', '31 were hurt', false],
    ['$200 each', '$2000 each', false],
    ['4.5 percent', '4.6 percent', false],
    ['four freed', 'fourteen freed', false],
    ['twenty-four left', 'twenty left, and four more', false],
    ['24 left', 'all left', false],
  ])('%s, of %s: %s', (text, other, shared) => {
    expect(sharesNumbers(text, other)).toBe(shared);
  });
});
