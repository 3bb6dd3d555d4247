import { scaleLinear } from 'd3-scale';
import type { Article } from '../../corpus/article.ts';
import { type Day, formatDay } from '../../corpus/day.ts';
import { daysBetween } from '../../time/calendar.ts';
import { type QuantityPoint, quantityOf } from '../quantity.ts';
import { shortened } from '../words.ts';
import { AXIS_X, gapAxis, gapHeight, TEXT_X } from './axis.ts';
import { lineFrom, PALETTES, type Palette, type Picture, paint, type Theme, textAt, WIDTH } from './svg.ts';
import { widthOf, wrapped } from './text.ts';

type Scale = ReturnType<typeof scaleLinear<number, number>>;

const MARGIN = 36;
const TITLE = { size: 38, weight: 600 } as const;
const DATE = { size: 28, weight: 600 } as const;
const WORDS = { size: 28, weight: 400 } as const;
const SMALL = { size: 24, weight: 400 } as const;
/** Where zero lies, and where the scale ends. */
const PLOT: readonly [number, number] = [TEXT_X, WIDTH - 64];
const ROW = 124;
const BAR = 16;
const MOST = 14;
const ALT_LENGTH = 1024;
/** The most characters of the sentence that shows what is counted. */
const EXAMPLE = 110;

/** A picture of the figures reported of something. */
export interface QuantityPicture extends Picture {
  readonly points: readonly QuantityPoint[];
}

export interface QuantityPictureOptions {
  readonly theme?: Theme;
  readonly from?: Day;
  readonly to?: Day;
}

/**
 * Draws the figures that articles report of something, a row each down the days, with the words and
 * the source of each; undefined when there is none that can be read safely.
 */
export async function drawQuantity(
  articles: readonly Article[],
  word: string,
  { theme = 'light', from, to }: QuantityPictureOptions = {},
): Promise<QuantityPicture | undefined> {
  const found = await quantityOf(articles, word);
  const all = found.filter(({ day }) => (!from || day >= from) && (!to || day <= to));
  const points = all.slice(0, MOST);
  if (points.length === 0) return undefined;
  const palette = PALETTES[theme];
  const scale = scaleLinear([0, Math.max(...points.map(({ figure }) => figure.high))], PLOT).nice(4);
  const rows = placed(points);
  const bottom = (rows.at(-1)?.top ?? 0) + ROW;
  const title = `${capital(word.trim())}: the figures reported`;
  const left = all.length > MOST ? [`The first ${MOST} of ${all.length} figures.`] : [];
  const notes = [
    ...left,
    `Only figures that a sentence gives outright, and all of the same, as in: “${shortened(points[0]?.citation.exact ?? '', EXAMPLE)}”`,
  ].flatMap((note) => wrapped(note, SMALL, { width: WIDTH - 2 * MARGIN, lines: 3 }));
  const note = { ...SMALL, fill: palette.faint };
  const drawn = [
    textAt(MARGIN, 66, shortened(title, 40), { ...TITLE, fill: palette.text }),
    ...gridOf(
      scale.ticks(4).map((value) => [value, scale(value)] as const),
      { bottom, palette },
    ),
    ...rows.flatMap((row) => [...drawGap(row, palette), ...drawRow(row, { scale, palette })]),
    ...notes.map((line, index) => textAt(MARGIN, bottom + 56 + index * 33, line, note)),
  ];
  const picture = await paint(drawn, {
    height: bottom + 56 + notes.length * 33,
    palette,
    alt: altOf(word, points),
  });
  return { ...picture, points };
}

interface Row {
  readonly point: QuantityPoint;
  readonly top: number;
  readonly previous?: { readonly point: QuantityPoint; readonly bottom: number };
}

function placed(points: readonly QuantityPoint[]): readonly Row[] {
  let top = 150;
  return points.map((point, index) => {
    const before = points[index - 1];
    if (!before) return { point, top };
    const bottom = top + ROW;
    top = bottom + (before.day === point.day ? 0 : gapHeight(daysBetween(before.day, point.day)));
    return { point, top, previous: { point: before, bottom } };
  });
}

