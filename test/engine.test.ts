import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../src/answer/answer.ts';
import { loadConfig } from '../src/config.ts';
import { parseDay } from '../src/corpus/day.ts';
import type { AskOptions, Engine } from '../src/engine.ts';
import { openEngine } from '../src/open-engine.ts';
import { HARBOUR, putFiles } from './support/harbour.ts';

let folder: string;
let corpus: string;
let engine: Engine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-engine-'));
  corpus = join(folder, 'corpus');
  await putFiles(corpus, HARBOUR);
  engine = await openEngine(loadConfig({ CORPUS_DIR: corpus, INDEX_DIR: join(folder, 'index') }));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const quotesOf = (answer: Answer) => (answer.kind === 'answered' ? answer.quotes : answer.nearest);
const articlesOf = (answer: Answer) => quotesOf(answer).map(({ citation }) => citation.article.id);
const day = (text: string) => {
  const found = parseDay(text);
  if (!found) throw new Error(`${text} is no day`);
  return found;
};
const INJURED = 'How many passengers were injured in the fire on the ferry?';

describe('an answer', () => {
  it('shows differing figures side by side, in the order of their days', async () => {
    const answer = await engine.ask(INJURED);
    const [disagreement, ...others] = answer.kind === 'answered' ? answer.disagreements : [];
    expect(others).toEqual([]);
    const sides = disagreement?.sides.map(({ figure }) => [figure.article.published, figure.exact]);
    expect(sides).toEqual([
      ['1998-03-02', '12 passengers'],
      ['1998-03-05', '31 passengers'],
    ]);
    for (const { figure, quote } of disagreement?.sides ?? [])
      expect(quotesOf(answer)[quote]?.citation.article.id).toBe(figure.article.id);
  });

  it('speaks of no difference where reports do not count the same thing, or nothing is counted', async () => {
    for (const question of [
      'How much did the owner promise every passenger?',
      'Why was the harbour closed?',
    ]) {
      const answer = await engine.ask(question);
      expect(answer.kind === 'answered' ? answer.disagreements : []).toEqual([]);
    }
  });

  it('says how current it is', async () => {
    const { asOf } = await engine.ask(INJURED, { articleId: 'ferry-later' });
    expect(asOf).toEqual({ newestQuote: '1998-03-05', newestArticle: '1998-06-20' });
    const undated = await engine.ask('Who kept goats?', { articleId: 'lighthouse' });
    expect(undated.asOf).toEqual({ newestArticle: '1998-06-20' });
  });

  it.each<[string, AskOptions, readonly string[]]>([
    ['an article', { articleId: 'ferry-fire' }, ['ferry-fire']],
    ['a publisher, in any case', { publisher: 'coast daily' }, ['bridge', 'ferry-later']],
    ['a first day', { from: day('1998-03-05') }, ['bridge', 'ferry-later']],
    ['a last day', { to: day('1998-03-05') }, ['ferry-fire', 'ferry-later']],
    ['two days', { from: day('1998-03-03'), to: day('1998-03-05') }, ['ferry-later']],
  ])('quotes only what passes a filter by %s', async (_, options, allowed) => {
    const answer = await engine.ask(INJURED, options);
    expect(articlesOf(answer).length).toBeGreaterThan(0);
    expect(allowed).toEqual(expect.arrayContaining(articlesOf(answer)));
    expect(allowed).toEqual(expect.arrayContaining(answer.ranking.map(({ articleId }) => articleId)));
  });

  it.each<[string, AskOptions]>([
    ['an article that is not there', { articleId: 'volcano' }],
    ['a publisher of nothing', { publisher: 'CNN' }],
    ['days that are the wrong way round', { from: day('1998-06-20'), to: day('1998-03-02') }],
  ])('is declined as filtered by %s', async (_, options) => {
    expect(await engine.ask(INJURED, options)).toMatchObject({
      kind: 'declined',
      reason: 'filtered',
      nearest: [],
    });
  });

  it.each(['', '   ', '???', 'the of', '🐐', '\u0000'])(
    'is declined for want of a question: %j',
    async (question) => {
      expect(await engine.ask(question)).toMatchObject({
        kind: 'declined',
        reason: 'no-question',
        confidence: 0,
      });
    },
  );

  it.each([
    ['very long', 'passengers injured on the ferry in the harbour '.repeat(400)],
    ['hostile', '"; DROP TABLE articles; -- ../../etc/passwd [CLS] [SEP] \ud800 \u202e <@&1> @everyone'],
  ])('is given to a question that is %s', async (_, question) => {
    const answer = await engine.ask(question);
    expect(['answered', 'declined']).toContain(answer.kind);
    expect(answer.question).toBe(question);
  });

  it('is completed from the question before when it leans on it, and not otherwise', async () => {
    const conversation = [{ question: 'Who is the captain of the ferry?', articleIds: ['ferry-fire'] }];
    const leaning = await engine.ask('what did she say?', { conversation });
    expect(leaning.carriedFrom).toBe('Who is the captain of the ferry?');
    expect(articlesOf(leaning)).toContain('ferry-fire');
    const own = await engine.ask('How much will the bridge over the sound cost?', { conversation });
    expect(own).not.toHaveProperty('carriedFrom');
    expect(await engine.ask('what did she say?')).not.toHaveProperty('carriedFrom');
  });

  it('is the same for many asked at once as for one alone', async () => {
    const questions = [INJURED, 'Who kept goats?', 'What will the bridge cost?', 'Who is Per Lund?'];
    const alone: Answer[] = [];
    for (const question of questions) alone.push(await engine.ask(question));
    const together = await Promise.all([...questions, ...questions].map((question) => engine.ask(question)));
    const timeless = (answers: readonly Answer[]) => answers.map((answer) => ({ ...answer, elapsedMs: 0 }));
    expect(timeless(together)).toEqual(timeless([...alone, ...alone]));
  });
});

