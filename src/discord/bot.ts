import { type Client, Events, type Interaction, type Message, Status } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { DiscordConfig } from '../config.ts';
import { requireDiscord } from '../config.ts';
import type { Engine } from '../engine.ts';
import { ClippingsError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { faultFields } from './boundary.ts';
import { createClient } from './client.ts';
import { Cooldown } from './cooldown.ts';
import { Drafts } from './drafts.ts';
import { examplesFor } from './examples.ts';
import { loginFault } from './login-fault.ts';
import { handleMessage } from './messages.ts';
import { Precedence } from './precedence.ts';
import { FairQueue } from './queue.ts';
import { isSame, registerCommands, restFor } from './registration.ts';
import { Reindexer } from './reindexer.ts';
import { handleInteraction } from './router.ts';
import type { Observer, Services } from './services.ts';
import { tellUnfinished } from './unfinished.ts';
import { Watchdog } from './watchdog.ts';

const LOGIN_MS = 30_000;
const WATCH_MS = 30_000;
/** Four heartbeats without an answer. */
const SILENT_MS = 180_000;
/** What is left of the five seconds that a supervisor allows, for the engine and the store to close. */
const FINISH_MS = 3_500;
const DISCONNECT_MS = 500;

/** What a bot is made of; everything in it is opened before, and closed afterwards, by the caller. */
export interface BotOptions {
  readonly discord: DiscordConfig;
  readonly engine: Engine;
  readonly store: Store;
  readonly log: Log;
  readonly corpusDir: string;
  readonly version: string;
  readonly cooldownSeconds: number;
  readonly observer?: Observer;
  /** 3000: Discord allows about one edit a second in a channel, and others want to write there, too. */
  readonly progressEveryMs?: number;
  /** 200: more questions at once are turned away, as nobody waits much longer than half a minute. */
  readonly mostWaiting?: number;
  /** 500: until what failed by Discord's fault is first tried again. */
  readonly retryMs?: number;
  /** The clock. */
  now?(): Date;
  /** Milliseconds of a clock that nobody can set. */
  steady?(): number;
}

/** How the bot is connected, for health and metrics. */
export interface BotState {
  readonly connected: boolean;
  /** Milliseconds of the last heartbeat; negative before the first. */
  readonly pingMs: number;
  /** Questions that wait or are being answered. */
  readonly waiting: number;
}

/** A bot that is logged in. */
export interface Bot {
  state(): BotState;
  /** Rejects when the bot can no longer work: the session is invalid, or the gateway dead. */
  readonly failed: Promise<never>;
  /** Takes no further work, lets what is under way finish for a few seconds, and disconnects. */
  stop(): Promise<void>;
}

/**
 * Registers the commands where they differ, logs in, and answers from then on.
 * @throws ClippingsError CONFIG or DISCORD in one line that says what to do
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { token, clientId } = requireDiscord(options.discord);
  const { apiUrl, guildId } = options.discord;
  const client = createClient({ ...(apiUrl && { apiUrl }) });
  const underWay = new UnderWay();
  const services = servicesOf(options, underWay);
  try {
    const difference = await registerCommands(restFor(token, apiUrl), {
      clientId,
      ...(guildId && { guildId }),
    });
    services.log.info(
      { ...difference },
      isSame(difference) ? 'commands are registered' : 'commands registered',
    );
    const failed = watch(client, services);
    listen(client, services, underWay);
    await Promise.race([ready(client, token), failed]);
    return botOf(client, { services, underWay, failed });
  } catch (error) {
    await disconnect(client);
    throw loginFault(error, options.discord);
  }
}

/** The handlers at work. */
class UnderWay {
  readonly #running = new Set<Promise<void>>();
  /** Aborted to turn new work away. */
  readonly closing = new AbortController();
  /** Set when the time of those at work is up. */
  isCut = false;

  add(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }

  /** Resolves when all have ended, or the time is up. */
  async end(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([Promise.all(this.#running), timeUp]);
    clearTimeout(timer);
    this.isCut = true;
  }
}

function servicesOf(options: BotOptions, underWay: UnderWay): Services {
  const { engine, store, log, corpusDir, version, cooldownSeconds, discord } = options;
  const now = options.now ?? (() => new Date());
  return {
    engine,
    store,
    log,
    corpusDir,
    version,
    observer: options.observer ?? { asked: () => undefined, acknowledged: () => undefined },
    moderation: {
      roleIds: discord.moderatorRoleIds,
      ...(discord.guildId && { guildId: discord.guildId }),
    },
    // Two at a time: while the model works on one question, the next is read and the last one sent.
    queue: new FairQueue({ concurrency: 2, limit: options.mostWaiting ?? 200 }),
    precedence: new Precedence(),
    cooldown: new Cooldown({ burst: 1, everyMs: cooldownSeconds * 1000 }),
    reindexer: new Reindexer(engine, log),
    drafts: new Drafts(),
    startedAt: now(),
    progressEveryMs: options.progressEveryMs ?? 3000,
    now,
    steady: options.steady ?? (() => performance.now()),
    retryMs: options.retryMs ?? 500,
    closing: underWay.closing.signal,
    isCut: () => underWay.isCut,
  };
}

function listen(client: Client, services: Services, underWay: UnderWay): void {
  const { log } = services;
  const guarded = (work: Promise<void>) =>
    underWay.add(
      work.catch((error: unknown) => log.error(faultFields(error), 'an event could not be handled')),
    );
  const seen = new LRUCache<string, true>({ max: 10_000 });
  client.on(Events.InteractionCreate, (interaction: Interaction) => {
    // The gateway may deliver an event a second time after a reconnection.
    if (seen.has(interaction.id)) return;
    seen.set(interaction.id, true);
    services.store.checkClock(interaction.createdAt);
    guarded(handleInteraction(interaction, services));
  });
  client.on(Events.MessageCreate, (message: Message) => guarded(handleMessage(message, services)));
  client.once(Events.ClientReady, (readyClient) => {
    guarded(tellUnfinished(readyClient, services));
    guarded(examplesFor(services).then(() => undefined));
  });
}

/** Rejects once the client cannot recover by itself. The process is meant to end then, and be restarted. */
function watch(client: Client, { log, closing }: Services): Promise<never> {
  client.on(Events.Error, (error) => log.error(faultFields(error), 'the client reports an error'));
  client.on(Events.ShardReconnecting, () => {
    if (!closing.aborted) log.warn('reconnecting to the gateway'); // it is also said on the way out
  });
  client.on(Events.ShardResume, () => log.info('resumed'));
  const failed = new Promise<never>((_, reject) => {
    client.once(Events.Invalidated, () =>
      reject(new ClippingsError('DISCORD', 'Discord has ended the session.')),
    );
    client.on(Events.ShardDisconnect, ({ code }) => reject(disconnected(code)));
    watchPulse(client, () => reject(silent()));
  });
  failed.catch(() => undefined); // whoever started the bot awaits it; until then it is no unhandled one
  return failed;
}

function watchPulse(client: Client, onDead: () => void): void {
  const watchdog = new Watchdog({
    silentMs: SILENT_MS,
    now: () => performance.now(),
    pulse: () => ({
      ready: isConnected(client),
      acknowledgedAt: Math.max(0, ...client.ws.shards.map((shard) => shard.lastPingTimestamp)),
    }),
  });
  const timer = setInterval(() => {
    if (watchdog.isDead()) onDead();
  }, WATCH_MS).unref();
  client.once(Events.Invalidated, () => clearInterval(timer));
}

/** The manager's own status stays "ready" while a shard reconnects. */
function isConnected({ ws }: Client): boolean {
  return ws.shards.size > 0 && ws.shards.every(({ status }) => status === Status.Ready);
}

/** `client.destroy()` never resolves while a shard waits for READY: two of its closings wait for one event. */
async function disconnect(client: Client): Promise<void> {
  await Promise.race([client.destroy(), pause(DISCONNECT_MS)]);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function disconnected(code: number): ClippingsError {
  return new ClippingsError('DISCORD', `Discord has closed the connection for good (code ${code}).`);
}

function silent(): ClippingsError {
  return new ClippingsError(
    'DISCORD',
    `Nothing was heard from Discord's gateway for ${SILENT_MS / 1000} seconds.`,
  );
}

async function ready(client: Client, token: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const isReady = new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => reject(silent()), LOGIN_MS);
    client.once(Events.ClientReady, () => resolve());
  });
  try {
    await Promise.all([client.login(token), isReady]);
  } finally {
    clearTimeout(timer);
  }
}

interface Parts {
  readonly services: Services;
  readonly underWay: UnderWay;
  readonly failed: Promise<never>;
}

function botOf(client: Client, { services, underWay, failed }: Parts): Bot {
  return {
    failed,
    state: () => ({
      connected: isConnected(client),
      pingMs: client.ws.ping,
      waiting: services.queue.length,
    }),
    stop: async () => {
      underWay.closing.abort();
      services.queue.close();
      const stopped = services.reindexer.stop();
      await underWay.end(FINISH_MS);
      await disconnect(client);
      await Promise.race([stopped, pause(DISCONNECT_MS)]);
    },
  };
}
