import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  type Message,
  MessageFlags,
  ModalBuilder,
  Partials,
  PermissionFlagsBits,
  REST,
  Routes,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { record } from './discord/json.ts';
import { type StandIn, startDiscord } from './discord.ts';

const COMMANDS = [
  {
    name: 'ask',
    description: 'Ask a question.',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        description: 'What to ask.',
        required: true,
        max_length: 300,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'article',
        description: 'Only this one.',
        autocomplete: true,
      },
    ],
  },
  {
    name: 'corpus',
    description: 'Articles.',
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
    contexts: [0],
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'add',
        description: 'Add one.',
        options: [
          {
            type: ApplicationCommandOptionType.Attachment,
            name: 'file',
            description: 'The file.',
            required: true,
          },
        ],
      },
    ],
  },
  { name: 'Ask about this', type: ApplicationCommandType.Message },
];

const SILENT = { allowedMentions: { parse: [], repliedUser: false } } as const;

let discord: StandIn;
let clients: Client[];

beforeEach(async () => {
  discord = await startDiscord({ patienceMs: 8000 });
  discord.register(COMMANDS);
  clients = [];
});

afterEach(async () => {
  for (const client of clients) await client.destroy();
  await discord.close();
});

/** Logs a real client in to the stand-in. */
async function login(options: Partial<ClientOptions> = {}): Promise<Client> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    rest: { api: discord.api, retries: 3 },
    ...SILENT,
    ...options,
  });
  clients.push(client);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  return client;
}

/** Logs a client in that answers each command by this. */
async function loginAnswering(answer: (interaction: Interaction) => Promise<unknown>): Promise<Client> {
  const client = await login();
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction).catch(() => undefined));
  return client;
}

const chat = (interaction: Interaction) => interaction as ChatInputCommandInteraction;
const button = (interaction: Interaction) => interaction as ButtonInteraction;

function row(...labels: readonly string[]) {
  return new ActionRowBuilder<ButtonBuilder>().addComponents(
    labels.map((label) =>
      new ButtonBuilder().setCustomId(`v1:${label}`).setLabel(label).setStyle(ButtonStyle.Secondary),
    ),
  );
}

