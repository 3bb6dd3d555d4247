import { parse as parseYaml, YAMLParseError } from 'yaml';
import { ClippingsError } from '../errors.ts';
import type { Day } from './day.ts';
import { writtenDay } from './written-day.ts';

/** Something in an article's file that is not used, told by its line and never in silence. */
export interface Notice {
  readonly line: number;
  /** What it is about, by which notices of many files are put together: a field's name. */
  readonly subject: string;
  readonly message: string;
}

/** The fields of an article's front matter that the program knows. */
export type Field =
  | 'title'
  | 'titleBasis'
  | 'publisher'
  | 'publisherBasis'
  | 'published'
  | 'publishedBasis'
  | 'source'
  | 'url';

/** How people write the names of the fields, without capitals, blanks and hyphens. */
const NAMES: Readonly<Record<string, Field>> = {
  title: 'title',
  headline: 'title',
  titlebasis: 'titleBasis',
  publisher: 'publisher',
  publication: 'publisher',
  newspaper: 'publisher',
  site: 'publisher',
  sitename: 'publisher',
  publisherbasis: 'publisherBasis',
  published: 'published',
  date: 'published',
  pubdate: 'published',
  publishdate: 'published',
  publisheddate: 'published',
  publisheddatetime: 'published',
  publishedat: 'published',
  publishedon: 'published',
  publicationdate: 'published',
  datepublished: 'published',
  publishedbasis: 'publishedBasis',
  source: 'source',
  url: 'url',
  link: 'url',
  permalink: 'url',
  canonicalurl: 'url',
};
/** Fields for the reader of the file: they are known, and nothing is made of them. */
const FOR_READERS = new Set(['author', 'authors', 'byline', 'credits', 'comment', 'note']);

/** An article's file in two: the front matter and the text. */
export interface ParsedFile {
  /** What stands between the lines of hyphens; empty when there are none. */
  readonly yaml: string;
  /** The number of the first line of it. */
  readonly firstLine: number;
  /** Where in the content the text begins. */
  readonly textStart: number;
}

const FRONT_MATTER = /^(?:[^\S\n]*\n)*---[^\S\n]*\r?\n(?:([\s\S]*?)\r?\n)?---[^\S\n]*(?:\r?\n|$)/;
const OPENING = /^(?:[^\S\n]*\n)*---[^\S\n]*\r?\n/;

/**
 * Finds the front matter of an article's file, blank lines before it or not.
 * @throws ClippingsError CORPUS when it is opened and not closed, or is TOML
 */
export function splitFile(content: string, where: string): ParsedFile {
  const match = FRONT_MATTER.exec(content);
  const opening = OPENING.exec(content);
  if (!match && opening) {
    throw fault(
      where,
      lineCount(opening[0]) - 1,
      'opens front matter with "---" that no second "---" line closes',
      'Add it.',
    );
  }
  if (/^\s*\+\+\+[^\S\n]*\r?\n/.test(content)) {
    throw fault(where, 1, 'has TOML front matter ("+++")', 'Write it as YAML between two lines of "---".');
  }
  if (!match || !opening) return { yaml: '', firstLine: 1, textStart: 0 };
  return { yaml: match[1] ?? '', firstLine: lineCount(opening[0]), textStart: match[0].length };
}

/** The fields that were understood, each with its line, and what was not. */
export interface FrontMatter {
  readonly fields: ReadonlyMap<Field, { readonly value: string; readonly line: number }>;
  readonly notices: readonly Notice[];
}

/**
 * Reads front matter as people write it: names in any case, values with colons, brackets, quotation marks
 * and number signs in them.
 * @throws ClippingsError CORPUS when it is no YAML even so, or a field is said twice or is no single text
 */
export function readFrontMatter({ yaml, firstLine }: ParsedFile, where: string): FrontMatter {
  const fields = new Map<Field, { value: string; line: number }>();
  const notices: Notice[] = [];
  for (const [name, value] of readYaml(yaml, { where, firstLine })) {
    const line = lineOf(yaml, name, firstLine);
    const field = NAMES[name.toLowerCase().replace(/[\s_:.-]/g, '')];
    if (field === undefined) {
      if (!FOR_READERS.has(name.toLowerCase())) notices.push(unknown(name, line));
      continue;
    }
    if (value === null || value === undefined || value === '') continue;
    if (typeof value !== 'string') {
      throw fault(where, line, `"${name}" is not a single piece of text`, 'Write it on one line.');
    }
    const text = value.trim();
    if (text === '' || text === '~') continue;
    if (field === 'published' && /^(?:true|false|yes|no)$/i.test(text)) {
      notices.push({ line, subject: name, message: `"${name}: ${text}" is not a day, and is not used.` });
      continue;
    }
    const earlier = fields.get(field);
    if (earlier && earlier.value !== text && name !== field) {
      notices.push({
        line,
        subject: name,
        message: `"${name}" is not used, as "${field}" is given on line ${earlier.line}.`,
      });
      continue;
    }
    fields.set(field, { value: text, line });
  }
  return { fields, notices };
}

