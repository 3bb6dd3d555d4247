import { monthOf, yearOf, yearPeriod } from './calendar.ts';
import { NUMBER_WORD, numberWordValue } from './number-words.ts';
import { dated, type Sentence, spanOf } from './rule.ts';
import type { When } from './when.ts';
import { taggedWords } from './words.ts';

const LEAD =
  'in|since|of|until|till|by|during|from|before|after|around|early|late|circa|the|an?|his|her|its|their|and|to|between|' +
  'through|summer|fall|autumn|winter|spring|for|than|fiscal|calendar|year';
const YEAR = new RegExp(
  `(?<lead>\\b(?:${LEAD})\\s+|\\bmid-|['’]s\\s+|\\(|(?<=\\d{4}(?:[-–]\\d{2,4})?),\\s(?:and\\s)?)` +
    '(?<year>1\\d{3}|20\\d{2})(?:\\s?[-–]\\s?(?<second>\\d{4}|\\d{2}))?' +
    '(?![\\d%]|[.,:/]\\d|-?\\w|\\s*(?:GMT|UTC|hours|percent|per|meters|metres|feet|miles|km|dollars|people|B\\.?C|men|women|children|block)\\b)',
  'giu',
);

/** "expected 1989 growth of 2.5%": a year before what is told by the year. */
const YEARLY =
  /(?<=\p{L} )(?<year>19\d{2}|20[0-4]\d)(?= (?:growth|output|budgets?|sales|earnings|profits?|results|season|elections?|census|forecasts?|revenue)\b)/gu;

/** "a bloody assault on Colombia's Supreme Court … in 1985": chrono-node reads no bare year. */
export function years({ words, published }: Sentence): readonly When[] {
  return [...words.matchAll(YEAR), ...words.matchAll(YEARLY)].flatMap((match) => {
    const { lead = '', year = '', second } = match.groups ?? {};
    // Before 1900 it may be a count, "the 1500 guests", unless a word asks for a time.
    const asksForTime = /^(?:,|(?:in|since|until|during|by|from|before|after|early|late|circa|around)\b)/i;
    if (Number(year) < 1900 && !asksForTime.test(lead)) return [];
    if (published && Number(year) > yearOf(published) + 30) return [];
    if (isCount(words, match)) return [];
    const first = yearPeriod(Number(year));
    const last = yearPeriod(Number(second === undefined ? year : year.slice(0, 4 - second.length) + second));
    if (!first || !last || last.to < first.to) return [];
    const { start, end } = spanOf(match);
    const span = { start: start + lead.length, end };
    return [dated({ from: first.from, to: last.to }, span, { precision: 'year', certainty: 'stated' })];
  });
}

const COUNTED_NOUN =
  /^\s(?!was\b|is\b|has\b|as\b|its\b|his\b|this\b|sales\b|results\b|earnings\b|profits\b|elections\b)\p{Ll}+s\b/u;

/** "attended by 2000 guests", "power failed in 1950 homes"; but not "in 1985 rebels seized the house". */
function isCount(words: string, match: RegExpMatchArray): boolean {
  const { start, end } = spanOf(match);
  const lead = match.groups?.lead ?? '';
  const noun = COUNTED_NOUN.exec(words.slice(end));
  const isBesideYear = /\d{4}\s$/.test(words.slice(0, start));
  if (!noun || isBesideYear) return false;
  if (/^(?:by|to|and|of|for|than|a)\b/i.test(lead)) return true;
  if (!/^in\b/.test(lead)) return false; // "In 1990 soldiers …" opens a sentence
  const next = taggedWords(words.slice(end + noun[0].length, end + noun[0].length + 40))[0];
  return next?.pos !== 'VERB' && next?.pos !== 'AUX';
}

const SHORT_YEAR = /\b(?:in|of|since|from|until|by)\s+(?<year>['’](?<digits>\d{2}))\b(?!['’])/gi;

/** "He joined in '92": the last such year. */
export function shortYears({ words, published }: Sentence): readonly When[] {
  if (!published) return [];
  return [...words.matchAll(SHORT_YEAR)].flatMap((match) => {
    const written = yearOf(published);
    const sameCentury = Math.floor(written / 100) * 100 + Number(match.groups?.digits);
    const period = yearPeriod(sameCentury > written ? sameCentury - 100 : sameCentury);
    const { end } = spanOf(match);
    const span = { start: end - (match.groups?.year ?? '').length, end };
    return period ? [dated(period, span, { precision: 'year', certainty: 'stated' })] : [];
  });
}

const SPELLED_YEAR = new RegExp(
  `\\b(?:(?:the )?year (?<thousand>two thousand)(?: and (?<ones>${NUMBER_WORD}))?` +
    `|(?:in|since|by|of|until|year) (?<spelled>(?<century>eighteen|nineteen|twenty) (?<rest>${NUMBER_WORD}|hundred)))\\b(?![-\\w]| \\p{Ll}+s\\b)`,
  'giu',
);

/** "by the year two thousand", "in nineteen eighty-four". */
export function spelledYears({ words }: Sentence): readonly When[] {
  return [...words.matchAll(SPELLED_YEAR)].flatMap((match) => {
    const { thousand, ones, spelled = '', century = '', rest = '' } = match.groups ?? {};
    const inCentury = rest.toLowerCase() === 'hundred' ? 0 : (numberWordValue(rest) ?? 0);
    if (thousand === undefined && inCentury > 0 && inCentury < 10) return [];
    const year =
      thousand === undefined
        ? (numberWordValue(century) ?? 0) * 100 + inCentury
        : 2000 + (ones === undefined ? 0 : (numberWordValue(ones) ?? 0));
    const { start, end } = spanOf(match);
    const span = { start: spelled === '' ? start : end - spelled.length, end };
    const period = yearPeriod(year);
    return period ? [dated(period, span, { precision: 'year', certainty: 'stated' })] : [];
  });
}

const LAST_MONTH_OF: Readonly<Record<string, number>> = { spring: 5, summer: 8, fall: 11, autumn: 11 };

/** "last summer": the year of the last one that was over. A winter lies in two years, and is left out. */
export function seasons({ words, published }: Sentence): readonly When[] {
  if (!published) return [];
  return [...words.matchAll(/\b(?<which>last|this) (?<season>spring|summer|fall|autumn)\b(?!-)/gi)].flatMap(
    (match) => {
      const { which = '', season = '' } = match.groups ?? {};
      const isOver = monthOf(published) > (LAST_MONTH_OF[season.toLowerCase()] ?? 12);
      const period = yearPeriod(yearOf(published) - (which.toLowerCase() === 'last' && !isOver ? 1 : 0));
      return period ? [dated(period, spanOf(match), { precision: 'year', certainty: 'resolved' })] : [];
    },
  );
}
