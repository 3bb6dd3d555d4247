import type { Day } from '../corpus/day.ts';
import { daysBetween, singleDay } from './calendar.ts';
import { calendarMentions, placeNamed } from './calendar-rules.ts';
import { dated, RESOLVED_DAY, type Sentence, spanOf } from './rule.ts';
import type { When } from './when.ts';
import { dayIn, homeZoneOf, type Zone, zoneNamed } from './zones.ts';

const CLOCK = '(?:\\d{1,2}(?::\\d{2})?\\s?[ap]\\.?m\\b\\.?|\\d{1,2}:\\d{2}|\\d{4}|noon\\b|midnight\\b)';
const MOMENT = new RegExp(
  `(?<![\\d$,.])(?<clock>${CLOCK})\\s+(?:(?<short>[A-Z]{3,4})\\b|(?<place>local|\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)?) time\\b)`,
  'gu',
);

/** A clock time in a named zone, with the day there when it is named beside it. */
interface Moment {
  readonly start: number;
  readonly end: number;
  readonly minute: number;
  /** Undefined for "local time". */
  readonly zone: Zone | undefined;
  readonly day: Day | undefined;
}

/**
 * "at around 5:23 a.m. Japan time on Wednesday (2023 GMT Tuesday)" is Tuesday in Lima, from where
 * it is reported; chrono-node reads a time and two weekdays.
 */
export function zonedClocks(sentence: Sentence): readonly When[] {
  return groupsOf(momentsOf(sentence), sentence.words).flatMap((group) => {
    const day = localDay(group, homeZoneOf(sentence.article));
    const first = group[0];
    const last = group.at(-1);
    if (day === undefined || !first || !last) return [];
    const closing = /^\)/.test(sentence.words.slice(last.end)) && group.length > 1 ? 1 : 0;
    return [dated(singleDay(day), { start: first.start, end: last.end + closing }, RESOLVED_DAY)];
  });
}

function momentsOf(sentence: Sentence): readonly Moment[] {
  const { words } = sentence;
  const matches = [...words.matchAll(MOMENT)];
  const named = matches.length > 0 ? calendarMentions(words) : []; // the dearest of all readings
  return matches.flatMap((match) => {
    const { clock = '', short, place } = match.groups ?? {};
    const { start, end } = spanOf(match);
    const zone = place === 'local' ? undefined : zoneNamed(short ?? place ?? '');
    if (zone === undefined && place !== 'local') return [];
    const beside = named.find(
      ({ span }) => span.start >= end && /^,?\s*$/.test(words.slice(end, span.start)),
    );
    const day = beside && placeNamed(sentence, beside)?.from;
    return [{ start, end: day ? (beside?.span.end ?? end) : end, minute: minuteOf(clock), zone, day }];
  });
}

/** Moments that stand side by side tell the same time: "… Japan time on Wednesday (2023 GMT Tuesday)". */
function groupsOf(moments: readonly Moment[], words: string): readonly (readonly Moment[])[] {
  const groups: Moment[][] = [];
  for (const moment of moments) {
    const group = groups.at(-1);
    const between = group && words.slice(group.at(-1)?.end, moment.start);
    if (group && between !== undefined && /^[\s,(/]*(?:or )?$/.test(between)) group.push(moment);
    else groups.push([moment]);
  }
  return groups;
}

/** The day where the report comes from. What is told in GMT is surest. */
function localDay(group: readonly Moment[], home: Zone | undefined): Day | undefined {
  const withDay = group.filter((moment) => moment.day !== undefined);
  const local = withDay.find((moment) => moment.zone === undefined);
  const sure = withDay.find((moment) => moment.zone === 0) ?? withDay[0];
  if (local || sure?.day === undefined || sure.zone === undefined || home === undefined) {
    return local?.day ?? sure?.day;
  }
  return dayIn(home, sure.day, sure.minute, sure.zone);
}

function minuteOf(clock: string): number {
  if (/noon/i.test(clock)) return 720;
  if (/midnight/i.test(clock)) return 0;
  if (/^\d{4}$/.test(clock)) return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(2));
  const [hour = 0, minute = 0] = clock.split(/\D+/).filter(Boolean).map(Number);
  const isAfternoon = /p\.?m/i.test(clock);
  const hours = /[ap]\.?m/i.test(clock) ? (hour % 12) + (isAfternoon ? 12 : 0) : hour;
  return hours * 60 + minute;
}

const CLOCK_ALONE = /\b\d{1,2}(?::\d{2})?\s?[ap]\.?m\b\.?(?:\s+local time\b)?/gi;

/** How old a day may be that a bare clock time is taken to belong to. */
const RECENT_DAYS = 3;

/**
 * "The blasts -- felt at about 4:10 a.m. local time --", two sentences after "early Friday": a
 * clock time alone belongs to the day just spoken of. Only if the sentence names no other.
 */
export function clocksAlone(
  { words, published, dayBefore }: Sentence,
  known: readonly When[],
): readonly When[] {
  const match = known.length === 0 ? [...words.matchAll(CLOCK_ALONE)][0] : undefined;
  const day = match && published && dayBefore();
  if (!match || !published || !day || daysBetween(day, published) > RECENT_DAYS) return [];
  return [dated(singleDay(day), spanOf(match), RESOLVED_DAY)];
}
