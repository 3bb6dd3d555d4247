import { PermissionFlagsBits } from 'discord.js';
import { type Json, record, records, text } from './json.ts';
import { flatten } from './limits.ts';

/** Somebody who can write, press and choose. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  readonly locale: string;
  readonly roles: readonly string[];
  readonly permissions: bigint;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly roles: Map<string, { readonly id: string; readonly name: string; readonly permissions: bigint }>;
}

export interface Channel {
  readonly id: string;
  /** discord.js's ChannelType: 0 text, 1 direct, 11 thread. */
  readonly type: number;
  readonly name: string;
  readonly guild?: Guild;
  /** Of a direct channel: who is at the other end. */
  readonly recipient?: Person;
  /** Of a thread: the channel it hangs on. */
  readonly parent?: Channel;
  /** Permissions that the bot is denied here; a test may change it. */
  denied: bigint;
}

export interface Upload {
  readonly id: string;
  readonly filename: string;
  readonly description?: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly url: string;
}

/** What a message showed before an edit. */
export interface Version {
  readonly content: string;
  readonly embeds: readonly Json[];
  readonly components: readonly Json[];
}

/** A message as it stands now; edits change it in place and push what was onto `versions`. */
export interface Message {
  readonly id: string;
  readonly channel: Channel;
  readonly author: Person;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  attachments: readonly Upload[];
  flags: number;
  readonly at: number;
  editedAt?: number;
  readonly reference?: Message;
  /** Whether the bot is among those it mentions (by name or by a reply with a ping). */
  readonly mentionsBot: boolean;
  readonly everyone: boolean;
  readonly webhookId?: string;
  /** Of a reply to an interaction: that interaction. */
  readonly interaction?: { readonly id: string; readonly type: number; readonly person: Person };
  readonly versions: Version[];
  deleted: boolean;
}

const EPHEMERAL = 64;

/** Whether only one person sees the message. */
export function isHidden(message: Message): boolean {
  return (message.flags & EPHEMERAL) !== 0;
}

/** All that a message says, its embeds and text displays included, in the order shown. */
export function textOf(message: Message): string {
  const embeds = message.embeds.flatMap((embed) => [
    record(embed.author).name,
    embed.title,
    embed.description,
    ...records(embed.fields).flatMap(({ name, value }) => [name, value]),
    record(embed.footer).text,
  ]);
  const displays = flatten(message.components).map(({ content }) => content);
  return [message.content, ...embeds, ...displays].flatMap((part) => text(part) || []).join('\n');
}

/** The buttons and selects of a message, in the order shown. */
export function controlsOf(message: Message): readonly Json[] {
  return flatten(message.components).filter(
    ({ type }) => type === 2 || (Number(type) >= 3 && Number(type) <= 8),
  );
}

const EPOCH = 1_420_070_400_000n;

/** Makes ids as Discord does: they sort by time, and carry it. */
export function createIds(): () => string {
  let count = 0n;
  return () => {
    count += 1n;
    return (((BigInt(Date.now()) - EPOCH) << 22n) | (count & 0x3fffffn)).toString();
  };
}

/** What the bot may do in a channel where nothing is denied. */
export const BOT_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.UseApplicationCommands;

/** What an ordinary member may do. */
export const MEMBER_PERMISSIONS = BOT_PERMISSIONS;

/** What the bot may do in this channel. */
export function botPermissions(channel: Channel): bigint {
  return BOT_PERMISSIONS & ~channel.denied;
}

export function userPayload(person: Person): Json {
  return {
    id: person.id,
    username: person.name.toLowerCase(),
    global_name: person.name,
    discriminator: '0',
    avatar: null,
    bot: person.bot,
    public_flags: 0,
  };
}

