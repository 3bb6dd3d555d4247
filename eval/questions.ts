import { readFile } from 'node:fs/promises';
import { ClippingsError, messageOf } from '../src/errors.ts';
import type { LabelledQuestion } from './measure.ts';

/**
 * Reads labelled questions, one JSON object a line.
 * @throws ClippingsError USAGE naming the file and the line
 */
export async function readQuestions(file: string): Promise<readonly LabelledQuestion[]> {
  const lines = (await contentOf(file)).split('\n');
  return lines.flatMap((line, i) => (line.trim() === '' ? [] : [questionIn(line, `${file}:${i + 1}`)]));
}

async function contentOf(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new ClippingsError('USAGE', `The questions in "${file}" cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function questionIn(line: string, where: string): LabelledQuestion {
  const parsed: unknown = parse(line, where);
  if (
    typeof parsed === 'object' &&
    parsed !== null &&
    'question' in parsed &&
    typeof parsed.question === 'string' &&
    'answers' in parsed &&
    Array.isArray(parsed.answers)
  ) {
    return parsed as LabelledQuestion; // what else it holds is only counted when it is there
  }
  throw new ClippingsError(
    'USAGE',
    `${where}: expected an object with "question" (text) and "answers" (a list).`,
  );
}

function parse(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new ClippingsError('USAGE', `${where}: is not JSON (${messageOf(error)}).`, { cause: error });
  }
}
