import { Readability } from '@mozilla/readability';
import type { WrittenOptions } from '../../written-day.ts';
import { genericReason } from '../profiles/generic.ts';
import { isByline, publicationLine } from '../publication-line.ts';
import { readsAsCaption, readsAsSentence } from '../sentence-like.ts';
import { type Block, blocksOf } from './blocks.ts';
import {
  ancestorsOf,
  type DomDocument,
  type DomElement,
  elementsOf,
  isElement,
  isText,
  parsePage,
  shown,
} from './dom.ts';

/** A block of a page that is not the story's, and why. */
export interface DroppedBlock {
  /** Its place among the page's blocks, counted from 1. */
  readonly place: number;
  readonly text: string;
  readonly reason: string;
}

/** The story of a page. */
export interface Body {
  readonly blocks: readonly Block[];
  readonly dropped: readonly DroppedBlock[];
  /** The element that the story lies in. */
  readonly container: DomElement;
}

export interface BodyInput {
  readonly html: string;
  readonly where: string;
  readonly document: DomDocument;
  readonly furniture: ReadonlyMap<DomElement, string>;
  /** The story's text as the page states it for machines. */
  readonly stated?: string | undefined;
  /** How days are written on the page. */
  readonly written: WrittenOptions;
  /** The titles of the story: as blocks they are headlines. */
  readonly titles: readonly string[];
}

/** The mark that says which element of the page one of Readability's is a copy of. */
const MARK = 'data-clippings-place';
/** The part of the words of a block in links from which it is a list of links. */
const LINKED = 0.6;
/** The part of what Readability takes that the story's container must hold. */
const CORE = 0.9;

/** Finds the story of a page: where Readability sees it, with what it leaves out of lists, tables and posts. */
export function bodyOf(input: BodyInput): Body {
  const { document, furniture } = input;
  const root = document.body ?? document.documentElement ?? document;
  const all = blocksOf(root, furniture).flatMap((block) => withLinesApart(block, input));
  const reasons = new Map<Block, string>();
  const open = all.filter((block) => {
    const reason = reasonAround(block, furniture);
    if (reason !== undefined) reasons.set(block, reason);
    return reason === undefined;
  });
  const core = coreOf(open, input);
  const container = containerOf(core, root);
  const inside = open.filter((block) => isWithin(block.element, container));
  const story = storyOf(inside, core);
  const chosen = new Set([...standfirstOf(open, { first: story[0], titles: input.titles }), ...story]);
  for (const block of open) if (!chosen.has(block)) reasons.set(block, 'outside of the story');
  const blocks = withoutFurniture([...chosen], { ...input, reasons });
  const dropped = all.flatMap((block, index) => {
    const reason = reasons.get(block);
    return reason === undefined ? [] : [{ place: index + 1, text: block.text, reason }];
  });
  return { blocks, dropped, container };
}

/** A block in several where lines of it, parted by line breaks, are a headline, a byline or a date. */
function withLinesApart(block: Block, { titles, written }: BodyInput): readonly Block[] {
  if (!block.text.includes('\n') || block.kind === 'table' || block.kind === 'code') return [block];
  const known = new Set(titles.map(lettersOf));
  const parts: { lines: string[]; isApart: boolean }[] = [];
  for (const line of block.text.split('\n')) {
    const isApart = known.has(lettersOf(line)) || isDateOrByline(line, written);
    const last = parts.at(-1);
    if (last && !isApart && !last.isApart) last.lines.push(line);
    else parts.push({ lines: [line], isApart });
  }
  return parts.length === 1 ? [block] : parts.map(({ lines }) => ({ ...block, text: lines.join('\n') }));
}

