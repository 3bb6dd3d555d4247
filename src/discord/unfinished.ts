import { type Client, MessageFlags, Routes } from 'discord.js';
import type { PendingWork } from '../store/store.ts';
import { faultFields, isRace } from './boundary.ts';
import { plain } from './render/reply.ts';
import { editOptions, messageOptions, NO_PINGS, once } from './send.ts';
import type { Services } from './services.ts';
import { wordsFor } from './words/words.ts';

/** Tells those whose question or reindex an earlier run of the program left unfinished. */
export async function tellUnfinished(client: Client<true>, services: Services): Promise<void> {
  for (const work of await services.store.unfinished()) {
    try {
      await tell(client, work);
    } catch (error) {
      if (!isRace(error)) services.log.warn(faultFields(error), 'unfinished work could not be told of');
    }
    await services.store.end(work.id);
  }
}

async function tell(client: Client<true>, work: PendingWork): Promise<void> {
  const words = wordsFor(work.locale);
  const { kind, token, channelId, messageId } = work;
  if (kind === 'interaction') {
    if (token !== undefined) await endThinking(client, token, words.cutShort);
    return;
  }
  const channel = channelId === undefined ? null : await client.channels.fetch(channelId);
  if (!channel?.isSendable() || messageId === undefined) return;
  if (kind === 'reindex')
    await channel.messages.edit(messageId, editOptions(plain(words.reindex.interrupted)));
  else {
    const reply = { messageReference: messageId, failIfNotExists: false };
    // The nonce is that of the answer: when that was sent just before the end, nobody is told otherwise.
    await channel.send({ ...messageOptions(plain(words.cutShort)), ...once(messageId), reply });
  }
}

/** Replaces "thinking…", but not an answer that was given just before the end. */
async function endThinking(
  { rest, application }: Client<true>,
  token: string,
  content: string,
): Promise<void> {
  const route = Routes.webhookMessage(application.id, token, '@original');
  const original = (await rest.get(route, { auth: false })) as { readonly flags?: number };
  if (((original.flags ?? 0) & MessageFlags.Loading) === 0) return;
  await rest.patch(route, { auth: false, body: { content, allowed_mentions: { parse: NO_PINGS.parse } } });
}
