import { describe, expect, it } from 'vitest';
import { parseArticle, readArticle } from '../../src/corpus/article.ts';

const TEXT = 'The lamp at Port Ellen went dark on Tuesday, the keeper said.';
const file = (yaml: string) => `---\n${yaml}\n---\n${TEXT}\n`;

describe('front matter as people write it', () => {
  it.each([
    ['a number sign', 'title: Fans cheer at Pier #1: ferry returns', 'Fans cheer at Pier #1: ferry returns'],
    ['a number sign and no colon', 'title: Ferry returns to berth #2', 'Ferry returns to berth #2'],
    ['a colon', 'title: Ferry: what we know', 'Ferry: what we know'],
    ['a bracket', 'title: [Update] Ferry returns', '[Update] Ferry returns'],
    ['a quotation', 'title: "Aurora" runs aground', '"Aurora" runs aground'],
    ['an at sign', 'title: @gazette on the ferry', '@gazette on the ferry'],
    ['a time', 'title: 17:30', '17:30'],
    ['a word of YAML', 'title: No', 'No'],
    ['a year', 'title: 1984', '1984'],
    ['marks all around', 'title: "Pier: \\"one\\""', 'Pier: "one"'],
    ['a block', 'title: >\n  Ferry runs\n  aground', 'Ferry runs aground'],
    ['a tab', 'title:\tA', 'A'],
    ['an asterisk', 'title: *Star* sinks & burns', '*Star* sinks & burns'],
  ])('takes a title with %s whole', (_, yaml, title) => {
    const { article, notices } = readArticle(file(`${yaml}\npublished: 1996-12-17`), 'a.md');
    expect(article).toMatchObject({ title, published: '1996-12-17', text: `${TEXT}\n` });
    expect(notices).toEqual([]);
  });

  it.each([
    ['date', 'date: 1996-12-17'],
    ['capitals', 'Published: 1996-12-17'],
    ['pubDate', 'pubDate: Tue, 17 Dec 1996 23:30:00 GMT'],
    ['a time with its zone, whose day is the writer’s', 'published: 1996-12-17T23:30:00-05:00'],
    ['slashes, year first', 'published: 1996/12/17'],
    ['slashes that can be read one way only', 'date: 17/12/1996'],
    ['full stops', 'date: 17.12.1996'],
    ['words', 'published: December 17, 1996'],
    ['words the British way', 'Publication date: 17 December 1996'],
    ['quotation marks', 'published: "1996-12-17"'],
  ])('reads a day given by %s', (_, yaml) => {
    expect(readArticle(file(`title: A\n${yaml}`), 'a.md')).toMatchObject({
      article: { published: '1996-12-17' },
      notices: [],
    });
  });

  it('refuses a day that can be read two ways, by its line', () => {
    expect(() => parseArticle(file('title: A\ndate: 03/04/1997'), 'a.md')).toThrow(
      'a.md:3: "published" is "03/04/1997", which can be read two ways, day first or month first.',
    );
  });

  it('tells what it does not know by line, and uses the rest', () => {
    const { article, notices } = readArticle(
      file('title: A\ntags: [sea, lamp]\nDraft: no\nauthor: Lund'),
      'a.md',
    );
    expect(article.title).toBe('A');
    expect(notices).toEqual([
      { line: 3, subject: 'tags', message: '"tags" is not known, and is not used.' },
      { line: 4, subject: 'Draft', message: '"Draft" is not known, and is not used.' },
    ]);
  });

  it('prefers "published" to another name of it, and says so', () => {
    const { article, notices } = readArticle(file('published: 1996-12-17\ndate: 1996-12-18'), 'a.md');
    expect(article.published).toBe('1996-12-17');
    expect(notices).toMatchObject([{ line: 3, subject: 'date' }]);
    expect(readArticle(file('date: 1996-12-17\npublished: true'), 'a.md')).toMatchObject({
      article: { published: '1996-12-17' },
      notices: [{ line: 3, subject: 'published' }],
    });
  });

  it('is found after blank lines and a byte-order mark, with a mark at its end, and not elsewhere', () => {
    expect(parseArticle(`\uFEFF\r\n\n---\r\ntitle: T\r\n---\r\n${TEXT}`, 'a.md')).toMatchObject({
      title: 'T',
      text: TEXT,
    });
    expect(parseArticle(file('title: A\n...'), 'a.md').title).toBe('A');
    expect(parseArticle(`${TEXT}\n\n---\n\ntitle: no\n\n---\n`, 'a.md').title).not.toBe('no');
  });

  it('takes a tilde for nothing stated, and refuses TOML', () => {
    expect(parseArticle(file('title: ~'), 'a.md').basis.title).toBe('no headline; the opening words');
    expect(() => parseArticle(`+++\ntitle = "T"\n+++\n${TEXT}`, 'a.md')).toThrow(
      'a.md:1: has TOML front matter ("+++"). Write it as YAML',
    );
  });

  it('is read in a time that grows with its length, blank lines of either kind before it or not', () => {
    const started = performance.now();
    expect(parseArticle(`${'\r\n'.repeat(20_000)}${TEXT}`, 'a.md').text).toContain(TEXT);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('a headline in the text', () => {
  it('is the title and no part of the text', () => {
    expect(parseArticle(`Ferry runs aground\n\n${TEXT}\n`, 'a.txt')).toMatchObject({
      title: 'Ferry runs aground',
      basis: { title: 'the first line of the text' },
      text: `${TEXT}\n`,
    });
    expect(parseArticle(`---\ndate: 1996-12-17\n---\n# Ferry: it sank.\n\n${TEXT}`, 'a.md')).toMatchObject({
      title: 'Ferry: it sank.',
      text: TEXT,
    });
  });
  it.each([
    ['a sentence', `They left.\n\n${TEXT}`],
    ['a dateline', `PORT ELLEN, Scotland -- The lamp\n\n${TEXT}`],
    ['a line of a paragraph', `The lamp went\ndark on Tuesday.\n\n${TEXT}`],
    ['a bullet', `- one\n\n${TEXT}`],
    ['the whole text', 'Ferry runs aground\n\n'],
  ])('is not %s', (_, content) => {
    expect(parseArticle(content, 'a.txt').text).toBe(content);
  });
  it('leaves the text alone where the title is given', () => {
    const content = `Ferry runs aground\n\n${TEXT}`;
    expect(parseArticle(`---\ntitle: T\n---\n${content}`, 'a.txt').text).toBe(content);
  });
});

describe('what is no article', () => {
  it.each([
    [
      'a web page',
      '<!doctype html>\n<html><body><p>x</p></body></html>',
      /a\.txt:1: is a web page \(HTML\).*corpus:import/,
    ],
    [
      'a page that a browser saved',
      '<!-- saved from url=(0014)about:internet -->\n<html><p>x',
      /is a web page/,
    ],
    ['a piece of a page', '<div class="a">\n<p>One.</p>\n</div>', /is a web page/],
    ['XHTML', '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html><p>x', /is a web page/],
    [
      'a feed',
      '<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>',
      /is a feed.*corpus:follow/,
    ],
    [
      'a mail',
      'From: A <a@x.example>\nTo: b@x.example\nSubject: Hello\nDate: Tue, 17 Dec 1996 12:00:00 +0000\n\nThe text.',
      /is an e-mail/,
    ],
    ['JSON', '{"question": "who?"}\n{"question": "what?"}\n', /is JSON.*ask -- --questions/],
  ])('is refused with the right door: %s', (_, content, message) => {
    expect(() => parseArticle(content, 'a.txt')).toThrow(message);
  });
  it.each([
    ['a text with tags in it', `The <b>Aurora</b> ran aground.\n\n${TEXT} ${TEXT} ${TEXT}`],
    ['a text in brackets', `[Update] ${TEXT}`],
    ['a letter', `Dear sir: I write to you.\n\n${TEXT}`],
    ['an interview', `From: the start.\n\nSubject: none.\n\n${TEXT}`],
  ])('does not include %s', (_, content) => {
    expect(parseArticle(content, 'a.txt').text).toContain(TEXT);
  });
});
