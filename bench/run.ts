// How fast the core is, as ratios to what the bare models do in the same run, so that they hold on any machine.
//   npm run bench
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import pc from 'picocolors';
import { readQuestions } from '../eval/questions.ts';
import { inspect } from '../src/answer/answerer.ts';
import { openReader } from '../src/answer/examine.ts';
import type { Article } from '../src/corpus/article.ts';
import { addDays } from '../src/corpus/day.ts';
import { loadCorpus } from '../src/corpus/load.ts';
import type { Embedder } from '../src/embedding/embedder.ts';
import { openEmbedders } from '../src/embedding/open.ts';
import { openIndex, reindex, textsOf } from '../src/retrieval/reindex.ts';
import { createTokenCache } from '../src/retrieval/token-cache.ts';
import { timelineOf } from '../src/timeline/entries.ts';

/** A figure and the bar that it is held against. */
interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bar: number;
  readonly atLeast?: boolean;
}

/** Big enough that starting and saving do not count for more than they would. */
const CORPUS = 'eval/xquad-dev/articles';
const MODELS_DIR = 'embeddings/models';
/** The models take passages in batches of this many, as a reindex gives them. */
const BATCH = 8;
const ROUNDS = 3;

const folder = await mkdtemp(join(tmpdir(), 'clippings-bench-'));
const embedders = await openEmbedders({ modelsDir: MODELS_DIR });
const figures = [
  ...(await indexing(embedders)),
  ...(await answering(embedders)),
  ...(await starting()),
  ...(await timelines()), // after the memory has been looked at: its 2,000 articles are not the program's
  await installedSize(),
];
await Promise.all(embedders.map((embedder) => embedder.close()));
await rm(folder, { recursive: true });
for (const figure of figures) console.log(lineOf(figure));
process.exitCode = figures.every(holds) ? 0 : 1;

/** A full build against the bare models over the same passages, by turns; and what it does to the event loop. */
async function indexing(models: readonly Embedder[]): Promise<readonly Measured[]> {
  const place = { corpusDir: CORPUS, indexDir: join(folder, 'xquad'), embedders: models };
  const { opened } = await reindex(place, {}); // warms up, and says which passages there are
  const texts = textsOf(opened);
  const builds: number[] = [];
  const bare: number[] = [];
  const delays: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await timed(() => embedAll(models, texts)));
    const build = await watched(() => reindex(place, { full: true }));
    builds.push(build.ms);
    delays.push(build.delay);
  }
  const perSecond = (ms: number) => Math.round((texts.length / ms) * 1000);
  console.log(
    pc.dim(
      `${texts.length} passages: built ${perSecond(Math.min(...builds))} a second, bare models ${perSecond(Math.min(...bare))}`,
    ),
  );
  return [
    {
      name: 'full build, of the bare models’ speed',
      value: median(bare) / median(builds),
      unit: '',
      bar: 0.8,
      atLeast: true,
    },
    { name: 'worst event-loop delay while indexing', value: Math.max(...delays), unit: 'ms', bar: 50 },
  ];
}

async function embedAll(models: readonly Embedder[], texts: readonly string[]): Promise<void> {
  for (let start = 0; start < texts.length; start += BATCH) {
    const batch = texts.slice(start, start + BATCH);
    await Promise.all(models.map((model) => model.embed(batch, 'passage')));
  }
}

/** An answer against embedding the same question by the same models: passages not seen before, then seen. */
async function answering(models: readonly Embedder[]): Promise<readonly Measured[]> {
  const place = { corpusDir: CORPUS, indexDir: join(folder, 'xquad'), embedders: models };
  const opened = await openIndex(place, await loadCorpus(CORPUS));
  if ('stale' in opened) throw new Error(opened.stale);
  const questions = (await readQuestions('eval/xquad-dev/questions.jsonl')).map(({ question }) => question);
  const asked = questions.filter((_, i) => i % 30 === 0);
  const uncached: number[] = [];
  const cached: number[] = [];
  const embeddings: number[] = [];
  const opening = await openReader(opened, models);
  for (const question of asked) {
    const tokens = createTokenCache(models, opened.tokens); // remembers nothing yet
    const reader = { ...opening, tokens };
    const answer = () => inspect(reader, question, { passes: () => true });
    embeddings.push(
      await timed(() => Promise.all(models.map((model) => model.embed([question], 'question')))),
    );
    uncached.push(await timed(answer));
    cached.push(await timed(answer));
  }
  const one = median(embeddings);
  console.log(
    pc.dim(
      `${asked.length} questions: embedded in ${one.toFixed(1)} ms, answered in ${median(uncached).toFixed(0)} ms, again in ${median(cached).toFixed(0)} ms (medians)`,
    ),
  );
  return [
    { name: 'warm answer, in question embeddings', value: median(uncached) / one, unit: '', bar: 45 },
    { name: 'the same with its passages cached', value: median(cached) / one, unit: '', bar: 8 },
  ];
}

