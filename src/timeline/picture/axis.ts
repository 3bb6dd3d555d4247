import { lineFrom, type Palette, textAt } from './svg.ts';

/** Where the axis of time runs down a picture, and where what hangs on it begins. */
export const AXIS_X = 52;
export const TEXT_X = 88;

/** Gaps up to this many days are drawn to scale; longer ones are folded, and say how long they are. */
const SCALED_DAYS = 7;
const PIXELS_A_DAY = 11;
const LEAST = 26;
const FOLD = 84;

/** How high the gap between two dates is drawn. */
export function gapHeight(days: number): number {
  return days > SCALED_DAYS ? FOLD : LEAST + days * PIXELS_A_DAY;
}

/** The axis over a gap between two dates: a line to scale, or dashes that say how much time they stand for. */
export function gapAxis(
  days: number,
  [top, bottom]: readonly [number, number],
  palette: Palette,
): readonly string[] {
  const { line: stroke } = palette;
  if (days <= SCALED_DAYS) return [lineFrom([AXIS_X, top], [AXIS_X, bottom], { stroke })];
  const middle = (top + bottom) / 2;
  const note = { size: 24, weight: 400, fill: palette.faint } as const;
  return [
    lineFrom([AXIS_X, top], [AXIS_X, bottom], { stroke, dash: '3 9' }),
    ...[-6, 6].map((shift) =>
      lineFrom([AXIS_X - 14, middle + shift + 7], [AXIS_X + 14, middle + shift - 7], { stroke, width: 4 }),
    ),
    textAt(TEXT_X, middle + 8, lengthInWords(days), note),
  ];
}

/** A stretch of days for people: `9 days`, `about 3 months`, `about 4 years`. */
export function lengthInWords(days: number): string {
  if (days < 60) return `${days} days`;
  const months = Math.round(days / 30.44);
  return months < 24 ? `about ${months} months` : `about ${Math.round(days / 365.25)} years`;
}
