import type { Day } from '../corpus/day.ts';

/** Minutes east of Greenwich for the abbreviations that news copy uses. */
const ABBREVIATED: Readonly<Record<string, number>> = {
  GMT: 0,
  UTC: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  BST: 60,
  CET: 60,
  CEST: 120,
  MSK: 180,
  JST: 540,
};

/** A time zone: a fixed number of minutes east of Greenwich, or a name of the IANA database. */
export type Zone = number | string;

/** IANA zones by the city they are named after: "lima" is America/Lima. */
const CITIES: ReadonlyMap<string, string> = new Map(
  Intl.supportedValuesOf('timeZone').map((zone) => [
    zone.replace(/^.*\//, '').replaceAll('_', ' ').toLowerCase(),
    zone,
  ]),
);

/** The zone that a text calls by this name: "GMT", "EST", "Lima", "Japan"; undefined when none is known. */
export function zoneNamed(name: string): Zone | undefined {
  const abbreviated = ABBREVIATED[name.toUpperCase()];
  if (abbreviated !== undefined) return abbreviated;
  const city = CITIES.get(name.toLowerCase());
  if (city !== undefined) return city;
  // The IANA database also knows some countries by name: Japan, Israel, Turkey, Singapore.
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A place in the head of a report: "LIMA, Peru (CNN) --". */
const DATELINE = /^[^\p{L}]*(?<place>\p{Lu}{3,}(?: \p{Lu}{3,})?)\b[^\n]{0,40}?(?:--|[-–—])\s/mu;
const PLACE =
  /\b(?:in|at|from|near|outside|of|to)\s+(?<place>\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?)(?!['’]s \p{Lu})/gu;

/**
 * The zone of the place a report comes from: that of its dateline, or else the first city that
 * its opening is "in" or "from". A capital alone may be a person: "By Jordan Phoenix".
 */
export function homeZoneOf(text: string): Zone | undefined {
  const opening = text.slice(0, 600);
  const dateline = DATELINE.exec(opening)?.groups?.place;
  const places = [...opening.matchAll(PLACE)].map((match) => match.groups?.place);
  for (const place of [dateline, ...places]) {
    const name = place?.toLowerCase() ?? '';
    const zone = CITIES.get(name) ?? CITIES.get(name.split(' ')[0] ?? '');
    if (zone !== undefined) return zone;
  }
  return undefined;
}

/** The day in `home` at the moment when the clocks of `zone` show this day and minute. */
export function dayIn(home: Zone, day: Day, minute: number, zone: Zone): Day {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  const instant = wall - offsetAt(wall, zone) * 60_000;
  return new Date(instant + offsetAt(instant, home) * 60_000).toISOString().slice(0, 10) as Day;
}

/** Minutes east of Greenwich at an instant. */
function offsetAt(instant: number, zone: Zone): number {
  if (typeof zone === 'number') return zone;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'));
  return Math.round((wall - instant) / 60_000);
}
