import type { Answer } from '../src/answer/answer.ts';
import { addDays, parseDay } from '../src/corpus/day.ts';

/** A question with what is known of its answer. Fields that are absent do not count. */
export interface LabelledQuestion {
  readonly id: string;
  readonly question: string;
  /** Strings of which a right quote contains one; none when the corpus does not say. */
  readonly answers: readonly string[];
  readonly tag?: string;
  /** The article that the quote has to be of. */
  readonly article?: string;
  /** The sides that the quotes together should show, each as the strings that would do. */
  readonly both?: readonly (readonly string[])[];
  /** The days, months or years asked about. */
  readonly days?: readonly string[];
}

/** What one answer was worth. */
export interface Outcome {
  readonly question: LabelledQuestion;
  readonly answer: Answer;
  readonly first: boolean;
  readonly firstThree: boolean;
  readonly bothSides: boolean;
  readonly rightDay: boolean;
}

/** Holds an answer against what is known of it. */
export function outcomeOf(question: LabelledQuestion, answer: Answer): Outcome {
  const quotes = answer.kind === 'answered' ? answer.quotes : [];
  const inArticle = quotes.map(
    ({ citation }) => question.article === undefined || citation.article.id === question.article,
  );
  const texts = quotes.map(({ citation }) => normalised(citation.exact));
  const right = quotes.map(
    ({ citation }, i) => inArticle[i] === true && holdsAnswer(question, citation.exact),
  );
  return {
    question,
    answer,
    first: right[0] ?? false,
    firstThree: right.slice(0, 3).includes(true),
    bothSides:
      question.both?.every((side) =>
        texts.some((text) => side.some((string) => text.includes(normalised(string)))),
      ) ?? false,
    rightDay: isOfRightDay(question, answer),
  };
}

/** Whether a text contains one of a question's answer strings. */
export function holdsAnswer({ answers }: LabelledQuestion, text: string): boolean {
  const own = normalised(text);
  return answers.some((string) => own.includes(normalised(string)));
}

/** Whether the first quote names the day asked about, or was published on it or the day after. */
function isOfRightDay({ days = [] }: LabelledQuestion, answer: Answer): boolean {
  const first = answer.kind === 'answered' ? answer.quotes[0] : undefined;
  if (!first) return false;
  return days.some((label) => {
    const day = parseDay(label);
    const named = first.dates.some(
      ({ from, to }) => from.startsWith(label) || (from <= label && label <= to),
    );
    const { published } = first.citation.article;
    return named || (day !== undefined && (published === day || published === addDays(day, 1)));
  });
}

/** White space and quotation marks normalised, case ignored. */
function normalised(text: string): string {
  return text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replace(/\s+/g, ' ').toLowerCase();
}

/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly value: string;
}

/** The quality figures of a set of questions. */
export function figuresOf(outcomes: readonly Outcome[]): readonly Figure[] {
  const answerable = outcomes.filter(({ question }) => question.answers.length > 0);
  const off = outcomes.filter(({ question }) => question.tag === 'unanswerable-off');
  const near = outcomes.filter(({ question }) => question.tag === 'unanswerable-near');
  const sided = outcomes.filter(({ question }) => question.both !== undefined);
  const dated = outcomes.filter(({ question }) => question.days !== undefined);
  const unanswerable = outcomes.filter(({ question }) => question.answers.length === 0);
  const lengths = outcomes.flatMap(({ answer }) =>
    answer.kind === 'answered' ? answer.quotes.map(({ citation }) => citation.exact.length) : [],
  );
  const declined = ({ answer }: Outcome) => answer.kind === 'declined';
  return [
    { name: 'questions', value: String(outcomes.length) },
    rate('answer in the first quote', answerable, ({ first }) => first),
    rate('answer in the first three', answerable, ({ firstThree }) => firstThree),
    rate('answerable, declined', answerable, declined),
    rate('off-topic, declined', off, declined),
    rate('near-topic, declined', near, declined),
    rate('both sides shown', sided, ({ bothSides }) => bothSides),
    rate('right day in the first quote', dated, ({ rightDay }) => rightDay),
    {
      name: 'AUROC of confidence',
      value: decimal(auroc(answerable.map(confidence), unanswerable.map(confidence))),
    },
    { name: 'characters a quote', value: `median ${median(lengths)}, at most ${Math.max(0, ...lengths)}` },
    {
      name: 'milliseconds an answer',
      value: `median ${Math.round(median(outcomes.map(({ answer }) => answer.elapsedMs)))}`,
    },
  ].filter(({ value }) => value !== '');
}

/** The chance that an answerable question has more confidence than one that is not. */
export function auroc(answerable: readonly number[], not: readonly number[]): number | undefined {
  if (answerable.length === 0 || not.length === 0) return undefined;
  let wins = 0;
  for (const a of answerable) for (const b of not) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins / (answerable.length * not.length);
}

function confidence({ answer }: Outcome): number {
  return answer.confidence;
}

function rate(name: string, outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): Figure {
  if (outcomes.length === 0) return { name, value: '' };
  const count = outcomes.filter(holds).length;
  return { name, value: `${(count / outcomes.length).toFixed(3)}  (${count} of ${outcomes.length})` };
}

function decimal(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(3);
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value that a share of the values, 0 to 1, does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
