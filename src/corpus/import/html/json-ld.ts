import type { DomDocument } from './dom.ts';

/** An item of structured data (schema.org), as a page states it for machines. */
export type Item = Readonly<Record<string, unknown>>;

const ARTICLE =
  /(?:Article|BlogPosting|Report|LiveBlogPosting|NewsArticle|Review|OpinionNewsArticle|MediaGallery|ImageGallery|VideoObject|SocialMediaPosting|DiscussionForumPosting|Recipe)$/;
const WEAK = /(?:VideoObject|Recipe|Review|WebPage)$/;

/** The items of all JSON-LD scripts of a page, those of graphs and lists one by one. */
export function itemsOf(document: DomDocument): readonly Item[] {
  const items: Item[] = [];
  for (const script of document.querySelectorAll('script')) {
    if (
      !/^application\/(?:[\w.+-]*\+)?json\+?ld|^application\/ld\+json/i.test(
        script.getAttribute('type') ?? '',
      )
    )
      continue;
    collect(parsed(script.textContent ?? ''), items, 0);
  }
  return items;
}

function collect(value: unknown, items: Item[], depth: number): void {
  if (depth > 6 || items.length > 500) return;
  if (Array.isArray(value)) {
    for (const each of value) collect(each, items, depth + 1);
    return;
  }
  if (!isItem(value)) return;
  items.push(value);
  for (const name of ['@graph', 'mainEntity', 'mainEntityOfPage', 'hasPart', 'itemReviewed']) {
    collect(value[name], items, depth + 1);
  }
}

/** JSON as pages hold it: in a comment or CDATA, with line breaks in strings. Undefined when it is none. */
function parsed(script: string): unknown {
  const text = script
    .trim()
    .replace(/^(?:<!--|\/\/\s*<!\[CDATA\[|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\/\s*\]\]>|\/\*\s*\]\]>\s*\*\/|\]\]>)$/, '')
    .replace(/;\s*$/, '');
  for (const attempt of [text, text.replace(/\p{Cc}+/gu, ' ')]) {
    try {
      return JSON.parse(attempt) as unknown;
    } catch {
      // Not JSON as it stands; the next attempt, or none, reads it.
    }
  }
  return undefined;
}

/** The item that describes the story of the page. */
export function articleItem(items: readonly Item[], address: string | undefined): Item | undefined {
  const articles = items.filter((item) => typesOf(item).some((type) => ARTICLE.test(type)));
  const strong = articles.filter((item) => !typesOf(item).every((type) => WEAK.test(type)));
  const candidates = strong.length > 0 ? strong : articles;
  const ofPage = candidates.find(
    (item) => address !== undefined && addressesOf(item).some((url) => sameAddress(url, address)),
  );
  return ofPage ?? candidates[0];
}

export function typesOf(item: Item): readonly string[] {
  const type = item['@type'];
  const types = Array.isArray(type) ? type : [type];
  return types.filter((each): each is string => typeof each === 'string');
}

function addressesOf(item: Item): readonly string[] {
  const page = item.mainEntityOfPage;
  return [
    item.url,
    item['@id'],
    page,
    isItem(page) ? page['@id'] : undefined,
    isItem(page) ? page.url : undefined,
  ].filter((each): each is string => typeof each === 'string');
}

function sameAddress(one: string, other: string): boolean {
  const bare = (url: string) =>
    url
      .replace(/^https?:\/\/(?:www\.)?/i, '')
      .replace(/[?#].*$/, '')
      .replace(/\/$/, '');
  return bare(one) === bare(other);
}

/** The text of a field, be it a text, a list of which the first counts, or a value in an object. */
export function textOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string') return first.trim() || undefined;
  return isItem(first) ? textOf(first['@value']) : undefined;
}

/** The names of people or bodies in a field, looked up among the items where it only refers to one. */
export function namesOf(value: unknown, items: readonly Item[]): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((each) => {
    if (typeof each === 'string') return /^(?:https?:|#)/.test(each) ? [] : [each.trim()].filter(Boolean);
    if (!isItem(each)) return [];
    const id = textOf(each['@id']);
    const whole =
      each.name === undefined && id ? items.find((item) => item['@id'] === id && item.name) : each;
    return textOf(whole?.name) ?? [];
  });
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
