import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/command.ts';
import { HARBOUR, putFiles } from '../support/harbour.ts';

let folder: string;
let corpus: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-index-'));
  corpus = join(folder, 'corpus');
  await putFiles(corpus, HARBOUR);
});
afterAll(() => rm(folder, { recursive: true }));

const index = (...args: readonly string[]) =>
  runCommand('src/cli/index.ts', ['--corpus', corpus, '--index', join(folder, 'index'), ...args]);

describe('npm run index', () => {
  it('tells what was added, then that nothing has changed, then what has', async () => {
    const first = await index();
    expect(first.code).toBe(0);
    expect(first.out.match(/^added {4}.*$/gm)).toEqual(
      ['bridge', 'ferry-fire', 'ferry-later', 'lighthouse'].map((id) => `added    ${id}`),
    );
    expect(first.out).toContain('4 articles, 8 passages; 0 unchanged.');

    const second = await index();
    expect(second.out).toMatch(/^4 articles, 8 passages; 4 unchanged\. [\d.]+ s\.\n$/);

    await rm(join(corpus, 'notes/lighthouse.txt'));
    await writeFile(join(corpus, 'mole.txt'), 'The mole was repaired.');
    await writeFile(join(corpus, '1998/bridge.md'), 'Parliament changed its mind.');
    const third = await index();
    expect(third.out).toMatch(
      /^added {4}mole\nchanged {2}bridge\nremoved {2}lighthouse\n4 articles, \d+ passages; 2 unchanged\./,
    );
  });

  it('exits with 1 when a file failed, having built the rest', async () => {
    await writeFile(join(corpus, 'bad.md'), '---\ntitle: x\n');
    const { code, out } = await index('--full');
    expect(code).toBe(1);
    expect(out).toMatch(/failed {3}.*bad\.md:1: opens front matter/);
    expect(out).toContain('4 articles');
  });

  it('exits with 2 on an option or a word that it does not know', async () => {
    const outcomes = await Promise.all([index('--fast'), index('everything')]);
    expect(outcomes.map(({ code }) => code)).toEqual([2, 2]);
    for (const { err } of outcomes) expect(err).toContain('See --help.');
  });
});
