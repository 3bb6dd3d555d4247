import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { Refusal } from '../boundary.ts';
import type { ActionOf } from '../custom-id.ts';
import type { Context } from '../services.ts';

export async function timeline(_interaction: ChatInputCommandInteraction, { words }: Context): Promise<void> {
  throw new Refusal(words.outdatedCommand);
}

export async function timelinePage(
  _interaction: ButtonInteraction,
  _action: ActionOf<'timeline'>,
  { words }: Context,
): Promise<void> {
  throw new Refusal(words.timeline.gone);
}