function gridOf(
  ticks: readonly (readonly [number, number])[],
  { bottom, palette }: { bottom: number; palette: Palette },
): readonly string[] {
  return ticks.flatMap(([value, x]) => [
    lineFrom([x, 128], [x, bottom], { stroke: palette.line, width: 1 }),
    textAt(x, 116, value.toLocaleString('en-US'), { ...SMALL, fill: palette.faint, anchor: 'middle' }),
  ]);
}

function drawGap({ point, top, previous }: Row, palette: Palette): readonly string[] {
  if (!previous) return [];
  return gapAxis(daysBetween(previous.point.day, point.day), [previous.bottom, top], palette);
}

/** The day and the figure's words, its bar, and its source. */
function drawRow(
  { point, top }: Row,
  { scale, palette }: { scale: Scale; palette: Palette },
): readonly string[] {
  const { day, words } = point;
  const date = shortDay(day);
  const wordsX = TEXT_X + widthOf(`${date}  `, DATE) + 8;
  const [label = ''] = wrapped(words.exact, WORDS, { width: WIDTH - MARGIN - wordsX, lines: 1 });
  const barY = top + 46;
  const halo = { halo: palette.background };
  return [
    lineFrom([AXIS_X, top], [AXIS_X, top + ROW], { stroke: palette.line }),
    `<circle cx="${AXIS_X}" cy="${top + 22}" r="9" fill="${palette.accent}"/>`,
    textAt(TEXT_X, top + 32, date, { ...DATE, ...halo, fill: palette.accent }),
    textAt(wordsX, top + 32, label, { ...WORDS, ...halo, fill: palette.text }),
    barOf(point, { y: barY, scale, palette }),
    textAt(TEXT_X, top + 92, sourceLine(point), { ...SMALL, ...halo, fill: palette.faint }),
  ];
}

/** The bar of a figure: to its low end, and paler on to its high one; hollow when it says "up to". */
function barOf(
  { figure }: QuantityPoint,
  { y, scale, palette }: { y: number; scale: Scale; palette: Palette },
): string {
  const [zero, low, high] = [scale(0), scale(figure.low), scale(figure.high)];
  const place = (from: number, to: number) => `x="${from}" y="${y}" width="${to - from}" height="${BAR}"`;
  if (figure.hedge === 'at-most') {
    return `<rect ${place(zero, high)} fill="${palette.background}" stroke="${palette.accent}" stroke-width="4"/>`;
  }
  const tip =
    figure.hedge === 'at-least'
      ? `<path d="M${high} ${y - 6} l22 ${BAR / 2 + 6} l-22 ${BAR / 2 + 6} Z" fill="${palette.accent}"/>`
      : '';
  return `<rect ${place(zero, low)} fill="${palette.accent}"/><rect ${place(low, high)} fill="${palette.accent}" opacity="0.45"/>${tip}`;
}

function sourceLine({ citation: { article }, dayFrom }: QuantityPoint): string {
  const day = article.published && `published ${shortDay(article.published)}`;
  const basis = dayFrom === 'publication' ? 'dated as published' : '';
  const line = [article.publisher, day, basis].filter(Boolean).join(' · ');
  return wrapped(line, SMALL, { width: WIDTH - TEXT_X - MARGIN, lines: 1 })[0] ?? '';
}

function shortDay(day: Day): string {
  return formatDay(day).replace(/^\w+, /, '');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function altOf(word: string, points: readonly QuantityPoint[]): string {
  const items = points.map(({ day, words, citation: { article } }) => {
    const source = [article.publisher, article.published].filter(Boolean).join(' ');
    return `${shortDay(day)}: ${words.exact}${source ? ` (${source})` : ''}`;
  });
  return shortened(`Figures reported of ${word.trim()}. ${items.join('; ')}`, ALT_LENGTH);
}
