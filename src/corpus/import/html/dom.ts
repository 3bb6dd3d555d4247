import { parseHTML } from 'linkedom';
import { ClippingsError } from '../../../errors.ts';

/** What this program needs of a node of a document. */
export interface DomNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly parentNode: DomElement | null;
  readonly childNodes: Iterable<DomNode>;
  readonly textContent: string | null;
}

/** What this program needs of an element. */
export interface DomElement extends DomNode {
  readonly localName: string;
  readonly children: Iterable<DomElement>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  remove(): void;
}

/** A parsed page. Nothing in it runs, and nothing it refers to is fetched. */
export interface DomDocument extends DomElement {
  readonly documentElement: DomElement | null;
  readonly body: DomElement | null;
}

/** The most elements that a page may have; the largest of 147 real pages had 9,000. */
export const MAX_ELEMENTS = 60_000;
/** The deepest nesting that is followed; a browser's parser stops at 512. */
const MAX_DEPTH = 512;

/**
 * Parses HTML as far as it goes; no page is too broken.
 * @param where the page, for messages
 * @throws ClippingsError CORPUS when it has too many elements, or they are nested too deeply
 */
export function parsePage(html: string, where: string): DomDocument {
  // What is before the first tag, such as an XML declaration or "saved from", would become text.
  const document = parseHTML(framed(html)).document as unknown as DomDocument;
  checkSize(document, where);
  return document;
}

function framed(html: string): string {
  const start = /<(?:!doctype|html|head|body)\b/i.exec(html.slice(0, 4_000));
  return start ? html.slice(start.index) : `<!DOCTYPE html><html><body>${html}</body></html>`;
}

function checkSize(document: DomDocument, where: string): void {
  let count = 0;
  const stack: { element: DomElement; depth: number }[] = [{ element: document, depth: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    count += 1;
    if (count > MAX_ELEMENTS || next.depth > MAX_DEPTH) {
      const found =
        count > MAX_ELEMENTS ? `more than ${MAX_ELEMENTS} elements` : 'elements nested too deeply';
      throw new ClippingsError(
        'CORPUS',
        `${where}:1: is a web page with ${found}. Save the article as text and import that.`,
      );
    }
    for (const element of next.element.children) stack.push({ element, depth: next.depth + 1 });
  }
}

/** The elements of a document, in order. */
export function elementsOf(document: DomDocument): readonly DomElement[] {
  return [...document.querySelectorAll('*')];
}

export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}

export function isText(node: DomNode): boolean {
  return node.nodeType === 3;
}

/** The element itself and those around it, from within. */
export function* ancestorsOf(element: DomElement): Generator<DomElement> {
  for (let each: DomElement | null = element; each && each.nodeType === 1; each = each.parentNode) yield each;
}

/** Characters that are not seen: marks of where a word may be broken, and of no width. */
const UNSEEN = /[\u00AD\u200B\u2060\uFEFF]/g;

/** A text as a browser would show it: white space closed up, and no invisible characters. */
export function shown(text: string | null | undefined): string {
  return (text ?? '')
    .replace(UNSEEN, '')
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();
}
