import type { Answer } from '../src/answer/answer.ts';
import { renderAnswer } from '../src/discord/render/answer.ts';
import { phoneLines } from '../src/discord/render/phone.ts';
import { en } from '../src/discord/words/en.ts';

/** How long the messages of answers are in Discord; declines are not counted. */
export interface Lengths {
  readonly answers: number;
  /** Of each message. */
  readonly characters: readonly number[];
  /** Lines on a phone, of each message with two quotes. */
  readonly twoQuotes: readonly number[];
  /** Messages with one quote. */
  readonly alone: number;
}

/** Renders answers as Discord shows them, and measures the messages. */
export function lengthsOf(answers: readonly Answer[]): Lengths {
  const shown = answers
    .filter(({ kind }) => kind === 'answered')
    .map((answer) => renderAnswer(answer, { words: en, id: 'a1B2c3D4e5F6' }).content);
  const count = (content: string) => (content.match(/^-# \d+ · /gm) ?? []).length;
  return {
    answers: shown.length,
    characters: shown.map(({ length }) => length),
    twoQuotes: shown.filter((content) => count(content) === 2).map(phoneLines),
    alone: shown.filter((content) => count(content) === 1).length,
  };
}
