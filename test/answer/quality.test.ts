import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lengthsOf } from '../../eval/lengths.ts';
import { auroc, type LabelledQuestion, type Outcome, outcomeOf, percentile } from '../../eval/measure.ts';
import { readQuestions } from '../../eval/questions.ts';
import { loadConfig } from '../../src/config.ts';
import { parseArticle } from '../../src/corpus/article.ts';
import { contains, overlaps } from '../../src/corpus/span.ts';
import type { Engine } from '../../src/engine.ts';
import { openEngine } from '../../src/open-engine.ts';

/*
 * Ranking quality as examples that run: the least that answers to the development questions must reach.
 * These are floors, a little or much below what is reached; `npm run eval` prints the figures themselves.
 */

async function answersTo(file: string, settings: Readonly<Record<string, string>>) {
  const engine = await openEngine(loadConfig(settings));
  const questions = await readQuestions(file);
  const outcomes: Outcome[] = [];
  for (const question of questions) outcomes.push(outcomeOf(question, await engine.ask(question.question)));
  return { engine, outcomes };
}

const isAnswerable = ({ question }: Outcome) => question.answers.length > 0;
const isTagged =
  (tag: string) =>
  ({ question }: Outcome) =>
    question.tag === tag;
const isDeclined = ({ answer }: Outcome) => answer.kind === 'declined';
const confidencesOf = (outcomes: readonly Outcome[]) => outcomes.map(({ answer }) => answer.confidence);

/** The share of outcomes for which something holds. */
function share(outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): number {
  return outcomes.filter(holds).length / outcomes.length;
}

function quotesOf({ answer }: Outcome) {
  return answer.kind === 'answered' ? [...answer.quotes, ...answer.more] : answer.nearest;
}