describe('the gateway', () => {
  it('lets a client in with the right token, and shows it its guild', async () => {
    const client = await login();
    expect(client.user?.id).toBe(discord.applicationId);
    expect(client.guilds.cache.get(discord.guild.id)?.name).toBe('The newsroom');
    expect(client.channels.cache.has(discord.channel.id)).toBe(true);
    expect(discord.gateway.counts.identifies).toBe(1);
  });

  it('turns a wrong token away: 401 by REST, 4004 by the gateway', async () => {
    const client = new Client({ intents: [], rest: { api: discord.api } });
    clients.push(client);
    await expect(client.login('wrong')).rejects.toThrow(/token/i);
    expect(discord.requests.at(-1)?.status).toBe(401);
  });

  it('closes with 4014 on a privileged intent that was not granted, and lets one in that was', async () => {
    const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent];
    const refused = new Client({ intents, rest: { api: discord.api } });
    clients.push(refused);
    await expect(refused.login(discord.token)).rejects.toThrow(/intents/i);

    const granting = await startDiscord({ privilegedIntents: GatewayIntentBits.MessageContent });
    const client = new Client({ intents, rest: { api: granting.api } });
    clients.push(client);
    await client.login(granting.token);
    expect(granting.gateway.live).toBe(true);
    await client.destroy();
    await granting.close();
  });

  it.each([
    ['a cut connection', () => discord.gateway.drop()],
    ['close 4000', () => discord.gateway.close(4000)],
    ['opcode 7', () => discord.gateway.askReconnect()],
  ])('resumes after %s, and replays what was said meanwhile', async (_, disturb) => {
    const client = await login();
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message) => heard.push(message.content));
    const ana = discord.person('Ana');
    disturb();
    await discord.until('the client to be gone', () => discord.gateway.closes.length > 0);
    discord.say(ana, discord.channel, `<@${discord.bot.id}> while you were away`);
    await discord.until('a resume', () => discord.gateway.counts.resumes === 1);
    await vi.waitFor(() => expect(heard).toEqual([`<@${discord.bot.id}> while you were away`]));
    expect(discord.gateway.counts.identifies).toBe(1);
  });

  it('makes a client identify anew when its session is refused', async () => {
    const client = await login();
    const again = new Promise((resolve) => client.once(Events.ShardReady, resolve));
    discord.gateway.refuseResume();
    discord.gateway.drop();
    await again; // discord.js waits 5 s between two IDENTIFYs
    expect(discord.gateway.counts).toMatchObject({ identifies: 2, resumes: 1 });
  }, 30_000);

  it('acknowledges heartbeats, and a client that hears none resumes', async () => {
    const quick = await startDiscord({ heartbeatMs: 100 });
    const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: quick.api } });
    clients.push(client);
    await client.login(quick.token);
    await quick.until('three heartbeats', () => quick.gateway.counts.heartbeats >= 3);
    expect(quick.gateway.counts.resumes).toBe(0);
    quick.gateway.ignoreHeartbeats();
    await quick.until('a resume', () => quick.gateway.counts.resumes > 0);
    quick.gateway.hear();
    await client.destroy();
    await quick.close();
  });

  it('gives the content of mentions, direct messages and replies only, without the privileged intent', async () => {
    const client = await login();
    const heard: [string, string][] = [];
    client.on(Events.MessageCreate, (message) => {
      if (!message.author.bot) heard.push([message.channelId, message.content]);
    });
    const ana = discord.person('Ana');
    const answer = await client.channels.fetch(discord.channel.id);
    const own = answer?.isSendable() ? await answer.send('An answer.') : undefined;
    const plain = discord.messages().find(({ id }) => id === own?.id);
    discord.say(ana, discord.channel, 'chatter');
    discord.say(ana, discord.channel, 'a reply', { ...(plain && { replyTo: plain }) });
    discord.say(ana, discord.channel, 'no ping', { ping: false, ...(plain && { replyTo: plain }) });
    discord.say(ana, discord.direct(ana), 'in private');
    const expected = [
      [discord.channel.id, ''],
      [discord.channel.id, 'a reply'],
      [discord.channel.id, ''],
      [discord.direct(ana).id, 'in private'],
    ];
    await vi.waitFor(() => expect(heard).toEqual(expected));
  });
});

