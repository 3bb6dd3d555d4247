import type { Article } from '../corpus/article.ts';
import { addDays, type Day } from '../corpus/day.ts';
import { slice } from '../corpus/span.ts';
import { english } from '../language/en/english.ts';
import type { Precision } from '../time/when.ts';
import type { Act } from './acts.ts';
import type { Report } from './entries.ts';
import { areNear, type Figure, keyOf, kindOf, saysSame } from './figures.ts';

/** A report with the words by which it is held against others. */
interface Told {
  readonly report: Report;
  readonly stems: ReadonlySet<string>;
}

/** The reports of one event, with what no other of it may contradict. */
interface Group {
  /** In the order of their beginning, from 0. */
  readonly number: number;
  /** The day that the first report gives. */
  readonly start: Day;
  readonly precision: Precision;
  readonly told: Told[];
  /** Where the sentences of each article start. */
  readonly sentences: Map<Article, Set<number>>;
  /** One report for all that give the same figures. */
  readonly claims: Map<string, Report>;
}

/**
 * Groups reports of the same event. They are of one event when they date it alike, report the same
 * act, and give figures that could be of the same thing; or when they say nearly the same words.
 * Each joins the first group near it that it belongs to, and is held against those alone that have
 * a report of its dates or of its telling figure: an article of another year costs nothing.
 */
export class Fold {
  readonly #groups: Group[] = [];
  readonly #byMark = new Map<string, Set<Group>>();

  /** Reports are to come in the order of their publication. */
  add(report: Report): void {
    const told = { report, stems: contentStems(report) };
    const days = DAYS_NEAR.map((count) => addDays(report.when.from, count));
    const group = this.#near(report, days).find((known) => isOfGroup(known, told)) ?? this.#begun(report);
    join(group, told);
    for (const mark of marksOf(report, [group.start])) {
      const marked = this.#byMark.get(mark) ?? new Set();
      this.#byMark.set(mark, marked.add(group));
    }
  }

  /** In the order of their first reports. */
  groups(): readonly (readonly Report[])[] {
    return this.#groups.map(({ told }) => told.map(({ report }) => report));
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
      told: [],
      sentences: new Map(),
      claims: new Map(),
    };
    this.#groups.push(group);
    return group;
  }
}

/** Days by which reports of one event may differ, the same day first. */
const DAYS_NEAR = [0, -1, 1, -2, 2];

/** What two reports have one of in common if they may be of the same event, `isSameEvent` to decide. */
function marksOf({ when, act, figures }: Report, starts: readonly Day[]): readonly string[] {
  const telling = act === undefined ? [] : figures.filter(isTelling);
  return [
    `${when.from} ${when.to}`,
    ...telling.flatMap((figure) => starts.map((start) => `${start} ${act} ${keyOf(figure)}`)),
  ];
}

function join({ told, sentences, claims }: Group, one: Told): void {
  const { citation, act, figures } = one.report;
  told.push(one);
  const starts = sentences.get(citation.article) ?? new Set();
  sentences.set(citation.article, starts.add(citation.span.start));
  if (figures.length > 0) claims.set(`${act === 'release'} ${figures.map(keyOf)}`, one.report);
}

function isOfGroup(group: Group, told: Told): boolean {
  return mayJoin(group, told.report) && group.told.some((other) => isSameEvent(other, told));
}

function contentStems({ when, citation }: Report): ReadonlySet<string> {
  const { exact, span } = citation;
  const withoutDate = `${exact.slice(0, when.span.start - span.start)} ${exact.slice(when.span.end - span.start)}`;
  const words = english
    .tokensOf(withoutDate)
    .filter(({ shape, text }) => shape !== 'number' && text.length > 2);
  const told = words.map(({ text }) => text.toLowerCase()).filter((word) => !english.stopWords.has(word));
  // One word for "captives" and "hostages", so that reports are compared by what they speak of.
  return new Set(told.map(kindOf));
}

/** Acts of which a day seldom sees two, so that within an article the act and the date suffice. */
const SINGULAR: ReadonlySet<Act> = new Set(['attack', 'release', 'shooting']);

/** The share of common words from which two sentences say the same. */
const NEARLY_SAME = 0.5;

function isSameEvent(a: Told, b: Told): boolean {
  const [one, two] = [a.report, b.report];
  const isSameAct = one.act !== undefined && one.act === two.act;
  if (datesDiffer(one, two)) return isSameAct && sharesFigure(one, two) && sharedStems(a, b) >= 2;
  if (isSameAct && (sharedStems(a, b) >= 2 || isTold(one, two))) return true;
  return one.citation.exact === two.citation.exact || saysNearlySame(a, b);
}

function saysNearlySame(a: Told, b: Told): boolean {
  const less = Math.min(a.stems.size, b.stems.size);
  const more = Math.max(a.stems.size, b.stems.size);
  if (less / more < NEARLY_SAME) return false; // however many of them are shared
  const shared = sharedStems(a, b);
  return shared >= 3 && shared / (less + more - shared) >= NEARLY_SAME;
}

function sharedStems(a: Told, b: Told): number {
  let shared = 0;
  for (const stem of a.stems) if (b.stems.has(stem)) shared += 1;
  return shared;
}

/** Whether one article tells on of an act of which it seldom has two on a day: "The shots -- heard at …". */
function isTold(a: Report, b: Report): boolean {
  const isOneArticle = a.citation.article === b.citation.article;
  const isOneAct = a.act !== undefined && SINGULAR.has(a.act);
  return isOneArticle && isOneAct && ![a, b].some((report) => isHeadline(report) || isAnother(report));
}

/** "Late Wednesday night, the rebels released another hostage." */
function isAnother({ citation }: Report): boolean {
  return /\b(?:another|second|third|again)\b/i.test(citation.exact);
}

/** "Ferry sails again - March 9, 1998" stands in a list of stories, each its own. */
function isHeadline({ citation, when }: Report): boolean {
  const before = slice(citation.article.text, { start: citation.span.start, end: when.span.start });
  return when.span.end === citation.span.end && /\s[-–—]\s$/.test(before);
}

/** Whether nothing speaks against a report being of a group's event. */
function mayJoin({ precision, sentences, claims }: Group, { citation, when, figures }: Report): boolean {
  if (when.precision !== precision || sentences.get(citation.article)?.has(citation.span.start)) return false;
  return figures.length === 0 || [...claims.values()].every((claim) => mayAgree(claim, figures));
}

function mayAgree({ act, figures }: Report, others: readonly Figure[]): boolean {
  // Two releases on one day differ in their numbers, whoever is released: four diplomats, two hostages.
  const isComparable = (x: Figure, y: Figure) => x.kind === y.kind || act === 'release';
  const pairs = figures.flatMap((x) => others.filter((y) => isComparable(x, y)).map((y) => areNear(x, y)));
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
    .some((figure) => b.figures.some((other) => figure.kind === other.kind && saysSame(figure, other)));
}
