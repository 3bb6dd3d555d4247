import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { answerRecord } from '../answer/json.ts';
import { decodeDocument } from '../corpus/import/decode.ts';
import type { Engine } from '../engine.ts';
import { ClippingsError, messageOf } from '../errors.ts';
import { COMMON_OPTIONS, COMMON_USAGE, configFrom, openWithProgress, runProgram } from './program.ts';
import { renderAnswer } from './render.ts';

const USAGE = `Usage: npm run --silent ask -- [options] "QUESTION"
       npm run --silent ask -- [options] --questions FILE

  --json             one JSON object a line instead of text for people
  --questions FILE   answers {"question": "…"} lines in order, with one model load
${COMMON_USAGE}

Exit codes: 0 answered or declined, 1 failure, 2 bad usage.
`;

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { ...COMMON_OPTIONS, json: { type: 'boolean' }, questions: { type: 'string' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const { questions, faults } = await questionsFrom(values.questions, positionals);
  const engine = await openWithProgress(configFrom(values));
  try {
    for (const question of questions) await answer(engine, question, values.json ?? false);
  } finally {
    await engine.close();
  }
  return faults > 0 ? 1 : 0;
}

async function answer(engine: Engine, question: string, json: boolean): Promise<void> {
  const found = await engine.ask(question);
  const text = json
    ? JSON.stringify(answerRecord(found))
    : `${renderAnswer(found, process.stdout.columns ?? 80)}\n`;
  process.stdout.write(`${text}\n`);
}

async function questionsFrom(
  file: string | undefined,
  positionals: readonly string[],
): Promise<{ questions: readonly string[]; faults: number }> {
  const asked = positionals.join(' ').trim();
  if (file === undefined) {
    if (asked === '') throw new ClippingsError('USAGE', `No question was given.\n\n${USAGE}`);
    return { questions: [asked], faults: 0 };
  }
  if (asked !== '') throw new ClippingsError('USAGE', 'Give a question or --questions FILE, not both.');
  const lines = (await readQuestions(file)).split('\n');
  const questions: string[] = [];
  let faults = 0;
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = questionIn(line);
    if (read.question !== undefined) questions.push(read.question);
    else {
      faults += 1;
      process.stderr.write(`${file}:${i + 1}: ${read.fault}. The line is left out; the rest goes on.\n`);
    }
  }
  return { questions, faults };
}

async function readQuestions(file: string): Promise<string> {
  try {
    return decodeDocument(await readFile(file), { where: file });
  } catch (error) {
    throw new ClippingsError('USAGE', `The questions in "${file}" cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function questionIn(line: string): { question?: string; fault?: string } {
  try {
    const parsed: unknown = JSON.parse(line);
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      'question' in parsed &&
      typeof parsed.question === 'string'
    ) {
      return { question: parsed.question };
    }
    return { fault: 'expected an object with a "question" that is text' };
  } catch (error) {
    return { fault: `not JSON (${messageOf(error)})` };
  }
}

await runProgram(main);
