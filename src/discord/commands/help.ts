import { ApplicationCommandType, type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import type { ChatCommand } from '../command.ts';
import { examplesFor } from '../examples.ts';
import { labelled } from '../options.ts';
import { renderHelp } from '../render/lists.ts';
import { editOptions } from '../send.ts';
import type { Context } from '../services.ts';

/** `/help`. */
export const helpCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('help', 'ayuda', {
      en: 'What I can do, with questions to try',
      es: 'Lo que puedo hacer, con preguntas de ejemplo',
    }),
  },
  moderated: false,
  execute: help,
};

/** `/help`, with questions that these articles answer. */
async function help(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  const { services, words } = context;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const examples = await examplesFor(services);
  await interaction.editReply(
    editOptions(renderHelp(examples, { mention: `<@${interaction.client.user.id}>`, words })),
  );
}
