import { type Citation, cite } from '../corpus/citation.ts';
import { addDays, type Day } from '../corpus/day.ts';
import { slice } from '../corpus/span.ts';
import { type Act, actNear, clauseAround } from './acts.ts';
import type { Report } from './entries.ts';
import { couldAgree, type Figure, figuresIn, kindOf, saysSame } from './figures.ts';
import { namePairsIn, spellsDifferently } from './names.ts';

/** One of the differing statements of reports of the same event. */
export interface DifferenceSide {
  /** The words in which they differ: "15 to 20 people", "last Tuesday". */
  readonly words: Citation;
  /** The place of its report among the entry's reports, from 0. */
  readonly report: number;
}

/** What reports of the same event differ on, in the order of the reports. */
export interface Difference {
  readonly about: 'figures' | 'names' | 'day';
  readonly sides: readonly DifferenceSide[];
}

/** A report with what tells whether another is of the same event. */
interface Traits {
  readonly report: Report;
  readonly act: Act | undefined;
  readonly stems: ReadonlySet<string>;
  readonly figures: readonly Figure[];
}

/**
 * Groups reports of the same event. They are of one event when they date it alike, report the same
 * act, and give figures that could be of the same thing; or when they say nearly the same words.
 */
export function foldReports(reports: readonly Report[]): readonly (readonly Report[])[] {
  const groups: Traits[][] = [];
  const byStart = new Map<Day, Traits[][]>();
  for (const traits of reports.map(traitsOf)) {
    const { from } = traits.report.when;
    const near = DAYS_NEAR.flatMap((days) => byStart.get(addDays(from, days)) ?? []);
    const group = near.find((known) => isOfGroup(known, traits));
    if (group) {
      group.push(traits);
      continue;
    }
    const started = [traits];
    groups.push(started);
    byStart.set(from, [...(byStart.get(from) ?? []), started]);
  }
  return groups.map((group) => group.map(({ report }) => report));
}

/** Days by which reports of one event may differ, the same day first. */
const DAYS_NEAR = [0, -1, 1, -2, 2];

function isOfGroup(group: readonly Traits[], traits: Traits): boolean {
  return group.some((other) => isSameEvent(other, traits)) && group.every((other) => mayBeOne(other, traits));
}

function traitsOf(report: Report): Traits {
  const { article, span } = report.citation;
  const place = { date: report.when.span, others: report.besides };
  const clause = clauseAround(article.text, span, place);
  return {
    report,
    act: actNear(article.text, clause, place),
    stems: contentStems(slice(article.text, span), report),
    figures: figuresIn(article.text, clause),
  };
}

/** Words that say nothing about which event is meant. */
const COMMON = new Set(
  'the and that this with from for was were has had have been are his her its their they who which said says when not but into out after before more than about also will would there them'.split(
    ' ',
  ),
);

function contentStems(words: string, { when, citation }: Report): ReadonlySet<string> {
  const start = when.span.start - citation.span.start;
  const withoutDate = `${words.slice(0, start)} ${words.slice(when.span.end - citation.span.start)}`;
  const found = withoutDate.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  // One word for "captives" and "hostages", so that reports are compared by what they speak of.
  return new Set(found.filter((word) => !COMMON.has(word)).map(kindOf));
}

/** Acts of which a day seldom sees two, so that within an article the act and the date suffice. */
const SINGULAR: ReadonlySet<Act> = new Set(['attack', 'release', 'shooting']);

/** The share of common words from which two sentences say the same. */
const NEARLY_SAME = 0.5;

function isSameEvent(a: Traits, b: Traits): boolean {
  const shared = [...a.stems].filter((stem) => b.stems.has(stem)).length;
  const isSameAct = a.act !== undefined && a.act === b.act;
  if (datesDiffer(a, b)) return isSameAct && shared >= 2 && sharesFigure(a, b);
  if (isSameAct && (shared >= 2 || isTold(a, b))) return true;
  if (a.report.citation.exact === b.report.citation.exact) return true;
  return shared >= 3 && shared / (a.stems.size + b.stems.size - shared) >= NEARLY_SAME;
}

/** Whether one article tells on of an act of which it seldom has two on a day: "The shots -- heard at …". */
function isTold(a: Traits, b: Traits): boolean {
  const isOneArticle = a.report.citation.article === b.report.citation.article;
  const isOneAct = a.act !== undefined && SINGULAR.has(a.act);
  return isOneArticle && isOneAct && ![a, b].some((traits) => isHeadline(traits) || isAnother(traits));
}

/** "Late Wednesday night, the rebels released another hostage." */
function isAnother({ report: { citation } }: Traits): boolean {
  return /\b(?:another|second|third|again)\b/i.test(citation.exact);
}

