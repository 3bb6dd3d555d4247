import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clausesOf, halvesOf, isHeading, paragraphsOf } from '../../src/corpus/paragraphs.ts';
import { fits, slice } from '../../src/corpus/span.ts';

const paragraphs = (text: string) => paragraphsOf(text).map((span) => slice(text, span));

/** Text as people write it: words, abbreviations, marks, quotation marks, breaks, odd characters. */
const prose = fc
  .array(
    fc.constantFrom(
      'Mr.',
      'Dec.',
      'U.S.',
      'no.',
      '17',
      'Lima',
      'left',
      '"',
      '”',
      '.',
      '?',
      ' ',
      '\n',
      '\n\n',
      '😀',
      'é',
      ' -- ',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('clausesOf', () => {
  const clauses = (text: string, longest: number) =>
    clausesOf(text, { start: 0, end: text.length }, longest).map((span) => slice(text, span));

  it('parts a long sentence where clauses end, or else words, and leaves a short one whole', () => {
    const text = 'The ferry burned all night, and nobody slept; the harbour was closed.';
    expect(clauses(text, text.length)).toEqual([text]);
    expect(clauses(text, 40)).toEqual([
      'The ferry burned all night,',
      'and nobody slept;',
      'the harbour was closed.',
    ]);
    expect(clauses('The ferry burned all night long', 20)).toEqual(['The ferry burned', 'all night long']);
    expect(clauses('x'.repeat(10), 5)).toEqual(['xxxxx', 'xxxxx']);
  });

  it('covers every character that is not white space, in order, in parts that are short enough', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 2, max: 60 }), (text, longest) => {
        const spans = clausesOf(text, { start: 0, end: text.length }, longest);
        for (const span of text.trim() === '' ? [] : spans) {
          expect(fits(text, span)).toBe(true);
          expect(slice(text, span).trim().length).toBeLessThanOrEqual(Math.max(longest, 2));
        }
        const kept = spans.map((span) => slice(text, span)).join('');
        expect(kept.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});

describe('halvesOf', () => {
  const halves = (text: string) =>
    halvesOf(text, { start: 0, end: text.length }).map((span) => slice(text, span));

  it('parts at the end of a clause near the middle before a nearer end of a word', () => {
    expect(halves('It burned, and all of the many passengers left')).toEqual([
      'It burned, and all of',
      'the many passengers left',
    ]);
    expect(halves('The old ferry burned, all the passengers left')).toEqual([
      'The old ferry burned,',
      'all the passengers left',
    ]);
  });

  it('does not cut a character in two', () => {
    expect(halves('a🐐')).toEqual(['a', '🐐']);
    expect(halves('🐐')).toEqual(['🐐']);
  });
});

describe('paragraphsOf', () => {
  it('parts text at blank lines, also those with spaces in them', () => {
    expect(paragraphs('One\nstill one.\n\nTwo.\n \t\n\n Three. \n')).toEqual([
      'One\nstill one.',
      'Two.',
      'Three.',
    ]);
  });
  it('takes every line of a text without blank lines', () => {
    expect(paragraphs('One.\nTwo.\r\nThree.\n')).toEqual(['One.', 'Two.', 'Three.']);
  });
  it('finds none in white space', () => {
    expect(paragraphs(' \n\n\t')).toEqual([]);
  });
  it('covers every character that is not white space, once and in order', () => {
    fc.assert(
      fc.property(prose, (text) => {
        const spans = paragraphsOf(text);
        expect(spans.every((span, i) => span.start >= (spans[i - 1]?.end ?? 0))).toBe(true);
        expect(
          spans
            .map((span) => slice(text, span))
            .join('')
            .replace(/\s/g, ''),
        ).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});

describe('isHeading', () => {
  it.each(['Hostage safety is foremost', 'High tech and savvy', '14 rebels, 3 others die'])('%s', (text) => {
    expect(isHeading(text)).toBe(true);
  });
  it.each(['He left.', '"He left."', 'They wanted:', 'x'.repeat(91)])('not %s', (text) => {
    expect(isHeading(text)).toBe(false);
  });
});
