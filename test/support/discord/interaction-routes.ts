import { type Core, callbackOf, type Interaction, messageFields } from './core.ts';
import { type Json, number, records } from './json.ts';
import { choicesFaults, modalFaults } from './limits.ts';
import { API_ERRORS, bodyOf, type Request, type Router } from './rest.ts';
import { isHidden, type Message, messagePayload } from './world.ts';

/** discord.js's InteractionResponseType. */
const RESPOND = { message: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 };
/** discord.js's InteractionType. */
const AUTOCOMPLETE = 4;
const MODAL_SUBMIT = 5;
const EPHEMERAL = 64;
const LOADING = 128;
/** How long Discord waits for the first answer, and how long its token serves. */
const ACKNOWLEDGE_MS = 3000;
const TOKEN_MS = 15 * 60 * 1000;

/** The first answer to an interaction, and what is said by its token afterwards. */
export function addInteractionRoutes(router: Router, core: Core): void {
  const webhook = '/webhooks/:app/:token';
  const one = `${webhook}/messages/:message`;
  router
    .on('POST', '/interactions/:id/:token/callback', (request, [, token]) => {
      const interaction = core.interactions.get(token ?? '');
      if (!interaction) throw API_ERRORS.unknownInteraction();
      acknowledge(core, request, interaction);
      return request.query.get('with_response') === 'true' ? callbackResponse(core, interaction) : undefined;
    })
    .on('POST', webhook, (request, [, token]) => followUp(core, request, acknowledged(core, token)))
    .on('GET', one, (_, [, token, id]) =>
      messagePayload(messageOf(core, acknowledged(core, token), id), core.bot),
    )
    .on('PATCH', one, (request, [, token, id]) => editReply(core, request, acknowledged(core, token), id))
    .on('DELETE', one, (_, [, token, id]) => {
      const interaction = acknowledged(core, token);
      const message = messageOf(core, interaction, id);
      message.deleted = true;
      if (message === interaction.original) interaction.thinking = false;
      core.watch.changed();
    });
}

/** The interaction of a token that the bot has answered. @throws ApiError 10015 or 50027 */
function acknowledged(core: Core, token: string | undefined): Interaction {
  const interaction = core.interactions.get(token ?? '');
  if (!interaction?.acknowledged) throw API_ERRORS.unknownWebhook();
  if (interaction.expired || performance.now() - interaction.deliveredAt > TOKEN_MS) {
    throw API_ERRORS.invalidToken();
  }
  return interaction;
}

function acknowledge(core: Core, request: Request, interaction: Interaction): void {
  const at = performance.now();
  const waited = Math.round(at - interaction.deliveredAt);
  if (interaction.acknowledged) {
    core.violate(request, `${interaction.name} was acknowledged twice`);
    throw API_ERRORS.alreadyAcknowledged();
  }
  if (interaction.expired) throw API_ERRORS.unknownInteraction();
  if (waited > ACKNOWLEDGE_MS) {
    core.violate(request, `${interaction.name} was acknowledged after ${waited} ms; Discord waits 3000`);
    throw API_ERRORS.unknownInteraction();
  }
  const { type } = callbackOf(request);
  refuseUnfit(core, request, interaction);
  carryOut(core, request, interaction);
  interaction.acknowledged = { type, at };
  if (type !== RESPOND.defer && type !== RESPOND.deferUpdate) settle(interaction);
  core.watch.changed();
}

function settle(interaction: Interaction): void {
  interaction.settledAt ??= performance.now();
}

/** Notes a first answer of a kind that this interaction cannot have. */
function refuseUnfit(core: Core, request: Request, { type: kind, source }: Interaction): void {
  const { type } = callbackOf(request);
  const refuse = (what: string) => core.check(request, [{ where: 'type', what, refused: true }]);
  if ((kind === AUTOCOMPLETE) !== (type === RESPOND.choices)) refuse(`${type} does not answer type ${kind}`);
  if (type === RESPOND.modal && kind === MODAL_SUBMIT) refuse('9: a modal cannot open another');
  if ((type === RESPOND.update || type === RESPOND.deferUpdate) && !source) {
    refuse(`${type}: there is no message to update`);
  }
  if (!Object.values(RESPOND).includes(type)) refuse(`${type} is unknown`);
}

