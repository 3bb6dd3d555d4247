import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HealthConfig } from '../config.ts';
import { ClippingsError, isSystemError, messageOf } from '../errors.ts';

/** One thing that must be well: a fault in words, or undefined when it is. */
export type HealthCheck = () => string | undefined | Promise<string | undefined>;

export interface HealthOptions {
  /** By name, such as `gateway`, `index` and `store`. */
  readonly checks: Readonly<Record<string, HealthCheck>>;
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
  /** A check that takes longer is a fault. 2000. */
  readonly patienceMs?: number;
}

/** A running health port. */
export interface HealthServer {
  /** As bound: `http://127.0.0.1:9090`. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves `/healthz` (200 when all checks are well, else 503, with each by name) and `/metrics`.
 * @throws ClippingsError CONFIG when the port or address cannot be had
 */
export async function serveHealth(
  { host, port }: HealthConfig,
  options: HealthOptions,
): Promise<HealthServer> {
  const server = createServer(listenerOf(options));
  server.requestTimeout = 10_000;
  await listen(server, { host, port });
  const bound = server.address() as AddressInfo;
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    address: `http://${name}:${bound.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What each check says, all asked at once. */
export async function examine({ checks, patienceMs = 2000 }: HealthOptions): Promise<Record<string, string>> {
  const found = Object.entries(checks).map(async ([name, check]) => [name, await sayOf(check, patienceMs)]);
  return Object.fromEntries(await Promise.all(found));
}

const WELL = 'ok';

async function sayOf(check: HealthCheck, patienceMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${patienceMs} ms`), patienceMs);
  });
  try {
    return (await Promise.race([check(), late])) ?? WELL;
  } catch (error) {
    return messageOf(error);
  } finally {
    clearTimeout(timer);
  }
}

const PAGES: ReadonlyMap<string, (response: ServerResponse, options: HealthOptions) => Promise<void>> =
  new Map([
    ['/healthz', sendHealth],
    ['/metrics', sendMetrics],
  ]);

function listenerOf(options: HealthOptions): RequestListener {
  return ({ method, url }, response) => {
    if (method !== 'GET' && method !== 'HEAD') {
      send(response, 405, 'Only GET and HEAD.\n', { allow: 'GET, HEAD' });
      return;
    }
    const answer = PAGES.get(url?.split('?', 1)[0] ?? '')?.(response, options);
    if (!answer) {
      send(response, 404, 'There are /healthz and /metrics.\n');
      return;
    }
    answer.catch((error: unknown) => send(response, 500, `${messageOf(error)}\n`));
  };
}

async function sendHealth(response: ServerResponse, options: HealthOptions): Promise<void> {
  const checks = await examine(options);
  const well = Object.values(checks).every((said) => said === WELL);
  const body = `${JSON.stringify({ status: well ? WELL : 'unwell', checks })}\n`;
  send(response, well ? 200 : 503, body, { 'content-type': 'application/json' });
}

async function sendMetrics(response: ServerResponse, { metrics }: HealthOptions): Promise<void> {
  send(response, 200, await metrics.text(), { 'content-type': metrics.contentType });
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const always = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(status, { ...always, ...headers });
  response.end(body);
}

async function listen(server: Server, { host, port }: HealthConfig): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    throw new ClippingsError('CONFIG', listenFault(error, { host, port }), { cause: error });
  }
}

function listenFault(error: unknown, { host, port }: HealthConfig): string {
  if (isSystemError(error, 'EADDRINUSE')) {
    return `HEALTH_PORT ${port} is taken by another program. Choose another, or end that program.`;
  }
  if (isSystemError(error, 'EACCES')) {
    return `HEALTH_PORT ${port} may not be used by this user. Choose one above 1023.`;
  }
  return `HEALTH_HOST "${host}" is no address of this machine (${messageOf(error)}). Use 127.0.0.1 or 0.0.0.0.`;
}
