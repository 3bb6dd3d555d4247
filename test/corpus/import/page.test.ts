import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanOf, readLabels, scorePage } from '../../../eval/import-measure.ts';
import { importDocument } from '../../../src/corpus/import/document.ts';
import type { Draft } from '../../../src/corpus/import/draft.ts';
import { importBytes } from '../../../src/corpus/import/import-bytes.ts';

const STORY = [
  'The ferry Aurora ran aground off Port Ellen on Tuesday evening with 212 passengers aboard, the coast guard said.',
  'Rescue boats took off all but the captain before midnight, and nobody was hurt.',
  'The captain told reporters that the lighthouse had been dark for an hour.',
];
const P = STORY.map((text) => `<p>${text}</p>`).join('\n');
const page = (body: string, head = '') =>
  `<!doctype html><html lang="en-GB"><head>${head}</head><body>${body}</body></html>`;
const draftOf = (html: string): Draft => {
  const [draft] = importDocument(html, { name: 'x.html' }).drafts;
  if (!draft) throw new Error('no draft');
  return draft;
};
const bodyOf = (html: string) => draftOf(html).text.trimEnd().split('\n\n');
const ld = (item: object) => `<script type="application/ld+json">${JSON.stringify(item)}</script>`;

describe('importPage: the labelled pages', () => {
  it('reaches the figures that eval/README.md gives', async () => {
    const labels = await readLabels('eval/import/labels.ndjson');
    const scores = await Promise.all(
      labels.map(async (label) => {
        const bytes = await readFile(`eval/import/pages/${label.page}`);
        const { drafts } = await importBytes(bytes, { origin: { name: label.page, path: label.page } });
        return scorePage(label, drafts[0]);
      }),
    );
    const { title = 0, day = 0, publisher = 0, recall = 0, precision = 0 } = meanOf(scores);
    expect(labels.length).toBeGreaterThanOrEqual(30);
    expect(title).toBeGreaterThanOrEqual(0.95);
    expect(day).toBeGreaterThanOrEqual(0.95);
    expect(publisher).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.98);
    expect(precision).toBeGreaterThanOrEqual(0.95);
  });
});

