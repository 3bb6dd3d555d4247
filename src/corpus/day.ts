/** A calendar day, `YYYY-MM-DD`, with no time and no zone. Days sort as strings. */
export type Day = string & { readonly __day: unique symbol };

/** Reads `YYYY-MM-DD`; undefined when the text is not a day that exists in the calendar. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return dayOf(year, month, day);
}

/** The day with these calendar numbers (month and day from 1); undefined when there is none. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year); // Date.UTC takes the years 0 to 99 for 1900 to 1999
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year > 0 && year <= 9999 ? (date.toISOString().slice(0, 10) as Day) : undefined;
}

const FIRST_DAY = '0001-01-01' as Day;
const LAST_DAY = '9999-12-31' as Day;

/** The day `count` days later, or earlier when negative; never beyond the years 1 to 9999. */
export function addDays(day: Day, count: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  if (Number.isNaN(date.getTime())) return count < 0 ? FIRST_DAY : LAST_DAY;
  const later = dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  return later ?? (count < 0 ? FIRST_DAY : LAST_DAY);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

const LONG = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  weekday: 'short',
  year: 'numeric',
  month: 'short',
  day: 'numeric',
});

/** A day for people: `Fri, Dec 20, 1996`. */
export function formatDay(day: Day): string {
  return LONG.format(new Date(`${day}T00:00:00Z`));
}