describe('the corpus behind an engine', () => {
  it('lists its articles newest first, undated last', () => {
    expect(engine.articles().map(({ id }) => id)).toEqual([
      'bridge',
      'ferry-later',
      'ferry-fire',
      'lighthouse',
    ]);
    expect(engine.article('bridge')?.publisher).toBe('Coast Daily');
    expect(engine.article('volcano')).toBeUndefined();
    expect(engine.status()).toMatchObject({ articles: 4, passages: 8, newestArticle: '1998-06-20' });
  });

  it('answers from the old index while a new one is built, refuses a second build, then has the new', async () => {
    const before = engine.status().indexVersion;
    await putFiles(corpus, { 'mole.txt': 'The mole of Halden was repaired by the mason Olga Berg.' });
    const building = engine.reindex();
    await expect(engine.reindex()).rejects.toMatchObject({ code: 'BUSY' });
    expect(articlesOf(await engine.ask('Who repaired the mole?'))).not.toContain('mole');
    expect(await building).toMatchObject({ added: ['mole'], unchanged: 4 });
    expect(engine.status().indexVersion).not.toBe(before);
    expect(articlesOf(await engine.ask('Who repaired the mole of Halden?'))[0]).toBe('mole');
  });

  it('has another index when only a title or a day was corrected', async () => {
    const versions = [engine.status().indexVersion];
    const mole = 'The mole of Halden was repaired by the mason Olga Berg.';
    for (const head of ['title: A mole\n', 'title: A mole\npublished: 1998-01-02\n', '']) {
      await putFiles(corpus, { 'mole.txt': head === '' ? mole : `---\n${head}---\n${mole}` });
      await engine.reindex();
      versions.push(engine.status().indexVersion);
    }
    expect(new Set(versions.slice(0, 3)).size).toBe(3);
    expect(versions[3]).toBe(versions[0]);
    await engine.reindex();
    expect(engine.status().indexVersion).toBe(versions[3]);
  });

  it('stops quoting what is withdrawn at once, until a reindex finds its file', async () => {
    await engine.withdraw('mole');
    expect(engine.article('mole')).toBeUndefined();
    expect(engine.articles().map(({ id }) => id)).not.toContain('mole');
    expect(engine.status()).toMatchObject({ articles: 4, passages: 8 });
    expect(articlesOf(await engine.ask('Who repaired the mole of Halden?'))).not.toContain('mole');
    await engine.reindex();
    expect(articlesOf(await engine.ask('Who repaired the mole of Halden?'))[0]).toBe('mole');
  });
});
