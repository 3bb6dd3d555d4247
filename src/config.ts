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
  /** Whether that model may be downloaded. */
  readonly embeddingRemote: boolean;
  readonly logLevel: string;
}

/** One setting: its variable, its default in words, and what it is for. `.env.example` is held to this. */
export interface Setting {
  readonly name: string;
  readonly fallback: string;
  readonly purpose: string;
}

export const SETTINGS: readonly Setting[] = [
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
    fallback: 'both bundled models',
    purpose: 'Another model, local or on the hub.',
  },
  {
    name: 'EMBEDDING_REMOTE',
    fallback: 'false',
    purpose: 'Whether that model may be downloaded (true or false).',
  },
  { name: 'LOG_LEVEL', fallback: 'info', purpose: 'fatal, error, warn, info, debug or trace.' },
];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings.
 * @throws ClippingsError CONFIG that lists every fault at once
 */
export function loadConfig(environment: Environment): Config {
  const faults: string[] = [];
  const read = (name: string) => environment[name]?.trim() || undefined;
  const embeddingModel = read('EMBEDDING_MODEL');
  const config: Config = {
    corpusDir: read('CORPUS_DIR') ?? 'corpus/articles',
    indexDir: read('INDEX_DIR') ?? 'embeddings/index',
    modelsDir: read('MODELS_DIR') ?? 'embeddings/models',
    ...(embeddingModel && { embeddingModel }),
    embeddingRemote:
      oneOf(['true', 'false'], 'EMBEDDING_REMOTE', read('EMBEDDING_REMOTE') ?? 'false', faults) === 'true',
    logLevel: oneOf(LOG_LEVELS, 'LOG_LEVEL', read('LOG_LEVEL') ?? 'info', faults),
  };
  if (faults.length > 0) {
    throw new ClippingsError(
      'CONFIG',
      `Settings (environment or .env):\n${faults.map((line) => `  - ${line}`).join('\n')}`,
    );
  }
  return config;
}

function oneOf(allowed: readonly string[], name: string, value: string, faults: string[]): string {
  if (!allowed.includes(value)) faults.push(`${name} is "${value}"; expected one of ${allowed.join(', ')}.`);
  return value;
}
