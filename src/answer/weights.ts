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
  words: 0,
  wordsHere: 0,
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
  intercept: -22.449,
  weights: {
    topicPassage: -1.567,
    topicPassagePooled: 2.809,
    topicWeakest: 4.962,
    rankBest: 5.437,
    rankPassagePooled: 8.085,
    rankWeakest: 7.412,
    lead: -0.067,
    score: 0.078,
    shared: 0.934,
    length: 2.447,
    kindMissing: -0.95,
    asksNumber: 0.905,
    figureMissing: -1.874,
    measureMissing: -3.538,
    namesHead: -0.853,
    headMatch: 0.103,
  },
  answered: 0.204,
  onTopic: 0.1,
};
