import type { Registered } from './commands.ts';
import type { Gateway } from './gateway.ts';
import { type Json, number, record, records, text } from './json.ts';
import { type Fault, messageFaults } from './limits.ts';
import { API_ERRORS, ApiError, bodyOf, type Request, type SentFile } from './rest.ts';
import type { Watch } from './watch.ts';
import {
  type Channel,
  type Guild,
  isHidden,
  type Message,
  messagePayload,
  type Person,
  type Upload,
} from './world.ts';

/** Something that a person did with the bot, from its delivery to the bot's last word. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** discord.js's InteractionType: 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: number;
  readonly name: string;
  readonly person: Person;
  readonly channel: Channel;
  /** Of a component, or of a modal that one opened: the message it is on. */
  readonly source?: Message;
  readonly payload: Json;
  readonly deliveredAt: number;
  acknowledged?: { readonly type: number; readonly at: number };
  original?: Message;
  /** Whether the original still shows "is thinking…". */
  thinking: boolean;
  modal?: Json;
  choices?: readonly Json[];
  readonly followUps: Message[];
  /** When the bot first showed something, in milliseconds of `performance.now()`. */
  settledAt?: number;
  expired: boolean;
}

export interface NewMessage {
  readonly channel: Channel;
  readonly author: Person;
  readonly content?: string;
  readonly embeds?: readonly Json[];
  readonly components?: readonly Json[];
  readonly attachments?: readonly Upload[];
  readonly flags?: number;
  readonly reference?: Message;
  readonly mentionsBot?: boolean;
  readonly everyone?: boolean;
  readonly webhookId?: string;
  readonly interaction?: Message['interaction'];
}

const GUILD_MESSAGES = 1 << 9;
const DIRECT_MESSAGES = 1 << 12;
const MESSAGE_CONTENT = 1 << 15;

/** All that the stand-in knows, and the few things that both its REST side and its people do. */
export class Core {
  readonly bot: Person;
  readonly newId: () => string;
  readonly guild: Guild;
  /** The bot's. */
  readonly token: string;
  readonly channels = new Map<string, Channel>();
  readonly people = new Map<string, Person>();
  readonly messages = new Map<string, Message>();
  /** The bot's messages by the nonces that were to be enforced. */
  readonly nonces = new Map<string, Message>();
  readonly interactions = new Map<string, Interaction>();
  readonly uploads = new Map<string, Upload>();
  readonly requests: Request[] = [];
  readonly violations: string[] = [];
  readonly typing: { readonly channel: Channel; readonly at: number }[] = [];
  readonly reactions: { readonly message: Message; readonly emoji: string }[] = [];
  commands: readonly Registered[] = [];
  readonly watch: Watch;
  /** Set once the server listens. */
  origin = '';
  gateway: Gateway | undefined;

  constructor(start: {
    readonly bot: Person;
    readonly guild: Guild;
    readonly newId: () => string;
    readonly watch: Watch;
    readonly token: string;
  }) {
    this.bot = start.bot;
    this.guild = start.guild;
    this.newId = start.newId;
    this.watch = start.watch;
    this.token = start.token;
    this.people.set(start.bot.id, start.bot);
  }

  /** Adds a message to its channel, and tells the bot as Discord would. */
  post(draft: NewMessage): Message {
    const message: Message = {
      id: this.newId(),
      channel: draft.channel,
      author: draft.author,
      content: draft.content ?? '',
      embeds: draft.embeds ?? [],
      components: draft.components ?? [],
      attachments: draft.attachments ?? [],
      flags: draft.flags ?? 0,
      at: Date.now(),
      mentionsBot: draft.mentionsBot ?? false,
      everyone: draft.everyone ?? false,
      ...(draft.reference && { reference: draft.reference }),
      ...(draft.webhookId && { webhookId: draft.webhookId }),
      ...(draft.interaction && { interaction: draft.interaction }),
      versions: [],
      deleted: false,
    };
    this.messages.set(message.id, message);
    this.announce('MESSAGE_CREATE', message);
    this.watch.changed();
    return message;
  }

  /** Tells the bot of a message, when its intents let it know; hidden ones never are. */
  announce(event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
    const intents = this.gateway?.intents ?? 0;
    const needed = message.channel.guild ? GUILD_MESSAGES : DIRECT_MESSAGES;
    if (isHidden(message) || !(intents & needed)) return;
    const payload = { ...messagePayload(message, this.bot), channel_type: message.channel.type };
    this.gateway?.dispatch(event, this.#readable(message) ? payload : withoutContent(payload));
  }

  /** Whether the bot is given a message's content: docs.discord.com, "you might not need a privileged intent". */
  #readable(message: Message): boolean {
    if ((this.gateway?.intents ?? 0) & MESSAGE_CONTENT) return true;
    if (!message.channel.guild || message.author === this.bot) return true;
    if (message.content.includes(`<@${this.bot.id}>`)) return true;
    return message.mentionsBot && message.reference?.interaction === undefined;
  }

