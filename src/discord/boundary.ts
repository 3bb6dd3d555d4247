import { randomBytes } from 'node:crypto';
import {
  DiscordAPIError,
  HTTPError,
  type Interaction,
  type MessageComponentInteraction,
  MessageFlags,
  RateLimitError,
  RESTJSONErrorCodes,
  type RepliableInteraction,
} from 'discord.js';
import { ClippingsError } from '../errors.ts';
import { type Persistence, persistently } from './persist.ts';
import { Refusal } from './refusal.ts';
import { plain, type Reply } from './render/reply.ts';
import { hiddenOptions, messageOptions } from './send.ts';
import type { Context } from './services.ts';
import type { Words } from './words/words.ts';

/** Discord's answers to what came too late or is no longer there: nobody is left to tell. */
const RACES: ReadonlySet<number | string> = new Set([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
]);

/** Whether Discord refused something because the person, the message or the right to it is gone. */
export function isRace(error: unknown): error is DiscordAPIError {
  return error instanceof DiscordAPIError && RACES.has(error.code);
}

/**
 * What a person is told of a fault, and the log with it. A fault that is not theirs to mend gets a
 * code, which finds the log's line.
 * @returns undefined when there is nobody to tell
 */
export function explain(error: unknown, { services, words }: Context, name: string): Reply | undefined {
  if (error instanceof Refusal) return error.reply;
  if (isRace(error)) {
    services.log.warn({ name, ...faultFields(error) }, 'too late, gone, or not permitted');
    return undefined;
  }
  if (error instanceof ClippingsError && error.code === 'BUSY') {
    services.log.warn({ name }, 'turned away: too many wait');
    return plain(words.busy(services.queue.waitMs));
  }
  if (error instanceof ClippingsError && error.code === 'CANCELLED') return plain(words.closing);
  const code = `E-${randomBytes(3).toString('hex').toUpperCase()}`;
  services.log.error({ name, code, ...faultFields(error) }, 'a request failed');
  return plain(error instanceof ClippingsError ? textOfFault(error, code, words) : words.unknownFault(code));
}

/**
 * What a log may hold of a fault. Discord's errors carry the request, and with it the text of the
 * message and the interaction's token.
 */
export function faultFields(error: unknown): object {
  if (error instanceof DiscordAPIError) {
    const { code, status, method } = error;
    return { discord: code, status, method, reason: error.message };
  }
  if (error instanceof HTTPError || error instanceof RateLimitError) return { reason: error.name };
  return { err: error };
}

function textOfFault(error: ClippingsError, code: string, words: Words): string {
  switch (error.code) {
    case 'STORE':
      return words.storeFault(code);
    case 'INDEX':
    case 'MODEL':
    case 'CORPUS':
      return words.indexFault(code);
    case 'FORBIDDEN':
      return words.forbidden;
    default:
      return words.unknownFault(code);
  }
}

/** How long a fault is tried to be told. */
const TELL_MS = 5 * 60_000;

/**
 * Tells a person of a refusal or a fault, where the interaction still allows it, and nobody else: an answer
 * that was promised to all is taken back first.
 */
export async function respond(
  interaction: Interaction,
  reply: Reply,
  services: Persistence['services'],
): Promise<void> {
  if (!interaction.isRepliable()) return;
  // There is no time for two requests to each person while the program ends.
  const isBrief = services.closing.aborted && interaction.deferred && !interaction.replied;
  if (isBrief && !isUpdate(interaction)) await interaction.editReply(messageOptions(reply));
  else if (interaction.deferred && !interaction.replied) await replaceDeferred(interaction, reply, services);
  else if (interaction.replied) await interaction.followUp(hiddenOptions(reply));
  else await interaction.reply(hiddenOptions(reply));
}

/** A private text may come twice when Discord has trouble, rather than not at all. */
async function replaceDeferred(
  interaction: RepliableInteraction,
  reply: Reply,
  services: Persistence['services'],
): Promise<void> {
  if (isOnlyTheirs(interaction)) {
    await interaction.editReply(messageOptions(reply));
    return;
  }
  // A message that is only turned or changed stays as it was.
  if (!isUpdate(interaction)) await interaction.deleteReply();
  const persistence = { services, until: services.steady() + TELL_MS };
  await persistently(() => interaction.followUp(hiddenOptions(reply)), persistence);
}

/** Whether the reply to come is an edit of the message that the component stands on. */
function isUpdate(
  interaction: RepliableInteraction,
): interaction is Extract<RepliableInteraction, MessageComponentInteraction> {
  return interaction.isMessageComponent() && interaction.ephemeral === null;
}

function isOnlyTheirs(interaction: RepliableInteraction): boolean {
  if (!interaction.inGuild()) return true;
  if (isUpdate(interaction)) return interaction.message.flags.has(MessageFlags.Ephemeral);
  return interaction.ephemeral === true;
}
