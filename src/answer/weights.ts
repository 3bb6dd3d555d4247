import type { ConfidenceModel } from './confidence.ts';
import type { RankingWeights } from './score.ts';

/*
 * Fitted on the development questions by `npm run fit`, which prints this file's figures; see
 * docs/how-it-answers.md.
 */

export const RANKING: RankingWeights = {
  rankCentredPassage: 0.436,
  rankCentred: 0.667,
  rankStandout: 0.406,
  rankPooled: 0.205,
  rankPooledPassage: -0.349,
  topicMean: 0.177,
  topicStandout: 0.286,
  topicPooled: 0.619,
  topicPooledPassage: -0.459,
  reportedThen: 0.946,
  datedThen: 0.515,
  datedThenPassage: 0.45,
  datedElse: -0.79,
  holdsNumber: 0.192,
  holdsName: 0.323,
  holdsTime: 0.422,
  holdsPlace: 0.318,
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
