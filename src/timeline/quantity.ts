import type { Article } from '../corpus/article.ts';
import { type Citation, cite } from '../corpus/citation.ts';
import type { Day } from '../corpus/day.ts';
import { paragraphsOf } from '../corpus/paragraphs.ts';
import type { Span } from '../corpus/span.ts';
import { type AskedCount, askedCount, countsAsked, countsSame } from '../language/en/counted.ts';
import { type Figure, figuresIn } from '../language/en/figures.ts';
import { sentencesOf } from '../language/en/sentences.ts';
import { dateOfWords } from '../time/dated-clause.ts';
import { firstOfEach } from './first-of-each.ts';
import { pauses } from './pause.ts';

/** A figure that an article reports of something, and the day it is reported for. */
export interface QuantityPoint {
  readonly day: Day;
  /** Whether the clause names that day, or it is the day of publication. */
  readonly dayFrom: 'text' | 'publication';
  readonly figure: Figure;
  /** The figure's own words: "more than 500 passengers". */
  readonly words: Citation;
  /** The sentence it stands in. */
  readonly citation: Citation;
}

/**
 * The figures that articles give of something ("drivers", "people killed", "drivers on strike"), by day. All
 * are of the same: how many there are, or, where articles seldom say that, what they most often say of them.
 * Left out, never guessed: figures of part of them, and figures of a day that the text does not say. Other
 * work of the process goes on meanwhile.
 */
export async function quantityOf(
  articles: readonly Article[],
  thing: string,
): Promise<readonly QuantityPoint[]> {
  const asked = askedCount(`How many ${thing.trim()}?`);
  if (asked?.counted === undefined) return [];
  const pause = pauses();
  const points: QuantityPoint[] = [];
  for (const article of articles) {
    for (const paragraph of paragraphsOf(article.text)) {
      points.push(...pointsIn(article, paragraph, asked));
      await pause();
    }
  }
  const said = points.filter(({ figure }) => countsAsked(figure, asked));
  const isBare = asked.said.verb === undefined;
  const chosen = ofOnePlace(isBare && said.length < 2 ? mostReported(points) : said);
  return firstOfEach([...chosen].sort(byDay), sameFigureOfDay);
}

function byDay(a: QuantityPoint, b: QuantityPoint): number {
  return (
    a.day.localeCompare(b.day) ||
    published(a).localeCompare(published(b)) ||
    a.citation.span.start - b.citation.span.start
  );
}

function published({ citation }: QuantityPoint): string {
  return citation.article.published ?? '';
}

/** The same for the same figure of the same day, whoever reports it and however surely. */
function sameFigureOfDay({ day, figure: { low, high } }: QuantityPoint): string {
  return `${day} ${low} ${high}`;
}

/** The most that count one and the same, the first of equals. */
function mostReported(points: readonly QuantityPoint[]): readonly QuantityPoint[] {
  const groups: QuantityPoint[][] = [];
  for (const point of points) {
    const group = groups.find(([first]) => first && countsSame(first.figure, point.figure));
    if (group) group.push(point);
    else groups.push([point]);
  }
  return groups.reduce((most, group) => (group.length > most.length ? group : most), groups[0] ?? []);
}

/** Of figures of several places those of the place that most are of, and those that name none. */
function ofOnePlace(points: readonly QuantityPoint[]): readonly QuantityPoint[] {
  const counts = new Map<string, number>();
  for (const { figure } of points)
    for (const place of figure.places) counts.set(place, (counts.get(place) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return points.filter(
    ({ figure }) => figure.places.length === 0 || figure.places.some((place) => place === most),
  );
}

function pointsIn(article: Article, paragraph: Span, asked: AskedCount): readonly QuantityPoint[] {
  const { text } = article;
  return sentencesOf(text, paragraph).flatMap((sentence) =>
    figuresIn(text, sentence)
      .filter((figure) => isOfThing(figure, asked))
      .flatMap((figure) => pointAt(article, sentence, figure) ?? []),
  );
}

/** Whether a figure is of what is asked for, whatever is said of them; one alone tells no quantity. */
function isOfThing(figure: Figure, asked: AskedCount): boolean {
  if (figure.isPart || figure.high === 1) return false;
  const isOfThem = asked.modifiers.every((modifier) => figure.modifiers.includes(modifier));
  return countsAsked(figure, asked) || (figure.counted === asked.counted && isOfThem);
}

function pointAt(article: Article, sentence: Span, figure: Figure): QuantityPoint | undefined {
  const { text, published: day } = article;
  const own = dateOfWords(text, { sentence, words: figure.span }, { ...(day && { published: day }) });
  const point = { figure, words: cite(article, figure.span), citation: cite(article, sentence) };
  if (!own) return day && { ...point, day, dayFrom: 'publication' };
  // "300 passengers in 1985" is no point on a scale of days.
  if (own.precision !== 'day' || own.from !== own.to) return undefined;
  return { ...point, day: own.from, dayFrom: 'text' };
}
