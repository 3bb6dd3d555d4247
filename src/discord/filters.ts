import type { Article } from '../corpus/article.ts';
import { parseDay } from '../corpus/day.ts';
import type { AskOptions, Engine } from '../engine.ts';
import type { CorpusDays, Period } from '../time/when.ts';
import { periodOfOption } from './dates.ts';
import { keyOf } from './keys.ts';
import { Refusal } from './refusal.ts';
import { flat } from './render/source.ts';
import type { Context } from './services.ts';

/** The filters of a command as they were typed. */
export interface TypedFilters {
  readonly article?: string | null;
  readonly publisher?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly locale: string;
}

/**
 * The filters that a member meant.
 * @throws Refusal naming what cannot be read or found, and what would be
 */
export function filtersOf(typed: TypedFilters, context: Context): Omit<AskOptions, 'conversation'> {
  const { words } = context;
  const { engine } = context.services;
  const article = typed.article ? findArticle(engine, typed.article, context) : undefined;
  const publisher = typed.publisher ? findPublisher(engine, typed.publisher, context) : undefined;
  const from = typed.from ? periodTyped(typed.from, typed.locale, context).from : undefined;
  const to = typed.to ? periodTyped(typed.to, typed.locale, context).to : undefined;
  if (from && to && from > to) throw new Refusal(words.badRange(words.day(from), words.day(to)));
  return {
    ...(article && { articleId: article.id }),
    ...(publisher && { publisher }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

/** The article that a member chose or typed: by its id, its key, its title, or the only title with it. */
export function findArticle(
  engine: Pick<Engine, 'articles'>,
  typed: string,
  { words }: Pick<Context, 'words'>,
): Article {
  const wanted = typed.trim();
  const articles = engine.articles();
  const exact = articles.find(({ id }) => id === wanted || `#${keyOf(id)}` === wanted);
  if (exact) return exact;
  const matches = matching(articles, wanted);
  const [only, ...others] = matches;
  if (only && (others.length === 0 || folded(only.title) === folded(wanted))) return only;
  throw new Refusal(words.noSuchArticle(flat(wanted, 100)));
}

/** The articles whose title or id has every word that was typed, those that begin with it first. */
export function matching(articles: readonly Article[], typed: string): readonly Article[] {
  const wanted = folded(typed).split(/\s+/).filter(Boolean);
  const found = articles.filter((article) => {
    const text = folded(
      `${article.title} ${article.publisher ?? ''} ${article.published ?? ''} ${article.id}`,
    );
    return wanted.every((word) => text.includes(word));
  });
  const begins = (article: Article) => folded(article.title).startsWith(folded(typed));
  return [...found.filter(begins), ...found.filter((article) => !begins(article))];
}

/** The publishers there are, the one with the most articles first. */
export function publishersOf(articles: readonly Article[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { publisher } of articles) {
    if (publisher) counts.set(publisher, (counts.get(publisher) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([publisher]) => publisher);
}

/** Text to compare by: without case and accents. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

function findPublisher(engine: Engine, typed: string, { words }: Context): string {
  const publishers = publishersOf(engine.articles());
  const found =
    publishers.find((publisher) => folded(publisher) === folded(typed)) ??
    publishers.find((publisher) => folded(publisher).includes(folded(typed)));
  if (!found) throw new Refusal(words.noSuchPublisher(flat(typed, 100)));
  return found;
}

/**
 * The days that a member typed.
 * @throws Refusal when they are none
 */
export function periodTyped(text: string, locale: string, { services, words }: Context): Period {
  const corpus = daysOf(services.engine.articles());
  const today = parseDay(services.now().toISOString().slice(0, 10));
  const period = today && periodOfOption(text, { locale, today, ...(corpus && { corpus }) });
  if (!period) throw new Refusal(words.badDate(flat(text, 60)));
  return period;
}

function daysOf(articles: readonly Article[]): CorpusDays | undefined {
  const days = articles.flatMap(({ published }) => published ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first && last && { first, last };
}
