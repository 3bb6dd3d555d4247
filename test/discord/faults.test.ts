import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBot } from '../../src/discord/bot.ts';
import { createLog } from '../../src/log.ts';
import { type Person, type Reply, type StandIn, startDiscord } from '../support/discord.ts';
import { openSmallEngine, type SmallEngineOptions } from '../support/small-engine.ts';
import { startWorld, type World, type WorldOptions } from './harness.ts';

const STORMED = 'How many people stormed the home of the Japanese ambassador?';
const ANSWER = 'An armed group of 15 to 20 people';
const CALLBACK = /\/interactions\/.*\/callback$/;
const EDIT = /\/webhooks\/.*\/messages\/%40original$/;

let world: World;
let discord: StandIn;
let ana: Person;
let hooks: { -readonly [K in keyof SmallEngineOptions]: SmallEngineOptions[K] };

async function start(options: WorldOptions = {}): Promise<void> {
  hooks = {};
  world = await startWorld({ hooks, ...options });
  discord = world.discord;
  ana = discord.person('Ana');
}

function ask(question = STORMED, person = ana): Promise<Reply> {
  return discord.slash(person, 'ask', { question });
}

/** Holds back every answer to one question until it is opened. */
function hold() {
  const gate = new EventEmitter();
  const opened = once(gate, 'open').then(() => undefined);
  let waiting = 0;
  hooks.beforeAnswer = (question) => {
    if (question !== STORMED) return; // the bot looks for examples by itself
    waiting += 1;
    return opened;
  };
  return {
    open: () => gate.emit('open'),
    get waiting() {
      return waiting;
    },
  };
}

describe('Discord in trouble', () => {
  beforeEach(() => start());
  afterEach(() => world.close());

  it.each([
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['a connection that breaks before', { drop: true }],
    ['a connection that breaks after', { drop: true, afterwards: true }],
  ])('an answer survives %s', async (_, refusal) => {
    discord.refuse({ path: EDIT, times: 1, ...refusal });
    expect((await ask()).content).toContain(ANSWER);
  });

  it.each([
    ['breaks before', { drop: true }],
    ['breaks after', { drop: true, afterwards: true }],
  ])('an acknowledgement survives a connection that %s', async (_, refusal) => {
    discord.refuse({ path: CALLBACK, times: 1, ...refusal });
    expect((await ask()).content).toContain(ANSWER);
    await world.close({ allowed: /was acknowledged twice/ });
    await start();
  });

  it.each([6, 12])('an answer survives %i times 500 to its edit, one after the other', async (times) => {
    discord.refuse({ path: EDIT, times, status: 500 });
    expect((await ask()).content).toContain(ANSWER);
  });

  it.each([
    ['500', { status: 500 }],
    ['a connection that breaks', { drop: true }],
  ])('a reply to a message is shown once though its sending ended in %s', async (_, refusal) => {
    discord.refuse({
      method: 'POST',
      path: /\/channels\/\d+\/messages$/,
      afterwards: true,
      times: 2,
      ...refusal,
    });
    const reply = await discord.mention(ana, discord.channel, STORMED);
    expect(reply.content).toContain(ANSWER);
    await discord.mention(ana, discord.channel, 'Which demands did the rebels make?');
    expect(discord.messages().filter(({ author }) => author === discord.bot)).toHaveLength(2);
  });

  it.each([
    ['500 after it was shown', { status: 500, afterwards: true }],
    ['500 before it was shown', { status: 500 }],
    ['a connection that breaks after', { drop: true, afterwards: true }],
    ['a connection that breaks before', { drop: true }],
  ])('a shared answer is shown once though its sending ended in %s', async (_, refusal) => {
    const reply = await discord.slash(ana, 'ask', { question: STORMED, private: true });
    discord.refuse({ method: 'POST', path: /\/webhooks\/\d+\/[^/]+$/, times: 1, ...refusal });
    await reply.press('Share');
    await discord.posted('the shared answer', ({ content }) => content.includes('Shared by'));
    await ask('Which demands did the rebels make?');
    const shared = discord.messages().filter(({ content }) => content.includes('Shared by'));
    expect(shared).toHaveLength(1);
  });

  it('an answer survives a rate limit', async () => {
    discord.rateLimit(EDIT, { seconds: 0.05 });
    expect((await ask()).content).toContain(ANSWER);
  });

  it.each([
    ['close 4000', (it: StandIn) => it.gateway.close(4000)],
    ['a dropped connection', (it: StandIn) => it.gateway.drop()],
    ['a request to reconnect', (it: StandIn) => it.gateway.askReconnect()],
    [
      'a session that is invalid but can be resumed',
      (it: StandIn) => it.gateway.invalidate({ resumable: true }),
    ],
    ['a session that is invalid', (it: StandIn) => it.gateway.invalidate({ resumable: false })],
  ])('the bot comes back after %s', async (_, break_) => {
    const sessions = () => discord.gateway.counts.identifies + discord.gateway.counts.resumes;
    const before = sessions();
    break_(discord);
    await discord.until('a session', () => sessions() > before);
    await discord.connected();
    const reply = await discord.mention(ana, discord.channel, STORMED);
    expect(reply.content).toContain(ANSWER);
  });

  it('a question that Discord has given up on harms nobody', async () => {
    discord.refuse({
      path: CALLBACK,
      times: 1,
      status: 404,
      body: { code: 10062, message: 'Unknown interaction' },
    });
    void discord
      .slash(ana, 'ask', { question: STORMED }, { until: 'acknowledged', patienceMs: 50 })
      .catch(() => 'late');
    await vi.waitFor(() => expect(world.logged.join('')).toContain('too late, gone, or not permitted'));
    expect((await ask()).content).toContain(ANSWER);
    discord.relent();
    await world.close({ allowed: /never acknowledged/ });
    await start();
  });

  it('an answer that comes after the token has ended harms nobody', async () => {
    const held = hold();
    const reply = await discord.slash(ana, 'ask', { question: STORMED }, { until: 'acknowledged' });
    discord.expire(reply);
    held.open();
    await vi.waitFor(() => expect(world.logged.join('')).toContain('too late, gone, or not permitted'));
    hooks.beforeAnswer = () => undefined;
    expect((await ask()).content).toContain(ANSWER);
  });

  it('an interaction that arrives twice is answered once', async () => {
    const reply = await ask();
    discord.redeliver(reply);
    expect((await ask()).content).toContain(ANSWER);
    const answers = discord.messages().filter(({ author }) => author === discord.bot);
    expect(answers).toHaveLength(2);
  });
});

