import type { Article } from '../../corpus/article.ts';
import type { Engine } from '../../engine.ts';
import { LIMITS, shorten } from '../limits.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Words } from '../words/words.ts';
import { lines, note } from './reply.ts';

const TITLE = 120;
const PUBLISHER = 60;
const BASIS = 160;

/** Title, publisher and day of an article on one line; what is not known is said to be so. */
export function sourceLine(article: Article, words: Words): string {
  return [titleOf(article, words), originLine(article, words)].join(' · ');
}

/** Publisher and day of an article. */
export function originLine(article: Article, words: Words): string {
  const publisher = article.publisher ? flat(article.publisher, PUBLISHER) : words.noPublisher;
  return [publisher, article.published ? words.day(article.published) : words.undated].join(' · ');
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
 * The title in bold, and a link where the article has an address. Discord shows the backslashes of a link's
 * words (discord-api-docs#6185), so a title that needs some is not a link itself: one stands beside it.
 */
function titleOf(article: Article, words: Words): string {
  const title = flat(article.title, TITLE);
  const link = linkOf(article);
  if (!link) return `**${title}**`;
  const plain = inOneLine(article.title, TITLE);
  return plain === title ? `**[${title}](<${link}>)**` : `**${title}** ([${words.original}](<${link}>))`;
}
