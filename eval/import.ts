import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runProgram } from '../src/cli/program.ts';
import { importBytes } from '../src/corpus/import/import-bytes.ts';
import { ClippingsError } from '../src/errors.ts';
import { type ImportScore, meanOf, type PageLabel, readLabels, scorePage } from './import-measure.ts';

const USAGE = `Usage: npm run eval:import -- [options]

Imports the labelled web pages and scores title, day and publisher (share that are right) and body (recall and
precision over runs of four words).

  --set DIR    another set: a folder with labels.ndjson and pages/ (default: eval/import)
  --misses     also print each page that is not wholly right
  --help       this text
`;

async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { set: { type: 'string' }, misses: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const folder = values.set ?? 'eval/import';
  const scores: ImportScore[] = [];
  for (const label of await readLabels(join(folder, 'labels.ndjson'))) {
    const score = scorePage(label, await importedPage(folder, label));
    scores.push(score);
    if (values.misses) process.stdout.write(missText(score));
  }
  for (const [name, value] of Object.entries(meanOf(scores))) {
    process.stdout.write(`${name.padEnd(12)} ${value.toFixed(3)}\n`);
  }
  return 0;
}

/** What the importer makes of a page; undefined when it can make nothing of it. */
async function importedPage(folder: string, { page }: PageLabel) {
  const path = join(folder, 'pages', page);
  try {
    const { drafts } = await importBytes(await readFile(path), { origin: { name: page, path } });
    return drafts[0];
  } catch (error) {
    if (error instanceof ClippingsError) return undefined;
    throw error;
  }
}

function missText({ label, draft, title, day, publisher, recall, precision }: ImportScore): string {
  if (title && day && publisher && recall > 0.995 && precision > 0.995) return '';
  return [
    `${label.page}  recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}`,
    ...(title ? [] : [`  title      ${draft?.title.value}; expected ${label.title}`]),
    ...(day ? [] : [`  day        ${draft?.published?.value}; expected ${label.published}`]),
    ...(publisher ? [] : [`  publisher  ${draft?.publisher?.value}; expected ${label.publisher}`]),
    '',
  ].join('\n');
}

await runProgram(main);
