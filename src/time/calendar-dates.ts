import { Chrono, casual, type ParsedComponents, type ParsedResult } from 'chrono-node';
import type { Span } from '../corpus/span.ts';

/** The parts of a date that the words themselves name; the rest is for the caller to work out. */
export interface DateParts {
  readonly year?: number;
  /** From 1. */
  readonly month?: number;
  readonly day?: number;
  /** 0 for Sunday. */
  readonly weekday?: number;
}

/** A date as a text names it, found but not yet placed in the calendar. */
export interface NamedDate {
  readonly span: Span;
  readonly words: string;
  /** For "yesterday" and its like: days from the day of writing. */
  readonly offset?: number;
  readonly start: DateParts;
  /** The second end of a range such as "Dec. 17-19". */
  readonly end?: DateParts;
}

/**
 * chrono-node reads calendar dates, month names and weekdays; it leaves what is merely implied
 * to us. Left out are its readers of clock times and durations: merged with them, "the night of
 * Dec. 17" became the day of publication and "end of December" the 31st.
 */
const LEFT_OUT = new Set([
  'ENCasualTimeParser',
  'ENTimeExpressionParser',
  'ENTimeUnitWithinFormatParser',
  'ENTimeUnitAgoFormatParser',
  'ENTimeUnitLaterFormatParser',
  'ENTimeUnitCasualRelativeFormatParser',
  'ENRelativeDateFormatParser',
  'ENEndOfCurrentMonthParser',
  'ENEndOfPeriodRefiner',
]);

const kept = (reader: object) => !LEFT_OUT.has(reader.constructor.name);
const reader = new Chrono({
  parsers: casual.parsers.filter(kept),
  refiners: casual.refiners.filter(kept),
});

/**
 * Only what the words themselves say is taken from a result, so that any day serves to read
 * against; in a leap year chrono-node accepts 29 February.
 */
const NOON = Date.UTC(2000, 5, 15, 12);

/** Letters of every date that is read; without them there is none, and chrono-node need not look. */
const LETTERS_OF_DATES =
  /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat|today|tonight|yesterday|tomorrow|last\s+night|\d[/.–-]\d/i;

/** The calendar dates, months, weekdays and "yesterday"s that a text names, in order. */
export function namedDates(text: string): readonly NamedDate[] {
  if (!LETTERS_OF_DATES.test(text)) return [];
  const known = text.replace(/\bMay\.(?= \d)/g, 'May '); // chrono-node knows "Dec. 9" and no "May. 9"
  return reader.parse(known, { instant: new Date(NOON), timezone: 0 }).flatMap(readResult);
}

function readResult(result: ParsedResult): readonly NamedDate[] {
  // "Friday," and "(Tuesday)" are found with their commas and brackets.
  const lead = /^[\s,(]*/.exec(result.text)?.[0].length ?? 0;
  const words = result.text.slice(lead).replace(/[\s,)]+$/, '');
  const start = result.index + lead;
  const found = { span: { start, end: start + words.length }, words };
  if (/^(?:today|tonight|yesterday|tomorrow|last\s+night)$/i.test(words)) {
    return [{ ...found, offset: Math.round((result.start.date().getTime() - NOON) / 86_400_000), start: {} }];
  }
  if (/^(?:now|tmrw?|overmorrow)$/i.test(words)) return [];
  const parts = partsOf(result.start);
  const isWeekend = /week(?:end|day)\b/i.test(words); // which chrono-node takes for a Saturday
  if ((parts.month === undefined && parts.weekday === undefined) || isWeekend) return [];
  return result.end
    ? endsOf({ ...found, start: parts, end: partsOf(result.end) })
    : [{ ...found, start: parts }];
}

/** "from Dec. 17 to April 22" names two dates; "Dec. 17-19" and "17 to 19 December" one stretch of days. */
function endsOf(range: NamedDate & { readonly end: DateParts }): readonly NamedDate[] {
  const [first = '', second] = range.words.split(/\s+(?:to|through|until|till|and|-|–)\s+/);
  if (second === undefined || !/\p{L}{3}/u.test(first) || !/\p{L}{3}/u.test(second)) return [range];
  const { start, end } = range.span;
  return [
    { span: { start, end: start + first.length }, words: first, start: range.start },
    { span: { start: end - second.length, end }, words: second, start: range.end },
  ];
}

function partsOf(components: ParsedComponents): DateParts {
  const certain = (part: 'year' | 'month' | 'day' | 'weekday') => {
    const value = components.isCertain(part) ? components.get(part) : null;
    return value === null ? {} : { [part]: value };
  };
  return { ...certain('year'), ...certain('month'), ...certain('day'), ...certain('weekday') };
}
