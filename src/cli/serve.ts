import { config as loadEnv } from 'dotenv';
import { loadConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { runProcess } from '../ops/process.ts';
import { runBotUntil } from './bot.ts';

// The bot as a supervisor starts it: never the chat in the terminal, also when the token is missing.
await runProcess(async (signal) => {
  loadEnv({ quiet: true });
  const config = loadConfig(process.env);
  await runBotUntil(signal, config, createLog(config.logLevel));
});
