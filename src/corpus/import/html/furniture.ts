import {
  ancestorsOf,
  type DomDocument,
  type DomElement,
  elementsOf,
  isElement,
  isText,
  shown,
} from './dom.ts';

/** Elements that hold nothing to read, or nothing of the story, whatever they are called. */
const NEVER_TEXT = new Set(
  (
    'script style noscript template iframe object embed svg math canvas video audio map form input select ' +
    'button textarea datalist dialog nav menu footer aside head link meta title amp-ad amp-sidebar ' +
    'amp-consent amp-social-share amp-analytics amp-iframe amp-embed'
  ).split(' '),
);
const ROLES = new Set(
  'navigation banner search complementary contentinfo dialog alertdialog menu menubar toolbar tablist'.split(
    ' ',
  ),
);

/** Words of which one in an element's class, id or test id says that it is not the story. */
const NAMES = new Set(
  (
    'share sharing shares social sharebar sharetools socials sharedaddy addtoany addthis newsletter newsletters ' +
    'subscribe subscription signup promo promos promotion related relateds recirc recirculation recommended ' +
    'recommendations recommendation trending popular mostread mostpopular readmore outbrain taboola ' +
    'zergnet sponsor sponsored advert adverts advertisement advertising ad ads adslot dfp cookie cookies ' +
    'consent gdpr onetrust cmp didomi breadcrumb breadcrumbs crumbs crumb ' +
    'toolbar pagination pager nav navigation navbar menu menus skip skiplink skiplinks footer masthead ' +
    'sidebar widgets modal popup overlay poll quiz login registration copyright rating ratings ' +
    'byline bylines authorbio bio tags taglist topics keywords timestamp datetime pubdate dateline-date ' +
    'infobar alertbar ticker sitemap teasers upsell'
  ).split(' '),
);
/** The same for what readers wrote, which may be longer than the story. */
const COMMENTS = new Set(['comments', 'commentlist', 'disqus', 'livefyre', 'viafoura', 'spotim']);
/** The same for who took a picture, within the picture's caption. */
const CREDITS = new Set(['credit', 'credits', 'copyright', 'photographer', 'photocredit', 'attribution']);
/** The attributes that name an element. */
const NAMED = ['class', 'id', 'data-testid', 'data-component', 'data-module', 'data-type'];
/** The same, of two words that stand beside each other in a name. */
const PAIRS = new Set(
  (
    'most-read most-popular most-viewed read-more read-next more-stories more-from more-on more-news also-like ' +
    'also-read see-also up-next next-up sign-up author-bio author-info author-box about-author about-authors ' +
    'comment-form tag-list post-meta entry-meta article-meta ' +
    'article-tools article-tags article-topics story-tools story-meta social-links print-only back-top ' +
    'top-stories latest-news latest-stories editors-picks you-may list-related further-reading in-article-ad ' +
    'site-header page-header global-header site-footer call-action reading-time read-time min-read ' +
    'published-date publish-date publication-date date-published post-date entry-date article-date story-date ' +
    'posted-on last-updated'
  ).split(' '),
);
const UNSEEN_NAMES =
  /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|screenreader-only|u-hidden-visually|offscreen)(?:\s|$)/i;

/** Elements that stand within a line: what they are called says nothing about the line. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var'.split(
    ' ',
  ),
);

/** The most of a page's text that an element may hold and still be furniture by its name alone. */
const LARGEST = 0.4;
/** Elements whose text is never shown. */
const CODE = new Set(['script', 'style', 'noscript', 'template', 'head']);
/** Names of a page's state, put on its outermost elements: "has-sidebar", "no-ads", "comments-open". */
const STATE = /^(?:has|no|with|is|hide|show|js)[-_]|[-_](?:open|closed|enabled|disabled|active)$/i;

/** How much of a page's text each of its elements holds. */
type Lengths = ReadonlyMap<DomElement, number>;

