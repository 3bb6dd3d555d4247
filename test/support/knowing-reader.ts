import { createHash } from 'node:crypto';
import type { Reader, Reading } from '../../src/embedding/reader.ts';
import { ClippingsError } from '../../src/errors.ts';

/** What a reader without weights knows: which words answer which questions. */
export interface KnownAnswer {
  /** Matches the questions. */
  readonly asked: RegExp;
  /** The answering words, as they stand in a passage. */
  readonly words: string;
  /** How sure it is of a passage that holds them: log odds. 4 by default. */
  readonly relevance?: number;
}

export interface KnowingOptions {
  readonly name?: string;
  /** Called with each batch. */
  onRead?(question: string, passages: readonly string[]): void;
}

const MAX_WORDS = 240;
const MAX_QUESTION_WORDS = 60;
/** The logit of a word where an answer starts or ends; of every other word it is 0. */
const MARKED = 8;
const UNSURE = -4;

/**
 * A reader without weights: a passage answers when it holds the words that it was told. It is quick and keeps the
 * contract, for what has to do with the stages around a reader and not with reading.
 */
export function openKnowing(
  known: readonly KnownAnswer[],
  { name = 'test/knowing', onRead }: KnowingOptions = {},
): Reader {
  let closed = false;
  return {
    model: name,
    hash: createHash('sha256').update(name).digest('hex'),
    async read(question, passages) {
      if (closed) throw new ClippingsError('MODEL', `${name} has been closed.`);
      onRead?.(question, passages);
      const asked = firstWords(question, MAX_QUESTION_WORDS);
      const answers = known.filter((answer) => answer.asked.test(asked));
      return passages.map((passage) => readingOf(firstWords(passage, MAX_WORDS), answers));
    },
    async close() {
      closed = true;
    },
  };
}

/** What a reader makes of a passage that has, or lacks, one of the answers. */
export function readingOf(passage: string, answers: readonly Omit<KnownAnswer, 'asked'>[]): Reading {
  const [found] = answers.filter(({ words }) => passage.includes(words));
  const start = found ? passage.indexOf(found.words) : -1;
  const end = start + (found?.words.length ?? 0);
  return {
    relevance: found ? (found.relevance ?? -UNSURE) : UNSURE,
    words: [...passage.matchAll(WORD)].map(({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
      startLogit: index === start ? MARKED : 0,
      endLogit: found && index + word.length === end ? MARKED : 0,
    })),
  };
}

/** A run of letters and figures, or one mark. Joiners and odd white space are no words. */
const WORD = /[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}\p{C}\s]/gu;

function firstWords(text: string, most: number): string {
  const next = [...text.matchAll(WORD)][most];
  return next ? text.slice(0, next.index) : text;
}
