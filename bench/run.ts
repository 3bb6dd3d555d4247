// How fast the core is, as ratios to what the bare models do in the same run, so that they hold on any machine.
//   npm run bench [-- PART ...]
// Parts: indexing, answering, starting, timelines, size; all of them when none is named.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import pc from 'picocolors';
import { readQuestions } from '../eval/questions.ts';
import { answer, type Sources } from '../src/answer/pipeline.ts';
import type { Article } from '../src/corpus/article.ts';
import { addDays } from '../src/corpus/day.ts';
import { loadCorpus } from '../src/corpus/load.ts';
import type { Embedder } from '../src/embedding/embedder.ts';
import { readerNamed } from '../src/embedding/models.ts';
import { openEmbedder, openReader } from '../src/embedding/open.ts';
import type { Reader } from '../src/embedding/reader.ts';
import { dictionaryOf } from '../src/language/en/spelling.ts';
import { reindex, textsOf } from '../src/retrieval/reindex.ts';
import { searcherOver } from '../src/retrieval/searcher.ts';
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
/** The articles that come with the program, and the development questions about them. */
const SHIPPED = 'corpus/articles';
const QUESTION_SETS = ['questions', 'chat', 'own-chat', 'own-short', 'typos', 'time'];
const MODELS_DIR = 'embeddings/models';
/** The embedder takes passages in batches of this many, as a reindex gives them. */
const BATCH = 8;
const ROUNDS = 3;
/** One in so many development questions is asked: some 60 of them, a minute or two. */
const ASKED = 7;
/** So many people ask at the same moment. */
const PEOPLE = 50;
/** An article for which a figure of disk holds. */
const ARTICLE_WORDS = 500;

const folder = await mkdtemp(join(tmpdir(), 'clippings-bench-'));
const embedder = await openEmbedder({ modelsDir: MODELS_DIR });
const reader = await openReader({ modelsDir: MODELS_DIR });
const PARTS: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
  indexing,
  answering,
  starting,
  timelines, // after the memory has been looked at: its 2,000 articles are not the program's
  size: async () => [await installedSize()],
};
const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) throw new Error(`No part ${unknown.join(', ')}: ${Object.keys(PARTS).join(', ')}`);
const figures: Measured[] = [];
for (const [name, measure] of Object.entries(PARTS))
  if (named.length === 0 || named.includes(name)) figures.push(...(await measure()));
await Promise.all([embedder.close(), reader.close()]);
await rm(folder, { recursive: true });
for (const figure of figures) console.log(lineOf(figure));
process.exitCode = figures.every(holds) ? 0 : 1;

/** A full build against the bare embedder over the same passages, by turns; what it leaves, and holds up. */
async function indexing(): Promise<readonly Measured[]> {
  const indexDir = join(folder, 'xquad');
  const source = { corpusDir: CORPUS, indexDir, embedder };
  const { opened } = await reindex(source, {}); // warms up, and says which passages there are
  const texts = textsOf(opened);
  const builds: number[] = [];
  const bare: number[] = [];
  const delays: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await timed(() => embedAll(embedder, texts)));
    const build = await watched(() => reindex(source, { full: true }));
    builds.push(build.ms);
    delays.push(build.delay);
  }
  const perSecond = (ms: number) => Math.round((texts.length / ms) * 1000);
  const words = [...opened.articles.values()].flatMap(({ text }) => text.match(/\S+/g) ?? []).length;
  const bytes = await sizeOf(indexDir);
  console.log(
    pc.dim(
      `${texts.length} passages of ${words} words: built ${perSecond(median(builds))} a second, the bare embedder ` +
        `${perSecond(median(bare))} (medians of ${ROUNDS}); ${(bytes / words).toFixed(0)} bytes a word on disk`,
    ),
  );
  const disk = ((bytes / words) * ARTICLE_WORDS) / 1000;
  return [
    {
      name: 'full build, of the bare embedder’s speed',
      value: median(bare) / median(builds),
      unit: '',
      bar: 0.9,
      atLeast: true,
    },
    { name: 'disk of an article of 500 words', value: disk, unit: 'KB', bar: 60 },
    { name: 'worst event-loop delay while indexing', value: Math.max(...delays), unit: 'ms', bar: 50 },
  ];
}

async function embedAll(model: Embedder, texts: readonly string[]): Promise<void> {
  for (let start = 0; start < texts.length; start += BATCH)
    await model.embed(texts.slice(start, start + BATCH), 'passage');
}

