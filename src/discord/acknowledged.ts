import { setTimeout } from 'node:timers/promises';
import {
  DiscordAPIError,
  type InteractionEditReplyOptions,
  type Message,
  MessageFlags,
  RESTJSONErrorCodes,
  type RepliableInteraction,
} from 'discord.js';
import { ClippingsError, messageOf } from '../errors.ts';
import type { PendingWork } from '../store/store.ts';
import { explain, faultFields, isRace, respond } from './boundary.ts';
import { ACKNOWLEDGE_MS, persistently, TOKEN_MS } from './persist.ts';
import type { Reply } from './render/reply.ts';
import type { Context, Services } from './services.ts';

/** How long an acknowledgement waits for the store to know of it. */
const NOTED_MS = 100;

/** What is done for somebody who waits. */
export interface Waited {
  readonly context: Context;
  /** What it is called in the log. */
  readonly name: string;
  /** Tells the person that it cannot be done. */
  tell(reply: Reply): Promise<unknown>;
}

/**
 * Acknowledges an interaction before anything else, and does the work with the store knowing of it: if
 * the program ends meanwhile, its next start tells the person so.
 */
export async function acknowledged(
  interaction: RepliableInteraction,
  options: { readonly hidden: boolean; readonly name: string; readonly context: Context },
  work: () => Promise<void>,
): Promise<void> {
  const { hidden, context } = options;
  const { services } = context;
  const received = services.steady();
  const { id, token, channelId, locale } = interaction;
  const pending = { id, kind: 'interaction', token, locale, ...(channelId && { channelId }) } as const;
  // Begun before Discord hears of it, so that no kill can fall between the two.
  const beginning = begun(pending, services);
  try {
    await services.precedence.first(async () => {
      await Promise.race([beginning, setTimeout(NOTED_MS)]);
      const persistence = { services, until: received + ACKNOWLEDGE_MS };
      await persistently(() => defer(interaction, hidden), persistence);
    });
  } catch (error) {
    if (await beginning) await ended(id, services);
    throw error;
  }
  services.observer.acknowledged(services.steady() - received);
  const waited = { ...options, tell: (reply: Reply) => respond(interaction, reply, services) };
  if (await beginning) await carriedOut(id, waited, work);
}

/** Fills a reply that was promised, for as long as its token serves. */
export async function fillReply(
  interaction: RepliableInteraction,
  options: InteractionEditReplyOptions,
  services: Services,
): Promise<Message> {
  const age = Math.max(0, services.now().getTime() - interaction.createdTimestamp);
  const until = services.steady() + TOKEN_MS - Math.min(age, TOKEN_MS);
  return persistently(() => interaction.editReply(options), { services, until });
}

/** Acknowledges; when a broken connection had hidden that this was done already, goes on all the same. */
async function defer(interaction: RepliableInteraction, hidden: boolean): Promise<void> {
  try {
    await interaction.deferReply(hidden ? { flags: MessageFlags.Ephemeral } : {});
  } catch (error) {
    if (!isAcknowledged(error)) throw error;
    interaction.deferred = true;
    interaction.ephemeral = hidden;
  }
}

function isAcknowledged(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
  );
}

/** Does work that the store knows of from beginning to end. A store out of order does not stop it. */
export async function during(pending: PendingWork, waited: Waited, work: () => Promise<void>): Promise<void> {
  if (await begun(pending, waited.context.services)) await carriedOut(pending.id, waited, work);
}

/** What neither succeeded nor could be told stays unfinished: the next start tells of it. */
async function carriedOut(id: string, waited: Waited, work: () => Promise<void>): Promise<void> {
  const { services } = waited.context;
  try {
    await work();
  } catch (error) {
    if (!(await isTold(error, waited))) return;
  }
  await ended(id, services);
}

async function isTold(error: unknown, { context, name, tell }: Waited): Promise<boolean> {
  const { services } = context;
  if (services.isCut()) return false; // what was under way fails now because all is being closed
  const reply = explain(error, context, name);
  if (!reply) return true;
  try {
    await tell(reply);
    return true;
  } catch (second) {
    services.log.warn(faultFields(second), 'a fault could not be told to the person');
    return isRace(second);
  }
}

/** Notes work as begun; false when it was begun before, as the same event can arrive twice. */
async function begun(pending: PendingWork, { store, log }: Services): Promise<boolean> {
  try {
    return await store.begin(pending);
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    log.error({ reason: messageOf(error) }, 'work could not be noted as begun');
    return true;
  }
}

async function ended(id: string, { store, log }: Services): Promise<void> {
  try {
    await store.end(id);
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    log.error({ reason: messageOf(error) }, 'work could not be noted as ended');
  }
}
