import type { NamedDate } from './calendar-dates.ts';
import { isVerb, taggedWords } from './words.ts';

/** Whether a date is meant by words that chrono-node takes for one. */
export function isMeant(words: string, { span, words: date, start, offset }: NamedDate): boolean {
  const lead = /^(?:on|in)\s+/i.exec(date)?.[0].length ?? 0;
  const place = { before: textBefore(words, span.start), date, after: words.slice(span.end) };
  // "three weeks ago Tuesday", "a year ago today", "in the week of Jan. 6" are other days.
  if (/\b(?:ago|week(?:s)? (?:of|beginning|ending))\s+$/i.test(place.before)) return false;
  // "Today, this is known as" means nowadays.
  if (offset === 0)
    return !(/^Today$/.test(date) && /^,[^.]{0,40}\b(?:is|are|has|have|remains?)\b/.test(place.after));
  if (offset !== undefined) return true;
  if (/[$£€#\w]$/.test(place.before) || /^-?\w/.test(place.after)) return false;
  if (/^[\d/.-]+$/.test(date)) return start.year !== undefined; // not "12/20", "24/7", "1.5"
  if (!/\p{Lu}/u.test(date.slice(lead))) return false; // not "sat down", "may leave", "march on"
  if (start.day !== undefined) return isDayMeant(place);
  if (start.year !== undefined) return true;
  const bare = { ...place, before: textBefore(words, span.start + lead), date: date.slice(lead) };
  return start.month === undefined ? isWeekdayMeant(bare) : isMonthMeant(bare);
}

/** The words before a place in a text, as far as they matter: to look through all would be slow. */
export function textBefore(words: string, start: number): string {
  return words.slice(Math.max(0, start - 150), start);
}

interface Place {
  readonly before: string;
  readonly date: string;
  readonly after: string;
}

/** Years before Christ and the first ones after: "March 15, 44 B.C.", "Aug. 24, A.D. 79". */
const EARLY_YEAR = /^,?\s*\d{0,4}\s*(?:A\.?D\b|B\.?C\b|C\.E\b)/;

/** "in August that year", "every year on 5 May": of a year named elsewhere, or of all of them. */
function isOfOtherYears(before: string, after: string): boolean {
  return (
    /^,?\s+(?:of\s+)?(?:that|the same|each|every|the following|the next|the previous)\s+year\b/i.test(
      after,
    ) || /\b(?:each|every|that|same) year,? (?:in|on)?\s*$/i.test(before)
  );
}

const DAY_BEFORE_MONTH = /^(?:\d{1,2}\s*(?:to|-|–)\s*)?\d{1,2}\s+\p{L}+$/u;
const COUNTS =
  /\b(?:other|all|some|these|those|about|around|nearly|almost|over|only|another|least|most|than)\s+$/i;
const CALLS_DAY =
  /(?:^|[,;:(–—-]|\b(?:on|of|from|to|until|till|by|since|before|after|between|and|the|for|day|night|morning|evening))\s*$/i;

/** Not "15 to 20 May Day marchers", "24 August Moon lanterns", "the other 12 March supporters". */
function isDayMeant({ before, date, after }: Place): boolean {
  if (EARLY_YEAR.test(after) || isOfOtherYears(before, after)) return false;
  if (!DAY_BEFORE_MONTH.test(date)) return true;
  if (/^\s+(?:Day|Fools?)\b/.test(after) || COUNTS.test(before)) return false;
  return CALLS_DAY.test(before) || !/^\s+\p{Lu}\p{Ll}/u.test(after);
}

const CALLS_MONTH =
  /(?:\b(?:in|since|until|till|by|of|during|from|through|last|next|this|early|late|before|after|between)|\bmid-?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}* (?:and|to|or))\s*$/iu;

/** "May" is a verb, "April" and "June" are names: a month alone needs a word that calls for one. */
function isMonthMeant({ before, date, after }: Place): boolean {
  if (date.length < 3 || isOfOtherYears(before, after)) return false;
  if (/\b(?:first|second|third|fourth|last)\s+\p{L}+day\s+(?:in|of)\s+$/iu.test(before)) return false;
  // "the May shooting", "a June election"
  if (/\b(?:the|an?|its|his|her|their)\s+$/i.test(before))
    return /^\s\p{Ll}{3,}/u.test(after) && !/^\s(?:was|has|had|and|but|who|said)\b/.test(after);
  const isFor = /\b(?:for|than)\s+$/i.test(before) && !/^(?:May|April|June|August)$/.test(date);
  if (!isFor && !CALLS_MONTH.test(before)) return false;
  // "a letter from April Benning", "the trial of June Hargrave", "plays by August Wilberforce"
  if (/\b(?:by|from|of|between|since|before|after)\s+$/i.test(before) && /^\s+\p{Lu}\p{Ll}/u.test(after))
    return false;
  // "between May and the dockers"
  if (
    /\bbetween\s+$/i.test(before) &&
    !/^\s+(?:and|to)\s+(?:\p{Ll}+ )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d)/u.test(after)
  )
    return false;
  return !isSubject(before, after);
}

/** "promoted since May became its leader": the name is the subject of a clause of its own. */
function isSubject(before: string, after: string): boolean {
  if (!/\b(?:since|before|after|until)\s+$/i.test(before)) return false;
  const next = taggedWords(after.slice(0, 60))[0];
  return next !== undefined && isVerb(next) && taggedWords(before.slice(-120)).some(isVerb);
}

/** Names that hold a weekday, and days that come more than once. */
const NAME_BEFORE =
  /\b(?:every|each|most|black|bloody|fat|holy|man|girl|cyber|super|giving|blue|ruby|sheffield|whit|shrove|low|spy|happy|stormy|manic|sunny|any|some|alternate|other|m[rs]s?\.?|dr\.?|miss|sergeant|sgt\.?|officer|detective|inspector|constable)\s+$/i;
const HOLY_DAY = /\b(?:good|ash|palm|easter|maundy)\s+$/i;
const NAME_AFTER =
  /^\s+(?:Times|Herald|Post|Mirror|Telegraph|Express|Mail|Mass|School|Night (?:Live|Football)|Star|World|Sport|People|Club)\b/;

/** Given names common enough to know a surname by: "Sergeant Joe Friday". */
const GIVEN_NAME =
  /\b(?:Ann|Anna|Bill|Billy|Bob|Bobby|Dan|David|Emma|Frank|Gary|George|Henry|Jack|James|Jane|Jim|Joe|John|Julia|Kate|Ken|Laura|Linda|Lisa|Mark|Mary|Michael|Mike|Nancy|Paul|Peter|Rick|Robert|Ruth|Sam|Sarah|Susan|Thomas|Tom|William)\s+$/;

/** Not a newspaper ("The Sun", "the Sunday Times"), a habit ("every Monday") or a name ("Joe Friday"). */
function isWeekdayMeant({ before, date, after }: Place): boolean {
  if (!/day\b/i.test(date)) return false;
  if (/\ba\s+$/i.test(before) && /^(?:[,.;)]|$)/.test(after)) return false; // "on a Tuesday."
  const name = /^(?:last|past|next|this)\b/i.test(date) ? '' : before;
  if (NAME_BEFORE.test(name) || HOLY_DAY.test(name) || GIVEN_NAME.test(name) || NAME_AFTER.test(after))
    return false;
  if (/\bthe\s+$/i.test(before) && /^\s+\p{Lu}/u.test(after)) return false;
  if (isLeaning(before, after)) return false;
  return !(/^\s+\p{Lu}\p{Ll}/u.test(after) && isGivenName(before));
}

/** What makes "the Monday" a day by its noun: "the Monday raid", "the Tuesday night shooting". */
const NOUN_AFTER =
  /^(?:['’]s)?(?:\s+(?:night|morning|afternoon|evening))?\s+(?!(?:before|after|following|of|and|but|in|at|when|that|the|as|a|he|she|they|we|it|night|morning|afternoon|evening)\b)\p{Ll}/u;

/** "the Monday before the vote", "the following Friday", "on the Friday he left": counted from another day. */
function isLeaning(before: string, after: string): boolean {
  if (/\b(?:following|preceding|previous|first|second|third|fourth|final)\s+$/i.test(before)) return true;
  return /\bthe\s+$/i.test(before) && !NOUN_AFTER.test(after);
}

/** "The actress Tuesday Lindqvist": a noun right before the weekday, and no verb so far. */
function isGivenName(before: string): boolean {
  const clause = before.slice(-120);
  if (clause.trim() === '') return true;
  return (
    /\p{Ll}\s+$/u.test(clause) && !taggedWords(clause).some((word) => isVerb(word) || word.pos === 'ADP')
  );
}