describe('interactions', () => {
  it('carries a command with its options, and shows a deferred answer once it is there', async () => {
    await loginAnswering(async (interaction) => {
      await chat(interaction).deferReply();
      const question = chat(interaction).options.getString('question', true);
      await chat(interaction).editReply({ content: `You asked: ${question}`, components: [row('Context')] });
    });
    const reply = await discord.slash(discord.person('Ana'), 'ask', { question: 'Why?' });
    expect(reply.content).toBe('You asked: Why?');
    expect(reply.buttons).toEqual(['Context']);
    expect(reply.hidden).toBe(false);
    expect(reply.acknowledgedMs).toBeLessThan(3000);
    expect(discord.violations).toEqual([]);
  });

  it('keeps a hidden answer from the channel', async () => {
    await loginAnswering((interaction) =>
      chat(interaction).reply({ content: 'Psst.', flags: MessageFlags.Ephemeral }),
    );
    const reply = await discord.slash(discord.person('Ana'), 'ask', { question: 'Why?' });
    expect(reply.hidden).toBe(true);
    expect(discord.messages()).toEqual([]);
  });

  it('fills the deferred reply with the first follow-up', async () => {
    await loginAnswering(async (interaction) => {
      await chat(interaction).deferReply({ flags: MessageFlags.Ephemeral });
      await chat(interaction).followUp('First.');
      await chat(interaction).followUp('Second.');
    });
    const reply = await discord.slash(discord.person('Ana'), 'ask', { question: 'Why?' });
    await discord.until('the second', () => reply.followUps.length === 1);
    expect(reply.content).toBe('First.');
    expect(reply.hidden).toBe(true);
    expect(reply.followUps[0]?.content).toBe('Second.');
  });

  it('carries presses: an update of the message, a hidden message beside it, a modal', async () => {
    await loginAnswering(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply({ content: 'Page 1', components: [row('Next', 'Context', 'Follow up')] });
      } else if (interaction.isModalSubmit()) {
        await interaction.reply(`Typed: ${interaction.fields.getTextInputValue('text')}`);
      } else if (button(interaction).customId === 'v1:Next') {
        await button(interaction).update({ content: 'Page 2' });
      } else if (button(interaction).customId === 'v1:Context') {
        await button(interaction).deferReply({ flags: MessageFlags.Ephemeral });
        await button(interaction).editReply(`For ${interaction.user.id}`);
      } else {
        const input = new TextInputBuilder()
          .setCustomId('text')
          .setLabel('Question')
          .setStyle(TextInputStyle.Short)
          .setMaxLength(20);
        await button(interaction).showModal(
          new ModalBuilder()
            .setCustomId('m')
            .setTitle('Ask on')
            .addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(input)),
        );
      }
    });
    const [ana, ben] = [discord.person('Ana'), discord.person('Ben')];
    const reply = await discord.slash(ana, 'ask', { question: 'Why?' });
    const next = await reply.press('Next');
    expect([next.content, reply.content]).toEqual(['Page 2', 'Page 2']);
    const context = await reply.press('Context', ben);
    expect([context.content, context.hidden]).toEqual([`For ${ben.id}`, true]);
    const asked = await reply.press('Follow up');
    expect(asked.modal).toMatchObject({ title: 'Ask on', inputs: [{ label: 'Question', maxLength: 20 }] });
    const typed = await asked.submit({ Question: 'And then?' });
    expect(typed.content).toBe('Typed: And then?');
    expect(() => reply.press('Nowhere')).toThrow('there are: Next, Context, Follow up');
    expect(() => asked.submit({ Question: 'x'.repeat(21) })).toThrow('21 characters');
    expect(discord.violations).toEqual([]);
  });

  it('carries a choice in a select, and only one that is offered', async () => {
    await loginAnswering(async (interaction) => {
      if (interaction.isStringSelectMenu()) await interaction.update(`Chose ${interaction.values.join()}`);
      else {
        const select = new StringSelectMenuBuilder()
          .setCustomId('s')
          .setPlaceholder('Which?')
          .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' });
        await chat(interaction).reply({
          content: 'Choose',
          components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(select)],
        });
      }
    });
    const reply = await discord.slash(discord.person('Ana'), 'ask', { question: 'Why?' });
    expect((await reply.choose('Which?', ['2'])).content).toBe('Chose 2');
    expect(() => reply.choose('s', ['3'])).toThrow('does not offer 3');
  });

  it('gives the choices of an option while somebody types', async () => {
    await loginAnswering(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const { name, value } = interaction.options.getFocused(true);
      await interaction.respond([{ name: `${name}=${value}`, value: 'a1' }]);
    });
    const choices = await discord.autocomplete(
      discord.person('Ana'),
      'ask',
      { question: 'w', article: 'foc' },
      { focused: 'article' },
    );
    expect(choices).toEqual([{ name: 'article=foc', value: 'a1' }]);
  });

  it('hands the message of a context menu over with its content', async () => {
    await loginAnswering(async (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        await interaction.reply(interaction.targetMessage.content);
    });
    const message = discord.say(discord.person('Ben'), discord.channel, 'Is it over?');
    const reply = await discord.menu(discord.person('Ana'), 'Ask about this', message);
    expect(reply.content).toBe('Is it over?');
  });

  it('offers a command only to those who may use it, where it may be used, unless forced', async () => {
    await loginAnswering((interaction) =>
      chat(interaction).reply(
        chat(interaction).memberPermissions?.has('ManageGuild') ? 'moderator' : 'member',
      ),
    );
    const file = discord.file('a.txt', 'text');
    const [ana, mo] = [discord.person('Ana'), discord.moderator('Mo')];
    expect(() => discord.slash(ana, 'corpus add', { file })).toThrow('lacks its default permissions');
    expect((await discord.slash(mo, 'corpus add', { file })).content).toBe('moderator');
    expect((await discord.slash(ana, 'corpus add', { file }, { force: true })).content).toBe('member');
    expect(() => discord.slash(mo, 'corpus add', { file }, { channel: discord.direct(mo) })).toThrow(
      'not meant for context 1',
    );
    expect(() => discord.slash(ana, 'ask')).toThrow('without question');
    expect(() => discord.slash(ana, 'ask', { question: 'x'.repeat(301) })).toThrow('at most 300');
  });

  it('serves what a person attaches, and keeps what the bot attaches', async () => {
    await loginAnswering(async (interaction) => {
      const { name, url } = chat(interaction).options.getAttachment('file', true);
      const text = await (await fetch(url)).text();
      await chat(interaction).reply({
        content: name,
        files: [{ attachment: Buffer.from(text.toUpperCase()), name: 'out.txt', description: 'Shouted.' }],
      });
    });
    const file = discord.file('a.txt', 'hello');
    const reply = await discord.slash(discord.moderator('Mo'), 'corpus add', { file });
    expect(reply.files).toMatchObject([{ filename: 'out.txt', description: 'Shouted.' }]);
    expect(new TextDecoder().decode(reply.files[0]?.bytes)).toBe('HELLO');
  });
});

