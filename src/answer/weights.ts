import type { ConfidenceModel } from './confidence.ts';
import type { RankingWeights } from './score.ts';

/*
 * Fitted on the development questions by `npm run fit`, which prints this file's figures; see
 * docs/how-it-answers.md.
 */

export const RANKING: RankingWeights = {
  rankCentredPassage: 0.464,
  rankCentred: 0.533,
  rankStandout: 0.333,
  rankPooled: 0.174,
  rankPooledPassage: -0.223,
  topicMean: 0.254,
  topicStandout: 0.274,
  topicPooled: 0.383,
  topicPooledPassage: -0.206,
  reportedThen: 0.716,
  datedThen: 0.494,
  datedThenPassage: 0.47,
  datedElse: -0.548,
  holdsNumber: 0.212,
  holdsName: 0.239,
  holdsTime: 0.129,
  holdsPlace: 0.182,
};

export const CONFIDENCE: ConfidenceModel = {
  intercept: -24.225,
  weights: {
    topicPassage: 6.459,
    topicPassagePooled: 1.502,
    topicWeakest: 3.66,
    topicBest: -5.909,
    topicStandout: -0.753,
    rankPassagePooled: 18.093,
    rankWeakest: 6.313,
    score: 0.176,
    shared: 1.232,
    length: 1.905,
    kindMissing: -0.708,
    figureMissing: -1.241,
    measureMissing: -3.498,
    namesHead: -0.699,
  },
  answered: 0.195,
  onTopic: 0.098,
};
