import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/corpus/article.ts';
import { cite } from '../../src/corpus/citation.ts';
import { contains, fits, overlaps, slice, trimmed } from '../../src/corpus/span.ts';
import { ClippingsError } from '../../src/errors.ts';

describe('fits', () => {
  it.each([
    ['a span within', { start: 0, end: 3 }, true],
    ['an empty span', { start: 1, end: 1 }, false],
    ['one that runs backwards', { start: 2, end: 1 }, false],
    ['one that begins before the text', { start: -1, end: 2 }, false],
    ['one that ends after it', { start: 0, end: 5 }, false],
    ['a fraction', { start: 0.5, end: 2 }, false],
    ['no number', { start: 0, end: Number.NaN }, false],
    ['one that begins within a surrogate pair', { start: 2, end: 4 }, false],
    ['one that ends within a surrogate pair', { start: 0, end: 2 }, false],
  ])('%s', (_, span, expected) => {
    expect(fits('a😀b', span)).toBe(expected);
  });
});

describe('trimmed', () => {
  it('takes white space off both ends', () => {
    expect(trimmed('x  ab \n y', { start: 1, end: 8 })).toEqual({ start: 3, end: 5 });
  });
  it('finds nothing in white space', () => {
    expect(trimmed('x   y', { start: 1, end: 4 })).toBeUndefined();
  });
  it('gives a span whose text is the trimmed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\t', '😀') }), (text) => {
        const span = trimmed(text, { start: 0, end: text.length });
        expect(span === undefined ? '' : slice(text, span)).toBe(text.trim());
      }),
    );
  });
});

describe('contains and overlaps', () => {
  const span = { start: 2, end: 5 };
  it.each([
    [{ start: 2, end: 5 }, true, true],
    [{ start: 3, end: 4 }, true, true],
    [{ start: 1, end: 3 }, false, true],
    [{ start: 5, end: 6 }, false, false],
    [{ start: 0, end: 2 }, false, false],
  ])('%j', (other, within, shared) => {
    expect(contains(span, other)).toBe(within);
    expect(overlaps(span, other)).toBe(shared);
    expect(overlaps(other, span)).toBe(shared);
  });
});

describe('cite', () => {
  const article = parseArticle('---\ntitle: T\n---\nHe left 😀 early.\n', 'a.md');

  it('takes the exact words', () => {
    expect(cite(article, { start: 3, end: 10 })).toEqual({
      article,
      span: { start: 3, end: 10 },
      exact: 'left 😀',
    });
  });
  it('agrees with words that stand there', () => {
    expect(cite(article, { start: 0, end: 7 }, 'He left').exact).toBe('He left');
  });
  it.each([
    [
      'words that do not stand there',
      { start: 0, end: 7 },
      'He Left',
      'a: the words at 0-7 are not the ones',
    ],
    ['a span beyond the text', { start: 0, end: 99 }, undefined, 'a: no text at 0-99 (the text has 18 char'],
    ['half a surrogate pair', { start: 0, end: 9 }, undefined, 'a: no text at 0-9'],
  ])('refuses %s', (_, span, expected, message) => {
    expect(() => cite(article, span, expected)).toThrow(ClippingsError);
    expect(() => cite(article, span, expected)).toThrow(message);
  });
  it('holds for every span of every text, or refuses it', () => {
    const part = fc.constantFrom('a', 'é', '😀', ' ', '\n', '\r\n', '"');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), fc.nat(40), fc.nat(40), (parts, start, end) => {
        const text = `${parts.join('')}.`;
        const any = parseArticle(`---\ntitle: T\n---\n${text}`, 'a.md');
        expect(any.text).toBe(text);
        if (fits(text, { start, end })) expect(cite(any, { start, end }).exact).toBe(text.slice(start, end));
        else expect(() => cite(any, { start, end })).toThrow(ClippingsError);
      }),
    );
  });
});
