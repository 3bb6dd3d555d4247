import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { ChatCommand } from '../command.ts';
import type { ActionOf } from '../custom-id.ts';
import { articleByKey } from '../keys.ts';
import { labelled, spanish } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { renderArticle } from '../render/article.ts';
import { renderSources, type SourceOrder } from '../render/lists.ts';
import { readAhead } from '../render/pages.ts';
import { editOptions, hiddenOptions } from '../send.ts';
import type { Context } from '../services.ts';

/** `/sources`. */
export const sourcesCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('sources', 'fuentes', { en: 'List the articles', es: 'Enumerar los artículos' }),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...labelled('order', 'orden', { en: 'In which order', es: 'En qué orden' }),
        choices: [
          { name: 'newest first', name_localizations: spanish('los más recientes primero'), value: 'newest' },
          { name: 'by publisher', name_localizations: spanish('por medio'), value: 'publisher' },
        ],
      },
    ],
  },
  moderated: false,
  execute: sources,
  buttons: { sources: sourcesPage },
  selects: { open: openArticle },
};

/** `/sources`: the articles, for the one who asked. */
async function sources(
  interaction: ChatInputCommandInteraction,
  { services, words }: Context,
): Promise<void> {
  const order = orderOf(interaction.options.getString('order'));
  await interaction.reply(
    hiddenOptions(renderSources(services.engine.articles(), { order, page: 0, words })),
  );
}

/** A page of `/sources`. */
async function sourcesPage(
  interaction: ButtonInteraction,
  { args }: ActionOf<'sources'>,
  { services, words }: Context,
): Promise<void> {
  const view = { order: orderOf(args.order), page: Number(args.page), words };
  await interaction.update(editOptions(renderSources(services.engine.articles(), view)));
}

/** The menu of `/sources`: the article that was chosen. */
async function openArticle(
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

function orderOf(text: string | null): SourceOrder {
  return text === 'publisher' ? 'publisher' : 'newest';
}
