import { config as loadEnv } from 'dotenv';
import { loadConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { runChat } from './chat.ts';
import { runProgram } from './program.ts';

// With a Discord token this is the bot; without one, a chat in the terminal.
loadEnv({ quiet: true });
if (process.env.DISCORD_TOKEN?.trim()) {
  const { runBot } = await import('./bot.ts'); // discord.js is not loaded for a chat
  await runProgram(async () => {
    const config = loadConfig(process.env);
    return runBot(config, createLog(config.logLevel));
  });
} else {
  await runProgram(async () => runChat(loadConfig(process.env)));
}
