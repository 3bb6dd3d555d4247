import { parse as parseYaml, YAMLParseError } from 'yaml';
import { ClippingsError } from '../../errors.ts';
import { type Day, parseDay } from '../day.ts';

/** What a person supplies about a raw document, over what the document says of itself. */
export interface Hints {
  readonly title?: string;
  readonly titleBasis?: string;
  readonly publisher?: string;
  readonly publisherBasis?: string;
  readonly published?: Day;
  readonly publishedBasis?: string;
  /** The year of publication, from which the day may be worked out. */
  readonly year?: number;
  readonly yearBasis?: string;
  readonly url?: string;
  /** The site whose pages it is one of, by the name of its profile. */
  readonly profile?: string;
}

const TEXTS = [
  'title',
  'titleBasis',
  'publisher',
  'publisherBasis',
  'publishedBasis',
  'yearBasis',
  'url',
  'profile',
] as const;
const NAMES: readonly string[] = [...TEXTS, 'published', 'year'];

/**
 * Reads the YAML file that lies beside a raw document and supplies what the document does not state.
 * @param where the file's path, for messages
 * @throws ClippingsError CORPUS naming the file, the line and the remedy
 */
export function parseHints(content: string, where: string): Hints {
  const fields = readFields(content, where);
  for (const [name, value] of fields) {
    const line = content.split('\n').findIndex((each) => each.startsWith(`${name}:`)) + 1;
    if (!NAMES.includes(name)) {
      throw fault(where, line, `"${name}" is not known here`, `Use ${NAMES.join(', ')}.`);
    }
    if (typeof value !== 'string') {
      throw fault(where, line, `"${name}" is not a single piece of text`, 'Write it on one line.');
    }
    if (name === 'published' && !parseDay(value)) {
      throw fault(
        where,
        line,
        `"published" is "${value}", which is not a day of the form YYYY-MM-DD`,
        'Correct it.',
      );
    }
    if (name === 'year' && !/^\d{4}$/.test(value)) {
      throw fault(where, line, `"year" is "${value}", which is not a year of four figures`, 'Correct it.');
    }
  }
  return hintsOf((name) => {
    const value = fields.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  });
}

function hintsOf(read: (name: string) => string | undefined): Hints {
  const day = parseDay(read('published') ?? '');
  const year = read('year');
  const texts = TEXTS.flatMap((name) => {
    const value = read(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(texts),
    ...(day && { published: day }),
    ...(year && { year: Number(year) }),
  };
}

function readFields(content: string, where: string): ReadonlyMap<string, unknown> {
  try {
    const parsed: unknown = parseYaml(content, { schema: 'failsafe' });
    if (parsed === null || parsed === undefined || parsed === '') return new Map();
    if (typeof parsed !== 'object' || Array.isArray(parsed)) {
      throw fault(where, 1, 'is not a list of "name: value" lines', 'Correct it.');
    }
    return new Map(Object.entries(parsed));
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const reason = error.message.split('\n', 1)[0]?.replace(/ at line \d+.*$/, '') ?? '';
    throw fault(where, error.linePos?.[0].line ?? 1, `is not valid YAML: ${reason}`, 'Correct that line.');
  }
}

function fault(where: string, line: number, found: string, remedy: string): ClippingsError {
  return new ClippingsError('CORPUS', `${where}:${line}: ${found}. ${remedy}`);
}
