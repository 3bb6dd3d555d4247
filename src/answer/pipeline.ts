import type { Article } from '../corpus/article.ts';
import { cite } from '../corpus/citation.ts';
import type { Day } from '../corpus/day.ts';
import type { Reader } from '../embedding/reader.ts';
import { spellOut } from '../language/en/chat-words.ts';
import type { Dictionary } from '../language/en/spelling.ts';
import type { Hit, Searcher } from '../retrieval/searcher.ts';
import type { CorpusDays } from '../time/when.ts';
import type { Answer, AskOptions, AsOf, DeclineReason, Quote, RankedArticle } from './answer.ts';
import { type Candidate, candidatesOf, datesOf, readPassages } from './candidates.ts';
import { disagreementsOf, withOtherSide } from './disagreements.ts';
import { asksSomething, type Question, understand } from './question.ts';
import { chooseQuotes, type QuoteSpan, SHOWN } from './quotes.ts';

/** What questions are answered from: an index ready to be searched, and the models' views of it. */
export interface Sources {
  readonly searcher: Searcher;
  readonly reader: Reader;
  readonly spelling: Dictionary;
  /** First and last day of publication; undefined when no article is dated. */
  readonly days: CorpusDays | undefined;
  /** Turns a relevance and a cosine of question and passage into log odds, for the reader in use. */
  calibrated(relevance: number, similarity: number): number;
}

/** All that went into an answer, for those who want to see why. */
export interface Inspection {
  readonly answer: Answer;
  readonly question?: Question;
  /** The sentences read, best first. */
  readonly candidates: readonly Candidate[];
}

/** How many passages are found, and how many of them are read; docs/how-it-answers.md has the figures. */
const FOUND = 40;
const READ = 24;
/** How many quotes an answer keeps for those who ask for more. */
const KEPT = 12;
/** How many articles the ranking names. */
const RANKED_ARTICLES = 50;

/**
 * A question is answered when the best passage answers it at least this likely. Low, because a quote beside the point is
 * seen to be one, and a wrong "the articles do not say" is not; the curve is in docs/how-it-answers.md.
 */
export const ANSWERED = 0.1;
/**
 * Below this cosine of question and best passage, a declined question is called off-topic: so near is the passage of 99 in 100
 * answerable questions of the training data's dev split (its first percentile is .417).
 */
export const ON_TOPIC = 0.4;

/**
 * Answers a question in the articles' own words: understand, retrieve, read, choose quotes, judge, compare figures
 * (retriever and reader: Chen et al. 2017, arXiv 1704.00051).
 */
export async function answer(
  sources: Sources,
  asked: string,
  { passes, conversation }: { passes: (article: Article) => boolean } & Pick<AskOptions, 'conversation'>,
): Promise<Inspection> {
  const started = performance.now();
  const articles = [...sources.searcher.articles.values()];
  const before = conversation?.at(-1)?.question;
  const refuse = (reason: DeclineReason): Inspection => ({
    answer: {
      kind: 'declined',
      question: asked,
      reason,
      confidence: 0,
      asOf: asOfDay([], articles),
      ranking: [],
      nearest: [],
      elapsedMs: performance.now() - started,
    },
    candidates: [],
  });
  if (!asksSomething(asked, before)) return refuse('no-question');
  if (!articles.some(passes)) return refuse('filtered');

  const question = understand(asked, { ...sources, before });
  const hits = await retrieve(question, sources.searcher, passes);
  const candidates = candidatesOf(
    question,
    await readPassages(question, hits.slice(0, READ), sources.reader),
    sources.calibrated,
  );
  const quotes = quote(question, candidates, sources.searcher);
  const { confidence, reason } = judge(candidates, hits);
  const shown = quotes.slice(0, SHOWN);
  const base = {
    question: asked,
    ...(question.carriedFrom !== undefined && { carriedFrom: question.carriedFrom }),
    ...(question.mendings.length > 0 && { mendings: question.mendings }),
    ...(question.time && { period: question.time.period }),
    confidence,
    ranking: rankingOf(candidates),
    asOf: asOfDay(shown, articles),
  };
  const elapsed = () => ({ elapsedMs: performance.now() - started });
  if (reason)
    return {
      answer: { ...base, kind: 'declined', reason, nearest: shown, ...elapsed() },
      question,
      candidates,
    };
  const disagreements = disagreementsOf(question, shown);
  const more = quotes.slice(SHOWN);
  return {
    answer: { ...base, kind: 'answered', quotes: shown, more, disagreements, ...elapsed() },
    question,
    candidates,
  };
}

/** The passages that may answer, by meaning and by words. */
export function retrieve(
  { text }: Question,
  searcher: Searcher,
  admit: (article: Article) => boolean,
): Promise<readonly Hit[]> {
  return searcher.search({ text, words: spellOut(text) }, { count: FOUND, admit });
}

/** What is quoted, best first. */
export function quote(
  question: Question,
  candidates: readonly Candidate[],
  { passagesOf }: Pick<Searcher, 'passagesOf'>,
): readonly Quote[] {
  const spans = chooseQuotes(candidates, KEPT, (id) => passagesOf(id).map(({ span }) => span));
  return withOtherSide(question, spans, SHOWN).map(quoteOf);
}

function quoteOf({ candidate: { article, sentence, words, score }, span, copies }: QuoteSpan): Quote {
  return {
    citation: cite(article, span),
    sentence,
    marked: words,
    dates: datesOf(article, span),
    score,
    copies: copies.map((copy) => cite(copy.article, copy.sentence)),
  };
}

/** How likely the best passage answers, and why the question is declined if it is. */
export function judge(
  candidates: readonly Candidate[],
  hits: readonly Hit[],
): { readonly confidence: number; readonly reason: DeclineReason | undefined } {
  const best = Math.max(Number.NEGATIVE_INFINITY, ...candidates.map(({ relevance }) => relevance));
  const confidence = 1 / (1 + Math.exp(-best));
  if (confidence >= ANSWERED) return { confidence, reason: undefined };
  const nearest = Math.max(0, ...hits.map(({ similarity }) => similarity));
  return { confidence, reason: nearest < ON_TOPIC ? 'off-topic' : 'not-stated' };
}

function asOfDay(quotes: readonly Quote[], articles: readonly Article[]): AsOf {
  const newestQuote = newest(quotes.map(({ citation }) => citation.article));
  const newestArticle = newest(articles);
  return { ...(newestQuote && { newestQuote }), ...(newestArticle && { newestArticle }) };
}

function newest(articles: readonly Article[]): Day | undefined {
  return articles
    .flatMap(({ published }) => published ?? [])
    .sort()
    .at(-1);
}

/** Articles by their best sentence. */
function rankingOf(candidates: readonly Candidate[]): readonly RankedArticle[] {
  const scores = new Map<string, number>();
  for (const { article, score } of candidates) if (!scores.has(article.id)) scores.set(article.id, score);
  return [...scores].slice(0, RANKED_ARTICLES).map(([articleId, score]) => ({ articleId, score }));
}
