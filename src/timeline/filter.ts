import { stemmer } from 'stemmer';
import type { Day } from '../corpus/day.ts';
import { cosine } from '../embedding/cosine.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { readable } from '../embedding/readable.ts';
import type { Precision } from '../time/when.ts';
import { entryOf, type Report, type TimelineEntry } from './entries.ts';

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

/** The model whose cosines the limits below were set for; e5's all lie between 0.7 and 0.9. */
export const MEANING_MODEL = 'Xenova/all-MiniLM-L6-v2';

/** Scores by the cosine of a model's embeddings, of which `MEANING_MODEL` is the one to take. */
export function meaningScorer(
  embedder: Pick<Embedder, 'embed' | 'countTokens' | 'maxTokens'>,
): MeaningScorer {
  return async (about, sentences) => {
    const [wanted = new Float32Array()] = await embedder.embed(await readable(embedder, [about]), 'question');
    const found = await embedder.embed(await readable(embedder, sentences), 'passage');
    return found.map((vector) => cosine(wanted, vector));
  };
}

/** Sentences less near than this mean something else: "football results" comes to 0.18. */
const NEAR = 0.22;

/** How near a sentence must be, as a share of the nearest. */
const NEAR_THE_BEST = 0.78;

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
  const wanted = [...new Set(stemsOf(about))];
  if (wanted.length === 0) return [];
  const sentences = [
    ...new Set(entries.flatMap((entry) => entry.reports.map(({ citation }) => citation.exact))),
  ];
  const scores = score ? await score(about, sentences) : [];
  const least = Math.max(NEAR, NEAR_THE_BEST * Math.max(0, ...scores));
  const near = new Set(sentences.filter((_, index) => (scores[index] ?? 0) >= least));
  const having = (share: number) =>
    new Set(sentences.filter((sentence) => shareOf(wanted, stemsOf(sentence)) >= share));
  const withAll = having(1);
  const some = (passes: (sentence: string) => boolean) =>
    entries.filter((entry) => entry.reports.some(({ citation }) => passes(citation.exact)));
  const found = some((sentence) => near.has(sentence) || withAll.has(sentence));
  if (found.length > 0) return found;
  const withHalf = having(0.5);
  return some((sentence) => withHalf.has(sentence));
}

function shareOf(wanted: readonly string[], stems: readonly string[]): number {
  return wanted.filter((stem) => stems.includes(stem)).length / wanted.length;
}

const SMALL_WORDS = new Set(
  'a an the of in on at to by for from with and or about what when who how was were is are did do'.split(' '),
);

function stemsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !SMALL_WORDS.has(word)).map(stemmer);
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
