import { parseArgs } from 'node:util';
import pc from 'picocolors';
import {
  COMMON_OPTIONS,
  COMMON_USAGE,
  configFrom,
  openWithProgress,
  runProgram,
} from '../src/cli/program.ts';
import { ClippingsError } from '../src/errors.ts';
import { figuresOf, type Outcome, outcomeOf } from './measure.ts';
import { readQuestions } from './questions.ts';

const USAGE = `Usage: npm run eval -- --questions FILE [options]

  --questions FILE   labelled questions, one JSON object a line (see eval/README.md)
  --misses           also print the questions that went wrong
${COMMON_USAGE}
`;

async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { ...COMMON_OPTIONS, questions: { type: 'string' }, misses: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (values.questions === undefined)
    throw new ClippingsError('USAGE', `--questions FILE is missing.\n\n${USAGE}`);
  const questions = await readQuestions(values.questions);
  const engine = await openWithProgress(configFrom(values));
  const outcomes: Outcome[] = [];
  for (const question of questions) outcomes.push(outcomeOf(question, await engine.ask(question.question)));
  await engine.close();
  if (values.misses) for (const outcome of outcomes) process.stdout.write(missText(outcome));
  for (const { name, value } of figuresOf(outcomes)) process.stdout.write(`${name.padEnd(30)} ${value}\n`);
  return 0;
}

function missText({ question, answer, first, firstThree }: Outcome): string {
  const declined = answer.kind === 'declined';
  const fine = question.answers.length === 0 ? declined : first;
  if (fine) return '';
  const kind =
    question.answers.length === 0
      ? 'answered  '
      : declined
        ? 'declined  '
        : firstThree
          ? 'not first '
          : 'missed    ';
  const quotes = answer.kind === 'answered' ? answer.quotes : answer.nearest;
  const got = quotes[0]?.citation.exact.replace(/\s+/g, ' ').slice(0, 110) ?? '';
  return `${pc.yellow(kind)} ${answer.confidence.toFixed(2)} ${question.id} ${question.question}\n      ${pc.dim(got)}\n`;
}

await runProgram(main);