describe('faults of our own', () => {
  beforeEach(() => start());
  afterEach(() => world.close());

  it('a bug becomes a short text with a code, which the log has, too', async () => {
    hooks.beforeAnswer = () => {
      throw new TypeError('a secret of the machine');
    };
    const reply = await ask();
    const code = /`(E-[0-9A-F]{6})`/.exec(reply.content)?.[1] ?? 'no code';
    expect(reply.content).not.toContain('secret');
    const line = world.logged.find((each) => each.includes(code));
    expect(line).toContain('a secret of the machine');
  });

  it('is told to the one who asked alone, and what was promised to all is taken back', async () => {
    hooks.beforeAnswer = () => {
      throw new TypeError('a bug');
    };
    const reply = await ask();
    expect(reply.hidden).toBe(true);
    expect(reply.content).toContain('Something went wrong here');
    expect(discord.messages().filter(({ author }) => author === discord.bot)).toEqual([]);
    const chart = await discord.slash(ana, 'timeline', { about: 'unicorns', chart: 'figures' });
    expect(chart.hidden).toBe(true);
    expect(chart.content).toContain('No figure of “unicorns”');
    expect(discord.messages().filter(({ author }) => author === discord.bot)).toEqual([]);
  });

  it('leaves a page as it is that could not be turned', async () => {
    const timeline = await discord.slash(ana, 'timeline');
    const before = timeline.content;
    world.engine.status = () => {
      throw new TypeError('a bug');
    };
    const next = await timeline.press('Next');
    expect(next.hidden).toBe(true);
    expect(next.content).toContain('Something went wrong here');
    expect(timeline.content).toBe(before);
  });

  it('a store that fails takes the buttons from an answer, and nothing else', async () => {
    const answer = await ask();
    await world.store.close();
    const reply = await ask();
    expect(reply.content).toContain(ANSWER);
    expect(reply.buttons).toEqual([]);
    const mention = await discord.mention(ana, discord.channel, STORMED);
    expect(mention.content).toMatch(/An armed group|cannot be read or written/);
    const vote = await answer.press('👍');
    expect(vote.hidden).toBe(true);
    expect(vote.content).toMatch(/code `E-[0-9A-F]{6}`/);
  });

  it('the log at its usual level has no text and no id of anybody', async () => {
    await ask();
    await discord.mention(ana, discord.channel, STORMED);
    const info = world.logged.filter((line) => JSON.parse(line).level >= 30).join('\n');
    expect(info).toContain('"name":"ask"');
    expect(info).not.toContain('ambassador');
    expect(info).not.toContain(ana.id);
    expect(info).not.toContain(discord.token);
  });
});

