import { DiscordAPIError, MessageFlags, RESTJSONErrorCodes, type RepliableInteraction } from 'discord.js';
import { ClippingsError, messageOf } from '../errors.ts';
import type { PendingWork } from '../store/store.ts';
import type { Context, Services } from './services.ts';

/**
 * Acknowledges an interaction before anything else, and does the work with the store knowing of it: if
 * the program is killed meanwhile, its next start tells the person so.
 */
export async function acknowledged(
  interaction: RepliableInteraction,
  { hidden, context }: { readonly hidden: boolean; readonly context: Context },
  work: () => Promise<void>,
): Promise<void> {
  const { services } = context;
  const received = performance.now();
  const { id, token, channelId, locale } = interaction;
  const pending = { id, kind: 'interaction', token, locale, ...(channelId && { channelId }) } as const;
  // Begun before Discord hears of it, so that no kill can fall between the two; the acknowledgement
  // waits for nothing.
  const beginning = begun(pending, services);
  try {
    await services.precedence.first(() => defer(interaction, hidden));
  } catch (error) {
    if (await beginning) await ended(id, services);
    throw error;
  }
  services.observer.acknowledged(performance.now() - received);
  if (await beginning) await carriedOut(id, services, work);
}

/** Acknowledges; when a broken connection had hidden that this was done already, goes on all the same. */
async function defer(interaction: RepliableInteraction, hidden: boolean): Promise<void> {
  try {
    await interaction.deferReply(hidden ? { flags: MessageFlags.Ephemeral } : {});
  } catch (error) {
    if (!isAcknowledged(error)) throw error;
    interaction.deferred = true;
  }
}

function isAcknowledged(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
  );
}

/** Does work that the store knows of from beginning to end. A store out of order does not stop it. */
export async function during(
  pending: PendingWork,
  services: Services,
  work: () => Promise<void>,
): Promise<void> {
  if (await begun(pending, services)) await carriedOut(pending.id, services, work);
}

async function carriedOut(id: string, services: Services, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await ended(id, services);
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
