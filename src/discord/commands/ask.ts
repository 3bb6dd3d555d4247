import { ApplicationCommandType, type ChatInputCommandInteraction } from 'discord.js';
import { context, down, downReason, follow, followed, more, share, up } from '../answer-buttons.ts';
import { answerInteraction } from '../answering.ts';
import { checkCooldown, checkQuestion } from '../asking.ts';
import type { ChatCommand } from '../command.ts';
import { filtersOf } from '../filters.ts';
import { ARTICLE, FROM, labelled, PRIVATE, PUBLISHER, QUESTION, TO } from '../options.ts';
import type { Context } from '../services.ts';
import { suggest } from '../suggestions.ts';

/** `/ask`. */
export const askCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('ask', 'preguntar', {
      en: 'Ask the articles: they answer in their own words, with title, publisher and date',
      es: 'Pregunta a los artículos: responden con sus propias palabras, con título, medio y fecha',
    }),
    options: [QUESTION, ARTICLE, PUBLISHER, FROM, TO, PRIVATE],
  },
  moderated: false,
  execute: ask,
  autocomplete: suggest,
  buttons: { context, more, follow, share, up, down },
  modals: { follow: followed, down: downReason },
};

/** `/ask`: checks what was typed, acknowledges, and answers. */
async function ask(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  const { options, locale } = interaction;
  const text = options.getString('question', true);
  checkQuestion(text, context);
  const typed = {
    article: options.getString('article'),
    publisher: options.getString('publisher'),
    from: options.getString('from'),
    to: options.getString('to'),
    locale,
  };
  const filters = filtersOf(typed, context);
  checkCooldown(interaction.user.id, context);
  const hidden = options.getBoolean('private') ?? false;
  await answerInteraction(interaction, { text, hidden, filters }, context);
}
