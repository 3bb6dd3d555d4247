import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { type DiscordConfig, loadConfig, requireDiscord } from '../config.ts';
import { loginFault } from '../discord/login-fault.ts';
import {
  clearCommands,
  type Difference,
  differenceIn,
  isSame,
  registerCommands,
  restFor,
  type Scope,
} from '../discord/registration.ts';
import { ClippingsError } from '../errors.ts';
import { runProgram } from './program.ts';

const USAGE = `Usage: npm run register -- [options]

Tells Discord of the bot's commands: in one server when DISCORD_GUILD_ID is set, or else globally.
Shows what differs, and does nothing when nothing does.

  --dry-run      show the difference, change nothing
  --clear-other  take the commands out of the other scope, where they would show twice: the global
                 ones, or those of the server named with --guild
  --guild ID     that server
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
  try {
    await register(discord, values);
    return 0;
  } catch (error) {
    throw loginFault(error, discord);
  }
}

interface Values {
  readonly 'dry-run'?: boolean;
  readonly 'clear-other'?: boolean;
  readonly guild?: string;
}

async function register(discord: DiscordConfig, values: Values): Promise<void> {
  const { token, clientId } = requireDiscord(discord);
  const { guildId, apiUrl } = discord;
  const rest = restFor(token, apiUrl);
  const other = otherScope(clientId, guildId, values);
  const scope = { clientId, ...(guildId && { guildId }) };
  const isDry = values['dry-run'] === true;
  const difference = await (isDry ? differenceIn : registerCommands)(rest, scope);
  process.stdout.write(reportOf(difference, placeOf(scope), isDry));
  if (!other || isDry) return;
  const cleared = await clearCommands(rest, other);
  const place = placeOf(other);
  process.stdout.write(
    cleared.length === 0 ? `None ${place}.\n` : `Removed ${place}: ${cleared.join(', ')}\n`,
  );
}

/** The scope that the commands are to be taken out of, if any. */
function otherScope(clientId: string, guildId: string | undefined, values: Values): Scope | undefined {
  if (!values['clear-other']) return undefined;
  if (guildId) return { clientId };
  if (values.guild) return { clientId, guildId: values.guild };
  throw new ClippingsError('USAGE', 'Name the server to clear with --guild ID.');
}

function placeOf({ guildId }: Scope): string {
  return guildId ? `in the server ${guildId}` : 'globally';
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
