import { type APIButtonComponentWithCustomId, ButtonStyle } from 'discord.js';
import type { Answer, Answered, Disagreement, Side } from '../../answer/answer.ts';
import { shownCount } from '../../answer/shown.ts';
import type { AskOptions } from '../../engine.ts';
import type { Correction } from '../../language/en/spelling.ts';
import { encode } from '../custom-id.ts';
import { LIMITS } from '../limits.ts';
import type { Words } from '../words/words.ts';
import { phoneLines } from './phone.ts';
import { type NumberedQuote, quoteBlocks, type ShownQuote } from './quote.ts';
import { blocks, button, lines, note, type Reply, rows } from './reply.ts';
import { flat } from './source.ts';

/** The most characters of a question that are shown again. */
const QUESTION = 120;
/** The most characters that differing figures may take from the quotes. */
const SIDES = 400;
/** The most differing figures of one thing. */
const MOST_SIDES = 4;
/** The most characters of one such figure. */
const FIGURE = 80;
/** Lines on a phone that an answer keeps to, unless its sentences are longer than that. */
export const ANSWER_LINES = 14;
/** Quotes on one page of "More". */
const MORE = 3;
/** Lines on a phone that such a page keeps to, likewise. */
const MORE_LINES = 24;

/** What an answer is shown with. */
export interface AnswerView {
  readonly words: Words;
  /** The id under which the answer is kept; without it there are no buttons. */
  readonly id?: string;
  /** Whether only the asker sees it: then it can be shared. */
  readonly hidden?: boolean;
  readonly filters?: AskOptions;
  /** The title of the only article that was looked at. */
  readonly title?: string;
  /** A line to go with it, such as that the message asked about was long. */
  readonly remark?: string;
}

/** The message of an answer: its quotes, or plainly that there are none. */
export function renderAnswer(answer: Answer, view: AnswerView): Reply {
  return answer.kind === 'answered' ? renderAnswered(answer, view) : renderDeclined(answer, view);
}

function renderAnswered(answer: Answered, view: AnswerView): Reply {
  const { words } = view;
  const head = headOf(answer, view);
  const tail = (shown: number) => sidesOf(answer.disagreements, shown, words);
  const least = shownCount(answer);
  const numbered = numberedFrom(answer.quotes.slice(0, least), 0);
  const room = {
    lines: ANSWER_LINES - phoneLines(head) - (tail(least) === '' ? 0 : 1 + phoneLines(tail(least))),
    most: LIMITS.message - head.length - tail(0).length - 4,
    least: answer.disagreements.length > 0 ? least : 1,
  };
  const quotes = quoteBlocks(numbered, room, words);
  const all = answer.quotes.length + answer.more.length;
  return {
    content: blocks(lines(head, blocks(...quotes)), tail(quotes.length)),
    components: answerButtons(view, { kind: 'answered', shown: quotes.length, all }),
  };
}

function renderDeclined(answer: Extract<Answer, { kind: 'declined' }>, view: AnswerView): Reply {
  const { words } = view;
  const { reason, nearest, asOf } = answer;
  const isAboutArticles = reason === 'off-topic' || reason === 'not-stated';
  const newest = isAboutArticles && asOf.newestArticle && words.newestHere(words.day(asOf.newestArticle));
  return {
    content: lines(headOf(answer, view), [words.declined[reason], newest].filter(Boolean).join(' ')),
    components: answerButtons(view, { kind: 'declined', shown: 0, all: nearest.length }),
  };
}

/** A page of the quotes beyond those an answer shows; they keep their numbers. */
export function renderMore(
  quotes: readonly (NumberedQuote | string)[],
  { id, from, page, title, words }: { id: string; from: number; page: number; title: string; words: Words },
): Reply {
  const pages = Math.max(1, Math.ceil(quotes.length / MORE));
  const here = Math.min(Math.max(page, 0), pages - 1);
  const onPage = quotes.slice(here * MORE, here * MORE + MORE);
  const gone = onPage.filter((quote) => typeof quote === 'string');
  const standing = onPage.filter((quote) => typeof quote !== 'string');
  const head = note([title, ...(pages > 1 ? [words.page(here + 1, pages)] : [])].join(' · '));
  const most = LIMITS.message - head.length - gone.join('\n\n').length - 10;
  const room = { lines: MORE_LINES, most, least: standing.length };
  return {
    content: blocks(lines(head, blocks(...quoteBlocks(standing, room, words))), ...gone),
    components: rows(
      standing.map(({ number }) => contextButton(id, number, words)),
      pages > 1
        ? pager(words, here, pages, (to, tag) =>
            encode('more', { answer: id, from: String(from), page: String(to) }, tag),
          )
        : [],
    ),
  };
}

