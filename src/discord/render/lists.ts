import { ButtonStyle } from 'discord.js';
import type { Article } from '../../corpus/article.ts';
import type { EngineStatus } from '../../engine.ts';
import type { AuditEntry, Forgotten, StoreCounts } from '../../store/store.ts';
import { encode } from '../custom-id.ts';
import { keyOf } from '../keys.ts';
import { LIMITS, shorten } from '../limits.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Words } from '../words/words.ts';
import { pager } from './answer.ts';
import { blocks, button, lines, menu, note, plain, type Reply, rows, withinLimit } from './reply.ts';
import { choiceText, flat, sourceLine } from './source.ts';

const SOURCES = 10;

/** How the list of articles is ordered. */
export type SourceOrder = 'newest' | 'publisher';

/** A page of the list of articles, with a menu to open one. */
export function renderSources(
  articles: readonly Article[],
  { order, page, words }: { order: SourceOrder; page: number; words: Words },
): Reply {
  if (articles.length === 0) return plain(words.noArticles);
  const sorted = order === 'publisher' ? byPublisher(articles) : articles;
  const pages = Math.ceil(sorted.length / SOURCES);
  const here = Math.min(Math.max(page, 0), pages - 1);
  const onPage = sorted.slice(here * SOURCES, (here + 1) * SOURCES);
  const heading = `${words.sourcesTitle(articles.length)}, ${order === 'publisher' ? words.byPublisher : words.newestFirst}`;
  const items = onPage.map((article, index) => sourceItem(article, here * SOURCES + index + 1, words));
  return {
    content: blocks(heading, lines(...items), pages > 1 && note(words.page(here + 1, pages))),
    components: [
      openMenu(onPage, words),
      ...(pages > 1
        ? rows(pager(words, here, pages, (to, tag) => encode('sources', { order, page: String(to) }, tag)))
        : []),
    ],
  };
}

function sourceItem(article: Article, number: number, words: Words): string {
  const full = `${number}\\. ${sourceLine(article, words)}`;
  // Ten entries share one message: a long address and what is beyond the first words give way.
  if (full.length <= 180) return full;
  const publisher = article.publisher ? flat(article.publisher, 20) : words.noPublisher;
  const date = article.published ? words.day(article.published) : words.undated;
  return `${number}\\. **${flat(article.title, 45)}** · ${publisher} · ${date}`;
}

function openMenu(articles: readonly Article[], words: Words): Reply['components'][number] {
  return menu({
    custom_id: encode('open', {}),
    placeholder: words.read,
    options: articles.map((article) => ({
      label: shorten(article.title.replace(/\s+/g, ' ').trim(), LIMITS.selectText),
      value: keyOf(article.id),
      description: shorten(originPlain(article, words), LIMITS.selectText),
    })),
  });
}

function originPlain(article: Article, words: Words): string {
  return `${article.publisher ?? words.noPublisher} · ${article.published ? words.day(article.published) : words.undated}`;
}

function byPublisher(articles: readonly Article[]): readonly Article[] {
  const unknownLast = '\uFFFF';
  return articles.toSorted((a, b) => {
    const [left, right] = [a.publisher ?? unknownLast, b.publisher ?? unknownLast];
    return left === right ? 0 : left < right ? -1 : 1;
  });
}

/** What the bot can do, with questions that this corpus answers. */
export function renderHelp(
  examples: readonly string[],
  { mention, words }: { mention: string; words: Words },
): Reply {
  const items = examples.map((example) => `- ${flat(example, 150)}`);
  return plain(blocks(words.help(mention), items.length > 0 && lines(words.tryThese, ...items)));
}

/** How the bot stands, for everybody. */
export interface StatusView {
  readonly engine: EngineStatus;
  readonly version: string;
  readonly startedAt: Date;
  /** What only moderators see. */
  readonly details?: StatusDetails;
}

/** How the bot stands, for moderators. */
export interface StatusDetails {
  readonly waiting: number;
  readonly megabytes: number;
  /** Milliseconds of the last heartbeat; negative before the first. */
  readonly gatewayMs: number;
  readonly counts: StoreCounts;
  /** What moderators did last, to articles by their titles where these are still there. */
  readonly actions: readonly AuditEntry[];
  readonly reindexing?: { readonly done: number; readonly total: number };
}

/** The bot's state as text. */
export function renderStatus({ engine, version, startedAt, details }: StatusView, words: Words): Reply {
  const say = words.status;
  return withinLimit(
    plain(
      blocks(
        lines(
          say.title,
          say.articles(engine.articles, engine.passages),
          say.newest(engine.newestArticle ? words.day(engine.newestArticle) : words.undated),
          engine.indexedAt ? say.indexed(words.moment(engine.indexedAt)) : say.notIndexed,
          say.models(engine.models.map(escapeMarkdown).join(', ')),
          say.version(version, words.moment(startedAt)),
        ),
        details && renderDetails(engine, details, words),
      ),
    ),
  );
}

function renderDetails(engine: EngineStatus, details: StatusDetails, words: Words): string {
  const say = words.status;
  const { counts, reindexing } = details;
  return lines(
    say.details,
    say.queue(details.waiting),
    say.gateway(details.gatewayMs),
    say.memory(details.megabytes),
    say.index(engine.indexVersion),
    say.kept(counts.answers, `👍 ${counts.votes.up} 👎 ${counts.votes.down}`, counts.gaps),
    reindexing && say.reindexing(reindexing.done, reindexing.total),
    ...details.actions.map((entry) => actionLine(entry, words)),
  );
}

function actionLine({ at, action, target, outcome }: AuditEntry, words: Words): string {
  return `- ${words.moment(at)} ${flat(action, 40)}: ${flat(target, 100)} (${flat(outcome, 80)})`;
}

/** What is kept of people, with a way to have it deleted. */
export function renderPrivacy(words: Words): Reply {
  return {
    content: words.privacy,
    components: rows([button({ id: encode('forget', { step: 'ask' }), label: words.forgetMe })]),
  };
}

/** Asks whether to delete. */
export function renderForget(words: Words): Reply {
  return {
    content: words.forgetSure,
    components: rows([
      button({ id: encode('forget', { step: 'yes' }), label: words.forgetYes, style: ButtonStyle.Danger }),
    ]),
  };
}

/** Says what was deleted. */
export function renderForgotten({ answers, votes, gaps, turns }: Forgotten, words: Words): Reply {
  return plain(words.forgotten(answers, votes, gaps, turns));
}

/** An article to choose while typing. */
export function articleChoice(article: Article): { name: string; value: string } {
  const value = article.id.length <= LIMITS.choiceText ? article.id : `#${keyOf(article.id)}`;
  return { name: choiceText(article), value };
}
