import { type Citation, cite } from '../corpus/citation.ts';
import type { Day } from '../corpus/day.ts';
import type { Span } from '../corpus/span.ts';
import {
  type AskedCount,
  askedCount,
  couldAgree,
  countsAsked,
  countsSame,
  givesSame,
} from '../language/en/counted.ts';
import { type Figure, figuresIn } from '../language/en/figures.ts';
import { dateOfWords } from '../time/dated-clause.ts';

/** A quote as far as its figures go: the article, and the sentence that answers. */
export interface FigureSource {
  readonly citation: Pick<Citation, 'article'>;
  /** The sentence of the article that is read for figures. */
  readonly marked: Span;
}

/** A figure that a quote gives of what the question asks the number of. */
export interface ReportedFigure {
  /** Its own words: "about 20 miners". */
  readonly words: Citation;
  /** The place of its quote among those given, from 0. */
  readonly quote: number;
  /** The day that it is reported for: the one that its clause names, or that of publication. */
  readonly day: Day;
  readonly figure: Figure;
}

/**
 * How the figures of a group stand to each other: for the same day reports `differ`; for different days they
 * are `over-time`; or they are the `same`.
 */
export type FigureRelation = 'differ' | 'over-time' | 'same';

/** Figures of different reports for the same thing. */
export interface FigureGroup {
  readonly kind: FigureRelation;
  /** What is counted, in the question's word where it has one: "passengers". */
  readonly about: string;
  /** In the order of their days; of `over-time` the last is the newest. At least two. */
  readonly figures: readonly ReportedFigure[];
}

/**
 * Compares the figures that quotes give of what a question asks the number of. Nothing is said of a figure
 * whose day is not known, or of which it cannot be told that it counts the same as another; figures within
 * one report are its own business, and a copy of a report is no second one.
 */
export function figureGroups(question: string, sources: readonly FigureSource[]): readonly FigureGroup[] {
  const asked = askedCount(question);
  if (!asked) return [];
  const groups: ReportedFigure[][] = [];
  for (const reported of onePerArticle(
    withoutCopies(ofAskedPlaces(question, reportedFigures(asked, sources))),
  )) {
    const group = groups.find(([first]) => first && countTheSame(first, reported));
    if (group) group.push(reported);
    else groups.push([reported]);
  }
  return groups.flatMap((group) => relationsIn(group, asked));
}

function reportedFigures(asked: AskedCount, sources: readonly FigureSource[]): readonly ReportedFigure[] {
  return sources.flatMap(({ citation: { article }, marked }, quote) =>
    figuresIn(article.text, marked)
      .filter((figure) => countsAsked(figure, asked))
      .flatMap((figure): readonly ReportedFigure[] => {
        const day = dayOf(article, marked, figure.span);
        return day === undefined ? [] : [{ words: cite(article, figure.span), quote, day, figure }];
      }),
  );
}

function dayOf({ text, published }: Citation['article'], sentence: Span, words: Span): Day | undefined {
  const own = dateOfWords(text, { sentence, words }, published === undefined ? {} : { published });
  if (!own) return published;
  // "31 people drowned in 1962" is of no day, and no older figure for those of today.
  return own.precision === 'day' && own.from === own.to ? own.from : undefined;
}

/** Where the question names the place of some figures, those of it alone: "in tolsay", as people type. */
function ofAskedPlaces(question: string, figures: readonly ReportedFigure[]): readonly ReportedFigure[] {
  const words = ` ${question.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const there = figures.filter(({ figure }) => figure.places.some((place) => words.includes(` ${place} `)));
  return there.length > 0 ? there : figures;
}

/** How much of the text on both sides of a figure tells a copy from a report of its own, in characters. */
const AROUND = 60;

/** The first of those that stand in the same words of two articles: a copy is no second report. */
function withoutCopies(figures: readonly ReportedFigure[]): readonly ReportedFigure[] {
  const firsts = new Map<string, string>();
  return figures.filter(({ words: { article, span } }) => {
    const around = article.text
      .slice(Math.max(0, span.start - AROUND), span.end + AROUND)
      .replace(/\s+/g, ' ');
    const first = firsts.get(around) ?? article.id;
    firsts.set(around, first);
    return first === article.id;
  });
}

/** One figure an article: where it gives several, it cannot be told which is meant. */
function onePerArticle(figures: readonly ReportedFigure[]): readonly ReportedFigure[] {
  return figures.filter((one, index) => {
    const own = figures.filter(
      (other) =>
        other.words.article.id === one.words.article.id && other.day === one.day && countTheSame(one, other),
    );
    const isFirst = figures.indexOf(own[0] ?? one) === index;
    return isFirst && own.every((other) => givesSame(one.figure, other.figure));
  });
}

function countTheSame(a: ReportedFigure, b: ReportedFigure): boolean {
  return countsSame(a.figure, b.figure) && placesAgree(a, b);
}

/** How far before a figure its article may name the place that the other figure's clause names, in characters. */
const PLACE_BEFORE = 300;

/** Whether two figures are of one place: both name it, neither names any, or one stands where its article has just named it. */
function placesAgree(a: ReportedFigure, b: ReportedFigure): boolean {
  const [here, there] = [a.figure.places, b.figure.places];
  if (here.length === 0 && there.length === 0) return true;
  if (here.length > 0 && there.length > 0) return here.some((place) => there.includes(place));
  return here.length > 0 ? namesBefore(b, here) : namesBefore(a, there);
}

function namesBefore({ words: { article, span } }: ReportedFigure, places: readonly string[]): boolean {
  const before = article.text.slice(Math.max(0, span.start - PLACE_BEFORE), span.start);
  const known = `${article.title}\n${before}`.toLowerCase();
  return places.some((place) => known.includes(place));
}

function relationsIn(group: readonly ReportedFigure[], asked: AskedCount): readonly FigureGroup[] {
  const figures = [...group].sort((a, b) => a.day.localeCompare(b.day) || a.quote - b.quote);
  const first = figures[0];
  if (!first || figures.length < 2) return [];
  const about = asked.word ?? countedWord(first);
  const days = new Set(figures.map(({ day }) => day));
  const differing = [...days].flatMap((day) => conflictsOf(figures.filter((one) => one.day === day)));
  const isSame = figures.every(({ figure }) => givesSame(figure, first.figure));
  return [
    ...(differing.length > 0 ? [{ kind: 'differ', about, figures: differing } as const] : []),
    ...(days.size > 1 && !isSame ? [{ kind: 'over-time', about, figures } as const] : []),
    ...(isSame ? [{ kind: 'same', about, figures } as const] : []),
  ];
}

/** The figures of one day of which another cannot be true as well. */
function conflictsOf(figures: readonly ReportedFigure[]): readonly ReportedFigure[] {
  return figures.filter(({ figure }) => figures.some((other) => !couldAgree(figure, other.figure)));
}

function countedWord({ words }: ReportedFigure): string {
  return /[\p{L}'’-]+$/u.exec(words.exact)?.[0] ?? words.exact;
}
