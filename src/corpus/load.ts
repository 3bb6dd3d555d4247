import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ClippingsError, isSystemError } from '../errors.ts';
import { type Article, idOf, MAX_ARTICLE_CHARACTERS, readArticle } from './article.ts';
import type { Notice } from './front-matter.ts';

/** An article together with the file it came from. */
export interface LoadedArticle {
  readonly article: Article;
  /** The file's path, relative to the corpus folder. */
  readonly file: string;
}

/** A corpus folder as read: what could be used, and what could not and why. */
export interface Corpus {
  readonly folder: string;
  /** In the order of their ids. */
  readonly loaded: readonly LoadedArticle[];
  /** One for each file that could not be used; the rest of the corpus stands without it. */
  readonly faults: readonly ClippingsError[];
  /** What the files say that was not understood, and names that several of them have. */
  readonly notices: readonly FileNotice[];
}

/** Something about a file that a person should know and that keeps nothing from being used. */
export interface FileNotice extends Notice {
  /** The file's path, relative to the corpus folder. */
  readonly file: string;
}

/**
 * Reads every `.md` and `.txt` file of a folder, searched recursively.
 * @throws ClippingsError CORPUS when the folder cannot be read
 */
export async function loadCorpus(folder: string): Promise<Corpus> {
  const files = await articleFiles(folder);
  const ids = idsOf(files);
  const loaded: LoadedArticle[] = [];
  const faults: ClippingsError[] = [];
  const notices: FileNotice[] = [];
  const firstWithId = new Map<string, string>();
  for (const file of files) {
    try {
      const read = readArticle(await readText(join(folder, file)), join(folder, file));
      const article = { ...read.article, id: ids.get(file) ?? read.article.id };
      const first = firstWithId.get(article.id);
      if (first !== undefined) throw duplicate(folder, file, first);
      firstWithId.set(article.id, file);
      loaded.push({ article, file });
      notices.push(...read.notices.map((notice) => ({ ...notice, file })));
    } catch (error) {
      if (!(error instanceof ClippingsError)) throw error;
      faults.push(error);
    }
  }
  loaded.sort((a, b) => (a.article.id < b.article.id ? -1 : 1));
  return { folder, loaded, faults, notices: [...notices, ...namesakes(ids)] };
}

/**
 * The ids of the files of a corpus: a file's name without its ending or, of files that share one, the path
 * without it, `1997/strike`.
 */
export function idsOf(files: readonly string[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(idOf(file), (counts.get(idOf(file)) ?? 0) + 1);
  return new Map(files.map((file) => [file, counts.get(idOf(file)) === 1 ? idOf(file) : pathIdOf(file)]));
}

function pathIdOf(file: string): string {
  return file.replaceAll('\\', '/').replace(/\.(?:md|txt)$/i, '');
}

/** A word on each file whose id is not its name, since others have the same. */
function namesakes(ids: ReadonlyMap<string, string>): readonly FileNotice[] {
  return [...ids].flatMap(([file, id]) => {
    if (id === idOf(file)) return [];
    const message = `another file is called "${idOf(file)}" too: this one's id is "${id}".`;
    return [{ file, line: 1, subject: 'a name that others have', message }];
  });
}

/**
 * Reads a UTF-8 text file.
 * @throws ClippingsError CORPUS when it is missing, too large, or not UTF-8
 */
export async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_ARTICLE_CHARACTERS * 4) {
      throw new ClippingsError(
        'CORPUS',
        `${path}:1: is ${size} bytes; at most ${MAX_ARTICLE_CHARACTERS * 4} are taken. Split it into several articles.`,
      );
    }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof ClippingsError) throw error;
    if (error instanceof TypeError) {
      throw new ClippingsError(
        'CORPUS',
        `${path}:1: is not UTF-8 text. Convert it to UTF-8 and add it again.`,
        { cause: error },
      );
    }
    throw new ClippingsError(
      'CORPUS',
      `${path}:1: cannot be read (${reasonOf(error)}). Check the path and its permissions.`,
      { cause: error },
    );
  }
}

/**
 * The files of a corpus folder, relative to it and in order: every `.md` and `.txt`, but no hidden ones.
 * @throws ClippingsError CORPUS when the folder cannot be read
 */
export async function articleFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return (
      entries
        // A mounted configuration (Kubernetes) shows every file as a symbolic link.
        .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /\.(?:md|txt)$/i.test(entry.name))
        .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
        .filter((file) => !file.split(/[\\/]/).some((part) => part.startsWith('.')))
        .sort()
    );
  } catch (error) {
    throw new ClippingsError(
      'CORPUS',
      `The corpus folder "${folder}" cannot be read (${reasonOf(error)}). Name a folder of .md or .txt articles with --corpus DIR or CORPUS_DIR.`,
      { cause: error },
    );
  }
}

function duplicate(folder: string, file: string, first: string): ClippingsError {
  return new ClippingsError(
    'CORPUS',
    `${join(folder, file)}:1: has the same name as ${join(folder, first)}, in the same folder, and an article's name is its id. Rename one of them.`,
  );
}

function reasonOf(error: unknown): string {
  if (isSystemError(error, 'ENOENT')) return 'it does not exist';
  if (isSystemError(error, 'ENOTDIR')) return 'it is not a folder';
  if (isSystemError(error, 'EISDIR')) return 'it is a folder';
  if (isSystemError(error, 'EACCES')) return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
