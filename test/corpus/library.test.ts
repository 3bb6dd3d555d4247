import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addArticles, propose, removeArticle } from '../../src/corpus/library.ts';
import { turnsDuring } from '../support/turns.ts';

const STORY =
  'A ferry ran aground\n\nMay 3, 1998\n\nA ferry ran aground off Halden on Sunday. Nobody was hurt.\n';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-library-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function draftsOf(content: string, name = 'story.txt') {
  const proposal = await propose({ name, content }, folder);
  if (proposal.kind !== 'drafts') throw new Error(proposal.kind);
  return proposal.drafts;
}

describe('an article', () => {
  it('is proposed, added and removed, and nothing is written before it is added', async () => {
    const drafts = await draftsOf(STORY);
    expect(drafts.map(({ id, text }) => [id, text])).toEqual([
      ['1998-05-03-a-ferry-ran-aground', 'A ferry ran aground off Halden on Sunday. Nobody was hurt.\n'],
    ]);
    expect(await readdir(folder)).toEqual([]);
    await addArticles(drafts, folder);
    expect(await readdir(folder)).toEqual(['1998-05-03-a-ferry-ran-aground.md']);
    await removeArticle('1998-05-03-a-ferry-ran-aground', folder);
    await removeArticle('1998-05-03-a-ferry-ran-aground', folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is removed wherever in the folder it lies, and no other', async () => {
    await mkdir(join(folder, 'more'));
    await writeFile(join(folder, 'more', 'ferry.txt'), 'Words.');
    await writeFile(join(folder, 'ferry-2.txt'), 'Words.');
    await removeArticle('ferry', folder);
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(['ferry-2.txt', 'more']);
  });

  it('that is there already is said to be, also as another kind of file, and in a folder', async () => {
    await mkdir(join(folder, 'more'));
    await writeFile(join(folder, 'more', '1998-05-03-a-ferry-ran-aground.txt'), 'Words.');
    expect(await propose({ name: 'x.txt', content: STORY }, folder)).toMatchObject({ kind: 'taken' });
    expect(
      await propose({ name: 'x.txt', content: STORY.replace('aground', 'ashore') }, folder),
    ).toMatchObject({
      kind: 'drafts',
    });
  });

  it.each(['..', '.hidden', 'a\u0007b', '-first', 'x'.repeat(130)])('may not be called %j', async (id) => {
    const content = '---\ntitle: x\n---\nWords.\n';
    const proposal = await propose({ name: `${id}.md`, content }, folder);
    expect(proposal).toMatchObject({ kind: 'unsafe-name' });
    const drafts = (await draftsOf(content)).map((draft) => ({ ...draft, id }));
    await expect(addArticles(drafts, folder)).rejects.toMatchObject({ code: 'CORPUS' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('may lie in a folder that is yet to be made', async () => {
    folder = join(folder, 'new');
    await addArticles(await draftsOf(STORY), folder);
    expect(await readFile(join(folder, '1998-05-03-a-ferry-ran-aground.md'), 'utf8')).toContain(
      'Nobody was hurt.',
    );
  });
});

describe('a long document', () => {
  const LONG = {
    'of bullets': '- item of a list\n'.repeat(60_000),
    'of paragraphs': `A title\n\n${'Words of a story, and more of them. '.repeat(12)}\n\n`.repeat(2500),
    'of one line': 'A. B said no. '.repeat(100_000),
  };

  it.each(Object.entries(LONG))('%s holds nobody else up', async (_, content) => {
    const { turns } = await turnsDuring(
      propose({ name: 'long.txt', content }, folder).catch(() => 'refused'),
    );
    expect(turns).toBeGreaterThan(50);
  });

  it('is read as a short one is, with its faults', async () => {
    const [draft] = await draftsOf(`${STORY}\n${'More words of the story. '.repeat(4000)}`);
    expect(draft?.title.value).toBe('A ferry ran aground');
    await expect(
      propose({ name: 'long.txt', content: `${'x'.repeat(20_000)}\0` }, folder),
    ).rejects.toMatchObject({ code: 'CORPUS', message: expect.stringContaining('binary') });
  });
});
