import {
  ComponentType,
  type Message,
  MessageType,
  PermissionFlagsBits,
  type SendableChannels,
} from 'discord.js';
import { type SmallTalk, smallTalkIn } from '../answer/small-talk.ts';
import type { Turn } from '../engine.ts';
import { during } from './acknowledged.ts';
import { checkCooldown, checkLanguage, checkQuestion, prepareAnswer } from './asking.ts';
import { faultFields, isRace } from './boundary.ts';
import { decode } from './custom-id.ts';
import { examplesFor } from './examples.ts';
import { persistently } from './persist.ts';
import { Refusal } from './refusal.ts';
import { renderHelp } from './render/lists.ts';
import { plain, type Reply } from './render/reply.ts';
import { messageOptions, once } from './send.ts';
import type { Context, Services } from './services.ts';
import { wordsFor } from './words/words.ts';

/** Discord shows that somebody types for ten seconds. */
const TYPING_MS = 8_000;

/** What a message asks of the bot: nothing, help, or a question. */
export type Addressed = { readonly kind: 'ignored' } | { readonly kind: 'asked'; readonly text: string };

/**
 * Whether a message is for the bot: written to it directly, naming it, or a reply to it with a ping.
 * Bots, webhooks, @everyone and all else is ignored, and without a privileged intent has no text.
 */
export function addressedTo(message: Message): Addressed {
  const me = message.client.user.id;
  const isText = message.type === MessageType.Default || message.type === MessageType.Reply;
  if (message.author.bot || message.webhookId !== null || !isText) return { kind: 'ignored' };
  // A reply without a ping is not for the bot, and carries no text either.
  if (message.inGuild() && !message.mentions.users.has(me)) return { kind: 'ignored' };
  const text = message.content.replace(new RegExp(`<@!?${me}>`, 'g'), ' ');
  return { kind: 'asked', text: text.replace(/\s+/g, ' ').trim() };
}

/** Answers a message that is for the bot, as a reply to it. */
export async function handleMessage(message: Message, services: Services): Promise<void> {
  const addressed = addressedTo(message);
  if (addressed.kind === 'ignored') return;
  const { channel } = message;
  if (!channel.isSendable() || !maySend(message)) {
    services.log.warn('a question came from a channel where the bot may not write');
    return;
  }
  const words = wordsFor(message.guild?.preferredLocale);
  const context = { services, words };
  if (services.closing.aborted) {
    await send(message, plain(words.closing), services);
    return;
  }
  const pending = { id: message.id, kind: 'message', channelId: channel.id, messageId: message.id } as const;
  const tell = (reply: Reply) => send(message, reply, services);
  await during({ ...pending, locale: words.locale }, { context, name: 'message', tell }, async () => {
    const leave = services.queue.admit();
    const stopTyping = typing(channel, services);
    try {
      await answerMessage(message, addressed.text, context);
    } finally {
      stopTyping();
      leave();
    }
  });
}

async function answerMessage(message: Message, text: string, context: Context): Promise<void> {
  const { services, words } = context;
  if (text === '' && message.reference) throw new Refusal(words.emptyReply);
  if (text === '') {
    await sendHelp(message, context);
    return;
  }
  const small = smallTalkIn(text);
  if (small !== undefined) {
    await answerSmallTalk(message, small, context);
    return;
  }
  checkQuestion(text, context);
  checkLanguage(text, context);
  checkCooldown(message.author.id, context);
  const conversation = await conversationOf(message, services);
  const question = {
    text,
    userId: message.author.id,
    channelId: message.channelId,
    hidden: false,
    conversation,
  };
  const { reply, sent } = await prepareAnswer(question, context);
  const answer = await send(message, reply, services);
  await sent(message.inGuild() ? answer.url : undefined);
}

async function sendHelp(message: Message, { services, words }: Context): Promise<void> {
  const mention = `<@${message.client.user.id}>`;
  await send(message, renderHelp(await examplesFor(services), { mention, words }), services);
}

/** Help for who wants some; a nod for who says thanks, or nothing where the bot may not react. */
async function answerSmallTalk(message: Message, small: SmallTalk, context: Context): Promise<void> {
  if (small !== 'nod') {
    await sendHelp(message, context);
    return;
  }
  const needed = [PermissionFlagsBits.AddReactions, PermissionFlagsBits.ReadMessageHistory];
  if (permissionsIn(message)?.has(needed) ?? true) await message.react('👍');
}

/** The answer that is replied to, or else what this person asked in this channel before. */
async function conversationOf(message: Message, { store, log }: Services): Promise<readonly Turn[]> {
  const key = { channelId: message.channelId, userId: message.author.id };
  const repliedTo = await repliedAnswer(message, log);
  const saved = repliedTo === undefined ? undefined : await store.answer(repliedTo);
  return saved ? saved.conversation : store.turns(key);
}

/** The id of the answer that a message replies to, from its buttons: so it is found after a restart, too. */
async function repliedAnswer(message: Message, log: Services['log']): Promise<string | undefined> {
  if (!message.reference?.messageId || message.mentions.repliedUser?.id !== message.client.user.id)
    return undefined;
  try {
    const { components } = await message.fetchReference();
    const buttons = components.flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));
    for (const { customId } of buttons) {
      const action = decode(customId ?? '');
      if (typeof action !== 'string' && action.name === 'follow') return action.args.answer;
    }
  } catch (error) {
    if (!isRace(error)) throw error;
    log.warn({ discord: error.code }, 'the message replied to cannot be read');
  }
  return undefined;
}

/** How long a reply to a message is tried again; who asked has gone on by then. */
const REPLY_MS = 10 * 60_000;

async function send(message: Message, reply: Reply, services: Services): Promise<Message> {
  const options = { ...messageOptions(reply), ...once(message.id) };
  const { channel } = message;
  const mayReply = permissionsIn(message)?.has(PermissionFlagsBits.ReadMessageHistory) ?? true;
  const sending = async (): Promise<Message> =>
    !mayReply && channel.isSendable()
      ? channel.send(options)
      : message.reply({ ...options, failIfNotExists: false });
  return persistently(sending, { services, until: services.steady() + REPLY_MS });
}

function maySend(message: Message): boolean {
  const needed = message.channel.isThread() ? 'SendMessagesInThreads' : 'SendMessages';
  return permissionsIn(message)?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits[needed]]) ?? true;
}

/** What the bot may do where a message was written; null in a direct channel, where it may write. */
function permissionsIn(message: Message) {
  if (!message.inGuild()) return null;
  return message.channel.permissionsFor(message.client.user);
}

/** Shows that the bot types until the returned function is called. */
function typing(channel: SendableChannels, { log }: Services): () => void {
  const show = () => {
    channel.sendTyping().catch((error: unknown) => log.warn(faultFields(error), 'typing could not be shown'));
  };
  show();
  const timer = setInterval(show, TYPING_MS);
  return () => clearInterval(timer);
}
