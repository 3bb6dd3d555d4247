import { unlink } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { ClippingsError } from '../errors.ts';
import { idOf } from './article.ts';
import { importDocument } from './import/document.ts';
import type { Draft, ImportOptions, ImportResult } from './import/draft.ts';
import { importInThread } from './import/thread.ts';
import { checkWritable, writeArticles } from './import/write.ts';
import { articleFiles, idsOf } from './load.ts';

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
/**
 * Reads a document as one or more articles of a corpus folder, and writes nothing.
 * @throws ClippingsError CORPUS when it cannot be used, with the line and the remedy
 */
export async function propose({ content, name, hints }: Offer, folder: string): Promise<Proposal> {
  const options = hints ? { hints } : {};
  const { drafts, dropped } =
    content.length <= AT_ONCE
      ? importDocument(content, { name, ...options })
      : await importInThread({ bytes: Buffer.from(content), origin: { name, path: name }, options });
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
  for (const [file, own] of idsOf(await articleFiles(folder)))
    if (own === id) await unlink(join(folder, file));
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
