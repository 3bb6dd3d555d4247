import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createClient } from '@libsql/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdFolder } from '../../src/store/holder.ts';
import { openStore } from '../../src/store/sqlite.ts';
import { storeContract } from '../contracts/store.ts';

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));

storeContract('an SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clippings-store-'));
  return {
    open: (options) => openStore(join(folder, 'data'), options),
    contents: async () => {
      const files = await readdir(join(folder, 'data'));
      const texts = files.map((file) => readFile(join(folder, 'data', file), 'utf8'));
      return (await Promise.all(texts)).join('\n');
    },
    remove: () => rm(folder, { recursive: true }),
  };
});

describe('the SQLite file', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clippings-store-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('is for its owner only', async () => {
    const store = await openStore(join(folder, 'data'));
    await store.addAudit({ userId: '1', action: 'a', target: '', outcome: 'done' });
    expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700);
    for (const file of await readdir(join(folder, 'data'))) {
      expect((await stat(join(folder, 'data', file))).mode & 0o777).toBe(0o600);
    }
    await store.close();
  });

  it('loses no acknowledged row when its writer is killed, ten times over', async () => {
    const acknowledged = new Set<string>();
    for (let round = 0; round < 10; round += 1) {
      // The kill falls at another place each time: after this many acknowledgements, in mid-write.
      for (const id of await writeUntilKilled(folder, 20 + round * 17)) acknowledged.add(id);
      const store = await openStore(folder);
      const { items, total } = await store.audit({ limit: 100_000 });
      const found = new Set(items.map(({ target }) => target));
      expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
      expect(total).toBe(found.size);
      await store.close();
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual(965);
  });

  it('loses no acknowledged row when the disk takes no more, and takes rows again when it does', async () => {
    const { acknowledged, said } = await writeUntilFull(folder);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(said).toMatch(/clippings\.db: the disk (?:refuses it|is full)\./);
    const store = await openStore(folder);
    const { items } = await store.audit({ limit: 100_000 });
    expect(items.map(({ target }) => target).reverse()).toEqual(acknowledged);
    await store.addAudit({ userId: '1', action: 'a', target: 'more', outcome: 'done' });
    expect((await store.audit()).items[0]?.target).toBe('more');
    await store.close();
  });

  it('that a newer version wrote is left alone', async () => {
    await (await openStore(folder)).close();
    const client = createClient({ url: `file:${join(folder, 'clippings.db')}` });
    await client.execute('PRAGMA user_version = 99');
    client.close();
    await expect(openStore(folder)).rejects.toThrow(/newer version of Clippings \(99; this one knows 1\)/);
  });

  it('that is no database, or damaged, is refused in words', async () => {
    await writeFile(join(folder, 'clippings.db'), 'not a database'.repeat(100));
    await expect(openStore(folder)).rejects.toMatchObject({
      code: 'STORE',
      message: expect.stringContaining('is not a Clippings database'),
    });
  });

  it('whose folder is a file is refused in words', async () => {
    const path = join(folder, 'taken');
    await writeFile(path, '');
    await expect(openStore(path)).rejects.toMatchObject({
      code: 'CONFIG',
      message: `DATA_DIR is "${path}", and it is a file. Name a folder that the user who runs Clippings may write in.`,
    });
    await expect(openStore(join(path, 'below'))).rejects.toMatchObject({
      code: 'CONFIG',
      message: expect.stringContaining('a part of that path is a file'),
    });
  });

  it('whose folder cannot be written is refused in words', async () => {
    await expect(openStore('/sys/clippings')).rejects.toMatchObject({
      code: 'CONFIG',
      message: expect.stringContaining('"/sys/clippings", and this user may not write there'),
    });
  });

  it('is held by one bot at a time, and can be read beside it', async () => {
    const letGo = await holdFolder(folder);
    await expect(holdFolder(folder, 10)).rejects.toMatchObject({
      code: 'BUSY',
      message: expect.stringContaining('Another Clippings bot is running on the data folder'),
    });
    const store = await openStore(folder);
    await store.check();
    await store.close();
    await letGo();
    await (await holdFolder(folder, 10))();
  });

  it('that another program holds says so, and takes rows again once it is free', async () => {
    const store = await openStore(folder);
    const other = createClient({ url: `file:${join(folder, 'clippings.db')}` });
    const held = await other.transaction('write');
    const entry = { userId: '1', action: 'a', target: '', outcome: 'done' };
    await expect(store.addAudit(entry)).rejects.toThrow('another program holds it');
    expect((await store.audit()).total).toBe(0); // reading goes on meanwhile
    await held.rollback();
    other.close();
    await store.addAudit(entry);
    await store.addAudit(entry);
    expect((await store.audit()).total).toBe(2);
    await store.close();
  });

  it('is opened where folders have spaces and percent signs in their names', async () => {
    const odd = join(folder, 'my data 100% #1 ?');
    await mkdir(odd);
    const store = await openStore(odd);
    await store.close();
    expect(await readdir(odd)).toContain('clippings.db');
  });
});

/** Runs a child that writes as fast as it can; resolves to the rows it had acknowledged when killed. */
async function writeUntilKilled(folder: string, count: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return acknowledged;
}

/** Runs a child that writes until files may not grow any more; resolves to what it had acknowledged and said. */
async function writeUntilFull(folder: string): Promise<{ acknowledged: readonly string[]; said: string }> {
  const command = 'ulimit -f 300; exec "$0" --import tsx "$1" "$2"';
  const child = spawn('bash', ['-c', command, process.execPath, WRITER, folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const [output, said] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { acknowledged: output.split('\n').slice(0, -1), said };
}
