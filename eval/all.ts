import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFrom, runProgram } from '../src/cli/program.ts';
import type { Engine } from '../src/engine.ts';
import { openEngine } from '../src/open-engine.ts';
import { auroc, type Outcome, outcomeOf } from './measure.ts';
import { readQuestions } from './questions.ts';
import { SETS } from './sets.ts';

/** Asks every set, and prints the table of the README; `npm run eval:all -- stories chat` asks those two. */
async function main(argv: readonly string[]): Promise<number> {
  const sets = SETS.filter(({ name }) => argv.length === 0 || argv.includes(name));
  process.stdout.write(
    '| questions | first quote | first three | answerable, declined | off-topic, declined | near-topic, declined | both sides | right day | AUROC |\n' +
      '|---|---|---|---|---|---|---|---|---|\n',
  );
  for (const corpus of new Set(sets.map((set) => set.corpus))) {
    const indexDir = await mkdtemp(join(tmpdir(), 'clippings-eval-'));
    const engine = await openEngine({ ...configFrom({}), corpusDir: corpus, indexDir });
    for (const set of sets.filter((one) => one.corpus === corpus))
      process.stdout.write(`${rowOf(set.name, await askAll(engine, set.file))}\n`);
    await engine.close();
    await rm(indexDir, { recursive: true });
  }
  return 0;
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
