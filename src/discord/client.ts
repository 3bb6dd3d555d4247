import { Client, GatewayIntentBits, Options, Partials } from 'discord.js';
import { makeRequest } from './requests.ts';
import { NO_PINGS } from './send.ts';

const HOUR = 3600;

/** How a client reaches Discord. */
export interface ClientOptions {
  /** Another base of the REST API; the gateway's address comes from there. */
  readonly apiUrl?: string;
}

/**
 * A client with the least that the bot needs: no privileged intent, small caches that are swept, and
 * no ping in anything it sends.
 */
export function createClient({ apiUrl }: ClientOptions): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // Direct messages arrive in channels that are not cached.
    partials: [Partials.Channel],
    allowedMentions: NO_PINGS,
    failIfNotExists: false,
    rest: { makeRequest, ...(apiUrl && { api: apiUrl }) },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      ThreadMemberManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildMemberManager: { maxSize: 100, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 500, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
    sweepers: {
      ...Options.DefaultSweeperSettings,
      users: { interval: HOUR, filter: () => (user) => user.id !== user.client.user.id },
      guildMembers: { interval: HOUR, filter: () => (member) => member.id !== member.client.user.id },
      threads: { interval: HOUR, lifetime: HOUR },
    },
  });
}