describe('importPage: the story', () => {
  it('keeps the story and nothing of the page around it', () => {
    const html = page(
      `<nav><a href="/">Home</a></nav><div class="cookie-consent"><p>We use cookies to improve your experience on this site.</p></div>
       <article><h1>Ferry runs aground</h1><p class="byline">By Anna Lund</p>${P}
       <div class="related-stories"><h3>Related</h3><ul><li><a href="/1">Ten ships that never came home</a></li></ul></div></article>
       <div id="comments"><p>I was aboard, and I can tell you that it was not as calm as they say it was.</p></div>
       <footer><p>© 1996 Harbour Gazette. All rights reserved by the publisher of this page.</p></footer>`,
    );
    expect(bodyOf(html)).toEqual(STORY);
  });
  it('keeps a paragraph that is a link, a subheading, a list and a table, in their order', () => {
    const html = page(
      `<main><h1>Ferry runs aground</h1><p>${STORY[0]}</p><p><a href="/live">All three accused denied the charge of arson.</a></p>
       <h2>What is known</h2><ul><li>The lamp was dark.</li><li>Fog</li></ul>
       <table><tr><th>Boat</th><th>Saved</th></tr><tr><td>Aurora</td><td>211</td></tr></table><p>${STORY[1]}</p></main>`,
    );
    expect(bodyOf(html)).toEqual([
      STORY[0],
      'All three accused denied the charge of arson.',
      'What is known',
      '- The lamp was dark.',
      '- Fog',
      '| Boat | Saved |\n| Aurora | 211 |',
      STORY[1],
    ]);
  });
  it('parts paragraphs at two line breaks, and drops invisible characters', () => {
    expect(
      bodyOf(
        page(
          `<td><h1>T</h1>${STORY[0]}<br><br>Res\u00ADcue boats came at last, in the dark.<BR>\n<BR>All left the ship by rope.</td>`,
        ),
      ),
    ).toEqual([STORY[0], 'Rescue boats came at last, in the dark.', 'All left the ship by rope.']);
  });
  it('says what it dropped, by place and reason', () => {
    const { dropped } = importDocument(
      page(`<article><h1>Ferry runs aground</h1>${P}<p>Advertisement</p><p>${STORY[0]}</p></article>`),
      { name: 'x' },
    );
    expect(dropped).toContainEqual({ line: 5, text: 'Advertisement', reason: 'page banner' });
    expect(dropped).toContainEqual({
      line: 1,
      text: 'Ferry runs aground',
      reason: 'headline, kept in the front matter',
    });
  });
  it('runs no script and keeps none of its words', () => {
    const html = page(
      `<article>${P}<script>document.body.innerHTML = 'gone'; globalThis.leaked = true;</script></article>`,
    );
    expect(bodyOf(html)).toEqual(STORY);
    expect(globalThis).not.toHaveProperty('leaked');
  });
  it('refuses a page without a story, and one that is nested without end', () => {
    expect(() => draftOf(page('<nav><a>Home</a></nav>'))).toThrow(
      'x.html:1: is a web page with no article text in it.',
    );
    expect(() => draftOf(page('<div>'.repeat(5_000)))).toThrow(
      /x\.html:1: is a web page with elements nested too deeply/,
    );
  });
  it('takes every word of the text from the page, in its order', () => {
    const part = fc.constantFrom(
      ...[
        '<p>They left the ship at once, he said.</p>',
        '<div>',
        '</div>',
        '<ul><li>One two three.</li></ul>',
        '<b>bold</b>',
        'loose words here',
      ],
      ...[
        '<br>',
        '<br><br>',
        '<a href="#">a link</a>',
        '<aside><p>Not a part of it at all, this.</p></aside>',
        '<table><tr><td>a<td>b<tr><td>c<td>d</table>',
        '&amp;',
        '<h2>Head</h2>',
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const html = page(`<article>${parts.join('\n')}${P}</article>`);
        const words = html
          .replace(/<br>|<\/?(?:p|div|li|td|tr|h2|table|ul|aside|article)[^>]*>/g, ' ')
          .replace(/<[^>]*>/g, '')
          .replaceAll('&amp;', '&')
          .split(/\s+/);
        let place = 0;
        for (const word of draftOf(html)
          .text.replace(/^- |[|]/gm, ' ')
          .split(/\s+/)
          .filter(Boolean)) {
          const found = words.indexOf(word, place);
          expect(found, word).toBeGreaterThanOrEqual(0);
          place = found + 1;
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('importPage: title, publisher, author and day', () => {
  it('takes structured data before anything else, each with its basis', () => {
    const item = {
      '@graph': [
        { '@type': 'WebPage', datePublished: '2001-01-01' },
        {
          '@type': 'NewsArticle',
          headline: 'Ferry &quot;Aurora&quot; runs aground',
          datePublished: '1996-12-17T18:00:00-05:00',
          dateModified: '1997-02-02',
          author: { '@id': '#lund' },
          publisher: { name: 'Harbour Gazette' },
        },
        { '@type': 'Person', '@id': '#lund', name: 'Anna Lund' },
      ],
    };
    expect(draftOf(page(`<article>${P}</article>`, ld(item)))).toMatchObject({
      title: {
        value: 'Ferry "Aurora" runs aground',
        basis: "the page's structured data (headline)",
        stated: true,
      },
      publisher: { value: 'Harbour Gazette', basis: "the page's structured data (publisher)" },
      published: { value: '1996-12-17', basis: "the page's structured data (datePublished)", stated: true },
      author: { value: 'Anna Lund' },
    });
  });
  it.each([
    [
      'the site’s name after it',
      '<title>Ferry runs aground | Harbour Gazette</title><meta property="og:site_name" content="Harbour Gazette">',
    ],
    [
      'the site’s name before it',
      '<title>Harbour Gazette: x</title><meta property="og:title" content="Harbour Gazette | Ferry runs aground"><meta property="og:site_name" content="Harbour Gazette">',
    ],
    ['one that was cut short', ld({ '@type': 'NewsArticle', headline: 'Ferry runs agro…' })],
  ])('makes the headline of the page good: %s', (_, head) => {
    expect(draftOf(page(`<article><h1>Ferry runs aground</h1>${P}</article>`, head)).title.value).toBe(
      'Ferry runs aground',
    );
  });
  it('takes no menu word and no site’s name for a title', () => {
    const html = page(
      `<h1>News</h1><article>${P}</article>`,
      '<title>Home</title><meta property="og:site_name" content="Gazette">',
    );
    expect(draftOf(html).title).toMatchObject({ stated: false, basis: 'no headline; the opening words' });
  });
  it.each([
    ['meta', '<meta property="article:published_time" content="1996-12-17T10:00:00Z">', ''],
    ['microdata', '', '<span itemprop="datePublished" content="1996-12-17">yesterday</span>'],
    [
      'a time element with words that are relative',
      '',
      '<time datetime="1996-12-17T10:00:00Z">22 years ago</time>',
    ],
    ['words, beside an update', '', '<p>Published: 17/12/1996 | Updated: 03/04/1997</p>'],
    [
      'words that are a day behind Greenwich',
      ld({ '@type': 'NewsArticle', datePublished: '1996-12-18T02:30:00Z' }),
      '<p><time datetime="1996-12-18T02:30:00Z">December 17, 1996, 9:30 p.m. EST</time></p>',
    ],
    ['the page’s address', '<link rel="canonical" href="https://gazette.example/1996/12/17/ferry">', ''],
  ])('finds the day in %s', (_, head, line) => {
    expect(
      draftOf(page(`<article><h1>Ferry runs aground</h1>${line}${P}</article>`, head)).published?.value,
    ).toBe('1996-12-17');
  });
  it.each([
    ['an update', '', '<p>Last updated: 17 December 1996</p>'],
    ['a meta tag of an update', '<meta property="article:modified_time" content="1996-12-17">', ''],
    ['a relative time', '', '<p>Published 22 hours ago</p>'],
    ['a related story', '', '<aside><time datetime="1996-12-17">Dec 17</time></aside>'],
    ['a clock that was never set', '<meta name="date" content="1970-01-01T00:00:00Z">', ''],
    ['figures that can be read two ways', '<meta http-equiv="content-language" content="en">', ''],
  ])('takes no day from %s', (_, head, line) => {
    const html = page(`<article><h1>Ferry runs aground</h1>${line}${P}</article>`, head).replace(
      'lang="en-GB"',
      'lang="en"',
    );
    expect(draftOf(html)).not.toHaveProperty('published');
  });
  it('reads figures the way of the page’s country', () => {
    const html = (language: string) =>
      page(`<article><h1>T</h1><p>03/04/1997</p>${P}</article>`).replace('en-GB', language);
    expect(['en-GB', 'en-US', 'en'].map((each) => draftOf(html(each)).published?.value)).toEqual([
      '1997-04-03',
      '1997-03-04',
      undefined,
    ]);
  });
  it('prefers what is supplied', () => {
    const [draft] = importDocument(page(`<article><h1>T</h1>${P}</article>`), {
      name: 'x',
      hints: { title: 'Mine', publisher: 'Me' },
    }).drafts;
    expect(draft).toMatchObject({
      title: { value: 'Mine', stated: false },
      publisher: { value: 'Me', stated: false },
    });
  });
});
