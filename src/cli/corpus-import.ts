import { access, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { loadConfig } from '../config.ts';
import { type Day, formatDay, parseDay } from '../corpus/day.ts';
import { DOCUMENT_FILES, MAX_DOCUMENT_BYTES } from '../corpus/import/documents.ts';
import type { Draft, DroppedLine } from '../corpus/import/draft.ts';
import { openFetcher } from '../corpus/import/fetch.ts';
import { type Hints, parseHints } from '../corpus/import/hints.ts';
import { type BytesResult, type DocumentResult, importBytes } from '../corpus/import/import-bytes.ts';
import { PROFILES, profileNamed } from '../corpus/import/profiles/profiles.ts';
import { checkWritable, withoutPresent, writeArticles } from '../corpus/import/write.ts';
import { readText } from '../corpus/load.ts';
import { ClippingsError, isSystemError, messageOf } from '../errors.ts';
import { runProgram } from './program.ts';

const USAGE = `Usage: npm run corpus:import -- [options] FILE…

Turns web pages and texts into articles: finds the story, strips what is the page's, proposes title,
publisher and day with the reason for each, and prints what was dropped. A FILE is

  a web page (.html, .htm, .mhtml), a text or Markdown (.txt, .md), a mail (.eml), a feed (.xml, .rss, .atom),
  a folder or a .zip of these, or an address (https://…), which alone is fetched, as robots.txt allows.

A file with front matter is taken as it is. NAME.yaml beside NAME.txt or NAME.html supplies what the document
does not state.

  --to DIR                 the corpus folder to write to (default: CORPUS_DIR, or corpus/articles)
  --dry-run                show everything, write nothing
  --force                  replace articles of the same name
  --title TEXT             the title, for a file that holds one story
  --publisher TEXT         the publisher
  --published YYYY-MM-DD   the day of publication
  --published-basis TEXT   where that day comes from, in words
  --year YYYY              the year of publication, from which the day may be worked out
  --url URL                where the document was found
  --profile NAME           the site whose pages they are: ${PROFILES.map(({ name }) => name).join(', ')}
  --allow-private          also fetch from addresses of one's own network
  --help                   this text

Nothing is written unless every file that is named can be imported; of folders, archives and feeds, what can
be is, and the rest is told. Exit codes: 0 done, 1 something could not be imported, 2 usage.
`;

interface Command {
  readonly files: readonly string[];
  readonly to: string;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly allowPrivate: boolean;
  readonly hints: Hints;
}

/** A file to import. Of one that was named, a fault stops everything; of one in a folder, it is told. */
interface Source {
  readonly file: string;
  readonly name: string;
  readonly isNamed: boolean;
}

interface Found {
  readonly results: readonly DocumentResult[];
  readonly faults: readonly ClippingsError[];
}

async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(USAGE);
    return 0;
  }
  return run(commandOf(argv));
}

async function run(command: Command): Promise<number> {
  const { results, faults } = await importFiles(command);
  for (const each of results) process.stdout.write(reportOf(each));
  const drafts = distinct(results.flatMap((each) => each.drafts));
  const { fresh, present } = command.force
    ? { fresh: drafts, present: [] }
    : await withoutPresent(drafts, command.to);
  const options = { force: command.force };
  if (command.dryRun) await checkWritable(fresh, command.to, options);
  else await writeArticles(fresh, command.to, options);
  for (const fault of faults) process.stderr.write(`${pc.yellow('Left out:')} ${fault.message}\n`);
  const there = present.length > 0 ? `${count(present.length, 'article')} already there. ` : '';
  const what = command.dryRun
    ? `Dry run: ${count(fresh.length, 'article')} would be written to ${command.to}.`
    : `${count(fresh.length, 'article')} written to ${command.to}.`;
  process.stdout.write(`${there}${what}\n`);
  return faults.length > 0 ? 1 : 0;
}

/** The drafts without copies; two stories of one name are told apart by a number. */
function distinct(drafts: readonly Draft[]): readonly Draft[] {
  const taken = new Map<string, Draft>();
  for (const draft of drafts) {
    let id = draft.id;
    for (let number = 2; taken.has(id) && taken.get(id)?.text !== draft.text; number++)
      id = `${draft.id}-${number}`;
    if (!taken.has(id)) taken.set(id, { ...draft, id });
  }
  return [...taken.values()];
}

