import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { openEngine } from '../open-engine.ts';
import { runProcess } from '../ops/process.ts';
import { runBot as run } from '../ops/run.ts';

/** Runs the Discord bot in this process until it is told to end; the process ends with it. */
export async function runBot(config: Config, log: Log): Promise<never> {
  return runProcess((signal) => runBotUntil(signal, config, log));
}

/** Runs the Discord bot until the signal is aborted. */
export async function runBotUntil(signal: AbortSignal, config: Config, log: Log): Promise<void> {
  const version = await versionOfProgram();
  await run({ config, log, version, openEngine: () => openLogged(config, log) }, signal);
}

function openLogged(config: Config, log: Log) {
  return openEngine(config, {
    onFault: ({ message }) => log.warn({ reason: message }, 'an article is left out'),
    onStale: (reason) => log.info({ reason }, 'building the index'),
  });
}

async function versionOfProgram(): Promise<string> {
  const file: unknown = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  const hasVersion = typeof file === 'object' && file !== null && 'version' in file;
  return hasVersion ? String(file.version) : 'unknown';
}
