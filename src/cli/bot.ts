import { readFileSync } from 'node:fs';
import { config as loadEnv } from 'dotenv';
import { type Config, loadConfig } from '../config.ts';
import type { Engine } from '../engine.ts';
import { createLog, type Log } from '../log.ts';
import { openEngine } from '../open-engine.ts';
import { runProcess } from '../ops/process.ts';
import { runBot } from '../ops/run.ts';

/** The bot, as a supervisor starts it: node itself gets the signals, and the log is JSON. */
await runProcess(async (signal) => {
  loadEnv({ quiet: true });
  const config = loadConfig(process.env);
  const log = createLog(config.logLevel);
  await runBot({ config, log, version: versionOf(), openEngine: () => opened(config, log) }, signal);
});

function opened(config: Config, log: Log): Promise<Engine> {
  log.info({ corpus: config.corpusDir }, 'opening models, corpus and index');
  return openEngine(config, {
    onFault: ({ message }) => log.warn({ reason: message }, 'a file of the corpus is left out'),
    onStale: (reason) => log.info({ reason }, 'building the index'),
  });
}

function versionOf(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