export function memberPayload(person: Person): Json {
  return {
    user: userPayload(person),
    roles: person.roles,
    permissions: person.permissions.toString(),
    joined_at: '2024-01-01T00:00:00.000000+00:00',
    nick: null,
    avatar: null,
    banner: null,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

export function channelPayload(channel: Channel, bot: Person): Json {
  if (channel.recipient) {
    return {
      id: channel.id,
      type: channel.type,
      recipients: [userPayload(channel.recipient)],
      last_message_id: null,
      flags: 0,
    };
  }
  const overwrites =
    channel.denied === 0n ? [] : [{ id: bot.id, type: 1, allow: '0', deny: channel.denied.toString() }];
  return {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    guild_id: channel.guild?.id,
    parent_id: channel.parent?.id ?? null,
    position: 0,
    topic: null,
    nsfw: false,
    last_message_id: null,
    rate_limit_per_user: 0,
    permission_overwrites: overwrites,
    flags: 0,
    ...(channel.type === 11 && {
      owner_id: bot.id,
      message_count: 0,
      member_count: 1,
      thread_metadata: {
        archived: false,
        auto_archive_duration: 1440,
        archive_timestamp: '2024-01-01T00:00:00.000000+00:00',
        locked: false,
      },
    }),
  };
}

export function guildPayload(guild: Guild, channels: readonly Channel[], bot: Person): Json {
  const own = channels.filter((channel) => channel.guild === guild);
  return {
    id: guild.id,
    name: guild.name,
    owner_id: '1',
    icon: null,
    splash: null,
    discovery_splash: null,
    description: null,
    features: [],
    emojis: [],
    stickers: [],
    preferred_locale: 'en-US',
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    system_channel_id: null,
    system_channel_flags: 0,
    afk_channel_id: null,
    afk_timeout: 300,
    rules_channel_id: null,
    public_updates_channel_id: null,
    joined_at: '2024-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: 2,
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    members: [{ ...memberPayload(bot), permissions: undefined }],
    channels: own.filter(({ type }) => type !== 11).map((channel) => channelPayload(channel, bot)),
    threads: own.filter(({ type }) => type === 11).map((channel) => channelPayload(channel, bot)),
    roles: [...guild.roles.values()].map((role, position) => ({
      id: role.id,
      name: role.name,
      permissions: role.permissions.toString(),
      position,
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      managed: false,
      mentionable: false,
      flags: 0,
    })),
  };
}

export function uploadPayload({ id, filename, description, contentType, bytes, url }: Upload): Json {
  return {
    id,
    filename,
    size: bytes.length,
    url,
    proxy_url: url,
    content_type: contentType,
    ...(description !== undefined && { description }),
    ...(contentType.startsWith('image/') && { width: 800, height: 600 }),
  };
}

/** A message as Discord sends it, with the one that it replies to. */
export function messagePayload(message: Message, bot: Person): Json {
  const { channel, reference } = message;
  if (!reference) return plainPayload(message, bot);
  return {
    ...plainPayload(message, bot),
    message_reference: {
      type: 0,
      message_id: reference.id,
      channel_id: reference.channel.id,
      ...(channel.guild && { guild_id: channel.guild.id }),
    },
    referenced_message: reference.deleted ? null : plainPayload(reference, bot),
  };
}

/** discord.js's MessageType: 0 default, 19 reply, 20 chat input command, 23 context menu command. */
function messageType({ interaction, reference }: Message): number {
  if (interaction?.type === 2) return 20;
  return reference ? 19 : 0;
}

function plainPayload(message: Message, bot: Person): Json {
  const { channel, author, interaction } = message;
  return {
    id: message.id,
    type: messageType(message),
    channel_id: channel.id,
    ...(channel.guild && { guild_id: channel.guild.id }),
    author: userPayload(author),
    ...(channel.guild && !message.webhookId && { member: memberPayload(author) }),
    content: message.content,
    embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
    components: message.components,
    attachments: message.attachments.map(uploadPayload),
    flags: message.flags,
    timestamp: new Date(message.at).toISOString(),
    edited_timestamp: message.editedAt ? new Date(message.editedAt).toISOString() : null,
    tts: false,
    pinned: false,
    mention_everyone: message.everyone,
    mentions: message.mentionsBot ? [userPayload(bot)] : [],
    mention_roles: [],
    ...(message.webhookId && { webhook_id: message.webhookId }),
    ...(interaction && {
      application_id: bot.id,
      interaction_metadata: {
        id: interaction.id,
        type: interaction.type,
        user: userPayload(interaction.person),
        authorizing_integration_owners: channel.guild ? { '0': channel.guild.id } : {},
      },
    }),
  };
}
