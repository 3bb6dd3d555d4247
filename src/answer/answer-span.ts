import type { Span } from '../corpus/span.ts';
import type { Reading, ReadWord } from '../embedding/reader.ts';

/** The longest answer that is marked, in words: 99 of 100 answers of the training data are shorter. */
const LONGEST_ANSWER = 30;

/**
 * How much of a passage's answers the reader sees in a part of it: the sum over its spans of e^(start + end logits),
 * comparable between parts of one passage only.
 * @param passage the passage's place in its article
 * @param part within it
 */
export function spanMass(reading: Reading, passage: Span, part: Span): number {
  const greatest = Math.max(
    0,
    ...reading.words.map(({ startLogit, endLogit }) => Math.max(startLogit, endLogit)),
  );
  let sum = 0;
  for (const { startLogit, ends } of spansIn(reading, passage, part))
    for (const { endLogit } of ends) sum += Math.exp(startLogit + endLogit - 2 * greatest);
  return sum;
}

/** The words in a part of a passage that answer best, as a span of the article; undefined when none were read. */
export function bestSpan(reading: Reading, passage: Span, part: Span): Span | undefined {
  let best: { readonly span: Span; readonly score: number } | undefined;
  for (const { start, startLogit, ends } of spansIn(reading, passage, part)) {
    for (const { end, endLogit } of ends) {
      const score = startLogit + endLogit;
      if (!best || score > best.score)
        best = { span: { start: passage.start + start, end: passage.start + end }, score };
    }
  }
  return best?.span;
}

/** Each word of a part as the start of an answer, with the words that it may end with. */
function spansIn(
  { words }: Reading,
  passage: Span,
  part: Span,
): readonly { readonly start: number; readonly startLogit: number; readonly ends: readonly ReadWord[] }[] {
  const inside = words.filter(
    ({ start, end }) => passage.start + start >= part.start && passage.start + end <= part.end,
  );
  return inside.map(({ start, startLogit }, i) => ({
    start,
    startLogit,
    ends: inside.slice(i, i + LONGEST_ANSWER),
  }));
}
