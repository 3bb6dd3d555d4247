import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { SavedAnswer } from '../store/store.ts';
import { answerInteraction } from './answering.ts';
import { checkCooldown, checkQuestion } from './asking.ts';
import { faultFields } from './boundary.ts';
import { type ActionOf, encode } from './custom-id.ts';
import { LIMITS, MAX_QUESTION } from './limits.ts';
import { fieldText, modal } from './modals.ts';
import { Refusal } from './refusal.ts';
import { answerButtons, renderMore } from './render/answer.ts';
import { renderContext } from './render/article.ts';
import { readAhead } from './render/pages.ts';
import type { NumberedQuote, ShownQuote } from './render/quote.ts';
import { blocks, note, plain, type Reply } from './render/reply.ts';
import { titleIn } from './render/source.ts';
import { Unsure } from './requests.ts';
import { restoreQuote } from './saved.ts';
import { editOptions, hiddenOptions, messageOptions } from './send.ts';
import type { Context, Services } from './services.ts';

/** "Context": the quote in its article, for the one who pressed. */
export async function context(
  interaction: ButtonInteraction,
  { args: { answer, quote, page }, tag }: ActionOf<'context'>,
  { services, words }: Context,
): Promise<void> {
  const saved = await savedAnswer(answer, { services, words });
  const index = Number(quote);
  const number = index + 1;
  const shown = restored(saved, index, { services, words });
  if (typeof shown === 'string') throw new Refusal(shown);
  await readAhead(shown.citation.article.text);
  const view = { words, answer, page: Number(page), quotes: saved.quotes.length };
  await showPage(interaction, tag, renderContext({ number, quote: shown }, view));
}

/** "More": the next quotes, for the one who pressed. */
export async function more(
  interaction: ButtonInteraction,
  { args: { answer, from, page }, tag }: ActionOf<'more'>,
  { services, words }: Context,
): Promise<void> {
  const saved = await savedAnswer(answer, { services, words });
  const quotes = saved.quotes.map((_, index): NumberedQuote | string => {
    const quote = restored(saved, index, { services, words });
    return typeof quote === 'string' ? `**${index + 1}.** ${quote}` : { number: index + 1, quote };
  });
  const beyond = quotes.slice(Number(from));
  if (beyond.length === 0) throw new Refusal(words.noMore);
  const title = saved.kind === 'answered' ? words.moreTitle : words.closestTitle;
  const view = { id: answer, from: Number(from), page: Number(page), title, words };
  await showPage(interaction, tag, renderMore(beyond, view));
}

/** "Follow up": a form for the next question. Opened before anything is read: a form comes first or never. */
export async function follow(
  interaction: ButtonInteraction,
  { args: { answer } }: ActionOf<'follow'>,
  { words }: Context,
): Promise<void> {
  const field = {
    id: 'question',
    label: words.followLabel,
    hint: words.followHint,
    long: true,
    most: MAX_QUESTION,
  };
  await interaction.showModal(modal(encode('follow', { answer }), words.followTitle, [field]));
}

/** The form of "Follow up", sent: answered where the first answer was, and seen by the same people. */
export async function followed(
  interaction: ModalSubmitInteraction,
  { args: { answer } }: ActionOf<'follow'>,
  context: Context,
): Promise<void> {
  const text = fieldText(interaction, 'question');
  checkQuestion(text, context);
  checkCooldown(interaction.user.id, context);
  const saved = await savedAnswer(answer, context);
  const { conversation } = saved;
  await answerInteraction(
    interaction,
    { text, hidden: saved.hidden, filters: saved.filters, conversation },
    context,
  );
}

/** "Share": the private answer as a message for all, if its articles still stand. */
export async function share(
  interaction: ButtonInteraction,
  { args: { answer, shown } }: ActionOf<'share'>,
  { services, words }: Context,
): Promise<void> {
  const saved = await savedAnswer(answer, { services, words });
  if (saved.quotes.some((_, index) => typeof restored(saved, index, { services, words }) === 'string')) {
    throw new Refusal(words.notShared);
  }
  const counts = { kind: saved.kind, shown: Number(shown), all: saved.quotes.length };
  const components = answerButtons({ id: answer, words }, counts);
  const { content } = interaction.message;
  await interaction.update({ components: messageOptions({ content, components }).components });
  const heading = note(words.sharedBy(`<@${interaction.user.id}>`));
  const whole = blocks(heading, content);
  const text = whole.length <= LIMITS.message ? whole : content;
  await showOnce(interaction, { content: text, components }, services);
}

