// Draws the pictures of the README: a real answer on a phone, dark and light, and the reindex message, from the very
// payloads that the bot sends. `npm run docs:discord` writes docs/answer.png and docs/reindex.png.
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

interface Colours {
  readonly background: string;
  readonly text: string;
  readonly strong: string;
  readonly faint: string;
  readonly bar: string;
  readonly link: string;
  readonly code: string;
  readonly button: string;
  readonly label: string;
}

/** What a message is shown on. */
interface Screen {
  readonly width: number;
  /** From the left edge to the text. */
  readonly left: number;
  readonly right: number;
  readonly colours: Colours;
}

const BLURPLE = '#5865f2';
const RED = '#da373c';
const DARK: Colours = {
  background: '#313338',
  text: '#dbdee1',
  strong: '#f2f3f5',
  faint: '#949ba4',
  bar: '#4e5058',
  link: '#00a8fc',
  code: '#1e1f22',
  button: '#4e5058',
  label: '#ffffff',
};
const LIGHT: Colours = {
  background: '#ffffff',
  text: '#2e3338',
  strong: '#060607',
  faint: '#5c5e66',
  bar: '#c4c9ce',
  link: '#006ce7',
  code: '#f2f3f5',
  button: '#e3e5e8',
  label: '#2e3338',
};
const DESKTOP: Screen = { width: 820, left: 76, right: 24, colours: DARK };
const PHONE = { width: 390, left: 62, right: 12 } as const;
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

/** One message of the bot, from the top of its screen. */
function drawMessage({ content, components }: Reply, screen: Screen): Drawn {
  const elements: string[] = [header(screen)];
  let y = 58;
  for (const block of blocksOf(content)) {
    const drawn = drawBlock(block, y, screen);
    elements.push(...drawn.elements);
    y += drawn.height;
  }
  for (const row of components) {
    const drawn = drawRow(row, y + 8, screen);
    elements.push(...drawn.elements);
    y += drawn.height;
  }
  return { elements, height: y + 22 };
}

function header({ left, colours }: Screen): string {
  const name = { size: 16, weight: 600, fill: colours.strong } as const;
  const width = widthOf('Clippings', name);
  const badge = left + width + 8;
  const middle = left - 34;
  return [
    `<circle cx="${middle}" cy="40" r="20" fill="${BLURPLE}"/>`,
    textAt(middle - 8, 58, { text: '”', style: { size: 34, weight: 600, fill: '#ffffff' } }),
    textAt(left, 36, { text: 'Clippings', style: name }),
    `<rect x="${badge}" y="22" width="34" height="18" rx="4" fill="${BLURPLE}"/>`,
    textAt(badge + 5, 36, { text: 'APP', style: { size: 12, weight: 600, fill: '#ffffff' } }),
    textAt(badge + 44, 36, { text: 'Today at 10:42', style: { size: 12, weight: 400, fill: colours.faint } }),
  ].join('');
}

function drawBlock(block: Block, top: number, { width, left, right, colours }: Screen): Drawn {
  const isSmall = block.type === 'subtext';
  const base: Style = isSmall
    ? { size: 13, weight: 400, fill: colours.faint }
    : { size: 16, weight: 400, fill: colours.text };
  const indent = block.type === 'quote' ? 16 : block.type === 'list' ? 22 : 0;
  const lineHeight = isSmall ? 19 : 23;
  const lines = wrap(runsOf(block.children, base, colours), width - left - right - indent);
  const height = Math.max(1, lines.length) * lineHeight;
  const marks =
    block.type === 'quote'
      ? [`<rect x="${left}" y="${top}" width="4" height="${height}" fill="${colours.bar}"/>`]
      : block.type === 'list'
        ? [`<circle cx="${left + 10}" cy="${top + 11}" r="3" fill="${colours.text}"/>`]
        : [];
  const drawn = lines.map((line, index) =>
    drawLine(line, { x: left + indent, y: top + (index + 1) * lineHeight - 6 }, colours),
  );
  // An empty line is half as high as it would be, as the client draws it between blocks.
  return {
    elements: [...marks, ...drawn],
    height: lines.length === 0 && block.type !== 'quote' ? 12 : height,
  };
}

