import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timeline-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function timeline(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'src/cli/timeline.ts', ...args];
    execFile(process.execPath, command, { env: { ...process.env, NO_COLOR: '1' } }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

const jsonOf = ({ stdout }: Run) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('npm run timeline', () => {
  it('lists the corpus for people, by date, with sources', async () => {
    const { code, stdout } = await timeline('--from', '17 dec 96', '--to', '1996-12-17');
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Tue, Dec 17, 1996\n  LIMA, Peru (CNN) -- An armed group of 15 to 20 people stormed',
    );
    expect(stdout).toContain('5 entries, 7 reports.');
  });

  it('gives one JSON object a line, each text found at its offsets', async () => {
    const lines = jsonOf(await timeline('--json'));
    expect(lines.length).toBeGreaterThan(40);
    for (const { text, citations } of lines) {
      const [first] = citations;
      const file = await readFile(`corpus/articles/${first.articleId}.md`, 'utf8');
      const body = file.slice(file.indexOf('\n---\n') + 5);
      expect(body.slice(first.start, first.end)).toBe(text);
    }
  });

  it('filters by date, publisher and precision, and pages', async () => {
    expect(jsonOf(await timeline('--json', '--precision', 'month')).map(({ date }) => date)).toEqual([
      '1992-06',
      '1993-07',
    ]);
    expect(jsonOf(await timeline('--json', '--from', 'feb 1997', '--publisher', 'cnn'))[0].date).toBe(
      '1997-04-22',
    );
    expect(jsonOf(await timeline('--json', '--size', '5', '--page', '2'))).toHaveLength(5);
  });

  it('finds entries by meaning with the bundled model', async () => {
    const dates = jsonOf(await timeline('--json', '--about', 'gunfire')).map(({ date }) => date);
    expect(dates).toEqual(expect.arrayContaining(['1997-01-07', '1997-01-10']));
    expect(dates.length).toBeLessThan(6);
    expect(jsonOf(await timeline('--json', '--about', 'football results'))).toEqual([]);
  });

  it('looks for meaning in sentences longer than the model reads', async () => {
    const corpus = join(folder, 'long');
    await mkdir(corpus);
    const long = `Gunfire was heard on Dec. 17${', and again and again in every street of the town'.repeat(60)}.`;
    await writeFile(join(corpus, 'long.md'), `---\npublished: 1997-01-10\n---\n${long}\n`);
    const [entry] = jsonOf(
      await timeline('--corpus', corpus, '--json', '--about', `shooting ${'in the town '.repeat(300)}`),
    );
    expect(entry.text).toBe(long);
  });

  it('writes CSV, Markdown and the JSON of TimelineJS', async () => {
    expect((await timeline('--csv', '--to', '1990')).stdout).toMatch(
      /^date,precision,.*\r\n1985,year,stated,/,
    );
    expect((await timeline('--markdown', '--to', '1990')).stdout).toMatch(
      /^## 1985\n\n> Meanwhile Gen Jesus/,
    );
    expect(JSON.parse((await timeline('--timelinejs', '--to', '1990')).stdout).events).toHaveLength(1);
  });

  it('draws both pictures', async () => {
    const file = join(folder, 'timeline.png');
    expect(await timeline('--png', file)).toMatchObject({ code: 0, stdout: '' });
    expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG');
    const chart = join(folder, 'chart.png');
    const { code, stdout } = await timeline('--chart-of', 'hostages', '--png', chart, '--json');
    expect(code).toBe(0);
    expect(jsonOf({ code, stdout, stderr: '' })[0]).toMatchObject({
      date: '1996-12-20',
      high: 400,
      hedge: 'exact',
    });
    expect((await readFile(chart)).subarray(1, 4).toString()).toBe('PNG');
  });

  it.each([
    [['--from', 'soon'], 'expected a date'],
    [['--from', 'april', '--to', 'january'], 'lies after'],
    [['--publisher', 'Nobody'], 'the articles have CNN'],
    [['--precision', 'hour'], 'expected day, month or year'],
    [['--json', '--csv'], 'exclude each other'],
    [['--page', '0'], 'expected a number from 1'],
    [['--chart-of', 'unicorns'], 'No figure of "unicorns"'],
    [['--theme', 'blue'], 'expected light or dark'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['--png', '/nowhere/at/all.png'], 'cannot be written'],
  ])('says what is wrong with %j, and exits with 2', async (args, message) => {
    const { code, stdout, stderr } = await timeline(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('exits with 1 when there is no corpus, and goes on past a file that cannot be used', async () => {
    expect(await timeline('--corpus', join(folder, 'none'))).toMatchObject({ code: 1, stdout: '' });
    const corpus = join(folder, 'mixed');
    await mkdir(corpus);
    await writeFile(join(corpus, 'good.md'), '---\npublished: 1997-01-10\n---\nHe fled on Dec. 17.\n');
    await writeFile(join(corpus, 'bad.md'), '---\npublished: someday\n---\nHe fled.\n');
    const { code, stdout, stderr } = await timeline('--corpus', corpus, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ date: '1996-12-17', text: 'He fled on Dec. 17.' });
    expect(stderr).toContain('bad.md');
  });
});
