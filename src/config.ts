import { ClippingsError } from './errors.ts';

/** Every setting of the program, read once. */
export interface Config {
  /** The folder of articles. */
  readonly corpusDir: string;
  /** Where the index of that corpus is built. */
  readonly indexDir: string;
  /** Where bundled models lie, as `<folder>/<org>/<name>/`. */
  readonly modelsDir: string;
  /** Another model than the bundled ones. */
  readonly embeddingModel?: string;
  readonly readerModel?: string;
  /** Whether that model may be downloaded. */
  readonly embeddingRemote: boolean;
  readonly logLevel: string;
  /** Where votes, gaps, answers and the audit log are kept. */
  readonly dataDir: string;
  /** How long they are kept. */
  readonly retentionDays: number;
  /** How long a person waits between two questions. */
  readonly cooldownSeconds: number;
  readonly discord: DiscordConfig;
  /** Where health and metrics are served; absent when they are not. */
  readonly health?: HealthConfig;
}

export interface DiscordConfig {
  /** The bot's token; absent when the program is used in the terminal only. Never logged. */
  readonly token?: string;
  /** The application's id; the token tells it when absent. */
  readonly clientId?: string;
  /** The guild to register commands in, instead of globally. */
  readonly guildId?: string;
  /** Another base of Discord's REST API, without the version. */
  readonly apiUrl?: string;
  /** Roles that may moderate beside those who may manage the server. */
  readonly moderatorRoleIds: readonly string[];
}

export interface HealthConfig {
  readonly host: string;
  readonly port: number;
}

/** One setting: its variable, its default in words, and what it is for. `.env.example` is held to this. */
export interface Setting {
  readonly name: string;
  readonly fallback: string;
  readonly purpose: string;
}

export const SETTINGS: readonly Setting[] = [
  {
    name: 'DISCORD_TOKEN',
    fallback: 'none: terminal only',
    purpose: "The bot's token (Developer Portal > Bot). A secret.",
  },
  {
    name: 'DISCORD_CLIENT_ID',
    fallback: 'taken from the token',
    purpose: "The application's id (Developer Portal > General Information).",
  },
  {
    name: 'DISCORD_GUILD_ID',
    fallback: 'none: globally',
    purpose: 'Register the commands in this one server, at once, for development.',
  },
  {
    name: 'DISCORD_API_URL',
    fallback: "Discord's own",
    purpose: "Another base of Discord's API, such as a proxy, as http://HOST:PORT/api.",
  },
  {
    name: 'MODERATOR_ROLE_IDS',
    fallback: 'none',
    purpose: 'Ids of roles that may moderate beside Manage Server, parted by commas.',
  },
  {
    name: 'CORPUS_DIR',
    fallback: 'corpus/articles',
    purpose: 'Folder of articles (.md, .txt), searched recursively.',
  },
  { name: 'INDEX_DIR', fallback: 'embeddings/index', purpose: 'Where the index of that corpus is built.' },
  {
    name: 'MODELS_DIR',
    fallback: 'embeddings/models',
    purpose: 'Folder of model weights, as <org>/<name>/.',
  },
  {
    name: 'EMBEDDING_MODEL',
    fallback: 'the bundled one',
    purpose: 'Another model to find passages with, local or on the hub.',
  },
  {
    name: 'READER_MODEL',
    fallback: 'the bundled one',
    purpose: 'Another model to read them with: a SQuAD 2.0 model of BERT’s kind, local or on the hub.',
  },
  {
    name: 'EMBEDDING_REMOTE',
    fallback: 'false',
    purpose: 'Whether those models may be downloaded (true or false).',
  },
  {
    name: 'DATA_DIR',
    fallback: 'data',
    purpose: 'Where votes, unanswered questions and the audit log are kept.',
  },
  { name: 'RETENTION_DAYS', fallback: '90', purpose: 'How long they are kept (1 to 3650).' },
  {
    name: 'COOLDOWN_SECONDS',
    fallback: '5',
    purpose: 'How long a person waits between two questions (0 to 3600).',
  },
  {
    name: 'HEALTH_PORT',
    fallback: 'none: not served',
    purpose: 'Serve /healthz and /metrics (Prometheus) on this port.',
  },
  {
    name: 'HEALTH_HOST',
    fallback: '127.0.0.1',
    purpose: 'The address that port is bound to; 0.0.0.0 in a container.',
  },
  { name: 'LOG_LEVEL', fallback: 'info', purpose: 'fatal, error, warn, info, debug, trace or silent.' },
];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const NUMBER = /^\d{1,9}$/;
/** Discord's ids: a number of 64 bits, written out. */
const SNOWFLAKE = /^\d{17,20}$/;
/** Three parts joined by full stops; their lengths have changed before, so they are not held to any. */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const HOST = /^[\w.:-]+$/;

type Environment = Readonly<Record<string, string | undefined>>;

/** A value that a setting may have, or why it may not, without the value when that is a secret. */
type Reader<T> = (value: string) => T | { readonly fault: string };

/**
 * Reads the settings.
 * @throws ClippingsError CONFIG that lists every fault at once
 */
