import { describe, expect, it } from 'vitest';
import { auroc, figuresOf, holdsAnswer, type LabelledQuestion, outcomeOf } from '../../eval/measure.ts';
import type { Answer, Quote } from '../../src/answer/answer.ts';
import type { Article } from '../../src/corpus/article.ts';
import { cite } from '../../src/corpus/citation.ts';
import { parseDay } from '../../src/corpus/day.ts';
import type { When } from '../../src/time/when.ts';

const REPORT = articleOf(
  'report',
  'The dam broke on Tuesday.\n\nMore than “forty”\nhouses stood in water.',
  '1990-05-02',
);
const OTHER = articleOf('other', 'The mayor spoke of thirty houses.', '1990-06-20');

describe('a right quote', () => {
  it('contains an answer string, whatever its case, white space and quotation marks', () => {
    expect(holdsAnswer(asking({ answers: ['MORE than "forty" houses'] }), REPORT.text)).toBe(true);
    expect(holdsAnswer(asking({ answers: ['more than fifty houses'] }), REPORT.text)).toBe(false);
    expect(holdsAnswer(asking({ answers: [] }), REPORT.text)).toBe(false);
  });

  it('counts where it stands: first, or among the first three', () => {
    const question = asking({ answers: ['forty'] });
    const first = outcomeOf(question, answered([quoteOf(REPORT), quoteOf(OTHER)]));
    expect([first.first, first.firstThree]).toEqual([true, true]);
    const second = outcomeOf(question, answered([quoteOf(OTHER), quoteOf(REPORT)]));
    expect([second.first, second.firstThree]).toEqual([false, true]);
    const neither = outcomeOf(question, answered([quoteOf(OTHER)]));
    expect([neither.first, neither.firstThree]).toEqual([false, false]);
  });

  it('is of the article that is asked for', () => {
    const question = asking({ answers: ['houses'], article: 'other' });
    expect(outcomeOf(question, answered([quoteOf(REPORT)])).first).toBe(false);
    expect(outcomeOf(question, answered([quoteOf(OTHER)])).first).toBe(true);
  });

  it('is not among the nearest passages of a declined question', () => {
    const outcome = outcomeOf(asking({ answers: ['forty'] }), declined([quoteOf(REPORT)]));
    expect([outcome.first, outcome.firstThree]).toEqual([false, false]);
  });
});

describe('both sides', () => {
  const question = asking({ answers: ['forty'], both: [['forty', '40'], ['thirty']] });

  it('are shown by two quotes together', () => {
    expect(outcomeOf(question, answered([quoteOf(REPORT), quoteOf(OTHER)])).bothSides).toBe(true);
    expect(outcomeOf(question, answered([quoteOf(REPORT)])).bothSides).toBe(false);
  });

  it('are not counted where the question has none', () => {
    expect(outcomeOf(asking({ answers: ['forty'] }), answered([quoteOf(REPORT)])).bothSides).toBe(false);
  });
});

describe('the right day', () => {
  it('is that of publication or the day before it', () => {
    const rightFor = (day: string) =>
      outcomeOf(asking({ days: [day] }), answered([quoteOf(REPORT)])).rightDay;
    expect(['1990-04-30', '1990-05-01', '1990-05-02', '1990-05-03'].map(rightFor)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is any that the first quote names, also as part of a month', () => {
    const dated = quoteOf(REPORT, [whenOf('1989-03-01', '1989-03-31')]);
    const rightFor = (days: string[]) => outcomeOf(asking({ days }), answered([dated])).rightDay;
    expect(rightFor(['1989-03'])).toBe(true);
    expect(rightFor(['1989-03-09'])).toBe(true);
    expect(rightFor(['1989-04'])).toBe(false);
    expect(outcomeOf(asking({ days: ['1989-03'] }), answered([quoteOf(OTHER), dated])).rightDay).toBe(false);
  });
});

describe('auroc', () => {
  it('is the share of pairs in the right order, ties half', () => {
    expect(auroc([0.9, 0.8], [0.1, 0.2])).toBe(1);
    expect(auroc([0.1], [0.9])).toBe(0);
    expect(auroc([0.5, 0.9], [0.5, 0.1])).toBe(0.875);
  });

  it('is not known where one side is missing', () => {
    expect(auroc([], [0.1])).toBeUndefined();
    expect(auroc([0.1], [])).toBeUndefined();
  });
});

describe('the table', () => {
  const figure = (name: string, outcomes: Parameters<typeof figuresOf>[0]) =>
    figuresOf(outcomes).find((one) => one.name === name)?.value;

  it('counts each kind of question apart', () => {
    const outcomes = [
      outcomeOf(asking({ answers: ['forty'] }), answered([quoteOf(REPORT)])),
      outcomeOf(asking({ answers: ['forty'] }), declined([])),
      outcomeOf(asking({ answers: [], tag: 'unanswerable-off' }), declined([])),
      outcomeOf(asking({ answers: [], tag: 'unanswerable-near' }), answered([quoteOf(OTHER)])),
    ];
    expect(figure('questions', outcomes)).toBe('4');
    expect(figure('answer in the first quote', outcomes)).toBe('0.500  (1 of 2)');
    expect(figure('answerable, declined', outcomes)).toBe('0.500  (1 of 2)');
    expect(figure('off-topic, declined', outcomes)).toBe('1.000  (1 of 1)');
    expect(figure('near-topic, declined', outcomes)).toBe('0.000  (0 of 1)');
    expect(figure('AUROC of confidence', outcomes)).toBe('0.500');
  });

  it('leaves out what no question asks for', () => {
    const names = figuresOf([outcomeOf(asking({ answers: ['forty'] }), answered([quoteOf(REPORT)]))]).map(
      ({ name }) => name,
    );
    expect(names).not.toContain('both sides shown');
    expect(names).not.toContain('AUROC of confidence');
    expect(names).toContain('answer in the first quote');
  });
});

function articleOf(id: string, text: string, day: string): Article {
  const published = parseDay(day);
  return { id, title: id, basis: {}, text, ...(published && { published }) };
}

function asking(fields: Partial<LabelledQuestion>): LabelledQuestion {
  return { id: 'q', question: 'How many houses?', answers: [], ...fields };
}

function quoteOf(article: Article, dates: readonly When[] = []): Quote {
  const span = { start: 0, end: article.text.length };
  return { citation: cite(article, span), sentence: span, marked: span, dates, score: 0, copies: [] };
}

function whenOf(from: string, to: string): When {
  const [first, last] = [parseDay(from), parseDay(to)];
  if (!first || !last) throw new RangeError(`not days: ${from}, ${to}`);
  return { from: first, to: last, precision: 'month', certainty: 'stated', span: { start: 0, end: 1 } };
}

const BASE = { question: 'How many houses?', asOf: {}, ranking: [], elapsedMs: 1 };

function answered(quotes: readonly Quote[]): Answer {
  return { ...BASE, kind: 'answered', confidence: 0.5, quotes, more: [], disagreements: [] };
}

function declined(nearest: readonly Quote[]): Answer {
  return { ...BASE, kind: 'declined', confidence: 0.5, reason: 'not-stated', nearest };
}
