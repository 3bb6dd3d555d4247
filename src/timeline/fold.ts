import type { Article } from '../corpus/article.ts';
import type { Citation } from '../corpus/citation.ts';
import { addDays, type Day } from '../corpus/day.ts';
import { overlaps } from '../corpus/span.ts';
import { areNear, countsSame, givesSame } from '../language/en/counted.ts';
import type { Figure } from '../language/en/figures.ts';
import { taggedTokens } from '../language/en/grammar.ts';
import { isNegated, stateOf, tellsDeed } from '../language/en/predicate.ts';
import type { Precision } from '../time/when.ts';
import type { Report } from './report.ts';

/** A report with the words by which it is held against others. */
interface Known {
  readonly report: Report;
  readonly stems: ReadonlySet<string>;
  /** What the clause says was done, as stems, one for all of a state: "die" of "was killed". */
  readonly verbs: ReadonlySet<string>;
  /** What the sentence says was not done, likewise. */
  readonly denied: ReadonlySet<string>;
  /** Where other articles have the same words. */
  readonly copies: Citation[];
}

/** The reports of one event, with what no other of it may contradict. */
interface Group {
  /** In the order of their beginning, from 0. */
  readonly number: number;
  /** The day that the first report gives. */
  readonly start: Day;
  readonly precision: Precision;
  /** Those in words of their own. */
  readonly known: Known[];
  /** The same by their words and dates, to find copies by. */
  readonly byWords: Map<string, Known>;
  /** Where the sentences of each article start. */
  readonly sentences: Map<Article, Set<number>>;
}

/**
 * Groups reports of the same event. They are of one event when they date it alike, say that the same was
 * done and share what they speak of; or when they say nearly the same words. A figure that cannot be of the
 * same thing keeps them apart. Each joins the first group near it that it belongs to, and is held against
 * those alone that have a report of its dates or of its telling figure: an article of another year costs
 * nothing.
 *
 * Sentence embeddings were tried and decide nothing here: by MiniLM, sentences of one day of one story come
 * to 0.85 where they tell of two events, and to 0.07 where they tell of one.
 */
export class Fold {
  readonly #groups: Group[] = [];
  readonly #byMark = new Map<string, Set<Group>>();

  /** Reports are to come in the order of their publication. */
  add(report: Report): void {
    const days = DAYS_NEAR.map((count) => addDays(report.when.from, count));
    const near = this.#near(report, days);
    const original = near.map((group) => originalIn(group, report)).find((found) => found !== undefined);
    if (original) {
      original.copies.push(report.citation);
      return;
    }
    const known = knownOf(report);
    const group = near.find((one) => isOfGroup(one, known)) ?? this.#begun(report);
    join(group, known);
    for (const mark of marksOf(report, [group.start])) {
      const marked = this.#byMark.get(mark) ?? new Set();
      this.#byMark.set(mark, marked.add(group));
    }
  }

  /** In the order of their first reports; a copy of a report stands under it. */
  groups(): readonly (readonly Report[])[] {
    return this.#groups.map(({ known }) => known.map(({ report, copies }) => ({ ...report, copies })));
  }

