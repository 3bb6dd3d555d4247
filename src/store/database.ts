import { constants } from 'node:fs';
import { access, chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Client, createClient, type InArgs, type Row } from '@libsql/client';
import { ClippingsError, messageOf } from '../errors.ts';
import { MIGRATIONS } from './schema.ts';

export interface Statement {
  readonly sql: string;
  readonly args: InArgs;
}

/** The file's name within the data folder. */
const FILE = 'clippings.db';
/**
 * How long to wait for another program that is writing. The wait stands still the whole program, and
 * Discord gives up on an interaction after 3 s.
 */
const BUSY_MS = 1000;

/** Acknowledged means on the disk; deleted means overwritten. */
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON'];

/** An SQLite file, opened so that what is acknowledged is on the disk. */
export class Database {
  readonly #client: Client;
  readonly #path: string;
  /** Whether the connection must be made anew before it is used. */
  #broken = false;
  #closed = false;

  private constructor(client: Client, path: string) {
    this.#client = client;
    this.#path = path;
  }

  /** Opens the file in a folder, makes either when absent, and brings the tables up to date. */
  static async open(folder: string): Promise<Database> {
    await checkFolder(folder);
    const path = join(folder, FILE);
    const database = await explained(path, async () => {
      // One connection: what the pragmas say holds for a connection only.
      const client = createClient({ url: pathToFileURL(path).href, timeout: BUSY_MS, concurrency: 1 });
      await chmod(path, 0o600); // SQLite gives the files beside it the same rights
      return new Database(client, path);
    });
    try {
      await database.#prepare();
      return database;
    } catch (error) {
      database.close();
      throw isUnwritable(error) ? unusable(folder, 'it cannot be written') : error;
    }
  }

  async all({ sql, args }: Statement): Promise<readonly Row[]> {
    return this.#use(async (client) => (await client.execute({ sql, args })).rows);
  }

  async first(statement: Statement): Promise<Row | undefined> {
    return (await this.all(statement))[0];
  }

  /** Carries out all of the statements or none; resolves to how many rows each changed. */
  async write(...statements: readonly Statement[]): Promise<readonly number[]> {
    return this.#use(async (client) => {
      const results = await client.batch([...statements], 'write');
      return results.map(({ rowsAffected }) => rowsAffected);
    });
  }

  /** Empties the write-ahead log into the file, so that what was deleted lies in neither. */
  async checkpoint(): Promise<void> {
    await this.all({ sql: 'PRAGMA wal_checkpoint(TRUNCATE)', args: [] });
  }

  close(): void {
    this.#closed = true;
    this.#client.close();
  }

  /**
   * After a statement has failed, libsql leaves it open and then refuses every later commit ("SQL
   * statements in progress", seen in 0.5.29), so the connection is made anew.
   */
  async #use<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return explained(this.#path, async () => {
      if (this.#closed) throw new ClippingsError('STORE', `${this.#path} is closed.`);
      try {
        if (this.#broken) await this.#reconnect();
        return await work(this.#client);
      } catch (error) {
        this.#broken = true;
        throw error;
      }
    });
  }

  async #reconnect(): Promise<void> {
    await this.#client.reconnect();
    for (const pragma of PRAGMAS) await this.#client.execute(`PRAGMA ${pragma}`);
    this.#broken = false;
  }

  async #prepare(): Promise<void> {
    for (const pragma of PRAGMAS) await this.all({ sql: `PRAGMA ${pragma}`, args: [] });
    const version = Number((await this.first({ sql: 'PRAGMA user_version', args: [] }))?.user_version ?? 0);
    if (version > MIGRATIONS.length) {
      throw new ClippingsError(
        'STORE',
        `${this.#path} was written by a newer version of Clippings (${version}; this one knows ${MIGRATIONS.length}). Run that version, or restore a backup made before the upgrade.`,
      );
    }
    for (const [index, steps] of MIGRATIONS.entries()) {
      if (index >= version) await this.#migrate(index, steps);
    }
  }

  /** Takes the tables from one version to the next, all of it or nothing. */
  async #migrate(from: number, steps: readonly string[]): Promise<void> {
    const statements = [...steps, `PRAGMA user_version = ${from + 1}`].map((sql) => ({ sql, args: [] }));
    await this.write(...statements);
  }
}

/**
 * Makes the data folder when it is absent.
 * @throws ClippingsError CONFIG when it is none, or this user may not write there
 */
export async function checkFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(folder, FOLDER_FAULTS[codeOf(error)] ?? messageOf(error), error);
  }
}

const FOLDER_FAULTS: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of that path is a file',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a file system that can only be read',
  ENOENT: 'it cannot be made there',
};

function unusable(folder: string, reason: string, cause?: unknown): ClippingsError {
  const found = `DATA_DIR is "${folder}", and ${reason}`;
  const remedy = 'Name a folder that the user who runs Clippings may write in.';
  return new ClippingsError('CONFIG', `${found}. ${remedy}`, { cause });
}

function isUnwritable(error: unknown): boolean {
  const cause = error instanceof ClippingsError ? error.cause : error;
  return /^SQLITE_(?:READONLY|CANTOPEN)/.test(codeOf(cause));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ClippingsError) throw error;
    throw new ClippingsError('STORE', `${path}: ${reasonOf(error)}`, { cause: error });
  }
}

/** SQLite's result codes that a person can do something about. */
const REMEDIES: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'the disk is full. Free some space; nothing that was acknowledged is lost.',
  SQLITE_IOERR:
    'the disk refuses it. Check its space, its quota and its health; nothing that was acknowledged is lost.',
  SQLITE_READONLY: 'cannot be written. Give the user that runs Clippings the right to write there.',
  SQLITE_CANTOPEN: 'cannot be opened. Check that DATA_DIR is a folder that this user may write in.',
  SQLITE_BUSY: 'another program holds it. Close that program, and try again.',
  SQLITE_NOTADB: 'is not a Clippings database. Move it away, or restore a backup.',
  SQLITE_CORRUPT: 'is damaged. Stop the bot and restore a backup (docs/running.md).',
};

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const known = Object.keys(REMEDIES).find((prefix) => code.startsWith(prefix));
  return (known && REMEDIES[known]) ?? `cannot be read or written (${messageOf(error)}).`;
}
