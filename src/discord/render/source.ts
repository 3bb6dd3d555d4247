import type { Article } from '../../corpus/article.ts';
import { hasNoHeadline, saysHeadline } from '../../corpus/headline.ts';
import type { Engine } from '../../engine.ts';
import { LIMITS, shorten } from '../limits.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Words } from '../words/words.ts';
import { lines, note } from './reply.ts';

const TITLE = 120;
/** Under a quote, a title has to leave room for the rest of its line. */
const QUOTE_TITLE = 60;
const PUBLISHER = 60;
const BASIS = 160;

/** Title in bold, publisher and day of an article on one line, for lists of articles. */
export function sourceLine(article: Article, words: Words): string {
  const title = linked(article, inOneLine(article.title, TITLE), { words, isBold: true });
  return [title, originLine(article, words)].join(' · ');
}

/** Publisher, if it is known, and day of an article. */
export function originLine(article: Article, words: Words): string {
  return [...publisherOf(article), article.published ? words.day(article.published) : words.undated].join(
    ' · ',
  );
}

/**
 * What stands under a quote of an article: title, publisher and day, as far as they are known, and whether the day
 * is inferred; how it is, and where the rest is from, is for the quote's context. A title that the quote itself says is left out.
 * @param quoted the words of the quote
 */
export function originParts(article: Article, quoted: string, words: Words): readonly string[] {
  const { basis, published } = article;
  const day = published ? words.day(published) : words.undated;
  return [
    ...titlePart(article, quoted, words),
    ...publisherOf(article),
    published && basis.published ? words.inferred(day) : day,
  ];
}

/** The headline, that there is none, or only a way to the article where the quote says the headline itself. */
function titlePart(article: Article, quoted: string, words: Words): readonly string[] {
  if (hasNoHeadline(article)) return [linked(article, words.noHeadline, { words })];
  if (!saysHeadline(quoted, article.title))
    return [linked(article, inOneLine(article.title, QUOTE_TITLE), { words })];
  return linkOf(article) ? [linked(article, words.original, { words })] : [];
}

function publisherOf({ publisher }: Article): readonly string[] {
  return publisher ? [flat(publisher, PUBLISHER)] : [];
}

/** The title of the article with this id, or the id itself once there is none. */
export function titleIn(engine: Pick<Engine, 'article'>, id: string): string {
  return flat(engine.article(id)?.title ?? id, TITLE);
}

/** For what the article does not state itself: where the bot has it from. */
export function basisNote(article: Article, words: Words): string {
  const { published, publisher, title } = article.basis;
  return lines(
    published && article.published && note(words.dateBasis(flat(published, BASIS))),
    publisher && note(words.publisherBasis(flat(publisher, BASIS))),
    title && note(words.titleBasis(flat(title, BASIS))),
  );
}

/** The article's address for a masked link; undefined when it has none that Discord would take. */
export function linkOf(article: Article): string | undefined {
  if (!article.url || !URL.canParse(article.url)) return undefined;
  const url = new URL(article.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const href = url.href.replace(/[()<>\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return href.length <= 300 ? href : undefined;
}

/** Any text on one line, escaped, at most `most` characters of it. */
export function flat(text: string, most: number): string {
  return escapeMarkdown(inOneLine(text, most));
}

function inOneLine(text: string, most: number): string {
  return shorten(text.replace(/\s+/g, ' ').trim(), most);
}

/** A label for a choice or a menu option: no formatting there, so nothing is escaped. */
export function choiceText(article: Article): string {
  const origin = [article.publisher, article.published].filter(Boolean).join(', ');
  const room = LIMITS.choiceText - (origin ? origin.length + 3 : 0);
  const title = shorten(article.title.replace(/\s+/g, ' ').trim(), Math.max(room, 40));
  return shorten(origin ? `${title} (${origin})` : title, LIMITS.choiceText);
}

/**
 * Words that lead to the article where it has an address. Discord shows the backslashes of a link's words
 * (discord-api-docs#6185), so words that need some are not a link themselves: one stands beside them.
 */
function linked(
  article: Article,
  text: string,
  { words, isBold }: { readonly words: Words; readonly isBold?: boolean },
): string {
  const mark = isBold ? '**' : '';
  const escaped = escapeMarkdown(text);
  const link = linkOf(article);
  if (!link) return `${mark}${escaped}${mark}`;
  if (escaped === text) return `${mark}[${text}](<${link}>)${mark}`;
  return `${mark}${escaped}${mark} ([${words.original}](<${link}>))`;
}
