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

/** The zone of the place a report comes from: the first city in its opening that a zone is named after. */
export function homeZoneOf(text: string): Zone | undefined {
  for (const [, place = ''] of text.slice(0, 600).matchAll(/\b(\p{Lu}[\p{L}]+(?: \p{Lu}[\p{L}]+)?)\b/gu)) {
    const zone = CITIES.get(place.toLowerCase()) ?? CITIES.get(place.split(' ')[0]?.toLowerCase() ?? '');
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