/** Warm answers against embedding the same questions, one by one; then many at once against the bare reader. */
async function answering(): Promise<readonly Measured[]> {
  const sources = await openSources();
  const sets = await Promise.all(QUESTION_SETS.map((name) => readQuestions(`eval/${name}.jsonl`)));
  const questions = sets.flat().map(({ question }) => question);
  return [...(await oneByOne(sources, questions)), ...(await atOnce(sources, questions))];
}

async function oneByOne(sources: Sources, questions: readonly string[]): Promise<readonly Measured[]> {
  const asked = questions.filter((_, i) => i % ASKED === 0);
  const embeddings: number[] = [];
  const answers: number[] = [];
  await answer(sources, asked[0] ?? '', { passes: () => true }); // warms up
  for (const question of asked) {
    embeddings.push(await timed(() => embedder.embed([question], 'question')));
    answers.push(await timed(() => answer(sources, question, { passes: () => true })));
  }
  const one = median(embeddings);
  const [middle, slow] = [median(answers), quantile(answers, 0.95)];
  console.log(
    pc.dim(
      `${asked.length} questions: embedded in ${one.toFixed(1)} ms, answered in ${middle.toFixed(0)} ms (medians), ` +
        `${slow.toFixed(0)} ms (95th percentile)`,
    ),
  );
  return [
    { name: 'warm answer, in question embeddings', value: middle / one, unit: '', bar: 100 },
    { name: 'the same, 95th percentile', value: slow / one, unit: '', bar: 200 },
  ];
}

/** Many questions at once: the pairs of question and passage read a second, against the same by the bare reader. */
async function atOnce(sources: Sources, questions: readonly string[]): Promise<readonly Measured[]> {
  const people = Array.from({ length: PEOPLE }, (_, i) => questions[(i * 11) % questions.length] ?? '');
  const { batches, recording } = recordingReader(sources.reader);
  const asking = await watched(() =>
    Promise.all(
      people.map((question) => answer({ ...sources, reader: recording }, question, { passes: () => true })),
    ),
  );
  const bare = await timed(async () => {
    for (const { question, passages } of batches) await sources.reader.read(question, passages);
  });
  const pairs = batches.reduce((sum, { passages }) => sum + passages.length, 0);
  const perSecond = (ms: number) => ((pairs / ms) * 1000).toFixed(0);
  console.log(
    pc.dim(
      `${PEOPLE} questions at once: ${pairs} pairs read, ${perSecond(asking.ms)} a second, by the bare reader ${perSecond(bare)}`,
    ),
  );
  return [
    {
      name: `${PEOPLE} at once, of the bare reader’s speed`,
      value: bare / asking.ms,
      unit: '',
      bar: 0.8,
      atLeast: true,
    },
    { name: 'worst event-loop delay meanwhile', value: asking.delay, unit: 'ms', bar: 50 },
  ];
}

interface Batch {
  readonly question: string;
  readonly passages: readonly string[];
}

/** A reader that also remembers what it was given. */
function recordingReader(model: Reader): { readonly batches: readonly Batch[]; readonly recording: Reader } {
  const batches: Batch[] = [];
  const read: Reader['read'] = (question, passages) => {
    batches.push({ question, passages });
    return model.read(question, passages);
  };
  return { batches, recording: { ...model, read } };
}

/** The shipped articles, as the program opens them. */
async function openSources(): Promise<Sources> {
  const source = { corpusDir: SHIPPED, indexDir: join(folder, 'answered'), embedder };
  const { opened } = await reindex(source, {});
  const searcher = searcherOver(opened, embedder);
  const published = [...opened.articles.values()].flatMap((article) => article.published ?? []).sort();
  const [first, last] = [published[0], published.at(-1)];
  const weights = readerNamed(reader.model).calibration;
  return {
    searcher,
    reader,
    spelling: await dictionaryOf(searcher.texts, searcher.words),
    days: first && last && { first, last },
    calibrated: (relevance, similarity) =>
      weights.relevance * relevance + weights.similarity * similarity + weights.offset,
  };
}

/** The timeline of many articles: what each costs of four times as many, and what it does to the event loop. */
async function timelines(): Promise<readonly Measured[]> {
  const { loaded } = await loadCorpus(SHIPPED);
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
  const value = `${figure.value.toFixed(['MB', 'KB', 'ms'].includes(figure.unit) ? 0 : 2)} ${figure.unit}`;
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
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const place = Math.min(values.length - 1, Math.floor(share * values.length));
  return [...values].sort((a, b) => a - b)[place] ?? Number.NaN;
}
