import { parseFeed } from 'feedsmith';
import { ClippingsError, messageOf } from '../../errors.ts';
import { type Around, stated } from './draft.ts';
import { plainText } from './html/metadata.ts';
import { machineDayOf } from './html/published.ts';

/** One item of a feed. */
export interface FeedItem {
  /** What the feed calls it: its guid or id, or else its address. */
  readonly id: string;
  readonly title?: string;
  readonly link?: string;
  /** What the feed holds of its story, as HTML. */
  readonly content?: string;
  readonly around: Around;
}

export interface Feed {
  readonly title?: string;
  readonly items: readonly FeedItem[];
}

type Loose = Readonly<Record<string, unknown>>;

/**
 * Reads RSS, Atom, RDF or a JSON feed.
 * @param base the feed's address, against which addresses in it are resolved
 * @throws ClippingsError CORPUS when it is none of them
 */
export function parseFeedText(text: string, where: string, base?: string): Feed {
  const feed = parsed(text, where);
  const title = stringIn(feed, 'title');
  const items = listIn(feed, 'items').concat(listIn(feed, 'entries'));
  return {
    ...(title && { title: plainText(title) }),
    items: items.flatMap((item) => itemOf(item, { title, base }) ?? []),
  };
}

function parsed(text: string, where: string): Loose {
  try {
    return parseFeed(text.replace(/^\uFEFF/, '').trimStart()).feed as Loose;
  } catch (error) {
    throw new ClippingsError(
      'CORPUS',
      `${where}:1: is not a feed that can be read (${messageOf(error)}). Expected RSS, Atom or a JSON feed.`,
      { cause: error },
    );
  }
}

function itemOf(
  item: Loose,
  { title: site, base }: { title: string | undefined; base: string | undefined },
): FeedItem | undefined {
  const link = addressOf(item, base);
  const guid = item.guid;
  const id =
    stringIn(item, 'id') ?? (isLoose(guid) ? stringIn(guid, 'value') : stringIn(item, 'guid')) ?? link;
  if (id === undefined) return undefined;
  const title = stringIn(item, 'title');
  const date =
    ['pubDate', 'published', 'date_published', 'datePublished']
      .map((name) => stringIn(item, name))
      .find(Boolean) ?? dcDate(item);
  const day = date === undefined ? undefined : machineDayOf(date);
  const author = authorOf(item);
  const content = contentOf(item);
  const around: Around = {
    ...(title && { title: stated(plainText(title), "the feed's title of it") }),
    ...(site && {
      publisher: { value: plainText(site), basis: "inferred: the feed's own title", stated: false },
    }),
    ...(day && { published: stated(day, `the feed's date of it, "${date}"`) }),
    ...(author && { author: stated(plainText(author), "the feed's author of it") }),
    ...(link && { url: link }),
  };
  return {
    id,
    ...(title && { title: plainText(title) }),
    ...(link && { link }),
    ...(content && { content }),
    around,
  };
}

function contentOf(item: Loose): string | undefined {
  const content = item.content;
  const encoded = isLoose(content)
    ? (stringIn(content, 'encoded') ?? stringIn(content, 'value'))
    : stringIn(item, 'content');
  return (
    encoded ??
    stringIn(item, 'content_html') ??
    stringIn(item, 'contentHtml') ??
    textAsHtml(stringIn(item, 'content_text')) ??
    stringIn(item, 'description') ??
    summaryOf(item)
  );
}

function summaryOf(item: Loose): string | undefined {
  const summary = item.summary;
  return isLoose(summary) ? stringIn(summary, 'value') : stringIn(item, 'summary');
}

function textAsHtml(text: string | undefined): string | undefined {
  return text
    ?.replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .split(/\n{2,}/)
    .map((each) => `<p>${each}</p>`)
    .join('');
}

function addressOf(item: Loose, base: string | undefined): string | undefined {
  const links = listIn(item, 'links');
  const alternate = links.find((link) => (stringIn(link, 'rel') ?? 'alternate') === 'alternate') ?? links[0];
  const guid = item.guid;
  const permalink = isLoose(guid) && guid.isPermaLink !== false ? stringIn(guid, 'value') : undefined;
  for (const text of [
    stringIn(item, 'link'),
    alternate && stringIn(alternate, 'href'),
    stringIn(item, 'url'),
    permalink,
  ]) {
    if (text === undefined || !URL.canParse(text, base)) continue;
    const url = new URL(text, base);
    if (/^https?:$/.test(url.protocol)) return url.href;
  }
  return undefined;
}

function authorOf(item: Loose): string | undefined {
  const dc = item.dc;
  const creators = isLoose(dc) ? (dc.creators ?? dc.creator) : undefined;
  const list = [item.authors, item.author, creators].find((each) => each !== undefined);
  const names = (Array.isArray(list) ? list : [list]).flatMap((each: unknown) =>
    typeof each === 'string' ? [each] : isLoose(each) ? (stringIn(each, 'name') ?? []) : [],
  );
  return names.length > 0 ? names.join(', ') : undefined;
}

function dcDate(item: Loose): string | undefined {
  const dc = item.dc;
  if (!isLoose(dc)) return undefined;
  const dates: unknown = dc.dates ?? dc.date;
  const first: unknown = Array.isArray(dates) ? dates[0] : dates;
  return typeof first === 'string' ? first : undefined;
}

function stringIn(item: Loose, name: string): string | undefined {
  const value = item[name];
  const text = isLoose(value) ? value.value : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

function listIn(item: Loose, name: string): readonly Loose[] {
  const value = item[name];
  return Array.isArray(value) ? value.filter(isLoose) : [];
}

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