/** Times that a shared answer is tried again. */
const SHARED_TIMES = 3;

/**
 * Shows a message to all by a follow-up, which has no nonce: when Discord did not say whether it was shown, the
 * channel's last messages are looked through for it before it is sent again.
 */
async function showOnce(interaction: ButtonInteraction, reply: Reply, { log }: Services): Promise<void> {
  for (let left = SHARED_TIMES; ; left--) {
    try {
      await interaction.followUp(messageOptions(reply));
      return;
    } catch (error) {
      if (!(error instanceof Unsure) || left === 0) throw error;
      log.warn(faultFields(error), 'a shared answer may have been lost');
      if (await isShown(interaction, reply)) return;
    }
  }
}

async function isShown(
  { client, channelId, createdTimestamp }: ButtonInteraction,
  reply: Reply,
): Promise<boolean> {
  const channel = await client.channels.fetch(channelId);
  if (!channel?.isTextBased()) return true; // it cannot be seen, so it is not sent again
  const messages = await channel.messages.fetch({ limit: 50, cache: false });
  return messages.some(
    ({ author, content, createdTimestamp: at }) =>
      author.id === client.user.id && content === reply.content && at >= createdTimestamp - CLOCK_MS,
  );
}

/** Discord's own times differ by less than this. */
const CLOCK_MS = 5_000;

/** A thumb up. */
export async function up(
  interaction: ButtonInteraction,
  { args: { answer } }: ActionOf<'up'>,
  { services, words }: Context,
): Promise<void> {
  const saved = await savedAnswer(answer, { services, words });
  await services.store.vote({ answerId: saved.id, userId: interaction.user.id, up: true });
  await interaction.reply(hiddenOptions(plain(words.thanksUp)));
}

/** A thumb down: asks why, and counts also when nothing is said, as a form that is closed is not reported. */
export async function down(
  interaction: ButtonInteraction,
  { args: { answer } }: ActionOf<'down'>,
  { services, words }: Context,
): Promise<void> {
  const field = {
    id: 'reason',
    label: words.downLabel,
    hint: words.downHint,
    long: true,
    most: 500,
    optional: true,
  };
  await interaction.showModal(modal(encode('down', { answer }), words.downTitle, [field]));
  const saved = await services.store.answer(answer);
  if (saved) await voteDown(saved, { userId: interaction.user.id }, services);
}

/** The form of a thumb down, sent. */
export async function downReason(
  interaction: ModalSubmitInteraction,
  { args: { answer } }: ActionOf<'down'>,
  { services, words }: Context,
): Promise<void> {
  const saved = await savedAnswer(answer, { services, words });
  const reason = fieldText(interaction, 'reason').trim();
  await voteDown(saved, { userId: interaction.user.id, ...(reason && { reason }) }, services);
  await interaction.reply(hiddenOptions(plain(words.thanksDown)));
}

/** Votes an answer down and puts its question on the moderators' list; a second time adds the reason. */
async function voteDown(
  { id: answerId, question, link, hidden }: SavedAnswer,
  { userId, reason }: { readonly userId: string; readonly reason?: string },
  { store }: Services,
): Promise<void> {
  await store.vote({ answerId, userId, up: false, ...(reason !== undefined && { reason }) });
  const note = reason !== undefined && { note: reason };
  const place = link !== undefined && !hidden && { link };
  await store.addGap({ question, cause: 'voted-down', userId, answerId, ...place, ...note });
}

/** An answer's button opens a private page beside it; a page's own buttons turn that page. */
async function showPage(interaction: ButtonInteraction, tag: string, reply: Reply): Promise<void> {
  if (tag === '') await interaction.reply(hiddenOptions(reply));
  else await interaction.update(editOptions(reply));
}

async function savedAnswer(id: string, { services, words }: Context): Promise<SavedAnswer> {
  const saved = await services.store.answer(id);
  if (!saved) throw new Refusal(words.answerGone);
  return saved;
}

/** A quote of a kept answer, or why it cannot be shown, in words. */
function restored(saved: SavedAnswer, index: number, { services, words }: Context): ShownQuote | string {
  const quote = saved.quotes[index];
  if (!quote) return words.answerGone;
  const shown = restoreQuote(services.engine, quote);
  if (shown === 'gone') return words.articleGone;
  return shown === 'changed' ? words.articleChanged(titleIn(services.engine, quote.articleId)) : shown;
}
