import { loadConfig } from '../config.ts';
import { runChat } from './chat.ts';
import { runProgram } from './program.ts';

await runProgram(async () => runChat(loadConfig(process.env)));