/** "Ferry sails again - March 9, 1998" stands in a list of stories, each its own. */
function isHeadline({ report: { citation, when } }: Traits): boolean {
  const before = slice(citation.article.text, { start: citation.span.start, end: when.span.start });
  return when.span.end === citation.span.end && /\s[-–—]\s$/.test(before);
}

/** Whether nothing speaks against two reports being of one event. */
function mayBeOne(a: Traits, b: Traits): boolean {
  const [one, two] = [a.report, b.report];
  const isSameSentence =
    one.citation.article === two.citation.article && one.citation.span.start === two.citation.span.start;
  if (one.when.precision !== two.when.precision || isSameSentence) return false;
  // Two releases on one day differ in their numbers, whoever is released: four diplomats, two hostages.
  const isComparable = (x: Figure, y: Figure) => x.kind === y.kind || a.act === 'release';
  const pairs = a.figures.flatMap((x) =>
    b.figures.filter((y) => isComparable(x, y)).map((y) => areNear(x, y)),
  );
  return pairs.length === 0 || pairs.includes(true);
}

function datesDiffer(a: Traits, b: Traits): boolean {
  return a.report.when.from !== b.report.when.from || a.report.when.to !== b.report.when.to;
}

/** The least figure that is telling enough to join reports of different days. */
const TELLING = 10;

function sharesFigure(a: Traits, b: Traits): boolean {
  return a.figures.some((figure) =>
    b.figures.some((other) => figure.low >= TELLING && figure.kind === other.kind && saysSame(figure, other)),
  );
}

/** Whether figures differ by no more than reports of the same thing do: 38 and 40, not 4 and 38. */
function areNear(a: Figure, b: Figure): boolean {
  if (couldAgree(a, b)) return true;
  const [less, more] = a.high < b.low ? [a.high, b.low] : [b.high, a.low];
  return more / less <= 1.5;
}

/** What reports of one event differ on: the figures for the same thing, the spelling of a name, and the day. */
export function differencesAmong(reports: readonly Report[]): readonly Difference[] {
  const days = new Set(reports.map(({ when }) => when.from));
  const onDay: Difference = {
    about: 'day',
    sides: reports.map(({ citation, when }, report) => ({
      words: cite(citation.article, when.span),
      report,
    })),
  };
  return [...figureDifferences(reports), ...nameDifferences(reports), ...(days.size > 1 ? [onDay] : [])];
}

interface Counted extends DifferenceSide {
  readonly figure: Figure;
}

function figureDifferences(reports: readonly Report[]): readonly Difference[] {
  const counted = reports
    .map(traitsOf)
    .flatMap(({ report, figures }, index) =>
      figures.map(
        (figure): Counted => ({ figure, words: cite(report.citation.article, figure.span), report: index }),
      ),
    );
  const groups: Counted[][] = [];
  for (const side of counted) {
    const group = groups.find((known) => known.every((other) => isOfSame(other, side)));
    if (group) group.push(side);
    else groups.push([side]);
  }
  return groups.flatMap((sides) => {
    const distinct = sides.filter(
      (side, at) => sides.findIndex((other) => saysSame(other.figure, side.figure)) === at,
    );
    if (distinct.length < 2) return [];
    return [{ about: 'figures' as const, sides: distinct.map(({ words, report }) => ({ words, report })) }];
  });
}

/** "15 to 20 people" counts what "about 20 guerrillas" does; in the same report it does not. */
function isOfSame(a: Counted, b: Counted): boolean {
  const isSameKind =
    a.figure.kind === b.figure.kind || a.figure.kind === 'peopl' || b.figure.kind === 'peopl';
  return a.report !== b.report && isSameKind && areNear(a.figure, b.figure);
}

function nameDifferences(reports: readonly Report[]): readonly Difference[] {
  const named = reports.flatMap(({ citation: { article, span } }, report) =>
    namePairsIn(article.text, span).map((name) => ({ name, report, words: cite(article, name.span) })),
  );
  const pairs = named.flatMap((one, index) => {
    const two = named.slice(index + 1).find((other) => spellsDifferently(one.name, other.name));
    return two ? [[one, two] as const] : [];
  });
  const isFirst = ([one, two]: (typeof pairs)[number], at: number) =>
    pairs.findIndex(([a, b]) => a.words.exact === one.words.exact && b.words.exact === two.words.exact) ===
    at;
  return pairs.filter(isFirst).map((pair) => ({
    about: 'names',
    sides: pair.map(({ words, report }) => ({ words, report })),
  }));
}