describe('many at once', () => {
  afterEach(() => world.close());

  it('fifty questions are all acknowledged before the first is answered, and then all answered', async () => {
    await start();
    const held = hold();
    const people = Array.from({ length: 50 }, (_, index) => discord.person(`Person ${index}`));
    const replies = await Promise.all(
      people.map((person) => discord.slash(person, 'ask', { question: STORMED }, { until: 'acknowledged' })),
    );
    expect(replies.map(({ interaction }) => interaction?.settledAt)).toEqual(replies.map(() => undefined));
    held.open();
    await Promise.all(
      replies.map((reply) =>
        reply.until('the answer', ({ interaction }) => interaction?.settledAt !== undefined, 50_000),
      ),
    );
    for (const reply of replies) expect(reply.content).toContain(ANSWER);
  });

  it('what is beyond those who can be answered in time is told at once when to ask again', async () => {
    await start({ bot: { mostWaiting: 5 } });
    const held = hold();
    const people = Array.from({ length: 12 }, (_, index) => discord.person(`Person ${index}`));
    const replies = await Promise.all(
      people.map((person) => discord.slash(person, 'ask', { question: STORMED }, { until: 'acknowledged' })),
    );
    const turnedAway = replies.filter(({ interaction }) => interaction?.settledAt !== undefined);
    expect(turnedAway).toHaveLength(7);
    for (const reply of turnedAway) {
      expect(reply.hidden).toBe(true);
      expect(reply.content).toMatch(/^Very many questions are waiting just now\. .* in about 10 seconds\.$/);
    }
    const mention = discord.say(ana, discord.channel, `<@${discord.bot.id}> ${STORMED}`);
    expect((await discord.answerTo(mention)).content).toContain('Very many questions are waiting just now.');
    held.open();
    const admitted = replies.filter((reply) => !turnedAway.includes(reply));
    for (const reply of admitted) await reply.until('the answer', ({ content }) => content.includes(ANSWER));
    await vi.waitFor(async () => expect((await ask()).content).toContain(ANSWER));
  });

  it('a cooldown is not moved by a clock that is set back', async () => {
    let steady = 0;
    let now = new Date('2026-01-01T12:00:00Z');
    await start({ bot: { cooldownSeconds: 60, steady: () => steady, now: () => now } });
    expect((await ask()).content).toContain(ANSWER);
    now = new Date('2026-01-01T11:00:00Z');
    expect((await ask()).content).toMatch(/you can ask again in (?:60 seconds|1 minute)/);
    steady = 60_000;
    expect((await ask()).content).toContain(ANSWER);
  });

  it('one person has to wait between two questions, and is told how long', async () => {
    await start({ bot: { cooldownSeconds: 60 } });
    expect((await ask()).content).toContain(ANSWER);
    const second = await ask();
    expect(second.hidden).toBe(true);
    expect(second.content).toMatch(/you can ask again in (?:\d\d seconds|1 minute)/);
    expect((await ask(STORMED, discord.person('Ben'))).content).toContain(ANSWER);
  });
});

