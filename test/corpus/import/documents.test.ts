import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeDocument } from '../../../src/corpus/import/decode.ts';
import { importBytes } from '../../../src/corpus/import/import-bytes.ts';
import { importInThread } from '../../../src/corpus/import/thread.ts';

const STORY = [
  'The ferry Aurora ran aground off Port Ellen on Tuesday evening with 212 passengers aboard, the coast guard said.',
  'Rescue boats took off all but the captain before midnight, and nobody was hurt.',
];
const TEXT = `Ferry runs aground\n\n17 December 1996\n\n${STORY.join('\n\n')}\n`;
const PAGE = `<!doctype html><html><head><title>Ferry runs aground</title><meta property="article:published_time" content="1996-12-17"></head><body><article><h1>Ferry runs aground</h1>${STORY.map((each) => `<p>${each}</p>`).join('')}</article></body></html>`;
const run = (content: string | Uint8Array, name = 'x.txt') =>
  importBytes(typeof content === 'string' ? strToU8(content) : content, { origin: { name, path: name } });
const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

describe('decodeDocument', () => {
  const decode = (bytes: Uint8Array, charset?: string) =>
    decodeDocument(bytes, { where: 'x', ...(charset && { charset }) });
  const words = 'Café “Aurora” – 40 £';
  it.each([
    ['UTF-8', Buffer.from(words)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${words}`)],
    ['Windows’ western one', Buffer.from('436166E920934175726F726194209620343020A3', 'hex')],
    ['UTF-16 with its mark', utf16(`\uFEFF${words}`)],
    ['UTF-16, little end first, without', utf16(words)],
    ['UTF-16, big end first, without', utf16(words, true)],
  ])('reads %s', (_, bytes) => expect(decode(bytes)).toBe(words));
  it('goes by what the server or the page says', () => {
    expect(decode(Buffer.from('C1', 'hex'), 'iso-8859-7')).toBe('Α');
    expect(decode(Buffer.from('3c6d65746120636861727365743d77696e646f77732d313235313ec1', 'hex'))).toBe(
      '<meta charset=windows-1251>Б',
    );
    expect(decode(Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?>\xe9', 'latin1'))).toMatch(/é$/);
  });
  it('refuses what is binary, by its line', () => {
    expect(() => decode(Buffer.from('a\nb\u0001c'))).toThrow('x:2: is binary, not text.');
  });
});

describe('importBytes', () => {
  const expected = {
    title: { value: 'Ferry runs aground' },
    published: { value: '1996-12-17' },
    text: `${STORY.join('\n\n')}\n`,
  };
  it.each([
    ['Unix', '\n'],
    ['Windows', '\r\n'],
    ['old Macs', '\r'],
    ['Unicode', '\u2028'],
  ])('reads line ends of %s', async (_, end) => {
    expect((await run(TEXT.replaceAll('\n', end))).drafts).toMatchObject([expected]);
  });
  it('reads a web page under a name of a text', async () => {
    expect((await run(PAGE, 'page.txt')).drafts).toMatchObject([expected]);
  });
  it('reads every document of an archive, and tells which it cannot', async () => {
    const files = {
      'a/one.html': PAGE,
      'two.txt': TEXT.replace('Ferry', 'Boat'),
      'pic.png': 'x',
      '.hidden.txt': TEXT,
      'empty.txt': ' ',
      'data.json': '{}',
    };
    const zip = zipSync(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
    );
    const { drafts, faults } = await run(zip, 'set.zip');
    expect(drafts.map(({ title, source }) => [title.value, source])).toEqual([
      ['Ferry runs aground', 'set.zip/a/one.html'],
      ['Boat runs aground', 'set.zip/two.txt:1-7'],
    ]);
    expect(faults.map(({ message }) => message)).toEqual([
      'set.zip/empty.txt:1: is empty. Put the text in it, or leave it out.',
    ]);
    await expect(run(strToU8('PK\u0003\u0004 not really'), 'x.zip')).rejects.toThrow(
      /x\.zip:1: is a zip archive that cannot be read/,
    );
  });
  it('reads a mail, and keeps its headers out', async () => {
    const mail = `Received: from x\r\nFrom: Harbour Gazette <news@gazette.example>\r\nTo: me@x.example\r\nSubject: =?utf-8?Q?Fwd:_Ferry_runs_aground?=\r\nDate: Tue, 17 Dec 1996 23:30:00 -0500\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${STORY[0]} Caf=E9.\r\n\r\n${STORY[1]}\r\n`;
    const { drafts } = await run(mail, 'x.eml');
    expect(drafts).toMatchObject([
      {
        title: { value: 'Ferry runs aground', basis: "the mail's subject" },
        publisher: { value: 'Harbour Gazette', stated: false },
      },
    ]);
    expect(drafts[0]?.text).toBe(`${STORY[0]} Café.\n\n${STORY[1]}\n`);
    expect(drafts[0]?.published?.value).toMatch(/^1996-12-1[78]$/);
  });
  it('reads a page that was saved as one file, with its address', async () => {
    const page = `From: <Saved by Blink>\r\nSnapshot-Content-Location: https://gazette.example/ferry\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${PAGE.replaceAll('=', '=3D')}\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------B--\r\n`;
    expect((await run(page, 'x.mhtml')).drafts).toMatchObject([
      { ...expected, url: 'https://gazette.example/ferry' },
    ]);
  });
  it('takes whole stories from a feed, and says where summaries lead', async () => {
    const long = `${STORY.join(' ')} `.repeat(4);
    const feed = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gazette</title>
      <item><title>Ferry runs aground</title><link>https://x.example/1</link><guid>1</guid><pubDate>Tue, 17 Dec 1996 10:00:00 GMT</pubDate><content:encoded><![CDATA[<p>${long}</p>]]></content:encoded></item>
      <item><title>Short</title><link>https://x.example/2</link><description>Only this.</description></item></channel></rss>`;
    const { drafts, faults } = await run(feed, 'feed.xml');
    expect(drafts).toMatchObject([
      {
        title: { value: 'Ferry runs aground' },
        published: { value: '1996-12-17' },
        url: 'https://x.example/1',
        text: `${long.trim()}\n`,
      },
    ]);
    expect(faults.map(({ message }) => message)).toEqual([
      'feed.xml:1: "Short" has only a summary in the feed. Import its page: npm run corpus:import -- https://x.example/2',
    ]);
  });
  it('refuses other data, with the right door', async () => {
    await expect(run('{"question": "who?"}', 'x.jsonl')).rejects.toThrow(
      /x\.jsonl:1: is JSON, not an article.*--questions/,
    );
    await expect(run('a,b\n1,2\n', 'x.csv')).rejects.toThrow(/x\.csv:1: is a table \(CSV\)/);
  });
});

// A thread loads the program anew, which takes long on a busy machine.
describe('importInThread', { timeout: 240_000 }, () => {
  const origin = { name: 'x.html', path: 'x.html' };
  it('gives what importBytes gives', async () => {
    const bytes = strToU8(PAGE);
    const { drafts } = await importInThread({ bytes, origin, options: {} });
    expect(drafts).toEqual((await importBytes(bytes, { origin })).drafts);
  });
  it('passes faults on, and ends what takes too long', async () => {
    await expect(importInThread({ bytes: strToU8(' '), origin, options: {} })).rejects.toThrow(
      'x.html:1: is empty.',
    );
    await expect(importInThread({ bytes: strToU8(PAGE), origin, options: {} }, 1)).rejects.toThrow(
      /x\.html:1: takes longer than 0\.001 s/,
    );
  });
});
