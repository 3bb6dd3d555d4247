import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StandIn } from '../support/discord.ts';
import { startWorld, type World } from './harness.ts';

const STORMED = 'How many people stormed the home of the Japanese ambassador?';
const ANSWER = 'An armed group of 15 to 20 people';

describe('what is asked while the gateway is away', () => {
  let world: World;
  let discord: StandIn;

  beforeEach(async () => {
    world = await startWorld();
    discord = world.discord;
  });
  afterEach(() => world.close());

  it.each([
    ['the connection was cut', () => discord.gateway.drop()],
    ['close 4000', () => discord.gateway.close(4000)],
    ['close 1001', () => discord.gateway.close(1001)],
    ['opcode 7', () => discord.gateway.askReconnect()],
  ])('is answered once after %s', async (_, disturb) => {
    const [ana, ben] = [discord.person('Ana'), discord.person('Ben')];
    const closed = discord.gateway.closes.length;
    disturb();
    await discord.until('the client to be gone', () => discord.gateway.closes.length > closed);
    const asked = discord.slash(ana, 'ask', { question: STORMED });
    const mentioned = discord.mention(ben, discord.channel, STORMED);
    expect((await asked).content).toContain(ANSWER);
    expect((await mentioned).content).toContain(ANSWER);
    expect(discord.gateway.counts).toMatchObject({ identifies: 1, resumes: 1 });

    // What Discord replays beyond what the client had seen is not done again.
    discord.redeliver(await asked);
    discord.redeliver((await mentioned).message.reference ?? (await mentioned).message);
    const last = await discord.mention(ana, discord.channel, STORMED);
    expect(last.content).toContain(ANSWER);
    expect(discord.messages().filter(({ author }) => author === discord.bot)).toHaveLength(3);
  });
});
