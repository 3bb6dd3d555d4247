import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { figureGroups } from '../../src/answer/figures.ts';
import type { Article } from '../../src/corpus/article.ts';
import { cite } from '../../src/corpus/citation.ts';
import { loadCorpus } from '../../src/corpus/load.ts';
import { paragraphsOf } from '../../src/corpus/paragraphs.ts';
import { figuresIn } from '../../src/language/en/figures.ts';
import { sentencesOf } from '../../src/language/en/sentences.ts';
import { atPrecision } from '../../src/time/calendar.ts';
import { timelineOf } from '../../src/timeline/entries.ts';
import { reportsOf } from '../../src/timeline/report.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/corpora');

function linesOf(corpus: string, file: string): readonly (readonly string[])[] {
  const text = readFileSync(join(FOLDER, corpus, file), 'utf8').trim();
  return text.split('\n').map((line) => line.split('|').map((field) => field.trim()));
}

interface DateLabel {
  readonly id: string;
  readonly date: string;
  readonly event: string;
  readonly words: string;
}

function dateLabels(corpus: string): readonly DateLabel[] {
  return linesOf(corpus, 'dates.txt').map(([id = '', date = '', event = '', words = '']) => ({
    id,
    date,
    event,
    words,
  }));
}

/** How much of what was found is labelled, and how much of what is labelled was found. */
function scoreOf(found: readonly (string | undefined)[], labels: readonly string[]) {
  const right = new Set(found.filter((one) => one !== undefined && labels.includes(one)));
  return {
    precision: found.filter((one) => one !== undefined && right.has(one)).length / found.length,
    recall: right.size / labels.length,
    missed: labels.filter((label) => !right.has(label)),
  };
}

function sentencesIn({ text }: Article) {
  return paragraphsOf(text).flatMap((paragraph) => sentencesOf(text, paragraph));
}

describe.each(['strike', 'election', 'storm'])('a corpus of another subject: %s', (corpus) => {
  let articles: readonly Article[] = [];
  beforeAll(async () => {
    articles = (await loadCorpus(join(FOLDER, corpus, 'articles'))).loaded.map(({ article }) => article);
  });

  it('gets its dated events: precision and recall at least 0.9', () => {
    const labels = dateLabels(corpus);
    const key = ({ id, date, words }: DateLabel) => `${id} ${date} ${words}`;
    const found = articles.flatMap(reportsOf).map(({ citation, when }) => {
      const date = atPrecision(when.from, when.precision);
      const label = labels.find(
        ({ id, words, date: day }) =>
          id === citation.article.id && day === date && citation.exact.includes(words),
      );
      return label && key(label);
    });
    const score = scoreOf(found, labels.map(key));
    expect(score).toSatisfy(({ precision, recall }: typeof score) => precision >= 0.9 && recall >= 0.9);
  });

  it('gets its figures: precision and recall at least 0.9', () => {
    const labels = linesOf(corpus, 'figures.txt').map(([id, words, value]) => ({
      id,
      words: words ?? '',
      value,
    }));
    const left = new Set(labels);
    const found = articles.flatMap((article) =>
      sentencesIn(article).flatMap((sentence) =>
        figuresIn(article.text, sentence)
          .filter(({ unit }) => unit !== 'time')
          .map(({ span, low, high }) => {
            const exact = article.text.slice(span.start, span.end);
            const value = low === high ? `${low}` : `${low}-${high}`;
            const label = [...left].find(
              (one) => one.id === article.id && one.value === value && exact.includes(one.words),
            );
            if (label) left.delete(label);
            return label ? `${label.id} ${label.words} ${labels.indexOf(label)}` : undefined;
          }),
      ),
    );
    const score = scoreOf(
      found,
      labels.map(({ id, words }, index) => `${id} ${words} ${index}`),
    );
    expect(score).toSatisfy(({ precision, recall }: typeof score) => precision >= 0.9 && recall >= 0.9);
  });

  it('folds reports of one event, and never of two', async () => {
    const labels = dateLabels(corpus);
    const places = new Map<DateLabel, number>();
    for (const [place, { date, reports }] of (await timelineOf(articles)).entries())
      for (const { article, exact } of reports.flatMap(({ citation, copies }) => [citation, ...copies])) {
        const label = labels.find(
          (one) =>
            !places.has(one) && one.id === article.id && one.date === date && exact.includes(one.words),
        );
        if (label) places.set(label, place);
      }
    const pairs = labels.flatMap((one, index) => labels.slice(index + 1).map((two) => [one, two] as const));
    const together = pairs.filter(([one, two]) => places.has(one) && places.get(one) === places.get(two));
    const isSame = ([one, two]: readonly [DateLabel, DateLabel]) =>
      one.event !== '' && one.event === two.event && one.date === two.date;
    expect(together.filter((pair) => !isSame(pair))).toEqual([]);
    // .53, .67 and .71 of the pairs: which reports are one event is told by grammar alone.
    expect(together.length / pairs.filter(isSame).length).toBeGreaterThanOrEqual(0.5);
  });

  it('says of its figures that they differ, change or agree, where they do, and nothing elsewhere', () => {
    for (const [question = '', kind, ...figures] of linesOf(corpus, 'answers.txt')) {
      const quotes = figures.map((figure) => quoteWith(articles, figure));
      const said = figureGroups(question, quotes).map((group) => [
        group.kind.replace('-', ' '),
        ...group.figures.map(({ words }) => words.exact).sort(),
      ]);
      const expected = kind === 'none' ? [] : [[kind, ...quotes.map(({ words }) => words).sort()]];
      expect([question, said]).toEqual([question, expected]);
    }
  });
});

/** The sentence of an article that has the words of a label "article: words". */
function quoteWith(articles: readonly Article[], label: string) {
  const [id, words = ''] = label.split(': ');
  const article = articles.find((one) => one.id === id);
  const marked =
    article && sentencesIn(article).find(({ start, end }) => article.text.slice(start, end).includes(words));
  if (!article || !marked) throw new Error(`no sentence has ${label}`);
  return { citation: cite(article, marked), marked, words };
}
