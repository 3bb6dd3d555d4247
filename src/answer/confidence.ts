import { slice } from '../corpus/span.ts';
import { countedKey } from '../language/en/counted-noun.ts';
import { figuresIn } from '../language/en/figures.ts';
import type { Findings } from './examine.ts';
import { holdsKind, holdsMeasure, namesHead } from './question.ts';
import { type QuoteSpan, SHOWN } from './quotes.ts';
import type { Ranked } from './score.ts';

/** What says whether the best quotes answer, beside being the best there are. */
export const EVIDENCE = [
  'topicPassage',
  'topicPassagePooled',
  'topicWeakest',
  'topicBest',
  'topicStandout',
  'rankPassagePooled',
  'rankWeakest',
  'score',
  'shared',
  'length',
  'kindMissing',
  'figureMissing',
  'measureMissing',
  'namesHead',
] as const;

export type EvidenceName = (typeof EVIDENCE)[number];
export type Evidence = Readonly<Record<EvidenceName, number>>;

/** What a logistic model over the evidence is made of. */
export interface ConfidenceModel {
  readonly intercept: number;
  readonly weights: Evidence;
  /** Below this, the corpus does not answer. */
  readonly answered: number;
  /** Below this, it is not even about the question. */
  readonly onTopic: number;
}

/** The evidence that the best quotes answer a question; undefined when there is no quote. */
export function evidenceOf(
  findings: Findings,
  ranked: readonly Ranked[],
  quotes: readonly QuoteSpan[],
): Evidence | undefined {
  const best = quotes[0]?.ranked;
  if (!best) return undefined;
  const { question } = findings;
  const { matches } = best.candidate;
  const shown = quotes.slice(0, SHOWN);
  const texts = shown.map(({ ranked: { candidate }, span }) => slice(candidate.passage.article.text, span));
  const weakest = (model: 'topicPassage' | 'rankPassage') =>
    Math.max(...shown.map(({ ranked: { candidate } }) => candidate.matches[model].weakest));
  return {
    topicPassage: matches.topicPassage.mean,
    topicPassagePooled: matches.topicPassage.pooled,
    topicWeakest: weakest('topicPassage'),
    topicBest: Math.max(...ranked.map(({ candidate }) => candidate.matches.topicPassage.centred)),
    topicStandout: matches.topic.standout,
    rankPassagePooled: matches.rankPassage.pooled,
    rankWeakest: weakest('rankPassage'),
    score: best.score,
    shared: findings.shared(texts[0] ?? ''),
    length: Math.log(question.text.split(' ').length),
    kindMissing: Number(question.kind !== 'other' && !texts.some((text) => holdsKind(question.kind, text))),
    figureMissing: Number(question.kind === 'number' && !countsWhatIsAsked(question.text, shown)),
    measureMissing: Number(texts.every((text) => holdsMeasure(question.text, text) === false)),
    namesHead: Number(namesHead(question.text)),
  };
}

/** How likely the best quotes answer, 0 to 1: logistic regression over the evidence. */
export function confidenceIn(evidence: Evidence, { intercept, weights }: ConfidenceModel): number {
  const sum = EVIDENCE.reduce((total, name) => total + weights[name] * evidence[name], intercept);
  return 1 / (1 + Math.exp(-sum));
}

/** Whether a quote counts the very thing that the question wants counted. */
function countsWhatIsAsked(question: string, quotes: readonly QuoteSpan[]): boolean {
  const asked = new Set((question.match(/\p{L}+/gu) ?? []).map(countedKey));
  return quotes.some(({ ranked: { candidate }, span }) =>
    figuresIn(candidate.passage.article.text, span).some(({ counted }) => asked.has(counted)),
  );
}
