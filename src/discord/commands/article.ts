import { ApplicationCommandType, type ButtonInteraction, type ChatInputCommandInteraction } from 'discord.js';
import type { ChatCommand } from '../command.ts';
import type { ActionOf } from '../custom-id.ts';
import { findArticle } from '../filters.ts';
import { articleByKey, keyOf } from '../keys.ts';
import { ARTICLE, labelled, required } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { renderArticle } from '../render/article.ts';
import { readAhead } from '../render/pages.ts';
import { editOptions, hiddenOptions } from '../send.ts';
import type { Context } from '../services.ts';
import { suggest } from '../suggestions.ts';

/** `/article`. */
export const articleCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('article', 'artículo', { en: 'Read an article', es: 'Leer un artículo' }),
    options: [required(ARTICLE, { en: 'The article to read', es: 'El artículo que quieres leer' })],
  },
  moderated: false,
  execute: article,
  autocomplete: suggest,
  buttons: { article: articlePage },
};

/** `/article`: the whole text, for the one who asked. */
async function article(
  interaction: ChatInputCommandInteraction,
  { services, words }: Context,
): Promise<void> {
  const found = findArticle(services.engine, interaction.options.getString('article', true), { words });
  const view = { key: keyOf(found.id), page: 0, words };
  await readAhead(found.text);
  await interaction.reply(hiddenOptions(renderArticle(found, view)));
}

/** A page of an article. */
async function articlePage(
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
