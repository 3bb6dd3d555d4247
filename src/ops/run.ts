import type { Config } from '../config.ts';
import { requireDiscord } from '../config.ts';
import { type Bot, startBot } from '../discord/bot.ts';
import type { Engine, EngineStatus } from '../engine.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { holdFolder } from '../store/holder.ts';
import { openStore } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { serveHealth } from './health.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const SWEEP_MS = 60 * 60 * 1000;
const NO_INDEX: EngineStatus = { articles: 0, passages: 0, indexVersion: 'none', models: [] };

/** What a run of the bot is made of. */
export interface RunOptions {
  readonly config: Config;
  readonly log: Log;
  readonly version: string;
  /** Opens the corpus, its index and the models; called once, before the bot logs in. */
  openEngine(): Promise<Engine>;
}

/** What has been opened so far. */
interface Opened {
  engine?: Engine;
  store?: Store;
  bot?: Bot;
}

/**
 * Runs the bot until `signal` is aborted, and closes then what it had opened, the last first.
 * @throws ClippingsError CONFIG or DISCORD when it cannot start, or can no longer work
 */
export async function runBot(options: RunOptions, signal: AbortSignal): Promise<void> {
  requireDiscord(options.config.discord); // before the models are loaded for nothing
  const opened: Opened = {};
  const closers: (() => Promise<void>)[] = [];
  const asked = aborted(signal);
  try {
    await Promise.race([open(options, opened, closers), asked]);
    if (opened.bot && !signal.aborted) await Promise.race([opened.bot.failed, asked]);
  } finally {
    options.log.info('ending');
    for (const close of closers.reverse()) await closed(close, options.log);
  }
}

async function open(options: RunOptions, opened: Opened, closers: (() => Promise<void>)[]): Promise<void> {
  const { config, log, version } = options;
  const metrics = metricsOf(opened);
  if (config.health) {
    const server = await serveHealth(config.health, { checks: checksOf(opened), metrics });
    closers.push(server.close);
    log.info({ address: server.address }, 'health is served');
  }
  closers.push(await holdFolder(config.dataDir));
  const store = await openStore(config.dataDir, { retentionDays: config.retentionDays });
  opened.store = store;
  closers.push(() => store.close(), sweeping(store, log));
  const engine = await options.openEngine();
  opened.engine = engine;
  closers.push(() => engine.close());
  const { discord, corpusDir, cooldownSeconds } = config;
  const bot = await startBot({
    discord,
    corpusDir,
    cooldownSeconds,
    engine,
    store,
    log,
    version,
    observer: metrics,
  });
  opened.bot = bot;
  closers.push(() => bot.stop());
  log.info({ ...engine.status() }, 'ready');
}

function metricsOf(opened: Opened): Metrics {
  return createMetrics({
    status: () => opened.engine?.status() ?? NO_INDEX,
    connected: () => opened.bot?.state().connected ?? false,
    pingMs: () => opened.bot?.state().pingMs ?? -1,
    waiting: () => opened.bot?.state().waiting ?? 0,
    now: () => new Date(),
  });
}

function checksOf(opened: Opened) {
  return {
    gateway: () => (opened.bot?.state().connected ? undefined : 'not connected'),
    index: () => (opened.engine?.status().articles ? undefined : 'no articles are indexed'),
    store: async () => {
      if (!opened.store) return 'not open';
      await opened.store.check();
      return undefined;
    },
  };
}

/** Deletes what is past its retention, now and every hour; returns what ends that. */
function sweeping(store: Store, log: Log): () => Promise<void> {
  const sweep = async () => {
    try {
      const rows = await store.sweep();
      if (rows > 0) log.info({ rows }, 'swept');
    } catch (error) {
      log.error({ reason: messageOf(error) }, 'what is past its retention could not be deleted');
    }
  };
  void sweep();
  const timer = setInterval(() => void sweep(), SWEEP_MS);
  return async () => clearInterval(timer);
}

async function closed(close: () => Promise<void>, log: Log): Promise<void> {
  try {
    await close();
  } catch (error) {
    log.error({ reason: messageOf(error) }, 'something could not be closed');
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
