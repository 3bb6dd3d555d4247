import { describe, expect, it } from 'vitest';
import { english } from '../../src/language/en/english.ts';
import { wordIndexOf } from '../../src/retrieval/word-index.ts';

const TEXTS = [
  'The U.S. offered help, they told us.',
  'Doctors of the WHO came, but who paid?',
  'Six machines of type F/A-18 and two of type B-52 were seen.',
  'They told us who it was.',
];
const index = wordIndexOf(TEXTS, english);
const found = (question: string) => index.search(question, { count: 4 }).map(({ place }) => place);

describe('wordIndexOf', () => {
  it.each([
    ['US?', [0]],
    ['what did the us offer', [0]],
    ['the WHO?', [1]],
    ['f-18s', [2]],
    ['b52', [2]],
    ['who told us?', [0, 3]],
    ['who was it?', []],
  ])('finds by %s', (question, places) => {
    expect([...found(question)].sort()).toEqual(places);
  });

  it('counts in how many texts a term stands, and searches only what is admitted', () => {
    expect([index.size, index.frequency('us'), index.frequency('told'), index.frequency('it')]).toEqual([
      4, 1, 2, 0,
    ]);
    expect(index.search('told', { count: 4, admit: (place) => place > 0 }).map(({ place }) => place)).toEqual(
      [3],
    );
  });
});
