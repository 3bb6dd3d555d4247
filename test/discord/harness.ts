import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Bot, type BotOptions, startBot } from '../../src/discord/bot.ts';
import type { Engine } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { type StandIn, startDiscord } from '../support/discord.ts';
import { openSmallEngine, type SmallEngineOptions } from '../support/small-engine.ts';

/** A role of the stand-in's guild that the bot is told of. */
export const MODERATOR_ROLE = '900000000000000001';

/** A bot on a stand-in for Discord, with a corpus and a store of its own. */
export interface World {
  readonly discord: StandIn;
  readonly corpusDir: string;
  readonly dataDir: string;
  readonly logged: string[];
  bot: Bot;
  engine: Engine;
  store: Store;
  /** Ends the bot as a supervisor does, and starts another one on the same corpus and store. */
  restart(): Promise<void>;
  /** Stops everything, and asserts that nothing was done against Discord's rules. */
  close(options?: { readonly allowed?: RegExp }): Promise<void>;
}

export interface WorldOptions {
  readonly hooks?: SmallEngineOptions;
  readonly openEngine?: (corpusDir: string) => Promise<Engine>;
  readonly bot?: Partial<BotOptions>;
  readonly heartbeatMs?: number;
}

/** Starts a world. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { heartbeatMs } = options;
  const discord = await startDiscord({ patienceMs: 8000, ...(heartbeatMs && { heartbeatMs }) });
  discord.guild.roles.set(MODERATOR_ROLE, { id: MODERATOR_ROLE, name: 'Editors', permissions: 0n });
  const folder = await mkdtemp(join(tmpdir(), 'clippings-'));
  const corpusDir = join(folder, 'articles');
  await cp('corpus/articles', corpusDir, { recursive: true });
  const dataDir = join(folder, 'data');
  const logged: string[] = [];
  const parts = { discord, corpusDir, dataDir, logged, options };
  const world: World = {
    discord,
    corpusDir,
    dataDir,
    logged,
    ...(await open(parts)),
    restart: async () => {
      await shut(world);
      Object.assign(world, await open(parts));
    },
    close: async ({ allowed } = {}) => {
      await shut(world);
      await discord.close();
      await rm(folder, { recursive: true, force: true });
      expect(discord.violations.filter((violation) => !allowed?.test(violation))).toEqual([]);
    },
  };
  return world;
}

interface Parts {
  readonly discord: StandIn;
  readonly corpusDir: string;
  readonly dataDir: string;
  readonly logged: string[];
  readonly options: WorldOptions;
}

async function open({ discord, corpusDir, dataDir, logged, options }: Parts) {
  const engine = await (options.openEngine?.(corpusDir) ?? openSmallEngine(corpusDir, options.hooks));
  const store = await openStore(dataDir);
  const bot = await startBot({
    discord: { token: discord.token, apiUrl: discord.api, moderatorRoleIds: [MODERATOR_ROLE] },
    engine,
    store,
    corpusDir,
    log: createLog('debug', { write: (line) => logged.push(line) }),
    version: '1.2.3',
    cooldownSeconds: 0,
    progressEveryMs: 5,
    retryMs: 5,
    ...options.bot,
  });
  return { engine, store, bot };
}

async function shut({ bot, store, engine }: World): Promise<void> {
  await bot.stop();
  await store.close();
  await engine.close();
}
