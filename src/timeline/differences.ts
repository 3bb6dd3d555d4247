import type { Article } from '../corpus/article.ts';
import { type Citation, cite } from '../corpus/citation.ts';
import { couldAgree, countsSame } from '../language/en/counted.ts';
import type { Figure } from '../language/en/figures.ts';
import { firstOfEach } from './first-of-each.ts';
import { type NamePair, namePairsIn, spellsDifferently } from './names.ts';
import type { Report } from './report.ts';

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

/** The figures for the same thing of which another report gives one that cannot be true as well. */
function figureDifferences(reports: readonly Report[]): readonly Difference[] {
  const groups: Counted[][] = [];
  for (const counted of reports.flatMap(countedIn)) {
    const group = groups.find(([first]) => first && isOfSame(first, counted));
    if (group) group.push(counted);
    else groups.push([counted]);
  }
  return groups.flatMap((group) => {
    const sides = firstOfEach(group, ({ figure: { low, high, hedge } }) => [low, high, hedge].join(' '));
    const differing = sides.filter((side) => sides.some((other) => conflict(side, other)));
    if (differing.length < 2) return [];
    return [{ about: 'figures' as const, sides: differing.map(({ words, report }) => ({ words, report })) }];
  });
}

function countedIn({ citation, figures }: Report, report: number): readonly Counted[] {
  return figures.map((figure) => ({ figure, words: cite(citation.article, figure.span), report }));
}

function isOfSame({ figure: a }: Counted, { figure: b }: Counted): boolean {
  const places = [a.places, b.places];
  const isElsewhere =
    places.every((names) => names.length > 0) && !a.places.some((place) => b.places.includes(place));
  return countsSame(a, b) && !isElsewhere;
}

function conflict(a: Counted, b: Counted): boolean {
  return a.report !== b.report && !couldAgree(a.figure, b.figure);
}

interface Named {
  readonly name: NamePair;
  readonly full: string;
  readonly article: Article;
  readonly report: number;
}

function nameDifferences(reports: readonly Report[]): readonly Difference[] {
  const named = spelledVariously(reports.flatMap(namedIn));
  const pairs = named.flatMap((one, index) => {
    const two = named.slice(index + 1).find((other) => spellsDifferently(one.name, other.name));
    return two ? [[one, two] as const] : [];
  });
  return firstOfEach(pairs, ([one, two]) => `${one.full} ${two.full}`).map((pair) => ({
    about: 'names',
    sides: pair.map(({ name, article, report }) => ({ words: cite(article, name.span), report })),
  }));
}

function namedIn({ citation: { article, span } }: Report, report: number): readonly Named[] {
  return namePairsIn(article.text, span).map((name) => {
    return { name, full: `${name.first} ${name.second}`, article, report };
  });
}

/** The names that stand in more than one spelling. They are few: each is then held against all others. */
function spelledVariously(named: readonly Named[]): readonly Named[] {
  const names = firstOfEach(named, ({ full }) => full);
  const isVarious = (one: Named) => names.some((other) => spellsDifferently(one.name, other.name));
  const various = new Set(names.filter(isVarious).map(({ full }) => full));
  return named.filter(({ full }) => various.has(full));
}
