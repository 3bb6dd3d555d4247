import { LRUCache } from 'lru-cache';
import type { Day } from '../corpus/day.ts';
import { cosine } from '../embedding/cosine.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { readable } from '../embedding/readable.ts';
import { english } from '../language/en/english.ts';
import type { Precision } from '../time/when.ts';
import { entryOf, type TimelineEntry } from './entries.ts';
import type { Report } from './report.ts';

/** What to show of a timeline. Absent means everything. */
export interface TimelineFilters {
  /** Nothing that ended before this day. */
  readonly from?: Day;
  /** Nothing that began after this day. */
  readonly to?: Day;
  /** Only what this publisher reported, whatever the letter case. */
  readonly publisher?: string;
  readonly precision?: Precision;
}

/**
 * The entries that pass. With a publisher, an entry keeps that publisher's reports only, and is told
 * in the words of the earliest of them.
 */
export function filterTimeline(
  entries: readonly TimelineEntry[],
  { from, to, publisher, precision }: TimelineFilters,
): readonly TimelineEntry[] {
  const name = publisher?.trim().toLowerCase();
  const isTheirs = ({ citation }: Report) => citation.article.publisher?.toLowerCase() === name;
  return entries
    .filter((entry) => from === undefined || entry.period.to >= from)
    .filter((entry) => to === undefined || entry.period.from <= to)
    .filter((entry) => precision === undefined || entry.precision === precision)
    .flatMap((entry) => {
      if (name === undefined || entry.reports.every(isTheirs)) return [entry];
      const theirs = entry.reports.filter(isTheirs);
      return theirs.length > 0 ? [entryOf(theirs)] : [];
    });
}

/** How near each sentence is to a text in meaning, as a cosine, in the order given. */
export type MeaningScorer = (about: string, sentences: readonly string[]) => Promise<readonly number[]>;

type Reader = Pick<Embedder, 'embed' | 'countTokens' | 'maxTokens'>;

/** How many sentences the model is given at once. A question that comes meanwhile waits for no more. */
const BATCH = 16;

/** How much memory remembered embeddings of sentences may take, in bytes: some 40,000 of them. */
const MAX_BYTES = 64 * 2 ** 20;

/**
 * Scores by the cosine of a model's embeddings. Sentences that it has read are remembered: turning a page or asking about something else reads none again.
 */
export function meaningScorer(embedder: Reader): MeaningScorer {
  const read = new LRUCache<string, Float32Array>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ byteLength }) => byteLength + 1,
  });
  return async (about, sentences) => {
    const [wanted = new Float32Array()] = await embedder.embed(await readable(embedder, [about]), 'question');
    const scores: number[] = [];
    for (let start = 0; start < sentences.length; start += BATCH) {
      const vectors = await vectorsOf(sentences.slice(start, start + BATCH), read, embedder);
      scores.push(...vectors.map((vector) => cosine(wanted, vector)));
    }
    return scores;
  };
}

async function vectorsOf(
  sentences: readonly string[],
  read: LRUCache<string, Float32Array>,
  embedder: Reader,
): Promise<readonly Float32Array[]> {
  const known = new Map(sentences.map((sentence) => [sentence, read.get(sentence)]));
  const fresh = [...known.keys()].filter((sentence) => !known.get(sentence));
  const found = fresh.length > 0 ? await embedder.embed(await readable(embedder, fresh), 'passage') : [];
  for (const [index, sentence] of fresh.entries()) {
    known.set(sentence, found[index]);
    read.set(sentence, found[index]);
  }
  return sentences.map((sentence) => known.get(sentence) ?? new Float32Array());
}

/** Sentences less near than this mean something else: of the shipped articles the nearest to "football results" is at .32. */
const NEAR = 0.33;

/** How near a sentence must be, as a share of the nearest: of "gunfire", the shots reach .95, the storming of a house .88. */
const NEAR_THE_BEST = 0.9;

/**
 * The entries about something, in their order: those of which a report has all its words in any
 * form, and, with a scorer, those of which a report comes near it in meaning. When there are none,
 * those that have at least half of its words.
 */
export async function entriesAbout(
  entries: readonly TimelineEntry[],
  about: string,
  score?: MeaningScorer,
): Promise<readonly TimelineEntry[]> {
  const wanted = [...new Set(english.termsOf(about))];
  if (wanted.length === 0) return [];
  const sentences = [
    ...new Set(entries.flatMap((entry) => entry.reports.map(({ citation }) => citation.exact))),
  ];
  const scores = score ? await score(about, sentences) : [];
  const best = scores.reduce((most, one) => Math.max(most, one), 0);
  const least = Math.max(NEAR, NEAR_THE_BEST * best);
  const near = new Set(sentences.filter((_, index) => (scores[index] ?? 0) >= least));
  const shares = sharesIn(sentences, wanted);
  const some = (passes: (sentence: string) => boolean) =>
    entries.filter((entry) => entry.reports.some(({ citation }) => passes(citation.exact)));
  const having = (share: number) => (sentence: string) => (shares.get(sentence) ?? 0) >= share;
  const hasAll = having(1);
  const found = some((sentence) => near.has(sentence) || hasAll(sentence));
  return found.length > 0 ? found : some(having(0.5));
}

/** Which share of the wanted stems each sentence has. */
function sharesIn(sentences: readonly string[], wanted: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    sentences.map((sentence) => {
      const stems = english.termsOf(sentence);
      return [sentence, wanted.filter((stem) => stems.includes(stem)).length / wanted.length];
    }),
  );
}

/** Part of a list, with its place in the whole. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** From 1; always a page that exists. */
  readonly number: number;
  readonly count: number;
  /** The place of the first item in the whole list, from 1; 0 when the list is empty. */
  readonly first: number;
  readonly total: number;
}

/** A page of a list, from 1; a number beyond the ends gives the nearest page. */
export function page<Item>(all: readonly Item[], number: number, size = 10): Page<Item> {
  const count = Math.max(1, Math.ceil(all.length / size));
  const actual = Math.min(Math.max(1, Math.trunc(number) || 1), count);
  const start = (actual - 1) * size;
  const items = all.slice(start, start + size);
  return { items, number: actual, count, first: items.length > 0 ? start + 1 : 0, total: all.length };
}
