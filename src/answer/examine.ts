import type { Article } from '../corpus/article.ts';
import type { Day } from '../corpus/day.ts';
import { slice } from '../corpus/span.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { fuse } from '../retrieval/fuse.ts';
import type { PassageIndex } from '../retrieval/passage-index.ts';
import type { OpenIndex } from '../retrieval/reindex.ts';
import { createTokenCache, type TokenCache } from '../retrieval/token-cache.ts';
import { termsOf, type WordIndex, wordIndexOf } from '../retrieval/word-index.ts';
import { type Candidate, candidatePassageOf, candidatesOf, matchedPassageOf } from './candidates.ts';
import { matchTokens, type TokenWeights, tokenWeightsOf } from './match.ts';
import { type Question, readQuestion } from './question.ts';

/** How many passages each way of searching brings, and how many are looked at closely. */
const SEARCHED = 30;
const LOOKED_AT = 20;

/** An index ready for questions. */
export interface Reader {
  readonly index: PassageIndex;
  readonly articles: ReadonlyMap<string, Article>;
  readonly embedders: readonly Embedder[];
  readonly words: WordIndex;
  readonly tokens: TokenCache;
  /** For each model. */
  readonly weights: readonly TokenWeights[];
  /** First and last day of publication; undefined when no article is dated. */
  readonly days: { readonly first: Day; readonly last: Day } | undefined;
}

/** What was found for a question, before anything is chosen. */
export interface Findings {
  readonly question: Question;
  readonly candidates: readonly Candidate[];
  /** All passages that any search brought, best first by fused rank. */
  readonly hits: readonly { readonly articleId: string; readonly score: number }[];
  /** The share of the question's terms, by how much each says, that the corpus knows: 0 to 1. */
  readonly known: number;
}

/** Makes an index ready for questions. */
export async function openReader(
  { index, articles }: OpenIndex,
  embedders: readonly Embedder[],
): Promise<Reader> {
  const texts = index.passages.map(({ passage }) =>
    slice(articles.get(passage.articleId)?.text ?? '', passage.span),
  );
  const ids = await Promise.all(embedders.map((embedder) => embedder.tokenIds(texts)));
  const published = [...articles.values()].flatMap((article) => article.published ?? []).sort();
  const [first, last] = [published[0], published.at(-1)];
  return {
    index,
    articles,
    embedders,
    words: wordIndexOf(texts),
    tokens: createTokenCache(embedders),
    weights: ids.map(tokenWeightsOf),
    days: first && last && { first, last },
  };
}

/** Says which places of the index belong to articles that pass. */
export function placesOf(reader: Reader, passes: (article: Article) => boolean): (place: number) => boolean {
  return (place) => {
    const id = reader.index.passages[place]?.passage.articleId;
    const article = id === undefined ? undefined : reader.articles.get(id);
    return article !== undefined && passes(article);
  };
}

/** Finds the sentences that may answer a question, in the passages admitted. */
export async function examine(
  reader: Reader,
  asked: string,
  admit: (place: number) => boolean,
): Promise<Findings> {
  const question = readQuestion(asked, reader.days);
  const vectors = await Promise.all(
    reader.embedders.map(async (embedder) => (await embedder.embedTokens([question.text], 'question'))[0]),
  );
  const [rankVectors, topicVectors = rankVectors] = vectors;
  const options = { count: SEARCHED, admit };
  const byWords = reader.words.search(question.text, options);
  const lists = vectors.map((vector, model) =>
    vector ? reader.index.nearest(model, vector.pooled, options) : [],
  );
  const fused = fuse([...lists, byWords]);
  const passages = fused.slice(0, LOOKED_AT).flatMap(({ place }) => {
    const passage = reader.index.passages[place]?.passage;
    const article = passage && reader.articles.get(passage.articleId);
    return passage && article ? [candidatePassageOf(place, article, passage.span)] : [];
  });
  const texts = passages.map(({ article, span }) => slice(article.text, span));
  const [rankTokens = [], topicTokens = rankTokens] = await reader.tokens.get(texts);
  const match = (tokens: typeof rankTokens, vector: typeof rankVectors, model: number) => {
    const weights = reader.weights[model] ?? reader.weights[0];
    const matched = passages.flatMap((passage, i) => {
      const own = tokens[i];
      return own ? [matchedPassageOf(passage, own)] : [];
    });
    return vector && weights ? matchTokens(vector, matched, weights) : [];
  };
  const wordScores = new Map(byWords.map(({ place, score }) => [place, score]));
  return {
    question,
    candidates: candidatesOf(question, passages, {
      rank: match(rankTokens, rankVectors, 0),
      topic: match(topicTokens, topicVectors, 1),
      words: passages.map(({ place }) => wordScores.get(place) ?? 0),
    }),
    hits: fused.flatMap(({ place, score }) => {
      const passage = reader.index.passages[place]?.passage;
      return passage ? [{ articleId: passage.articleId, score }] : [];
    }),
    known: knownShare(question.text, reader.words),
  };
}

function knownShare(text: string, words: WordIndex): number {
  let known = 0;
  let all = 0;
  for (const term of new Set(termsOf(text))) {
    const frequency = words.frequency(term);
    const weight = Math.log((words.size + 1) / (frequency + 0.5));
    all += weight;
    if (frequency > 0) known += weight;
  }
  return all === 0 ? 0 : known / all;
}
