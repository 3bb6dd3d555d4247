import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, slice } from '../../../src/corpus/span.ts';
import { sentencesOf } from '../../../src/language/en/sentences.ts';

const sentences = (text: string) =>
  sentencesOf(text, { start: 0, end: text.length }).map((span) => slice(text, span));

/** Labelled paragraphs: `‖` parts sentences, `⏎` is a line break. */
async function labelled(file: string): Promise<readonly (readonly string[])[]> {
  const lines = (await readFile(`test/language/en/${file}`, 'utf8')).split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => [line]);
}

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
      'Inc.',
      'p.m.',
      'B.',
      '\n- ',
      '\n1. ',
      'dawn.The',
      '…',
      '“',
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

describe.each(['sentences.txt', 'sentences-aside.txt', 'sentences-later.txt'])(
  'sentencesOf the paragraphs of %s',
  async (file) => {
    it.each(await labelled(file))('%s', (line) => {
      const parts = line.replaceAll('⏎', '\n').split('‖');
      const text = parts
        .map((part, i) => (i > 0 && parts[i - 1]?.endsWith('\n') ? part.trimStart() : part))
        .join('')
        .replace(/ {2}/g, ' ');
      expect(sentences(text)).toEqual(parts.map((part) => part.trim()));
    });
  },
);

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
