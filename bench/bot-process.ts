// The bot as it runs in production, for the bench beside it: settings come from the environment.
import { runBot } from '../src/cli/bot.ts';
import { loadConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';

const config = loadConfig(process.env);
await runBot(config, createLog(config.logLevel));