describe('messages', () => {
  it('waits for the reply to a mention and to a direct message', async () => {
    const client = await login();
    client.on(Events.MessageCreate, (message: Message) => {
      if (message.author.bot) return;
      if (message.channel.isSendable()) void message.channel.sendTyping();
      void message.reply(`Heard: ${message.content.replace(/<@\d+> ?/, '')}`);
    });
    const ana = discord.person('Ana');
    expect((await discord.mention(ana, discord.channel, 'hello')).content).toBe('Heard: hello');
    expect((await discord.dm(ana, 'psst')).content).toBe('Heard: psst');
    expect(discord.typing()).toBe(1);
    expect(discord.violations).toEqual([]);
  });

  it('notes edits, and refuses them of what is not there or not its own', async () => {
    const client = await login();
    const channel = await client.channels.fetch(discord.channel.id);
    if (!channel?.isSendable()) throw new Error('no channel');
    const sent = await channel.send('0 of 2');
    await sent.edit('1 of 2');
    expect(discord.messages()[0]).toMatchObject({ content: '1 of 2', versions: [{ content: '0 of 2' }] });
    const other = discord.say(discord.person('Ben'), discord.channel, 'mine');
    await expect(channel.messages.edit(other.id, 'yours')).rejects.toMatchObject({ code: 50005 });
    await sent.delete();
    await expect(channel.messages.edit(sent.id, '2 of 2')).rejects.toMatchObject({ code: 10008 });
  });

  it('refuses writing where the bot may not, and strips embeds where it may not embed', async () => {
    const client = await login();
    const channel = await client.channels.fetch(discord.channel.id);
    if (!channel?.isSendable()) throw new Error('no channel');
    discord.deny(discord.channel, PermissionFlagsBits.EmbedLinks);
    await channel.send({ content: 'text', embeds: [{ description: 'embed' }] });
    expect(discord.messages()[0]?.embeds).toEqual([]);
    discord.deny(discord.channel, PermissionFlagsBits.SendMessages);
    await expect(channel.send('text')).rejects.toMatchObject({ code: 50013 });
  });
});

describe('registration', () => {
  it('keeps what is put, globally or in a guild, and gives it back as Discord does', async () => {
    const rest = new REST({ api: discord.api }).setToken(discord.token);
    const [command] = COMMANDS;
    await rest.put(Routes.applicationGuildCommands(discord.applicationId, discord.guild.id), {
      body: [{ ...command, name_localizations: { 'es-ES': 'preguntar' } }],
    });
    expect(discord.commands(discord.guild.id).map(({ name }) => name)).toEqual(['ask']);
    expect(discord.commands()).toHaveLength(3);
    const route = Routes.applicationGuildCommands(discord.applicationId, discord.guild.id);
    const [plain] = (await rest.get(route)) as unknown[];
    expect(record(plain)).toMatchObject({
      name: 'ask',
      type: 1,
      default_member_permissions: null,
      nsfw: false,
    });
    expect(record(plain).name_localizations).toBeUndefined();
    const query = new URLSearchParams({ with_localizations: 'true' });
    const [localised] = (await rest.get(route, { query })) as unknown[];
    expect(record(localised).name_localizations).toEqual({ 'es-ES': 'preguntar' });
  });

  it.each([
    ['a capital in a name', { ...COMMANDS[0], name: 'Ask' }, /not lower case/],
    ['a description of 101', { ...COMMANDS[0], description: 'x'.repeat(101) }, /101 characters/],
    [
      'a required option after an optional one',
      { ...COMMANDS[0], options: COMMANDS[0]?.options?.toReversed() },
      /required one after/,
    ],
    [
      'more than 8000 characters',
      {
        ...COMMANDS[0],
        options: Array.from({ length: 4 }, (_, index) => ({
          type: 3,
          name: `o${index}`,
          description: 'd',
          choices: Array.from({ length: 25 }, (_, c) => ({
            name: `${c}`.padEnd(50),
            value: `${c}`.padEnd(50),
          })),
        })),
      },
      /8000/,
    ],
    ['a locale that is none', { ...COMMANDS[0], name_localizations: { spanish: 'x' } }, /no locale/],
  ])('refuses %s', (_, command, message) => {
    expect(() => discord.register([command])).toThrow(message);
  });
});

