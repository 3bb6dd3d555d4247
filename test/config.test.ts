import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { loadConfig, requireDiscord, SETTINGS } from '../src/config.ts';
import { ClippingsError } from '../src/errors.ts';

const ID = '112233445566778899';
const TOKEN = `${Buffer.from(ID).toString('base64url')}.GfakeX.fake_secret_for_tests_0123456789abcd`;

/** The message of the fault that these settings end in. */
function faultOf(environment: Record<string, string>): string {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ClippingsError && error.code === 'CONFIG') return error.message;
    throw error;
  }
  throw new Error('There was no fault.');
}

describe('settings', () => {
  it('have a default each, so that nothing need be set', () => {
    expect(loadConfig({})).toEqual({
      corpusDir: 'corpus/articles',
      indexDir: 'embeddings/index',
      modelsDir: 'embeddings/models',
      embeddingRemote: false,
      logLevel: 'info',
      dataDir: 'data',
      retentionDays: 90,
      cooldownSeconds: 5,
      discord: { moderatorRoleIds: [] },
    });
  });

  it('are read, without the white space around them', () => {
    const config = loadConfig({
      CORPUS_DIR: ' /srv/articles ',
      EMBEDDING_MODEL: 'Xenova/bge-small-en-v1.5',
      EMBEDDING_REMOTE: 'true',
      RETENTION_DAYS: '30',
      COOLDOWN_SECONDS: '0',
      HEALTH_PORT: '9090',
      DISCORD_TOKEN: TOKEN,
      DISCORD_GUILD_ID: ID,
      DISCORD_API_URL: 'http://127.0.0.1:8080/api/',
      MODERATOR_ROLE_IDS: `${ID}, 998877665544332211,${ID}`,
    });
    expect(config).toMatchObject({
      corpusDir: '/srv/articles',
      embeddingModel: 'Xenova/bge-small-en-v1.5',
      embeddingRemote: true,
      retentionDays: 30,
      cooldownSeconds: 0,
      health: { host: '127.0.0.1', port: 9090 },
    });
    expect(config.discord).toEqual({
      token: TOKEN,
      guildId: ID,
      apiUrl: 'http://127.0.0.1:8080/api',
      moderatorRoleIds: [ID, '998877665544332211'],
    });
  });

  it('count as absent when they are empty, as lines of .env.example are', () => {
    expect(loadConfig(Object.fromEntries(SETTINGS.map(({ name }) => [name, ' '])))).toEqual(loadConfig({}));
  });

  it.each([
    ['EMBEDDING_REMOTE', 'yes', 'is "yes"; expected one of true, false.'],
    ['LOG_LEVEL', 'loud', 'is "loud"; expected one of fatal'],
    ['RETENTION_DAYS', '0', 'is "0"; expected a whole number from 1 to 3650.'],
    ['RETENTION_DAYS', '1e2', 'is "1e2"; expected a whole number'],
    ['COOLDOWN_SECONDS', '-1', 'is "-1"; expected a whole number from 0 to 3600.'],
    ['HEALTH_PORT', '65536', 'is "65536"; expected a whole number from 1 to 65535.'],
    ['HEALTH_HOST', 'local host', 'is "local host"; expected an address'],
    ['DISCORD_GUILD_ID', 'my server', 'is "my server"; expected an id of 17 to 20 digits'],
    ['DISCORD_CLIENT_ID', '12', 'is "12"; expected an id'],
    ['MODERATOR_ROLE_IDS', `${ID},Mods`, 'holds "Mods"; expected ids of 17 to 20 digits parted by commas'],
    ['DISCORD_API_URL', 'localhost:8080/api', 'is not an address'],
    ['DISCORD_API_URL', 'http://u:p@host/api', 'holds a name or password'],
    ['DISCORD_API_URL', 'https://discord.com/api/v10', 'ends in a version'],
    ['DISCORD_TOKEN', `Bot ${TOKEN}`, 'starts with "Bot "'],
    ['DISCORD_TOKEN', 'c1ientsecretc1ientsecret', 'does not look like a bot token'],
  ])('%s: "%s" is a fault', (name, value, message) => {
    expect(faultOf({ [name]: value })).toContain(`  - ${name} ${message}`);
  });

  it('are refused all at once, and the token is not repeated', () => {
    const message = faultOf({ DISCORD_TOKEN: 'hunter2', LOG_LEVEL: 'loud', HEALTH_PORT: 'x' });
    expect(message.match(/^ {2}- [A-Z_]+/gm)).toEqual([
      '  - HEALTH_PORT',
      '  - LOG_LEVEL',
      '  - DISCORD_TOKEN',
    ]);
    expect(message).not.toContain('hunter2');
  });
});

describe('what the bot needs', () => {
  it('is the token, which tells the application that it belongs to', () => {
    expect(requireDiscord({ token: TOKEN, moderatorRoleIds: [] })).toEqual({ token: TOKEN, clientId: ID });
  });

  it('is the id that is set, where one is set', () => {
    const clientId = '998877665544332211';
    expect(requireDiscord({ token: TOKEN, clientId, moderatorRoleIds: [] }).clientId).toBe(clientId);
  });

  it('is asked for in words when it is missing', () => {
    expect(() => requireDiscord({ moderatorRoleIds: [] })).toThrow('DISCORD_TOKEN is not set');
    expect(() => requireDiscord({ token: 'a.b.c', moderatorRoleIds: [] })).toThrow(
      'DISCORD_CLIENT_ID is not set',
    );
  });
});

describe('.env.example', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

  it('names every setting once, in any order, and sets none', () => {
    const names = example.match(/^[A-Z_]+(?==)/gm) ?? [];
    expect([...names].sort()).toEqual(SETTINGS.map(({ name }) => name).sort());
    expect(Object.values(parse(example)).every((value) => value === '')).toBe(true);
  });

  it.each(SETTINGS)('says of $name what the program says', ({ name, purpose, fallback }) => {
    expect(example).toContain(`# ${purpose}\n# Default: ${fallback}\n${name}=\n`);
  });

  it('names the defaults that the program takes', () => {
    const stated = new Map(SETTINGS.map(({ name, fallback }) => [name, fallback]));
    const taken = loadConfig({});
    expect(stated.get('CORPUS_DIR')).toBe(taken.corpusDir);
    expect(stated.get('INDEX_DIR')).toBe(taken.indexDir);
    expect(stated.get('MODELS_DIR')).toBe(taken.modelsDir);
    expect(stated.get('DATA_DIR')).toBe(taken.dataDir);
    expect(stated.get('RETENTION_DAYS')).toBe(String(taken.retentionDays));
    expect(stated.get('COOLDOWN_SECONDS')).toBe(String(taken.cooldownSeconds));
    expect(stated.get('LOG_LEVEL')).toBe(taken.logLevel);
    expect(stated.get('HEALTH_HOST')).toBe(loadConfig({ HEALTH_PORT: '1' }).health?.host);
  });
});
