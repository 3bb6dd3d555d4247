import type { APIButtonComponentWithCustomId } from 'discord.js';
import type { Article } from '../../corpus/article.ts';
import { encode } from '../custom-id.ts';
import { blockQuote } from '../markdown.ts';
import type { Words } from '../words/words.ts';
import { pager } from './answer.ts';
import { pagesOf, surroundings } from './pages.ts';
import type { NumberedQuote } from './quote.ts';
import { blocks, button, lines, note, type Reply, rows } from './reply.ts';
import { basisNote, originParts, sourceLine } from './source.ts';

/** A page of an article's whole text. */
export function renderArticle(
  article: Article,
  { key, page, words }: { key: string; page: number; words: Words },
): Reply {
  const pages = pagesOf(article.text);
  const here = Math.min(Math.max(page, 0), pages.length - 1);
  const span = pages[here] ?? { start: 0, end: article.text.length };
  return {
    content: blocks(
      lines(sourceLine(article, words), here === 0 && basisNote(article, words)),
      blockQuote(article.text, span),
      pages.length > 1 && note(words.page(here + 1, pages.length)),
    ),
    components:
      pages.length > 1
        ? rows(
            pager(words, here, pages.length, (to, tag) =>
              encode('article', { article: key, page: String(to) }, tag),
            ),
          )
        : [],
  };
}

/** What a quote is shown in its article with. */
export interface ContextView {
  readonly words: Words;
  readonly answer: string;
  readonly page: number;
  /** How many quotes the answer has, to choose among. */
  readonly quotes: number;
}

/** A quote within its article, the answering sentence in bold, with a way to both ends of the text. */
export function renderContext({ number, quote }: NumberedQuote, view: ContextView): Reply {
  const { words } = view;
  const { article, span: quoted } = quote.citation;
  const around = surroundings(article.text, quoted);
  const page = Math.min(Math.max(view.page, around.first), around.last);
  const pages = around.last - around.first + 1;
  return {
    content: blocks(
      lines(
        note(words.contextTitle(number)),
        originParts(article, '', words).join(' · '),
        basisNote(article, words),
      ),
      blockQuote(article.text, around.page(page), quote.marked),
      pages > 1 && note(words.page(page - around.first + 1, pages)),
    ),
    components: rows(pageButtons(view, number, { page, around }), quoteButtons(view, number)),
  };
}

function pageButtons(
  { words, answer }: ContextView,
  number: number,
  { page, around }: { page: number; around: { first: number; last: number } },
): readonly APIButtonComponentWithCustomId[] {
  if (around.first === around.last) return [];
  const to = (target: number, tag: string) =>
    encode('context', { answer, quote: String(number - 1), page: String(target) }, tag);
  return [
    button({ id: to(page - 1, 'p'), label: words.previous, disabled: page <= around.first }),
    ...(page !== 0 ? [button({ id: to(0, 'b'), label: words.back })] : []),
    button({ id: to(page + 1, 'n'), label: words.next, disabled: page >= around.last }),
  ];
}

function quoteButtons(
  { words, answer, quotes }: ContextView,
  number: number,
): readonly APIButtonComponentWithCustomId[] {
  if (quotes < 2) return [];
  return Array.from({ length: Math.min(quotes, 5) }, (_, index) =>
    button({
      id: encode('context', { answer, quote: String(index), page: '0' }, 'q'),
      label: words.quoteNumber(index + 1),
      disabled: index + 1 === number,
    }),
  );
}
