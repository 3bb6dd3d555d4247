import { StandIn, type StandInOptions } from './discord/stand-in.ts';

export type { Reply } from './discord/reply.ts';
export type { StandIn } from './discord/stand-in.ts';
export type { Channel, Message, Person, Upload } from './discord/world.ts';

/**
 * Starts a local stand-in for Discord on loopback. A discord.js client logs in to it with
 * `rest: { api: discord.api }` and `discord.token`.
 */
export async function startDiscord(options?: StandInOptions): Promise<StandIn> {
  const discord = new StandIn(options);
  await discord.listen();
  return discord;
}
