import { AttachmentBuilder, type MessageCreateOptions, MessageFlags } from 'discord.js';
import type { Reply } from './render/reply.ts';

/** No ping ever leaves the bot: article text and questions may hold `@everyone`. */
export const NO_PINGS = { parse: [], repliedUser: false } as const;

/** A rendered reply as discord.js sends it: without pings and without link previews. */
export function messageOptions({ content, components, files = [] }: Reply) {
  return {
    content,
    components: components.map((row) => ({ ...row })),
    files: files.map(
      ({ name, data, description }) =>
        new AttachmentBuilder(data, { name, ...(description && { description }) }),
    ),
    allowedMentions: NO_PINGS,
    flags: MessageFlags.SuppressEmbeds,
  } satisfies MessageCreateOptions;
}

/**
 * Makes sending the same message again as good as once: Discord gives back the first one with this nonce, for
 * a few minutes. Only for messages in a channel; replies to interactions have nothing of the kind.
 */
export function once(nonce: string) {
  return { nonce, enforceNonce: true } as const;
}

/** A reply for the eyes of one person. */
export function hiddenOptions(reply: Reply) {
  return { ...messageOptions(reply), flags: MessageFlags.SuppressEmbeds | MessageFlags.Ephemeral } as const;
}

/** An edit that also takes away the files and buttons that the reply does not have. */
export function editOptions(reply: Reply) {
  return { ...messageOptions(reply), attachments: [] };
}
