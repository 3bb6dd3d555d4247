import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Day, dayOf } from '../../../src/corpus/day.ts';
import { NEW_FEED, pollFeed } from '../../../src/corpus/import/feeds.ts';
import { type Fetcher, isPublic, openFetcher } from '../../../src/corpus/import/fetch.ts';
import { importBytes } from '../../../src/corpus/import/import-bytes.ts';
import type { ImportTask } from '../../../src/corpus/import/thread.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let base: string;
let fetcher: Fetcher;
let asked: string[];
let answers: Record<string, Answer>;

beforeEach(async () => {
  asked = [];
  answers = {};
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[request.url ?? ''];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fetcher = openFetcher({ mayConnect: (address) => address === '127.0.0.1', mostBytes: 1_000 });
});
afterEach(async () => {
  await fetcher.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const send =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
  };
const SENTENCE = 'The ferry Aurora ran aground off Port Ellen on Tuesday evening with 212 passengers aboard.';
const story = (title: string) =>
  `<!doctype html><html><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${SENTENCE}</p><p>${SENTENCE} Again.</p></article></body></html>`;
const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Gazette</title>${items}</channel></rss>`;
const item = (id: number, title = `Story number ${id}`) =>
  `<item><title>${title}</title><link>${base}/s${id}</link><guid isPermaLink="false">id-${id}</guid><pubDate>Tue, 17 Dec 1996 10:00:00 GMT</pubDate><description>Short.</description></item>`;

describe('openFetcher', () => {
  it('fetches a page, with its address after redirects and its encoding', async () => {
    answers['/a'] = (_, response) => response.writeHead(302, { location: '/b' }).end();
    answers['/b'] = send('hello');
    const fetched = await fetcher.fetch(`${base}/a`);
    expect(fetched).toMatchObject({ address: `${base}/b`, charset: 'utf-8' });
    expect(Buffer.from(fetched?.bytes ?? []).toString()).toBe('hello');
  });
  it.each([
    ['another kind of address', () => 'file:///etc/passwd', 'only http: and https: are fetched'],
    ['no address', () => 'gazette', 'it is no address'],
    ['a password', () => 'http://a:b@x.example/', 'it holds a name or a password'],
    [
      'one of this machine, as figures',
      () => 'http://127.0.0.2/',
      'it leads to an address that is not of the public internet',
    ],
    [
      'one in another notation',
      () => 'http://0x7f000002/',
      'it leads to an address that is not of the public internet',
    ],
    [
      'one of IPv6',
      () => 'http://[::ffff:10.0.0.1]/',
      'it leads to an address that is not of the public internet',
    ],
    [
      'one that a name leads to',
      () => base.replace('127.0.0.1', 'localhost'),
      'it leads to an address that is not of the public internet',
    ],
  ])('refuses %s', async (name, address, reason) => {
    const strict = openFetcher(
      name.includes('name leads') ? { mayConnect: isPublic } : { mayConnect: (each) => each === '127.0.0.1' },
    );
    await expect(strict.fetch(address())).rejects.toThrow(reason);
    await strict.close();
    expect(asked).toEqual([]);
  });
  it('refuses a redirect to an address it may not connect to', async () => {
    answers['/a'] = (_, response) =>
      response.writeHead(301, { location: 'http://169.254.169.254/latest' }).end();
    await expect(fetcher.fetch(`${base}/a`)).rejects.toThrow(
      '169.254.169.254/latest: is not fetched: it leads to an address that is not',
    );
  });
  it('keeps to robots.txt, asked once a site', async () => {
    answers['/robots.txt'] = send('User-agent: *\nDisallow: /private', { 'content-type': 'text/plain' });
    answers['/open'] = send('x');
    await expect(fetcher.fetch(`${base}/private/1`)).rejects.toThrow(
      'its robots.txt asks that it be left alone',
    );
    await fetcher.fetch(`${base}/open`);
    expect(asked).toEqual(['/robots.txt', '/open']);
  });
  it('refuses what is too large, of another kind, or not there, and waits for nobody', async () => {
    answers['/big'] = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('x'.repeat(1_001));
      response.end();
    };
    answers['/film'] = send('x', { 'content-type': 'video/mp4' });
    answers['/slow'] = () => undefined;
    answers['/round'] = (_, response) => response.writeHead(302, { location: '/round' }).end();
    await expect(fetcher.fetch(`${base}/big`)).rejects.toThrow('it is larger than 1000 bytes');
    await expect(fetcher.fetch(`${base}/film`)).rejects.toThrow(
      'it is video/mp4; expected a web page or a feed',
    );
    await expect(fetcher.fetch(`${base}/none`)).rejects.toThrow('the server answered 404 Not Found');
    const hasty = openFetcher({ mayConnect: () => true, timeoutMs: 300 });
    await expect(hasty.fetch(`${base}/slow`)).rejects.toThrow('it did not answer in time');
    await hasty.close();
    await expect(fetcher.fetch(`${base}/round`)).rejects.toThrow('it redirects more than 5 times');
  });
});

describe('isPublic', () => {
  it.each(['8.8.8.8', '2606:4700::1111'])('%s', (address) => expect(isPublic(address)).toBe(true));
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.1',
    '172.16.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '224.0.0.1',
    'name',
  ])('not %s', (address) => expect(isPublic(address)).toBe(false));
});

describe('pollFeed', () => {
  const today = dayOf(1997, 1, 2) as Day;
  const services = () => ({
    fetcher,
    importFile: ({ bytes, origin, options }: ImportTask) => importBytes(bytes, { ...options, origin }),
    pause: async () => undefined,
    today,
  });
  const poll = (state = NEW_FEED, known: readonly string[] = []) =>
    pollFeed(`${base}/feed`, { state, known: new Set(known), services: services() });

  it('imports each new item from its page, with the feed’s day, and takes none twice', async () => {
    answers['/feed'] = send(rss(item(1) + item(1)), { 'content-type': 'application/rss+xml', etag: '"one"' });
    answers['/s1'] = send(story('Ferry runs aground'));
    const first = await poll();
    expect(first.drafts).toMatchObject([
      {
        id: '1996-12-17-ferry-runs-aground',
        title: { value: 'Ferry runs aground' },
        published: { value: '1996-12-17' },
        publisher: { value: 'Harbour Gazette' },
        url: `${base}/s1`,
      },
    ]);
    expect(first.state).toEqual({ etag: '"one"', seen: ['id-1', `${base}/s1`] });
    answers['/feed'] = send(rss(item(2) + item(1)), { 'content-type': 'application/rss+xml' });
    answers['/s2'] = send(story('Second'));
    const second = await poll(first.state);
    expect(second.drafts.map(({ title }) => title.value)).toEqual(['Second']);
    expect(asked.filter((url) => url === '/s1')).toHaveLength(1);
  });
  it('asks on condition, and does nothing where nothing has changed', async () => {
    let condition: string | undefined;
    answers['/feed'] = (request, response) => {
      condition = request.headers['if-none-match'];
      response.writeHead(304).end();
    };
    const state = { etag: '"one"', seen: ['id-1'] };
    expect(await poll(state)).toEqual({ state, drafts: [], faults: [], unchanged: true });
    expect(condition).toBe('"one"');
  });
  it('takes no item whose article is there already', async () => {
    answers['/feed'] = send(rss(item(1)), { 'content-type': 'application/rss+xml' });
    expect((await poll(NEW_FEED, [`${base}/s1`])).drafts).toEqual([]);
    expect(asked).not.toContain('/s1');
  });
  it('tells of an item that cannot be used, goes on, and does not try it again', async () => {
    answers['/feed'] = send(rss(item(1) + item(2)), { 'content-type': 'application/rss+xml' });
    answers['/s2'] = send(story('Second'));
    const { drafts, faults, state } = await poll();
    expect(drafts.map(({ title }) => title.value)).toEqual(['Second']);
    expect(faults.map(({ message }) => message)).toEqual([
      `${base}/s1: is not fetched: the server answered 404 Not Found.`,
    ]);
    expect((await poll(state)).faults).toEqual([]);
  });
  it('takes a story from the feed where it is whole, and reads Atom', async () => {
    const whole = `&lt;p&gt;${`${SENTENCE} `.repeat(8)}&lt;/p&gt;`;
    answers['/feed'] = send(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>G</title><entry><id>urn:1</id><title>Whole</title><link href="${base}/w"/><published>1996-12-17T10:00:00Z</published><content type="html">${whole}</content></entry></feed>`,
      { 'content-type': 'application/atom+xml' },
    );
    const { drafts } = await poll();
    expect(drafts).toMatchObject([
      { title: { value: 'Whole' }, published: { value: '1996-12-17' }, url: `${base}/w` },
    ]);
    expect(asked).not.toContain('/w');
  });
  it('says what is no feed, and keeps its state', async () => {
    answers['/feed'] = send('<html><p>Not found, sorry.</p></html>');
    await expect(poll()).rejects.toThrow(`${base}/feed:1: is not a feed that can be read`);
  });
});
