import type { Day } from '../corpus/day.ts';
import type { Span } from '../corpus/span.ts';

/** How finely a text dates something. Nothing is ever dated more finely than the text allows. */
export type Precision = 'day' | 'month' | 'year';

/** Whether a text names the date itself, or it follows from a phrase and the publication day. */
export type Certainty = 'stated' | 'resolved';

/** A stretch of days that a text or a question names, both ends included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** A date that a text names: "Dec. 17", "in June 1992", "Tuesday night". */
export interface When extends Period {
  readonly precision: Precision;
  readonly certainty: Certainty;
  /** The words that say so, as a span of the article's text. */
  readonly span: Span;
}

/** The publication days of a corpus. They say which December a question means. */
export interface CorpusDays {
  readonly first: Day;
  readonly last: Day;
}
