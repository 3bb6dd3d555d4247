import type { Article } from '../corpus/article.ts';
import { cite } from '../corpus/citation.ts';
import type { Day } from '../corpus/day.ts';
import { termsOf } from '../language/en/terms.ts';
import type { Answer, AskOptions, AsOf, DeclineReason, Quote, RankedArticle } from './answer.ts';
import { datesOf } from './candidates.ts';
import { confidenceIn, type Evidence, evidenceOf } from './confidence.ts';
import { disagreementsOf, withOtherSide } from './disagreements.ts';
import { examine, type Findings, placesOf, type Reader } from './examine.ts';
import { leansOnEarlier } from './question.ts';
import { chooseQuotes, type PassagesOf, type QuoteSpan, SHOWN } from './quotes.ts';
import { type Ranked, rank } from './score.ts';
import { CONFIDENCE, RANKING } from './weights.ts';

/** How many quotes an answer keeps for those who ask for more. */
const KEPT = 12;
/** How many articles the ranking names. */
const RANKED_ARTICLES = 50;

/** All that went into an answer, for those who want to see why. */
export interface Inspection {
  readonly answer: Answer;
  readonly findings?: Findings;
  readonly ranked: readonly Ranked[];
  readonly evidence?: Evidence;
}

/** Answers a question from an open index, in the articles' own words. */
export async function inspect(
  reader: Reader,
  asked: string,
  { passes, conversation }: { passes: (article: Article) => boolean } & Pick<AskOptions, 'conversation'>,
): Promise<Inspection> {
  const started = performance.now();
  const admitted = [...reader.articles.values()].filter(passes);
  const asOf = (quotes: readonly Quote[]): AsOf => asOfDay(quotes, [...reader.articles.values()]);
  const base = { question: asked, confidence: 0, asOf: asOf([]), ranking: [], nearest: [] } as const;
  const elapsed = () => ({ elapsedMs: performance.now() - started });
  const refuse = (reason: DeclineReason): Inspection => ({
    answer: { ...base, kind: 'declined', reason, ...elapsed() },
    ranked: [],
  });
  const earlier = leansOnEarlier(asked) ? conversation?.at(-1)?.question : undefined;
  if (!/[\p{L}\p{N}]/u.test(asked) || (termsOf(asked).length === 0 && earlier === undefined))
    return refuse('no-question');
  if (admitted.length === 0) return refuse('filtered');

  const findings = await examine(reader, asked, { admit: placesOf(reader, passes), before: earlier });
  const ranked = rank(findings.candidates, RANKING);
  const spans = spansFor(findings, ranked, reader.passagesOf);
  const evidence = evidenceOf(findings, ranked, spans);
  if (!evidence) return refuse('off-topic');
  const confidence = confidenceIn(evidence, CONFIDENCE);
  const quotes = spans.map(quoteOf);
  const found = {
    question: asked,
    ...(earlier !== undefined && { carriedFrom: earlier }),
    ...(findings.mendings.length > 0 && { mendings: findings.mendings }),
    ...(findings.question.time && { period: findings.question.time.period }),
    confidence,
    ranking: rankingOf(ranked, findings),
  };
  if (confidence < CONFIDENCE.answered) {
    const nearest = quotes.slice(0, SHOWN);
    const reason = confidence < CONFIDENCE.onTopic ? 'off-topic' : 'not-stated';
    const answer: Answer = { ...found, kind: 'declined', reason, nearest, asOf: asOf(nearest), ...elapsed() };
    return { answer, findings, ranked, evidence };
  }
  const shown = quotes.slice(0, SHOWN);
  const answer: Answer = {
    ...found,
    kind: 'answered',
    quotes: shown,
    more: quotes.slice(SHOWN),
    disagreements: disagreementsOf(findings.question, shown),
    asOf: asOf(shown),
    ...elapsed(),
  };
  return { answer, findings, ranked, evidence };
}

/** What is quoted for a question, the quotes shown first. */
export function spansFor(
  { question }: Findings,
  ranked: readonly Ranked[],
  passagesOf: PassagesOf,
): readonly QuoteSpan[] {
  return withOtherSide(question, chooseQuotes(ranked, KEPT, passagesOf), SHOWN);
}

function quoteOf({ ranked, span }: QuoteSpan): Quote {
  const { passage, sentence } = ranked.candidate;
  return {
    citation: cite(passage.article, span),
    marked: sentence,
    dates: datesOf(passage.article, span),
    score: ranked.score,
  };
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

/** Articles by their best sentence, then those that were only found and not looked at closely. */
function rankingOf(ranked: readonly Ranked[], { hits }: Findings): readonly RankedArticle[] {
  const scores = new Map<string, number>();
  const add = (articleId: string, score: number) => {
    if (!scores.has(articleId)) scores.set(articleId, score);
  };
  for (const { candidate, score } of ranked)
    add(candidate.passage.article.id, 1 + 1 / (1 + Math.exp(-score)));
  for (const { articleId, score } of hits) add(articleId, score);
  return [...scores].slice(0, RANKED_ARTICLES).map(([articleId, score]) => ({ articleId, score }));
}
