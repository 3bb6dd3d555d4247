import { type APIButtonComponentWithCustomId, ButtonStyle } from 'discord.js';
import type { Answer, Answered, AsOf, Disagreement } from '../../answer/answer.ts';
import type { AskOptions } from '../../engine.ts';
import type { Correction } from '../../language/en/spelling.ts';
import { encode } from '../custom-id.ts';
import { LIMITS } from '../limits.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Words } from '../words/words.ts';
import { type NumberedQuote, quoteBlocks, type ShownQuote } from './quote.ts';
import { blocks, button, lines, note, type Reply, rows } from './reply.ts';
import { flat, originLine } from './source.ts';

/** The most characters of a question that are shown again. */
const QUESTION = 240;
/** The most characters that differing figures may take from the quotes. */
const SIDES = 600;
/** A best quote below this is called a weak match. */
const WEAK = 0.5;
/** Quotes on one page of "More". */
const MORE = 3;

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
  const tail = (shown: number) =>
    blocks(
      sidesOf(answer.disagreements, { answer, shown, words }),
      lines(answer.confidence < WEAK && note(words.weak), note(asOfLine(answer.asOf, words))),
    );
  const numbered = numberedFrom(answer.quotes, 0);
  const room = LIMITS.message - head.length - tail(numbered.length).length - 4;
  const quotes = quoteBlocks(numbered, room, words);
  const all = answer.quotes.length + answer.more.length;
  return {
    content: blocks(head, ...quotes, tail(quotes.length)),
    components: answerButtons(view, { shown: quotes.length, all }),
  };
}

function renderDeclined(answer: Extract<Answer, { kind: 'declined' }>, view: AnswerView): Reply {
  const { words } = view;
  const head = blocks(headOf(answer, view), words.declined[answer.reason]);
  const tail = lines(
    answer.reason !== 'no-question' && note(words.kept),
    note(newestLine(answer.asOf, words)),
  );
  const numbered = numberedFrom(answer.nearest.slice(0, 2), 0);
  const room = LIMITS.message - head.length - tail.length - words.nearest.length - 8;
  const quotes = quoteBlocks(numbered, room, words);
  return {
    content: blocks(head, quotes.length > 0 && words.nearest, ...quotes, tail),
    components: answerButtons(view, { shown: quotes.length, all: answer.nearest.length }),
  };
}

/** A page of the quotes beyond those an answer shows; they keep their numbers. */
export function renderMore(
  quotes: readonly (NumberedQuote | string)[],
  { id, from, page, words }: { id: string; from: number; page: number; words: Words },
): Reply {
  const pages = Math.max(1, Math.ceil(quotes.length / MORE));
  const here = Math.min(Math.max(page, 0), pages - 1);
  const onPage = quotes.slice(here * MORE, here * MORE + MORE);
  const gone = onPage.filter((quote) => typeof quote === 'string');
  const standing = onPage.filter((quote) => typeof quote !== 'string');
  const title = `**${words.moreTitle}**`;
  const foot = note(words.page(here + 1, pages));
  const room = LIMITS.message - title.length - foot.length - gone.join('\n\n').length - 10;
  return {
    content: blocks(title, ...quoteBlocks(standing, room, words), ...gone, foot),
    components: rows(
      standing.map(({ number }) =>
        button({
          id: encode('context', { answer: id, quote: String(number - 1), page: '0' }),
          label: words.contextOf(number),
        }),
      ),
      pages > 1
        ? pager(words, here, pages, (to, tag) =>
            encode('more', { answer: id, from: String(from), page: String(to) }, tag),
          )
        : [],
    ),
  };
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
    words.question(flat(question, QUESTION)),
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

function sidesOf(
  disagreements: readonly Disagreement[],
  { answer, shown, words }: { answer: Answered; shown: number; words: Words },
): string {
  const kept: string[] = [];
  for (const { kind, sides } of disagreements) {
    const shownSides = sides.filter((side) => answer.quotes[side.quote]);
    const text = lines(
      words.figures[kind],
      ...shownSides.map((side, index) => {
        const isNewest = kind === 'over-time' && index === shownSides.length - 1;
        const day = kind === 'over-time' ? `${words.day(side.day)}: ` : '';
        const figure = escapeMarkdown(side.figure.exact.replace(/\s+/g, ' '));
        const number = side.quote < shown ? words.inQuote(side.quote + 1) : words.underMore;
        const newest = isNewest ? `, ${words.newestFigure}` : '';
        return `- ${day}“${figure}”: ${originLine(side.figure.article, words)} (${number})${newest}`;
      }),
    );
    if (shownSides.length > 1 && lines(...kept, text).length <= SIDES) kept.push(text);
  }
  return lines(...kept);
}

function asOfLine({ newestQuote, newestArticle }: AsOf, words: Words): string {
  if (!newestArticle || !newestQuote) return newestLine({ ...(newestArticle && { newestArticle }) }, words);
  return words.asOf(words.day(newestQuote), words.day(newestArticle));
}

function newestLine({ newestArticle }: Pick<AsOf, 'newestArticle'>, words: Words): string {
  return newestArticle ? words.asOfNewest(words.day(newestArticle)) : words.asOfNone;
}

/** The buttons of an answer. They carry its id and nothing else, so they outlive a restart. */
export function answerButtons(
  { id: answer, words, hidden }: Pick<AnswerView, 'id' | 'words' | 'hidden'>,
  { shown, all }: { shown: number; all: number },
): Reply['components'] {
  if (answer === undefined) return [];
  return rows(
    [
      ...(shown > 0
        ? [button({ id: encode('context', { answer, quote: '0', page: '0' }), label: words.context })]
        : []),
      ...(all > shown
        ? [button({ id: encode('more', { answer, from: String(shown), page: '0' }), label: words.more })]
        : []),
      button({ id: encode('follow', { answer }), label: words.follow, style: ButtonStyle.Primary }),
      button({ id: encode('up', { answer }), emoji: '👍' }),
      button({ id: encode('down', { answer }), emoji: '👎' }),
    ],
    hidden ? [button({ id: encode('share', { answer, shown: String(shown) }), label: words.share })] : [],
  );
}
