import { ApiServer, type CdnBehaviour } from './api-server.ts';
import { addChannelRoutes, directChannel } from './channel-routes.ts';
import { addCommandRoutes, register } from './command-routes.ts';
import {
  locate,
  notOffered,
  type OptionValues,
  optionPayloads,
  type Registered,
  submittedComponents,
  uploadsOf,
} from './commands.ts';
import { Core, type Interaction, type NewMessage } from './core.ts';
import { Gateway } from './gateway.ts';
import { addInteractionRoutes } from './interaction-routes.ts';
import { type Json, number, records } from './json.ts';
import { commandSetFaults } from './limits.ts';
import { type ActOptions, controlNamed, Reply, refuseValues } from './reply.ts';
import { type Refusal, type Request, Router, rateLimited } from './rest.ts';
import { Watch } from './watch.ts';
import {
  BOT_PERMISSIONS,
  botPermissions,
  type Channel,
  channelPayload,
  createIds,
  type Guild,
  guildPayload,
  isHidden,
  MEMBER_PERMISSIONS,
  type Message,
  memberPayload,
  messagePayload,
  type Person,
  type Upload,
  uploadPayload,
  userPayload,
} from './world.ts';

const COMMAND = 2;
const COMPONENT = 3;
const AUTOCOMPLETE = 4;
const MODAL_SUBMIT = 5;
const CHAT_INPUT = 1;
const MESSAGE_MENU = 3;
const MANAGE_GUILD = 1n << 5n;
const EVERYONE = /@(?:everyone|here)\b/;

export interface StandInOptions {
  /** How long any wait lasts before it fails. 10 s. */
  readonly patienceMs?: number;
  /** Privileged intents that the application was granted; none. */
  readonly privilegedIntents?: number;
  /** 41250, as Discord's. */
  readonly heartbeatMs?: number;
}

export interface CommandOptions extends ActOptions {
  readonly channel?: Channel;
  /** Send it although Discord would not offer the command to this person, to see what the bot does. */
  readonly force?: boolean;
}

export interface PersonOptions {
  readonly locale?: string;
  readonly roles?: readonly string[];
  readonly permissions?: bigint;
  readonly bot?: boolean;
}

export interface SayOptions {
  readonly replyTo?: Message;
  /** Whether the reply pings the one replied to, as it does by default. */
  readonly ping?: boolean;
  readonly webhook?: boolean;
  readonly embeds?: readonly Json[];
}

/** A local Discord: its REST API, its gateway, its CDN, and the people in it. */
export class StandIn {
  readonly #core: Core;
  readonly #server: ApiServer;
  readonly #watch: Watch;
  readonly gateway: Gateway;
  /** The channel where things happen unless another is named. */
  readonly channel: Channel;