describe('limits', () => {
  const kinds: readonly [string, object, RegExp][] = [
    ['content of 2001', { content: 'x'.repeat(2001) }, /2001 characters/],
    ['an empty message', { content: '' }, /empty/],
    ['an embed title of 257', { embeds: [{ title: 'x'.repeat(257) }] }, /257/],
    [
      'embeds of 6001 in all',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      /6001 characters in all/,
    ],
    ['an empty field', { embeds: [{ fields: [{ name: 'n', value: '' }] }] }, /value has 0/],
    ['a label of 81', { content: 'x', components: [rowOf({ label: 'x'.repeat(81) })] }, /label has 81/],
    ['a custom_id of 101', { content: 'x', components: [rowOf({ custom_id: 'x'.repeat(101) })] }, /101/],
    ['a custom_id twice', { content: 'x', components: [rowOf({}), rowOf({})] }, /more than once/],
    ['six buttons in a row', { content: 'x', components: [sixButtons()] }, /6 items/],
  ];

  it.each(kinds)('refuses %s with 50035', async (_, body, violation) => {
    const client = await login();
    const path = Routes.channelMessages(discord.channel.id);
    const allowed = { allowed_mentions: { parse: [] } };
    await expect(client.rest.post(path, { body: { ...body, ...allowed } })).rejects.toMatchObject({
      code: 50035,
    });
    expect(discord.violations.join('\n')).toMatch(violation);
    expect(discord.messages()).toEqual([]);
  });

  it('takes a message that is full to every limit', async () => {
    const client = await login();
    const buttons = Array.from({ length: 5 }, (_, index) => ({
      type: 1,
      components: Array.from({ length: 5 }, (_, column) =>
        buttonOf({ custom_id: `${index}${column}`.padEnd(100, 'x'), label: 'x'.repeat(80) }),
      ),
    }));
    await client.rest.post(Routes.channelMessages(discord.channel.id), {
      body: {
        content: 'x'.repeat(2000),
        embeds: [
          { title: 'x'.repeat(256), description: 'x'.repeat(4096) },
          { description: 'x'.repeat(1648) },
        ],
        components: buttons,
        allowed_mentions: { parse: [] },
      },
    });
    expect(discord.violations).toEqual([]);
  });

  it('notes text that could ping, and links that would grow previews, without refusing them', async () => {
    const client = await login();
    const post = (body: object) => client.rest.post(Routes.channelMessages(discord.channel.id), { body });
    await post({ content: '@everyone' });
    await post({ content: 'https://example.org/a', allowed_mentions: { parse: [] } });
    await post({ content: '<https://example.org/a>', allowed_mentions: { parse: [] } });
    expect(discord.messages()).toHaveLength(3);
    expect(discord.violations).toEqual([
      expect.stringContaining('text may ping'),
      expect.stringContaining('link preview for https://example.org/a'),
    ]);
  });

  it('refuses a second acknowledgement', async () => {
    const codes: unknown[] = [];
    await loginAnswering(async (interaction) => {
      await chat(interaction).reply('Once.');
      const route = Routes.interactionCallback(interaction.id, interaction.token);
      const again = { body: { type: 5 }, auth: false };
      await interaction.client.rest.post(route, again).catch((error) => codes.push(error.code));
    });
    await discord.slash(discord.person('Ana'), 'ask', { question: 'Why?' });
    await vi.waitFor(() => expect(codes).toEqual([40060]));
    expect(discord.violations).toEqual([expect.stringContaining('acknowledged twice')]);
  });

  it('notes a message that would become hidden after it was shown', async () => {
    await loginAnswering(async (interaction) => {
      await chat(interaction).reply('Seen.');
      const route = Routes.webhookMessage(discord.applicationId, interaction.token, '@original');
      const body = { content: 'Hidden?', flags: 64, allowed_mentions: { parse: [] } };
      await interaction.client.rest.patch(route, { body, auth: false });
    });
    const reply = await discord.slash(discord.person('Ana'), 'ask', { question: 'Why?' });
    await reply.until('the edit', ({ content }) => content === 'Hidden?');
    expect(reply.hidden).toBe(false);
    expect(discord.violations).toEqual([expect.stringContaining('cannot become hidden')]);
  });
});

