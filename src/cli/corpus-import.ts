import { access } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { loadConfig } from '../config.ts';
import { type Day, formatDay, parseDay } from '../corpus/day.ts';
import {
  type Draft,
  type DroppedLine,
  type ImportResult,
  importDocument,
} from '../corpus/import/document.ts';
import { type Hints, parseHints } from '../corpus/import/hints.ts';
import { checkWritable, writeArticles } from '../corpus/import/write.ts';
import { readText } from '../corpus/load.ts';
import { ClippingsError, messageOf } from '../errors.ts';

const USAGE = `Usage: npm run corpus:import -- [options] FILE…

Turns raw text or Markdown files into articles: strips web-page furniture, parts the stories of a
page, proposes title, publisher and day, and prints what was dropped. A file with front matter is
taken as it is. NAME.yaml beside NAME.txt supplies what the document does not state.

  --to DIR                 the corpus folder to write to (default: CORPUS_DIR, or corpus/articles)
  --dry-run                show everything, write nothing
  --force                  replace articles of the same name
  --title TEXT             the title, for a file that holds one story
  --publisher TEXT         the publisher
  --published YYYY-MM-DD   the day of publication
  --published-basis TEXT   where that day comes from, in words
  --year YYYY              the year of publication, from which the day may be worked out
  --url URL                where the document was found
  --help                   this text

Nothing is written unless every file can be imported. Exit codes: 0 done, 1 failure, 2 usage.
`;

interface Command {
  readonly files: readonly string[];
  readonly to: string;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly hints: Hints;
}

interface Imported extends ImportResult {
  readonly file: string;
}

async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    return await run(commandOf(argv));
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    process.stderr.write(`${pc.red(error.message)}\n`);
    return error.code === 'USAGE' ? 2 : 1;
  }
}

async function run(command: Command): Promise<number> {
  const imported = await importFiles(command);
  for (const each of imported) process.stdout.write(reportOf(each));
  const drafts = imported.flatMap((each) => each.drafts);
  const options = { force: command.force };
  if (command.dryRun) {
    await checkWritable(drafts, command.to, options);
    process.stdout.write(`Dry run: ${count(drafts.length, 'article')} would be written to ${command.to}.\n`);
    return 0;
  }
  const written = await writeArticles(drafts, command.to, options);
  process.stdout.write(`${count(written.length, 'article')} written to ${command.to}.\n`);
  return 0;
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
    hints: hintsOf(values),
  };
}

type Values = ReturnType<typeof parsed>['values'];

function hintsOf(values: Values): Hints {
  const { title, publisher, published, year, url } = values;
  const basis = values['published-basis'];
  const day: Day | undefined = parseDay(published ?? '');
  return {
    ...(title && { title }),
    ...(publisher && { publisher }),
    ...(day && { published: day }),
    ...(basis && { publishedBasis: basis }),
    ...(year && { year: Number(year) }),
    ...(url && { url }),
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
      },
    });
  } catch (error) {
    throw usage(messageOf(error));
  }
}

/** Imports every file, or reports the faults of all that cannot be. */
async function importFiles({ files, hints }: Command): Promise<readonly Imported[]> {
  const imported: Imported[] = [];
  const faults: string[] = [];
  let knownHeadlines: ReadonlySet<string> = new Set();
  for (const file of files) {
    try {
      const content = await readText(file);
      const supplied = { ...(await hintsBeside(file)), ...hints };
      const result = importDocument(content, {
        name: nameOf(file),
        path: file,
        hints: supplied,
        knownHeadlines,
      });
      knownHeadlines = result.headlines;
      imported.push({ file, ...result });
    } catch (error) {
      if (!(error instanceof ClippingsError)) throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new ClippingsError('CORPUS', `${faults.join('\n')}\nNothing was written.`);
  return imported;
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

function reportOf({ file, drafts, dropped }: Imported): string {
  const heading = pc.bold(`${file}: ${count(drafts.length, 'article')}`);
  return `${[heading, ...drafts.flatMap(draftLines), ...droppedLines(dropped)].join('\n')}\n\n`;
}

function draftLines(draft: Draft): readonly string[] {
  const { title, publisher, published } = draft;
  const paragraphs = draft.text.split('\n\n').length;
  return [
    '',
    `  ${pc.green(`${draft.id}.md`)}  ${pc.dim(`${draft.source}, ${count(paragraphs, 'paragraph')}`)}`,
    fieldLine('title', title.value, title.basis),
    fieldLine('publisher', publisher?.value, publisher?.basis),
    fieldLine('published', published && formatDay(published.value), published?.basis),
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

process.exitCode = await main(process.argv.slice(2));
