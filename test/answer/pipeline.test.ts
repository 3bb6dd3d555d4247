import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Quote, Turn } from '../../src/answer/answer.ts';
import type { Candidate } from '../../src/answer/candidates.ts';
import { ANSWERED, answer, judge, ON_TOPIC, type Sources } from '../../src/answer/pipeline.ts';
import { contains, overlaps, slice } from '../../src/corpus/span.ts';
import { type Dictionary, dictionaryOf } from '../../src/language/en/spelling.ts';
import { reindex } from '../../src/retrieval/reindex.ts';
import { type Hit, type Searcher, searcherOver } from '../../src/retrieval/searcher.ts';
import { articleOf, dayOf } from '../support/articles.ts';
import { openCountingWords } from '../support/counting-words.ts';
import { HARBOUR, putFiles } from '../support/harbour.ts';
import { type KnowingOptions, type KnownAnswer, openKnowing } from '../support/knowing-reader.ts';

describe('judge', () => {
  const article = articleOf('The ferry burned.');
  const passage = { start: 0, end: 17 };
  const NO_TIME = { reportedThen: false, datedThen: false, datedThenNearby: false, datedElse: false };
  const candidate = (relevance: number, score = relevance): Candidate => ({
    ...{ article, passage, sentence: passage, words: passage, time: NO_TIME },
    ...{ relevance, match: 0, share: 0, score },
  });
  const hit = (similarity: number): Hit => ({
    ...{ article, match: 0, similarity },
    passage: { id: 'ferry#0', articleId: 'ferry', span: passage },
  });
  const atThreshold = Math.log(ANSWERED / (1 - ANSWERED));

  it('answers from the threshold on, and declines below it', () => {
    const at = judge([candidate(atThreshold + 1e-6)], [hit(0.9)]);
    expect(at.reason).toBeUndefined();
    expect(at.confidence).toBeCloseTo(ANSWERED, 4);
    expect(judge([candidate(atThreshold - 1e-6)], [hit(0.9)])).toMatchObject({ reason: 'not-stated' });
  });

  it('goes by the surest passage, wherever its time puts it', () => {
    expect(judge([candidate(-2, 3), candidate(2, -1)], [hit(0.9)]).confidence).toBeCloseTo(0.881, 3);
  });

  it('tells what the articles do not say from what they are not about, by the nearest passage', () => {
    const reasonOf = (...similarities: number[]) => judge([candidate(-3)], similarities.map(hit)).reason;
    expect(reasonOf(0.1, 0.8, 0.2)).toBe('not-stated');
    expect(reasonOf(ON_TOPIC)).toBe('not-stated');
    expect(reasonOf(0.1, ON_TOPIC - 0.01)).toBe('off-topic');
    expect(reasonOf(-0.2)).toBe('off-topic');
  });

  it('declines with no confidence at all when nothing was found', () => {
    expect(judge([], [])).toEqual({ confidence: 0, reason: 'off-topic' });
  });

  it('gives a confidence from 0 to 1 that grows with the relevance', () => {
    const relevance = fc.double({ min: -800, max: 800, noNaN: true });
    fc.assert(
      fc.property(relevance, relevance, (one, other) => {
        const [a, b] = [one, other].map((each) => judge([candidate(each)], [hit(0.5)]).confidence);
        expect(a).toSatisfy((value: number) => value >= 0 && value <= 1);
        if (one > other) expect(a).toBeGreaterThanOrEqual(b ?? 1);
      }),
    );
  });
});

