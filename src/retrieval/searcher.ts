import type { Article } from '../corpus/article.ts';
import type { Passage } from '../corpus/passages.ts';
import { cosine } from '../embedding/cosine.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { readable } from '../embedding/readable.ts';
import { english } from '../language/en/english.ts';
import { fuse } from './fuse.ts';
import { groupByArticle, type PassageIndex } from './passage-index.ts';
import { type OpenIndex, textsOf } from './reindex.ts';
import { type WordIndex, wordIndexOf } from './word-index.ts';

/** A passage found for a question. */
export interface Hit {
  readonly article: Article;
  readonly passage: Passage;
  /** How well the passage's tokens match the question's, at most 1; hits are in its order. */
  readonly match: number;
  /** Cosine of the embeddings of question and passage. */
  readonly similarity: number;
}

export interface SearchOptions {
  /** How many passages to bring. */
  readonly count: number;
  /** Leaves out the articles for which it is false. */
  admit(article: Article): boolean;
}

/** An index ready for questions: by meaning and by words at once. */
export interface Searcher {
  readonly index: PassageIndex;
  readonly articles: ReadonlyMap<string, Article>;
  readonly words: WordIndex;
  /** The words of every passage, in the index's order. */
  readonly texts: readonly string[];
  /** The passages of an article, in order. */
  passagesOf(articleId: string): readonly Passage[];
  /**
   * The passages that fit a question best, best first.
   * @param text the question for the model; what is longer than the model reads is cut
   * @param words the question for the word search, misspellings mended
   */
  search(
    question: { readonly text: string; readonly words: string },
    options: SearchOptions,
  ): Promise<readonly Hit[]>;
}

/** How many passages each way of searching gives to the fusion. */
const SEARCHED = 60;

/**
 * How much more the search by meaning counts than that by words. Of the answers to the stories of `eval/`, twice as
 * much brings .983 among the first 24 passages and as much .975; to `chat.jsonl`, .814 and .786.
 */
const MEANING_WEIGHT = 2;

/** Makes an index ready for questions. */
export function searcherOver(opened: OpenIndex, embedder: Embedder): Searcher {
  const { index, articles } = opened;
  const texts = textsOf(opened);
  const words = wordIndexOf(texts, english);
  const own = groupByArticle(index.passages);
  return {
    index,
    articles,
    words,
    texts,
    passagesOf: (articleId) => (own.get(articleId) ?? []).map(({ passage }) => passage),
    async search(question, { count, admit }) {
      const [asked = ''] = await readable(embedder, [question.text]);
      const [vector = new Float32Array()] = await embedder.embed([asked], 'question');
      const articleAt = (place: number) => articles.get(index.passages[place]?.passage.articleId ?? '');
      const options = {
        count: Math.max(SEARCHED, count),
        admit: (place: number) => {
          const article = articleAt(place);
          return article !== undefined && admit(article);
        },
      };
      const fused = fuse([
        { hits: index.nearest(vector, options), weight: MEANING_WEIGHT },
        { hits: words.search(question.words, options), weight: 1 },
      ]);
      const places = fused.slice(0, count).map(({ place }) => place);
      const matches = await embedder.match(
        asked,
        places.map((place) => texts[place] ?? ''),
      );
      return places
        .flatMap((place, i): readonly Hit[] => {
          const found = index.passages[place];
          const article = articleAt(place);
          if (!found || !article) return [];
          const similarity = cosine(vector, found.embedding);
          return [{ article, passage: found.passage, match: matches[i] ?? 0, similarity }];
        })
        .sort((a, b) => b.match - a.match);
    },
  };
}
