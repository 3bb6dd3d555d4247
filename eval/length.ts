import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFrom, runProgram } from '../src/cli/program.ts';
import { openEngine } from '../src/open-engine.ts';
import { lengthsOf } from './lengths.ts';
import { holdsAnswer, type Outcome, outcomeOf, percentile } from './measure.ts';
import { readQuestions } from './questions.ts';
import { SETS } from './sets.ts';

/** Leads of the best quote, in log odds, from which on it could be shown alone. */
const LEADS = [0, 0.5, 1, 1.5, 2, 3, 4];

/**
 * How long answers in Discord are, over all questions or those of the sets named, and what it would cost to show the
 * best quote alone from some lead on (`CLEARLY_BEST` of src/answer/shown.ts).
 */
async function main(argv: readonly string[]): Promise<number> {
  const sets = SETS.filter(({ name }) => argv.length === 0 || argv.includes(name));
  process.stdout.write(
    '| questions | answers | characters, median | 95th percentile | longest | lines, two quotes: median | 95th percentile | alone |\n' +
      '|---|---|---|---|---|---|---|---|\n',
  );
  const all: Outcome[] = [];
  for (const corpus of new Set(sets.map((set) => set.corpus))) {
    const indexDir = await mkdtemp(join(tmpdir(), 'clippings-eval-'));
    const engine = await openEngine({ ...configFrom({}), corpusDir: corpus, indexDir });
    for (const { name, file } of sets.filter((set) => set.corpus === corpus)) {
      const outcomes: Outcome[] = [];
      for (const question of await readQuestions(file))
        outcomes.push(outcomeOf(question, await engine.ask(question.question)));
      process.stdout.write(`${lengthRow(name, outcomes)}\n`);
      all.push(...outcomes);
    }
    await engine.close();
    await rm(indexDir, { recursive: true });
  }
  process.stdout.write(`${lengthRow('all', all)}\n\n${leadTable(all)}\n`);
  return 0;
}

function lengthRow(name: string, outcomes: readonly Outcome[]): string {
  const { answers, characters, twoQuotes, alone } = lengthsOf(outcomes.map(({ answer }) => answer));
  const cells = [
    `\`${name}\`, ${outcomes.length}`,
    answers,
    ...[0.5, 0.95, 1].map((share) => percentile(characters, share)),
    ...[0.5, 0.95].map((share) => percentile(twoQuotes, share)),
    alone,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** For each lead: how many best quotes stand alone, how many of them are right, and how many hide a right second one. */
function leadTable(outcomes: readonly Outcome[]): string {
  const answered = outcomes.flatMap(({ question, answer, first }) => {
    const [best, next] = answer.kind === 'answered' ? answer.quotes : [];
    if (!best || question.answers.length === 0) return [];
    const lead = next ? best.score - next.score : Number.POSITIVE_INFINITY;
    const isNextRight = next !== undefined && holdsAnswer(question, next.citation.exact);
    return [{ lead, first, isLost: !first && isNextRight }];
  });
  const rows = LEADS.map((from) => {
    const alone = answered.filter(({ lead }) => lead >= from);
    const right = alone.filter(({ first }) => first).length;
    return `| ${from} | ${alone.length} | ${right} | ${alone.filter(({ isLost }) => isLost).length} |`;
  });
  const head = `| lead | alone, of ${answered.length} | right | the second would have been |`;
  return [head, '|---|---|---|---|', ...rows].join('\n');
}

await runProgram(main);
