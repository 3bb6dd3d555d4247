import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDocument } from '../../src/corpus/import/document.ts';
import { type Hints, parseHints } from '../../src/corpus/import/hints.ts';
import { type Corpus, loadCorpus } from '../../src/corpus/load.ts';

const SOURCES = {
  '000_285e6c6a2b8ba557.txt': '74194af35dc5718039b2d3e5863ba3ee3a8be95e41f0779e983d6561ca2ad1da',
  '001_2f28f5f98f40d890.txt': '51b44d6cb0caf7b82671152165773ba57d2da23c159f082f8996317bcdabb6e5',
  '002_0812fcdc0b19a89e.txt': 'a9a689c92056b49ebb7d5fa84e3ae7b923935205eac5aff7198e5acd65cad4ec',
};

const ARTICLES = 'corpus/articles';

let corpus: Corpus;
const raw = new Map<string, string>();

beforeAll(async () => {
  corpus = await loadCorpus(ARTICLES);
  for (const name of Object.keys(SOURCES))
    raw.set(name, await readFile(join('corpus/sources', name), 'utf8'));
});

/** The raw text with link markup taken off and white space aside. Nothing of the importer is used. */
function plain(text: string): string {
  return text
    .replace(/\[((?:\\.|[^\]\\])*)\]\(#\)/g, '$1')
    .replace(/\\([[\]()])/g, '$1')
    .replace(/\s+/g, ' ');
}

describe('the raw documents', () => {
  it.each(Object.entries(SOURCES))('%s is unchanged', async (name, sha256) => {
    const bytes = await readFile(join('corpus/sources', name));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  });
});

describe('the shipped articles', () => {
  it('are seven, each with the day and publisher that are known of it', () => {
    expect(corpus.faults).toEqual([]);
    expect(corpus.loaded.map(({ article }) => [article.published, article.publisher, article.title])).toEqual(
      [
        ['1996-12-17', 'CNN', "Attackers take over Japanese ambassador's residence in Peru"],
        ['1996-12-20', 'CNN', "Report: Peru rejects rebels' demands to free prisoners"],
        [
          '1996-12-21',
          undefined,
          "PERUVIAN rebels holding 400 hostages at the Japanese ambassador's residence in…",
        ],
        ['1996-12-23', 'CNN', 'Stalemate develops in Peru hostage crisis'],
        ['1997-01-10', undefined, 'Shots Ring Out in Peru Compound'],
        ['1997-04-23', 'CNN', 'Peru, Japan relieved by hostage rescue'],
        ['1997-04-24', 'CNN', 'Related multimedia, stories, and sites for Peru hostage crisis'],
      ],
    );
  });

  it('say of every day that is not stated how it was inferred, and of no other', () => {
    const inferred = corpus.loaded.filter(({ article }) => article.basis.published !== undefined);
    expect(inferred.map(({ article }) => article.published)).toEqual([
      '1996-12-21',
      '1997-01-10',
      '1997-04-24',
    ]);
    expect(inferred.map(({ article }) => article.basis.published)).toEqual([
      expect.stringContaining('"last night"'),
      expect.stringMatching(/"24 days ago".*"Dec\. 17".*"Last Updated: 07\/27\/2016" is the web page's/),
      expect.stringContaining('newest headline'),
    ]);
  });

  it('hold no paragraph that is not in the lines of the raw document they name', () => {
    let checked = 0;
    for (const { article } of corpus.loaded) {
      const [, name = '', first, last] = /^sources\/(.+):(\d+)-(\d+)$/.exec(article.source ?? '') ?? [];
      const lines = (raw.get(name) ?? '').split('\n').slice(Number(first) - 1, Number(last));
      const source = plain(lines.join('\n'));
      for (const paragraph of article.text.trimEnd().split('\n\n')) {
        expect(source, `${article.id}: ${paragraph}`).toContain(paragraph);
        checked++;
      }
    }
    expect(checked).toBe(138);
  });

  it('begin right after the front matter, part paragraphs by one blank line and end with one line feed', () => {
    for (const { article } of corpus.loaded) {
      expect(article.text).toMatch(/^\S/);
      expect(article.text).toMatch(/\S\n$/);
      expect(article.text).not.toMatch(/\n{3}|[^\n]\n[^\n]|[^\S\n]\n|\r|\t| {2}/);
    }
  });

  it('hold nothing of the web page around them', () => {
    const text = corpus.loaded.map(({ article }) => article.text).join('\n');
    expect(text).not.toMatch(/\]\(|\\|STORY PAGE|EXPLORE|BACK TO TOP|Web posted|All Rights Reserved|©/);
    expect(text).not.toMatch(/Tell us|You said it|Sound off|contributed to this|In this story|Latest dev/);
    expect(text).not.toMatch(
      /\bsec\.|QuickTime|AIFF|COURTESY|Courtesy|Related sites|Last Updated|^\(CNN\)$/m,
    );
  });

  it('make whole the sentences that the page had broken', () => {
    const text = corpus.loaded.map(({ article }) => article.text).join('\n');
    expect(text).toContain('reaction to the crisis, which began Tuesday night when');
    expect(text).toContain("smaller than Peru's Maoist Shining Path movement");
    expect(text).toContain('carrying champagne and food. But');
    expect(text).toContain('the crisis, which began on December 17.');
    expect(text).toContain("in the reception hall of the ambassador's residence.");
  });

  it('keep headings, and the captions that are sentences, as paragraphs of their own', () => {
    const paragraphs = corpus.loaded.flatMap(({ article }) => article.text.trimEnd().split('\n\n'));
    expect(paragraphs).toContain('Hostage safety is foremost');
    expect(paragraphs).toContain('Fujimori: Top priority is hostage safety');
    expect(paragraphs).toContain('Four more hostages were released Thursday afternoon');
    expect(paragraphs).toContain('Reporter Sharon Stephenson reacts to one of the explosions');
    expect(paragraphs).not.toContain('Fujimori');
    expect(paragraphs).not.toContain('Amateur video of rebels seizing hostages');
  });

  it('hold each dated headline of the raw documents once, with its date', () => {
    const listed = plainLines().filter((line) => / - (?:Dec|Jan|Apr)\w+ \d+, \d{4}$/.test(line));
    const kept = corpus.loaded
      .flatMap(({ article }) => article.text.split('\n'))
      .filter((line) => / - (?:Dec|Jan|Apr)\w+ \d+, \d{4}$/.test(line));
    expect(kept.toSorted()).toEqual([...new Set(listed)].toSorted());
    expect(kept).toHaveLength(24);
  });
});

function plainLines(): readonly string[] {
  return [...raw.values()].flatMap((text) =>
    text.split('\n').map((line) => plain(line).trim().replace(/^- /, '')),
  );
}

async function hintsOf(name: string): Promise<Hints> {
  const path = join('corpus/sources', name.replace(/txt$/, 'yaml'));
  return parseHints(await readFile(path, 'utf8'), path);
}

describe('the import of the raw documents', () => {
  it('names every line that it leaves out', async () => {
    for (const [name, content] of raw) {
      const { drafts, dropped } = importDocument(content, { name, hints: await hintsOf(name) });
      const named = new Set(dropped.map(({ line }) => line));
      const shown = drafts.map(({ title, text }) => `${title.value}\n${text}`).join('\n');
      const lost = content.split('\n').filter((line, index) => {
        return (
          line.trim() !== '' &&
          !named.has(index + 1) &&
          !shown.includes(plain(line).trim().replace(/^- /, ''))
        );
      });
      expect(lost).toEqual([]);
    }
  });

  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clippings-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('gives the shipped articles byte for byte', async () => {
    const files = Object.keys(SOURCES).map((name) => join('corpus/sources', name));
    const command = ['--import', 'tsx', 'src/cli/corpus-import.ts', '--to', folder, ...files];
    await promisify(execFile)(process.execPath, command);
    const names = await readdir(folder);
    expect(names.toSorted()).toEqual((await readdir(ARTICLES)).toSorted());
    for (const name of names) {
      expect(await readFile(join(folder, name), 'utf8')).toBe(await readFile(join(ARTICLES, name), 'utf8'));
    }
  });
});
