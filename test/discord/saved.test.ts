import { describe, expect, it } from 'vitest';
import type { Quote } from '../../src/answer/answer.ts';
import type { Article } from '../../src/corpus/article.ts';
import { cite } from '../../src/corpus/citation.ts';
import { slice } from '../../src/corpus/span.ts';
import { restoreQuote, savedQuote } from '../../src/discord/saved.ts';

const article: Article = {
  id: 'ferry',
  title: 'Ferry',
  basis: {},
  text: 'A ferry sank off Halden. All 38 passengers were saved. Its captain was questioned.',
};

function quoteOf(words: string): Quote {
  const start = article.text.indexOf(words);
  const marked = { start, end: start + words.length };
  const span = { start: 0, end: article.text.length };
  return { citation: cite(article, span), sentence: marked, marked, dates: [], score: 1, copies: [] };
}

const engineWith = (text: string) => ({ article: () => ({ ...article, text }) });

describe('a kept quote', () => {
  it.each([
    ['38 passengers', 'All 38 passengers were saved.'],
    ['All 38 passengers were saved.', 'All 38 passengers were saved.'],
    ['saved. Its captain', 'All 38 passengers were saved. Its captain was questioned.'],
  ])('comes back with its marked words and the sentence around them: %s', (words, sentence) => {
    const restored = restoreQuote(engineWith(article.text), savedQuote(quoteOf(words)));
    if (typeof restored === 'string') throw new Error(restored);
    expect(slice(article.text, restored.marked)).toBe(words);
    expect(slice(article.text, restored.sentence)).toBe(sentence);
  });

  it('does not come back when its words changed, or its article is gone', () => {
    const saved = savedQuote(quoteOf('38 passengers'));
    expect(restoreQuote(engineWith(article.text.replace('38', '39')), saved)).toBe('changed');
    expect(restoreQuote({ article: () => undefined }, saved)).toBe('gone');
  });
});
