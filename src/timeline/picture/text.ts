import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import opentype from 'opentype.js';

export type Weight = 400 | 600;

/** The fonts that pictures are drawn with: bundled, because a server may have none. */
export const FONT_FILES: Readonly<Record<Weight, string>> = {
  400: fileURLToPath(new URL('../../../assets/fonts/Inter-Regular.ttf', import.meta.url)),
  600: fileURLToPath(new URL('../../../assets/fonts/Inter-SemiBold.ttf', import.meta.url)),
};

/** Their name, as the files give it. */
export const FONT_FAMILY = 'Inter';

export interface Lettering {
  /** In the picture's own pixels. */
  readonly size: number;
  readonly weight: Weight;
}

const fonts = new Map<Weight, opentype.Font>();

function fontOf(weight: Weight): opentype.Font {
  const known = fonts.get(weight);
  if (known) return known;
  const bytes = readFileSync(FONT_FILES[weight]);
  const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  fonts.set(weight, font);
  return font;
}

/**
 * How wide a text is drawn, to a few pixels: letter by letter, since opentype.js does not know
 * all of the font's substitutions and throws on them.
 */
export function widthOf(text: string, { size, weight }: Lettering): number {
  const font = fontOf(weight);
  const units = [...text].reduce((sum, letter) => sum + (font.charToGlyph(letter).advanceWidth ?? 0), 0);
  return (units / font.unitsPerEm) * size;
}

/**
 * A text in lines no wider than `width`, cut between words; past `lines`, cut short with an ellipsis.
 * A word that is too wide for a line is parted.
 */
export function wrapped(
  text: string,
  lettering: Lettering,
  { width, lines }: { readonly width: number; readonly lines: number },
): readonly string[] {
  const fits = (line: string) => widthOf(line, lettering) <= width;
  const done: string[] = [];
  let line = '';
  for (const word of text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((each) => pieces(each, fits))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    done.push(line);
    line = word;
  }
  if (line !== '') done.push(line);
  if (done.length <= lines) return done;
  return [...done.slice(0, lines - 1), withEllipsis(done[lines - 1] ?? '', fits)];
}

/** A word, or the parts of it that each fit a line. */
function pieces(word: string, fits: (text: string) => boolean): readonly string[] {
  if (fits(word)) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && !fits(part + character)) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

function withEllipsis(line: string, fits: (text: string) => boolean): string {
  let cut = line.replace(/…$/, '');
  while (cut !== '' && !fits(`${cut}…`)) cut = cut.replace(/\s*\S+$/, '');
  return `${cut.replace(/[\s,;:–—-]+$/, '')}…`;
}
