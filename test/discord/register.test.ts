import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StandIn, startDiscord } from '../support/discord.ts';

const run = promisify(execFile);

let discord: StandIn;

beforeEach(async () => {
  discord = await startDiscord();
});

afterEach(async () => {
  await discord.close();
  expect(discord.violations).toEqual([]);
});

/** Runs the program as a person would; resolves to what it says, also when it fails. */
async function register(args: readonly string[] = [], settings: Record<string, string> = {}) {
  const env = {
    PATH: process.env.PATH,
    NO_COLOR: '1',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    ...settings,
  };
  try {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', 'src/cli/register.ts', ...args], {
      env,
    });
    return { code: 0, text: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, text: stderr };
  }
}

describe('npm run register', () => {
  it('shows the difference, registers, and then has nothing to do', async () => {
    const dry = await register(['--dry-run']);
    expect(dry.text).toContain('Would register globally:\n  + /ask\n');
    expect(discord.commands()).toEqual([]);
    expect((await register()).text).toContain('Registered globally:\n  + /ask\n');
    expect(discord.commands()).toHaveLength(12);
    const puts = discord.requests.filter(({ method }) => method === 'PUT').length;
    expect((await register()).text).toBe('The commands are registered globally; nothing differs.\n');
    expect(discord.requests.filter(({ method }) => method === 'PUT')).toHaveLength(puts);
  });

  it('registers in one server, and takes them out of the other scope on request', async () => {
    await register();
    const guildId = discord.guild.id;
    const moved = await register(['--clear-other'], { DISCORD_GUILD_ID: guildId });
    expect(moved.text).toContain(`Registered in the server ${guildId}:`);
    expect(moved.text).toContain('Removed globally: /ask, /sources,');
    expect(discord.commands()).toEqual([]);
    expect(discord.commands(guildId)).toHaveLength(12);
    const back = await register(['--clear-other', '--guild', guildId]);
    expect(back.text).toContain(`Removed in the server ${guildId}: /ask`);
    expect(discord.commands(guildId)).toEqual([]);
  });

  it.each([
    [['--clear-other'], {}, 2, 'Name the server to clear with --guild ID.'],
    [['--nonsense'], {}, 2, '--nonsense'],
    [[], { DISCORD_TOKEN: '' }, 1, 'DISCORD_TOKEN is not set'],
    [
      [],
      { DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GAAAAA.wrong_secret_wrong_secret_wrong' },
      1,
      'Discord refuses DISCORD_TOKEN',
    ],
  ])('with %j and %j ends with a line that says what to do', async (args, settings, code, text) => {
    const ended = await register(args, settings);
    expect(ended.text).toContain(text);
    expect(ended.text).not.toContain('wrong_secret');
    expect(ended.code).toBe(code);
  });
});
