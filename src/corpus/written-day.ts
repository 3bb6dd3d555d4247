import * as chrono from 'chrono-node';
import { type Day, dayOf, parseDay } from './day.ts';

/** How a day in figures is read: day first (`03/04` is April 3), month first, or not at all when unclear. */
export type FigureOrder = 'day-first' | 'month-first' | 'unclear';

/** The day of an ISO 8601 date or time, as its writer's clock had it; undefined when it is none. */
export function dayOfIso(text: string): Day | undefined {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T\s_,]+\d{1,2}[:.]?\d{2}.{0,30})?$/.exec(text.trim());
  return match ? parseDay(`${match[1]}-${match[2]}-${match[3]}`) : undefined;
}

/** The day of figures parted by slashes, dots or hyphens; undefined when there is none or its order is unclear. */
export function dayOfFigures(text: string, order: FigureOrder = 'unclear'): Day | undefined {
  const yearFirst = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text);
  if (yearFirst) return dayOf(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const match = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!match) return undefined;
  const [one, two, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const dayFirst = dayOf(year, two, one);
  const monthFirst = dayOf(year, one, two);
  if (match[2] === '.') return dayFirst; // full stops are only used by those who write the day first
  if (!dayFirst || !monthFirst || dayFirst === monthFirst) return dayFirst ?? monthFirst;
  if (order === 'unclear') return undefined;
  return order === 'day-first' ? dayFirst : monthFirst;
}

const PARSERS: Readonly<Record<string, { parse: typeof chrono.strict.parse }>> = {
  de: chrono.de.strict,
  es: chrono.es.strict,
  fr: chrono.fr.strict,
  it: chrono.it.strict,
  nl: chrono.nl.strict,
  pt: chrono.pt.strict,
};

export interface WrittenOptions {
  readonly order?: FigureOrder;
  /** The language the text is in, as `fr` or `en-GB`; English besides. */
  readonly language?: string;
}

const CLOCK =
  '(?:\\d{1,2}(?:[:.h]\\d{2})(?::\\d{2})?\\s?(?:[ap]\\.?\\s?m\\.?)?|\\d{1,2}\\s?[ap]\\.?m\\.?)(?:,?\\s?\\(?(?:[A-Z]{2,5}(?:[+-]\\d{1,2}(?::?\\d{2})?)?|[+-]\\d{2}:?\\d{2}|[Ee]astern|[Pp]acific|[Cc]entral|[Mm]ountain|local time)\\)?(?:\\s(?:[Tt]ime|[Ss]tandard [Tt]ime))?)?';
const WITH_CLOCK = new RegExp(
  `(?:[,;·•|–—-]|\\s(?:at|um|à|a las|alle|om|às)\\b)?\\s*${CLOCK}\\s*(?:Uhr|uur)?$`,
);
const CLOCK_FIRST = new RegExp(`^${CLOCK}(?:\\s?(?:on|[,;·•|–—-]))?\\s+(?=\\S)`);

/**
 * The day that a text names and nothing else, but for a weekday and a time of day: "Tuesday, 17th December
 * 1996, 14:05 GMT". Undefined when there is more, or when day or month or year are not told.
 */
export function writtenDay(text: string, { order, language = 'en' }: WrittenOptions = {}): Day | undefined {
  const whole = text.trim().replace(/\s+/g, ' ');
  if (whole.length > 80 || !/\d/.test(whole)) return undefined;
  const iso = dayOfIso(whole);
  if (iso) return iso;
  const bare = whole.replace(WITH_CLOCK, '').replace(CLOCK_FIRST, '').trim();
  for (const each of bare === whole ? [whole] : [bare, whole]) {
    const figures = each.replace(/^\p{L}+\.?,?\s+(?=\d)/u, '');
    if (/^[\d/.-]+$/.test(figures)) return dayOfFigures(figures, order);
    const day = namedDay(each, language);
    if (day) return day;
  }
  return undefined;
}

/** The most words of a day: weekday, "the", ordinal, "of", month, and some of another language. */
const MOST_WORDS = 7;

function namedDay(text: string, language: string): Day | undefined {
  if (!/\d{4}/.test(text) || (text.match(/\p{L}+/gu)?.length ?? 0) > MOST_WORDS) return undefined; // "22 hours ago" would be counted from this clock
  const tag = language.slice(0, 2).toLowerCase();
  const parsers = tag === 'en' || !PARSERS[tag] ? [chrono.strict] : [PARSERS[tag], chrono.strict];
  // "17 Dec. 1996", "Dec 17th, 1996": signs that a parser of another language may not know.
  const plain = text.replace(/(\d)(?:st|nd|rd|th)\b/gi, '$1').replace(/^(?:le|den|il|el|on|am)\s+/i, '');
  for (const parser of parsers) {
    const [found, ...more] = parser.parse(plain);
    if (!found || more.length > 0 || found.end || letters(found.text) !== letters(plain)) continue;
    const { start } = found;
    if (!start.isCertain('year') || !start.isCertain('month') || !start.isCertain('day')) continue;
    const day = dayOf(start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0);
    if (day) return day;
  }
  return undefined;
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
