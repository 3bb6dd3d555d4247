import {
  ApplicationCommandType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
} from 'discord.js';
import { gapsCsv } from '../../store/gaps.ts';
import type { Gap } from '../../store/store.ts';
import { audited } from '../audit.ts';
import type { ChatCommand } from '../command.ts';
import type { ActionOf } from '../custom-id.ts';
import { labelled } from '../options.ts';
import { GAPS_PAGE, renderGaps } from '../render/moderation.ts';
import type { Reply } from '../render/reply.ts';
import { editOptions } from '../send.ts';
import type { Context, Services } from '../services.ts';

/** `/gaps`. */
export const gapsCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('gaps', 'lagunas', {
      en: 'Questions that went unanswered, and answers voted down',
      es: 'Preguntas sin respuesta y respuestas con voto negativo',
    }),
  },
  moderated: true,
  execute: gaps,
  buttons: { gaps: gapsPage, gapDone, gapsCsv: gapsTable },
};

/** `/gaps`: what the corpus could not answer. */
async function gaps(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.editReply(editOptions(await gapsOnPage(0, context)));
}

/** A page of `/gaps`. */
async function gapsPage(
  interaction: ButtonInteraction,
  { args }: ActionOf<'gaps'>,
  context: Context,
): Promise<void> {
  await interaction.update(editOptions(await gapsOnPage(Number(args.page), context)));
}

/** "Done": takes a gap off the list. */
async function gapDone(
  interaction: ButtonInteraction,
  { args }: ActionOf<'gapDone'>,
  context: Context,
): Promise<void> {
  const { store } = context.services;
  const closed = await store.closeGap(args.gap);
  if (closed) {
    const entry = { action: 'gap done', target: args.gap, outcome: 'done' };
    await audited({ userId: interaction.user.id, ...entry }, context.services);
  }
  await interaction.update(editOptions(await gapsOnPage(Number(args.page), context)));
}

/** "CSV": all of the list as a file. */
async function gapsTable(
  interaction: ButtonInteraction,
  _action: ActionOf<'gapsCsv'>,
  { services, words }: Context,
): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  // The mark at the start tells a spreadsheet that it is UTF-8.
  const data = Buffer.from(`\uFEFF${gapsCsv(await allGaps(services))}`);
  const files = [{ name: 'gaps.csv', data, description: words.gaps.csvReady }];
  await interaction.editReply(editOptions({ content: words.gaps.csvReady, components: [], files }));
  const entry = { action: 'gaps export', target: 'gaps.csv', outcome: 'done' };
  await audited({ userId: interaction.user.id, ...entry }, services);
}

async function gapsOnPage(page: number, { services, words }: Context): Promise<Reply> {
  const wanted = Math.max(0, page);
  const listed = await services.store.gaps({ limit: GAPS_PAGE, offset: wanted * GAPS_PAGE });
  // The last gap of the last page may just have been taken off.
  if (listed.items.length === 0 && wanted > 0) return gapsOnPage(wanted - 1, { services, words });
  return renderGaps(listed, { page: wanted, words });
}

async function allGaps({ store }: Services): Promise<readonly Gap[]> {
  const all: Gap[] = [];
  for (;;) {
    const { items, total } = await store.gaps({ limit: 100, offset: all.length });
    all.push(...items);
    if (items.length === 0 || all.length >= total) return all;
  }
}
