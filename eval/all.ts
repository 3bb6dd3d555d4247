import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { configFrom, runProgram } from '../src/cli/program.ts';
import type { Engine } from '../src/engine.ts';
import { ClippingsError } from '../src/errors.ts';
import { openEngine } from '../src/open-engine.ts';
import { auroc, type Outcome, outcomeOf } from './measure.ts';
import { readQuestions } from './questions.ts';
import { SETS } from './sets.ts';

const USAGE = `Usage: npm run eval:all -- [--curve] [SET…]

Asks every set of questions, or those named, and prints the table of the README.

  --curve    also what each threshold of confidence would decline
  SET        ${SETS.map(({ name }) => name).join(', ')}
`;

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { curve: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const unknown = positionals.find((name) => !SETS.some((set) => set.name === name));
  if (unknown !== undefined) throw new ClippingsError('USAGE', `There is no set "${unknown}".\n\n${USAGE}`);
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const sets = SETS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const asked = new Map<string, readonly Outcome[]>();
  process.stdout.write(
    '| questions | first quote | first three | answerable, declined | off-topic, declined | near-topic, declined | both sides | right day | AUROC |\n' +
      '|---|---|---|---|---|---|---|---|---|\n',
  );
  for (const corpus of new Set(sets.map((set) => set.corpus))) {
    const indexDir = await mkdtemp(join(tmpdir(), 'clippings-eval-'));
    const engine = await openEngine({ ...configFrom({}), corpusDir: corpus, indexDir });
    for (const { name, file } of sets.filter((one) => one.corpus === corpus)) {
      const outcomes = await askAll(engine, file);
      asked.set(name, outcomes);
      process.stdout.write(`${rowOf(name, outcomes)}\n`);
    }
    await engine.close();
    await rm(indexDir, { recursive: true });
  }
  if (values.curve) process.stdout.write(curveOf(asked));
  return 0;
}

const THRESHOLDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** For each set and threshold, how many answerable and how many unanswerable questions it would decline. */
function curveOf(asked: ReadonlyMap<string, readonly Outcome[]>): string {
  const head = `\n| wrongly / rightly declined below | ${THRESHOLDS.join(' | ')} |\n|---|${'---|'.repeat(THRESHOLDS.length)}\n`;
  const rows = [...asked].map(([name, outcomes]) => {
    const below = (threshold: number, answerable: boolean) =>
      outcomes.filter(
        ({ question, answer }) => question.answers.length > 0 === answerable && answer.confidence < threshold,
      ).length;
    const cells = THRESHOLDS.map((threshold) => `${below(threshold, true)} / ${below(threshold, false)}`);
    const answerable = below(2, true);
    return `| \`${name}\`: ${answerable} / ${below(2, false)} | ${cells.join(' | ')} |\n`;
  });
  return head + rows.join('');
}

async function askAll(engine: Engine, file: string): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of await readQuestions(file))
    outcomes.push(outcomeOf(question, await engine.ask(question.question)));
  return outcomes;
}

function rowOf(name: string, outcomes: readonly Outcome[]): string {
  const answerable = outcomes.filter(({ question }) => question.answers.length > 0);
  const tagged = (tag: string) => outcomes.filter(({ question }) => question.tag === tag);
  const declined = ({ answer }: Outcome) => answer.kind === 'declined';
  const share = (of: readonly Outcome[], holds: (outcome: Outcome) => boolean) => {
    const count = of.filter(holds).length;
    return of.length === 0 ? '' : `${(count / of.length).toFixed(3)} (${count})`;
  };
  const counted = (of: readonly Outcome[], holds: (outcome: Outcome) => boolean) =>
    of.length === 0 ? '' : `${of.filter(holds).length} of ${of.length}`;
  const unanswerable = outcomes.filter(({ question }) => question.answers.length === 0);
  const confidences = (of: readonly Outcome[]) => of.map(({ answer }) => answer.confidence);
  const cells = [
    `\`${name}\`, ${answerable.length}`,
    share(answerable, ({ first }) => first),
    share(answerable, ({ firstThree }) => firstThree),
    counted(answerable, declined),
    counted(tagged('unanswerable-off'), declined),
    counted(tagged('unanswerable-near'), declined),
    counted(
      outcomes.filter(({ question }) => question.both),
      ({ bothSides }) => bothSides,
    ),
    counted(
      outcomes.filter(({ question }) => question.days),
      ({ rightDay }) => rightDay,
    ),
    auroc(confidences(answerable), confidences(unanswerable))?.toFixed(3) ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

await runProgram(main);