/** What holds for every answer, whatever was asked. */
function provesSound(outcomesOf: () => readonly Outcome[], corpusDir: string): void {
  it('quotes every word byte for byte as it stands in the article’s file, the answering sentence within', async () => {
    const texts = new Map<string, string>();
    for (const outcome of outcomesOf()) {
      for (const { citation, marked } of quotesOf(outcome)) {
        const { id } = citation.article;
        if (!texts.has(id)) {
          const path = join(corpusDir, `${id}.md`);
          texts.set(id, parseArticle(await readFile(path, 'utf8'), path).text);
        }
        expect(texts.get(id)?.slice(citation.span.start, citation.span.end)).toBe(citation.exact);
        expect(contains(citation.span, marked)).toBe(true);
        expect(citation.exact).toBe(citation.exact.trim());
      }
    }
    expect(texts.size).toBeGreaterThan(1);
  });

  it('shows one to three quotes of at most 500 characters, half of them at most 300, none twice', () => {
    const lengths = outcomesOf().flatMap(({ answer }) => {
      if (answer.kind === 'declined') return [];
      expect(answer.quotes.length).toBeGreaterThanOrEqual(1);
      expect(answer.quotes.length).toBeLessThanOrEqual(3);
      return answer.quotes.map(({ citation }) => citation.exact.length);
    });
    expect(Math.max(...lengths)).toBeLessThanOrEqual(500);
    expect(lengths.sort((a, b) => a - b)[lengths.length >> 1]).toBeLessThanOrEqual(300);
    for (const outcome of outcomesOf()) {
      const cited = quotesOf(outcome).map(({ citation }) => citation);
      for (const [i, one] of cited.entries())
        for (const other of cited.slice(i + 1))
          expect(one.article.id === other.article.id && overlaps(one.span, other.span)).toBe(false);
    }
  });

  it('is short on a phone: in characters, and in lines where it shows two quotes', () => {
    const { characters, twoQuotes } = lengthsOf(outcomesOf().map(({ answer }) => answer));
    expect(percentile(characters, 0.5)).toBeLessThanOrEqual(650);
    expect(percentile(characters, 0.95)).toBeLessThanOrEqual(1100);
    expect(percentile(twoQuotes, 0.5)).toBeLessThanOrEqual(14);
    expect(percentile(twoQuotes, 0.95)).toBeLessThanOrEqual(18); // differing reports take a line or two more
  });

  it('gives a confidence from 0 to 1 and a ranking without repetition, best first', () => {
    for (const { answer } of outcomesOf()) {
      expect(answer.confidence).toBeGreaterThanOrEqual(0);
      expect(answer.confidence).toBeLessThanOrEqual(1);
      const scores = answer.ranking.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(new Set(answer.ranking.map(({ articleId }) => articleId)).size).toBe(scores.length);
      expect(scores.length).toBeLessThanOrEqual(50);
    }
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-quality-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Asks a set of questions once, before the tests that look at the outcomes. */
function asked(file: string, settings: Readonly<Record<string, string>> = {}) {
  let engine: Engine | undefined;
  let outcomes: readonly Outcome[] = [];
  beforeAll(async () => {
    const indexDir = join(folder, (settings.CORPUS_DIR ?? 'shipped').replaceAll('/', '-'));
    ({ engine, outcomes } = await answersTo(file, { INDEX_DIR: indexDir, ...settings }));
  }, 1_800_000);
  afterAll(() => engine?.close());
  return {
    all: () => outcomes,
    answerable: () => outcomes.filter(isAnswerable),
    tagged: (tag: string) => outcomes.filter(isTagged(tag)),
    engine: () => {
      if (!engine) throw new Error('the engine is not open');
      return engine;
    },
  };
}

describe('questions in edited English', () => {
  const gold = asked('eval/questions.jsonl');
  provesSound(gold.all, 'corpus/articles');

  it('finds the answer in the first quote, or at least in the first three', () => {
    expect(share(gold.answerable(), ({ first }) => first)).toBeGreaterThanOrEqual(0.72);
    expect(share(gold.answerable(), ({ firstThree }) => firstThree)).toBeGreaterThanOrEqual(0.8);
  });

  it('declines what the articles are not about, and seldom what they answer', () => {
    expect(gold.tagged('unanswerable-off').filter(isDeclined).length).toBeGreaterThanOrEqual(5);
    expect(gold.tagged('unanswerable-near').filter(isDeclined).length).toBeGreaterThanOrEqual(2);
    expect(gold.answerable().filter(isDeclined).length).toBeLessThanOrEqual(3);
  });

  it('is surer of what is answered than of what is not', () => {
    const not = gold.all().filter((outcome) => !isAnswerable(outcome));
    expect(auroc(confidencesOf(gold.answerable()), confidencesOf(not))).toBeGreaterThanOrEqual(0.88);
  });

  it('answers the same when asked again, in another order', async () => {
    for (const { question, answer } of [...gold.all()].reverse().slice(0, 30)) {
      const again = await gold.engine().ask(question.question);
      expect({ ...again, elapsedMs: 0 }).toEqual({ ...answer, elapsedMs: 0 });
    }
  });
});

describe('questions as they are typed in a channel', () => {
  const chat = asked('eval/chat.jsonl');
  provesSound(chat.all, 'corpus/articles');

  it('finds the answer in the first quote, or at least in the first three', () => {
    expect(share(chat.answerable(), ({ first }) => first)).toBeGreaterThanOrEqual(0.42);
    expect(share(chat.answerable(), ({ firstThree }) => firstThree)).toBeGreaterThanOrEqual(0.63);
  });

  it('shows both sides where reports differ', () => {
    const sided = chat.all().filter(({ question }) => question.both !== undefined);
    expect(sided.filter(({ bothSides }) => bothSides).length).toBeGreaterThanOrEqual(2);
  });

  it('declines what the articles do not say, and seldom what they do', () => {
    expect(chat.tagged('unanswerable-off').filter(isDeclined).length).toBeGreaterThanOrEqual(4);
    expect(chat.tagged('unanswerable-near').filter(isDeclined).length).toBeGreaterThanOrEqual(1);
    expect(chat.answerable().filter(isDeclined).length).toBeLessThanOrEqual(6);
  });
});

describe('questions with misspellings', () => {
  const typos = asked('eval/typos.jsonl');
  provesSound(typos.all, 'corpus/articles');

  it('finds the answer in the first quote, or at least in the first three', () => {
    expect(share(typos.answerable(), ({ first }) => first)).toBeGreaterThanOrEqual(0.82);
    expect(share(typos.answerable(), ({ firstThree }) => firstThree)).toBeGreaterThanOrEqual(0.9);
  });

  it('declines what the articles are not about, and seldom what they answer', () => {
    expect(typos.tagged('unanswerable-off').filter(isDeclined).length).toBeGreaterThanOrEqual(3);
    expect(typos.answerable().filter(isDeclined).length).toBeLessThanOrEqual(2);
  });
});

describe('questions of a few words', () => {
  const short = asked('eval/own-short.jsonl');
  provesSound(short.all, 'corpus/articles');

  it('finds the answer in the first quote, or at least in the first three', () => {
    expect(share(short.answerable(), ({ first }) => first)).toBeGreaterThanOrEqual(0.72);
    expect(share(short.answerable(), ({ firstThree }) => firstThree)).toBeGreaterThanOrEqual(0.8);
  });

  it('declines what the articles are not about, and seldom what they answer', () => {
    expect(short.tagged('unanswerable-off').filter(isDeclined).length).toBeGreaterThanOrEqual(7);
    expect(short.answerable().filter(isDeclined).length).toBeLessThanOrEqual(5);
  });
});

describe('questions that name a time or ask for one', () => {
  const time = asked('eval/time.jsonl');
  provesSound(time.all, 'corpus/articles');

  it('has at least thirty of them, each with its days', () => {
    const dated = time.all().filter(({ question }: { question: LabelledQuestion }) => question.days?.length);
    expect(dated.length).toBeGreaterThanOrEqual(30);
    expect(dated).toHaveLength(time.all().length);
  });

  it('puts a quote of the right day first', () => {
    expect(share(time.all(), ({ rightDay }) => rightDay)).toBeGreaterThanOrEqual(0.79);
  });
});

describe('questions about news archives that nothing was made for', () => {
  const settings = { CORPUS_DIR: 'eval/stories/articles' };
  const stories = asked('eval/stories/questions.jsonl', settings);

  it('finds the answer in the first quote, or at least in the first three', () => {
    expect(share(stories.answerable(), ({ first }) => first)).toBeGreaterThanOrEqual(0.6);
    expect(share(stories.answerable(), ({ firstThree }) => firstThree)).toBeGreaterThanOrEqual(0.79);
  });

  it('declines some of what they do not say, and seldom what they do', () => {
    expect(stories.tagged('unanswerable-near').filter(isDeclined).length).toBeGreaterThanOrEqual(2);
    expect(stories.tagged('unanswerable-off').filter(isDeclined).length).toBeGreaterThanOrEqual(2);
    expect(stories.answerable().filter(isDeclined).length).toBeLessThanOrEqual(6);
  });

  it('is surer of what is answered than of what is not', () => {
    const not = stories.all().filter((outcome) => !isAnswerable(outcome));
    expect(auroc(confidencesOf(stories.answerable()), confidencesOf(not))).toBeGreaterThanOrEqual(0.75);
  });
});

describe('questions about another corpus, written by others', () => {
  const settings = { CORPUS_DIR: 'eval/xquad-dev/articles' };
  const xquad = asked('eval/xquad-dev/questions.jsonl', settings);
  provesSound(xquad.all, settings.CORPUS_DIR);

  it('finds the answer in the first quote, or at least in the first three, of the right article', () => {
    expect(share(xquad.answerable(), ({ first }) => first)).toBeGreaterThanOrEqual(0.89);
    expect(share(xquad.answerable(), ({ firstThree }) => firstThree)).toBeGreaterThanOrEqual(0.94);
  });

  it('declines hardly any', () => {
    expect(xquad.answerable().filter(isDeclined).length).toBeLessThanOrEqual(20);
  });
});