describe('ending and starting again', () => {
  afterEach(() => world.close());

  it('lets an answer finish, and turns new questions away', async () => {
    await start();
    const held = hold();
    const reply = await discord.slash(ana, 'ask', { question: STORMED }, { until: 'acknowledged' });
    await vi.waitFor(() => expect(held.waiting).toBe(1));
    const restarted = world.restart();
    const turnedAway = await ask(STORMED, discord.person('Ben'));
    expect(turnedAway.content).toContain('I am being restarted');
    held.open();
    await restarted;
    expect(reply.content).toContain(ANSWER);
  });

  it('tells those whose answer never came', async () => {
    await start();
    const held = hold();
    const slash = await discord.slash(ana, 'ask', { question: STORMED }, { until: 'acknowledged' });
    const message = discord.say(ana, discord.channel, `<@${discord.bot.id}> ${STORMED}`);
    await vi.waitFor(() => expect(held.waiting).toBe(2));
    await world.restart();
    await slash.until('the apology', ({ content }) =>
      content.includes('I was restarted before I could answer'),
    );
    const reply = await discord.answerTo(message);
    expect(reply.content).toContain('I was restarted before I could answer');
    held.open();
  });

  it('tells all of many who wait, now or after the restart, and answers nobody twice', async () => {
    await start();
    const held = hold();
    const people = Array.from({ length: 25 }, (_, index) => discord.person(`Person ${index}`));
    const replies = await Promise.all(
      people.map((person) => discord.slash(person, 'ask', { question: STORMED }, { until: 'acknowledged' })),
    );
    await vi.waitFor(() => expect(held.waiting).toBe(2));
    await world.restart();
    await Promise.all(
      replies.map((reply) =>
        reply.until('a word', ({ content }) => /being restarted|was restarted/.test(content)),
      ),
    );
    const later = replies.filter(({ content }) => content.includes('was restarted'));
    expect(later).toHaveLength(2); // the two that were being answered
    held.open();
  });

  it('answers nobody a second time when it ended between an answer and its note', async () => {
    await start();
    const asked = await discord.mention(ana, discord.channel, STORMED);
    const { reference } = asked.message;
    const id = reference?.id ?? '';
    await world.store.begin({ id: 'x', kind: 'message', channelId: discord.channel.id, messageId: id });
    await world.restart();
    expect((await ask(STORMED, discord.person('Ben'))).content).toContain(ANSWER);
    const own = discord.messages().filter(({ author }) => author === discord.bot);
    expect(own.map(({ content }) => content.includes('restarted'))).toEqual([false, false]);
  });

  it('marks a reindex that was cut short', async () => {
    await start();
    const progress = await discord.mention(ana, discord.channel, STORMED);
    const { id } = progress.message;
    await world.store.begin({ id, kind: 'reindex', channelId: discord.channel.id, messageId: id });
    await world.restart();
    await progress.until('the note', ({ content }) => content.includes('was interrupted'));
  });

  it('registers its commands once, and asks for no privileged intent', async () => {
    await start();
    const puts = () => discord.requests.filter(({ method }) => method === 'PUT').length;
    expect(puts()).toBe(1);
    await world.restart();
    expect(puts()).toBe(1);
    expect(discord.commands()).toHaveLength(12);
    expect(discord.gateway.intents).toBe((1 << 0) | (1 << 9) | (1 << 12));
  });
});

describe('starting', () => {
  let alone: StandIn;

  beforeEach(async () => {
    alone = await startDiscord({ patienceMs: 8000 });
  });
  afterEach(() => alone.close());

  const options = async (token: string, more: object = {}) => ({
    discord: { token, apiUrl: alone.api, moderatorRoleIds: [], ...more },
    engine: await openSmallEngine('corpus/articles'),
    store: world.store,
    corpusDir: 'corpus/articles',
    log: createLog('silent'),
    version: '1',
    cooldownSeconds: 0,
  });

  it('with a wrong token ends in one line that says so, and not which', async () => {
    const token = `${alone.token.slice(0, -4)}oops`;
    const error = await startBot(await options(token)).catch((fault: unknown) => fault);
    expect(String(error)).toContain('Discord refuses DISCORD_TOKEN');
    expect(String(error)).not.toContain(token);
    expect(String(error)).not.toContain('\n');
  });

  it('without the right to a server says what to do', async () => {
    alone.refuse({
      path: /\/guilds\/.*\/commands/,
      status: 403,
      body: { code: 50001, message: 'Missing Access' },
    });
    const more = { guildId: '123456789012345678' };
    await expect(startBot(await options(alone.token, more))).rejects.toThrow(
      /in the server 123456789012345678 \(DISCORD_GUILD_ID\): Missing Access\. Invite the bot/,
    );
  });

  it.each([
    [4014, /refuses the intents/],
    [4004, /refuses DISCORD_TOKEN/],
  ])('with the gateway closing with %i says why', async (code, text) => {
    alone.gateway.refuseIdentify(code);
    await expect(startBot(await options(alone.token))).rejects.toThrow(text);
  });

  it('with Discord out of reach says where it looked', async () => {
    const more = { apiUrl: 'http://127.0.0.1:9/api' };
    await expect(startBot(await options(alone.token, more))).rejects.toThrow(
      /cannot be reached at http:\/\/127\.0\.0\.1:9\/api/,
    );
  });
});
