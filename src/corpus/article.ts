import { parse as parseYaml, YAMLParseError } from 'yaml';
import { ClippingsError } from '../errors.ts';
import { type Day, parseDay } from './day.ts';

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
  /** All that follows the line that closes the front matter, untouched. */
  readonly text: string;
}

/** The most characters one article file may have. */
export const MAX_ARTICLE_CHARACTERS = 2_000_000;

const FRONT_MATTER = /^---[^\S\n]*\r?\n(?:([\s\S]*?)\r?\n)?---[^\S\n]*(?:\r?\n|$)/;

/**
 * Reads an article file: Markdown with YAML front matter, or plain text with none.
 * @param content the whole file
 * @param where the file's path, for messages; its base name without ending becomes the id
 * @throws ClippingsError CORPUS naming the file, the line and the remedy. Nothing is repaired.
 */
export function parseArticle(content: string, where: string): Article {
  const id = idOf(where);
  const withoutMark = content.replace(/^\uFEFF/, '');
  if (withoutMark.includes('\0')) {
    throw fault(where, 1, 'is binary, not text', 'Convert it to UTF-8 text and add it again.');
  }
  if (withoutMark.length > MAX_ARTICLE_CHARACTERS) {
    const found = `has ${withoutMark.length} characters; at most ${MAX_ARTICLE_CHARACTERS} are taken`;
    throw fault(where, 1, found, 'Split it into several articles.');
  }
  const match = FRONT_MATTER.exec(withoutMark);
  if (!match && /^---[^\S\n]*\r?\n/.test(withoutMark)) {
    throw fault(where, 1, 'opens front matter with "---" that no second "---" line closes', 'Add it.');
  }
  const text = match ? withoutMark.slice(match[0].length) : withoutMark;
  if (text.trim() === '') {
    throw fault(where, match ? lineCount(match[0]) : 1, 'has no text', 'Add the text, or remove the file.');
  }
  return { id, ...fieldsOf(match?.[1] ?? '', where, text), text };
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

function fieldsOf(yaml: string, where: string, text: string): Omit<Article, 'id' | 'text'> {
  const fields = readYaml(yaml, where);
  const string = (name: string) => stringField(fields, name, { where, yaml });
  const title = string('title');
  const publisher = string('publisher');
  const published = string('published');
  const source = string('source');
  const url = string('url');
  const day = published === undefined ? undefined : parseDay(published);
  if (published !== undefined && day === undefined) {
    throw fault(
      where,
      lineOf(yaml, 'published'),
      `"published" is "${published}", which is not a day of the form YYYY-MM-DD`,
      'Correct it, or leave the line out when the day is not known.',
    );
  }
  const titleBasis = string('titleBasis') ?? (title ? undefined : 'no headline; the opening words');
  const publisherBasis = string('publisherBasis');
  const publishedBasis = string('publishedBasis');
  return {
    title: title ?? openingWords(text),
    ...(publisher && { publisher }),
    ...(day && { published: day }),
    basis: {
      ...(titleBasis && { title: titleBasis }),
      ...(publisherBasis && { publisher: publisherBasis }),
      ...(publishedBasis && { published: publishedBasis }),
    },
    ...(source && { source }),
    ...(url && { url }),
  };
}

function readYaml(yaml: string, where: string): ReadonlyMap<string, unknown> {
  try {
    // The failsafe schema leaves every scalar the string that was written: no day becomes a Date.
    const parsed: unknown = parseYaml(yaml, { schema: 'failsafe', prettyErrors: true });
    if (parsed === null || parsed === undefined || parsed === '') return new Map();
    if (typeof parsed !== 'object' || Array.isArray(parsed)) {
      throw fault(where, 2, 'has front matter that is not a list of "name: value" lines', 'Correct it.');
    }
    return new Map(Object.entries(parsed));
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = (error.linePos?.[0].line ?? 1) + 1;
    const reason = error.message.split('\n', 1)[0]?.replace(/ at line \d+.*$/, '') ?? '';
    throw fault(where, line, `has front matter that is not valid YAML: ${reason}`, 'Correct that line.');
  }
}

function stringField(
  fields: ReadonlyMap<string, unknown>,
  name: string,
  { where, yaml }: { where: string; yaml: string },
): string | undefined {
  const value = fields.get(name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') {
    throw fault(
      where,
      lineOf(yaml, name),
      `"${name}" is not a single piece of text`,
      'Write it on one line.',
    );
  }
  return value.trim() === '' ? undefined : value.trim();
}

function lineOf(yaml: string, name: string): number {
  const index = yaml.split('\n').findIndex((line) => line.trimStart().startsWith(`${name}:`));
  return index < 0 ? 1 : index + 2; // the opening "---" is line 1
}

function lineCount(text: string): number {
  return text.split('\n').length;
}

function fault(where: string, line: number, found: string, remedy: string): ClippingsError {
  return new ClippingsError('CORPUS', `${where}:${line}: ${found}. ${remedy}`);
}
