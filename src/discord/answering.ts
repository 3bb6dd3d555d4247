import type { RepliableInteraction } from 'discord.js';
import { acknowledged, fillReply } from './acknowledged.ts';
import { prepareAnswer, type Question } from './asking.ts';
import { messageOptions } from './send.ts';
import type { Context } from './services.ts';

/** Acknowledges an interaction, then answers a question in its place. */
export async function answerInteraction(
  interaction: RepliableInteraction,
  question: Omit<Question, 'userId' | 'channelId'>,
  context: Context,
): Promise<void> {
  const { user, channelId } = interaction;
  const { services } = context;
  const leave = services.queue.admit();
  try {
    await acknowledged(interaction, { hidden: question.hidden, name: 'ask', context }, async () => {
      const whole = { ...question, userId: user.id, channelId: channelId ?? user.id };
      const { reply, sent } = await prepareAnswer(whole, context);
      const message = await fillReply(interaction, messageOptions(reply), services);
      // A private answer or a direct message has no address that anybody else could open.
      await sent(question.hidden || !interaction.inGuild() ? undefined : message.url);
    });
  } finally {
    leave();
  }
}
