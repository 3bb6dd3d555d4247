import { spansFor } from '../src/answer/answerer.ts';
import { FEATURES } from '../src/answer/candidates.ts';
import { type ConfidenceModel, confidenceIn, EVIDENCE, evidenceOf } from '../src/answer/confidence.ts';
import { type RankingWeights, rank, standardised } from '../src/answer/score.ts';
import { CONFIDENCE, RANKING } from '../src/answer/weights.ts';
import { configFrom, runProgram } from '../src/cli/program.ts';
import { openEmbedders } from '../src/embedding/open.ts';
import { gather, type Observation, type QuestionSet, rightness } from './fit/gather.ts';
import { fitLogistic, fitRanking } from './fit/regressions.ts';
import { auroc } from './measure.ts';

const CLIPPINGS = 'corpus/articles';
const XQUAD = 'eval/xquad-dev/articles';

/**
 * What is fitted on. The sets over other articles count less a question: there are many more of them,
 * and most are worded as their article is.
 */
const SETS: readonly QuestionSet[] = [
  {
    name: 'questions',
    file: 'eval/questions.jsonl',
    corpusDir: CLIPPINGS,
    ranking: 2,
    confidence: 2,
    mayDecline: 0.031,
  },
  {
    name: 'chat',
    file: 'eval/chat.jsonl',
    corpusDir: CLIPPINGS,
    ranking: 2,
    confidence: 2,
    mayDecline: 0.072,
  },
  {
    name: 'own-chat',
    file: 'eval/own-chat.jsonl',
    corpusDir: CLIPPINGS,
    ranking: 2,
    confidence: 2,
    mayDecline: 0.082,
  },
  {
    name: 'own-short',
    file: 'eval/own-short.jsonl',
    corpusDir: CLIPPINGS,
    ranking: 1,
    confidence: 1,
    mayDecline: 0.081,
  },
  {
    name: 'typos',
    file: 'eval/typos.jsonl',
    corpusDir: CLIPPINGS,
    ranking: 1,
    confidence: 1,
    mayDecline: 0.026,
  },
  { name: 'own-xquad', file: 'eval/own-xquad.jsonl', corpusDir: XQUAD, ranking: 0.6, confidence: 0.7 },
  {
    name: 'xquad',
    file: 'eval/xquad-dev/questions.jsonl',
    corpusDir: XQUAD,
    ranking: 0.6,
    confidence: 0.3,
    mayDecline: 0.0085,
  },
];

/** How much the squares of the ranking's weights count against them. */
const L2 = 8;
/** How much the cases of the confidence count against the squares of its weights. */
const C = 0.2;
/** A question whose answer was taken out is the least certain not to be answered, and there are many. */
const TAKEN_OUT = 0.1;
const OFF_TOPIC = 5;
const NEAR_TOPIC = 5;
/** Below this share of the confidence of an answer, the corpus is not about the question. */
const ON_TOPIC = 0.5;

async function main(): Promise<number> {
  const { modelsDir } = configFrom({});
  const embedders = await openEmbedders({ modelsDir });
  const observations = await gather(SETS, embedders, (name) => process.stderr.write(`asked: ${name}\n`));
  await Promise.all(embedders.map((embedder) => embedder.close()));
  const ranking = fittedRanking(observations);
  const confidence = fittedConfidence(observations, ranking);
  process.stderr.write(
    `${comparison(observations, [
      { name: 'committed', ranking: RANKING, confidence: CONFIDENCE },
      { name: 'fitted', ranking, confidence },
    ])}\n`,
  );
  process.stdout.write(sourceOf(ranking, confidence));
  return 0;
}

function fittedRanking(observations: readonly Observation[]): RankingWeights {
  const lists = observations
    .filter(({ answerable }) => answerable)
    .map((observation) => ({
      rows: standardised(observation.findings.candidates),
      right: observation.findings.candidates.map((candidate) => rightness(observation, candidate)),
      weight: observation.set.ranking,
    }));
  return named(FEATURES, fitRanking(lists, L2));
}

