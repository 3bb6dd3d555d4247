import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importDocument } from '../../src/corpus/import/document.ts';
import { type Draft, renderArticle } from '../../src/corpus/import/draft.ts';
import { checkWritable, writeArticles } from '../../src/corpus/import/write.ts';
import { loadCorpus } from '../../src/corpus/load.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-'));
});
afterEach(() => rm(folder, { recursive: true }));

const PAGE = 'First story\nMay 2, 2003\n\nIt began.\n\nSecond story\nMay 4, 2003\n\nIt ended.';
const FILES = ['2003-05-02-first-story.md', '2003-05-04-second-story.md'];
const drafts = (page = PAGE) => importDocument(page, { name: 'sources/x.txt' }).drafts;

/** Every file below the folder, hidden ones too, with what is in it. */
async function everything(): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return Object.fromEntries(
    files.map((file, index) => [file.slice(folder.length + 1), contents[index] ?? '']),
  );
}

describe('writeArticles', () => {
  it('writes every draft as an article that reads back the same, and leaves nothing else', async () => {
    const target = join(folder, 'new', 'articles');
    expect(await writeArticles(drafts(), target)).toEqual(FILES.map((file) => join(target, file)));
    const { loaded, faults } = await loadCorpus(target);
    expect(faults).toEqual([]);
    expect(loaded.map(({ article }) => [article.title, article.published, article.text])).toEqual([
      ['First story', '2003-05-02', 'It began.\n'],
      ['Second story', '2003-05-04', 'It ended.\n'],
    ]);
    expect(await readdir(target)).toEqual(FILES);
  });

  it('writes none when one is in the way, and says which', async () => {
    await writeFile(join(folder, FILES[1] ?? ''), 'Mine.');
    const before = await everything();
    await expect(writeArticles(drafts(), folder)).rejects.toThrow(
      /^sources\/x\.txt:6-9: .*2003-05-04-second-story\.md is already there\. Replace it with --force, or supply/,
    );
    expect(await everything()).toEqual(before);
  });

  it('replaces only when told to', async () => {
    await writeFile(join(folder, FILES[1] ?? ''), 'Mine.');
    await writeFile(join(folder, 'other.md'), 'Other.');
    await writeArticles(drafts(), folder, { force: true });
    const [first, second] = drafts();
    expect(await everything()).toEqual({
      [FILES[0] ?? '']: renderArticle(first as Draft),
      [FILES[1] ?? '']: renderArticle(second as Draft),
      'other.md': 'Other.',
    });
  });

  it('takes no id that another file has, even when told to replace', async () => {
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'sub', '2003-05-02-first-story.txt'), 'Mine.');
    const before = await everything();
    await expect(writeArticles(drafts(), folder, { force: true })).rejects.toThrow(
      /first-story\.txt already has the id "2003-05-02-first-story"\. Rename/,
    );
    expect(await everything()).toEqual(before);
  });

  it('refuses two drafts of one id', async () => {
    await expect(writeArticles([...drafts(), ...drafts()], folder)).rejects.toThrow(
      /^sources\/x\.txt:1-4: gives an article "2003-05-02-first-story", and so does sources\/x\.txt:1-4\. Import one/,
    );
    expect(await everything()).toEqual({});
  });

  it('puts everything back when a later file cannot be placed', async () => {
    await writeFile(join(folder, FILES[0] ?? ''), 'Mine.');
    // A folder stands where the second article should go: nothing can be put in its place.
    await mkdir(join(folder, FILES[1] ?? ''));
    const before = await everything();
    await expect(writeArticles(drafts(), folder, { force: true })).rejects.toThrow(/Nothing was changed/);
    expect(await everything()).toEqual(before);
    expect((await readdir(folder)).toSorted()).toEqual(FILES);
  });

  it('says so when the folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), 'Mine.');
    await expect(writeArticles(drafts(), join(folder, 'file', 'articles'))).rejects.toThrow(
      /articles: the articles cannot be written \(ENOTDIR.*\)\. Nothing was changed\./,
    );
    expect(await everything()).toEqual({ file: 'Mine.' });
  });
});

describe('checkWritable', () => {
  it('finds what is in the way and touches nothing', async () => {
    await expect(checkWritable(drafts(), join(folder, 'none'))).resolves.toBeUndefined();
    await writeFile(join(folder, FILES[0] ?? ''), 'Mine.');
    await expect(checkWritable(drafts(), folder)).rejects.toThrow(/is already there/);
    await expect(checkWritable(drafts(), folder, { force: true })).resolves.toBeUndefined();
    expect(await everything()).toEqual({ [FILES[0] ?? '']: 'Mine.' });
  });
});