function commandOf(argv: readonly string[]): Command {
  const { values, positionals } = parsed(argv);
  if (positionals.length === 0) throw usage('Name at least one file to import.');
  const { published, year } = values;
  if (published !== undefined && !parseDay(published)) {
    throw usage(`--published is "${published}"; expected a day that exists, as YYYY-MM-DD.`);
  }
  if (year !== undefined && !/^\d{4}$/.test(year)) throw usage(`--year is "${year}"; expected four figures.`);
  return {
    files: positionals,
    to: values.to ?? loadConfig(process.env).corpusDir,
    dryRun: values['dry-run'] === true,
    force: values.force === true,
    allowPrivate: values['allow-private'] === true,
    hints: hintsOf(values),
  };
}

type Values = ReturnType<typeof parsed>['values'];

function hintsOf(values: Values): Hints {
  const { title, publisher, published, year, url, profile } = values;
  const basis = values['published-basis'];
  const day: Day | undefined = parseDay(published ?? '');
  return {
    ...(title && { title }),
    ...(publisher && { publisher }),
    ...(day && { published: day }),
    ...(basis && { publishedBasis: basis }),
    ...(year && { year: Number(year) }),
    ...(url && { url }),
    ...(profile && { profile: profileNamed(profile).name }),
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        'dry-run': { type: 'boolean' },
        force: { type: 'boolean' },
        title: { type: 'string' },
        publisher: { type: 'string' },
        published: { type: 'string' },
        'published-basis': { type: 'string' },
        year: { type: 'string' },
        url: { type: 'string' },
        profile: { type: 'string' },
        'allow-private': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw usage(messageOf(error));
  }
}

/** Imports every file, or reports the faults of all that were named and cannot be. */
async function importFiles(command: Command): Promise<Found> {
  const results: DocumentResult[] = [];
  const left: ClippingsError[] = [];
  const stopping: ClippingsError[] = [];
  let knownHeadlines: ReadonlySet<string> = new Set();
  for (const source of await sourcesOf(command.files)) {
    try {
      const found = await importSource(source, { ...command, knownHeadlines });
      knownHeadlines = found.headlines;
      results.push(...found.results);
      left.push(...found.faults);
    } catch (error) {
      if (!(error instanceof ClippingsError)) throw error;
      (source.isNamed ? stopping : left).push(error);
    }
  }
  if (stopping.length > 0) {
    throw new ClippingsError(
      'CORPUS',
      `${stopping.map(({ message }) => message).join('\n')}\nNothing was written.`,
    );
  }
  return { results, faults: left };
}

async function importSource(
  { file, name }: Source,
  { hints, knownHeadlines, allowPrivate }: Command & { knownHeadlines: ReadonlySet<string> },
): Promise<BytesResult> {
  const options = { knownHeadlines, ...todayOf() };
  if (isAddress(file)) {
    const fetcher = openFetcher(allowPrivate ? { mayConnect: () => true } : {});
    try {
      const fetched = await fetcher.fetch(file);
      if (!fetched) throw new ClippingsError('CORPUS', `${file}: is not fetched: the server sent nothing.`);
      const { bytes, address, charset } = fetched;
      const origin = { name: address, path: file, address, ...(charset && { charset }) };
      return await importBytes(bytes, { ...options, hints, origin });
    } finally {
      await fetcher.close();
    }
  }
  const supplied = { ...(await hintsBeside(file)), ...hints };
  return importBytes(await bytesOf(file), { ...options, hints: supplied, origin: { name, path: file } });
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > MAX_DOCUMENT_BYTES) {
      throw new ClippingsError(
        'CORPUS',
        `${file}:1: is ${size} bytes; at most ${MAX_DOCUMENT_BYTES} are taken. Split it.`,
      );
    }
    return await readFile(file);
  } catch (error) {
    if (error instanceof ClippingsError) throw error;
    const reason = isSystemError(error, 'ENOENT') ? 'it does not exist' : messageOf(error);
    throw new ClippingsError(
      'CORPUS',
      `${file}:1: cannot be read (${reason}). Check the path and its permissions.`,
      { cause: error },
    );
  }
}