describe('answer', () => {
  const KNOWN: readonly KnownAnswer[] = [
    { asked: /captain/, words: 'Ingrid Moe' },
    { asked: /injured/, words: '12 passengers' },
    { asked: /injured/, words: '31 passengers', relevance: 3 },
    { asked: /goats/, words: 'lived there alone', relevance: 2 },
  ];
  let folder: string;
  let searcher: Searcher;
  let spelling: Dictionary;
  const words = openCountingWords();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clippings-pipeline-'));
    const corpusDir = join(folder, 'corpus');
    await putFiles(corpusDir, HARBOUR);
    const source = { corpusDir, indexDir: join(folder, 'index'), embedder: words };
    searcher = searcherOver((await reindex(source, {})).opened, words);
    spelling = await dictionaryOf(searcher.texts, searcher.words);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const sources = (options: KnowingOptions = {}, more: Partial<Sources> = {}): Sources => ({
    searcher,
    reader: openKnowing(KNOWN, options),
    spelling,
    days: { first: dayOf('1998-03-02'), last: dayOf('1998-06-20') },
    calibrated: (relevance) => relevance,
    ...more,
  });
  const all = { passes: () => true };
  const ask = async (question: string, options: Partial<Parameters<typeof answer>[2]> = {}) =>
    (await answer(sources(), question, { ...all, ...options })).answer;
  const markedOf = ({ citation: { article }, marked }: Quote) => slice(article.text, marked);
  const firstOf = (given: Answer) => (given.kind === 'answered' ? given.quotes : given.nearest)[0];

  it('quotes the passage that answers first, its answering words marked in their sentence', async () => {
    const given = await ask('Who was the captain of the ferry?');
    expect(given).toMatchObject({
      kind: 'answered',
      question: 'Who was the captain of the ferry?',
      asOf: { newestQuote: '1998-06-20', newestArticle: '1998-06-20' },
      disagreements: [],
    });
    expect(given.confidence).toBeCloseTo(1 / (1 + Math.exp(-4)), 9);
    expect(given).not.toHaveProperty('carriedFrom');
    expect(given).not.toHaveProperty('mendings');
    expect(given).not.toHaveProperty('period');
    const first = firstOf(given);
    if (!first) throw new Error('there is no quote');
    const { article, exact, span } = first.citation;
    expect(article.id).toBe('ferry-fire');
    expect(exact).toBe(slice(article.text, span));
    expect(markedOf(first)).toBe('Ingrid Moe');
    expect(slice(article.text, first.sentence)).toBe(
      'Captain Ingrid Moe ordered everyone into the lifeboats.',
    );
    expect(given.ranking[0]).toEqual({ articleId: 'ferry-fire', score: first.score });
  });

  it('shows both sides where reports give other figures, in the order of their days', async () => {
    const given = await ask('How many passengers were injured?');
    if (given.kind !== 'answered') throw new Error('it was declined');
    expect(given.quotes.slice(0, 2).map(markedOf)).toEqual(['12 passengers', '31 passengers']);
    expect(given.disagreements.map(({ sides }) => sides.map(({ figure }) => figure.exact))).toEqual([
      ['12 passengers', '31 passengers'],
    ]);
  });

  it('puts the report of the asked day first, though another is surer', async () => {
    const ever = await ask('How many passengers were reported injured?');
    expect(firstOf(ever)?.citation.article.id).toBe('ferry-fire');
    const then = await ask('How many passengers were reported injured on march 4?');
    expect(then.period).toEqual({ from: '1998-03-04', to: '1998-03-04' });
    expect(firstOf(then)?.citation.article.id).toBe('ferry-later');
    expect(firstOf(then)?.dates).toContainEqual(expect.objectContaining({ from: '1998-03-04' }));
  });

  it('declines what no passage answers, near and far, with what is nearest', async () => {
    const near = await ask(
      'A fire broke out on the ferry Solveig on Sunday night, and how long is the ferry?',
    );
    expect(near).toMatchObject({ kind: 'declined', reason: 'not-stated' });
    expect(near.confidence).toBeCloseTo(1 / (1 + Math.exp(4)), 9);
    expect(near.kind === 'declined' && near.nearest.length).toBe(3);
    const off = await ask('xylophone quokka zeppelin marzipan');
    expect(off).toMatchObject({ kind: 'declined', reason: 'off-topic' });
  });

  it('declines as filtered when no article passes, and reads nothing then', async () => {
    const read: string[] = [];
    const given = await answer(sources({ onRead: (question) => read.push(question) }), 'Who is captain?', {
      passes: () => false,
    });
    expect(given.answer).toMatchObject({
      kind: 'declined',
      reason: 'filtered',
      nearest: [],
      confidence: 0,
      asOf: { newestArticle: '1998-06-20' },
    });
    expect(given.candidates).toEqual([]);
    expect(read).toEqual([]);
  });

  it.each(['', ' ?! ', 'who was it', '🐐'])('declines for want of a question: %j', async (question) => {
    expect(await ask(question)).toMatchObject({ kind: 'declined', reason: 'no-question', question });
  });

  it('quotes and ranks only what passes', async () => {
    const given = await ask('How many passengers were injured?', {
      passes: ({ id }) => id === 'ferry-later',
    });
    expect(firstOf(given) && markedOf(firstOf(given) as Quote)).toBe('31 passengers');
    expect(given.ranking.map(({ articleId }) => articleId)).toEqual(['ferry-later']);
    expect(given.confidence).toBeCloseTo(1 / (1 + Math.exp(-3)), 9);
  });

  it('is completed by the question before where it leans on it, and reads both', async () => {
    const conversation: readonly Turn[] = [
      { question: 'Who was the captain of the ferry?', articleIds: ['ferry-fire'] },
    ];
    const read: string[] = [];
    const reading = sources({ onRead: (question) => read.push(question) });
    const { answer: given, question } = await answer(reading, 'what did she say?', { ...all, conversation });
    expect(given).toMatchObject({ kind: 'answered', carriedFrom: 'Who was the captain of the ferry?' });
    expect(question?.text).toBe('what did she say? Who was the captain of the ferry?');
    expect(new Set(read)).toEqual(new Set([question?.text]));
    expect(await ask('Where did the fire on the ferry start?', { conversation })).not.toHaveProperty(
      'carriedFrom',
    );
  });

  it('is surer or less sure as the reader is calibrated, and declines by that', async () => {
    const doubting = sources({}, { calibrated: (relevance) => relevance - 7 });
    const given = await answer(doubting, 'Who was the captain of the ferry?', all);
    expect(given.answer).toMatchObject({ kind: 'declined' });
    expect(given.answer.confidence).toBeCloseTo(1 / (1 + Math.exp(3)), 9);
    expect(firstOf(given.answer) && markedOf(firstOf(given.answer) as Quote)).toBe('Ingrid Moe');
  });

  it('quotes verbatim, apart, at most three and nine more, its words within its sentences, whatever is asked', async () => {
    const vocabulary = [...new Set(searcher.texts.join(' ').split(/\s+/))];
    const question = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { answer: given, candidates } = await answer(sources(), asked.join(' '), all);
        const quotes = given.kind === 'answered' ? [...given.quotes, ...given.more] : given.nearest;
        expect(quotes.length).toBeLessThanOrEqual(given.kind === 'answered' ? 12 : 3);
        for (const [i, { citation, sentence, marked, copies }] of quotes.entries()) {
          expect(citation.exact).toBe(slice(citation.article.text, citation.span));
          expect(contains(citation.span, sentence)).toBe(true);
          expect(contains(sentence, marked)).toBe(true);
          expect(copies).toEqual([]); // no two of these reports are copies
          for (const other of quotes.slice(i + 1))
            expect(
              other.citation.article === citation.article && overlaps(other.citation.span, citation.span),
            ).toBe(false);
        }
        const scores = candidates.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(new Set(given.ranking.map(({ articleId }) => articleId)).size).toBe(given.ranking.length);
      }),
      { numRuns: 40, seed: 12 },
    );
  });
});
