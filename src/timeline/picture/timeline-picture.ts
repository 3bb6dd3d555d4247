import { type Day, formatDay } from '../../corpus/day.ts';
import { daysBetween } from '../../time/calendar.ts';
import { type TimelineEntry, tellingsOf } from '../entries.ts';
import { dateInWords, labelOf, shortened } from '../words.ts';
import { AXIS_X, gapAxis, gapHeight, TEXT_X } from './axis.ts';
import { lineFrom, PALETTES, type Palette, type Picture, paint, type Theme, textAt, WIDTH } from './svg.ts';
import { wrapped } from './text.ts';

export interface TimelinePictureOptions {
  readonly theme?: Theme;
  /** The most entries to draw. */
  readonly most?: number;
  readonly title?: string;
}

const MARGIN = 36;
const TITLE = { size: 38, weight: 600 } as const;
const DATE = { size: 30, weight: 600 } as const;
const LABEL = { size: 28, weight: 400 } as const;
const SMALL = { size: 24, weight: 400 } as const;
const LABEL_HEIGHT = 38;
const LABEL_LINES = 4;
const SMALL_HEIGHT = 33;
/** Between two entries of one date. */
const SAME_DATE_GAP = 22;
/** More than an entry's lines can hold; what the lines cannot hold is cut there. */
const LABEL_LENGTH = 240;
const MOST = 8;
/** So few more are drawn as well, rather than left out. */
const FEW = 2;
const ALT_LENGTH = 1024;

/**
 * Draws entries down a time axis, each with the words of its earliest report. Of more than fit, those
 * with the most reports are drawn, and the picture says so. Entries never overlap: each takes the
 * height that its words need.
 */
export async function drawTimeline(
  entries: readonly TimelineEntry[],
  { theme = 'light', most = MOST, title = 'What happened when' }: TimelinePictureOptions = {},
): Promise<Picture> {
  const palette = PALETTES[theme];
  const shown = entries.length <= most + FEW ? entries : mostReported(entries, most);
  const drawn: string[] = [textAt(MARGIN, 66, shortened(title, 40), { ...TITLE, fill: palette.text })];
  let y = 92;
  for (const [index, entry] of shown.entries()) {
    const previous = shown[index - 1];
    const isSameDate = previous !== undefined && dateInWords(previous) === dateInWords(entry);
    const days = previous ? Math.max(0, daysBetween(previous.period.from, entry.period.from)) : 0;
    const height = isSameDate ? SAME_DATE_GAP : gapHeight(days);
    if (previous) drawn.push(...gapAxis(isSameDate ? 0 : days, [y, y + height], palette));
    const block = drawEntry(entry, { top: y + height, palette, isSameDate });
    drawn.push(...block.elements);
    y = block.bottom;
  }
  const notes = notesOf(entries, shown).flatMap((note) =>
    wrapped(note, SMALL, { width: WIDTH - 2 * MARGIN, lines: 3 }),
  );
  const note = { ...SMALL, fill: palette.faint };
  drawn.push(...notes.map((line, index) => textAt(MARGIN, y + 62 + index * SMALL_HEIGHT, line, note)));
  const height = y + 62 + notes.length * SMALL_HEIGHT;
  return paint(drawn, { height, palette, alt: altOf(entries, shown) });
}

interface Block {
  readonly elements: readonly string[];
  readonly bottom: number;
}

function drawEntry(
  entry: TimelineEntry,
  { top, palette, isSameDate }: { top: number; palette: Palette; isSameDate: boolean },
): Block {
  const width = WIDTH - TEXT_X - MARGIN;
  const lines = wrapped(labelOf(entry, LABEL_LENGTH), LABEL, { width, lines: LABEL_LINES });
  const dateY = top + 30;
  const labelY = isSameDate ? top + 28 : dateY + 42;
  const sourceY = labelY + lines.length * LABEL_HEIGHT - 1;
  const bottom = sourceY + 10;
  const [source = ''] = wrapped(sourceLine(entry), SMALL, { width, lines: 1 });
  const elements = [
    lineFrom([AXIS_X, top], [AXIS_X, bottom], { stroke: palette.line }),
    dot((isSameDate ? labelY : dateY) - 10, palette, {
      isStated: entry.certainty === 'stated',
      isSmall: isSameDate,
    }),
    ...(isSameDate ? [] : [textAt(TEXT_X, dateY, dateInWords(entry), { ...DATE, fill: palette.accent })]),
    ...lines.map((line, index) =>
      textAt(TEXT_X, labelY + index * LABEL_HEIGHT, line, { ...LABEL, fill: palette.text }),
    ),
    textAt(TEXT_X, sourceY, source, { ...SMALL, fill: palette.faint }),
  ];
  return { elements, bottom };
}

/** Full when the text states the date, a ring when it was worked out. */
function dot(
  y: number,
  palette: Palette,
  { isStated, isSmall }: { isStated: boolean; isSmall: boolean },
): string {
  const fill = isStated ? palette.accent : palette.background;
  return `<circle cx="${AXIS_X}" cy="${y}" r="${isSmall ? 7 : 10}" fill="${fill}" stroke="${palette.accent}" stroke-width="4"/>`;
}

function sourceLine(entry: TimelineEntry): string {
  const { article } = entry.citation;
  const published = article.published && `published ${shortDay(article.published)}`;
  const tellings = tellingsOf(entry);
  const count = tellings > 1 ? `first of ${tellings} reports` : '';
  return [article.publisher, published, count].filter(Boolean).join(' · ');
}

function shortDay(day: Day): string {
  return formatDay(day).replace(/^\w+, /, '');
}

/** The entries with the most reports; of equals, those farthest from what is chosen, so that no time is left out. */
function mostReported(entries: readonly TimelineEntry[], most: number): readonly TimelineEntry[] {
  const chosen = new Set<TimelineEntry>();
  const distance = ({ period }: TimelineEntry) =>
    Math.min(...[...chosen].map((other) => Math.abs(daysBetween(other.period.from, period.from))));
  while (chosen.size < Math.min(most, entries.length)) {
    const left = entries.filter((entry) => !chosen.has(entry));
    const reports = Math.max(...left.map((entry) => entry.reports.length));
    const equals = left.filter((entry) => entry.reports.length === reports);
    const farthest = equals.reduce((best, entry) => (distance(entry) > distance(best) ? entry : best));
    chosen.add(farthest);
  }
  return entries.filter((entry) => chosen.has(entry));
}

function notesOf(entries: readonly TimelineEntry[], shown: readonly TimelineEntry[]): readonly string[] {
  if (entries.length === 0) return ['No dated sentence passes.'];
  const part =
    shown.length < entries.length
      ? [`${shown.length} of ${entries.length} dated entries: those with the most reports.`]
      : [];
  const kinds = new Set(shown.map(({ certainty }) => certainty));
  const legend = [
    ...(kinds.has('stated') ? ['● a report states the date'] : []),
    ...(kinds.has('resolved') ? ['○ the date was worked out from words such as “last night”'] : []),
  ];
  return [...legend, ...part];
}

function altOf(entries: readonly TimelineEntry[], shown: readonly TimelineEntry[]): string {
  const of = shown.length < entries.length ? ` of ${entries.length}` : '';
  const head = `Timeline of ${shown.length}${of} dated entries. `;
  const each = Math.max(30, Math.floor((ALT_LENGTH - head.length) / Math.max(1, shown.length)) - 24);
  const items = shown.map((entry) => `${dateInWords(entry)}: ${labelOf(entry, each)}`);
  return shortened(head + items.join(' — '), ALT_LENGTH);
}
