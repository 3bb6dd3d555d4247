import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import type { Config } from '../config.ts';
import { parseDay } from '../corpus/day.ts';
import type { Draft } from '../corpus/import/draft.ts';
import { readFeedStates, writeFeedStates } from '../corpus/import/feed-store.ts';
import { NEW_FEED, pollFeed } from '../corpus/import/feeds.ts';
import { openFetcher } from '../corpus/import/fetch.ts';
import { importInThread } from '../corpus/import/thread.ts';
import { writeNewArticles } from '../corpus/import/write.ts';
import { loadCorpus } from '../corpus/load.ts';
import { ClippingsError } from '../errors.ts';
import { openConfiguredEmbedder } from '../open-engine.ts';
import { reindex } from '../retrieval/reindex.ts';
import { COMMON_OPTIONS, COMMON_USAGE, configFrom, runProgram } from './program.ts';

const USAGE = `Usage: npm run corpus:follow -- [options] FEED…

Asks feeds (RSS, Atom, JSON Feed; http: or https:) for what is new, imports each new article, from the
feed or from its page, and brings the index up to date. An item is taken once. robots.txt is respected.

  --every MINUTES    go on, and ask again after so many minutes (at least 5); once, when left out
  --no-index         leave the index as it is
  --allow-private    also connect to addresses of one's own network
${COMMON_USAGE}

What is remembered of the feeds lies in DATA_DIR, in feeds.json. Exit codes: 0 done, 1 failure, 2 usage.
`;

/** The time between two requests to a site. */
const PAUSE_MS = 1_000;

interface Command {
  readonly feeds: readonly string[];
  readonly config: Config;
  readonly everyMinutes: number | undefined;
  readonly index: boolean;
  readonly allowPrivate: boolean;
}

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      ...COMMON_OPTIONS,
      every: { type: 'string' },
      'no-index': { type: 'boolean' },
      'allow-private': { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (positionals.length === 0) throw usage('Name at least one feed by its address.');
  const command: Command = {
    feeds: positionals,
    config: configFrom(values),
    everyMinutes: minutesOf(values.every),
    index: values['no-index'] !== true,
    allowPrivate: values['allow-private'] === true,
  };
  return follow(command);
}

async function follow(command: Command): Promise<number> {
  let code = await pollAll(command);
  while (command.everyMinutes !== undefined) {
    await wait(command.everyMinutes * 60_000);
    code = await pollAll(command);
  }
  return code;
}

async function pollAll({ feeds, config, index, allowPrivate }: Command): Promise<number> {
  const file = join(config.dataDir, 'feeds.json');
  const states = new Map(await readFeedStates(file));
  const { loaded } = await loadCorpus(config.corpusDir).catch(emptyIfMissing);
  const known = new Set(loaded.flatMap(({ article }) => article.url ?? []));
  const fetcher = openFetcher(allowPrivate ? { mayConnect: () => true } : {});
  const services = { fetcher, importFile: importInThread, pause: () => wait(PAUSE_MS), today: today() };
  let written = 0;
  let faults = 0;
  try {
    for (const feed of feeds) {
      const state = states.get(feed) ?? NEW_FEED;
      const poll = await pollFeed(feed, { state, known, services }).catch(told);
      if (!poll) {
        faults += 1;
        continue;
      }
      const drafts = await writeNewArticles(poll.drafts, config.corpusDir);
      for (const { url } of drafts) if (url) known.add(url);
      await writeFeedStates(file, states.set(feed, poll.state));
      process.stdout.write(reportOf(feed, drafts, poll.unchanged));
      for (const fault of poll.faults) process.stderr.write(`${pc.yellow('Left out:')} ${fault.message}\n`);
      written += drafts.length;
      faults += poll.faults.length;
    }
  } finally {
    await fetcher.close();
  }
  if (written > 0 && index) await indexed(config);
  return faults > 0 ? 1 : 0;
}

async function indexed(config: Config): Promise<void> {
  const embedder = await openConfiguredEmbedder(config);
  try {
    const { summary } = await reindex(
      { corpusDir: config.corpusDir, indexDir: config.indexDir, embedder },
      {},
    );
    process.stdout.write(`Indexed: ${summary.articles} articles, ${summary.passages} passages.\n`);
  } finally {
    await embedder.close();
  }
}

function reportOf(feed: string, drafts: readonly Draft[], unchanged: boolean): string {
  const lines = drafts.map((draft) => `  ${pc.green(`${draft.id}.md`)}  ${draft.title.value}`);
  const what = unchanged ? 'nothing has changed' : `${drafts.length} new`;
  return `${[`${pc.bold(feed)}: ${what}`, ...lines].join('\n')}\n`;
}

function told(error: unknown): undefined {
  if (!(error instanceof ClippingsError)) throw error;
  process.stderr.write(`${pc.red(error.message)}\n`);
  return undefined;
}

function emptyIfMissing(error: unknown): { readonly loaded: readonly never[] } {
  if (error instanceof ClippingsError && error.message.includes('it does not exist')) return { loaded: [] };
  throw error;
}

function minutesOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text) && Number(text) >= 5) return Number(text);
  throw usage(`--every is "${text}"; expected a number of minutes, at least 5.`);
}

function today() {
  const day = parseDay(new Date().toISOString().slice(0, 10));
  if (!day) throw new Error('the clock names no day');
  return day;
}

function usage(message: string): ClippingsError {
  return new ClippingsError('USAGE', `${message}\nSee --help.`);
}

await runProgram(main);