/** Says of the elements of a page which are its furniture, and why; what is inside them is not named again. */
export function furnitureOf(document: DomDocument): ReadonlyMap<DomElement, string> {
  const elements = elementsOf(document);
  const lengths = lengthsOf(elements);
  const all = lengths.get(document.body ?? document) ?? 0;
  const found = new Map<DomElement, string>();
  const inside = new Set<DomElement>();
  for (const element of elements) {
    const isInside = element.parentNode !== null && inside.has(element.parentNode);
    const reason = isInside ? undefined : reasonOf(element, LARGEST * all, lengths);
    if (reason !== undefined) found.set(element, reason);
    if (isInside || reason !== undefined) inside.add(element);
  }
  return found;
}

function lengthsOf(elements: readonly DomElement[]): Lengths {
  const lengths = new Map<DomElement, number>();
  for (const element of elements.toReversed()) {
    let length = 0;
    if (!CODE.has(element.localName)) {
      for (const node of element.childNodes) {
        if (isElement(node)) length += lengths.get(node) ?? 0;
        else if (isText(node)) length += shown(node.textContent).length;
      }
    }
    lengths.set(element, length);
  }
  return lengths;
}

function reasonOf(element: DomElement, largest: number, lengths: Lengths): string | undefined {
  const { localName } = element;
  if (CODE.has(localName)) return 'not part of the story';
  if (/^(?:html|body|main)$/.test(localName)) return undefined;
  const comments = namedOf(element, COMMENTS);
  if (comments !== undefined && !holdsMain(element, 'h1')) return `page furniture ("${comments}")`;
  if ((lengths.get(element) ?? 0) > largest || holdsMain(element)) return undefined;
  if (NEVER_TEXT.has(localName) || ROLES.has(element.getAttribute('role') ?? '')) {
    return 'not part of the story';
  }
  if (isHidden(element)) return 'not shown';
  if (isCredit(element)) return "picture's credit";
  if (INLINE.has(localName) && !standsAlone(element)) return undefined;
  const name = namedOf(element, NAMES, PAIRS);
  return name === undefined ? undefined : `page furniture ("${name}")`;
}

/** Whether the page itself says that the story's text is this, or in it. */
function holdsMain(element: DomElement, or?: string): boolean {
  if (/\barticleBody\b/i.test(element.getAttribute('itemprop') ?? '')) return true;
  return element.querySelector(`[itemprop~="articleBody"]${or ? `, ${or}` : ''}`) !== null;
}

function isHidden(element: DomElement): boolean {
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true;
  if (UNSEEN_NAMES.test(element.getAttribute('class') ?? '')) return true;
  return /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(
    element.getAttribute('style') ?? '',
  );
}

/** Whether an element of a line stands outside of every paragraph, as a byline of spans does. */
function standsAlone(element: DomElement): boolean {
  for (const { localName } of ancestorsOf(element)) {
    if (/^(?:p|li|td|th|h[1-6]|blockquote|figcaption|dd|dt)$/.test(localName)) return false;
  }
  return true;
}

/** Whether an element names who took a picture. */
function isCredit(element: DomElement): boolean {
  const name = namedOf(element, CREDITS);
  if (name === undefined) return false;
  for (const { localName } of ancestorsOf(element)) {
    if (localName === 'figure' || localName === 'figcaption') return element.localName !== localName;
  }
  return false;
}

/** The name of an element that has one of these words, or of these pairs of words, in it. */
function namedOf(
  element: DomElement,
  words: ReadonlySet<string>,
  pairs: ReadonlySet<string> = new Set(),
): string | undefined {
  const names = NAMED.map((name) => element.getAttribute(name) ?? '').join(' ');
  return names.split(/\s+/).find((name) => {
    if (STATE.test(name)) return false;
    const parts = wordsOfName(name);
    return parts.some((part, index) => words.has(part) || pairs.has(`${part}-${parts[index + 1] ?? ''}`));
  });
}

function wordsOfName(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
