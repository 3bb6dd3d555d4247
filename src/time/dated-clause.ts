import { overlaps, type Span, slice } from '../corpus/span.ts';
import { type DateReference, resolveDates } from './dates-in-text.ts';
import type { When } from './when.ts';

/** A date of a sentence, and the sentence's other dates. */
export interface DateAmongOthers {
  readonly date: Span;
  readonly others: readonly Span[];
}

/** Where one statement of a sentence ends and the next begins. */
const CUT =
  /[;:]\s|,\s(?=(?:who|which|as|but|and|while|when|where|after)\b)|\s(?:--|—|–)\s|\s(?=(?:and|but|as|when|while)\s)/g;

/** Cuts before a clause that cannot be understood without what stands before it. */
const WEAK_CUT = /^(?:,\s(?:who|which|where)\b|\sand\s)/;

/**
 * The part of a sentence that a date within it dates: up to the nearest "and", "as", dash or other date on
 * both sides. "The crisis, which began Tuesday" is taken with what "which" stands for.
 */
export function clauseOfDate(text: string, sentence: Span, place: DateAmongOthers): Span {
  const { start, end } = place.date;
  const whole = betweenOthers(sentence, place);
  const cuts = [...slice(text, sentence).matchAll(CUT)].map((match) => sentence.start + match.index);
  const before = [whole.start, ...cuts.filter((cut) => cut <= start && cut > whole.start)];
  const close = cuts.find((cut) => cut >= end && cut < whole.end) ?? whole.end;
  if (isAside(text, { start: before.at(-1) ?? whole.start, end: close })) return whole;
  return {
    start: before.findLast((cut) => !WEAK_CUT.test(text.slice(cut, cut + 10))) ?? whole.start,
    end: close,
  };
}

/** The part of a sentence in which a date stands alone. */
function betweenOthers(sentence: Span, { date, others }: DateAmongOthers): Span {
  const before = others.filter(({ end }) => end <= date.start).map(({ end }) => end);
  const after = others.filter(({ start }) => start >= date.end).map(({ start }) => start);
  return { start: Math.max(sentence.start, ...before), end: Math.min(sentence.end, ...after) };
}

/** "The blasts -- felt at about 4:10 a.m. local time -- were the last." */
function isAside(text: string, { start, end }: Span): boolean {
  return /^\s(?:--|—|–)/.test(text.slice(start, start + 4)) && /^\s(?:--|—|–)/.test(text.slice(end, end + 4));
}

/** Words before a date that make it a bound and not the day of what is told: "the highest since 1987". */
const BOUND_BEFORE = /\b(?:since|until|till|before|after|than (?:in|on)|from)\s+(?:\w+\s+)?$/i;

/** The date that the clause of some words of a sentence names; undefined when it names none but bounds. */
export function dateOfWords(
  text: string,
  { sentence, words }: { readonly sentence: Span; readonly words: Span },
  reference: DateReference,
): When | undefined {
  const dates = resolveDates(text, sentence, reference);
  const spans = dates.map(({ span }) => span);
  return dates.find((when) => {
    if (BOUND_BEFORE.test(text.slice(Math.max(sentence.start, when.span.start - 30), when.span.start)))
      return false;
    const others = spans.filter((span) => span !== when.span);
    return overlaps(clauseOfDate(text, sentence, { date: when.span, others }), words);
  });
}
