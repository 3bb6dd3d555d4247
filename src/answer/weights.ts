import type { ConfidenceModel } from './confidence.ts';
import type { RankingWeights } from './score.ts';

/*
 * Fitted on the development questions by `npm run fit`, which prints this file's figures; see
 * docs/how-it-answers.md.
 */

export const RANKING: RankingWeights = {
  rankTellingPassage: 0.368,
  rankTelling: 0.327,
  rankStandoutPassage: 0.08,
  rankStandout: 0.415,
  rankPooled: 0.143,
  rankPooledPassage: -0.291,
  topicMean: 0.543,
  topicStandout: 0.196,
  topicPooled: 0.584,
  topicPooledPassage: -0.5,
  heading: -0.322,
  reportedThen: 1.009,
  datedThen: 0.409,
  datedThenPassage: 0.414,
  datedElse: -0.897,
  holdsNumber: 0.185,
  holdsName: 0.358,
  holdsTime: 0.385,
  holdsPlace: 0.343,
};

export const CONFIDENCE: ConfidenceModel = {
  intercept: -22,
  weights: {
    topicPassage: 4,
    topicPassagePooled: 4,
    topicWeakest: 0,
    rankBest: 24,
    rankPassagePooled: 0,
    rankWeakest: 0,
    lead: 0.2,
    score: 0,
    shared: 0,
    length: 0.3,
    kindMissing: 0,
    asksNumber: 0,
    figureMissing: 0,
    yearMissing: 0,
  },
  answered: 0.3,
  onTopic: 0.15,
};