/** The threshold is the highest at which no set of questions declines more than it may. */
function fittedConfidence(observations: readonly Observation[], ranking: RankingWeights): ConfidenceModel {
  const cases = observations.flatMap((observation) => {
    const { evidence } = judged(observation, ranking);
    if (!evidence) return [];
    const row = EVIDENCE.map((name) => evidence[name]);
    return [
      { row, evidence, yes: observation.answerable, weight: confidenceWeight(observation), observation },
    ];
  });
  const { intercept, weights } = fitLogistic(cases, C);
  const model = { intercept: rounded(intercept), weights: named(EVIDENCE, weights), answered: 0, onTopic: 0 };
  const answered = Math.min(
    ...SETS.flatMap((set) => {
      if (set.mayDecline === undefined) return [];
      const own = cases.filter(({ observation }) => observation.set === set && observation.answerable);
      const sorted = own.map(({ evidence }) => confidenceIn(evidence, model)).sort((a, b) => a - b);
      return sorted[Math.floor(set.mayDecline * sorted.length)] ?? [];
    }),
  );
  const threshold = Math.floor(answered * 1000) / 1000;
  return { ...model, answered: threshold, onTopic: rounded(threshold * ON_TOPIC) };
}

function confidenceWeight({ set, question, takenOut }: Observation): number {
  const kind =
    question.tag === 'unanswerable-off' ? OFF_TOPIC : question.tag === 'unanswerable-near' ? NEAR_TOPIC : 1;
  return set.confidence * kind * (takenOut ? TAKEN_OUT : 1);
}

/** What the program ranks first, and what it knows when it decides. */
function judged({ findings, passagesOf }: Observation, ranking: RankingWeights) {
  const ranked = rank(findings.candidates, ranking);
  const evidence = evidenceOf(findings, ranked, spansFor(findings, ranked, passagesOf));
  return { best: ranked[0]?.candidate, evidence };
}

interface Weights {
  readonly name: string;
  readonly ranking: RankingWeights;
  readonly confidence: ConfidenceModel;
}

/** How each of these weights does on each set: right sentence first, and what is declined. */
function comparison(observations: readonly Observation[], compared: readonly Weights[]): string {
  const lines = compared.flatMap((weights) =>
    SETS.map(
      (set) => `${weights.name.padEnd(10)} ${set.name.padEnd(10)} ${figures(observations, set, weights)}`,
    ),
  );
  return lines.join('\n');
}

function figures(
  observations: readonly Observation[],
  set: QuestionSet,
  { ranking, confidence }: Weights,
): string {
  const all = observations
    .filter((observation) => observation.set === set)
    .map((observation) => {
      const { best, evidence } = judged(observation, ranking);
      return {
        ...observation,
        tag: observation.question.tag,
        right: best !== undefined && rightness(observation, best) > 0,
        confidence: evidence ? confidenceIn(evidence, confidence) : 0,
      };
    });
  const answerable = all.filter((one) => one.answerable);
  const declined = (of: typeof all) =>
    `${of.filter((one) => one.confidence < confidence.answered).length} of ${of.length}`;
  const not = all.filter((one) => !one.answerable && !one.takenOut);
  return [
    `right first ${(answerable.filter(({ right }) => right).length / answerable.length).toFixed(3)}`,
    `declined: answerable ${declined(answerable)}`,
    `off ${declined(not.filter(({ tag }) => tag === 'unanswerable-off'))}`,
    `near ${declined(not.filter(({ tag }) => tag === 'unanswerable-near'))}`,
    `taken out ${declined(all.filter(({ takenOut }) => takenOut))}`,
    `AUROC ${
      auroc(
        answerable.map((one) => one.confidence),
        not.map((one) => one.confidence),
      )?.toFixed(3) ?? '-'
    }`,
  ].join('; ');
}

/** src/answer/weights.ts, ready to be written. */
function sourceOf(
  ranking: RankingWeights,
  { intercept, weights, answered, onTopic }: ConfidenceModel,
): string {
  const lines = (values: Readonly<Record<string, number>>, indent: string) =>
    Object.entries(values).map(([name, value]) => `${indent}${name}: ${value},`);
  return [
    "import type { ConfidenceModel } from './confidence.ts';",
    "import type { RankingWeights } from './score.ts';",
    '',
    '/*',
    " * Fitted on the development questions by `npm run fit`, which prints this file's figures; see",
    ' * docs/how-it-answers.md.',
    ' */',
    '',
    'export const RANKING: RankingWeights = {',
    ...lines(ranking, '  '),
    '};',
    '',
    'export const CONFIDENCE: ConfidenceModel = {',
    `  intercept: ${intercept},`,
    '  weights: {',
    ...lines(weights, '    '),
    '  },',
    `  answered: ${answered},`,
    `  onTopic: ${onTopic},`,
    '};',
    '',
  ].join('\n');
}

function named<Name extends string>(names: readonly Name[], values: readonly number[]): Record<Name, number> {
  if (names.length !== values.length)
    throw new RangeError(`${values.length} values for ${names.length} names`);
  return Object.fromEntries(names.map((name, i) => [name, rounded(values[i] ?? 0)])) as Record<Name, number>;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

await runProgram(main);
