import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import { best, type Hit } from './passage-index.ts';

/** Words that say nothing of what a question is about. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the of to in on at for and or nor but is are was were be been being am do does did done have has had ' +
    'with by from as that this these those it its he him his she her hers they them their theirs there here ' +
    'which who whom whose what when where why how i me my you your we us our not no so if than then too very ' +
    'can could will would shall should may might must about into onto over under again just only any some all ' +
    'both each few more most other such own same s t'
  ).split(' '),
);

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

/** The terms of a text: its words without stop words, lower case, stemmed (Porter 1980). */
export function termsOf(text: string): readonly string[] {
  return wordsOf(text).flatMap((word) => termOf(word) ?? []);
}

/** Indexes passages' texts; the place of a text is the place of its passage. */
export function wordIndexOf(texts: readonly string[]): WordIndex {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: (text) => [...wordsOf(text)],
    processTerm: (word) => termOf(word) ?? null,
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

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+(?:[.'’][\p{L}\p{N}]+)*/gu) ?? [];
}

function termOf(word: string): string | undefined {
  const plain = word
    .toLowerCase()
    .replace(/['’](?:s|d|ll|re|ve|t)$/, '')
    .replace(/[.'’]/g, '');
  return plain === '' || STOP_WORDS.has(plain) ? undefined : stemmer(plain);
}