function runsOf(nodes: readonly Inline[], style: Style, colours: Colours): readonly Run[] {
  return nodes.flatMap((node): readonly Run[] => {
    if (node.type === 'strong')
      return runsOf(node.children, { ...style, weight: 600, fill: colours.strong }, colours);
    if (node.type === 'link') return runsOf(node.children, { ...style, fill: colours.link }, colours);
    if ('children' in node) return runsOf(node.children, style, colours);
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
        // What stands before it without a space goes along: "'" before bold words.
        const space = line.findLastIndex((run) => run.text.trim() === '');
        const along = space < 0 ? [] : line.splice(space + 1);
        lines.push(line);
        line = along;
        used = along.reduce((sum, run) => sum + widthOf(run.text, run.style), 0);
      }
      if (line.length === 0 && word.trim() === '') continue;
      line.push({ text: word, style });
      used += wide;
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function drawLine(runs: readonly Run[], { x: left, y: baseline }: Place, colours: Colours): string {
  let x = left;
  return runs
    .map((run) => {
      const drawn = run.style.isCode
        ? drawBar(run.text, { x, y: baseline }, colours)
        : textAt(x, baseline, run);
      x += run.style.isCode ? run.text.length * 9 + 8 : widthOf(run.text, run.style);
      return drawn;
    })
    .join('');
}

/** The blocks of a progress bar, which the font has no letters for. */
function drawBar(text: string, { x, y: baseline }: Place, colours: Colours): string {
  const blocks = [...text].map((sign, index) => {
    const fill = sign === '█' ? colours.text : colours.bar;
    return `<rect x="${x + 4 + index * 9}" y="${baseline - 13}" width="8.5" height="15" fill="${fill}"/>`;
  });
  const back = `<rect x="${x}" y="${baseline - 17}" width="${text.length * 9 + 8}" height="23" rx="4" fill="${colours.code}"/>`;
  return back + blocks.join('');
}

/** A row of buttons, on as many lines as it takes. */
function drawRow(row: Reply['components'][number], top: number, screen: Screen): Drawn {
  const { left, right, colours } = screen;
  let x = left;
  let y = top;
  const elements = row.components.map((component) => {
    const label = 'label' in component && component.label ? component.label : '';
    const emoji = 'emoji' in component ? component.emoji?.name : undefined;
    const special = 'style' in component ? { 1: BLURPLE, 4: RED }[component.style as 1 | 4] : undefined;
    const style = { size: 14, weight: 600, fill: special ? '#ffffff' : colours.label } as const;
    const width = emoji ? 48 : widthOf(label, style) + 28;
    if (x > left && x + width > screen.width - right) {
      x = left;
      y += 42;
    }
    const shape = `<rect x="${x}" y="${y}" width="${width}" height="34" rx="8" fill="${special ?? colours.button}"/>`;
    const turn = emoji === '👎' ? ' rotate(180 12 12)' : '';
    const face = emoji
      ? `<path transform="translate(${x + 14} ${y + 7}) scale(0.82)${turn}" d="${THUMB}" fill="#fcc21b"/>`
      : textAt(x + 14, y + 22, { text: label, style });
    x += width + 8;
    return shape + face;
  });
  return { elements, height: y - top + 42 };
}

function textAt(x: number, y: number, { text, style }: Run): string {
  const escaped = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${style.size}" font-weight="${style.weight}" fill="${style.fill}" xml:space="preserve">${escaped}</text>`;
}

/** A picture of messages side by side, each on its screen. */
function paint(messages: readonly { readonly drawn: Drawn; readonly screen: Screen }[]): Buffer {
  const height = Math.max(...messages.map(({ drawn }) => drawn.height));
  let width = 0;
  const panels = messages.map(({ drawn, screen }) => {
    const back = `<rect width="${screen.width}" height="${height}" fill="${screen.colours.background}"/>`;
    const panel = `<g transform="translate(${width} 0)">${back}${drawn.elements.join('')}</g>`;
    width += screen.width;
    return panel;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${FONT_FAMILY}">${panels.join('')}</svg>`;
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
  const answer = await engine.ask(
    process.argv[2] ?? 'What would make the rebels free another significant number of people?',
  );
  const reply = renderAnswer(answer, { words: en, id: 'a1B2c3D4e5F6' });
  const phones = [DARK, LIGHT].map((colours) => ({ ...PHONE, colours }));
  const shown = phones.map((screen) => ({ drawn: drawMessage(reply, screen), screen }));
  await writeFile(new URL('answer.png', import.meta.url), paint(shown));

  const progress: ReindexProgress[] = [];
  await engine.reindex({ full: true, onProgress: (each) => progress.push(each) });
  const midway = progress[Math.floor(progress.length * 0.6)];
  const view = { words: en, run: 'a1B2c3D4', full: true, elapsedMs: 3600, progress: midway };
  const drawn = drawMessage(renderProgress(view), DESKTOP);
  await writeFile(new URL('reindex.png', import.meta.url), paint([{ drawn, screen: DESKTOP }]));
} finally {
  await engine.close();
  await rm(indexDir, { recursive: true, force: true });
}
