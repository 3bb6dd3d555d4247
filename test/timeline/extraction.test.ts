import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../src/corpus/article.ts';
import { loadCorpus } from '../../src/corpus/load.ts';
import { atPrecision } from '../../src/time/calendar.ts';
import { timelineOf } from '../../src/timeline/entries.ts';
import { reportsOf } from '../../src/timeline/report.ts';

interface Label {
  readonly article: string;
  readonly text: string;
  readonly date: string;
  readonly precision: string;
  readonly certainty: string;
}

const LABELS = readFileSync(join(import.meta.dirname, 'labelled.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): Label => JSON.parse(line));

let articles: readonly Article[] = [];
beforeAll(async () => {
  articles = (await loadCorpus('corpus/articles')).loaded.map(({ article }) => article);
});

const key = ({ article, text, date }: Pick<Label, 'article' | 'text' | 'date'>) =>
  `${article} | ${date} | ${text}`;

function found(): readonly Label[] {
  return articles.flatMap(reportsOf).map(({ citation, when }) => ({
    article: citation.article.id,
    text: citation.exact,
    date: atPrecision(when.from, when.precision),
    precision: when.precision,
    certainty: when.certainty,
  }));
}

describe('the dated sentences of the seven articles', () => {
  it('finds them: precision at least 0.95, recall at least 0.90', () => {
    const labelled = new Set(LABELS.map(key));
    const extracted = new Set(found().map(key));
    const right = [...extracted].filter((one) => labelled.has(one));
    const wrong = [...extracted].filter((one) => !labelled.has(one));
    const missed = [...labelled].filter((one) => !extracted.has(one));
    expect({ precision: right.length / extracted.size, wrong }).toSatisfy(
      ({ precision }: { precision: number }) => precision >= 0.95,
    );
    expect({ recall: right.length / labelled.size, missed }).toSatisfy(
      ({ recall }: { recall: number }) => recall >= 0.9,
    );
  });

  it('gives each its precision, and tells stated dates from resolved ones', () => {
    const labels = new Map(LABELS.map((label) => [key(label), label]));
    const pairs = found().flatMap((one) => {
      const label = labels.get(key(one));
      return label ? [{ one, label }] : [];
    });
    expect(pairs.map(({ one }) => [one.text, one.precision, one.certainty])).toEqual(
      pairs.map(({ label }) => [label.text, label.precision, label.certainty]),
    );
  });

  it('keeps every report in exactly one entry', async () => {
    const folded = (await timelineOf(articles)).flatMap((entry) =>
      entry.reports.flatMap(({ citation, copies, when }) =>
        [citation, ...copies].map(({ article, span }) => `${article.id} ${span.start} ${when.from}`),
      ),
    );
    const all = articles
      .flatMap(reportsOf)
      .map(({ citation, when }) => `${citation.article.id} ${citation.span.start} ${when.from}`);
    expect([...folded].sort()).toEqual([...all].sort());
  });
});
