import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readQuestions } from '../eval/questions.ts';

const files = (await readdir('src', { recursive: true })).filter((file) => file.endsWith('.ts')).sort();
const sources = new Map(
  await Promise.all(files.map(async (file) => [file, await readFile(join('src', file), 'utf8')] as const)),
);
const folderOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : file);

/** What a file imports, types included. */
function importsOf(file: string): readonly string[] {
  const found = (sources.get(file) ?? '').matchAll(
    /^(?:import|export)\s[^;]*?from '(?<name>[^']+)'|\bimport\('(?<lazy>[^']+)'\)/gm,
  );
  return [...found].map(({ groups }) => {
    const name = groups?.name ?? groups?.lazy ?? '';
    return name.startsWith('.') ? relative('src', resolve('src', dirname(file), name)) : name;
  });
}

const CORE = ['corpus', 'language', 'embedding', 'retrieval', 'time', 'timeline', 'answer', 'engine.ts'];

/** Which folders and files each may import, beside itself and errors.ts. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': [],
  'config.ts': [],
  'log.ts': [],
  'worker-script.ts': [],
  'csv.ts': [],
  corpus: ['worker-script.ts', 'language'],
  language: ['corpus'],
  time: ['corpus', 'language'],
  embedding: ['worker-script.ts'],
  timeline: ['csv.ts', 'corpus', 'language', 'time', 'embedding'],
  retrieval: ['corpus', 'language', 'embedding'],
  answer: ['corpus', 'language', 'time', 'embedding', 'retrieval', 'timeline'],
  'engine.ts': ['corpus', 'retrieval', 'timeline', 'answer'],
  'open-engine.ts': [...CORE, 'config.ts'],
  store: ['csv.ts', 'corpus', 'language', 'answer', 'engine.ts'],
  discord: [...CORE, 'store', 'config.ts', 'log.ts'],
  ops: [...CORE, 'open-engine.ts', 'store', 'discord', 'config.ts', 'log.ts'],
  cli: [...CORE, 'open-engine.ts', 'store', 'discord', 'ops', 'config.ts', 'log.ts'],
};

describe('the import table', () => {
  it.each(Object.entries(MAY_IMPORT))('%s imports nothing above it', (folder, allowed) => {
    const wrong = files
      .filter((file) => folderOf(file) === folder)
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => sources.has(name) && ![folder, 'errors.ts', ...allowed].includes(folderOf(name)))
          .map((name) => `${file} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has a row for each folder', () => {
    expect(Object.keys(MAY_IMPORT).sort()).toEqual([...new Set(files.map(folderOf))].sort());
  });

  it('has no circle of files', () => {
    const seen = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (seen.get(file) === 'open') circles.push([...path.slice(path.indexOf(file)), file].join(' > '));
      if (seen.has(file)) return;
      seen.set(file, 'open');
      for (const name of importsOf(file)) if (sources.has(name)) visit(name, [...path, file]);
      seen.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  it.each([
    ['discord.js', /^discord\//],
    ['@xenova/transformers', /^embedding\//],
    ['stemmer', /^language\/en\/stems\.ts$/],
    ['vectra', /^retrieval\/vectra-store\.ts$/],
    ['wink-nlp', /^language\/en\/grammar\.ts$/],
    ['minisearch', /^(?:retrieval\/word-index|store\/\w+)\.ts$/],
  ])('%s stays where it belongs', (name, place) => {
    const importers = files.filter((file) => importsOf(file).includes(name));
    expect(importers.length).toBeGreaterThan(0);
    expect(importers.filter((file) => !place.test(file))).toEqual([]);
  });

  it('only config.ts and the programs look at the environment, and nothing imports a program', () => {
    const readers = files.filter((file) => sources.get(file)?.includes('process.env'));
    expect(readers.filter((file) => !/^(?:config\.ts|cli\/)/.test(file))).toEqual([]);
    const importers = files.filter((file) => importsOf(file).some((name) => name.startsWith('cli/')));
    expect(importers.filter((file) => !file.startsWith('cli/'))).toEqual([]);
  });
});

describe('the source', () => {
  it('holds no question, answer or article name of the evaluation sets', async () => {
    const sets = (await readdir('eval', { recursive: true })).filter((file) => file.endsWith('.jsonl'));
    const questions = (await Promise.all(sets.map((file) => readQuestions(join('eval', file))))).flat();
    const names = (await readdir('eval/xquad-dev/articles')).map((file) => file.replace(/\.md$/, ''));
    const ids = (await readdir('corpus/articles')).map((file) => file.replace(/\.md$/, ''));
    const telling = (text: string) => text.trim().split(/\s+/).length >= 4; // shorter ones are ordinary words
    const known = [
      ...questions.flatMap(({ question, answers }) => [question, ...answers]).filter(telling),
      ...ids,
    ];
    known.push(...names.filter((name) => name.includes('-')));
    const code = [...sources.values()].join('\n').toLowerCase();
    expect(known.length).toBeGreaterThan(500);
    expect(known.filter((text) => code.includes(text.toLowerCase()))).toEqual([]);
  });
});
