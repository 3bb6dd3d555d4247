import { setTimeout } from 'node:timers/promises';
import { DiscordAPIError, HTTPError } from 'discord.js';
import { Unsure } from './requests.ts';
import type { Services } from './services.ts';

/** An interaction's token serves for 15 minutes; a minute is left for what comes after. */
export const TOKEN_MS = 14 * 60_000;
/** Discord waits 3 s for an acknowledgement. */
export const ACKNOWLEDGE_MS = 2_500;
const LONGEST_PAUSE_MS = 30_000;

/** What Node and undici call a connection that was refused, broke, or never came about. */
const NETWORK =
  /^(?:ECONN(?:RESET|REFUSED|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_\w+)$/;

/** Whether a request failed for a reason that may be gone in a moment: Discord's own fault, or the line's. */
export function isPassing(error: unknown): boolean {
  if (error instanceof HTTPError || error instanceof DiscordAPIError) return error.status >= 500;
  if (!(error instanceof Error)) return false;
  if (error instanceof Unsure) return true;
  return error.name === 'AbortError' || ('code' in error && NETWORK.test(String(error.code)));
}

/** Until when something is tried again, in milliseconds of the services' steady clock. */
export interface Persistence {
  readonly services: Pick<Services, 'steady' | 'retryMs' | 'closing' | 'log'>;
  readonly until: number;
}

/**
 * Does what may be done twice, and does it again with longer and longer pauses while Discord has trouble. The
 * library itself tries four times within a third of a second.
 */
export async function persistently<T>(work: () => Promise<T>, { services, until }: Persistence): Promise<T> {
  for (let pauseMs = services.retryMs; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      const isOver = services.closing.aborted || services.steady() + pauseMs > until;
      if (isOver || !isPassing(error)) throw error;
      services.log.warn({ pauseMs }, 'Discord is in trouble; trying again');
      await pause(pauseMs, services.closing);
    }
  }
}

/** Waits, or until the program ends. */
async function pause(ms: number, closing: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal: closing }).catch(() => undefined); // what was tried is tried once more
}
