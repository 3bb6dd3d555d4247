import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockQuote, bold, escapeMarkdown } from '../../src/discord/markdown.ts';
import { blocksOf, quotesIn, shown, shownBold } from '../support/markdown.ts';

/** Text made of the characters that formatting is made of, and ordinary ones. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'*_~|`[]()<>#-+.:@\\/!&1 ax\n'),
      fc.constantFrom(
        '**',
        '__',
        '||',
        '```',
        '> ',
        '>>> ',
        '# ',
        '-# ',
        '- ',
        '1. ',
        '[a](b)',
        '@everyone',
        '<@1>',
      ),
      fc.constantFrom(':smile:', 'https://a.b/c_d', '<t:0>', '<https://a.b>', 'é', '日', '👍🏽', '<a:b:1>'),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('escapeMarkdown', () => {
  it('leaves every character as it is for the reader, and formats nothing', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
        const blocks = blocksOf(escapeMarkdown(text));
        expect(blocks.map((block) => shown(block.children)).join('\n')).toBe(text);
        for (const block of blocks) {
          expect(block.type).toBe('paragraph');
          expect(block.children.every((node) => node.type === 'text')).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['He said: "No." It was 6:30 p.m.', 'He said: "No." It was 6\\:30 p.m.'],
    ['well-known (in Lima) & elsewhere', 'well-known (in Lima) & elsewhere'],
    ['# one\n- two\n3. three\n> four', '\\# one\n\\- two\n3\\. three\n\\> four'],
    ['@everyone <@1> :smile:', '\\@everyone \\<\\@1> \\:smile\\:'],
    ['https://example.org/a_b', 'https\\://example.org/a\\_b'],
  ])('escapes only what has a meaning: %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('the reader used here does see formatting where nothing is escaped', () => {
    const types = blocksOf('# a\n- b\n> c\n**d** :e: @everyone').map((block) => block.type);
    expect(types).toEqual(['heading', 'list', 'quote', 'paragraph']);
    const [last] = blocksOf('**d** :e: @everyone');
    expect(last?.children.map((node) => node.type)).toEqual(['strong', 'text', 'emoji', 'text', 'mention']);
  });

  it('is done with very long input, which a time that grows with its square would not be', () => {
    for (const unit of [' ', '-', '1', ' -', '1.', '\\', '>', '\n ', '*_']) {
      expect(escapeMarkdown(unit.repeat(160_000)).length).toBeGreaterThanOrEqual(unit.length * 160_000);
    }
  });
});

describe('bold', () => {
  it('shows the text in bold, and nothing else', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const line = text.replaceAll('\n', ' ');
        const [block] = blocksOf(`x${bold(line)}`);
        expect(shown(block?.children ?? [])).toBe(`x${line}`);
        expect(shownBold(block?.children ?? [])).toBe(line.trim() === '' ? '' : line);
      }),
    );
  });
});

describe('blockQuote', () => {
  it('quotes the words of any text byte for byte, with the marked ones in bold', () => {
    fc.assert(
      fc.property(nasty, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (raw, a, b, c, d) => {
        const text = `${raw}.`;
        const points = [a, b, c, d].map((n) => n % (text.length + 1)).sort((x, y) => x - y);
        const [start = 0, from = 0, to = 0, end = 0] = points;
        fc.pre(start < end && !splitsPair(text, start) && !splitsPair(text, end));
        fc.pre(!splitsPair(text, from) && !splitsPair(text, to));
        const [quote, ...others] = quotesIn(blockQuote(text, { start, end }, { start: from, end: to }));
        expect(others).toEqual([]);
        expect(quote?.text).toBe(text.slice(start, end));
        const marked = text
          .slice(from, to)
          .split('\n')
          .filter((line) => line.trim() !== '');
        expect(quote?.bold.split('\n').filter((line) => line !== '')).toEqual(marked);
      }),
      { numRuns: 2000 },
    );
  });

  it('marks each line of the quote, and the bold of each', () => {
    const text = 'One.\nTwo *is*\nhere. Three.';
    expect(blockQuote(text, { start: 0, end: text.length }, { start: 5, end: 19 })).toBe(
      '> One.\n> **Two \\*is\\***\n> **here.** Three.',
    );
  });
});

function splitsPair(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '');
}