/** The way from a quote into its article. */
function contextButton(answer: string, number: number, words: Words): APIButtonComponentWithCustomId {
  return button({
    id: encode('context', { answer, quote: String(number - 1), page: '0' }),
    label: words.contextOf(number),
  });
}

/** Buttons to the previous and the next of several pages; where there is none, the button is off. */
export function pager(
  words: Words,
  page: number,
  pages: number,
  idOf: (page: number, tag: string) => string,
): readonly APIButtonComponentWithCustomId[] {
  return [
    button({ id: idOf(page - 1, 'p'), label: words.previous, disabled: page <= 0 }),
    button({ id: idOf(page + 1, 'n'), label: words.next, disabled: page >= pages - 1 }),
  ];
}

/** Quotes with their numbers, counted on from those before them. */
export function numberedFrom(quotes: readonly ShownQuote[], before: number): readonly NumberedQuote[] {
  return quotes.map((quote, index) => ({ quote, number: before + index + 1 }));
}

function headOf(
  { question, carriedFrom, mendings = [], period }: Answer,
  { words, filters, title, remark }: AnswerView,
): string {
  const carried = carriedFrom !== undefined && carriedFrom !== question;
  return lines(
    note(words.question(flat(question, QUESTION))),
    carried && note(words.following(flat(carriedFrom, QUESTION))),
    mendings.length > 0 && note(flat(mendedNote(mendings, words), QUESTION)),
    period && note(words.periodNote(words.when({ ...period, precision: 'day' }))),
    filters && filterNote(filters, title, words),
    remark && note(remark),
  );
}

/** Which words of a question were read as others, for the person to see. */
export function mendedNote(mendings: readonly Correction[], words: Words): string {
  return mendings.map(({ typed, read }) => words.readAs(typed, read)).join(' ');
}

function filterNote(
  { articleId, publisher, from, to }: AskOptions,
  title: string | undefined,
  words: Words,
): string | undefined {
  const parts = [
    articleId && flat(title ?? articleId, 60),
    publisher && flat(publisher, 60),
    from && words.fromDay(words.day(from)),
    to && words.toDay(words.day(to)),
  ].filter(Boolean);
  return parts.length > 0 ? note(words.only(parts.join(' · '))) : undefined;
}

/** What the reports of an answer differ on, a line for each thing, in date order. */
function sidesOf(disagreements: readonly Disagreement[], shown: number, words: Words): string {
  const kept: string[] = [];
  for (const { kind, sides } of disagreements) {
    const newest = sides
      .map(({ day }) => day)
      .sort()
      .at(-1);
    const seen = seenSides(sides, shown);
    const parts = seen.map(({ figure, quote, day }, index) => {
      const named = words.whenBeside({ from: day, to: day, precision: 'day' }, newest);
      const place = quote < shown ? words.inQuote(quote + 1) : words.underMore;
      const isNewest = kind === 'over-time' && index === seen.length - 1;
      const source = [named, place, ...(isNewest ? [words.newestFigure] : [])].join(', ');
      return words.side(flat(figure.exact, FIGURE), source);
    });
    const text = words.figures[kind](parts.join(' · '));
    if (parts.length > 1 && lines(...kept, text).length <= SIDES) kept.push(text);
  }
  return lines(...kept);
}

/** The sides among the quotes that are shown; where these are not two, the others as well. */
function seenSides(sides: readonly Side[], shown: number): readonly Side[] {
  const seen = sides.filter(({ quote }) => quote < shown);
  return (new Set(seen.map(({ quote }) => quote)).size > 1 ? seen : sides).slice(0, MOST_SIDES);
}

/** How much of an answer its message shows. */
interface ShownOf {
  readonly kind: Answer['kind'];
  readonly shown: number;
  readonly all: number;
}

/** The buttons of an answer. They carry its id and nothing else, so they outlive a restart. */
export function answerButtons(
  { id: answer, words, hidden }: Pick<AnswerView, 'id' | 'words' | 'hidden'>,
  { kind, shown, all }: ShownOf,
): Reply['components'] {
  if (answer === undefined) return [];
  const more = encode('more', { answer, from: String(shown), page: '0' });
  const quotes = [
    ...Array.from({ length: shown }, (_, index) => contextButton(answer, index + 1, words)),
    ...(all > shown ? [button({ id: more, label: kind === 'answered' ? words.more : words.closest })] : []),
  ];
  const rest = [
    button({ id: encode('follow', { answer }), label: words.follow, style: ButtonStyle.Primary }),
    button({ id: encode('up', { answer }), emoji: '👍' }),
    button({ id: encode('down', { answer }), emoji: '👎' }),
    ...(hidden
      ? [button({ id: encode('share', { answer, shown: String(shown) }), label: words.share })]
      : []),
  ];
  return quotes.length + rest.length <= LIMITS.buttonsPerRow
    ? rows([...quotes, ...rest])
    : rows(quotes, rest);
}
