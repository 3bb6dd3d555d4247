import MiniSearch from 'minisearch';
import type { Language } from '../language/language.ts';
import { best, type Hit } from './passage-index.ts';

/** An index of the words of passages, ranked by BM25+ (Lv and Zhai 2011), as MiniSearch does it. */
export interface WordIndex {
  /** The passages that share words with a question, best first. */
  search(
    question: string,
    options: { readonly count: number; admit?(place: number): boolean },
  ): readonly Hit[];
  /** In how many passages a term stands; 0 when the corpus does not know it. */
  frequency(term: string): number;
  readonly size: number;
}

/** Indexes passages' texts by their terms; the place of a text is the place of its passage. */
export function wordIndexOf(texts: readonly string[], { termsOf }: Pick<Language, 'termsOf'>): WordIndex {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: (text) => [...termsOf(text)],
    processTerm: (term) => term,
  });
  index.addAll(texts.map((text, id) => ({ id, text })));
  const frequencies = new Map<string, number>();
  for (const text of texts) {
    for (const term of new Set(termsOf(text))) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  return {
    size: texts.length,
    frequency: (term) => frequencies.get(term) ?? 0,
    search(question, { count, admit }) {
      const results = index.search(question, admit ? { filter: ({ id }) => admit(Number(id)) } : {});
      return best(
        results.map(({ id, score }) => ({ place: Number(id), score })),
        count,
      );
    },
  };
}
