import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slice } from '../../../src/corpus/span.ts';
import { STOP_WORDS } from '../../../src/language/en/stop-words.ts';
import { termsOf } from '../../../src/language/en/terms.ts';
import { tokensOf } from '../../../src/language/en/tokens.ts';

const shapes = (text: string) => tokensOf(text).map((token) => [token.text, token.shape]);

describe('tokensOf', () => {
  it.each([
    ['NATO', 'initialism'],
    ['U.S.', 'initialism'],
    ['a.m.', 'initialism'],
    ['B-52', 'code'],
    ['F/A-18s', 'code'],
    ['C++', 'code'],
    ['AT&T', 'code'],
    ['H5N1', 'code'],
    ['e-mail', 'code'],
    ['1,000', 'number'],
    ['5:30', 'number'],
    ['O’Brien', 'word'],
    ['naïve', 'word'],
    ['日本語', 'word'],
    ['https://gazette.example/a?b=1', 'address'],
    ['editor@gazette.example', 'address'],
    ['<@123>', 'address'],
  ])('takes %s for one %s', (text, shape) => {
    expect(shapes(`Then ${text} came`)).toEqual([
      ['Then', 'word'],
      [text, shape],
      ['came', 'word'],
    ]);
  });

  it.each([
    ['words that a hyphen joins', 'well-known', ['well', 'known']],
    ['a count and its noun', '10-year', ['10', 'year']],
    ['a range', '1996-97', ['1996', '97']],
    ['words beside a slash', 'and/or', ['and', 'or']],
  ])('parts %s', (_, text, tokens) => {
    expect(tokensOf(text).map((token) => token.text)).toEqual(tokens);
  });

  it('tells initialisms from words by capitals, but not where all is in capitals', () => {
    expect(shapes('WHO')).toEqual([['WHO', 'initialism']]);
    expect(shapes('who')).toEqual([['who', 'word']]);
    expect(tokensOf('WHO WILL PAY FOR IT').map(({ shape }) => shape)).toEqual(Array(5).fill('word'));
  });

  it('has spans that give the tokens, in order and apart, and no letter or figure between', () => {
    const odd = fc.constantFrom(
      'U.S.',
      'B-52',
      "don't",
      'é',
      'e\u0301',
      '😀',
      '&',
      '/',
      '.',
      '-',
      ' ',
      '@',
      '<',
      '1,0',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(odd, fc.string()), { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        const tokens = tokensOf(text);
        expect(tokens.every((token) => slice(text, token.span) === token.text)).toBe(true);
        expect(tokens.every(({ span }, i) => span.start >= (tokens[i - 1]?.span.end ?? 0))).toBe(true);
        const between = [...tokens, undefined].map((token, i) =>
          text.slice(tokens[i - 1]?.span.end ?? 0, token?.span.start),
        );
        expect(between.filter((piece) => /[\p{L}\p{N}]/u.test(piece))).toEqual([]);
      }),
    );
  });

  it.each(['a.', 'a', 'a-', 'A1-', 'a/', "a'", 'a@', 'a&', '1,', '<@', 'AB.', 'a.b@', 'http://'])(
    'is done with a long row of %s within 50 ms',
    (part) => {
      const text = part.repeat(Math.ceil(6000 / part.length));
      const times = Array.from({ length: 5 }, () => {
        const started = performance.now();
        tokensOf(text);
        return performance.now() - started;
      });
      expect(Math.min(...times)).toBeLessThan(50); // the least: other programs may have taken the rest
    },
  );
});

describe('termsOf', () => {
  it.each([
    ['What did the U.S. say?', ['us', 'sai']],
    ['What did the US say?', ['us', 'sai']],
    ['what did the us say', ['us', 'sai']],
    ['the WHO?', ['who']],
    ['What did they tell us?', ['tell']],
    ['Who was it?', []],
    ["It won't, and they don’t.", []],
    ['They won.', ['won']],
    ["Brazil's president", ['brazil', 'presid']],
    ['1,000 men', ['1000', 'men']],
    ['Perú, Pérez', ['peru', 'perez']],
    ['No. 7', ['7']],
    ['see www.gazette.example/ferry', ['see', 'gazett', 'exampl', 'ferri']],
    ['<@123456>', []],
  ])('%s', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it.each([
    ['B-52', 'B52'],
    ['B-52', 'b52s'],
    ['MiG-21', 'mig 21'],
    ['MiG-29', 'MiG-29s'],
    ['F/A-18', 'f-18s'],
    ['F/A-18', 'F/A-18s'],
    ['C++', 'c++'],
    ['AT&T', 'at&t'],
    ['e-mail', 'email'],
    ['COVID-19', 'covid 19'],
  ])('finds %s by %s', (written, asked) => {
    const known = new Set(termsOf(`type ${written} was seen`));
    expect(termsOf(asked).filter((term) => !known.has(term))).toEqual([]);
  });

  it.each([
    ['B-52', 'B53'],
    ['C++', 'C#'],
    ['F/A-18', 'f-16'],
    ['MiG-21', 'MiG-29'],
  ])('does not take %s for %s', (written, asked) => {
    const known = new Set(termsOf(written));
    expect(termsOf(asked).filter((term) => !known.has(term))).not.toEqual([]);
  });

  it('has no stop word but as an initialism', () => {
    expect([...STOP_WORDS].flatMap(termsOf)).toEqual([]);
  });
});
