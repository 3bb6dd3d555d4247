import type { Citation } from '../corpus/citation.ts';
import type { Day } from '../corpus/day.ts';
import type { Span } from '../corpus/span.ts';
import type { Correction } from '../language/en/spelling.ts';
import type { Period, When } from '../time/when.ts';
import type { FigureRelation } from './figures.ts';

/** A citation chosen for a question. */
export interface Quote {
  /** What is quoted: whole sentences of one article. */
  readonly citation: Citation;
  /** The sentence that answers, within the citation's span (offsets into the article's text). */
  readonly sentence: Span;
  /** The words of that sentence that answer, as the reader marks them. */
  readonly marked: Span;
  /** The relative dates in the quoted words, resolved: "Tuesday night" is 1996-12-17. */
  readonly dates: readonly When[];
  /** How well it fits the question: log odds, with what its time adds. */
  readonly score: number;
  /** The same words in other articles: copies and near copies of one report. */
  readonly copies: readonly Citation[];
}

/** One of the figures that reports give for the same thing. */
export interface Side {
  /** The figure's words, as they stand in the quote: "about 20 miners", "15 to 20 people". */
  readonly figure: Citation;
  /** The place of its quote among the answer's quotes, from 0. */
  readonly quote: number;
  /** The day that it is reported for. */
  readonly day: Day;
}

/** What several quotes give figures for: they differ for one day, change over time, or are the same. */
export interface Disagreement {
  readonly kind: FigureRelation;
  /** What is counted, in the question's word: "passengers". */
  readonly about: string;
  /** In the order of their days; the last of those over time is the newest. */
  readonly sides: readonly Side[];
}

/** How current an answer is. */
export interface AsOf {
  /** The publication day of the newest article quoted. */
  readonly newestQuote?: Day;
  /** The publication day of the newest article in the corpus. */
  readonly newestArticle?: Day;
}

export interface RankedArticle {
  readonly articleId: string;
  readonly score: number;
}

/** Why the corpus does not answer. */
export type DeclineReason =
  | 'off-topic' // nothing in the corpus is about this
  | 'not-stated' // the corpus is about this, but does not say
  | 'filtered' // no article passes the filters that were set
  | 'no-question'; // there are no words to look for

interface AnswerBase {
  readonly question: string;
  /** The earlier question of the conversation that completed this one. */
  readonly carriedFrom?: string;
  /** The words of the question that were taken for misspellings. */
  readonly mendings?: readonly Correction[];
  /** The time the question names, if it names one. */
  readonly period?: Period;
  /** 0 to 1: how likely the best quote answers the question. */
  readonly confidence: number;
  readonly asOf: AsOf;
  /** Articles, best first, at most 50. */
  readonly ranking: readonly RankedArticle[];
  readonly elapsedMs: number;
}

export interface Answered extends AnswerBase {
  readonly kind: 'answered';
  /** One to three, best first. */
  readonly quotes: readonly Quote[];
  /** The next best, for those who ask for more. */
  readonly more: readonly Quote[];
  readonly disagreements: readonly Disagreement[];
}

export interface Declined extends AnswerBase {
  readonly kind: 'declined';
  readonly reason: DeclineReason;
  /** The nearest passages. They are near, and not an answer. */
  readonly nearest: readonly Quote[];
}

/** What the corpus says to a question: its own words, or that it does not say. */
export type Answer = Answered | Declined;

/** One earlier question of a conversation, with the articles that answered it. */
export interface Turn {
  readonly question: string;
  readonly articleIds: readonly string[];
}

export interface AskOptions {
  /** Only this article. */
  readonly articleId?: string;
  /** Only articles of this publisher. */
  readonly publisher?: string;
  /** Only articles published on this day or later. */
  readonly from?: Day;
  /** Only articles published on this day or earlier. */
  readonly to?: Day;
  /** Earlier questions, oldest first, that this one may lean on. */
  readonly conversation?: readonly Turn[];
}
