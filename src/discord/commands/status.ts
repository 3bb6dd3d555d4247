import { ApplicationCommandType, type ChatInputCommandInteraction } from 'discord.js';
import type { ChatCommand } from '../command.ts';
import { isModerator } from '../moderators.ts';
import { labelled } from '../options.ts';
import { renderStatus, type StatusDetails } from '../render/lists.ts';
import { hiddenOptions } from '../send.ts';
import type { Context, Services } from '../services.ts';

/** `/status`. */
export const statusCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('status', 'estado', {
      en: 'How many articles there are, and how current they are',
      es: 'Cuántos artículos hay y hasta cuándo llegan',
    }),
  },
  moderated: false,
  execute: status,
};

/** `/status`; moderators see more of it. */
async function status(interaction: ChatInputCommandInteraction, { services, words }: Context): Promise<void> {
  const { engine, version, startedAt, moderation } = services;
  const details = isModerator(interaction, moderation)
    ? await detailsOf(services, interaction.client.ws.ping)
    : undefined;
  const view = { engine: engine.status(), version, startedAt, ...(details && { details }) };
  await interaction.reply(hiddenOptions(renderStatus(view, words)));
}

async function detailsOf(
  { store, queue, reindexer, engine }: Services,
  gatewayMs: number,
): Promise<StatusDetails> {
  const progress = reindexer.current?.progress;
  const actions = (await store.audit({ limit: 3 })).items;
  return {
    waiting: queue.length,
    megabytes: Math.round(process.memoryUsage().rss / 1024 / 1024),
    gatewayMs,
    counts: await store.counts(),
    actions: actions.map((entry) => ({
      ...entry,
      target: engine.article(entry.target)?.title ?? entry.target,
    })),
    ...(progress && { reindexing: { done: progress.articlesDone, total: progress.articlesTotal } }),
  };
}
