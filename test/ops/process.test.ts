import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Person, type StandIn, startDiscord } from '../support/discord.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const SERVE = fileURLToPath(new URL('../../src/cli/serve.ts', import.meta.url));
const STORMED = 'How many people stormed the home of the Japanese ambassador?';
const ANSWER = 'An armed group of 15 to 20 people';
/** What a supervisor is promised, in milliseconds. */
const WITHIN = 5000;

/** A bot in a process of its own. */
interface Running {
  readonly process: ChildProcess;
  /** What it wrote on standard error and standard output. */
  output(): string;
  /** How it ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

let discord: StandIn;
let folder: string;
let ana: Person;
let running: Running[];

beforeEach(async () => {
  discord = await startDiscord({ patienceMs: 15_000 });
  folder = await mkdtemp(join(tmpdir(), 'clippings-process-'));
  ana = discord.person('Ana');
  running = [];
});

afterEach(async () => {
  for (const { process, ended } of running) {
    process.kill('SIGKILL');
    await ended;
  }
  await discord.close();
  await rm(folder, { recursive: true, force: true });
});

function start(settings: Readonly<Record<string, string>> = {}, program = CHILD): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      DATA_DIR: join(folder, 'data'),
      COOLDOWN_SECONDS: '0',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended: Running['ended'] = new Promise((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  );
  const started = { process: child, output: () => output, ended };
  running.push(started);
  return started;
}

/** Starts a bot, and waits until it answers. */
async function startReady(settings: Readonly<Record<string, string>> = {}): Promise<Running> {
  const before = discord.gateway.counts.identifies;
  const started = start(settings);
  await discord.until('an identify', () => discord.gateway.counts.identifies > before);
  await discord.until('the commands', () => discord.commands().length > 0);
  await discord.mention(ana, discord.channel, STORMED);
  return started;
}

/** Ends a bot, and resolves to its exit code and how long that took. */
async function terminate({ process, ended }: Running, signal: NodeJS.Signals = 'SIGTERM') {
  const asked = performance.now();
  process.kill(signal);
  const { code } = await ended;
  return { code, ms: performance.now() - asked };
}

const ask = (question: string, until: 'shown' | 'acknowledged' = 'shown') =>
  discord.slash(ana, 'ask', { question }, { until });

describe('a process told to end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('by %s exits with 0 when nothing is under way', async (signal) => {
    const bot = await startReady();
    const { code, ms } = await terminate(bot, signal);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(2000);
    expect(discord.gateway.closes.at(-1)).toBe(1000);
    expect(discord.violations).toEqual([]);
  });

  it('exits with 0 within 5 s while a question never ends, and tells the person after its restart', async () => {
    const bot = await startReady();
    const reply = await ask('HOLD this question', 'acknowledged');
    const { code, ms } = await terminate(bot);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(WITHIN);
    await startReady();
    await reply.until('the apology', ({ content }) =>
      content.includes('I was restarted before I could answer'),
    );
  });

  it('leaves none of 25 who asked without a word, now or after its restart', async () => {
    const bot = await startReady();
    const people = Array.from({ length: 25 }, (_, index) => discord.person(`Person ${index}`));
    const replies = await Promise.all(
      people.map((person) =>
        discord.slash(person, 'ask', { question: `SLOW ${STORMED}` }, { until: 'acknowledged' }),
      ),
    );
    const { code, ms } = await terminate(bot);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(WITHIN);
    await startReady();
    const isTold = (text: string) => text.includes(ANSWER) || /(?:being|was) restarted/.test(text);
    await Promise.all(replies.map((reply) => reply.until('a word', ({ content }) => isTold(content))));
    expect(discord.violations).toEqual([]);
  });

  it('exits with 0 within 5 s while a reindex never ends, and its message says so after a restart', async () => {
    const bot = await startReady({ HOLD_REINDEX: '1' });
    const mo = discord.moderator('Mo');
    await discord.slash(mo, 'reindex');
    const progress = await discord.posted('the progress', ({ content }) => /reindex/i.test(content));
    const { code, ms } = await terminate(bot);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(WITHIN);
    await startReady();
    await progress.until('the note', ({ content }) => /interrupted|cancelled/i.test(content));
  });

  it('exits with 0 within 5 s while it is cut off from the gateway', async () => {
    const bot = await startReady();
    discord.gateway.refuseResume(); // it waits for 5 s then, before it identifies anew
    discord.gateway.drop();
    await discord.until('a refused resume', () => discord.gateway.counts.resumes === 1);
    const { code, ms } = await terminate(bot);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(WITHIN);
  });

  it('exits with 0 within 5 s while it is still waiting to be let in', async () => {
    const never = new Promise<void>(() => undefined);
    discord.refuse({ path: /\/gateway\/bot$/, wait: never });
    const bot = start();
    await discord.until('the login', () => discord.requests.some(({ path }) => path === '/gateway/bot'));
    const { code, ms } = await terminate(bot);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(WITHIN);
  });
});

