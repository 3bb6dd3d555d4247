import { PermissionFlagsBits } from 'discord.js';
import { type Core, messageFields } from './core.ts';
import { type Json, record, text } from './json.ts';
import { API_ERRORS, ApiError, bodyOf, type Request, type Router } from './rest.ts';
import {
  botPermissions,
  type Channel,
  channelPayload,
  guildPayload,
  isHidden,
  type Message,
  memberPayload,
  messagePayload,
  type Person,
  userPayload,
} from './world.ts';

const { AttachFiles, EmbedLinks, ReadMessageHistory, SendMessages, SendMessagesInThreads, ViewChannel } =
  PermissionFlagsBits;
const THREAD = 11;

/** Channels, their messages, guilds and people. */
export function addChannelRoutes(router: Router, core: Core): void {
  const message = (id: string | undefined, messageId: string | undefined): Message => {
    const found = core.message(id, messageId);
    if (isHidden(found)) throw API_ERRORS.unknownMessage();
    return found;
  };
  router
    .on('GET', '/channels/:id', (_, [id]) => channelPayload(visible(core, id), core.bot))
    .on('POST', '/channels/:id/messages', (request, [id]) => send(core, request, id))
    .on('GET', '/channels/:id/messages', (_, [id]) => listMessages(core, visible(core, id)))
    .on('GET', '/channels/:id/messages/:message', (_, [id, messageId]) =>
      messagePayload(message(id, messageId), core.bot),
    )
    .on('PATCH', '/channels/:id/messages/:message', (request, [id, messageId]) =>
      editOwn(core, request, message(id, messageId)),
    )
    .on('DELETE', '/channels/:id/messages/:message', (_, [id, messageId]) =>
      remove(core, message(id, messageId)),
    )
    .on('POST', '/channels/:id/typing', (_, [id]) => type(core, id))
    .on('PUT', '/channels/:id/messages/:message/reactions/:emoji/@me', (_, [id, messageId, emoji]) => {
      core.reactions.push({ message: message(id, messageId), emoji: emoji ?? '' });
      core.watch.changed();
    })
    .on('POST', '/channels/:id/messages/:message/threads', (request, [id]) => startThread(core, request, id))
    .on('GET', '/guilds/:id', (_, [id]) => {
      if (id !== core.guild.id) throw API_ERRORS.missingAccess();
      return guildPayload(core.guild, [...core.channels.values()], core.bot);
    })
    .on('GET', '/guilds/:id/members/:person', (_, [, id]) => memberPayload(person(core, id)))
    .on('GET', '/users/@me', () => userPayload(core.bot))
    .on('GET', '/users/:id', (_, [id]) => userPayload(person(core, id)))
    .on('POST', '/users/@me/channels', (request) => openDirect(core, bodyOf(request)));
}

function person(core: Core, id: string | undefined): Person {
  const found = core.people.get(id ?? '');
  if (!found) throw API_ERRORS.unknownUser();
  return found;
}

function visible(core: Core, id: string | undefined): Channel {
  const channel = core.channel(id);
  if (!(botPermissions(channel) & ViewChannel)) throw API_ERRORS.missingAccess();
  return channel;
}

/** @throws ApiError 50001 or 50013 when the bot may not write here */
function writable(core: Core, id: string | undefined): Channel {
  const channel = visible(core, id);
  const needed = channel.type === THREAD ? SendMessagesInThreads : SendMessages;
  if (!(botPermissions(channel) & needed)) throw API_ERRORS.missingPermissions();
  return channel;
}

function send(core: Core, request: Request, id: string | undefined): Json {
  const channel = writable(core, id);
  const body = bodyOf(request);
  const may = botPermissions(channel);
  core.checkMessage(request, body, false);
  if (Number(body.flags ?? 0) & 64)
    core.violate(request, 'flags: only replies to interactions can be hidden');
  if (request.files.length > 0 && !(may & AttachFiles)) throw API_ERRORS.missingPermissions();
  const nonce = body.enforce_nonce === true ? text(body.nonce) : undefined;
  if (nonce !== undefined && nonce.length > 25) core.violate(request, 'nonce: longer than 25');
  const same = nonce === undefined ? undefined : core.nonces.get(nonce);
  if (same) return messagePayload(same, core.bot);
  const fields = messageFields(core, request);
  const reference = referenceOf(core, channel, record(body.message_reference));
  const message = core.post({
    channel,
    author: core.bot,
    ...fields,
    flags: fields.flags & ~64,
    ...(may & EmbedLinks ? {} : { embeds: [] }),
    ...(reference && { reference }),
  });
  if (nonce !== undefined) core.nonces.set(nonce, message);
  return messagePayload(message, core.bot);
}

function referenceOf(core: Core, channel: Channel, reference: Json): Message | undefined {
  const id = text(reference.message_id);
  if (id === undefined) return undefined;
  if (!(botPermissions(channel) & ReadMessageHistory)) {
    throw new ApiError(400, 160002, 'Cannot reply without permission to read message history');
  }
  const found = core.messages.get(id);
  if (found && !found.deleted && found.channel === channel) return found;
  if (reference.fail_if_not_exists === false) return undefined;
  throw new ApiError(400, 50035, 'Invalid Form Body', {
    message_reference: { _errors: [{ code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }] },
  });
}

function listMessages(core: Core, channel: Channel): readonly Json[] {
  return [...core.messages.values()]
    .filter((message) => message.channel === channel && !message.deleted && !isHidden(message))
    .slice(-50)
    .reverse()
    .map((message) => messagePayload(message, core.bot));
}

function editOwn(core: Core, request: Request, message: Message): Json {
  if (message.author !== core.bot) throw API_ERRORS.notAuthor();
  if (!(botPermissions(message.channel) & ViewChannel)) throw API_ERRORS.missingAccess();
  core.checkMessage(request, bodyOf(request), true);
  core.edit(message, bodyOf(request), request.files);
  return messagePayload(message, core.bot);
}

function remove(core: Core, message: Message): void {
  if (message.author !== core.bot) throw API_ERRORS.missingPermissions();
  message.deleted = true;
  core.gateway?.dispatch('MESSAGE_DELETE', {
    id: message.id,
    channel_id: message.channel.id,
    ...(message.channel.guild && { guild_id: message.channel.guild.id }),
  });
  core.watch.changed();
}

function type(core: Core, id: string | undefined): void {
  const channel = writable(core, id);
  core.typing.push({ channel, at: performance.now() });
  core.watch.changed();
}

function startThread(core: Core, request: Request, id: string | undefined): Json {
  const parent = writable(core, id);
  const name = text(bodyOf(request).name) ?? '';
  if (name.length < 1 || name.length > 100) {
    core.check(request, [{ where: 'name', what: `has ${name.length} characters; 1 to 100`, refused: true }]);
  }
  const thread: Channel = {
    id: core.newId(),
    type: THREAD,
    name,
    parent,
    denied: parent.denied,
    ...(parent.guild && { guild: parent.guild }),
  };
  core.channels.set(thread.id, thread);
  return channelPayload(thread, core.bot);
}

function openDirect(core: Core, body: Json): Json {
  const recipient = person(core, text(body.recipient_id));
  return channelPayload(directChannel(core, recipient), core.bot);
}

/** The direct channel between the bot and a person, made when it is first needed. */
export function directChannel(core: Core, recipient: Person): Channel {
  for (const channel of core.channels.values()) if (channel.recipient === recipient) return channel;
  const channel: Channel = { id: core.newId(), type: 1, name: '', recipient, denied: 0n };
  core.channels.set(channel.id, channel);
  return channel;
}