  constructor({ patienceMs = 10_000, privilegedIntents = 0, heartbeatMs = 41_250 }: StandInOptions = {}) {
    const newId = createIds();
    const bot = newPerson(newId(), 'Clippings', { bot: true, permissions: BOT_PERMISSIONS });
    this.#watch = new Watch(patienceMs, () => this.#describe());
    this.#core = new Core({
      bot,
      guild: newGuild(newId()),
      newId,
      watch: this.#watch,
      token: tokenFor(bot.id),
    });
    this.channel = this.addChannel('general');
    const router = new Router();
    addChannelRoutes(router, this.#core);
    addCommandRoutes(router, this.#core);
    addInteractionRoutes(router, this.#core);
    this.gateway = new Gateway({
      token: this.token,
      privilegedIntents,
      heartbeatMs,
      url: () => this.#core.origin.replace('http', 'ws'),
      ready: () => this.#ready(),
      changed: () => this.#watch.changed(),
    });
    this.#core.gateway = this.gateway;
    this.#addGatewayRoutes(router);
    this.#server = new ApiServer(this.#core, router, this.gateway);
  }

  listen(): Promise<void> {
    return this.#server.listen();
  }

  /** Cuts every connection and stops. */
  close(): Promise<void> {
    return this.#server.close();
  }

  // ------------------------------------------------------------------------------ what the bot needs

  /** What `DISCORD_API_URL` is set to. */
  get api(): string {
    return `${this.#core.origin}/api`;
  }

  get token(): string {
    return this.#core.token;
  }

  get applicationId(): string {
    return this.#core.bot.id;
  }

  get bot(): Person {
    return this.#core.bot;
  }

  get guild(): Guild {
    return this.#core.guild;
  }

  // --------------------------------------------------------------------------- what a test looks into

  /** Every request of the bot, oldest first. */
  get requests(): readonly Request[] {
    return this.#core.requests;
  }

  /** What the bot did against Discord's limits and its own manners; a test asserts that it is empty. */
  get violations(): readonly string[] {
    const late = [...this.#core.interactions.values()]
      .filter(({ acknowledged, deliveredAt, expired }) => {
        return !acknowledged && !expired && performance.now() - deliveredAt > 3000;
      })
      .map(({ name }) => `${name} was never acknowledged`);
    return [...this.#core.violations, ...late];
  }

  /** The commands registered globally, or in the guild. */
  commands(guildId?: string): readonly Json[] {
    return this.#core.commands.filter((each) => each.guildId === guildId).map(({ definition }) => definition);
  }

  /** The messages that everybody in a channel sees, oldest first. */
  messages(channel = this.channel): readonly Message[] {
    return [...this.#core.messages.values()].filter(
      (message) => message.channel === channel && !message.deleted && !isHidden(message),
    );
  }

  /** How often the bot showed that it types in a channel. */
  typing(channel = this.channel): number {
    return this.#core.typing.filter((each) => each.channel === channel).length;
  }

  get reactions(): readonly { readonly message: Message; readonly emoji: string }[] {
    return this.#core.reactions;
  }

  /** Resolves to what `probe` returns, as soon as that is neither undefined nor false. */
  until<T>(what: string, probe: () => T | undefined | false, patienceMs?: number): Promise<T> {
    return this.#watch.until(what, probe, patienceMs);
  }

  /** Resolves when a client is logged in; the client itself may need a moment more. */
  async connected(patienceMs?: number): Promise<void> {
    await this.until('a client on the gateway', () => this.gateway.live, patienceMs);
  }

  /** The first message of the bot in a channel that is as wanted, now or later. */
  async posted(
    what: string,
    wanted: (message: Message) => boolean,
    { channel = this.channel, patienceMs }: { channel?: Channel; patienceMs?: number } = {},
  ): Promise<Reply> {
    const message = await this.until(
      what,
      () => this.messages(channel).find((each) => each.author === this.bot && wanted(each)),
      patienceMs,
    );
    return new Reply(this, this.bot, { message });
  }

  // ------------------------------------------------------------------------------- people and places

  person(name: string, options: PersonOptions = {}): Person {
    const person = newPerson(this.#core.newId(), name, options);
    this.#core.people.set(person.id, person);
    return person;
  }

  /** Somebody who may manage the server. */
  moderator(name: string, options: PersonOptions = {}): Person {
    return this.person(name, { permissions: MEMBER_PERMISSIONS | MANAGE_GUILD, ...options });
  }

  /** A role of the guild; give its id to people. */
  role(name: string): string {
    const id = this.#core.newId();
    this.guild.roles.set(id, { id, name, permissions: 0n });
    return id;
  }

  /** A text channel of the guild. */
  addChannel(name: string, { denied = 0n }: { denied?: bigint } = {}): Channel {
    const channel: Channel = { id: this.#core.newId(), type: 0, name, guild: this.guild, denied };
    this.#core.channels.set(channel.id, channel);
    this.#core.gateway?.dispatch('CHANNEL_CREATE', channelPayload(channel, this.bot));
    return channel;
  }

  /** Takes permissions from the bot in a channel, and tells it so. */
  deny(channel: Channel, permissions: bigint): void {
    channel.denied |= permissions;
    this.gateway.dispatch('CHANNEL_UPDATE', channelPayload(channel, this.bot));
  }

  /** The direct channel with a person. */
  direct(person: Person): Channel {
    return directChannel(this.#core, person);
  }

  /** A file that a person attaches. */
  file(name: string, content: string | Uint8Array, behaviour: CdnBehaviour = {}): Upload {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const contentType = behaviour.contentType ?? 'text/plain; charset=utf-8';
    const upload = this.#core.upload({ name, contentType, bytes });
    this.#server.behave(upload.id, behaviour);
    return upload;
  }

  /** Registers commands as if the bot had, held to Discord's limits. */
  register(definitions: readonly unknown[], guildId?: string): void {
    const commands = records(JSON.parse(JSON.stringify(definitions)));
    const faults = commandSetFaults(commands);
    if (faults.length > 0) throw new Error(faults.map(({ where, what }) => `${where} ${what}`).join('\n'));
    this.#core.commands = [
      ...this.#core.commands.filter((each) => each.guildId !== guildId),
      ...commands.map((definition) => register(this.#core, definition, guildId)),
    ];
  }

  // -------------------------------------------------------------------------------- what people do

  /** Uses a command, such as `ask` or `corpus add`. */
  slash(
    person: Person,
    command: string,
    values: OptionValues = {},
    options: CommandOptions = {},
  ): Promise<Reply> {
    const { channel = this.channel } = options;
    const [name = '', ...path] = command.split(' ');
    const registered = this.#command(name, CHAT_INPUT, channel);
    this.#refuseUnoffered(registered, person, options);
    const place = locate(registered.definition, path);
    const resolved = resolvedPayload(uploadsOf(place.leaf, values));
    const data = this.#commandData(registered, { options: optionPayloads(place, values), ...resolved });
    return this.#act({ type: COMMAND, name: `/${command}`, person, channel, data }, options);
  }

  /** Types in an option of a command: what the bot offers to choose from. */
  async autocomplete(
    person: Person,
    command: string,
    values: OptionValues & Readonly<Record<string, string>>,
    { focused, ...options }: CommandOptions & { readonly focused: string },
  ): Promise<readonly { readonly name: string; readonly value: string | number }[]> {
    const { channel = this.channel } = options;
    const [name = '', ...path] = command.split(' ');
    const registered = this.#command(name, CHAT_INPUT, channel);
    const place = locate(registered.definition, path);
    const data = this.#commandData(registered, { options: optionPayloads(place, values, focused) });
    const reply = await this.#act(
      { type: AUTOCOMPLETE, name: `${name}…`, person, channel, data },
      { ...options, until: 'acknowledged' },
    );
    return (reply.interaction?.choices ?? []).map((choice) => ({
      name: String(choice.name),
      value: typeof choice.value === 'number' ? choice.value : String(choice.value),
    }));
  }

  /** Uses a command of a message's context menu. */
  menu(person: Person, name: string, message: Message, options: CommandOptions = {}): Promise<Reply> {
    const { channel } = message;
    const registered = this.#command(name, MESSAGE_MENU, channel);
    this.#refuseUnoffered(registered, person, { ...options, channel });
    const data = this.#commandData(registered, {
      target_id: message.id,
      resolved: { messages: { [message.id]: messagePayload(message, this.bot) } },
    });
    return this.#act({ type: COMMAND, name, person, channel, data }, options);
  }

  press(
    message: Message,
    button: string,
    { person, ...options }: ActOptions & { readonly person: Person },
  ): Promise<Reply> {
    const { custom_id } = controlNamed(message, button, 'button');
    const data = { component_type: 2, custom_id, id: 1 };
    return this.#onMessage(message, { type: COMPONENT, name: `[${button}]`, person, data }, options);
  }

  /** Presses a button that is no longer on the message, as an old client may: by its custom id. */
  pressOld(message: Message, customId: string, person: Person, options?: ActOptions): Promise<Reply> {
    const data = { component_type: 2, custom_id: customId, id: 1 };
    return this.#onMessage(message, { type: COMPONENT, name: `[${customId}]`, person, data }, options);
  }

  choose(
    message: Message,
    select: string,
    {
      person,
      values,
      ...options
    }: ActOptions & { readonly person: Person; readonly values: readonly string[] },
  ): Promise<Reply> {
    const control = controlNamed(message, select, 'select');
    refuseValues(control, values);
    const data = { component_type: control.type, custom_id: control.custom_id, id: 1, values };
    return this.#onMessage(message, { type: COMPONENT, name: `[${select}]`, person, data }, options);
  }

  submit(
    opener: Interaction,
    values: Readonly<Record<string, string>>,
    options: ActOptions = {},
  ): Promise<Reply> {
    const modal = opener.modal ?? {};
    const data = { custom_id: modal.custom_id, components: submittedComponents(modal, values) };
    const { person, channel, source } = opener;
    const act = { type: MODAL_SUBMIT, name: `{${String(modal.title)}}`, person, channel, data };
    return this.#act({ ...act, ...(source && { source }) }, options);
  }

  /** Says something in a channel, and waits for nothing. */
  say(person: Person, channel: Channel, content: string, options: SayOptions = {}): Message {
    const { replyTo, ping = true, webhook = false, embeds = [] } = options;
    const repliesToBot = ping && replyTo?.author === this.bot;
    const draft: NewMessage = {
      channel,
      author: person,
      content,
      embeds,
      mentionsBot: repliesToBot || new RegExp(`<@!?${this.bot.id}>`).test(content),
      everyone: EVERYONE.test(content),
      ...(replyTo && { reference: replyTo }),
      ...(webhook && { webhookId: this.#core.newId() }),
    };
    return this.#core.post(draft);
  }

  /** Mentions the bot in a channel, and waits for its reply. */
  mention(person: Person, channel: Channel, content: string, patienceMs?: number): Promise<Reply> {
    const message = this.say(person, channel, `<@${this.bot.id}> ${content}`.trimEnd());
    return this.answerTo(message, patienceMs);
  }

  /** Writes to the bot directly, and waits for its reply. */
  dm(person: Person, content: string, patienceMs?: number): Promise<Reply> {
    return this.answerTo(this.say(person, this.direct(person), content), patienceMs);
  }

  /** Replies to a message, and waits for the bot's reply. */
  reply(person: Person, to: Message, content: string, patienceMs?: number): Promise<Reply> {
    return this.answerTo(this.say(person, to.channel, content, { replyTo: to }), patienceMs);
  }

  /** The bot's reply to a message, now or later. */
  async answerTo(message: Message, patienceMs?: number): Promise<Reply> {
    const answer = await this.until(
      `a reply to "${message.content.slice(0, 60)}"`,
      () =>
        this.messages(message.channel).find((each) => each.author === this.bot && each.reference === message),
      patienceMs,
    );
    return new Reply(this, message.author, { message: answer });
  }

  /** Deletes somebody's message. */
  remove(message: Message): void {
    message.deleted = true;
    const { channel, id } = message;
    const guild = channel.guild && { guild_id: channel.guild.id };
    this.gateway.dispatch('MESSAGE_DELETE', { id, channel_id: channel.id, ...guild });
  }

  /** Delivers what a person did or said a second time, as Discord may after a RESUME. */
  redeliver(what: Reply | Message): void {
    if (what instanceof Reply) {
      if (what.interaction) this.gateway.dispatch('INTERACTION_CREATE', what.interaction.payload);
      return;
    }
    this.#core.announce('MESSAGE_CREATE', what);
  }

  // ------------------------------------------------------------------------------------------ faults

  /** Answers coming requests otherwise than truly. */
  refuse(refusal: Refusal): void {
    this.#server.refusals.order(refusal);
  }

  /** Answers coming requests with 429. */
  rateLimit(
    path: RegExp,
    { seconds, times = 1, global = false }: { seconds: number; times?: number; global?: boolean },
  ): void {
    this.refuse({ path, times, ...rateLimited(seconds, global) });
  }

  /** Takes back every refusal ordered. */
  relent(): void {
    this.#server.refusals.clear();
  }

  /** Ends the 15 minutes of an interaction's token; before the acknowledgement, its 3 seconds. */
  expire(reply: Reply): void {
    if (reply.interaction) reply.interaction.expired = true;
  }

  // ----------------------------------------------------------------------------------------- inside

  #command(name: string, type: number, channel: Channel): Registered {
    const found = this.#core.commands
      .filter(({ definition }) => definition.name === name && (number(definition.type) ?? 1) === type)
      .filter(({ guildId }) => guildId === undefined || guildId === channel.guild?.id);
    if (!found[0]) throw new Error(`The command "${name}" is not registered here.`);
    return found.find(({ guildId }) => guildId !== undefined) ?? found[0];
  }

  #refuseUnoffered({ definition }: Registered, person: Person, options: CommandOptions): void {
    const why = options.force ? undefined : notOffered(definition, person, options.channel ?? this.channel);
    if (why) throw new Error(`Discord would not offer "${String(definition.name)}": ${why}.`);
  }

  #commandData({ id, definition, guildId }: Registered, more: Json): Json {
    const guild = guildId !== undefined && { guild_id: guildId };
    return { id, name: definition.name, type: definition.type, ...guild, ...more };
  }

  #onMessage(
    source: Message,
    act: { readonly type: number; readonly name: string; readonly person: Person; readonly data: Json },
    options: ActOptions = {},
  ): Promise<Reply> {
    if (source.deleted) throw new Error('That message is deleted.');
    return this.#act({ ...act, channel: source.channel, source }, options);
  }

  /** Delivers an interaction, and waits until the bot has answered it. */
  async #act(act: Act, { until = 'shown', patienceMs }: ActOptions): Promise<Reply> {
    const interaction = this.#deliver(act);
    const reply = new Reply(this, act.person, { interaction });
    await this.until(
      `${until === 'shown' ? 'an answer' : 'an acknowledgement'} to ${act.name} by ${act.person.name}`,
      () => (until === 'shown' ? interaction.settledAt !== undefined : interaction.acknowledged),
      patienceMs,
    );
    return reply;
  }

  #deliver({ type, name, person, channel, data, source }: Act): Interaction {
    const id = this.#core.newId();
    const token = `interaction-token-${id}`;
    const payload = this.#interactionPayload({ id, token, type, person, channel, data, source });
    const interaction: Interaction = {
      id,
      token,
      type,
      name,
      person,
      channel,
      payload,
      deliveredAt: performance.now(),
      thinking: false,
      followUps: [],
      expired: false,
      ...(source && { source }),
    };
    this.#core.interactions.set(token, interaction);
    this.gateway.dispatch('INTERACTION_CREATE', payload);
    return interaction;
  }

  #interactionPayload(act: Omit<Act, 'name'> & { readonly id: string; readonly token: string }): Json {
    const { id, token, type, person, channel, data, source } = act;
    const { guild } = channel;
    const may = botPermissions(channel).toString();
    return {
      id,
      token,
      type,
      version: 1,
      application_id: this.bot.id,
      channel_id: channel.id,
      channel: { ...channelPayload(channel, this.bot), permissions: person.permissions.toString() },
      ...(guild
        ? {
            guild_id: guild.id,
            guild: { id: guild.id, locale: 'en-US', features: [] },
            guild_locale: 'en-US',
            member: memberPayload(person),
          }
        : { user: userPayload(person) }),
      locale: person.locale,
      app_permissions: may,
      entitlements: [],
      authorizing_integration_owners: guild ? { '0': guild.id } : { '1': person.id },
      context: guild ? 0 : 1,
      attachment_size_limit: 10_485_760,
      data,
      ...(source && { message: messagePayload(source, this.bot) }),
    };
  }

  #ready() {
    const { bot, guild, channels } = this.#core;
    const guilds = [guildPayload(guild, [...channels.values()], bot)];
    return { user: userPayload(bot), applicationId: bot.id, guilds };
  }

  #addGatewayRoutes(router: Router): void {
    const url = () => this.#core.origin.replace('http', 'ws');
    router
      .on('GET', '/gateway', () => ({ url: url() }))
      .on('GET', '/gateway/bot', () => ({
        url: url(),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
      }));
  }

  #describe(): string {
    const last = this.requests
      .slice(-8)
      .map(({ method, path, status }) => `  ${method} ${path} ${status ?? '…'}`);
    const faults = this.violations.map((violation) => `  ${violation}`);
    return [
      `The bot is ${this.gateway.live ? 'connected' : 'not connected'}; its last requests:`,
      ...last,
      ...(faults.length > 0 ? ['Violations:', ...faults] : []),
    ].join('\n');
  }
}

interface Act {
  readonly type: number;
  readonly name: string;
  readonly person: Person;
  readonly channel: Channel;
  readonly data: Json;
  readonly source?: Message | undefined;
}

function newPerson(id: string, name: string, options: PersonOptions): Person {
  return {
    id,
    name,
    bot: options.bot ?? false,
    locale: options.locale ?? 'en-US',
    roles: options.roles ?? [],
    permissions: options.permissions ?? MEMBER_PERMISSIONS,
  };
}

function newGuild(id: string): Guild {
  // The role of everybody has the guild's own id.
  return {
    id,
    name: 'The newsroom',
    roles: new Map([[id, { id, name: '@everyone', permissions: BOT_PERMISSIONS }]]),
  };
}

/** A token of the shape that Discord's have: the id in base64, a time, and a secret. */
function tokenFor(id: string): string {
  const secret = 'fake_secret_of_the_stand_in_0123456789';
  return `${Buffer.from(id).toString('base64url')}.GfakeX.${secret}`;
}

function resolvedPayload(uploads: readonly Upload[]): Json {
  if (uploads.length === 0) return {};
  return {
    resolved: { attachments: Object.fromEntries(uploads.map((each) => [each.id, uploadPayload(each)])) },
  };
}
