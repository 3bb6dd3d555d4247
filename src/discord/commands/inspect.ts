import { ApplicationCommandType, type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import { checkQuestion } from '../asking.ts';
import type { ChatCommand } from '../command.ts';
import { labelled, QUESTION } from '../options.ts';
import { renderInspection } from '../render/moderation.ts';
import { editOptions } from '../send.ts';
import type { Context } from '../services.ts';

/** `/inspect`. */
export const inspectCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('inspect', 'inspeccionar', {
      en: 'What a question finds, with scores, and why it is answered or declined',
      es: 'Qué encuentra una pregunta, con puntuaciones, y por qué se responde o no',
    }),
    options: [QUESTION],
  },
  moderated: true,
  execute: inspect,
};

/** `/inspect`: a question's way through the production path, with its scores. */
async function inspect(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  const { services, words } = context;
  const question = interaction.options.getString('question', true);
  checkQuestion(question, context);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const inspection = await services.queue.run(interaction.user.id, () => services.engine.inspect(question));
  await interaction.editReply(editOptions(renderInspection(inspection, { words, engine: services.engine })));
}
