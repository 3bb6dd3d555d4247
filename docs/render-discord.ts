// Draws the pictures of the README: a real answer and the reindex message, from the very payloads that
// the bot sends, as a Discord client in its dark theme shows them. Run with
// `node --import tsx docs/render-discord.ts`; it writes docs/answer.png and docs/reindex.png.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { loadConfig } from '../src/config.ts';
import { renderAnswer } from '../src/discord/render/answer.ts';
import { renderProgress } from '../src/discord/render/moderation.ts';
import type { Reply } from '../src/discord/render/reply.ts';
import { en } from '../src/discord/words/en.ts';
import type { ReindexProgress } from '../src/engine.ts';
import { openEngine } from '../src/open-engine.ts';
import { FONT_FAMILY, FONT_FILES, widthOf } from '../src/timeline/picture/text.ts';
import { type Block, blocksOf, type Inline } from '../test/support/markdown.ts';

const WIDTH = 820;
const LEFT = 76;
const RIGHT = 24;
const COLOURS = {
  background: '#313338',
  text: '#dbdee1',
  strong: '#f2f3f5',
  faint: '#949ba4',
  bar: '#4e5058',
  link: '#00a8fc',
  code: '#1e1f22',
  blurple: '#5865f2',
  red: '#da373c',
} as const;
const THUMB =
  'M2 10h4v11H2z M8 10l5-8c2 0 3 1.5 2.5 3.5L14.8 9H20c1.5 0 2.4 1.2 2 2.6l-2 7.6c-.3 1.1-1.2 1.8-2.3 1.8H8z';

interface Style {
  readonly size: number;
  readonly weight: 400 | 600;
  readonly fill: string;
  readonly isCode?: boolean;
}

interface Run {
  readonly text: string;
  readonly style: Style;
}

interface Drawn {
  readonly elements: readonly string[];
  readonly height: number;
}

/** The picture of one message of the bot. */
function drawMessage({ content, components }: Reply): Buffer {
  const elements: string[] = [header()];
  let y = 58;
  for (const block of blocksOf(content)) {
    const drawn = drawBlock(block, y);
    elements.push(...drawn.elements);
    y += drawn.height;
  }
  for (const row of components) {
    elements.push(drawRow(row, y + 8));
    y += 48;
  }
  return paint(elements, y + 22);
}

function header(): string {
  const name = { size: 16, weight: 600, fill: COLOURS.strong } as const;
  const width = widthOf('Clippings', name);
  const badge = LEFT + width + 8;
  return [
    `<circle cx="40" cy="40" r="20" fill="${COLOURS.blurple}"/>`,
    textAt(32, 58, { text: '”', style: { size: 34, weight: 600, fill: '#ffffff' } }),
    textAt(LEFT, 36, { text: 'Clippings', style: name }),
    `<rect x="${badge}" y="22" width="34" height="18" rx="4" fill="${COLOURS.blurple}"/>`,
    textAt(badge + 5, 36, { text: 'APP', style: { size: 12, weight: 600, fill: '#ffffff' } }),
    textAt(badge + 44, 36, { text: 'Today at 10:42', style: { size: 12, weight: 400, fill: COLOURS.faint } }),
  ].join('');
}

function drawBlock(block: Block, top: number): Drawn {
  const isSmall = block.type === 'subtext';
  const base: Style = isSmall
    ? { size: 13, weight: 400, fill: COLOURS.faint }
    : { size: 16, weight: 400, fill: COLOURS.text };
  const indent = block.type === 'quote' ? 16 : block.type === 'list' ? 22 : 0;
  const lineHeight = isSmall ? 19 : 23;
  const lines = wrap(runsOf(block.children, base), WIDTH - LEFT - RIGHT - indent);
  const height = Math.max(1, lines.length) * lineHeight;
  const marks =
    block.type === 'quote'
      ? [`<rect x="${LEFT}" y="${top}" width="4" height="${height}" fill="${COLOURS.bar}"/>`]
      : block.type === 'list'
        ? [`<circle cx="${LEFT + 10}" cy="${top + 11}" r="3" fill="${COLOURS.text}"/>`]
        : [];
  const drawn = lines.map((line, index) => drawLine(line, LEFT + indent, top + (index + 1) * lineHeight - 6));
  // An empty line is half as high as it would be, as the client draws it between blocks.
  return {
    elements: [...marks, ...drawn],
    height: lines.length === 0 && block.type !== 'quote' ? 12 : height,
  };
}

