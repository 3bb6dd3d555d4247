import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clausesOf, halvesOf, isHeading, paragraphsOf, sentencesOf } from '../../src/corpus/sentences.ts';
import { fits, slice } from '../../src/corpus/span.ts';

const sentences = (text: string) =>
  sentencesOf(text, { start: 0, end: text.length }).map((s) => slice(text, s));
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

describe('sentencesOf', () => {
  it.each([
    ['ends at full stops, question and exclamation marks', ['He left.', 'Why?', 'Run!', 'They ran.']],
    ['keeps closing quotation marks with the sentence', ['"He left."', 'She said, “Stay.”', 'They did.']],
    ['sees an end before a number', ['Four were freed.', '38 more left.', '14 rebels died.']],
    ['sees an end after an abbreviation that opens a new sentence', ['It was in the U.S.', 'The end came.']],
    ['knows that "no" is also a word', ['He said no.', 'Then he left.']],
    ['goes on through brackets', ['He spoke (see p. 4).', 'They heard.']],
    ['sees opening marks of Spanish', ['Se fue.', '¿Quién?', '¡Nadie!']],
  ])('%s', (_, expected) => {
    expect(sentences(expected.join(' '))).toEqual(expected);
  });

  it.each([
    ['a title', 'He told Mr. Fujimori and Gen. Arias to wait.'],
    ['a month', 'Talks broke down Jan. 1 when releases dried up after Dec. 17.'],
    ['initials', 'It was read by J. F. Smith aloud.'],
    ['an acronym', 'A letter to U.S. President Bill Clinton was read.'],
    ['an hour', 'They heard it at 2:50 a.m. Friday in Lima.'],
    ['a decimal', 'It cost 3.5 million dollars.'],
    ['a numbered thing', 'House No. 5 stood empty.'],
    ['a line break within', 'The rebels\nIn Lima left.'],
    ['an ellipsis that goes on', 'They waited... and then left.'],
  ])('does not end a sentence at %s', (_, sentence) => {
    expect(sentences(sentence)).toEqual([sentence]);
  });

  it('is done with a very long paragraph, which a time that grows with its square would not be', () => {
    expect(sentences('They left. '.repeat(20_000))).toHaveLength(20_000);
    expect(sentences(`${'x'.repeat(200_000)}. ${'y. '.repeat(20_000)}`)).toHaveLength(1);
  });

  it('gives offsets into the whole text, not into the span', () => {
    const text = 'Before. He left. She stayed. After.';
    expect(sentencesOf(text, { start: 8, end: 28 }).map((span) => slice(text, span))).toEqual([
      'He left.',
      'She stayed.',
    ]);
  });

  it('covers every character that is not white space, once and in order', () => {
    fc.assert(
      fc.property(prose, (text) => {
        const spans = sentencesOf(text, { start: 0, end: text.length });
        expect(spans.every((span) => fits(text, span))).toBe(true);
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
          expect(span.end - span.start).toBeLessThanOrEqual(Math.max(longest, 2));
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
