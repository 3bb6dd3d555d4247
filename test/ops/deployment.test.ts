import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../../src/config.ts';
import { createMetrics } from '../../src/ops/metrics.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const isThere = (path: string) => existsSync(new URL(path, ROOT));
const settings = SETTINGS.map(({ name }) => name);
/** Variables that are not settings of ours. */
const OTHERS = ['NODE_ENV'];

describe('the deployment files', () => {
  const dockerfile = read('Dockerfile');
  const running = read('docs/running.md');
  const compose = parse(read('compose.yaml'));
  const workflow = parse(read('.github/workflows/ci.yml'));

  it('copy and start only what is there', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(?:--chown=\S+ )?(.+) \S+$/gm)].flatMap(
      ([, sources = '']) => sources.split(' '),
    );
    expect(copied).toContain('embeddings/models');
    expect(copied.filter((path) => !isThere(path))).toEqual([]);
    const allowed = read('.dockerignore').match(/(?<=^!).+$/gm) ?? [];
    expect([...new Set(copied)].sort()).toEqual([...allowed].sort());
  });

  it('start the same program everywhere, and by node itself', () => {
    const command = ['node', '--import', 'tsx', 'src/cli/serve.ts'];
    expect(isThere('src/cli/serve.ts')).toBe(true);
    expect(JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '')).toEqual(command);
    expect(running).toContain(`ExecStart=/usr/bin/${command.join(' ')}\n`);
    expect(running).toContain(`\n${command.join(' ')}\n`);
  });

  it('set only settings that there are', () => {
    const inImage = dockerfile
      .match(/^(?:ENV)?\s+([A-Z_]+)(?==)/gm)
      ?.map((line) => line.trim().replace('ENV ', ''));
    const inUnit = /^Environment=(.*)$/m.exec(running)?.[1]?.match(/[A-Z_]+(?==)/g);
    const inCompose = Object.keys(compose.services.clippings.environment);
    for (const names of [inImage ?? [], inUnit ?? [], inCompose]) {
      expect(names.length).toBeGreaterThan(1);
      expect(names.filter((name) => !settings.includes(name) && !OTHERS.includes(name))).toEqual([]);
    }
  });

  it('do not run as root, nor leave the health page open to the network', () => {
    expect(dockerfile.match(/^USER (.*)$/gm)).toEqual(['USER node']);
    expect(compose.services.clippings.ports).toEqual(['127.0.0.1:9090:9090']);
    expect(compose.services.clippings).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });

  it('test every version of Node that is supported', () => {
    expect(workflow.jobs.test.strategy.matrix.node).toEqual([20, 22, 24]);
    expect(JSON.parse(read('package.json')).engines.node).toBe('>=20.19');
    const steps = workflow.jobs.test.steps.map(({ run }: { run?: string }) => run);
    expect(steps).toEqual(expect.arrayContaining(['npm ci', 'npm test']));
  });

  it('name metrics that are served', async () => {
    const status = { articles: 0, passages: 0, indexVersion: '', models: [] };
    const metrics = createMetrics({
      status: () => status,
      connected: () => true,
      pingMs: () => 0,
      waiting: () => 0,
      now: () => new Date(),
    });
    const named = running.match(/clippings_\w+(?:\{[^}]*\})?/g) ?? [];
    expect(named.length).toBeGreaterThan(5);
    const text = await metrics.text();
    const missing = named.filter(
      (name) => !text.includes(name.includes('{') ? `${name} ` : `# TYPE ${name} `),
    );
    expect(missing).toEqual([]);
  });

  it('link to pages that are there', () => {
    for (const page of ['docs/running.md', 'docs/privacy.md']) {
      const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
        ([, path = '']) => `docs/${path}`,
      );
      expect(links.filter((path) => !isThere(path))).toEqual([]);
    }
  });
});
