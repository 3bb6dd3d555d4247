import { LRUCache } from 'lru-cache';
import type { Article } from '../corpus/article.ts';
import type { Day } from '../corpus/day.ts';
import { slice } from '../corpus/span.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { readable } from '../embedding/readable.ts';
import { english } from '../language/en/english.ts';
import { type Correction, correctSpelling, type Dictionary, dictionaryOf } from '../language/en/spelling.ts';
import { fuse } from '../retrieval/fuse.ts';
import { groupByArticle, type PassageIndex } from '../retrieval/passage-index.ts';
import { type OpenIndex, textsOf } from '../retrieval/reindex.ts';
import { createTokenCache, type TokenCache } from '../retrieval/token-cache.ts';
import { type WordIndex, wordIndexOf } from '../retrieval/word-index.ts';
import {
  type Candidate,
  type CandidatePassage,
  candidatePassageOf,
  candidatesOf,
  matchedPassageOf,
} from './candidates.ts';
import { heard, matchTokens, type TokenKnowledge, tokenKnowledgeOf } from './match.ts';
import { type Question, readQuestion } from './question.ts';
import type { PassagesOf } from './quotes.ts';

/** How many passages each way of searching brings, and how many are looked at closely. */
const SEARCHED = 40;
const LOOKED_AT = 40;

/** An index ready for questions. */
export interface Reader {
  readonly index: PassageIndex;
  readonly articles: ReadonlyMap<string, Article>;
  readonly embedders: readonly Embedder[];
  readonly words: WordIndex;
  readonly spelling: Dictionary;
  readonly tokens: TokenCache;
  /** The spans of an article's passages, in order. */
  readonly passagesOf: PassagesOf;
  /** A passage by its place in the index. */
  passageAt(place: number): CandidatePassage | undefined;
  /** For each model. */
  readonly knowledge: readonly TokenKnowledge[];
  /** First and last day of publication; undefined when no article is dated. */
  readonly days: { readonly first: Day; readonly last: Day } | undefined;
}

/** What was found for a question, before anything is chosen. */
export interface Findings {
  readonly question: Question;
  /** The misspellings that were mended in it. */
  readonly mendings: readonly Correction[];
  readonly candidates: readonly Candidate[];
  /** All passages that any search brought, best first by fused rank. */
  readonly hits: readonly { readonly articleId: string; readonly score: number }[];
  /** The share of the question's terms, each by how much it says, that a text has: 0 to 1. */
  shared(text: string): number;
}

/** Makes an index ready for questions. */
export async function openReader(opened: OpenIndex, embedders: readonly Embedder[]): Promise<Reader> {
  const { index, articles, tokens } = opened;
  const texts = textsOf(opened);
  const knowledge = await Promise.all(
    embedders.map(async (embedder, model) => {
      const embeddings = index.passages.flatMap((passage) => passage.embeddings[model] ?? []);
      return tokenKnowledgeOf(await embedder.tokenIds(texts), embeddings, await lesserTokensOf(embedder));
    }),
  );
  const words = wordIndexOf(texts, english);
  const published = [...articles.values()].flatMap((article) => article.published ?? []).sort();
  const [first, last] = [published[0], published.at(-1)];
  return {
    index,
    articles,
    embedders,
    words,
    spelling: await dictionaryOf(texts, words),
    tokens: createTokenCache(embedders, tokens),
    passagesOf: spansByArticle(index),
    passageAt: passagesAt(opened),
    knowledge,
    days: first && last && { first, last },
  };
}

const PUNCTUATION = '?!.,:;-–—…\'"’‘“”()[]/&*';

/** The tokens that say nothing or little, where a model has them whole. */
async function lesserTokensOf(embedder: Embedder): Promise<Pick<TokenKnowledge, 'silent' | 'small'>> {
  const tokensOf = async (words: Iterable<string>) => {
    const ids = await embedder.tokenIds([...words]);
    return new Set(ids.flatMap((own) => (own.length === 1 ? own : [])));
  };
  return { silent: await tokensOf(PUNCTUATION), small: await tokensOf(english.stopWords) };
}

function spansByArticle({ passages }: PassageIndex): PassagesOf {
  const groups = [...groupByArticle(passages)];
  const spans = new Map(groups.map(([id, own]) => [id, own.map(({ passage }) => passage.span)]));
  return (articleId) => spans.get(articleId) ?? [];
}

/** How many passages are remembered with their sentences. */
const REMEMBERED = 4_000;

