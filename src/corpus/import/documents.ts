import { unzipSync } from 'fflate';
import PostalMime from 'postal-mime';
import { ClippingsError, messageOf } from '../../errors.ts';
import { MAX_ARTICLE_CHARACTERS } from '../article.ts';
import { doorFor, kindOfText } from '../text-kind.ts';
import { dayOfIso } from '../written-day.ts';
import { decodeDocument } from './decode.ts';
import { type Around, stated } from './draft.ts';
import { type FeedItem, parseFeedText } from './feed.ts';

/** One document as text, with what is known of it beside what it says itself. */
export interface RawDocument {
  /** Its name, for the articles' `source`. */
  readonly name: string;
  /** Where it lies, for messages. */
  readonly path: string;
  readonly content: string;
  /** The address that it was found at. */
  readonly address?: string;
  /** What the mail or the feed that it came in states of it. */
  readonly around?: Around;
}

export interface Origin {
  readonly name: string;
  readonly path: string;
  readonly address?: string;
  /** The encoding that the server names. */
  readonly charset?: string;
}

/** What is in a file, and what of it cannot be used. */
export interface Contents {
  readonly documents: readonly RawDocument[];
  readonly faults: readonly ClippingsError[];
}

/** The endings of files that are taken from a folder or an archive. */
export const DOCUMENT_FILES = /\.(?:html?|xhtml|mhtml?|mht|txt|md|markdown|eml|rss|atom|xml)$/i;
/** The largest document, in bytes; a browser's "whole page in one file" holds the pictures too. */
export const MAX_DOCUMENT_BYTES = 40_000_000;
/** How many files an archive may hold, and how large all of them may be. */
const ARCHIVE = { files: 10_000, bytes: 400_000_000 };
/** The least text of a feed's item that is its story and no summary. */
export const WHOLE_STORY = 600;

/**
 * The documents in the bytes of a file: itself, or those in an archive, a mail, a page saved as one file, a feed.
 * @throws ClippingsError CORPUS when it is nothing that articles are in
 */
export async function documentsIn(bytes: Uint8Array, origin: Origin): Promise<Contents> {
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw fault(
      origin,
      `is ${bytes.length} bytes; at most ${MAX_DOCUMENT_BYTES} are taken. Split it into several files.`,
    );
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)
    return archiveContents(bytes, origin);
  const content = decodeDocument(bytes, {
    where: origin.path,
    ...(origin.charset && { charset: origin.charset }),
  });
  return textContents(content, { bytes, origin });
}

async function textContents(
  content: string,
  { bytes, origin }: { bytes: Uint8Array; origin: Origin },
): Promise<Contents> {
  const kind = kindOfText(content, origin.name);
  switch (kind) {
    case 'mail':
      return only(await mailDocument(bytes, origin));
    case 'mhtml':
      return only(await savedPage(content, origin));
    case 'feed':
      return feedContents(content, origin);
    case 'json':
      if (/"version"\s*:\s*"https:\/\/jsonfeed\.org\//.test(content.slice(0, 2_000)))
        return feedContents(content, origin);
      throw fault(origin, doorFor(kind));
    case 'csv':
      throw fault(origin, doorFor(kind));
    default:
      return only({ ...placed(origin), content });
  }
}

function placed({ name, path, address }: Origin) {
  return { name, path, ...(address && { address }) };
}

function only(document: RawDocument): Contents {
  return { documents: [document], faults: [] };
}

async function archiveContents(bytes: Uint8Array, origin: Origin): Promise<Contents> {
  let files = 0;
  let size = 0;
  const entries = unzipped(bytes, origin, (entry) => {
    if (!DOCUMENT_FILES.test(entry.name) || /(?:^|\/)(?:\.|__MACOSX\/)/.test(entry.name)) return false;
    files += 1;
    size += entry.originalSize;
    if (files > ARCHIVE.files || size > ARCHIVE.bytes) {
      throw fault(origin, `holds more than ${ARCHIVE.files} files or ${ARCHIVE.bytes} bytes. Split it.`);
    }
    return entry.originalSize <= MAX_DOCUMENT_BYTES;
  });
  const documents: RawDocument[] = [];
  const faults: ClippingsError[] = [];
  for (const [name, content] of Object.entries(entries)) {
    try {
      const inside = await documentsIn(content, {
        name: `${origin.name}/${name}`,
        path: `${origin.path}/${name}`,
      });
      documents.push(...inside.documents);
      faults.push(...inside.faults);
    } catch (error) {
      if (!(error instanceof ClippingsError)) throw error;
      faults.push(error);
    }
  }
  return { documents, faults };
}

function unzipped(
  bytes: Uint8Array,
  origin: Origin,
  filter: (entry: { name: string; originalSize: number }) => boolean,
): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof ClippingsError) throw error;
    throw fault(
      origin,
      `is a zip archive that cannot be read (${messageOf(error)}). Unpack it, and import the folder.`,
    );
  }
}

