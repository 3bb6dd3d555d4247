import { ApplicationCommandType, type MessageContextMenuCommandInteraction } from 'discord.js';
import { answerInteraction } from '../answering.ts';
import { checkCooldown } from '../asking.ts';
import type { MessageCommand } from '../command.ts';
import { MAX_QUESTION, shorten } from '../limits.ts';
import { spanish } from '../options.ts';
import { Refusal } from '../refusal.ts';
import type { Context } from '../services.ts';

/** The message menu's "Ask about this". */
export const askAboutThisCommand: MessageCommand = {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Ask about this',
    name_localizations: spanish('Preguntar sobre esto'),
  },
  moderated: false,
  execute: askAboutThis,
};

/** The message menu's "Ask about this": the answer is private, and can be shared. */
async function askAboutThis(
  interaction: MessageContextMenuCommandInteraction,
  context: Context,
): Promise<void> {
  const { words } = context;
  const content = interaction.targetMessage.content.replace(/<(?:@[!&]?|#)\d+>/g, ' ').trim();
  if (content === '') throw new Refusal(words.noText);
  checkCooldown(interaction.user.id, context);
  const remark = content.length > MAX_QUESTION && words.shortened(MAX_QUESTION);
  const text = shorten(content, MAX_QUESTION);
  await answerInteraction(
    interaction,
    { text, hidden: interaction.inGuild(), ...(remark && { remark }) },
    context,
  );
}