function runsOf(nodes: readonly Inline[], style: Style): readonly Run[] {
  return nodes.flatMap((node): readonly Run[] => {
    if (node.type === 'strong') return runsOf(node.children, { ...style, weight: 600, fill: COLOURS.strong });
    if (node.type === 'link') return runsOf(node.children, { ...style, fill: COLOURS.link });
    if ('children' in node) return runsOf(node.children, style);
    if (node.type === 'code') return [{ text: node.text, style: { ...style, isCode: true } }];
    return [{ text: node.text, style }];
  });
}

function wrap(runs: readonly Run[], width: number): readonly (readonly Run[])[] {
  const lines: Run[][] = [];
  let line: Run[] = [];
  let used = 0;
  for (const { text, style } of runs) {
    for (const word of text.match(/\s+|\S+/g) ?? []) {
      const wide = widthOf(word, style);
      if (used + wide > width && word.trim() !== '') {
        lines.push(line);
        line = [];
        used = 0;
      }
      if (line.length === 0 && word.trim() === '') continue;
      line.push({ text: word, style });
      used += wide;
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

function drawLine(runs: readonly Run[], left: number, baseline: number): string {
  let x = left;
  return runs
    .map((run) => {
      const drawn = run.style.isCode ? drawBar(run.text, x, baseline) : textAt(x, baseline, run);
      x += run.style.isCode ? run.text.length * 9 + 8 : widthOf(run.text, run.style);
      return drawn;
    })
    .join('');
}

/** The blocks of a progress bar, which the font has no letters for. */
function drawBar(text: string, x: number, baseline: number): string {
  const blocks = [...text].map((sign, index) => {
    const fill = sign === '█' ? COLOURS.text : COLOURS.bar;
    return `<rect x="${x + 4 + index * 9}" y="${baseline - 13}" width="8.5" height="15" fill="${fill}"/>`;
  });
  const back = `<rect x="${x}" y="${baseline - 17}" width="${text.length * 9 + 8}" height="23" rx="4" fill="${COLOURS.code}"/>`;
  return back + blocks.join('');
}

function drawRow(row: Reply['components'][number], top: number): string {
  let x = LEFT;
  return row.components
    .map((component) => {
      const label = 'label' in component && component.label ? component.label : '';
      const emoji = 'emoji' in component ? component.emoji?.name : undefined;
      const style = { size: 14, weight: 600, fill: '#ffffff' } as const;
      const width = emoji ? 52 : widthOf(label, style) + 32;
      const colour =
        'style' in component ? { 1: COLOURS.blurple, 4: COLOURS.red }[component.style as 1 | 4] : undefined;
      const shape = `<rect x="${x}" y="${top}" width="${width}" height="34" rx="8" fill="${colour ?? COLOURS.bar}"/>`;
      const turn = emoji === '👎' ? ' rotate(180 12 12)' : '';
      const face = emoji
        ? `<path transform="translate(${x + 16} ${top + 7}) scale(0.82)${turn}" d="${THUMB}" fill="#fcc21b"/>`
        : textAt(x + 16, top + 22, { text: label, style });
      x += width + 8;
      return shape + face;
    })
    .join('');
}

function textAt(x: number, y: number, { text, style }: Run): string {
  const escaped = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${style.size}" font-weight="${style.weight}" fill="${style.fill}" xml:space="preserve">${escaped}</text>`;
}

function paint(elements: readonly string[], height: number): Buffer {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="${FONT_FAMILY}">` +
    `<rect width="100%" height="100%" fill="${COLOURS.background}"/>${elements.join('')}</svg>`;
  const font = {
    fontFiles: Object.values(FONT_FILES),
    loadSystemFonts: false,
    defaultFontFamily: FONT_FAMILY,
  };
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
}

const indexDir = await mkdtemp(join(tmpdir(), 'clippings-docs-'));
const engine = await openEngine(loadConfig({ INDEX_DIR: indexDir }));
try {
  const answer = await engine.ask(process.argv[2] ?? 'How many hostages are the rebels holding?');
  const shown = renderAnswer(answer, { words: en, id: 'a1B2c3D4e5F6' });
  await writeFile(new URL('answer.png', import.meta.url), drawMessage(shown));

  const progress: ReindexProgress[] = [];
  await engine.reindex({ full: true, onProgress: (each) => progress.push(each) });
  const midway = progress[Math.floor(progress.length * 0.6)];
  const view = { words: en, run: 'a1B2c3D4', full: true, elapsedMs: 3600, progress: midway };
  await writeFile(new URL('reindex.png', import.meta.url), drawMessage(renderProgress(view)));
} finally {
  await engine.close();
  await rm(indexDir, { recursive: true, force: true });
}