export function loadConfig(environment: Environment): Config {
  const faults: string[] = [];
  const read = <T>(name: string, reader: Reader<T>): T | undefined => {
    const value = environment[name]?.trim() || undefined;
    const found = value === undefined ? undefined : reader(value);
    if (!isFault(found)) return found;
    faults.push(`${name} ${found.fault}`);
    return undefined;
  };
  const embeddingModel = read('EMBEDDING_MODEL', asText);
  const readerModel = read('READER_MODEL', asText);
  const port = read('HEALTH_PORT', asNumber(1, 65535));
  const host = read('HEALTH_HOST', asHost) ?? '127.0.0.1';
  const config: Config = {
    corpusDir: read('CORPUS_DIR', asText) ?? 'corpus/articles',
    indexDir: read('INDEX_DIR', asText) ?? 'embeddings/index',
    modelsDir: read('MODELS_DIR', asText) ?? 'embeddings/models',
    ...(embeddingModel !== undefined && { embeddingModel }),
    ...(readerModel !== undefined && { readerModel }),
    embeddingRemote: read('EMBEDDING_REMOTE', oneOf(['true', 'false'])) === 'true',
    logLevel: read('LOG_LEVEL', oneOf(LOG_LEVELS)) ?? 'info',
    dataDir: read('DATA_DIR', asText) ?? 'data',
    retentionDays: read('RETENTION_DAYS', asNumber(1, 3650)) ?? 90,
    cooldownSeconds: read('COOLDOWN_SECONDS', asNumber(0, 3600)) ?? 5,
    discord: readDiscord(read),
    ...(port !== undefined && { health: { host, port } }),
  };
  if (faults.length > 0) {
    throw new ClippingsError(
      'CONFIG',
      `Settings (environment or .env):\n${faults.map((line) => `  - ${line}`).join('\n')}`,
    );
  }
  return config;
}

/**
 * The token and the application that it belongs to, for what cannot be done without them.
 * @throws ClippingsError CONFIG that says where to get a token
 */
export function requireDiscord({ token, clientId }: DiscordConfig): { token: string; clientId: string } {
  if (token === undefined) {
    throw new ClippingsError(
      'CONFIG',
      'DISCORD_TOKEN is not set, and the bot cannot log in without it. Copy it from the Discord Developer Portal (Bot > Reset Token) into .env; .env.example shows how.',
    );
  }
  const own = clientId ?? applicationOf(token);
  if (own === undefined) {
    throw new ClippingsError(
      'CONFIG',
      "DISCORD_CLIENT_ID is not set, and the token does not tell it. Copy the application's id from the Discord Developer Portal (General Information).",
    );
  }
  return { token, clientId: own };
}

function readDiscord(read: <T>(name: string, reader: Reader<T>) => T | undefined): DiscordConfig {
  const token = read('DISCORD_TOKEN', asToken);
  const clientId = read('DISCORD_CLIENT_ID', asSnowflake);
  const guildId = read('DISCORD_GUILD_ID', asSnowflake);
  const apiUrl = read('DISCORD_API_URL', asApiUrl);
  return {
    ...(token !== undefined && { token }),
    ...(clientId !== undefined && { clientId }),
    ...(guildId !== undefined && { guildId }),
    ...(apiUrl !== undefined && { apiUrl }),
    moderatorRoleIds: read('MODERATOR_ROLE_IDS', asSnowflakes) ?? [],
  };
}

/** A token's first part is the application's id in base64. */
function applicationOf(token: string): string | undefined {
  const id = Buffer.from(token.split('.', 1)[0] ?? '', 'base64').toString('latin1');
  return SNOWFLAKE.test(id) ? id : undefined;
}

function isFault(value: unknown): value is { readonly fault: string } {
  return typeof value === 'object' && value !== null && 'fault' in value;
}

const asText: Reader<string> = (value) => value;

function oneOf(allowed: readonly string[]): Reader<string> {
  return (value) =>
    allowed.includes(value) ? value : { fault: `is "${value}"; expected one of ${allowed.join(', ')}.` };
}

function asNumber(least: number, most: number): Reader<number> {
  return (value) => {
    const number = Number(value);
    if (NUMBER.test(value) && number >= least && number <= most) return number;
    return { fault: `is "${value}"; expected a whole number from ${least} to ${most}.` };
  };
}

const asSnowflake: Reader<string> = (value) => {
  if (SNOWFLAKE.test(value)) return value;
  return { fault: `is "${value}"; expected an id of 17 to 20 digits (Developer Mode > Copy ID).` };
};

const asSnowflakes: Reader<readonly string[]> = (value) => {
  const ids = value.split(/[\s,;]+/).filter((id) => id !== '');
  const wrong = ids.find((id) => !SNOWFLAKE.test(id));
  if (wrong === undefined) return [...new Set(ids)];
  return { fault: `holds "${wrong}"; expected ids of 17 to 20 digits parted by commas, not names.` };
};

// The faults of a token never repeat it: they end in a log or on a screen.
const asToken: Reader<string> = (value) => {
  if (/^Bot\s/i.test(value)) return { fault: 'starts with "Bot "; leave that word out.' };
  if (TOKEN.test(value)) return value;
  return {
    fault:
      'does not look like a bot token (three parts joined by full stops). Copy it from the Developer Portal, Bot > Reset Token; the client secret and the public key are something else.',
  };
};

const asApiUrl: Reader<string> = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return { fault: 'is not an address; expected something like http://127.0.0.1:8080/api.' };
  }
  if (url.username || url.password) return { fault: 'holds a name or password; leave them out.' };
  if (/\/v\d+\/?$/.test(url.pathname)) return { fault: 'ends in a version; leave that out (…/api).' };
  return value.replace(/\/+$/, '');
};

const asHost: Reader<string> = (value) =>
  HOST.test(value) ? value : { fault: `is "${value}"; expected an address such as 127.0.0.1 or 0.0.0.0.` };