describe('a process killed', () => {
  it('in the middle of an answer has lost nothing, and says after its restart that it was cut short', async () => {
    const first = await startReady();
    const kept = await ask(STORMED);
    const cut = await ask('HOLD this question', 'acknowledged');
    first.process.kill('SIGKILL');
    expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' });

    await startReady();
    await cut.until('the apology', ({ content }) =>
      content.includes('I was restarted before I could answer'),
    );
    const context = await kept.press('1 in context');
    expect(context.hidden).toBe(true);
    expect(context.content).toContain(ANSWER);
    expect(discord.violations).toEqual([]);
  });
});

describe('a process that cannot work', () => {
  const secret = () => discord.token.split('.').at(-1) ?? '';

  /** How it ended, with how long that took from now on. */
  async function endOf(bot: Running) {
    const since = performance.now();
    const { code } = await bot.ended;
    return { code, ms: performance.now() - since, said: bot.output() };
  }

  it('as there is no token says so in one line, and exits with 2', async () => {
    const { code, said } = await endOf(start({ DISCORD_TOKEN: '' }));
    expect(code).toBe(2);
    expect(said).toMatch(/^clippings: DISCORD_TOKEN is not set.*\n$/m);
  });

  it('says the same when it is started as a supervisor starts it', async () => {
    const { code, said } = await endOf(start({ DISCORD_TOKEN: '' }, SERVE));
    expect(code).toBe(2);
    expect(said).toMatch(/^clippings: DISCORD_TOKEN is not set.*\n$/);
  });

  it('as settings are wrong names all of them, and exits with 2', async () => {
    const { code, said } = await endOf(start({ LOG_LEVEL: 'loud', HEALTH_PORT: 'x' }));
    expect(code).toBe(2);
    expect(said).toContain('  - LOG_LEVEL is "loud"');
    expect(said).toContain('  - HEALTH_PORT is "x"');
  });

  it('as the token is refused says so without it, and exits with 2', async () => {
    const token = `${discord.token.slice(0, -4)}oops`;
    const { code, said } = await endOf(start({ DISCORD_TOKEN: token }));
    expect(code).toBe(2);
    expect(said).toContain('clippings: Discord refuses DISCORD_TOKEN.');
    expect(said).not.toContain(token.split('.').at(-1));
  });

  it.each([4004, 4014])('as the gateway closes with %i exits with 2 within 5 s', async (close) => {
    discord.gateway.refuseIdentify(close);
    const bot = start();
    await discord.until('the refusal', () => discord.gateway.counts.identifies === 1);
    const { code, ms, said } = await endOf(bot);
    expect(code).toBe(2);
    expect(ms).toBeLessThan(WITHIN);
    expect(said).toMatch(/^clippings: Discord refuses/m);
    expect(said).not.toContain(secret());
  });

  it.each([4004, 4014])(
    'as the gateway closes with %i later on exits with another code than 0',
    async (close) => {
      const bot = await startReady();
      discord.gateway.close(close);
      const { code, ms, said } = await endOf(bot);
      expect(code).toBe(1);
      expect(ms).toBeLessThan(WITHIN);
      expect(said).toContain(`(code ${close})`);
      expect(said).not.toContain(secret());
    },
  );

  it.each([
    ['/dev/null/data', 'a part of that path is a file'],
    ['package.json', 'it is a file'],
    ['/sys/data', 'this user may not write there'],
  ])('as DATA_DIR is %s says so in one line, and exits with 2', async (dataDir, reason) => {
    const { code, said } = await endOf(start({ DATA_DIR: dataDir }));
    expect(code).toBe(2);
    expect(said.split('\n').filter((line) => line.startsWith('clippings: '))).toEqual([
      `clippings: DATA_DIR is "${dataDir}", and ${reason}. Name a folder that the user who runs Clippings may write in.`,
    ]);
    expect(discord.gateway.counts.identifies).toBe(0);
  });

  it('as another bot has its data folder says so, leaves that one alone, and may start once it is gone', async () => {
    const first = await startReady();
    const { code, said } = await endOf(start());
    expect(code).toBe(1);
    expect(said).toContain('Another Clippings bot is running on the data folder');
    expect(discord.gateway.counts.identifies).toBe(1);
    first.process.kill('SIGKILL');
    await first.ended;
    await startReady();
  });
});

describe('the health of a process', () => {
  it('is what it is: well, unwell while the gateway is away, and well again', async () => {
    const port = await freePort();
    await startReady({ HEALTH_PORT: String(port) });
    const health = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/healthz`);
      return [response.status, await response.json()];
    };
    const checks = { gateway: 'ok', index: 'ok', store: 'ok' };
    expect(await health()).toEqual([200, { status: 'ok', checks }]);

    discord.gateway.refuseResume(); // 5 s until it identifies anew
    discord.gateway.drop();
    await discord.until('a refused resume', () => discord.gateway.counts.resumes === 1);
    const away = { ...checks, gateway: 'not connected' };
    await vi.waitFor(async () => expect(await health()).toEqual([503, { status: 'unwell', checks: away }]));
    await discord.until('an identify', () => discord.gateway.counts.identifies === 2);
    await vi.waitFor(async () => expect((await health())[0]).toBe(200));

    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('clippings_questions_total{outcome="answered"} 1');
    expect(metrics).toContain('clippings_gateway_connected 1');
    expect(metrics).not.toMatch(new RegExp(`${ana.id}|ambassador`));
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
