import { loadConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { runChat } from './chat.ts';
import { runProgram } from './program.ts';

// With a token the bot, without one a chat in the terminal.
await runProgram(async () => {
  const config = loadConfig(process.env);
  if (config.discord.token === undefined) return runChat(config);
  const { runBot } = await import('./bot.ts'); // a chat need not load discord.js
  return runBot(config, createLog(config.logLevel));
});