/**
 * The day that a field names, as people write days: with a time, in words or in figures.
 * @throws ClippingsError CORPUS when it names none, or can be read two ways
 */
export function dayOfField({ value, line }: { value: string; line: number }, where: string): Day {
  const day = writtenDay(value);
  if (day) return day;
  const unclear = /^\d{1,2}[/-]\d{1,2}[/-]\d{4}\b/.test(value);
  const found = unclear
    ? 'can be read two ways, day first or month first'
    : 'is not a day of the form YYYY-MM-DD';
  throw fault(
    where,
    line,
    `"published" is "${value}", which ${found}`,
    'Correct it, or leave the line out when the day is not known.',
  );
}

function unknown(name: string, line: number): Notice {
  return { line, subject: name, message: `"${name}" is not known, and is not used.` };
}

function readYaml(
  yaml: string,
  { where, firstLine }: { where: string; firstLine: number },
): ReadonlyMap<string, unknown> {
  try {
    // The failsafe schema leaves every scalar the string that was written: no day becomes a Date.
    const parsed: unknown = parseYaml(asWritten(yaml), { schema: 'failsafe', prettyErrors: true });
    if (parsed === null || parsed === undefined || parsed === '') return new Map();
    if (typeof parsed !== 'object' || Array.isArray(parsed)) {
      throw fault(
        where,
        firstLine,
        'has front matter that is not a list of "name: value" lines',
        'Correct it.',
      );
    }
    return new Map(Object.entries(parsed));
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = (error.linePos?.[0].line ?? 1) + firstLine - 1;
    const reason = error.message.split('\n', 1)[0]?.replace(/ at line \d+.*$/, '') ?? '';
    const remedy = 'Correct that line; a value with signs in it may be put in "quotation marks".';
    throw fault(where, line, `has front matter that is not valid YAML: ${reason}`, remedy);
  }
}

const FIELD_LINE = /^([\p{L}\p{N}_][\p{L}\p{N} _.-]{0,60}?)[^\S\n]*:(?:[^\S\n]+(.*))?$/u;

/**
 * Front matter with the values that are plain words put in quotation marks, so that YAML takes them as they
 * stand: `title: Pier #1: ferry returns`. Each line stays where it is.
 */
function asWritten(yaml: string): string {
  const lines = yaml.replace(/(?:^|\n)\.\.\.\s*$/, '').split(/\r?\n/);
  return lines
    .map((line, index) => {
      const [, name, value = ''] = FIELD_LINE.exec(line.trimEnd()) ?? [];
      const goesOn = /^\s+\S/.test(lines[index + 1] ?? '') || /^\s*-\s/.test(lines[index + 1] ?? '');
      if (name === undefined || value === '' || goesOn || isYamlValue(value.trim())) return line;
      return `${name}: ${JSON.stringify(value.trim())}`;
    })
    .join('\n');
}

/** Whether a value is in a form of YAML's own: quoted, a block, a list or a map; anything else is words. */
function isYamlValue(value: string): boolean {
  if (/^[|>][-+\d]*$/.test(value)) return true;
  if (/^\[.*\]$/.test(value) || /^\{.*\}$/.test(value)) return true;
  if (/^"(?:[^"\\]|\\.)*"$/.test(value) || /^'(?:[^']|'')*'$/.test(value)) return true;
  // A quotation mark that is not closed on this line: YAML may find its end on another, or says so.
  const quote = /^["']/.exec(value)?.[0];
  return quote !== undefined && value.indexOf(quote, 1) < 0;
}

function lineOf(yaml: string, name: string, firstLine: number): number {
  const index = yaml.split('\n').findIndex((line) => line.trimStart().startsWith(name));
  return index < 0 ? firstLine : index + firstLine;
}

function lineCount(text: string): number {
  return text.split('\n').length;
}

function fault(where: string, line: number, found: string, remedy: string): ClippingsError {
  return new ClippingsError('CORPUS', `${where}:${line}: ${found}. ${remedy}`);
}