  /** @param days on which a group may have begun, the likeliest first */
  #near(report: Report, days: readonly Day[]): readonly Group[] {
    const marked = new Set(marksOf(report, days).flatMap((mark) => [...(this.#byMark.get(mark) ?? [])]));
    const rank = ({ start }: Group) => days.indexOf(start);
    return [...marked]
      .filter((group) => rank(group) >= 0)
      .sort((a, b) => rank(a) - rank(b) || a.number - b.number);
  }

  #begun({ when }: Report): Group {
    const group = {
      number: this.#groups.length,
      start: when.from,
      precision: when.precision,
      known: [],
      byWords: new Map(),
      sentences: new Map(),
    };
    this.#groups.push(group);
    return group;
  }
}

/** Days by which reports of one event may differ, the same day first. */
const DAYS_NEAR = [0, -1, 1, -2, 2];

/** What two reports have one of in common if they may be of the same event, `isSameEvent` to decide. */
function marksOf({ when, figures }: Report, starts: readonly Day[]): readonly string[] {
  return [
    `${when.from} ${when.to}`,
    ...figures
      .filter(isTelling)
      .flatMap(({ counted, low }) => starts.map((start) => `${start} ${low} ${counted}`)),
  ];
}

function join({ known, byWords, sentences }: Group, one: Known): void {
  const { article, span } = one.report.citation;
  sentences.set(article, (sentences.get(article) ?? new Set()).add(span.start));
  const original = known.find((other) => isNearCopy(other, one));
  if (original) original.copies.push(one.report.citation);
  else known.push(one);
  byWords.set(wordsKey(one.report), original ?? one);
}

/** The report of another article that has the same words and the same date. */
function originalIn({ byWords }: Group, report: Report): Known | undefined {
  const known = byWords.get(wordsKey(report));
  return known?.report.citation.article === report.citation.article ? undefined : known;
}

function wordsKey({ citation, when }: Report): string {
  return `${when.from} ${when.to} ${when.span.start - citation.span.start} ${citation.exact}`;
}

function isOfGroup(group: Group, one: Known): boolean {
  return mayJoin(group, one.report) && group.known.some((other) => isSameEvent(other, one));
}

/**
 * Words that say nothing about which event is meant. Fewer than the stop words of the search: with those, reports of one
 * event share too little (of the pairs of the strike in test/fixtures/corpora .40 are folded, with these .53).
 */
const COMMON = new Set(
  'the and that this with from for was were has had have been are his her its their they who which said says when not but into out after before more than about also will would there them'.split(
    ' ',
  ),
);

function knownOf(report: Report): Known {
  const { when, citation, clause } = report;
  const stems = new Set<string>();
  const verbs = new Set<string>();
  const denied = new Set<string>();
  const tokens = taggedTokens(citation.exact);
  for (const [at, { text, lemma, pos, start, end }] of tokens.entries()) {
    const place = { start: start + citation.span.start, end: end + citation.span.start };
    if (overlaps(place, when.span) || !/\p{L}{3}|\p{N}/u.test(text) || COMMON.has(text.toLowerCase()))
      continue;
    if (pos === 'VERB' && isNegated(tokens, at)) {
      denied.add(stateOf(lemma));
      continue;
    }
    stems.add(stateOf(lemma));
    if (overlaps(place, clause) && tellsDeed(tokens, at)) verbs.add(stateOf(lemma));
  }
  return { report, stems, verbs, denied, copies: [] };
}

/** The share of common words from which two sentences say the same, from which one is but a shorter other, and from which it is a copy. */
const NEARLY_SAME = 0.5;
const CONTAINED = 0.75;
const COPIED = 0.8;

function isSameEvent(a: Known, b: Known): boolean {
  if (denies(a, b) || denies(b, a)) return false;
  const isSameAct = saysDone(a, b) || saysDone(b, a);
  const shared = sharedStems(a, b);
  if (datesDiffer(a.report, b.report)) return isSameAct && sharesFigure(a.report, b.report) && shared >= 3;
  if (isSameAct && shared >= 3) return true; // the verb itself, and two more
  const isOtherAct = !isSameAct && a.verbs.size > 0 && b.verbs.size > 0;
  return shared >= 3 && sameness(a, b) >= (isOtherAct ? COPIED : NEARLY_SAME);
}

/** Whether one says what the other says was done, as a verb or as a noun: "marched", "the march". */
function saysDone(one: Known, other: Known): boolean {
  return [...one.verbs].some((verb) => other.stems.has(verb));
}

function denies({ denied }: Known, { verbs }: Known): boolean {
  return [...verbs].some((verb) => denied.has(verb));
}

/** The share of the stems of two sentences that both have; of a short one and a long one, that the short one shares. */
function sameness(a: Known, b: Known): number {
  const shared = sharedStems(a, b);
  const share = shared / (a.stems.size + b.stems.size - shared);
  const contained = shared / Math.min(a.stems.size, b.stems.size);
  return contained >= CONTAINED && shared >= 4 ? Math.max(share, NEARLY_SAME) : share;
}

function sharedStems(a: Known, b: Known): number {
  let shared = 0;
  for (const stem of a.stems) if (b.stems.has(stem)) shared += 1;
  return shared;
}

/** Whether nothing speaks against a report being of a group's event. */
function mayJoin({ precision, sentences, known }: Group, { citation, when, figures }: Report): boolean {
  if (when.precision !== precision || sentences.get(citation.article)?.has(citation.span.start)) return false;
  return figures.length === 0 || known.every(({ report }) => mayAgree(report.figures, figures));
}

/** Whether of the figures that count the same at least one pair could be of one thing. */
function mayAgree(ones: readonly Figure[], others: readonly Figure[]): boolean {
  const pairs = ones.flatMap((x) => others.filter((y) => countsSame(x, y)).map((y) => areNear(x, y)));
  return pairs.length === 0 || pairs.includes(true);
}

function datesDiffer({ when }: Report, { when: other }: Report): boolean {
  return when.from !== other.from || when.to !== other.to;
}

/** The least figure that is telling enough to join reports of different days. */
const TELLING = 10;

function isTelling({ low }: Figure): boolean {
  return low >= TELLING;
}

function sharesFigure(a: Report, b: Report): boolean {
  return a.figures
    .filter(isTelling)
    .some((one) => b.figures.some((other) => countsSame(one, other) && givesSame(one, other)));
}

/** Whether another article says nearly the same words of the same date. */
function isNearCopy(original: Known, one: Known): boolean {
  if (original.report.citation.article === one.report.citation.article) return false;
  if (datesDiffer(original.report, one.report)) return false;
  const shared = sharedStems(original, one);
  return shared >= LEAST_COPIED && shared / (original.stems.size + one.stems.size - shared) >= COPIED;
}

/** Shorter sentences are alike by chance. */
const LEAST_COPIED = 5;
