import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../support/command.ts';

let folder: string;
let corpus: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-'));
  corpus = join(folder, 'corpus');
});
afterEach(() => rm(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Promise<Outcome> {
  const command = ['--import', 'tsx', 'src/cli/corpus-import.ts', ...args];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, NO_COLOR: '1', CORPUS_DIR: corpus },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

async function put(name: string, content: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const PAGE = 'Latest news\nBridge reopens\n\nIt was opened on Monday.\n\nShare this\n';

describe('corpus-import', () => {
  it('shows what it makes of a file and what it dropped, and writes it', async () => {
    const { code, out, err } = await run('--published', '2003-03-03', await put('page.txt', PAGE));
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out.replaceAll(folder, 'DIR')).toBe(
      [
        'DIR/page.txt: 1 article',
        '',
        `  2003-03-03-bridge-reopens.md  ${folder.split('/').at(-1)}/page.txt:2-4, 1 paragraph`,
        '    title      Bridge reopens',
        '               the headline, line 2',
        '    publisher  not stated; supply it with --publisher if you know it',
        '    published  Mon, Mar 3, 2003',
        '               supplied by the person who imported it',
        '',
        '  Dropped:',
        '            1  page banner: Latest news',
        '            6  share link: Share this',
        '',
        '1 article written to DIR/corpus.',
        '',
      ].join('\n'),
    );
    expect(await readFile(join(corpus, '2003-03-03-bridge-reopens.md'), 'utf8')).toMatch(
      /^---\ntitle: Bridge reopens\npublished: 2003-03-03\npublishedBasis: supplied .*\nsource: .*\n---\nIt was opened on Monday\.\n$/,
    );
  });

  it('writes nothing on a dry run', async () => {
    const { code, out } = await run('--dry-run', await put('page.txt', PAGE));
    expect(code).toBe(0);
    expect(out).toContain(`Dry run: 1 article would be written to ${corpus}.`);
    expect(await readdir(folder)).toEqual(['page.txt']);
  });

  it('takes what a YAML file beside the document supplies, and the command line over it', async () => {
    await put('page.yaml', 'publisher: The Courier\npublished: 2003-03-04\n');
    const file = await put('page.txt', PAGE);
    const { out } = await run('--dry-run', '--publisher', 'The Mail', file);
    expect(out).toContain('publisher  The Mail');
    expect(out).toContain('published  Tue, Mar 4, 2003');
  });

  it('replaces nothing without --force', async () => {
    const file = await put('page.txt', PAGE);
    await run(file);
    const before = await readFile(join(corpus, 'bridge-reopens.md'), 'utf8');
    const other = await put('other.txt', 'Bridge reopens\n\nIt was not.\n');
    const refused = await run(other);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(
      /other\.txt:1-3: .*bridge-reopens\.md is already there\. Replace it with --force/,
    );
    expect(await readFile(join(corpus, 'bridge-reopens.md'), 'utf8')).toBe(before);
    expect((await run('--force', other)).code).toBe(0);
    expect(await readFile(join(corpus, 'bridge-reopens.md'), 'utf8')).toMatch(/It was not\.\n$/);
  });

  it('reports every file it cannot use, by line, and writes none', async () => {
    const files = [
      await put('good.txt', PAGE),
      await put('binary.txt', Buffer.from([0x61, 0x0a, 0x00, 0x62])),
      await put('table.csv', 'a,b\n1,2\n'),
      await put('empty.txt', ''),
      await put('menu.txt', 'LATEST NEWS\nBACK TO TOP\n'),
      await put('day.md', '---\ntitle: T\npublished: 1997-02-29\n---\nText.'),
      await put('yaml.md', '---\ntitle: "T\n---\nText.'),
      join(folder, 'none.txt'),
    ];
    const { code, out, err } = await run(...files);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err.replaceAll(/\S*clippings-\w+\//g, '').split('\n')).toEqual([
      'binary.txt:2: is binary, not text. Save it as UTF-8 text.',
      'table.csv:1: is a table (CSV), not an article. Put each article into a file of its own.',
      'empty.txt:1: is empty. Put the text in it, or leave it out.',
      expect.stringMatching(
        /^menu\.txt:1: has no article text left once the page furniture is taken off\. Give it/,
      ),
      expect.stringMatching(/^day\.md:3: "published" is "1997-02-29", which is not a day.*Correct it/),
      expect.stringMatching(/^yaml\.md:\d: has front matter that is not valid YAML.*Correct that line; /),
      'none.txt:1: cannot be read (it does not exist). Check the path and its permissions.',
      'Nothing was written.',
      '',
    ]);
    expect(await readdir(folder)).not.toContain('corpus');
  });

  it('takes CORPUS_DIR from .env, as every other program does', async () => {
    await put('.env', 'CORPUS_DIR=from-env\n');
    const file = await put('page.txt', PAGE);
    const { code, out } = await runCommand('src/cli/corpus-import.ts', [file], { cwd: folder });
    expect({ code, last: out.split('\n').at(-2) }).toEqual({
      code: 0,
      last: '1 article written to from-env.',
    });
    expect(await readdir(join(folder, 'from-env'))).toEqual(['bridge-reopens.md']);
  });

  it('takes a folder of pages: what can be used is, the rest is told, and what is there is left alone', async () => {
    const html = (title: string) =>
      `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>It was opened to traffic on Monday, they said.</p></body></html>`;
    await mkdir(join(folder, 'pages/one_files'), { recursive: true });
    await put('pages/one.html', html('Bridge reopens'));
    await put('pages/two.htm', html('Mill closes'));
    await put('pages/three.txt', 'Mill closes\n\nAnother story of that name was told on Friday.\n');
    await put('pages/empty.html', '<html></html>');
    await put('pages/one_files/frame.html', html('Advertisement'));
    const pages = join(folder, 'pages');
    const first = await run(pages);
    expect(first.code).toBe(1);
    expect(first.err).toMatch(/^Left out: \S*pages\/empty\.html:1: is a web page with no article text in it/);
    expect((await readdir(corpus)).toSorted()).toEqual([
      'bridge-reopens.md',
      'mill-closes-2.md',
      'mill-closes.md',
    ]);
    expect((await run(pages)).out).toContain('3 articles already there. 0 articles written');
  });

  it.each([
    [[], 'Name at least one file'],
    [['--published', 'soon', 'x.txt'], '--published is "soon"; expected a day that exists, as YYYY-MM-DD.'],
    [['--year', '97', 'x.txt'], '--year is "97"; expected four figures.'],
    [['--overwrite', 'x.txt'], "Unknown option '--overwrite'"],
  ])('calls %j bad usage', async (args, message) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toContain('See --help.');
  });

  it('explains itself', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: npm run corpus:import -- \[options\] FILE…/);
  });
});
