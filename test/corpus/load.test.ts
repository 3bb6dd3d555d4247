import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCorpus, readText } from '../../src/corpus/load.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clippings-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = async (file: string, content: string | Buffer) => {
  await mkdir(join(folder, file, '..'), { recursive: true });
  await writeFile(join(folder, file), content);
};

describe('loadCorpus', () => {
  it('reads Markdown and text files in all folders, in the order of their ids', async () => {
    await put('z/a.md', '---\ntitle: A\n---\nOne.');
    await put('c.TXT', 'Three.');
    await put('b.md', 'Two.');
    await put('notes.pdf', 'x');
    await put('.import-1/d.md', 'Hidden.');
    await put('.e.md', 'Hidden.');
    const { loaded, faults } = await loadCorpus(folder);
    expect(loaded.map(({ article, file }) => [article.id, file, article.text])).toEqual([
      ['a', join('z', 'a.md'), 'One.'],
      ['b', 'b.md', 'Two.'],
      ['c', 'c.TXT', 'Three.'],
    ]);
    expect(faults).toEqual([]);
  });

  it('reads files that are symbolic links, as in a mounted configuration', async () => {
    await put('..data/a.md', 'One.');
    await symlink(join('..data', 'a.md'), join(folder, 'a.md'));
    expect((await loadCorpus(folder)).loaded.map(({ file }) => file)).toEqual(['a.md']);
  });

  it('reports each file it cannot use, and reads the others', async () => {
    await put('a.md', 'One.');
    await put('bad.md', '---\npublished: soon\n---\nText.');
    await put('bytes.txt', Buffer.from([0x41, 0xff, 0xfe, 0x42]));
    await put('empty.md', '');
    await put('a.txt', 'Another.');
    await symlink('nowhere.md', join(folder, 'lost.md'));
    const { loaded, faults } = await loadCorpus(folder);
    expect(loaded.map(({ file }) => file)).toEqual(['a.md']);
    expect(faults.map(({ message }) => message.replaceAll(join(folder, '/'), ''))).toEqual([
      expect.stringMatching(
        /^a\.txt:1: has the same name as a\.md, in the same folder, and.*Rename one of them/,
      ),
      expect.stringMatching(/^bad\.md:2: "published" is "soon".*Correct it/),
      expect.stringMatching(/^bytes\.txt:1: is not UTF-8 text\. Convert it/),
      expect.stringMatching(/^empty\.md:1: has no text/),
      expect.stringMatching(/^lost\.md:1: cannot be read \(it does not exist\)/),
    ]);
  });

  it('tells files of one name in different folders apart by their paths, and says so', async () => {
    await put('1996/strike.md', '---\ntags: [sea]\n---\nOne.');
    await put('1997/strike.txt', 'Two.');
    await put('other.md', 'Three.');
    const { loaded, faults, notices } = await loadCorpus(folder);
    expect(loaded.map(({ article }) => article.id)).toEqual(['1996/strike', '1997/strike', 'other']);
    expect(faults).toEqual([]);
    expect(notices.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([
      '1996/strike.md:2: "tags" is not known, and is not used.',
      '1996/strike.md:1: another file is called "strike" too: this one\'s id is "1996/strike".',
      '1997/strike.txt:1: another file is called "strike" too: this one\'s id is "1997/strike".',
    ]);
  });

  it('takes an empty folder for an empty corpus', async () => {
    expect(await loadCorpus(folder)).toEqual({ folder, loaded: [], faults: [], notices: [] });
  });

  it('refuses a folder that is not there, or is a file', async () => {
    await put('a.md', 'One.');
    await expect(loadCorpus(join(folder, 'none'))).rejects.toThrow(
      /cannot be read \(it does not exist\).*--corpus/,
    );
    await expect(loadCorpus(join(folder, 'a.md'))).rejects.toThrow(/\(it is not a folder\)/);
  });
});

describe('readText', () => {
  it('refuses a file too large to be an article before reading it', async () => {
    await put('big.txt', 'x');
    await truncate(join(folder, 'big.txt'), 8_000_001);
    await expect(readText(join(folder, 'big.txt'))).rejects.toThrow(
      /big\.txt:1: is 8000001 bytes; at most 8000000.*Split/,
    );
  });
  it('says so when it is given a folder', async () => {
    await expect(readText(folder)).rejects.toThrow(/:1: cannot be read \(it is a folder\)/);
  });
});