function carryOut(core: Core, request: Request, interaction: Interaction): void {
  const { type, data } = callbackOf(request);
  if (type === RESPOND.message) {
    core.checkMessage(request, data, false);
    interaction.original = say(core, interaction, messageFields(core, request, data));
  }
  if (type === RESPOND.defer) {
    const flags = number(data.flags) ?? 0;
    if (flags & ~EPHEMERAL) core.violate(request, `flags ${flags}: a deferral can only be hidden`);
    interaction.thinking = true;
    interaction.original = say(core, interaction, { flags: (flags & EPHEMERAL) | LOADING });
  }
  if (type === RESPOND.deferUpdate && interaction.source) interaction.original = interaction.source;
  if (type === RESPOND.update && interaction.source) {
    core.checkMessage(request, data, true);
    core.edit(interaction.source, data, request.files);
    interaction.original = interaction.source;
  }
  if (type === RESPOND.choices) {
    core.check(request, choicesFaults(data));
    interaction.choices = records(data.choices);
  }
  if (type === RESPOND.modal) {
    core.check(request, modalFaults(data));
    interaction.modal = data;
  }
}

function say(
  core: Core,
  interaction: Interaction,
  fields: Partial<ReturnType<typeof messageFields>>,
): Message {
  const { id, type, person, channel, source } = interaction;
  return core.post({
    channel,
    author: core.bot,
    webhookId: core.bot.id,
    interaction: { id, type, person },
    ...(source && !isHidden(source) && { reference: source }),
    ...fields,
  });
}

function callbackResponse(
  core: Core,
  { id, type, original, acknowledged: first, channel }: Interaction,
): Json {
  const message = original && messagePayload(original, core.bot);
  return {
    interaction: {
      id,
      type,
      response_message_id: original?.id,
      response_message_loading: first?.type === RESPOND.defer,
      response_message_ephemeral: original ? isHidden(original) : false,
      channel_id: channel.id,
    },
    ...(message && { resource: { type: first?.type, message } }),
  };
}

/** The reply that a token's request names. */
function messageOf(core: Core, interaction: Interaction, id: string | undefined): Message {
  const own = [interaction.original, ...interaction.followUps];
  const found = id === '@original' ? interaction.original : own.find((message) => message?.id === id);
  if (!found || found.deleted || !core.messages.has(found.id)) throw API_ERRORS.unknownMessage();
  return found;
}

/** A further message; after a deferral the first one fills the reply that was promised. */
function followUp(core: Core, request: Request, interaction: Interaction): Json {
  const body = bodyOf(request);
  core.checkMessage(request, body, false);
  if (interaction.thinking && interaction.original)
    return fill(core, request, interaction, interaction.original);
  const message = say(core, interaction, messageFields(core, request));
  interaction.followUps.push(message);
  settle(interaction);
  core.watch.changed();
  return messagePayload(message, core.bot);
}

function editReply(core: Core, request: Request, interaction: Interaction, id: string | undefined): Json {
  const message = messageOf(core, interaction, id);
  const body = bodyOf(request);
  core.checkMessage(request, body, !interaction.thinking);
  if ((number(body.flags) ?? 0) & EPHEMERAL && !isHidden(message)) {
    core.violate(request, 'flags: a message cannot become hidden after it was shown');
  }
  if (message === interaction.original) return fill(core, request, interaction, message);
  core.edit(message, body, request.files);
  return messagePayload(message, core.bot);
}

function fill(core: Core, request: Request, interaction: Interaction, message: Message): Json {
  message.flags &= ~LOADING;
  interaction.thinking = false;
  settle(interaction);
  core.edit(message, bodyOf(request), request.files);
  return messagePayload(message, core.bot);
}
