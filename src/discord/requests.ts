import { DefaultRestOptions, type RESTOptions } from 'discord.js';

type MakeRequest = RESTOptions['makeRequest'];

/** What undici and Node call a connection that broke, before or after the other side had done its work. */
const BROKEN: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** A follow-up that Discord may have shown or not: repeating it could show it twice. */
export class Unsure extends Error {
  constructor(cause: unknown) {
    super('Discord did not say whether a message was shown.', { cause });
    this.name = 'Unsure';
  }
}

/**
 * Makes a request, and makes it again when the connection broke and doing it twice is as good as once.
 * The library repeats what was answered with 500 or was reset, but not what was cut off otherwise.
 */
export const makeRequest: MakeRequest = async (url, init) => {
  const isFollowUp = init.method === 'POST' && FOLLOW_UP.test(new URL(url).pathname);
  try {
    const response = await DefaultRestOptions.makeRequest(url, init);
    // The library would repeat it; a message in a channel has a nonce against that, a follow-up has none.
    if (isFollowUp && response.status >= 500) throw new Unsure(response.status);
    return response;
  } catch (error) {
    if (isFollowUp) throw error instanceof Unsure ? error : new Unsure(error);
    if (!isBroken(error) || !mayRepeat(url, init.method)) throw error;
    return DefaultRestOptions.makeRequest(url, init);
  }
};

const FOLLOW_UP = /\/webhooks\/\d+\/[^/]+$/;

function isBroken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && BROKEN.has(error.code);
}

/** A message must not be posted twice; an acknowledgement that was received is refused the second time. */
function mayRepeat(url: string, method: string | undefined): boolean {
  return method !== 'POST' || /\/interactions\/\d+\/[^/]+\/callback$/.test(new URL(url).pathname);
}
