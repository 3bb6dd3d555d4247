// How the bot does under load: the real process with the real models, against the stand-in for Discord.
//   node --import tsx bench/discord.ts [QUESTIONS [PEOPLE,PEOPLE…]]
// QUESTIONS (1000) are asked one after the other to see whether memory grows; 0 leaves that out. PEOPLE
// (1,20,50,260,500) is how many ask at the same moment. What is late can be this program's own doing: it says
// how long its event loop was held, and the stand-in counts that as the bot's.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Reply, type StandIn, startDiscord } from '../test/support/discord.ts';

const QUESTIONS = [
  'Who is the president of Peru?',
  'How many hostages were released in December?',
  'When was the residence seized?',
  'What do the rebels demand?',
  'What did the Red Cross do?',
  'Who won the World Cup in 1998?',
];
/** Discord gives up after 3 s; up to 50 at once it shall never take longer than this. */
const ACKNOWLEDGED_WITHIN_MS = 1000;
const DISCORD_WAITS_MS = 3000;
/** The text of a turned-away question. */
const BUSY = 'Very many questions are waiting';
/** Memory after all questions, against that after the first fifth. */
const MOST_GROWTH = 1.1;

const count = Number(process.argv[2] ?? 1000);
const crowds = (process.argv[3] ?? '1,20,50,260,500').split(',').map(Number);
const discord = await startDiscord({ patienceMs: 300_000 });
const folder = await mkdtemp(join(tmpdir(), 'clippings-bench-'));
const port = await freePort();
const bot = spawn(process.execPath, ['--import', 'tsx', 'src/cli/serve.ts'], {
  env: {
    ...process.env,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    DATA_DIR: join(folder, 'data'),
    HEALTH_PORT: String(port),
    COOLDOWN_SECONDS: '0',
    LOG_LEVEL: 'error',
  },
  stdio: 'inherit',
});
const ended = new Promise((resolve) => bot.once('exit', resolve));

let held = true;
await discord.until('the bot', () => discord.gateway.live && discord.commands().length > 0);
await ask(discord, 0); // the first question warms the models up
for (const people of crowds) held = (await atOnce(people)) && held;
if (count > 0) held = (await oneByOne(count)) && held;
for (const violation of discord.violations) console.log(violation);
held = held && discord.violations.length === 0;

bot.kill('SIGTERM');
await ended;
await discord.close();
await rm(folder, { recursive: true });
process.exitCode = held ? 0 : 1;

/** That many people ask at the same moment. */
async function atOnce(people: number): Promise<boolean> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const replies = await Promise.all(Array.from({ length: people }, (_, index) => ask(discord, index)));
  delay.disable();
  const acknowledged = sorted(replies.map((reply) => reply.acknowledgedMs));
  const shown = sorted(replies.map((reply) => reply.shownMs));
  const turnedAway = replies.filter(({ content }) => content.includes(BUSY)).length;
  const lost = replies.filter(({ content }) => content === '').length;
  console.log(
    `${people} at once: acknowledged ${spread(acknowledged)}; answered ${spread(shown)}; ${turnedAway} turned away, ${lost} lost; held here at most ${Math.round(delay.max / 1e6)} ms`,
  );
  const within = people > 50 ? DISCORD_WAITS_MS : ACKNOWLEDGED_WITHIN_MS;
  return lost === 0 && (acknowledged.at(-1) ?? 0) < within;
}

/** One question after the other, and the memory every fifth of the way. */
async function oneByOne(total: number): Promise<boolean> {
  const memory: number[] = [];
  for (let done = 1; done <= total; done += 1) {
    await ask(discord, done);
    if (done % Math.ceil(total / 5) === 0) memory.push(await residentMb());
  }
  console.log(`${total} one by one: ${memory.map((mb) => `${mb} MB`).join(', ')}`);
  return (memory.at(-1) ?? 0) <= (memory[0] ?? 0) * MOST_GROWTH;
}

function ask(it: StandIn, index: number): Promise<Reply> {
  // Never the same words twice, so that nothing is answered from a cache.
  const question = `${QUESTIONS[index % QUESTIONS.length]} (${index})`;
  return it.slash(it.person(`Person ${index}`), 'ask', { question });
}

function sorted(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

function spread(values: readonly number[]): string {
  const at = (share: number) => Math.round(values[Math.floor((values.length - 1) * share)] ?? 0);
  return `${at(0.5)} / ${at(0.95)} / ${at(1)} ms (median, 95 %, most)`;
}

async function residentMb(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const bytes = /^clippings_process_resident_memory_bytes (\S+)$/m.exec(text)?.[1];
  return Math.round(Number(bytes) / 1e6);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}
