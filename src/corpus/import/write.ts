import { access, link, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClippingsError, isSystemError, messageOf } from '../../errors.ts';
import { idOf, parseArticle } from '../article.ts';
import { articleFiles, readText } from '../load.ts';
import { type Draft, renderArticle } from './draft.ts';

export interface WriteOptions {
  /** Whether articles of the same name may be replaced. */
  readonly force?: boolean;
}

interface Placement {
  readonly draft: Draft;
  readonly content: string;
  readonly target: string;
  readonly staged: string;
  readonly backup: string;
}

/**
 * Writes drafts as articles into a corpus folder: all of them, or none.
 * @returns the paths of the files written
 * @throws ClippingsError CORPUS when an article is in the way or a file cannot be written; the folder is
 * then as it was
 */
export async function writeArticles(
  drafts: readonly Draft[],
  folder: string,
  options: WriteOptions = {},
): Promise<readonly string[]> {
  const contents = drafts.map((draft) => ({ draft, content: checkedContent(draft) }));
  await checkWritable(drafts, folder, options);
  try {
    await mkdir(folder, { recursive: true });
    const staging = await mkdtemp(join(folder, '.import-'));
    try {
      const placements = contents.map(({ draft, content }) =>
        placementOf(draft, content, { folder, staging }),
      );
      await stage(placements);
      await place(placements);
      return placements.map(({ target }) => target);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof ClippingsError) throw error;
    const found = `${folder}: the articles cannot be written (${messageOf(error)})`;
    throw new ClippingsError('CORPUS', `${found}. Nothing was changed.`, { cause: error });
  }
}

/**
 * Writes the drafts that are not in the folder yet: one whose article is there already with the same text is
 * left out, one whose name another article has gets a number.
 * @returns the drafts that were written, by the names they got
 * @throws ClippingsError CORPUS when a file cannot be written; the folder is then as it was
 */
export async function writeNewArticles(drafts: readonly Draft[], folder: string): Promise<readonly Draft[]> {
  const present = await presentIds(folder);
  const fresh: Draft[] = [];
  const taken = new Set(present.keys());
  for (const draft of drafts) {
    if (await isThere(draft, { present, folder })) continue;
    const named = { ...draft, id: freeName(draft.id, taken) };
    taken.add(named.id);
    fresh.push(named);
  }
  if (fresh.length > 0) await writeArticles(fresh, folder);
  return fresh;
}

/** The drafts whose articles are not there yet, word for word; those that are, are told apart. */
export async function withoutPresent(
  drafts: readonly Draft[],
  folder: string,
): Promise<{ readonly fresh: readonly Draft[]; readonly present: readonly Draft[] }> {
  const ids = await presentIds(folder);
  const there = await Promise.all(drafts.map((draft) => isThere(draft, { present: ids, folder })));
  return {
    fresh: drafts.filter((_, place) => !there[place]),
    present: drafts.filter((_, place) => there[place]),
  };
}

async function isThere(
  draft: Draft,
  { present, folder }: { present: ReadonlyMap<string, string>; folder: string },
): Promise<boolean> {
  const file = present.get(draft.id);
  if (file === undefined) return false;
  try {
    return parseArticle(await readText(join(folder, file)), file).text === draft.text;
  } catch (error) {
    if (error instanceof ClippingsError) return false; // a file that cannot be read is no copy of the draft
    throw error;
  }
}

function freeName(id: string, taken: ReadonlySet<string>): string {
  let name = id;
  for (let number = 2; taken.has(name); number++) name = `${id}-${number}`;
  return name;
}

/**
 * Checks that drafts can be written into a folder, and writes nothing.
 * @throws ClippingsError CORPUS listing every article that is in the way
 */
export async function checkWritable(
  drafts: readonly Draft[],
  folder: string,
  { force = false }: WriteOptions = {},
): Promise<void> {
  const faults = duplicateDrafts(drafts);
  const present = await presentIds(folder);
  for (const { id, source } of drafts) {
    const file = present.get(id);
    if (file === undefined) continue;
    if (file !== `${id}.md`) {
      faults.push(
        `${source}: ${join(folder, file)} already has the id "${id}". Rename that file, or supply another title.`,
      );
    } else if (!force) {
      faults.push(
        `${source}: ${join(folder, file)} is already there. Replace it with --force, or supply another title.`,
      );
    }
  }
  if (faults.length > 0) throw new ClippingsError('CORPUS', `${faults.join('\n')}\nNothing was written.`);
}

function duplicateDrafts(drafts: readonly Draft[]): string[] {
  const first = new Map<string, Draft>();
  return drafts.flatMap((draft) => {
    const other = first.get(draft.id);
    first.set(draft.id, other ?? draft);
    if (!other) return [];
    return [
      `${draft.source}: gives an article "${draft.id}", and so does ${other.source}. Import one of them, or supply another title.`,
    ];
  });
}

/** The file of every id in a corpus folder, whether it can be read as an article or not. */
async function presentIds(folder: string): Promise<ReadonlyMap<string, string>> {
  if (!(await exists(folder))) return new Map();
  return new Map((await articleFiles(folder)).map((file) => [idOf(file), file]));
}

/** The file's content, once it is sure that it reads back as the text that was shown. */
function checkedContent(draft: Draft): string {
  const content = renderArticle(draft);
  const { text } = parseArticle(content, draft.source);
  if (text === draft.text) return content;
  throw new ClippingsError(
    'CORPUS',
    `${draft.source}: would not read back as the same text. Nothing was written.`,
  );
}

function placementOf(
  draft: Draft,
  content: string,
  { folder, staging }: { folder: string; staging: string },
): Placement {
  const file = `${draft.id}.md`;
  return {
    draft,
    content,
    target: join(folder, file),
    staged: join(staging, file),
    backup: join(staging, `${file}.before`),
  };
}

async function stage(placements: readonly Placement[]): Promise<void> {
  for (const { content, staged, target, backup } of placements) {
    await writeFile(staged, content, { flag: 'wx', flush: true });
    if (await exists(target)) await link(target, backup);
  }
}

/** Moves the staged files into place; when one cannot be, those before it are moved back. */
async function place(placements: readonly Placement[]): Promise<void> {
  const done: Placement[] = [];
  try {
    for (const placement of placements) {
      // A link fails when somebody has put a file there since the check; a rename would replace it.
      if (await exists(placement.backup)) await rename(placement.staged, placement.target);
      else await link(placement.staged, placement.target);
      done.push(placement);
    }
  } catch (error) {
    for (const { target, backup } of done) {
      if (await exists(backup)) await rename(backup, target);
      else await rm(target);
    }
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')) return false;
    throw error;
  }
}