/** A mail's letter, without its headers: what they state goes beside it. */
async function mailDocument(bytes: Uint8Array, origin: Origin): Promise<RawDocument> {
  const mail = await parsedMail(bytes, origin);
  const content = mail.html ?? mail.text ?? '';
  if (content.trim() === '') throw fault(origin, 'is a mail with no text in it. Leave it out.');
  const day = mail.date === undefined ? undefined : (dayOfIso(mail.date) ?? undefined);
  const sender = mail.from && 'name' in mail.from ? mail.from.name || mail.from.address : undefined;
  const around: Around = {
    ...(mail.subject && {
      title: stated(
        mail.subject.replace(/^(?:(?:re|fwd?|fw|aw|wg)\s*:\s*)+/i, '').trim(),
        "the mail's subject",
      ),
    }),
    ...(sender && { publisher: { value: sender, basis: "the mail's sender", stated: false } }),
    ...(day && { published: stated(day, "the mail's date") }),
  };
  return { ...placed(origin), content, around };
}

async function parsedMail(bytes: Uint8Array, origin: Origin) {
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: 20 });
  } catch (error) {
    throw fault(
      origin,
      `is a mail that cannot be read (${messageOf(error)}). Save its text, and import that.`,
    );
  }
}

/** The page in a web page saved as one file, and its address. */
async function savedPage(content: string, origin: Origin): Promise<RawDocument> {
  const boundary = /boundary="?([^"\s;]{1,100})"?/i.exec(content.slice(0, 8_000))?.[1];
  const parts = boundary === undefined ? [content] : content.split(`--${boundary}`);
  const part = parts.find((each) =>
    /^[\s\S]{0,20}?content-type:\s*(?:text\/html|application\/xhtml)/im.test(each.slice(0, 2_000)),
  );
  if (part === undefined)
    throw fault(origin, 'is a saved page with no HTML in it. Save the page again, as HTML.');
  const page = await parsedMail(Buffer.from(part.replace(/^\s+/, ''), 'utf8'), origin);
  const address = /^(?:snapshot-)?content-location:\s*(https?:\S+)/im.exec(`${content.slice(0, 4_000)}`)?.[1];
  return { ...placed(origin), content: page.html ?? page.text ?? '', ...(address && { address }) };
}

function feedContents(content: string, origin: Origin): Contents {
  const feed = parseFeedText(content, origin.path);
  const documents: RawDocument[] = [];
  const faults: ClippingsError[] = [];
  for (const item of feed.items) {
    const whole = wholeStory(item);
    if (whole !== undefined) documents.push(itemDocument(item, whole, origin));
    else {
      const link = item.link ? ` Import its page: npm run corpus:import -- ${item.link}` : '';
      faults.push(fault(origin, `"${item.title ?? item.id}" has only a summary in the feed.${link}`));
    }
  }
  return { documents, faults };
}

/** The story of a feed's item, when the feed holds the whole of it. */
export function wholeStory({ content }: FeedItem): string | undefined {
  const text = content?.replace(/<[^<>]{0,1000}>/g, '').trim() ?? '';
  return text.length >= WHOLE_STORY && text.length <= MAX_ARTICLE_CHARACTERS ? content : undefined;
}

/** The document of a feed's item, with what the feed states of it. */
export function itemDocument(item: FeedItem, content: string, origin: Origin): RawDocument {
  return {
    name: origin.name,
    path: origin.path,
    content: `<!DOCTYPE html><html><body><article>${content}</article></body></html>`,
    around: item.around,
    ...(item.link && { address: item.link }),
  };
}

function fault({ path }: Origin, words: string): ClippingsError {
  return new ClippingsError('CORPUS', `${path}:1: ${words}`);
}
