import { type Correction, correctSpelling, type Dictionary } from '../language/en/spelling.ts';
import { termsOf } from '../language/en/terms.ts';
import { periodAsked, type TimeAsked, weekdayAsked } from '../time/dates-in-question.ts';
import type { CorpusDays } from '../time/when.ts';

/** A question, read. */
export interface Question {
  /** As it was typed. */
  readonly asked: string;
  /** For the models: as it was typed, its misspellings mended, with the question before it where it leans on that. */
  readonly text: string;
  readonly mendings: readonly Correction[];
  /** The earlier question that completes this one. */
  readonly carriedFrom: string | undefined;
  /** Whether it asks for a number of something. */
  readonly asksForNumber: boolean;
  /** The time it names, if any. */
  readonly time: TimeAsked | undefined;
  /** The weekday it names without a date, 0 for Sunday. */
  readonly weekday: number | undefined;
}

export interface UnderstandOptions {
  readonly spelling: Dictionary;
  /** First and last day of publication; undefined when no article is dated. */
  readonly days: CorpusDays | undefined;
  /** The question before this one in the conversation. */
  readonly before?: string | undefined;
}

/** Reads a question: misspellings mended, the time it names found, completed by the one before where it leans on it. */
export function understand(asked: string, { spelling, days, before }: UnderstandOptions): Question {
  const carriedFrom = leansOnEarlier(asked) ? before : undefined;
  const own = correctSpelling(asked, spelling);
  const earlier = carriedFrom === undefined ? '' : correctSpelling(carriedFrom, spelling).text;
  const text = `${own.text} ${earlier}`.trim();
  const time = days && (periodAsked(asked, days) ?? periodAsked(carriedFrom ?? '', days));
  const weekday = time ? undefined : weekdayAsked(text)?.weekday;
  return {
    asked,
    text,
    mendings: own.corrections,
    carriedFrom,
    asksForNumber: /\bhow (?:many|much)\b|\bnumber of\b/i.test(text),
    time,
    weekday: weekday !== undefined && weekday >= 0 ? weekday : undefined,
  };
}

/** Whether there is anything to look for: a word, and not only stop words unless an earlier question stands behind. */
export function asksSomething(asked: string, before: string | undefined): boolean {
  return /[\p{L}\p{N}]/u.test(asked) && (termsOf(asked).length > 0 || before !== undefined);
}

/** Words with which a question leans on the one before it. */
const LEANING = /^(?:and|but|so|or|what about|how about|really)\b/i;
const PRONOUN =
  /\b(?:he|she|they|it|him|her|them|his|hers|their|its|that|those|these|this|there|then|one)\b/i;

/** Whether a question cannot be understood without the one before: "and in January?", "who was he?" */
export function leansOnEarlier(asked: string): boolean {
  const terms = termsOf(asked).length;
  return terms === 0 || (terms <= 2 && LEANING.test(asked.trim())) || (terms <= 4 && PRONOUN.test(asked));
}
