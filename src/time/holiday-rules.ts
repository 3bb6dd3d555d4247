import { addDays, type Day } from '../corpus/day.ts';
import { singleDay, WEEKDAYS, weekdayNumber, weekdayOnOrAfter, weekdayOnOrBefore } from './calendar.ts';
import { MOST_DATES, yearBeside } from './calendar-rules.ts';
import { HOLIDAYS, type Holiday } from './holidays.ts';
import { textBefore } from './mentions.ts';
import { directed, writingAt, yearlyDay } from './placing.ts';
import { dated, type Sentence, STATED_DAY, spanOf } from './rule.ts';
import type { When } from './when.ts';
import { taggedWords } from './words.ts';

const CALLED = '(?<=\\b(?:on|at|by|since|before|after|until|last|this|next) )';
const HOLIDAY = new RegExp(
  `\\b(?:${HOLIDAYS.map(({ name, needsCall }, index) => `(?<h${index}>${needsCall ? `${CALLED}(?:${name})(?! \\p{Lu})` : name})`).join('|')})` +
    '\\b(?:,? (?<stated>\\d{4})\\b)?(?! Accords?| Agreement| Island)',
  'gu',
);
/** A word of each of them, which is quicker to look for. */
const MAY_BE_HOLIDAY =
  /\b(?:Day|Eve|Christmas|Thanksgiving|Halloween|Easter|Fourth|Ash|Palm|Maundy|Holy|Good Friday)\b/;
const COUNTED = new RegExp(
  `\\b(?:the )?(?<weekday>${WEEKDAYS.join('|')}) (?<way>before|after) (?:the )?$`,
  'i',
);
const YEAR_BESIDE = /^,? (?:of )?(?:last|this|next) year\b/;

/** "freed on Christmas Day", "Boxing Day last year", "the Friday before Labor Day": chrono-node knows no holidays. */
export function holidays(sentence: Sentence): readonly When[] {
  const { words } = sentence;
  if (!MAY_BE_HOLIDAY.test(words)) return [];
  return [...words.matchAll(HOLIDAY)].slice(0, MOST_DATES).flatMap((match) => {
    const { start, end } = spanOf(match);
    const holiday = HOLIDAYS.find((_, index) => match.groups?.[`h${index}`] !== undefined);
    // "before Christmas dinner"
    if (!holiday || (holiday.needsCall && taggedWords(words.slice(end, end + 40))[0]?.pos === 'NOUN'))
      return [];
    const year = YEAR_BESIDE.exec(words.slice(end))?.[0].length ?? 0;
    const counted = COUNTED.exec(textBefore(words, start));
    const span = { start: start - (counted?.[0].length ?? 0), end: end + year };
    const feast = placed(holiday, sentence, { match, end: end + year });
    const day = feast && counted ? besideHoliday(feast, counted.groups ?? {}) : feast;
    return day === undefined ? [] : [dated(singleDay(day), span, STATED_DAY)];
  });
}

/** The day of a holiday in the year that is meant. */
function placed(
  holiday: Holiday,
  sentence: Sentence,
  { match, end }: { readonly match: RegExpMatchArray; readonly end: number },
): Day | undefined {
  const { words, published } = sentence;
  const { start } = spanOf(match);
  const stated = match.groups?.stated;
  const year = stated === undefined ? yearBeside(words, end, published).year : Number(stated);
  if (year !== undefined) return holiday.inYear(year);
  const writing = writingAt(sentence, start, end);
  const which = /\b(last|next) $/i.exec(textBefore(words, start))?.[1]?.toLowerCase();
  return yearlyDay((one) => holiday.inYear(one), writing && directed(writing, which));
}

function besideHoliday(
  holiday: Day,
  { weekday = '', way = '' }: Readonly<Record<string, string | undefined>>,
): Day {
  const number = weekdayNumber(weekday);
  return way.toLowerCase() === 'before'
    ? weekdayOnOrBefore(number, addDays(holiday, -1))
    : weekdayOnOrAfter(number, addDays(holiday, 1));
}
