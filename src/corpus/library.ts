import { unlink } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ClippingsError, type ErrorCode } from '../errors.ts';
import { workerScript } from '../worker-script.ts';
import { idOf } from './article.ts';
import { type Draft, type ImportOptions, type ImportResult, importDocument } from './import/document.ts';
import { checkWritable, writeArticles } from './import/write.ts';
import { articleFiles } from './load.ts';

/** A document that somebody wants to add, with what they say of it. */
export type Offer = Pick<ImportOptions, 'name' | 'hints'> & { readonly content: string };

/** What would become of a document, or why it cannot be added as it is. */
export type Proposal =
  | { readonly kind: 'drafts'; readonly drafts: readonly Draft[]; readonly dropped: ImportResult['dropped'] }
  /** A name that would lead out of the folder, or hide the file there. */
  | { readonly kind: 'unsafe-name'; readonly name: string }
  /** Articles that are there already. */
  | { readonly kind: 'taken'; readonly drafts: readonly Draft[] };

/** What a file of the corpus may be called: nothing that leads out of its folder or hides it. */
const SAFE_ID = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,119}$/u;
/** The most characters that are read on the main thread: 20 ms in the slowest shape that bench/import.ts has. */
const AT_ONCE = 16_000;
/** The longest that a document is read, in a thread of its own. */
const READING_MS = 60_000;

/**
 * Reads a document as one or more articles of a corpus folder, and writes nothing.
 * @throws ClippingsError CORPUS when it cannot be used, with the line and the remedy
 */
export async function propose({ content, ...options }: Offer, folder: string): Promise<Proposal> {
  const { drafts, dropped } =
    content.length <= AT_ONCE ? importDocument(content, options) : await importAside(content, options);
  const unsafe = drafts.find(({ id }) => !isSafe(id, folder));
  if (unsafe) return { kind: 'unsafe-name', name: unsafe.id };
  const present = await idsIn(folder);
  const taken = drafts.filter(({ id }) => present.has(id));
  if (taken.length > 0) return { kind: 'taken', drafts: taken };
  await checkWritable(drafts, folder);
  return { kind: 'drafts', drafts, dropped };
}

/**
 * Writes proposed drafts into the folder: all of them, or none.
 * @throws ClippingsError CORPUS when one is in the way by now, or cannot be written
 */
export async function addArticles(drafts: readonly Draft[], folder: string): Promise<void> {
  const unsafe = drafts.find(({ id }) => !isSafe(id, folder));
  if (unsafe) throw new ClippingsError('CORPUS', `"${unsafe.id}" cannot be an article's name.`);
  await writeArticles(drafts, folder);
}

/** Deletes the file of an article, wherever in the folder it lies; nothing happens when there is none. */
export async function removeArticle(id: string, folder: string): Promise<void> {
  const file = (await articleFiles(folder)).find((each) => idOf(each) === id);
  if (file !== undefined) await unlink(join(folder, file));
}

function isSafe(id: string, folder: string): boolean {
  return SAFE_ID.test(id) && relative(resolve(folder), resolve(folder, `${id}.md`)) === `${id}.md`;
}

async function idsIn(folder: string): Promise<ReadonlySet<string>> {
  try {
    return new Set((await articleFiles(folder)).map(idOf));
  } catch (error) {
    if (error instanceof ClippingsError) return new Set(); // it is made when something is written
    throw error;
  }
}

/** What the thread of `import-worker.ts` answers. */
export type Imported =
  | { readonly result: ImportResult }
  | { readonly fault: { readonly code: ErrorCode; readonly message: string } }
  | { readonly bug: unknown };

/** Imports in a thread of its own: a text of 2 MB can take ten seconds, and nobody else may wait for it. */
function importAside(content: string, options: ImportOptions): Promise<ImportResult> {
  const script = workerScript(new URL('./import-worker.ts', import.meta.url));
  const worker = new Worker(script, { eval: true, execArgv: [], workerData: { content, options } });
  let timer: NodeJS.Timeout | undefined;
  return new Promise<ImportResult>((resolve_, reject) => {
    timer = setTimeout(() => reject(tooSlow(options.name)), READING_MS);
    worker.once('error', reject);
    worker.once('message', (imported: Imported) => {
      if ('result' in imported) resolve_(imported.result);
      else if ('fault' in imported) {
        reject(new ClippingsError(imported.fault.code, imported.fault.message));
      } else reject(imported.bug);
    });
  }).finally(() => {
    clearTimeout(timer);
    return worker.terminate();
  });
}

function tooSlow(name: string): ClippingsError {
  const found = `${name}:1: could not be read within ${READING_MS / 1000} s`;
  return new ClippingsError('CORPUS', `${found}. Split it into several files.`);
}