/** The timeline of many articles: what each costs of four times as many, and what it does to the event loop. */
async function timelines(): Promise<readonly Measured[]> {
  const { loaded } = await loadCorpus('corpus/articles');
  const shipped = loaded.map(({ article }) => article);
  const few = laterCopies(shipped, 500);
  const many = laterCopies(shipped, 2000);
  const make = (articles: readonly Article[]) => timed(() => timelineOf(articles));
  await make(shipped); // warms up
  const some = await make(few);
  const { ms: all, delay } = await watched(() => make(many));
  console.log(pc.dim(`${many.length} articles: timeline made in ${all.toFixed(0)} ms`));
  const ratio = all / many.length / (some / few.length);
  return [
    { name: 'timeline: an article of 2000, in one of 500', value: ratio, unit: '', bar: 1.5 },
    { name: 'worst event-loop delay meanwhile', value: delay, unit: 'ms', bar: 50 },
  ];
}

/** So many articles: these, and the same again, each time published three days later. */
function laterCopies(articles: readonly Article[], count: number): readonly Article[] {
  const copies = Array.from({ length: Math.ceil(count / articles.length) }, (_, copy) =>
    articles.map((article) => ({
      ...article,
      id: `${article.id}-${copy}`,
      ...(article.published && { published: addDays(article.published, 3 * copy) }),
    })),
  );
  return copies.flat().slice(0, count);
}

/** The first start of a fresh clone to its first answer, later ones, and the memory that it takes. */
async function starting(): Promise<readonly Measured[]> {
  const indexDir = join(folder, 'shipped');
  const first = await runAsk(indexDir);
  const later: number[] = [];
  let memory = first.megabytes;
  for (let round = 0; round < ROUNDS; round++) {
    const run = await runAsk(indexDir);
    later.push(run.ms);
    memory = Math.max(memory, run.megabytes);
  }
  return [
    { name: 'first start to the first answer', value: first.ms / 1000, unit: 's', bar: 15 },
    { name: 'later starts to the first answer', value: median(later) / 1000, unit: 's', bar: 3 },
    { name: 'memory of that process, at most', value: memory, unit: 'MB', bar: 600 },
    { name: 'memory after this bench', value: process.memoryUsage.rss() / 1e6, unit: 'MB', bar: 600 },
  ];
}

async function runAsk(indexDir: string): Promise<{ readonly ms: number; readonly megabytes: number }> {
  const started = performance.now();
  const args = ['--import', 'tsx', 'src/cli/ask.ts', '--index', indexDir, 'Who was the president of Peru?'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let peak = 0;
  const sample = setInterval(async () => {
    peak = Math.max(peak, await residentMegabytes(child.pid ?? 0));
  }, 50);
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  const ms = performance.now() - started;
  const [code] = await exited;
  clearInterval(sample);
  if (code !== 0) throw new Error(`ask ended with ${code}`);
  return { ms, megabytes: peak };
}

/** What a process has in memory, on Linux; 0 elsewhere or when it has ended. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return (Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024) / 1e6;
}

/** What production dependencies take, from the packages that the lock file does not mark as for development. */
async function installedSize(): Promise<Measured> {
  const lock: unknown = JSON.parse(await readFile('node_modules/.package-lock.json', 'utf8'));
  const packages = typeof lock === 'object' && lock !== null && 'packages' in lock ? lock.packages : {};
  let bytes = 0;
  for (const [path, entry] of Object.entries(packages ?? {})) {
    if (entry.dev || entry.devOptional) continue;
    bytes += await sizeOf(path);
  }
  return { name: 'production dependencies', value: bytes / 1e6, unit: 'MB', bar: 400 };
}

/** The files of a package, without the packages inside it, which count for themselves. */
async function sizeOf(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []); // optional ones are not there
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      if (entry.name === 'node_modules') return 0;
      const inside = join(path, entry.name);
      return entry.isDirectory() ? sizeOf(inside) : (await stat(inside).catch(() => ({ size: 0 }))).size;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function holds({ value, bar, atLeast }: Measured): boolean {
  return atLeast ? value >= bar : value <= bar;
}

function lineOf(figure: Measured): string {
  const value = `${figure.value.toFixed(figure.unit === 'MB' || figure.unit === 'ms' ? 0 : 2)} ${figure.unit}`;
  const bar = `${figure.atLeast ? 'at least' : 'at most'} ${figure.bar} ${figure.unit}`;
  const verdict = holds(figure) ? pc.green('holds') : pc.red('MISSED');
  return `${figure.name.padEnd(40)} ${value.padStart(10)}   ${bar.padEnd(16)} ${verdict}`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** How long work takes, and how long it holds up the event loop at worst, in milliseconds. */
async function watched(
  work: () => Promise<unknown>,
): Promise<{ readonly ms: number; readonly delay: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 }); // one for each work: it counts the time it is off
  delay.enable();
  const ms = await timed(work);
  delay.disable();
  return { ms, delay: Math.max(0, delay.max / 1e6 - 5) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
