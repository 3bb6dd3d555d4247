import { lookup as lookUp } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import robotsParser from 'robots-parser';
import { Agent, fetch as fetchWith, type Response } from 'undici';
import { ClippingsError, messageOf } from '../../errors.ts';

/** Who asks, as robots.txt and server logs know it. */
export const USER_AGENT = 'Clippings/0.1 (news archive; respects robots.txt)';
const ROBOT = 'Clippings';
/** Its types speak of a default export, which a CommonJS module does not have. */
const parseRobots = robotsParser as unknown as (
  address: string,
  text: string,
) => {
  isAllowed(address: string, agent: string): boolean | undefined;
};
/** The largest answer that is read, in bytes once unpacked. */
const MAX_BYTES = 10_000_000;
const MAX_ROBOTS_BYTES = 500_000;
const TIMEOUT_MS = 20_000;
const MAX_REDIRECTS = 5;
/** What a page or a feed may be sent as. */
const TYPES =
  /^(?:text\/(?:html|plain|xml|markdown)|application\/(?:xhtml\+xml|xml|rss\+xml|atom\+xml|rdf\+xml|feed\+json|json|octet-stream)|message\/rfc822|multipart\/related)\b/i;

/** What was fetched from an address. */
export interface Fetched {
  /** The address that answered, after redirects. */
  readonly address: string;
  readonly bytes: Uint8Array;
  readonly charset?: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What is known of an address from the last time. */
export interface Known {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Fetches pages and feeds. */
export interface Fetcher {
  /**
   * @returns undefined when nothing has changed since what is known
   * @throws ClippingsError CORPUS when it cannot, may not or should not be fetched
   */
  fetch(address: string, known?: Known): Promise<Fetched | undefined>;
  close(): Promise<void>;
}

export interface FetcherOptions {
  /** Which network addresses may be connected to; public ones only, unless told otherwise. */
  readonly mayConnect?: (address: string) => boolean;
  readonly timeoutMs?: number;
  readonly mostBytes?: number;
}

/** Whether a network address is one of the public internet, and no machine of one's own network. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address); // an IPv4 address within IPv6 counts as that
  return parsed.range() === 'unicast';
}

/**
 * A fetcher that connects to public addresses only, whatever a name or a redirect leads to, takes no more than
 * it should in time and size, and keeps to robots.txt.
 */
export function openFetcher({
  mayConnect = isPublic,
  timeoutMs = TIMEOUT_MS,
  mostBytes = MAX_BYTES,
}: FetcherOptions = {}): Fetcher {
  const agent = new Agent({ connect: { lookup: guardedLookup(mayConnect) }, pipelining: 0 });
  const robots = new Map<string, Promise<Rules>>();
  const get = (url: URL, known: Known, most = mostBytes) =>
    request(url, { agent, mayConnect, timeoutMs, known, most });
  const rulesOf = (url: URL): Promise<Rules> => {
    const rules = robots.get(url.origin) ?? readRules(url, get);
    robots.set(url.origin, rules);
    return rules;
  };
  return {
    async fetch(address, known = {}) {
      const url = checkedAddress(address, mayConnect);
      const rules = await rulesOf(url);
      if (!rules(url))
        throw refused(
          address,
          'its robots.txt asks that it be left alone. Save the page by hand, and import the file',
        );
      return get(url, known);
    },
    close: () => agent.close(),
  };
}

/** Refuses every looked-up address that may not be connected to, when connecting, so that no name can lead there. */
function guardedLookup(mayConnect: (address: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    lookUp(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const allowed = addresses.filter(({ address }) => mayConnect(address));
      const [first] = allowed;
      if (!first || allowed.length < addresses.length) return callback(new Error(PRIVATE), '', 0);
      if (options.all) return callback(null, allowed);
      return callback(null, first.address, first.family);
    });
  };
}

const PRIVATE = 'it leads to an address that is not of the public internet';

function checkedAddress(address: string, mayConnect: (address: string) => boolean): URL {
  if (!URL.canParse(address))
    throw refused(address, 'it is no address. Expected something like https://example.org/story');
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) throw refused(address, 'only http: and https: are fetched');
  if (url.username || url.password) throw refused(address, 'it holds a name or a password; leave them out');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && !mayConnect(literal)) throw refused(address, PRIVATE);
  return url;
}

interface RequestOptions {
  readonly agent: Agent;
  readonly mayConnect: (address: string) => boolean;
  readonly timeoutMs: number;
  readonly known: Known;
  readonly most: number;
}

async function request(start: URL, options: RequestOptions): Promise<Fetched | undefined> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let url = start;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await answerOf(url, { ...options, signal });
    const next = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && response.status !== 304 && next !== null) {
      await response.body?.cancel();
      url = checkedAddress(new URL(next, url).href, options.mayConnect);
      continue;
    }
    if (response.status === 304) return undefined;
    if (!response.ok) {
      await response.body?.cancel();
      throw refused(url.href, `the server answered ${response.status} ${response.statusText}`.trim());
    }
    return fetchedFrom(response, { url, most: options.most });
  }
  throw refused(start.href, `it redirects more than ${MAX_REDIRECTS} times`);
}

async function answerOf(
  url: URL,
  { agent, known, signal }: RequestOptions & { signal: AbortSignal },
): Promise<Response> {
  try {
    return await fetchWith(url, {
      dispatcher: agent,
      redirect: 'manual',
      signal,
      headers: {
        'user-agent': USER_AGENT,
        accept:
          'text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/plain;q=0.8',
        ...(known.etag && { 'if-none-match': known.etag }),
        ...(known.lastModified && { 'if-modified-since': known.lastModified }),
      },
    });
  } catch (error) {
    throw refused(url.href, reasonOf(error), error);
  }
}

async function fetchedFrom(response: Response, { url, most }: { url: URL; most: number }): Promise<Fetched> {
  const type = response.headers.get('content-type') ?? 'text/html';
  if (!TYPES.test(type)) {
    await response.body?.cancel();
    throw refused(url.href, `it is ${type.slice(0, 60)}; expected a web page or a feed`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > most) throw refused(url.href, `it is larger than ${most} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ClippingsError) throw error;
    throw refused(url.href, reasonOf(error), error);
  }
  const charset = /charset="?([\w.:-]{1,40})/i.exec(type)?.[1];
  const [etag, lastModified] = [response.headers.get('etag'), response.headers.get('last-modified')];
  return {
    address: url.href,
    bytes: Buffer.concat(chunks),
    ...(charset && { charset }),
    ...(etag && { etag }),
    ...(lastModified && { lastModified }),
  };
}

type Rules = (url: URL) => boolean;

/** A site's robots.txt. One that is not there allows everything; one that cannot be read, nothing. */
async function readRules(
  url: URL,
  get: (url: URL, known: Known, most: number) => Promise<Fetched | undefined>,
): Promise<Rules> {
  const address = new URL('/robots.txt', url);
  try {
    const fetched = await get(address, {}, MAX_ROBOTS_BYTES);
    const robots = parseRobots(address.href, Buffer.from(fetched?.bytes ?? []).toString('utf8'));
    return ({ href }) => robots.isAllowed(href, ROBOT) !== false;
  } catch (error) {
    if (
      error instanceof ClippingsError &&
      /the server answered 4\d\d|expected a web page/.test(error.message)
    )
      return () => true;
    throw error;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'it did not answer in time';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return messageOf(cause);
}

function refused(address: string, why: string, cause?: unknown): ClippingsError {
  return new ClippingsError('CORPUS', `${address}: is not fetched: ${why}.`, { cause });
}
