import { decodeHTML } from 'entities';
import type { Day } from '../../day.ts';
import type { Proposal } from '../draft.ts';
import { type DomDocument, type DomElement, shown } from './dom.ts';
import { articleItem, type Item, itemsOf, namesOf, textOf, typesOf } from './json-ld.ts';
import { longestPart, titleOf } from './title.ts';

/** What a page says of its story in its head and its structured data. */
export interface Metadata {
  readonly items: readonly Item[];
  readonly article: Item | undefined;
  readonly meta: Meta;
  readonly language: string | undefined;
  readonly url: string | undefined;
}

/** The `<meta>` elements of a page, by their name in lower case. */
export type Meta = ReadonlyMap<string, string>;

export function metadataOf(document: DomDocument, address: string | undefined): Metadata {
  const items = itemsOf(document);
  const meta = metaOf(document);
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? undefined;
  const url = [canonical, meta.get('og:url'), address].find(
    (each) => each !== undefined && /^https?:\/\/[^/]/.test(each),
  );
  return { items, article: articleItem(items, url), meta, language: languageOf(document, meta), url };
}

function metaOf(document: DomDocument): Meta {
  const found = new Map<string, string>();
  for (const element of document.querySelectorAll('meta')) {
    const content = element.getAttribute('content')?.trim();
    if (!content) continue;
    for (const attribute of ['property', 'name', 'itemprop', 'http-equiv']) {
      for (const name of (element.getAttribute(attribute) ?? '').toLowerCase().split(/\s+/)) {
        if (name !== '' && !found.has(name)) found.set(name, content);
      }
    }
  }
  return found;
}

function languageOf(document: DomDocument, meta: Meta): string | undefined {
  const language =
    document.documentElement?.getAttribute('lang') ||
    document.documentElement?.getAttribute('xml:lang') ||
    meta.get('og:locale') ||
    meta.get('content-language');
  return language ? language.replace('_', '-') : undefined;
}

/** A text of structured data as a person reads it: entities decoded, and no tags. */
export function plainText(text: string): string {
  return shown(decodeHTML(text).replace(/<[^<>]{0,200}>/g, ''));
}

/** The title that a page states, and the texts that are titles of the same story. */
export function statedTitle(
  metadata: Metadata,
  {
    document,
    headlines,
    site,
  }: { document: DomDocument; headlines: readonly string[]; site: string | undefined },
): { title: Proposal<string> | undefined; all: readonly string[] } {
  const { article, meta } = metadata;
  const field = (value: unknown) => {
    const text = textOf(value);
    return text === undefined ? undefined : plainText(text);
  };
  const candidates = [
    { value: field(article?.headline), basis: "the page's structured data (headline)" },
    { value: field(meta.get('og:title')), basis: "the page's og:title" },
    ...headlines.map((value) => ({ value, basis: 'the headline on the page' })),
    { value: field(meta.get('twitter:title')), basis: "the page's twitter:title" },
    { value: field(article?.name), basis: "the page's structured data (name)" },
    {
      value: field(
        meta.get('dc.title') ??
          meta.get('dcterms.title') ??
          meta.get('parsely-title') ??
          meta.get('sailthru.title'),
      ),
      basis: "the page's meta title",
    },
    {
      value: headOf(shown(document.querySelector('title')?.textContent), headlines),
      basis: "the page's <title>",
    },
  ].flatMap(({ value, basis }) => (value ? [{ value, basis }] : []));
  return titleOf(candidates, site);
}

/** The page's title; where no headline on the page is in it, the part of it that is the longest. */
function headOf(title: string, headlines: readonly string[]): string {
  const isOnPage = headlines.some((headline) => title.includes(headline));
  return isOnPage ? title : longestPart(title);
}

/** The publisher that a page states. */
export function statedPublisher({ article, items, meta }: Metadata): Proposal<string> | undefined {
  const fromItems = (item: Item | undefined) =>
    namesOf(item?.publisher ?? item?.sourceOrganization, items)[0];
  const sites = items.filter((item) =>
    typesOf(item).some((type) => /^(?:WebSite|NewsMediaOrganization)$/.test(type)),
  );
  const candidates: readonly (readonly [string | undefined, string])[] = [
    [fromItems(article), "the page's structured data (publisher)"],
    [meta.get('og:site_name'), "the page's og:site_name"],
    [textOf(sites.find(({ name }) => name !== undefined)?.name), "the page's structured data (site)"],
    [
      meta.get('dc.publisher') ?? meta.get('dcterms.publisher') ?? meta.get('publisher'),
      "the page's meta publisher",
    ],
    [meta.get('citation_journal_title') ?? meta.get('copyright-holder'), "the page's meta data"],
    [meta.get('application-name') ?? meta.get('al:android:app_name'), "the page's application name"],
  ];
  for (const [value, basis] of candidates) {
    const name = value === undefined ? '' : plainText(value);
    if (name !== '' && name.length <= 100 && !/^https?:/.test(name))
      return { value: name, basis, stated: true };
  }
  return undefined;
}

/** Who wrote the story, as the page states it. */
export function statedAuthors(
  { article, items, meta }: Metadata,
  document: DomDocument,
): Proposal<string> | undefined {
  const named = namesOf(article?.author ?? article?.creator, items)
    .map(plainText)
    .filter(isName);
  if (named.length > 0)
    return {
      value: [...new Set(named)].join(', '),
      basis: "the page's structured data (author)",
      stated: true,
    };
  const text =
    meta.get('author') ??
    meta.get('article:author') ??
    meta.get('parsely-author') ??
    meta.get('byl') ??
    meta.get('dc.creator');
  if (text !== undefined && isName(plainText(text))) {
    return { value: plainText(text).replace(/^by\s+/i, ''), basis: "the page's meta author", stated: true };
  }
  const element: DomElement | null = document.querySelector(
    '[rel="author"], [itemprop="author"] [itemprop="name"], [itemprop="author"]',
  );
  const words = shown(element?.textContent).replace(/^by\s+/i, '');
  return isName(words) ? { value: words, basis: 'the byline on the page', stated: true } : undefined;
}

function isName(text: string): boolean {
  return text !== '' && text.length <= 120 && !/^https?:|^@|[<>{}]/.test(text);
}

export type DayProposal = Proposal<Day>;
