import { ClippingsError } from '../errors.ts';
import type { Day } from './day.ts';
import {
  dayOfField,
  type Field,
  type FrontMatter,
  type Notice,
  readFrontMatter,
  splitFile,
} from './front-matter.ts';
import { doorFor, kindOfText } from './text-kind.ts';

/** What an article may state about itself, or have supplied for it. */
export type StatedField = 'title' | 'publisher' | 'published';

/** One news story. `text` is never changed after loading: every offset in the program is into it. */
export interface Article {
  /** The file's name without its ending; unique in a corpus. */
  readonly id: string;
  readonly title: string;
  readonly publisher?: string;
  /** The day of publication; absent when nobody knows it. */
  readonly published?: Day;
  /** For a field that the document does not state itself: where it comes from, in words. */
  readonly basis: Readonly<Partial<Record<StatedField, string>>>;
  /** Where the text was taken from, such as `sources/001.txt:388-438`. */
  readonly source?: string;
  readonly url?: string;
  /** All that follows the line that closes the front matter, or without a title there the headline; untouched. */
  readonly text: string;
}

/** The most characters one article file may have. */
export const MAX_ARTICLE_CHARACTERS = 2_000_000;

/** An article, and what its file says that was not used. */
export interface ParsedArticle {
  readonly article: Article;
  readonly notices: readonly Notice[];
}

/**
 * Reads an article file: Markdown with YAML front matter, or plain text with none.
 * @param content the whole file
 * @param where the file's path, for messages; its base name without ending becomes the id
 * @throws ClippingsError CORPUS naming the file, the line and the remedy. Nothing is repaired.
 */
export function parseArticle(content: string, where: string): Article {
  return readArticle(content, where).article;
}

/**
 * The same, with what the file says that was not understood.
 * @throws ClippingsError CORPUS naming the file, the line and the remedy
 */
export function readArticle(content: string, where: string): ParsedArticle {
  const withoutMark = content.replace(/^\uFEFF/, '');
  if (withoutMark.includes('\0')) {
    throw fault(where, 1, 'is binary, not text', 'Convert it to UTF-8 text and add it again.');
  }
  if (withoutMark.length > MAX_ARTICLE_CHARACTERS) {
    const found = `has ${withoutMark.length} characters; at most ${MAX_ARTICLE_CHARACTERS} are taken`;
    throw fault(where, 1, found, 'Split it into several articles.');
  }
  const file = splitFile(withoutMark, where);
  const { fields, notices } = readFrontMatter(file, where);
  const whole = withoutMark.slice(file.textStart);
  if (whole.trim() === '') {
    const line = file.textStart === 0 ? 1 : withoutMark.slice(0, file.textStart).split('\n').length;
    throw fault(where, line, 'has no text', 'Add the text, or remove the file.');
  }
  const headline = fields.has('title') ? undefined : headlineAbove(whole);
  const text = headline ? whole.slice(headline.end) : whole;
  const kind = kindOfText(text, where);
  if (kind !== 'text' && kind !== 'article')
    throw new ClippingsError('CORPUS', `${where}:1: ${doorFor(kind)}`);
  return { article: { id: idOf(where), ...articleFields(fields, { where, text, headline }), text }, notices };
}

/** The headline that a text begins with, and where what follows it begins. */
interface Headline {
  readonly text: string;
  readonly end: number;
}

/** The longest first line that is taken for a headline. */
const HEADLINE_CHARACTERS = 200;

/**
 * The first line of a text, when it is its headline: a Markdown heading, or a short line that a blank one
 * parts from the text and that does not end as a sentence does.
 */
function headlineAbove(text: string): Headline | undefined {
  const match = /^(?:[^\S\n]*\n)*(#[^\S\n]+)?([^\n]*\S)[^\S\n]*\n(?:[^\S\n]*\n)+(?=[^\n]*\S)/.exec(
    text.slice(0, 2_000),
  );
  const line = match?.[2]?.trim();
  if (!match || line === undefined || line.length > HEADLINE_CHARACTERS) return undefined;
  if (match[1] !== undefined) return { text: line.replace(/\s+#+$/, ''), end: match[0].length };
  const isWords =
    /^[\p{L}\p{N}"'“‘«¿¡(]/u.test(line) && !/[.!:;,…]["'”’)]*$/.test(line) && !/\s(?:--|—)\s/.test(line);
  return isWords ? { text: line, end: match[0].length } : undefined;
}

/** An article's id from its file's path: the file's name without `.md` or `.txt`. */
export function idOf(path: string): string {
  return path.replace(/^.*[\\/]/, '').replace(/\.(?:md|txt)$/i, '');
}

/** The opening words of a text, for a story that states no headline. */
export function openingWords(text: string): string {
  const line = text.trim().split('\n', 1)[0]?.trim() ?? '';
  if (line.length <= 80) return line;
  const cut = line.slice(0, 80).replace(/[\uD800-\uDBFF]$/, ''); // never half a surrogate pair
  return `${cut.replace(/\s+\S*$/, '')}…`;
}

function articleFields(
  fields: FrontMatter['fields'],
  { where, text, headline }: { where: string; text: string; headline: Headline | undefined },
): Omit<Article, 'id' | 'text'> {
  const value = (name: Field) => fields.get(name)?.value;
  const published = fields.get('published');
  const title = value('title') ?? headline?.text;
  const [publisher, source, url] = [value('publisher'), value('source'), value('url')];
  const unstated = headline ? 'the first line of the text' : 'no headline; the opening words';
  const titleBasis = value('titleBasis') ?? (value('title') ? undefined : unstated);
  const [publisherBasis, publishedBasis] = [value('publisherBasis'), value('publishedBasis')];
  return {
    title: title ?? openingWords(text),
    ...(publisher && { publisher }),
    ...(published && { published: dayOfField(published, where) }),
    basis: {
      ...(titleBasis && { title: titleBasis }),
      ...(publisherBasis && { publisher: publisherBasis }),
      ...(publishedBasis && { published: publishedBasis }),
    },
    ...(source && { source }),
    ...(url && { url }),
  };
}

function fault(where: string, line: number, found: string, remedy: string): ClippingsError {
  return new ClippingsError('CORPUS', `${where}:${line}: ${found}. ${remedy}`);
}