/** Each passage is parted into dated sentences when a question first comes to it. */
function passagesAt({ index, articles }: OpenIndex): Reader['passageAt'] {
  const seen = new LRUCache<number, CandidatePassage>({ max: REMEMBERED });
  return (place) => {
    const known = seen.get(place);
    const passage = index.passages[place]?.passage;
    const article = passage && articles.get(passage.articleId);
    if (known || !article) return known;
    const found = candidatePassageOf(place, article, passage.span);
    seen.set(place, found);
    return found;
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

export interface ExamineOptions {
  /** Leaves out passages for which it is false. */
  admit(place: number): boolean;
  /** An earlier question that completes this one. */
  readonly before?: string | undefined;
}

/** Finds the sentences that may answer a question, in the passages admitted. */
export async function examine(
  reader: Reader,
  asked: string,
  { admit, before }: ExamineOptions,
): Promise<Findings> {
  const { read, mendings } = readMended(reader, asked, before);
  const question = { ...read, text: await readableByAll(read.text, reader.embedders) };
  const vectors = await Promise.all(
    reader.embedders.map(async (embedder, model) => {
      const [all] = await embedder.embedTokens([question.text], 'question');
      const knowledge = reader.knowledge[model];
      return all && knowledge && heard(all, knowledge);
    }),
  );
  const options = { count: SEARCHED, admit };
  const byWords = reader.words.search(question.text, options);
  const lists = vectors.map((vector, model) =>
    vector ? reader.index.nearest(model, vector.pooled, options) : [],
  );
  const fused = fuse([...lists, byWords]);
  const passages = fused.slice(0, LOOKED_AT).flatMap(({ place }) => reader.passageAt(place) ?? []);
  const texts = passages.map(({ article, span }) => slice(article.text, span));
  const tokens = await reader.tokens.get(texts);
  const match = (model: number) => {
    const [vector, knowledge] = [vectors[model], reader.knowledge[model]];
    const matched = passages.flatMap((passage, i) => {
      const own = tokens[i]?.[model];
      return own ? [matchedPassageOf(passage, own)] : [];
    });
    return vector && knowledge ? matchTokens(vector, matched, knowledge) : [];
  };
  const topic = reader.embedders.length > 1 ? 1 : 0; // where there is but one model, it does both
  const shared = sharedTerms(question.text, reader.words);
  return {
    question,
    mendings,
    candidates: candidatesOf(question, passages, {
      rank: match(0),
      topic: match(topic),
    }),
    hits: fused.flatMap(({ place, score }) => {
      const passage = reader.index.passages[place]?.passage;
      return passage ? [{ articleId: passage.articleId, score }] : [];
    }),
    shared: (text) => sharedWith(shared, text),
  };
}

/** Reads a question and the one that completes it, the misspellings of both mended. */
function readMended(
  { spelling, days }: Reader,
  asked: string,
  before: string | undefined,
): { readonly read: Question; readonly mendings: readonly Correction[] } {
  const own = correctSpelling(asked, spelling);
  const earlier = before === undefined ? undefined : correctSpelling(before, spelling).text;
  return { read: { ...readQuestion(own.text, days, earlier), asked }, mendings: own.corrections };
}

/** A question longer than one of the models reads is cut: what comes first counts. */
async function readableByAll(text: string, embedders: readonly Embedder[]): Promise<string> {
  let cut = text;
  for (const embedder of embedders) cut = (await readable(embedder, [cut]))[0] ?? cut;
  return cut;
}

function sharedWith(shared: (has: (term: string) => boolean) => number, text: string): number {
  const terms = [...new Set(english.termsOf(text))];
  return shared((term) => terms.some((other) => areAkin(term, other)));
}

/** From this length on, a term that begins another one is of its family: "colombia" and "colombian". */
const FAMILY = 5;

function areAkin(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < FAMILY) return a === b;
  return a.startsWith(b) || b.startsWith(a);
}

/** The share of a question's terms that a text has, each weighed by how rare it is in the corpus. */
function sharedTerms(question: string, words: WordIndex): (has: (term: string) => boolean) => number {
  const weights = [...new Set(english.termsOf(question))].map((term): [string, number] => [
    term,
    Math.log((words.size + 1) / (words.frequency(term) + 0.5)),
  ]);
  const all = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return (has) => weights.reduce((sum, [term, weight]) => sum + (has(term) ? weight : 0), 0) / (all || 1);
}
