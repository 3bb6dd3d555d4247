import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../src/config.ts';
import { READER, RETRIEVER } from '../src/embedding/models.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOCUMENTS = [
  ...markdownIn('.'),
  ...markdownIn('docs'),
  'corpus/README.md',
  'eval/README.md',
  'embeddings/models/README.md',
  ...[RETRIEVER, READER].map(({ name }) => `embeddings/models/${name}/README.md`),
];

describe('the README', () => {
  const readme = textOf('README.md');

  it('lists the settings that the program has, with their defaults', () => {
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$/gm)].map(
      ([, name, fallback, purpose]) => ({
        name,
        fallback,
        purpose: purpose?.replaceAll('\\<', '<'),
      }),
    );
    expect(rows).toEqual(SETTINGS.map(({ name, fallback, purpose }) => ({ name, fallback, purpose })));
  });

  it('names only npm scripts that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json'));
    const named = DOCUMENTS.flatMap((path) =>
      [...textOf(path).matchAll(/npm run (?:--silent )?([a-z]+(?::[a-z]+)*)/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
  });
});

describe.each(DOCUMENTS)('%s', (path) => {
  it('links to files that are there', () => {
    const links = [...textOf(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)|<img src="([^"]+)"/g)];
    const targets = links.map(([, link, image]) => join(dirname(path), link ?? image ?? ''));
    expect(targets.filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
