import { beforeAll, describe, expect, it } from 'vitest';
import { readQuestions } from '../../eval/questions.ts';
import { foreignLanguage, languagesOf } from '../../src/answer/foreign.ts';
import { type Article, parseArticle } from '../../src/corpus/article.ts';
import { loadCorpus } from '../../src/corpus/load.ts';

let english: { articles: readonly Article[]; version: string };
const SPANISH = {
  articles: [
    parseArticle(
      'El puente sobre el estrecho se abrió el viernes, y miles de personas lo cruzaron a pie.',
      'puente.md',
    ),
    parseArticle('La ministra dijo que el precio de la obra había sido menor de lo previsto.', 'obra.md'),
  ],
  version: 'spanish',
};

beforeAll(async () => {
  const { loaded } = await loadCorpus('corpus/articles');
  english = { articles: loaded.map(({ article }) => article), version: 'english' };
});

describe('the languages of a corpus', () => {
  it('are those that its articles are in', () => {
    expect([...languagesOf(english)]).toEqual(['en']);
    expect([...languagesOf(SPANISH)]).toEqual(['es']);
    expect([...languagesOf({ articles: [], version: 'none' })]).toEqual([]);
  });
});

describe('a question', () => {
  it.each([
    ['es', '¿Cuándo se abrió el puente nuevo?'],
    ['es', 'quien pago el rescate'],
    ['de', 'Wer hat das Lösegeld bezahlt?'],
    ['de', 'wie viele leute waren im haus'],
    ['fr', 'Pourquoi ont-ils attaqué la maison ?'],
    ['pt', 'Quem pagou o resgate dos reféns?'],
    ['it', 'Chi ha pagato il riscatto degli ostaggi?'],
  ])('in a language that no article is in is told apart: %s, %s', (language, question) => {
    expect(foreignLanguage(question, english)).toBe(language);
  });

  it.each(['When was the new bridge opened to the public?', 'who paid for all of this work'])(
    'in English is foreign to a corpus in Spanish, and not to one in English: %s',
    (question) => {
      expect(foreignLanguage(question, SPANISH)).toBe('en');
      expect(foreignLanguage(question, english)).toBeUndefined();
    },
  );

  it.each([
    'Tupac Amaru Revolutionary Movement',
    'Movimiento Revolucionario Tupac Amaru',
    'Who is Juan de la Cruz Gonzalez?',
    'where is San Juan de Lurigancho',
    'what does Sendero Luminoso mean',
    'Rio de Janeiro carnival dates',
    'was Angela Merkel there',
    'hostages',
    'la',
    '???',
    '1996 1997 1998',
  ])('is not taken for foreign by its names: %s', (question) => {
    expect(foreignLanguage(question, english)).toBeUndefined();
  });

  it('of the development sets is never taken for foreign', async () => {
    for (const set of ['eval/questions.jsonl']) {
      const questions = await readQuestions(set);
      expect(questions.length).toBeGreaterThan(50);
      expect(questions.filter(({ question }) => foreignLanguage(question, english))).toEqual([]);
    }
  });

  it('empty of articles is not refused', () => {
    expect(foreignLanguage('¿Quién pagó el rescate?', { articles: [], version: 'none' })).toBeUndefined();
  });
});
