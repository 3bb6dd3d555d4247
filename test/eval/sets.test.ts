import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { holdsAnswer, type LabelledQuestion } from '../../eval/measure.ts';
import { readQuestions } from '../../eval/questions.ts';
import { loadCorpus } from '../../src/corpus/load.ts';

const CLIPPINGS = ['questions', 'chat', 'own-chat', 'own-short', 'typos', 'time'].map(
  (name) => `eval/${name}.jsonl`,
);
const XQUAD = ['eval/own-xquad.jsonl', 'eval/xquad-dev/questions.jsonl'];
const TAGS = ['unanswerable-off', 'unanswerable-near'];

describe('the question sets', () => {
  it.each([
    ...CLIPPINGS.map((file) => ({ file, corpus: 'corpus/articles' })),
    ...XQUAD.map((file) => ({ file, corpus: 'eval/xquad-dev/articles' })),
  ])(
    '$file: each has a name of its own, and an answer in its articles unless it has none',
    async ({ file, corpus }) => {
      const { loaded } = await loadCorpus(corpus);
      const articles = loaded.map(({ article }) => article);
      const questions = await readQuestions(file);
      expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
      const unfounded = questions.filter((question) => !founded(question, articles));
      expect(unfounded.map(({ id }) => id)).toEqual([]);
    },
  );

  it('are all known to these tests', () => {
    const files = readdirSync('eval').filter((name) => name.endsWith('.jsonl'));
    expect(files.map((name) => `eval/${name}`).sort()).toEqual([...CLIPPINGS, 'eval/own-xquad.jsonl'].sort());
  });
});

function founded(question: LabelledQuestion, articles: readonly { id: string; text: string }[]): boolean {
  if (question.answers.length === 0) return TAGS.includes(question.tag ?? '');
  return articles.some(
    ({ id, text }) =>
      (question.article === undefined || question.article === id) && holdsAnswer(question, text),
  );
}
