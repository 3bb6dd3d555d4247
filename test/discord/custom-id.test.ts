import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/discord/custom-id.ts';

describe('custom ids', () => {
  it('come back as they were made, whatever the values hold', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.integer(), fc.integer(), (answer, quote, page) => {
        const args = { answer, quote: String(quote), page: String(page) };
        fc.pre(encodable(answer));
        expect(decode(encode('context', args, 'n'))).toEqual({ name: 'context', args, tag: 'n' });
      }),
    );
  });

  it('are short and legible', () => {
    expect(encode('context', { answer: 'a1B2-_c3D4e5', quote: '0', page: '-2' })).toBe(
      '1:context:a1B2-_c3D4e5:0:-2',
    );
  });

  it('differ by their tag for two components that do the same', () => {
    const args = { answer: 'a1B2-_c3D4e5', from: '3', page: '0' };
    expect(encode('more', args, 'p')).not.toBe(encode('more', args, 'n'));
    expect(decode(encode('more', args, 'p'))).toMatchObject({ name: 'more', args, tag: 'p' });
    expect(decode(encode('more', args))).toMatchObject({ name: 'more', args, tag: '' });
  });

  it('are never longer than Discord takes', () => {
    expect(() => encode('timeline', { query: 'x'.repeat(90), page: '0' })).toThrow(RangeError);
  });

  it.each([
    ['0:context:a:0:0', 'outdated'],
    ['2:context:a:0:0', 'outdated'],
    ['1:context:a:0', 'outdated'],
    ['1:nothing:a', 'outdated'],
    ['1:constructor', 'outdated'],
    ['1:more:%zz:0:0', 'outdated'],
    ['somebody-else', 'foreign'],
    ['', 'foreign'],
  ])('tell an id that cannot be used: %s is %s', (id, verdict) => {
    expect(decode(id)).toBe(verdict);
  });

  it('never throw on reading', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(() => decode(id)).not.toThrow();
      }),
    );
  });
});

function encodable(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false; // a lone surrogate
  }
}
