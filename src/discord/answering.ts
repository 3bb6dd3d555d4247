import type { RepliableInteraction } from 'discord.js';
import { MessageFlags } from 'discord.js';
import { type SmallTalk, smallTalkIn } from '../answer/small-talk.ts';
import { acknowledged, fillReply } from './acknowledged.ts';
import { checkLanguage, prepareAnswer, type Question } from './asking.ts';
import { examplesFor } from './examples.ts';
import { renderHelp } from './render/lists.ts';
import { plain } from './render/reply.ts';
import { editOptions, hiddenOptions, messageOptions } from './send.ts';
import type { Context } from './services.ts';

/** Acknowledges an interaction, then answers a question in its place. */
export async function answerInteraction(
  interaction: RepliableInteraction,
  question: Omit<Question, 'userId' | 'channelId'>,
  context: Context,
): Promise<void> {
  const { user, channelId } = interaction;
  const { services } = context;
  const small = smallTalkIn(question.text);
  if (small !== undefined) {
    await answerSmallTalk(interaction, small, context);
    return;
  }
  checkLanguage(question.text, context);
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

/** Small talk by a command is answered privately: help, or a word in return. Nothing of it is kept. */
async function answerSmallTalk(
  interaction: RepliableInteraction,
  small: SmallTalk,
  { services, words }: Context,
): Promise<void> {
  if (small === 'nod') {
    await interaction.reply(hiddenOptions(plain(words.youAreWelcome)));
    return;
  }
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const mention = `<@${interaction.client.user.id}>`;
  await interaction.editReply(editOptions(renderHelp(await examplesFor(services), { mention, words })));
}