describe('faults on demand', () => {
  it('answers 429 as often as told, and the client sends again', async () => {
    const client = await login();
    const channel = await client.channels.fetch(discord.channel.id);
    discord.rateLimit(/\/messages$/, { seconds: 0.1, times: 2 });
    if (channel?.isSendable()) await channel.send('At last.');
    const statuses = discord.requests.filter(({ method }) => method === 'POST').map(({ status }) => status);
    expect(statuses).toEqual([429, 429, 200]);
    expect(discord.messages()).toHaveLength(1);
  });

  it('answers 500, cuts connections, and can carry a request out before it fails it', async () => {
    const client = await login({ rest: { api: discord.api, retries: 0 } });
    const path = Routes.channelMessages(discord.channel.id);
    const send = () => client.rest.post(path, { body: { content: 'x', allowed_mentions: { parse: [] } } });
    discord.refuse({ path: /\/messages$/, status: 500 });
    await expect(send()).rejects.toMatchObject({ status: 500 });
    discord.refuse({ path: /\/messages$/, drop: true });
    await expect(send()).rejects.toThrow();
    expect(discord.messages()).toHaveLength(0);
    discord.refuse({ path: /\/messages$/, status: 500, afterwards: true });
    await expect(send()).rejects.toMatchObject({ status: 500 });
    expect(discord.messages()).toHaveLength(1);
    await send();
    expect(discord.messages()).toHaveLength(2);
  });

  it('lets an interaction die: 10062 before it is acknowledged, 50027 after', async () => {
    const codes: unknown[] = [];
    const tried = (sending: Promise<unknown>) => sending.catch((error) => codes.push(error.code));
    const deferred: ChatInputCommandInteraction[] = [];
    await loginAnswering(async (interaction) => {
      await tried(chat(interaction).deferReply());
      deferred.push(chat(interaction));
    });
    const ana = discord.person('Ana');
    const acknowledged = { until: 'acknowledged', patienceMs: 300 } as const;
    const reply = await discord.slash(ana, 'ask', { question: 'Why?' }, acknowledged);
    discord.expire(reply);
    await vi.waitFor(() => expect(deferred).toHaveLength(1));
    await tried(deferred[0]?.editReply('Too late.') ?? Promise.resolve());

    discord.refuse({ path: /\/callback$/, status: 404, body: { message: 'Unknown', code: 10062 } });
    await expect(discord.slash(ana, 'ask', { question: 'Why?' }, acknowledged)).rejects.toThrow(
      'still not an acknowledgement to /ask by Ana',
    );
    expect(codes).toEqual([50027, 10062]);
  });

  it('delivers the same event again', async () => {
    const seen: string[] = [];
    await loginAnswering(async (interaction) => {
      seen.push(interaction.id);
      if (seen.length === 1) await chat(interaction).reply('Once.');
    });
    const reply = await discord.slash(discord.person('Ana'), 'ask', { question: 'Why?' });
    discord.redeliver(reply);
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    expect(new Set(seen).size).toBe(1);
  });
});

function buttonOf(fields: object) {
  return { type: 2, style: 1, label: 'x', custom_id: 'x', ...fields };
}

function rowOf(fields: object) {
  return { type: 1, components: [buttonOf(fields)] };
}

function sixButtons() {
  return {
    type: 1,
    components: Array.from({ length: 6 }, (_, index) => buttonOf({ custom_id: `${index}` })),
  };
}
