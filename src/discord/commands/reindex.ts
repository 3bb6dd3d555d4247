import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type Message,
  MessageFlags,
  PermissionFlagsBits,
  type SendableChannels,
} from 'discord.js';
import { ClippingsError, messageOf } from '../../errors.ts';
import { during } from '../acknowledged.ts';
import { audited } from '../audit.ts';
import { faultFields, isRace } from '../boundary.ts';
import type { ChatCommand } from '../command.ts';
import type { ActionOf } from '../custom-id.ts';
import { labelled } from '../options.ts';
import { Refusal } from '../refusal.ts';
import type { Run } from '../reindexer.ts';
import { renderProgress, renderSummary, within } from '../render/moderation.ts';
import { plain, type Reply } from '../render/reply.ts';
import { flat } from '../render/source.ts';
import { editOptions, messageOptions, once } from '../send.ts';
import type { Context } from '../services.ts';
import type { Words } from '../words/words.ts';

/** `/reindex`. */
export const reindexCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('reindex', 'reindexar', {
      en: 'Bring the index up to date with the article files',
      es: 'Poner el índice al día con los archivos de artículos',
    }),
    options: [
      {
        type: ApplicationCommandOptionType.Boolean,
        ...labelled('full', 'completo', {
          en: 'Build it from nothing, not only what has changed',
          es: 'Construirlo de cero, no solo lo que ha cambiado',
        }),
      },
    ],
  },
  moderated: true,
  execute: reindex,
  buttons: { reindexCancel: cancelReindex },
};

/**
 * `/reindex`. Progress goes into an ordinary message, which can be edited for as long as it takes; the
 * interaction's own reply could not be after 15 minutes.
 */
async function reindex(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  const { services, words } = context;
  checkPermissions(interaction, words);
  const running = services.reindexer.current;
  if (running) throw new Refusal(alreadyRunning(running, words));
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const channel = await channelOf(interaction, words);
  const full = interaction.options.getBoolean('full') ?? false;
  const run = services.reindexer.start({ full });
  const present = services.reindexer.current;
  if (!run) throw new Refusal(present ? alreadyRunning(present, words) : words.closing);
  const view = { words, run: run.id, full };
  const opening = messageOptions(renderProgress({ ...view, elapsedMs: 0, progress: run.progress }));
  const message = await channel.send({ ...opening, ...once(interaction.id) });
  run.link = message.url;
  await interaction.editReply(messageOptions(plain(words.reindex.started(message.url))));
  const pending = { id: message.id, kind: 'reindex', channelId: channel.id, messageId: message.id } as const;
  const tell = (reply: Reply) => edit(message, reply, context);
  await during({ ...pending, locale: interaction.locale }, { context, name: 'reindex', tell }, async () => {
    const { outcome, reply } = await followed(run, { message, view, context });
    await edit(message, reply, context);
    await replaceStarted(interaction, reply, context);
    const target = full ? 'all, from nothing' : 'what has changed';
    await audited({ userId: interaction.user.id, action: 'reindex', target, outcome }, services);
  });
}

/** The progress message's "Cancel". */
async function cancelReindex(
  interaction: ButtonInteraction,
  { args }: ActionOf<'reindexCancel'>,
  { services, words }: Context,
): Promise<void> {
  const { progress, startedAt } = services.reindexer.current ?? {};
  if (!services.reindexer.cancel(args.run)) {
    await interaction.update(editOptions(plain(words.reindex.interrupted)));
    return;
  }
  const elapsedMs = performance.now() - (startedAt ?? performance.now());
  const view = { words, run: args.run, full: false, elapsedMs, progress, stopping: true };
  await interaction.update(editOptions(renderProgress(view)));
}

/** The end also takes the place of the private "Started", as long as Discord allows: 15 minutes. */
async function replaceStarted(
  interaction: ChatInputCommandInteraction,
  { content }: Reply,
  { services }: Context,
): Promise<void> {
  try {
    await interaction.editReply(editOptions(plain(content)));
  } catch (error) {
    services.log.warn(faultFields(error), 'the private reply to /reindex could not be replaced');
  }
}

interface Followed {
  readonly message: Message;
  readonly view: { readonly words: Words; readonly run: string; readonly full: boolean };
  readonly context: Context;
}

/** Shows a run's progress until it ends; resolves to how it did. */
async function followed(
  run: Run,
  { message, view, context }: Followed,
): Promise<{ outcome: string; reply: Reply }> {
  const { services, words } = context;
  const before = new Map(services.engine.articles().map(({ id, title }) => [id, title]));
  const titleOf = (id: string) => services.engine.article(id)?.title ?? before.get(id) ?? id;
  let shown: Run['progress'];
  let editing = Promise.resolve();
  const timer = setInterval(() => {
    const { progress } = run;
    if (!progress || progress === shown) return;
    shown = progress;
    const elapsedMs = performance.now() - run.startedAt;
    // One edit after the other: a slow one must not overwrite a later one.
    editing = editing.then(() => edit(message, renderProgress({ ...view, elapsedMs, progress }), context));
  }, services.progressEveryMs);
  try {
    return {
      outcome: 'done',
      reply: renderSummary(await run.done, { words, corpusDir: services.corpusDir, titleOf }),
    };
  } catch (error) {
    return { outcome: outcomeOf(error), reply: plain(faultOf(error, context)) };
  } finally {
    clearInterval(timer);
    await editing;
  }
}

function outcomeOf(error: unknown): string {
  return error instanceof ClippingsError && error.code === 'CANCELLED' ? 'cancelled' : messageOf(error);
}

function faultOf(error: unknown, { services, words }: Context): string {
  if (error instanceof ClippingsError && error.code === 'CANCELLED') return words.reindex.cancelled;
  const reason = error instanceof ClippingsError ? within(services.corpusDir, error) : messageOf(error);
  return words.reindex.broken(flat(reason, 500));
}

/** An edit that fails, as the message may be gone, must not end the reindex. */
async function edit(message: Message, reply: Reply, { services }: Context): Promise<void> {
  try {
    await message.edit(editOptions(reply));
  } catch (error) {
    const level = isRace(error) ? 'warn' : 'error';
    services.log[level](faultFields(error), 'the progress message could not be edited');
  }
}

function alreadyRunning({ link }: Run, words: Words): string {
  return link === undefined ? words.reindex.runningSomewhere : words.reindex.running(link);
}

/** @throws Refusal naming the permissions that the bot lacks in this channel */
function checkPermissions({ appPermissions, channel }: Interaction, words: Words): void {
  const send = channel?.isThread() ? 'SendMessagesInThreads' : 'SendMessages';
  const needed = ['ViewChannel', send] as const;
  const missing = needed.filter((name) => !appPermissions.has(PermissionFlagsBits[name]));
  if (missing.length > 0)
    throw new Refusal(words.missingPermissions(missing.map((name) => `**${name}**`).join(', ')));
}

async function channelOf(interaction: Interaction, words: Words): Promise<SendableChannels> {
  const { channel, channelId, client } = interaction;
  const found = channel ?? (channelId === null ? null : await client.channels.fetch(channelId));
  if (!found?.isSendable()) throw new Refusal(words.missingPermissions('**ViewChannel**'));
  return found;
}