function reasonAround(block: Block, furniture: ReadonlyMap<DomElement, string>): string | undefined {
  for (const element of ancestorsOf(block.element)) {
    const reason = furniture.get(element);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** The blocks that are surely the story's: what the page states for machines, or what Readability takes. */
function coreOf(open: readonly Block[], input: BodyInput): ReadonlySet<Block> {
  const marked = new Set(open.filter(({ element }) => isMarked(element)));
  if (lengthOf(marked) >= 250) return marked;
  const stated = statedBlocks(open, input.stated);
  if (stated && lengthOf(stated) >= 0.8 * (input.stated?.length ?? 0)) return stated;
  const kept = keptByReadability(input);
  const read = new Set(open.filter(({ element }) => kept.has(element)));
  if (read.size > 0) return read;
  return new Set(open.filter(({ text }) => readsAsSentence(text)));
}

function isMarked(element: DomElement): boolean {
  for (const each of ancestorsOf(element)) {
    if (/\barticleBody\b/i.test(each.getAttribute('itemprop') ?? '')) return true;
  }
  return false;
}

function statedBlocks(open: readonly Block[], stated: string | undefined): ReadonlySet<Block> | undefined {
  if (stated === undefined || stated.length < 250) return undefined;
  const words = lettersOf(stated);
  return new Set(
    open.filter(({ text }) => {
      const own = lettersOf(text);
      return own.length >= 20 && words.includes(own);
    }),
  );
}

/** The elements of the page whose own words Readability takes for the story. */
function keptByReadability({ html, where, document, furniture }: BodyInput): ReadonlySet<DomElement> {
  const elements = elementsOf(document);
  const copy = parsePage(html, where);
  for (const [place, element] of elementsOf(copy).entries()) {
    const original = elements[place];
    if (original && furniture.has(original)) element.remove();
    else element.setAttribute(MARK, String(place));
  }
  const content = readable(copy);
  const kept = new Set<DomElement>();
  if (!content) return kept;
  const stack: DomElement[] = [content];
  for (let element = stack.pop(); element; element = stack.pop()) {
    for (const node of element.childNodes) {
      if (isElement(node)) stack.push(node);
      else if (isText(node) && shown(node.textContent) !== '') keep(element, { elements, kept });
    }
  }
  return kept;
}

function keep(
  element: DomElement,
  { elements, kept }: { elements: readonly DomElement[]; kept: Set<DomElement> },
): void {
  for (const each of ancestorsOf(element)) {
    const place = each.getAttribute(MARK);
    const original = place === null ? undefined : elements[Number(place)];
    if (!original) continue;
    for (const around of ancestorsOf(original)) {
      kept.add(around);
      if (
        /^(?:p|div|li|td|th|h[1-6]|section|article|blockquote|figcaption|pre|dd|dt|table|main|body)$/.test(
          around.localName,
        )
      )
        break;
    }
    return;
  }
}

function readable(copy: DomDocument): DomElement | undefined {
  try {
    const article = new Readability<DomElement>(copy as never, {
      charThreshold: 250,
      serializer: (node) => node as unknown as DomElement,
    }).parse();
    return article?.content ?? undefined;
  } catch {
    // It fails on documents that leave the standard; the page is then read without it.
    return undefined;
  }
}

/** The smallest element that holds nearly all of the core. */
function containerOf(core: ReadonlySet<Block>, root: DomElement): DomElement {
  const lengths = new Map<DomElement, number>();
  let all = 0;
  for (const { element, text } of core) {
    all += text.length;
    for (const each of ancestorsOf(element)) lengths.set(each, (lengths.get(each) ?? 0) + text.length);
  }
  const depthOf = (element: DomElement) => [...ancestorsOf(element)].length;
  const holders = [...lengths.keys()].filter((element) => (lengths.get(element) ?? 0) >= CORE * all);
  return holders.reduce((best, each) => (depthOf(each) > depthOf(best) ? each : best), root);
}

function isWithin(element: DomElement, container: DomElement): boolean {
  for (const each of ancestorsOf(element)) if (each === container) return true;
  return false;
}

/** The core, and of what stands between and right around it all that reads as the story does. */
function storyOf(inside: readonly Block[], core: ReadonlySet<Block>): readonly Block[] {
  const places = inside.flatMap((block, place) => (core.has(block) ? [place] : []));
  const [first, last] = [places[0] ?? 0, places.at(-1) ?? -1];
  return inside.filter((block, place) => {
    if (core.has(block)) return true;
    if (block.linked > LINKED && !readsAsSentence(block.text)) return false;
    return (place > first && place < last) || readsAsSentence(block.text);
  });
}

/** The most blocks that may stand between a headline and its story: standfirst, byline, date, picture. */
const ABOVE = 12;

/** The sentences between the headline and the story, which often stand outside of its container. */
function standfirstOf(
  open: readonly Block[],
  { first, titles }: { first: Block | undefined; titles: readonly string[] },
): readonly Block[] {
  const end = first ? open.indexOf(first) : -1;
  const known = new Set(titles.map(lettersOf));
  const isHeadline = ({ kind, text }: Block) => kind === 'heading' && known.has(lettersOf(text));
  const start = open.findLastIndex((block, place) => place < end && isHeadline(block));
  if (start < 0 || end - start > ABOVE) return [];
  return open.slice(start + 1, end).filter(({ text, linked, kind }) => {
    return kind !== 'item' && linked < LINKED && readsAsSentence(text);
  });
}

interface Filter {
  readonly titles: readonly string[];
  readonly written: WrittenOptions;
  readonly reasons: Map<Block, string>;
}

function withoutFurniture(blocks: readonly Block[], { titles, written, reasons }: Filter): readonly Block[] {
  const sentences = blocks.map(({ text }) => readsAsSentence(text));
  const [first, last] = [sentences.indexOf(true), sentences.lastIndexOf(true)];
  const known = new Set(titles.map(lettersOf));
  let inRelated = false;
  const kept = blocks.filter((block, place) => {
    const outside = place < first || place > last;
    const reason = blockReason(block, { outside, known, inRelated, written });
    inRelated = reason === undefined ? false : inRelated || reason === 'heading of related stories';
    if (reason !== undefined) reasons.set(block, reason);
    return reason === undefined;
  });
  while (kept.at(-1)?.kind === 'heading') {
    const heading = kept.pop();
    if (heading) reasons.set(heading, 'heading with nothing under it');
  }
  return kept;
}

interface Place {
  /** Whether a block stands before the story's first sentence or after its last. */
  readonly outside: boolean;
  /** The headlines, as letters only. */
  readonly known: ReadonlySet<string>;
  /** Whether it stands under a heading of related stories. */
  readonly inRelated: boolean;
  readonly written: WrittenOptions;
}

function blockReason(
  { kind, text, linked }: Block,
  { outside, known, inRelated, written }: Place,
): string | undefined {
  if (kind === 'table' || kind === 'code') return undefined;
  if (known.has(lettersOf(text))) return 'headline, kept in the front matter';
  const reason = genericReason(text, outside);
  if (reason !== undefined) return reason;
  if (outside && text.split('\n').every((line) => isDateOrByline(line, written))) return 'date or byline';
  if (outside && kind === 'paragraph' && isLabel(text)) return 'name of the section, the site or the writer';
  if (kind === 'caption' && !readsAsCaption(text)) return "picture's caption or credit";
  if (readsAsSentence(text)) return undefined;
  if (inRelated && (linked > LINKED || kind === 'item')) return 'related headline';
  if (linked > 0.9 && kind !== 'heading') return 'link to another story';
  return undefined;
}

/** Whether a line says when and by whom a story was published, and nothing else. */
function isDateOrByline(line: string, written: WrittenOptions): boolean {
  return isByline(line) || publicationLine(line, { order: 'day-first', ...written }) !== undefined;
}

/** Up to four words, all with capitals. */
function isLabel(text: string): boolean {
  return (
    /^[^\p{Ll}\d]?\p{Lu}\S*(?:\s(?:\p{Lu}\S*|&|of|and|the|de|von|van)){0,3}$/u.test(text) &&
    !/[.!?]$/.test(text)
  );
}

function lengthOf(blocks: Iterable<Block>): number {
  let length = 0;
  for (const { text } of blocks) length += text.length;
  return length;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
