import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { loadConfig, requireDiscord } from '../config.ts';
import { loginFault } from '../discord/login-fault.ts';
import {
  clearCommands,
  type Difference,
  differenceIn,
  isSame,
  registerCommands,
  restFor,
} from '../discord/registration.ts';
import { ClippingsError } from '../errors.ts';
import { runProgram } from './program.ts';

const USAGE = `Usage: npm run register -- [options]

Tells Discord of the bot's commands: in one server when DISCORD_GUILD_ID is set, or else globally.
Shows what differs, and does nothing when nothing does.

  --dry-run      show the difference, change nothing
  --clear-other  take the commands out of the other scope, where they would show twice: the global
                 ones, or those of the server named with --guild
  --guild ID     that server (default: DISCORD_GUILD_ID)
  --help         this text
`;

async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      'dry-run': { type: 'boolean' },
      'clear-other': { type: 'boolean' },
      guild: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const { discord } = loadConfig(process.env);
  const { token, clientId } = requireDiscord(discord);
  const { guildId, apiUrl } = discord;
  const rest = restFor(token, apiUrl);
  const scope = { clientId, ...(guildId && { guildId }) };
  const place = guildId ? `in the server ${guildId}` : 'globally';
  try {
    const difference = await (values['dry-run'] ? differenceIn : registerCommands)(rest, scope);
    process.stdout.write(reportOf(difference, place, values['dry-run'] === true));
    if (values['clear-other']) await clearOther();
    return 0;
  } catch (error) {
    throw loginFault(error, discord);
  }

  async function clearOther(): Promise<void> {
    const other = guildId ? undefined : values.guild;
    if (!guildId && other === undefined) {
      throw new ClippingsError('USAGE', 'Name the server to clear with --guild ID.');
    }
    const cleared = await clearCommands(rest, { clientId, ...(other && { guildId: other }) });
    const where = other ? `in the server ${other}` : 'globally';
    process.stdout.write(
      cleared.length === 0 ? `None ${where}.\n` : `Removed ${where}: ${cleared.join(', ')}\n`,
    );
  }
}

function reportOf(difference: Difference, place: string, isDry: boolean): string {
  if (isSame(difference)) return `The commands are registered ${place}; nothing differs.\n`;
  const { added, changed, removed } = difference;
  const lines = [
    ...added.map((name) => pc.green(`  + ${name}`)),
    ...changed.map((name) => pc.yellow(`  ~ ${name}`)),
    ...removed.map((name) => pc.red(`  - ${name}`)),
  ];
  return `${isDry ? 'Would register' : 'Registered'} ${place}:\n${lines.join('\n')}\n`;
}

await runProgram(main);
