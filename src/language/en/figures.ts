import { type Span, slice } from '../../corpus/span.ts';
import { type CountedNoun, nounAfter, signed, type Unit } from './counted-noun.ts';
import { type TaggedToken, taggedTokens } from './grammar.ts';
import { measuredBefore } from './measured.ts';
import { type Hedge, type NumberExpression, numbersIn } from './number-expressions.ts';
import { ownerBefore, type Predicate, placesIn, predicateOf } from './predicate.ts';

/** A count or a measure that a text gives: "about 20 … dockers", "15 to 20 people", "$4 million". */
export interface Figure {
  readonly low: number;
  /** The same as `low` but in a range. */
  readonly high: number;
  readonly hedge: Hedge;
  /** What is counted or measured, as one word for all its forms (see `countedKey`): "driver", "$", "%", "turnout". */
  readonly counted: string;
  /** Absent for a count of things. */
  readonly unit?: Unit;
  /** Which of them, as stems and names in lower case: "japanes" of "24 Japanese nationals". */
  readonly modifiers: readonly string[];
  /** What is said of them: killed, on strike, nothing but that they are there. */
  readonly said: Predicate;
  /** Whether they are some of more: "38 more passengers", "25 other guests". */
  readonly isPart: boolean;
  /** The places that the clause names, in lower case. */
  readonly places: readonly string[];
  /** Who has or does it, where the clause names one, in lower case. */
  readonly owner?: string;
  /** From the hedge to the noun, in the article's text. */
  readonly span: Span;
}

/** The figures within a span of a text, usually a sentence: numbers, with what they count or measure. */
export function figuresIn(text: string, within: Span): readonly Figure[] {
  const words = slice(text, within);
  const numbers = numbersIn(words);
  if (numbers.length === 0) return [];
  const tokens = taggedTokens(words);
  const figures: Figure[] = [];
  for (const number of numbers) {
    const figure = figureAt({ words, tokens, number, others: figures });
    if (figure) figures.push(figure);
  }
  return figures.map((figure) => ({ ...figure, span: shifted(figure.span, within.start) }));
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

interface Place {
  readonly words: string;
  readonly tokens: readonly TaggedToken[];
  readonly number: NumberExpression;
  /** The figures before it in the sentence, to which "others" refers. */
  readonly others: readonly Figure[];
}

function figureAt(place: Place): Figure | undefined {
  const { tokens, number } = place;
  if (isDatesOrName(place)) return undefined;
  const first = tokens.findIndex(({ end }) => end > number.start);
  const next = tokens.findIndex(({ start }) => start >= number.end);
  const after = next < 0 ? tokens.length : next;
  const referent = place.others.at(-1);
  const search = { tokens, from: after, number, ...(referent && { referent }) };
  const found = number.sign === undefined ? nounAfter(search) : signed(number.sign, after);
  const measured =
    found?.unit === 'percent' || found?.unit === 'money' || !found
      ? measuredBefore(tokens, first)
      : undefined;
  if (measured) {
    const { unit, last = after - 1 } = found ?? {};
    return finished(place, { ...measured, isMeasured: true, first, last, ...(unit && { unit }) });
  }
  if (!found || (found.unit === undefined && !Number.isInteger(number.low))) return undefined; // "5.23 boats"
  return finished(place, { ...found, first });
}

function finished({ tokens, number }: Place, noun: CountedNoun & { readonly first: number }): Figure {
  const { first, last, counted, modifiers, unit, isPart = false } = noun;
  const clause = clauseAround(tokens, first, last);
  const owner = noun.isMeasured ? undefined : ownerBefore({ tokens, first, last }, clause.start);
  return {
    low: number.low,
    high: number.high,
    hedge: number.hedge,
    counted,
    ...(unit && { unit }),
    modifiers,
    said: noun.said ?? predicateOf({ tokens, first, last }),
    isPart: isPart || /^(?:another|other)$/i.test(tokens[first - 1]?.text ?? ''),
    places: [...new Set([...placesIn(tokens.slice(clause.start, clause.end)), ...placesAtStart(tokens)])],
    ...(owner !== undefined && { owner }),
    span: { start: number.start, end: Math.max(number.end, tokens[last]?.end ?? 0) },
  };
}

const MONTH_AFTER =
  /^(?:st|nd|rd|th)?\s+(?:of )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/;
const MONTH = /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\.?$/i;

/** Whether a number is, or may be, part of a date ("Dec. 17", "In 1996") or of a name ("Flight 800", "Boeing 747"). */
function isDatesOrName({ words, tokens, number }: Place): boolean {
  const before = words.slice(0, number.start).trimEnd();
  const beforeDay = before.replace(/[\s,]*\d{1,2}(?:st|nd|rd|th)?,?$/i, '');
  if (MONTH.test(before) || (beforeDay !== before && MONTH.test(beforeDay.trimEnd()))) return true;
  if (MONTH_AFTER.test(words.slice(number.end))) return true;
  const previous = tokens.findLast(({ end }) => end <= number.start);
  if (number.mayBeYear) return previous?.pos !== 'VERB';
  const isHedged = number.hedge !== 'exact' || number.low !== number.high;
  const isName =
    previous?.pos === 'PROPN' && /\s$/.test(words.slice(0, number.start)) && !/s$|day$/i.test(previous.text);
  return isName && !isHedged && number.low < 1000 && /\d/.test(words.slice(number.start, number.end));
}

/** The tokens around a figure up to the next comma, conjunction or dash on both sides. */
function clauseAround(tokens: readonly TaggedToken[], first: number, last: number): Span {
  const isBorder = ({ text, pos }: TaggedToken) =>
    /^(?:[,;:.!?"“”()]|--|—|–)$/.test(text) ||
    pos === 'CCONJ' ||
    pos === 'SCONJ' ||
    /^(?:when|where|while|after|before|as|who|which)$/i.test(text);
  const start = tokens.slice(0, first).findLastIndex(isBorder) + 1;
  const length = tokens.slice(last + 1).findIndex(isBorder);
  return { start, end: length < 0 ? tokens.length : last + 1 + length };
}

/** "In Easterhithe, 120 houses were flooded" is of Easterhithe throughout. */
function placesAtStart(tokens: readonly TaggedToken[]): readonly string[] {
  const comma = tokens.findIndex(({ text }) => text === ',');
  return comma > 0 && comma < 6 && tokens[0]?.pos === 'ADP' ? placesIn(tokens.slice(0, comma)) : [];
}
