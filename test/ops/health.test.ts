import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { EngineStatus } from '../../src/engine.ts';
import { type HealthCheck, type HealthServer, serveHealth } from '../../src/ops/health.ts';
import { createMetrics, type MetricSources } from '../../src/ops/metrics.ts';

const NOW = new Date(Date.UTC(2026, 0, 2));
const STATUS: EngineStatus = {
  articles: 7,
  passages: 120,
  indexedAt: new Date(NOW.getTime() - 3_600_000),
  indexVersion: 'v1',
  models: ['m'],
};
const SOURCES: MetricSources = {
  status: () => STATUS,
  connected: () => true,
  pingMs: () => 42,
  waiting: () => 3,
  now: () => NOW,
};

let servers: HealthServer[] = [];

afterEach(async () => {
  for (const server of servers) await server.close();
  servers = [];
});

async function serve(checks: Record<string, HealthCheck>, sources = SOURCES) {
  const metrics = createMetrics(sources);
  const server = await serveHealth({ host: '127.0.0.1', port: 0 }, { checks, metrics, patienceMs: 50 });
  servers.push(server);
  return {
    server,
    metrics,
    get: (path: string, init?: RequestInit) => fetch(`${server.address}${path}`, init),
  };
}

/** The value of a metric, by its name and labels as Prometheus writes them. */
function metricIn(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  if (!line) throw new Error(`There is no ${name}.`);
  return Number(line.slice(name.length + 1));
}

describe('/healthz', () => {
  it('is 200 when all is well', async () => {
    const { get } = await serve({ gateway: () => undefined, store: async () => undefined });
    const response = await get('/healthz');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ status: 'ok', checks: { gateway: 'ok', store: 'ok' } });
  });

  it('is 503 when something is not, and says what', async () => {
    const { get } = await serve({
      gateway: () => 'not connected',
      store: () => Promise.reject(new Error('the disk is full')),
      index: () => new Promise(() => undefined),
      model: () => undefined,
    });
    const response = await get('/healthz');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'unwell',
      checks: {
        gateway: 'not connected',
        store: 'the disk is full',
        index: 'no answer within 50 ms',
        model: 'ok',
      },
    });
  });

  it('is as it is at the time of asking', async () => {
    let fault: string | undefined = 'not connected';
    const { get } = await serve({ gateway: () => fault });
    expect((await get('/healthz')).status).toBe(503);
    fault = undefined;
    expect((await get('/healthz')).status).toBe(200);
  });
});

describe('/metrics', () => {
  it('is what Prometheus reads', async () => {
    const { get, metrics } = await serve({});
    metrics.asked('answered', 200);
    metrics.asked('answered', 4000);
    metrics.asked('declined', 90);
    metrics.acknowledged(30);
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const text = await response.text();
    expect(metricIn(text, 'clippings_questions_total{outcome="answered"}')).toBe(2);
    expect(metricIn(text, 'clippings_questions_total{outcome="declined"}')).toBe(1);
    expect(metricIn(text, 'clippings_questions_total{outcome="failed"}')).toBe(0);
    expect(metricIn(text, 'clippings_answer_seconds_bucket{le="0.25"}')).toBe(2);
    expect(metricIn(text, 'clippings_answer_seconds_sum')).toBeCloseTo(4.29);
    expect(metricIn(text, 'clippings_acknowledge_seconds_count')).toBe(1);
    expect(metricIn(text, 'clippings_queue_length')).toBe(3);
    expect(metricIn(text, 'clippings_gateway_connected')).toBe(1);
    expect(metricIn(text, 'clippings_gateway_ping_seconds')).toBeCloseTo(0.042);
    expect(metricIn(text, 'clippings_index_age_seconds')).toBe(3600);
    expect(metricIn(text, 'clippings_articles')).toBe(7);
    expect(metricIn(text, 'clippings_passages')).toBe(120);
    expect(metricIn(text, 'clippings_process_resident_memory_bytes')).toBeGreaterThan(1e6);
  });

  it('reads its gauges anew each time', async () => {
    let connected = true;
    const { get } = await serve({}, { ...SOURCES, connected: () => connected, pingMs: () => -1 });
    connected = false;
    const text = await (await get('/metrics')).text();
    expect(metricIn(text, 'clippings_gateway_connected')).toBe(0);
    expect(metricIn(text, 'clippings_gateway_ping_seconds')).toBe(0);
  });

  it('has no age for an index that there is not', async () => {
    const { indexedAt: _, ...status } = STATUS;
    const { get } = await serve({}, { ...SOURCES, status: () => status });
    expect(metricIn(await (await get('/metrics')).text(), 'clippings_index_age_seconds')).toBeNaN();
  });
});

describe('the port', () => {
  it('serves nothing else, and takes nothing', async () => {
    const { get } = await serve({});
    expect((await get('/')).status).toBe(404);
    expect((await get('/metrics/../etc/passwd')).status).toBe(404);
    expect((await get('/healthz', { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await get('/healthz', { method: 'HEAD' })).status).toBe(200);
  });

  it('that is taken is refused in words', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const options = { checks: {}, metrics: createMetrics(SOURCES) };
    await expect(serveHealth({ host: '127.0.0.1', port }, options)).rejects.toMatchObject({
      code: 'CONFIG',
      message: expect.stringContaining(`HEALTH_PORT ${port} is taken by another program`),
    });
    other.close();
  });

  it('on an address that is not this machine’s is refused in words', async () => {
    const options = { checks: {}, metrics: createMetrics(SOURCES) };
    await expect(serveHealth({ host: '192.0.2.1', port: 0 }, options)).rejects.toThrow(
      'HEALTH_HOST "192.0.2.1" is no address of this machine',
    );
  });

  it('is free again once it is closed, even while somebody holds a connection', async () => {
    const { server } = await serve({});
    const port = Number(new URL(server.address).port);
    await fetch(`${server.address}/healthz`); // keeps its connection alive
    await server.close();
    servers = [];
    const again = await serveHealth(
      { host: '127.0.0.1', port },
      { checks: {}, metrics: createMetrics(SOURCES) },
    );
    servers.push(again);
    expect(again.address).toBe(server.address);
  });
});
