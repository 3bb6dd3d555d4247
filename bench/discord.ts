// How the bot bears a crowd: the time to acknowledge and to answer 20 and 50 questions asked at once,
// and the memory of its process over 1,000 questions. The bot is a process of its own, with the real
// models and index; Discord is the stand-in of the tests, on loopback.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Person, type Reply, type StandIn, startDiscord } from '../test/support/discord.ts';

/** Whatever is asked, and never the same words twice running, so that nothing is answered from a cache. */
const SUBJECTS = [
  'hostages',
  'rebels',
  'police',
  'president',
  'ambassador',
  'government',
  'demands',
  'Red Cross',
];
const ASKED = ['How many %s were there', 'What did the %s say', 'Where were the %s', 'Who spoke of the %s'];
const PATIENCE_MS = 120_000;

const discord = await startDiscord({ patienceMs: PATIENCE_MS });
const folder = await mkdtemp(join(tmpdir(), 'clippings-bench-'));
const child = start(discord, folder);
try {
  await discord.connected();
  await settled();
  for (const crowd of [20, 50]) report(crowd, await askAtOnce(crowd));
  await reportMemory();
} finally {
  child.kill('SIGTERM');
  await once(child, 'exit');
  await discord.close();
  await rm(folder, { recursive: true, force: true });
}

function start({ token, api }: StandIn, dataDir: string): ChildProcess {
  const script = fileURLToPath(new URL('bot-process.ts', import.meta.url));
  const env = {
    ...process.env,
    DISCORD_TOKEN: token,
    DISCORD_API_URL: api,
    DATA_DIR: dataDir,
    COOLDOWN_SECONDS: '0',
    LOG_LEVEL: 'warn',
  };
  return spawn(process.execPath, ['--import', 'tsx', script], { env, stdio: 'inherit' });
}

/** A first round, so that what is measured has been loaded. */
async function settled(): Promise<void> {
  await askAtOnce(4);
}

async function askAtOnce(count: number): Promise<readonly Reply[]> {
  const people = Array.from({ length: count }, (_, index) => discord.person(`Person ${index}`));
  return Promise.all(people.map((person, index) => ask(person, index)));
}

function ask(person: Person, index: number): Promise<Reply> {
  const subject = SUBJECTS[index % SUBJECTS.length] ?? '';
  const form = ASKED[Math.floor(index / SUBJECTS.length) % ASKED.length] ?? '';
  return discord.slash(
    person,
    'ask',
    { question: `${form.replace('%s', subject)} (${index})?` },
    { patienceMs: PATIENCE_MS },
  );
}

function report(crowd: number, replies: readonly Reply[]): void {
  const acknowledged = replies.map(({ acknowledgedMs }) => acknowledgedMs);
  const answered = replies.map(({ shownMs }) => shownMs);
  console.log(`${crowd} at once: acknowledged ${spread(acknowledged)}, answered ${spread(answered)}`);
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return `median ${at(0.5)} ms, last ${at(1)} ms`;
}

async function reportMemory(): Promise<void> {
  const samples: number[] = [];
  for (let asked = 0; asked < 1000; asked += 20) {
    await askAtOnce(20);
    samples.push(await megabytes());
  }
  const after = (questions: number) => samples[questions / 20 - 1] ?? 0;
  const growth = (after(1000) / after(200) - 1) * 100;
  const figures = [200, 400, 600, 800, 1000].map((count) => `${count}: ${Math.round(after(count))} MB`);
  console.log(
    `memory after so many questions: ${figures.join(', ')}; growth since 200: ${growth.toFixed(1)} %`,
  );
}

/** The resident memory of the bot's process, as Linux counts it. */
async function megabytes(): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}
