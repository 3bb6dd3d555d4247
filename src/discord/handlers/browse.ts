import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { ActionOf } from '../custom-id.ts';
import { examplesFor } from '../examples.ts';
import { findArticle } from '../filters.ts';
import { articleByKey, keyOf } from '../keys.ts';
import { isModerator } from '../moderators.ts';
import { Refusal } from '../refusal.ts';
import { renderArticle } from '../render/article.ts';
import {
  renderForget,
  renderForgotten,
  renderHelp,
  renderPrivacy,
  renderSources,
  renderStatus,
  type SourceOrder,
  type StatusDetails,
} from '../render/lists.ts';
import { readAhead } from '../render/pages.ts';
import { editOptions, hiddenOptions } from '../send.ts';
import type { Context, Services } from '../services.ts';

/** `/sources`: the articles, for the one who asked. */
export async function sources(
  interaction: ChatInputCommandInteraction,
  { services, words }: Context,
): Promise<void> {
  const order = orderOf(interaction.options.getString('order'));
  await interaction.reply(
    hiddenOptions(renderSources(services.engine.articles(), { order, page: 0, words })),
  );
}

/** A page of `/sources`. */
export async function sourcesPage(
  interaction: ButtonInteraction,
  { args }: ActionOf<'sources'>,
  { services, words }: Context,
): Promise<void> {
  const view = { order: orderOf(args.order), page: Number(args.page), words };
  await interaction.update(editOptions(renderSources(services.engine.articles(), view)));
}

/** The menu of `/sources`: the article that was chosen. */
export async function openArticle(
  interaction: StringSelectMenuInteraction,
  _action: ActionOf<'open'>,
  { services, words }: Context,
): Promise<void> {
  const key = interaction.values[0] ?? '';
  const article = articleByKey(services.engine, key);
  if (!article) throw new Refusal(words.noSuchArticle(''));
  await readAhead(article.text);
  await interaction.reply(hiddenOptions(renderArticle(article, { key, page: 0, words })));
}

/** `/article`: the whole text, for the one who asked. */
export async function article(
  interaction: ChatInputCommandInteraction,
  { services, words }: Context,
): Promise<void> {
  const found = findArticle(services.engine, interaction.options.getString('article', true), { words });
  const view = { key: keyOf(found.id), page: 0, words };
  await readAhead(found.text);
  await interaction.reply(hiddenOptions(renderArticle(found, view)));
}

/** A page of an article. */
export async function articlePage(
  interaction: ButtonInteraction,
  { args }: ActionOf<'article'>,
  { services, words }: Context,
): Promise<void> {
  const found = articleByKey(services.engine, args.article);
  if (!found) throw new Refusal(words.articleRemoved);
  const view = { key: args.article, page: Number(args.page), words };
  await readAhead(found.text);
  await interaction.update(editOptions(renderArticle(found, view)));
}

/** `/help`, with questions that these articles answer. */
export async function help(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  const { services, words } = context;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const examples = await examplesFor(services);
  await interaction.editReply(
    editOptions(renderHelp(examples, { mention: `<@${interaction.client.user.id}>`, words })),
  );
}

/** `/status`; moderators see more of it. */
export async function status(
  interaction: ChatInputCommandInteraction,
  { services, words }: Context,
): Promise<void> {
  const { engine, version, startedAt, moderation } = services;
  const details = isModerator(interaction, moderation)
    ? await detailsOf(services, interaction.client.ws.ping)
    : undefined;
  const view = { engine: engine.status(), version, startedAt, ...(details && { details }) };
  await interaction.reply(hiddenOptions(renderStatus(view, words)));
}

/** `/privacy`. */
export async function privacy(interaction: ChatInputCommandInteraction, { words }: Context): Promise<void> {
  await interaction.reply(hiddenOptions(renderPrivacy(words)));
}

/** "Forget me": asks first, then deletes. */
export async function forget(
  interaction: ButtonInteraction,
  { args }: ActionOf<'forget'>,
  { services, words }: Context,
): Promise<void> {
  if (args.step !== 'yes') {
    await interaction.update(editOptions(renderForget(words)));
    return;
  }
  const forgotten = await services.store.forget(interaction.user.id);
  await interaction.update(editOptions(renderForgotten(forgotten, words)));
}

async function detailsOf(
  { store, queue, reindexer, engine }: Services,
  gatewayMs: number,
): Promise<StatusDetails> {
  const progress = reindexer.current?.progress;
  const actions = (await store.audit({ limit: 3 })).items;
  return {
    waiting: queue.length,
    megabytes: Math.round(process.memoryUsage().rss / 1024 / 1024),
    gatewayMs,
    counts: await store.counts(),
    actions: actions.map((entry) => ({
      ...entry,
      target: engine.article(entry.target)?.title ?? entry.target,
    })),
    ...(progress && { reindexing: { done: progress.articlesDone, total: progress.articlesTotal } }),
  };
}

function orderOf(text: string | null): SourceOrder {
  return text === 'publisher' ? 'publisher' : 'newest';
}
