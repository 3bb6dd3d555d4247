import { ClippingsError } from '../../errors.ts';
import type { Day } from '../day.ts';
import { decodeDocument } from './decode.ts';
import { itemDocument, wholeStory } from './documents.ts';
import { type Draft, slugOf } from './draft.ts';
import { type FeedItem, parseFeedText } from './feed.ts';
import type { Fetched, Fetcher } from './fetch.ts';
import type { Imported, ImportTask } from './thread.ts';

/** What is remembered of a feed from one poll to the next. */
export interface FeedState {
  readonly etag?: string;
  readonly lastModified?: string;
  /** The ids and addresses of items that were taken, or that could not be; the newest last. */
  readonly seen: readonly string[];
}

/** A feed that nothing is known of yet. */
export const NEW_FEED: FeedState = { seen: [] };
/** How many ids of a feed are remembered; no feed lists nearly as many at once. */
const MOST_SEEN = 5_000;
/** How many new items of a feed are taken in one poll; the others come with the next. */
const MOST_ITEMS = 50;

/** What a poll works with. */
export interface PollServices {
  readonly fetcher: Fetcher;
  /** Imports one document: `importInThread`. */
  readonly importFile: (task: ImportTask) => Promise<Imported>;
  /** Waits between two requests to a site, so as not to be a burden. */
  readonly pause: () => Promise<void>;
  /** The day of the poll. */
  readonly today: Day;
}

/** What a poll brought. */
export interface Poll {
  readonly state: FeedState;
  readonly drafts: readonly Draft[];
  /** One for each item that could not be used. It is not tried again. */
  readonly faults: readonly ClippingsError[];
  /** Whether the feed said that nothing has changed. */
  readonly unchanged: boolean;
}

/**
 * Asks a feed for what is new, and imports each new item: from the feed where it holds the whole story, and
 * else from the item's page. No item is taken twice, nor one whose address is known.
 * @param known addresses of articles that are in the corpus
 * @throws ClippingsError CORPUS when the feed cannot be fetched or read; the state is then as it was
 */
export async function pollFeed(
  address: string,
  { state, known, services }: { state: FeedState; known: ReadonlySet<string>; services: PollServices },
): Promise<Poll> {
  const fetched = await services.fetcher.fetch(address, state);
  if (!fetched) return { state, drafts: [], faults: [], unchanged: true };
  const feed = parseFeedText(textOf(fetched), address, fetched.address);
  const taken = new Set(state.seen);
  const isNew = (item: FeedItem) =>
    !taken.has(item.id) && (item.link === undefined || !(taken.has(item.link) || known.has(item.link)));
  const items = feed.items.filter(isNew);
  const drafts: Draft[] = [];
  const faults: ClippingsError[] = [];
  for (const item of items.slice(0, MOST_ITEMS)) {
    if (!isNew(item)) continue; // the feed lists it twice
    for (const key of keysOf(item)) taken.add(key);
    try {
      const imported = await importItem(item, { feed: address, services });
      drafts.push(...imported.drafts);
      faults.push(...imported.faults);
    } catch (error) {
      if (!(error instanceof ClippingsError)) throw error;
      faults.push(error);
    }
  }
  const isDone = items.length <= MOST_ITEMS;
  return { state: nextState(taken, isDone ? fetched : {}), drafts, faults, unchanged: false };
}

/** What is remembered: without the server's marks, the feed is read again in full the next time. */
function nextState(taken: ReadonlySet<string>, { etag, lastModified }: Partial<Fetched>): FeedState {
  return { ...(etag && { etag }), ...(lastModified && { lastModified }), seen: [...taken].slice(-MOST_SEEN) };
}

function keysOf({ id, link }: FeedItem): readonly string[] {
  return link === undefined || link === id ? [id] : [id, link];
}

function textOf({ bytes, address, charset }: Fetched): string {
  return decodeDocument(bytes, { where: address, ...(charset && { charset }) });
}

async function importItem(
  item: FeedItem,
  { feed, services }: { feed: string; services: PollServices },
): Promise<Imported> {
  const { today } = services;
  const whole = wholeStory(item);
  if (whole !== undefined) {
    const origin = { name: feed, path: item.link ?? feed };
    const { content } = itemDocument(item, whole, origin);
    return services.importFile({
      bytes: Buffer.from(content),
      origin: { ...origin, charset: 'utf-8', ...(item.link && { address: item.link }) },
      options: { around: item.around, today },
    });
  }
  if (item.link === undefined) {
    throw new ClippingsError(
      'CORPUS',
      `${feed}: "${item.title ?? item.id}" has a summary only, and no address.`,
    );
  }
  await services.pause();
  const page = await services.fetcher.fetch(item.link);
  if (!page) throw new ClippingsError('CORPUS', `${item.link}: is not fetched: the server sent nothing.`);
  const { address, bytes, charset } = page;
  const origin = { name: item.link, path: item.link, address, ...(charset && { charset }) };
  // The page states its title and its day itself, and better: the feed's day may be that of a change.
  const { publisher, author, url } = item.around;
  const around = { ...(publisher && { publisher }), ...(author && { author }), ...(url && { url }) };
  const imported = await services.importFile({ bytes, origin, options: { around, today } });
  return { ...imported, drafts: imported.drafts.map((draft) => withDay(draft, item)) };
}

/** A draft with the feed's day, where its page states none. */
function withDay(draft: Draft, { around: { published } }: FeedItem): Draft {
  if (draft.published || !published) return draft;
  return { ...draft, published, id: slugOf([published.value, draft.title.value]) };
}
