import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes } from 'discord.js';
import type { DiscordConfig } from '../config.ts';
import { ClippingsError, messageOf } from '../errors.ts';

/** Close codes of the gateway that no retry mends. */
const DISALLOWED_INTENTS = 4014;
const REFUSED_TOKEN = 4004;

/** Why a bot could not start, in one line that says what to do; never with the token in it. */
export function loginFault(error: unknown, { guildId, apiUrl }: DiscordConfig): ClippingsError {
  if (isRefusedToken(error)) {
    return fault(
      'CONFIG',
      'Discord refuses DISCORD_TOKEN. Reset it in the Developer Portal (Bot > Reset Token) and put the new one into .env.',
      error,
    );
  }
  if (messageOf(error).includes(String(DISALLOWED_INTENTS)) || /disallowed intent/i.test(messageOf(error))) {
    return fault(
      'CONFIG',
      'Discord refuses the intents of the bot, though none of them is privileged. Check in the Developer Portal that the application has not been restricted.',
      error,
    );
  }
  if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) {
    const where = guildId ? `in the server ${guildId} (DISCORD_GUILD_ID)` : 'for the application';
    return fault(
      'CONFIG',
      `Discord does not let the commands be registered ${where}: ${error.message}. Invite the bot with the scopes bot and applications.commands, and check DISCORD_CLIENT_ID.`,
      error,
    );
  }
  if (error instanceof ClippingsError) return error;
  const where = apiUrl ? ` at ${apiUrl} (DISCORD_API_URL)` : '';
  return fault('DISCORD', `Discord cannot be reached${where}: ${messageOf(error)}. Try again later.`, error);
}

function isRefusedToken(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  if (error instanceof DiscordjsError) return error.code === DiscordjsErrorCodes.TokenInvalid;
  return (
    messageOf(error).includes(String(REFUSED_TOKEN)) ||
    /no longer valid|invalid token/i.test(messageOf(error))
  );
}

function fault(code: 'CONFIG' | 'DISCORD', message: string, cause: unknown): ClippingsError {
  return new ClippingsError(code, message, { cause });
}
