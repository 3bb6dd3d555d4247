import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  RepliableInteraction,
} from 'discord.js';
import { acknowledged, fillReply } from '../acknowledged.ts';
import { checkCooldown, checkQuestion, prepareAnswer, type Question } from '../asking.ts';
import { filtersOf, folded, matching, publishersOf } from '../filters.ts';
import { LIMITS, MAX_QUESTION, shorten } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { articleChoice } from '../render/lists.ts';
import { messageOptions } from '../send.ts';
import type { Context } from '../services.ts';

/** `/ask`: checks what was typed, acknowledges, and answers. */
export async function ask(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
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

/** The message menu's "Ask about this": the answer is private, and can be shared. */
export async function askAboutThis(
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

/** What could be meant by what has been typed so far; from memory, and never a fault. */
export async function autocomplete(
  interaction: AutocompleteInteraction,
  { services }: Context,
): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const articles = services.engine.articles();
  const choices =
    name === 'publisher'
      ? publishersOf(articles)
          .filter((publisher) => folded(publisher).includes(folded(value)))
          .map((publisher) => ({
            name: shorten(publisher, LIMITS.choiceText),
            value: shorten(publisher, LIMITS.choiceText),
          }))
      : matching(articles, value).map(articleChoice);
  await interaction.respond(choices.slice(0, LIMITS.choices));
}
