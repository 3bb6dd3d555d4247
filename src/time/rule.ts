import type { Day } from '../corpus/day.ts';
import type { Span } from '../corpus/span.ts';
import type { Certainty, Period, Precision, When } from './when.ts';

/** A sentence whose dates are wanted, with what they are worked out against. */
export interface Sentence {
  readonly words: string;
  /** The day of publication. */
  readonly published?: Day;
  /** The whole text, whose opening says where it was written. */
  readonly article: string;
  /** The day that the text shortly before the sentence last named. */
  dayBefore(): Day | undefined;
  /** Whether the text writes the day before the month: 05/03/1997; undefined when it does not show. */
  dayComesFirst(): boolean | undefined;
  /** Every day that the whole text names. */
  daysNamed(): readonly Day[];
}

/**
 * Reads one kind of date. Spans count from the start of the sentence.
 * @param known what the rules before this one have found, in order
 */
export type Rule = (sentence: Sentence, known: readonly When[]) => readonly When[];

/** A date found by a rule. */
export function dated(
  period: Period,
  span: Span,
  kind: { readonly precision: Precision; readonly certainty: Certainty },
): When {
  return { from: period.from, to: period.to, ...kind, span };
}

/** Where a match lies. */
export function spanOf(match: RegExpMatchArray): Span {
  const start = match.index ?? 0;
  return { start, end: start + match[0].length };
}

export const STATED_DAY = { precision: 'day', certainty: 'stated' } as const;
export const RESOLVED_DAY = { precision: 'day', certainty: 'resolved' } as const;
