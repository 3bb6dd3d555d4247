import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/command.ts';
import { HARBOUR, putFiles } from '../support/harbour.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-chat-'));
  await putFiles(join(folder, 'corpus'), HARBOUR);
});
afterAll(() => rm(folder, { recursive: true }));

const chat = (...lines: readonly string[]) =>
  runCommand('src/cli/start.ts', [], {
    input: lines.join('\n'),
    env: { CORPUS_DIR: join(folder, 'corpus'), INDEX_DIR: join(folder, 'index') },
  });
const flat = (text: string) => text.replace(/[\s│]+/g, ' ');

describe('npm start, piped', () => {
  it('answers until the input ends, then leaves with 0', async () => {
    const { code, out } = await chat('Who ordered everyone into the lifeboats?', '', 'Who is the minister?');
    expect(code).toBe(0);
    expect(flat(out)).toContain('Captain Ingrid Moe ordered everyone into the lifeboats.');
    expect(flat(out)).toContain('Per Lund');
    expect(out.indexOf('Ingrid Moe')).toBeLessThan(out.lastIndexOf('Per Lund'));
  });

  it('tells its commands, lists the articles newest first, and shows one whole', async () => {
    const { out } = await chat('/help', '/sources', '/article lighthouse', '/quit');
    for (const command of ['/more', '/sources', '/article', '/help', '/quit']) expect(out).toContain(command);
    const places = ['bridge\n', 'ferry-later\n', 'ferry-fire\n', 'lighthouse\n'].map((id) => out.indexOf(id));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(flat(out)).toContain('lit for the first time in 1874. Its keeper lived there alone');
    expect(out).toContain('date not known');
  });

  it('says so when an article is not there, not named or not the only one', async () => {
    const { out } = await chat('/article volcano', '/article', '/article ferry', '/dance', '/more');
    expect(out).toContain('No article has "volcano"');
    expect(out).toContain('Which one?');
    expect(out).toMatch(/Several articles fit:[\s\S]*ferry-later[\s\S]*ferry-fire/);
    expect(out).toContain('There is no /dance.');
    expect(out).toContain('There is nothing more.');
  });

  it('stops at /quit and answers nothing after it', async () => {
    const { code, out } = await chat('/quit', 'Who ordered everyone into the lifeboats?');
    expect([code, out]).toEqual([0, '']);
  });

  it('completes a follow-up from the question before it, and only then', async () => {
    const { out } = await chat('How many passengers were injured on the ferry?', 'and in March?', '/quit');
    const [, followed] = out.split('(following “');
    expect(followed).toMatch(/^How many passengers were injured on the ferry\?”\)/);
    expect(followed).toContain('passengers');
    const alone = await chat('and in March?');
    expect(alone.out).not.toContain('following');
  });

  it('says how it read a misspelled word, and nothing when there was none', async () => {
    const { out } = await chat('Who is the captian?', 'Who is the captain?', '/quit');
    expect(out.split('Read “captian” as “Captain”.')).toHaveLength(2);
    expect(out.split('Read “')).toHaveLength(2);
  });

  it('puts what it does beside its answers on standard error only', async () => {
    await rm(join(folder, 'index'), { recursive: true });
    const { out, err } = await chat('/quit');
    expect(out).toBe('');
    expect(err).toContain('Building the index (no index has been built yet)');
  });
});
