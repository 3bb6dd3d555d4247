import { ancestorsOf, type DomElement, type DomNode, isElement, isText, shown } from './dom.ts';

/** What a block of a page is. */
export type BlockKind = 'paragraph' | 'heading' | 'item' | 'quote' | 'table' | 'code' | 'caption' | 'term';

/** A run of words of a page that stands by itself: a paragraph, a heading, an item of a list, a table. */
export interface Block {
  readonly kind: BlockKind;
  /** The element that the words are directly in, or the table. */
  readonly element: DomElement;
  /** The words as a browser would show them; lines are parted where the page parts them. */
  readonly text: string;
  /** Which part of the words is in links, from 0 to 1. */
  readonly linked: number;
}

const SKIPPED = new Set(
  'script style noscript template iframe object embed svg math canvas video audio head title meta link select option datalist'.split(
    ' ',
  ),
);
/** Elements that begin and end a block. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary ' +
    'table tbody td tfoot th thead tr ul'
  ).split(' '),
);
/** The longest cell of a table that holds figures or names; a table of longer ones is a layout of the page. */
const CELL_CHARACTERS = 200;

interface Run {
  words: string;
  linked: number;
  isLink: number;
}

/** Elements within a line that are not part of it, such as a picture's credit: they are blocks of their own. */
type Apart = { has(element: DomElement): boolean };
const NONE: Apart = new Set();

/** The blocks of an element, in the order of the page. */
export function blocksOf(root: DomElement, apart: Apart = NONE): readonly Block[] {
  const blocks: Block[] = [];
  const run: Run = { words: '', linked: 0, isLink: 0 };
  const close = (element: DomElement, kind = kindOf(element)) => {
    for (const text of paragraphsOf(run.words, kind)) {
      blocks.push({
        kind,
        element,
        text,
        linked: Math.min(1, run.linked / Math.max(1, shown(run.words).length)),
      });
    }
    Object.assign(run, { words: '', linked: 0 });
  };
  walk(root, { blocks, run, close, apart });
  close(root);
  return blocks;
}

interface Walk {
  readonly blocks: Block[];
  readonly run: Run;
  readonly close: (element: DomElement, kind?: BlockKind) => void;
  readonly apart: Apart;
}

function walk(element: DomElement, at: Walk): void {
  for (const node of element.childNodes) {
    if (isText(node)) addText(node, at.run);
    else if (isElement(node) && !SKIPPED.has(node.localName)) enter(node, element, at);
  }
}

function enter(node: DomElement, around: DomElement, at: Walk): void {
  const { localName } = node;
  if (localName === 'br') {
    at.run.words += '\n';
    return;
  }
  const isBlock = BLOCKS.has(localName);
  if (!isBlock) {
    if (at.apart.has(node)) {
      const text = shown(node.textContent);
      if (text !== '') at.blocks.push({ kind: 'caption', element: node, text, linked: 0 });
      return;
    }
    const isLink = localName === 'a';
    if (isLink) at.run.isLink += 1;
    walk(node, at);
    if (isLink) at.run.isLink -= 1;
    return;
  }
  at.close(blockAround(around));
  if (localName === 'table' && isDataTable(node)) {
    at.blocks.push({ kind: 'table', element: node, text: tableText(node), linked: linkedShare(node) });
    return;
  }
  if (localName === 'pre') at.blocks.push(...codeBlock(node));
  else walk(node, at);
  at.close(node);
}

function addText(node: DomNode, run: Run): void {
  const text = (node.textContent ?? '').replace(/[\r\n]/g, ' ');
  run.words += text;
  if (run.isLink > 0) run.linked += shown(text).length;
}

function blockAround(element: DomElement): DomElement {
  for (const each of ancestorsOf(element)) if (BLOCKS.has(each.localName)) return each;
  return element;
}

/** Two line breaks on end part paragraphs, as old pages have it; a single one parts lines. */
function paragraphsOf(words: string, kind: BlockKind): readonly string[] {
  const parts = kind === 'heading' ? [words.replaceAll('\n', ' ')] : words.split(/\n[\s\u00A0]*\n/);
  return parts
    .map((part) =>
      part
        .split('\n')
        .map(shown)
        .filter((line) => line !== '')
        .join('\n'),
    )
    .filter((part) => part !== '');
}

function kindOf(element: DomElement): BlockKind {
  for (const { localName } of ancestorsOf(element)) {
    if (/^h[1-6]$/.test(localName)) return 'heading';
    if (localName === 'li') return 'item';
    if (localName === 'blockquote') return 'quote';
    if (localName === 'figcaption') return 'caption';
    if (localName === 'dt') return 'term';
    if (/^(?:p|article|section|body|td|dd)$/.test(localName)) {
      return localName === 'p' ? kindAround(element) : 'paragraph';
    }
  }
  return 'paragraph';
}

/** A paragraph's kind by what it is in: an item of a list, a quotation, a caption. */
function kindAround(element: DomElement): BlockKind {
  for (const { localName } of ancestorsOf(element)) {
    if (localName === 'li') return 'item';
    if (localName === 'blockquote') return 'quote';
    if (localName === 'figcaption') return 'caption';
    if (/^(?:article|section|body|td|dd)$/.test(localName)) return 'paragraph';
  }
  return 'paragraph';
}

function codeBlock(element: DomElement): readonly Block[] {
  const text = (element.textContent ?? '')
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
  return text.trim() === '' ? [] : [{ kind: 'code', element, text, linked: linkedShare(element) }];
}

/** Whether a table shows rows of short values, and is no means of laying out a page. */
function isDataTable(table: DomElement): boolean {
  if (table.querySelector('table') || table.getAttribute('role') === 'presentation') return false;
  const rows = rowsOf(table);
  if (rows.some((cells) => cells.some((cell) => cell.length > CELL_CHARACTERS))) return false;
  return rows.filter((cells) => cells.filter((cell) => cell !== '').length > 1).length > 1;
}

function rowsOf(table: DomElement): readonly (readonly string[])[] {
  return [...table.querySelectorAll('tr')].map((row) =>
    [...row.children].filter(({ localName }) => /^t[dh]$/.test(localName)).map((cell) => shown(spaced(cell))),
  );
}

/** An element's words, with a blank where one block of it ends and the next begins. */
function spaced(element: DomElement): string {
  let words = '';
  for (const node of element.childNodes) {
    if (isText(node)) words += node.textContent ?? '';
    else if (isElement(node) && !SKIPPED.has(node.localName)) {
      const isBlock = BLOCKS.has(node.localName) || node.localName === 'br';
      words += isBlock ? ` ${spaced(node)} ` : spaced(node);
    }
  }
  return words;
}

function tableText(table: DomElement): string {
  const caption = shown(table.querySelector('caption')?.textContent);
  const rows = rowsOf(table)
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => `| ${cells.join(' | ')} |`);
  return [...(caption ? [caption] : []), ...rows].join('\n');
}

function linkedShare(element: DomElement): number {
  const all = shown(element.textContent).length;
  const links = [...element.querySelectorAll('a')].reduce((sum, a) => sum + shown(a.textContent).length, 0);
  return all === 0 ? 0 : Math.min(1, links / all);
}
