import { readFile } from 'node:fs/promises';
import type { Draft } from '../src/corpus/import/draft.ts';
import { ClippingsError, messageOf } from '../src/errors.ts';

/** What a web page says, as a person read it. */
export interface PageLabel {
  /** The page's file. */
  readonly page: string;
  readonly title: string;
  /** The day of publication; null when the page does not tell it. */
  readonly published: string | null;
  /** The publisher; null when the page does not tell it, and then not counted. */
  readonly publisher: string | null;
  /** The story, its paragraphs parted by blank lines. */
  readonly body: string;
}

/** How well a page was imported. */
export interface ImportScore {
  readonly label: PageLabel;
  readonly draft: Draft | undefined;
  readonly title: boolean;
  readonly day: boolean;
  readonly publisher: boolean;
  /** The share of the story's runs of four words that the article has. */
  readonly recall: number;
  /** The share of the article's runs of four words that the story has. */
  readonly precision: number;
}

/** Compares an import with what a person read; white space, case and punctuation aside. */
export function scorePage(label: PageLabel, draft: Draft | undefined): ImportScore {
  const expected = runsOf(label.body);
  const found = runsOf(draft?.text ?? '');
  const shared = [...expected].reduce((sum, [run, count]) => sum + Math.min(count, found.get(run) ?? 0), 0);
  return {
    label,
    draft,
    title: wordsOf(draft?.title.value ?? '').join(' ') === wordsOf(label.title).join(' '),
    day: (draft?.published?.value ?? null) === label.published,
    publisher:
      label.publisher === null ||
      wordsOf(draft?.publisher?.value ?? '').join(' ') === wordsOf(label.publisher).join(' '),
    recall: shareOf(shared, expected),
    precision: shareOf(shared, found),
  };
}

/** The figures of a set: the share of right titles, days and publishers, and the mean of recall and precision. */
export function meanOf(scores: readonly ImportScore[]): Readonly<Record<string, number>> {
  const mean = (value: (score: ImportScore) => number) =>
    scores.reduce((sum, score) => sum + value(score), 0) / Math.max(1, scores.length);
  return {
    pages: scores.length,
    title: mean(({ title }) => Number(title)),
    day: mean(({ day }) => Number(day)),
    publisher: mean(({ publisher }) => Number(publisher)),
    recall: mean(({ recall }) => recall),
    precision: mean(({ precision }) => precision),
  };
}

/**
 * Reads labels, one JSON object a line.
 * @throws ClippingsError USAGE naming the file and the line
 */
export async function readLabels(file: string): Promise<readonly PageLabel[]> {
  const lines = (await contentOf(file)).split('\n');
  return lines.flatMap((line, i) => (line.trim() === '' ? [] : [labelIn(line, `${file}:${i + 1}`)]));
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ClippingsError('USAGE', `The labels in "${file}" cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function labelIn(line: string, where: string): PageLabel {
  const parsed: unknown = JSON.parse(line);
  if (
    typeof parsed === 'object' &&
    parsed !== null &&
    'page' in parsed &&
    'title' in parsed &&
    'body' in parsed
  ) {
    return parsed as PageLabel; // the other fields may be null, and are only compared
  }
  throw new ClippingsError('USAGE', `${where}: expected an object with "page", "title" and "body".`);
}

function runsOf(text: string): ReadonlyMap<string, number> {
  const words = wordsOf(text);
  const runs = new Map<string, number>();
  for (let i = 0; i + 3 < words.length; i++) {
    const run = words.slice(i, i + 4).join(' ');
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return runs;
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function shareOf(count: number, runs: ReadonlyMap<string, number>): number {
  const all = [...runs.values()].reduce((sum, each) => sum + each, 0);
  return all === 0 ? 0 : count / all;
}
