import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, MAX_ARTICLE_CHARACTERS, openingWords, parseArticle } from '../../src/corpus/article.ts';

describe('parseArticle', () => {
  it('reads the front matter and leaves the text untouched', () => {
    const content =
      '---\ntitle: "Peru: a siege"\npublisher: CNN\npublished: 1996-12-17\nsource: sources/a.txt:1-9\nurl: https://example.org/a\n---\n LIMA --  They left.\n\n---\nEnd \n';
    expect(parseArticle(content, 'corpus/sub/1996-a.md')).toEqual({
      id: '1996-a',
      title: 'Peru: a siege',
      publisher: 'CNN',
      published: '1996-12-17',
      basis: {},
      source: 'sources/a.txt:1-9',
      url: 'https://example.org/a',
      text: ' LIMA --  They left.\n\n---\nEnd \n',
    });
  });

  it('takes text without front matter, and its opening words for a title', () => {
    expect(parseArticle('They left.\nAll of them.\n', 'a.txt')).toEqual({
      id: 'a',
      title: 'They left.',
      basis: { title: 'no headline; the opening words' },
      text: 'They left.\nAll of them.\n',
    });
  });

  it('keeps the basis of what was inferred', () => {
    const article = parseArticle('---\npublished: 1997-01-10\npublishedBasis: inferred\n---\nText.', 'a.md');
    expect(article.published).toBe('1997-01-10');
    expect(article.basis).toEqual({ published: 'inferred', title: 'no headline; the opening words' });
  });

  it('reads front matter with a byte-order mark, carriage returns, and nothing in it', () => {
    expect(parseArticle('\uFEFF---\r\ntitle: T\r\n---\r\nText.\r\n', 'a.md')).toMatchObject({
      title: 'T',
      text: 'Text.\r\n',
    });
    expect(parseArticle('---\n---\nText.', 'a.md').text).toBe('Text.');
  });

  it('takes a value that is left empty as not stated', () => {
    expect(parseArticle('---\ntitle: T\npublisher:\n---\nText.', 'a.md')).not.toHaveProperty('publisher');
  });

  it.each([
    ['binary', 'a\0b', 'x.md:1: is binary, not text. Convert it'],
    ['empty', ' \n', 'x.md:1: has no text. Add the text'],
    ['front matter without text', '---\ntitle: T\n---\n\n', 'x.md:4: has no text.'],
    ['unclosed front matter', '---\ntitle: T\nText.', 'x.md:1: opens front matter with "---" that no second'],
    [
      'YAML that is not valid',
      '---\ntitle: T\npublisher: "a\n---\nText.',
      /x\.md:[34]: has front matter that is not valid YAML/,
    ],
    [
      'YAML that is no list of fields',
      '---\n- title\n---\nText.',
      'x.md:2: has front matter that is not a list',
    ],
    ['a field said twice', '---\ntitle: A\ntitle: B\n---\nText.', /x\.md:3: .*unique/],
    [
      'a day that is none',
      '---\ntitle: T\npublished: 1997-02-29\n---\nText.',
      'x.md:3: "published" is "1997-02-29"',
    ],
    ['words for a day', '---\npublished: last week\n---\nText.', 'x.md:2: "published" is "last week"'],
    ['a list for a title', '---\ntitle: [a, b]\n---\nText.', 'x.md:2: "title" is not a single piece of text'],
    ['too much', 'x'.repeat(MAX_ARTICLE_CHARACTERS + 1), 'x.md:1: has 2000001 characters; at most 2000000'],
  ])('refuses %s, naming file, line and remedy', (_, content, message) => {
    expect(() => parseArticle(content, 'x.md')).toThrow(message);
  });

  it('changes no text', () => {
    const text = fc.string({ unit: 'binary' }).map((rest) => `A${rest.replaceAll('\0', '')}`);
    fc.assert(
      fc.property(text, (body) => {
        expect(parseArticle(`---\ntitle: T\n---\n${body}`, 'a.md').text).toBe(body);
      }),
    );
  });
});

describe('idOf', () => {
  it.each([
    ['corpus/a.md', 'a'],
    ['a.b.TXT', 'a.b'],
    ['C:\\corpus\\a.md', 'a'],
  ])('%s', (path, id) => expect(idOf(path)).toBe(id));
});

describe('openingWords', () => {
  it('takes a short first line whole', () =>
    expect(openingWords('\n Four left. \nMore.')).toBe('Four left.'));
  it('cuts a long one between words', () => {
    expect(openingWords(`${'word '.repeat(30)}`)).toBe(`${'word '.repeat(15)}word…`);
  });
  it('cuts no character in two', () => {
    expect(openingWords(`x${'😀'.repeat(60)}`)).toBe(`x${'😀'.repeat(39)}…`);
  });
});