/** The files to import: those named, and of folders all that may hold articles. */
async function sourcesOf(files: readonly string[]): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const file of files) {
    if (isAddress(file) || !(await isFolder(file))) sources.push({ file, name: nameOf(file), isNamed: true });
    else sources.push(...(await filesIn(file)));
  }
  return sources;
}

async function filesIn(folder: string): Promise<readonly Source[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && (DOCUMENT_FILES.test(entry.name) || /\.zip$/i.test(entry.name)))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    // A browser puts what belongs to a page it saves into a folder beside it: "Story_files".
    .filter((file) => !file.split(/[\\/]/).some((part) => part.startsWith('.') || /_files$/.test(part)))
    .sort();
  if (files.length === 0)
    throw usage(`${folder} holds no file that articles could be in (.html, .txt, .md, .eml, .zip …).`);
  return files.map((file) => ({
    file: join(folder, file),
    name: `${basename(resolve(folder))}/${file}`,
    isNamed: false,
  }));
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function todayOf(): { readonly today?: Day } {
  const today = parseDay(new Date().toISOString().slice(0, 10));
  return today ? { today } : {};
}

async function hintsBeside(file: string): Promise<Hints> {
  const path = `${file.replace(/\.[^./\\]+$/, '')}.yaml`;
  if (path === file || !(await isThere(path))) return {};
  return parseHints(await readText(path), path);
}

/** A document's name in an article's `source`: its folder's name and its own, wherever they lie. */
function nameOf(file: string): string {
  return `${basename(dirname(resolve(file)))}/${basename(file)}`;
}

function reportOf({ document, drafts, dropped }: DocumentResult): string {
  const heading = pc.bold(`${document.path}: ${count(drafts.length, 'article')}`);
  return `${[heading, ...drafts.flatMap(draftLines), ...droppedLines(dropped)].join('\n')}\n\n`;
}

function draftLines(draft: Draft): readonly string[] {
  const { title, publisher, published, author } = draft;
  const paragraphs = draft.text.split('\n\n').length;
  return [
    '',
    `  ${pc.green(`${draft.id}.md`)}  ${pc.dim(`${draft.source}, ${count(paragraphs, 'paragraph')}`)}`,
    fieldLine('title', title.value, title.basis),
    fieldLine('publisher', publisher?.value, publisher?.basis),
    fieldLine('published', published && formatDay(published.value), published?.basis),
    ...(author ? [fieldLine('author', author.value, author.basis)] : []),
  ];
}

function fieldLine(name: string, value: string | undefined, basis: string | undefined): string {
  const shown = value ?? pc.yellow(`not stated; supply it with --${name} if you know it`);
  return `    ${name.padEnd(10)} ${shown}${basis ? `\n${' '.repeat(15)}${pc.dim(basis)}` : ''}`;
}

/** What was dropped, a line each; neighbours with one reason stand together. */
function droppedLines(dropped: readonly DroppedLine[]): readonly string[] {
  if (dropped.length === 0) return ['', '  Nothing was dropped.'];
  const groups: DroppedLine[][] = [];
  for (const each of dropped) {
    const last = groups.at(-1);
    if (last?.[0]?.reason === each.reason) last.push(each);
    else groups.push([each]);
  }
  return ['', '  Dropped:', ...groups.map(groupLine)];
}

function groupLine(group: readonly DroppedLine[]): string {
  const [first, last] = [group[0]?.line ?? 0, group.at(-1)?.line ?? 0];
  const lines = first === last ? `${first}` : `${first}-${last}`;
  const words = group.map(({ text }) => text.replace(/\s+/g, ' ')).join(' | ');
  return `    ${lines.padStart(9)}  ${pc.dim(`${group[0]?.reason}:`)} ${words}`;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function usage(message: string): ClippingsError {
  return new ClippingsError('USAGE', `${message}\nSee --help.`);
}

await runProgram(main);
