import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandOptions, runCommand } from '../support/command.ts';
import { bodyOf, HARBOUR, putFiles } from '../support/harbour.ts';

let folder: string;
let corpus: string;
let index: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-ask-'));
  corpus = join(folder, 'corpus');
  index = join(folder, 'index');
  await putFiles(corpus, HARBOUR);
});
afterAll(() => rm(folder, { recursive: true }));

const bodies = new Map(
  Object.entries(HARBOUR).map(([path, file]) => [basename(path).replace(/\.\w+$/, ''), bodyOf(file)]),
);
const ask = (args: readonly string[], options?: CommandOptions) =>
  runCommand('src/cli/ask.ts', args, options);
const here = () => ['--corpus', corpus, '--index', index];
const linesOf = (out: string) =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('ask --json', () => {
  it('prints one object in the documented form, its quotes found at their offsets', async () => {
    const question = 'Who was the captain of the ferry?';
    const { code, out } = await ask([...here(), '--json', question]);
    expect(code).toBe(0);
    const [record, ...others] = linesOf(out);
    expect(others).toEqual([]);
    expect(record).toMatchObject({ question, answered: true });
    expect(record).not.toHaveProperty('reason');
    expect(record.confidence).toBeGreaterThan(0);
    expect(record.confidence).toBeLessThanOrEqual(1);
    expect(record.elapsedMs).toBeGreaterThan(0);
    expect(record.quotes.length).toBeGreaterThanOrEqual(1);
    expect(record.quotes.length).toBeLessThanOrEqual(3);
    for (const { articleId, start, end, exact } of record.quotes)
      expect(bodies.get(articleId)?.slice(start, end)).toBe(exact);
    expect(record.quotes[0]).toMatchObject({
      articleId: 'ferry-fire',
      title: 'Fire on the Halden ferry',
      publisher: 'Harbour Times',
      published: '1998-03-02',
    });
    expect(record.quotes[0].exact).toContain('Captain Ingrid Moe');
    const scores = record.ranking.map(({ score }: { score: number }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(record.ranking[0].articleId).toBe('ferry-fire');
    expect(new Set(record.ranking.map(({ articleId }: { articleId: string }) => articleId)).size).toBe(
      record.ranking.length,
    );
  });

  it('says null for what an article does not state, and keeps offsets right after an emoji', async () => {
    const { out } = await ask([...here(), '--json', 'What oil did the lamp of the lighthouse burn?']);
    const [record] = linesOf(out);
    const [quote] = [...record.quotes, ...(record.nearest ?? [])];
    expect(quote).toMatchObject({ articleId: 'lighthouse', publisher: null, published: null });
    expect(quote.exact).toContain('🐐 The lamp burned rapeseed oil.');
    expect(bodies.get('lighthouse')?.slice(quote.start, quote.end)).toBe(quote.exact);
  });

  it('declines with a reason and no quotes, and still exits with 0', async () => {
    const { code, out } = await ask([
      ...here(),
      '--json',
      'Which team won the football world cup in Brazil?',
    ]);
    expect(code).toBe(0);
    const [record] = linesOf(out);
    expect(record).toMatchObject({ answered: false, quotes: [] });
    expect(['off-topic', 'not-stated']).toContain(record.reason);
  });

  it('takes the words of an unquoted question together', async () => {
    const { out } = await ask([...here(), '--json', 'What', 'replaces', 'the', 'ferry?']);
    expect(linesOf(out)[0].question).toBe('What replaces the ferry?');
  });
});

describe('ask for people', () => {
  it('prints the words, and under them title, publisher and day', async () => {
    const { code, out } = await ask([...here(), 'Who is the minister of transport?']);
    expect(code).toBe(0);
    expect(out).toContain('Bridge over the sound approved');
    expect(out).toContain('Coast Daily');
    expect(out.replace(/[\s│]+/g, ' ')).toContain('The minister of transport, Per Lund,');
    expect(out).toMatch(/ {2}1 · Bridge over the sound approved · Coast Daily · \w+, \w+ \d+, 1998/);
  });

  it('stops quietly when whoever reads has had enough', async () => {
    const { code, err } = await runCommand('test/cli/closing-reader.ts', [...here(), 'Who is the minister?']);
    expect(err).toBe('');
    expect(code).toBe(0);
  });
});

describe('ask --questions', () => {
  it('answers in order, ignores other fields, and reports a malformed line by its number', async () => {
    const file = join(folder, 'questions.jsonl');
    const lines = [
      '{"question": "How much will the bridge cost?", "answers": ["90 million"], "id": 7}',
      '{"question": ',
      '',
      '{"query": "no question here"}',
      '{"question": "Who owns the ferry?"}',
    ];
    await writeFile(file, lines.join('\r\n'));
    const { code, out, err } = await ask([...here(), '--json', '--questions', file]);
    expect(linesOf(out).map(({ question }) => question)).toEqual([
      'How much will the bridge cost?',
      'Who owns the ferry?',
    ]);
    expect(linesOf(out)[0].quotes[0].exact).toContain('90 million crowns');
    expect(err).toContain(`${file}:2: not JSON`);
    expect(err).toContain(`${file}:4: expected an object with a "question"`);
    expect(code).toBe(1);
  });

  it('gives the same answers in another process', async () => {
    const file = join(folder, 'again.jsonl');
    const questions = ['Who was hurt on the ferry?', 'why a tunnel', 'who kept goats', 'what is a quark'];
    await writeFile(file, questions.map((question) => JSON.stringify({ question })).join('\n'));
    const run = async () => {
      const { out } = await ask([...here(), '--json', '--questions', file]);
      return linesOf(out).map(({ elapsedMs, ...record }) => record);
    };
    const first = await run();
    expect(first).toHaveLength(questions.length);
    expect(await run()).toEqual(first);
  });

  it('names a file that is not there', async () => {
    const { code, err, out } = await ask([...here(), '--questions', join(folder, 'none.jsonl')]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('none.jsonl');
  });
});

describe('ask, used wrongly or in trouble', () => {
  it('exits with 2 on bad usage, and says what is wrong', async () => {
    const [none, unknown, both] = await Promise.all([
      ask([]),
      ask(['--colour', 'Who?']),
      ask(['--questions', 'x.jsonl', 'Who?']),
    ]);
    expect([none.code, unknown.code, both.code]).toEqual([2, 2, 2]);
    expect(none.err).toContain('Usage:');
    expect(unknown.err).toContain("'--colour'");
    expect(both.err).toContain('not both');
    expect(none.out + unknown.out + both.out).toBe('');
  });

  it('exits with 1 on a corpus that is missing or empty, in one message without a stack', async () => {
    const empty = join(folder, 'empty');
    await putFiles(empty, { 'readme.pdf': 'x' });
    const [missing, without] = await Promise.all([
      ask(['--corpus', join(folder, 'nowhere'), '--index', join(folder, 'i1'), 'Who?']),
      ask(['--corpus', empty, '--index', join(folder, 'i2'), 'Who?']),
    ]);
    expect([missing.code, without.code]).toEqual([1, 1]);
    expect(missing.err).toContain('nowhere');
    expect(missing.err).toContain('--corpus');
    expect(without.err).toContain('Put .md or .txt files there');
    expect(missing.err + without.err).not.toMatch(/\n\s+at /);
  });

  it('leaves out an article that cannot be used, and answers from the rest', async () => {
    const mixed = join(folder, 'mixed');
    await putFiles(mixed, { ...HARBOUR, 'bad.md': '---\npublished: 31 June\n---\nText.' });
    const { code, out, err } = await ask([
      ...['--corpus', mixed, '--index', join(folder, 'i3'), '--json'],
      'Who ordered everyone into the lifeboats?',
    ]);
    expect(code).toBe(0);
    expect(err).toContain('bad.md:2');
    expect(linesOf(out)[0].quotes[0].exact).toContain('Ingrid Moe');
  });

  it('reads settings from .env, which the environment and the command line overrule', async () => {
    const cwd = join(folder, 'elsewhere');
    const settings = `CORPUS_DIR=${corpus}\nINDEX_DIR=${join(folder, 'env-index')}\nMODELS_DIR=${resolve('embeddings/models')}\n`;
    await putFiles(cwd, { '.env': settings });
    const question = ['--json', 'How long did the keeper live alone?'];
    const [fromFile, overruled] = [
      await ask(question, { cwd }),
      await ask(question, { cwd, env: { CORPUS_DIR: join(folder, 'nowhere') } }),
    ];
    expect(linesOf(fromFile.out)[0].ranking[0].articleId).toBe('lighthouse');
    expect(await readdir(join(folder, 'env-index'))).toContain('CURRENT');
    expect([overruled.code, overruled.out]).toEqual([1, '']);
    expect(overruled.err).toContain('nowhere');
  });

  it('tells all faults of the settings at once', async () => {
    const { code, err } = await ask(['Who?'], { env: { EMBEDDING_REMOTE: 'maybe', RETENTION_DAYS: '0' } });
    expect(code).toBe(1);
    expect(err).toContain('EMBEDDING_REMOTE');
    expect(err).toContain('RETENTION_DAYS');
  });
});
