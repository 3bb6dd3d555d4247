import { renderAsync } from '@resvg/resvg-js';
import { escapeMarkup } from '../markup.ts';
import { FONT_FAMILY, FONT_FILES, type Lettering } from './text.ts';

/** A finished picture. */
export interface Picture {
  readonly png: Buffer;
  /** What the PNG was drawn from. */
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** What it shows, for those who cannot see it; at most 1024 characters, as Discord allows. */
  readonly alt: string;
}

export type Theme = 'light' | 'dark';

/** The colours of a theme. Text has a contrast of at least 4.5 to 1 against the background. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly accent: string;
}

/** Both have a background of their own, so that either can be read in an app of either mode. */
export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: { background: '#ffffff', text: '#1a1d21', faint: '#5b6470', line: '#c4cad2', accent: '#1d5fbf' },
  dark: { background: '#1e2127', text: '#eceef1', faint: '#a7afba', line: '#4a515c', accent: '#6fb1ff' },
};

/** The width of every picture in its own pixels: twice that of a phone's, which halves it. */
export const WIDTH = 800;

export interface TextStyle extends Lettering {
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** A colour to draw around the letters, which keeps lines behind them apart. */
  readonly halo?: string;
}

/** One line of text with its baseline at `y`. */
export function textAt(x: number, y: number, content: string, style: TextStyle): string {
  const { size, weight, fill, anchor = 'start', halo } = style;
  const place = `x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"`;
  const outline = halo
    ? ` stroke="${halo}" stroke-width="10" stroke-linejoin="round" paint-order="stroke"`
    : '';
  return `<text ${place} font-size="${size}" font-weight="${weight}" fill="${fill}"${outline}>${escapeMarkup(content)}</text>`;
}

/** A straight line. */
export function lineFrom(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  { stroke, width = 3, dash }: { stroke: string; width?: number; dash?: string },
): string {
  const ends = `x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"`;
  return `<line ${ends} stroke="${stroke}" stroke-width="${width}"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`;
}

/** Wraps drawn elements into a document and draws it. */
export async function paint(
  elements: readonly string[],
  { height, palette, alt }: { height: number; palette: Palette; alt: string },
): Promise<Picture> {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${round(height)}" font-family="${FONT_FAMILY}">` +
    `<rect width="100%" height="100%" fill="${palette.background}"/>${elements.join('')}</svg>`;
  const image = await renderAsync(svg, {
    font: { fontFiles: Object.values(FONT_FILES), loadSystemFonts: false, defaultFontFamily: FONT_FAMILY },
  });
  return { png: image.asPng(), svg, width: image.width, height: image.height, alt };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