  /** Changes what a message shows: what the body leaves out stays as it was. */
  edit(message: Message, body: Json, files: readonly SentFile[]): void {
    const { content, embeds, components } = message;
    message.versions.push({ content, embeds, components });
    if ('content' in body) message.content = text(body.content) ?? '';
    if ('embeds' in body) message.embeds = records(body.embeds);
    if ('components' in body) message.components = records(body.components);
    message.attachments = this.#keptUploads(message, body, files);
    const kept = message.flags & 64;
    if ('flags' in body) message.flags = ((number(body.flags) ?? 0) & ~64) | kept;
    message.editedAt = Date.now();
    this.announce('MESSAGE_UPDATE', message);
    this.watch.changed();
  }

  #keptUploads(message: Message, body: Json, files: readonly SentFile[]): readonly Upload[] {
    const listed = 'attachments' in body ? records(body.attachments).map(({ id }) => String(id)) : undefined;
    const kept = message.attachments.filter(({ id }) => listed?.includes(id) ?? true);
    return [...kept, ...this.store(body, files)];
  }

  /** Keeps the files of a request, so that a test can read them and the CDN can serve them. */
  store(body: Json, files: readonly SentFile[]): readonly Upload[] {
    return files.map((file, index) => {
      const described = records(body.attachments).find(({ id }) => String(id) === String(index));
      const description = text(described?.description);
      return this.upload({ ...file, ...(description !== undefined && { description }) });
    });
  }

  upload(file: SentFile & { readonly description?: string }): Upload {
    const id = this.newId();
    const upload: Upload = {
      id,
      filename: file.name,
      contentType: file.contentType || 'application/octet-stream',
      bytes: file.bytes,
      url: `${this.origin}/cdn/attachments/1/${id}/${encodeURIComponent(file.name)}?ex=1&is=1&hm=1`,
      ...(file.description !== undefined && { description: file.description }),
    };
    this.uploads.set(id, upload);
    return upload;
  }

  /** Holds a message of the bot to Discord's limits. @throws ApiError 50035 as Discord would */
  checkMessage(request: Request, body: Json, edit: boolean): void {
    const files = request.files.map(({ name, bytes }) => ({ name, size: bytes.length }));
    this.check(request, messageFaults(body, { edit, files }));
  }

  /** Notes the faults of a request. @throws ApiError 50035 when Discord would refuse it */
  check(request: Request, faults: readonly Fault[]): void {
    for (const { where, what } of faults) this.violate(request, `${where} ${what}`);
    const refused = faults.filter((fault) => fault.refused);
    if (refused.length === 0) return;
    const errors = Object.fromEntries(
      refused.map(({ where, what }) => [where, { _errors: [{ code: 'BASE_TYPE_INVALID', message: what }] }]),
    );
    throw new ApiError(400, 50035, 'Invalid Form Body', errors);
  }

  violate(request: Pick<Request, 'method' | 'path'>, what: string): void {
    this.violations.push(`${request.method} ${request.path}: ${what}`);
  }

  channel(id: string | undefined): Channel {
    const channel = this.channels.get(id ?? '');
    if (!channel) throw API_ERRORS.unknownChannel();
    return channel;
  }

  /** The message that a request names; hidden ones are not to be had by their channel. */
  message(channelId: string | undefined, id: string | undefined): Message {
    const message = this.messages.get(id ?? '');
    if (!message || message.deleted || message.channel.id !== channelId) throw API_ERRORS.unknownMessage();
    return message;
  }
}

function withoutContent(payload: Json): Json {
  return { ...payload, content: '', embeds: [], components: [], attachments: [] };
}

/** The parts of a request's body that make up a message. */
export function messageFields(core: Core, request: Request, body: Json = bodyOf(request)) {
  return {
    content: text(body.content) ?? '',
    embeds: records(body.embeds),
    components: records(body.components),
    attachments: core.store(body, request.files),
    flags: number(body.flags) ?? 0,
  };
}

/** The body of an interaction's callback: `{ type, data }`. */
export function callbackOf(request: Request): { readonly type: number; readonly data: Json } {
  const body = bodyOf(request);
  return { type: number(body.type) ?? 0, data: record(body.data) };
}
