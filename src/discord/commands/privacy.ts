import { ApplicationCommandType, type ButtonInteraction, type ChatInputCommandInteraction } from 'discord.js';
import type { ChatCommand } from '../command.ts';
import type { ActionOf } from '../custom-id.ts';
import { labelled } from '../options.ts';
import { renderForget, renderForgotten, renderPrivacy } from '../render/lists.ts';
import { editOptions, hiddenOptions } from '../send.ts';
import type { Context } from '../services.ts';

/** `/privacy`. */
export const privacyCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('privacy', 'privacidad', {
      en: 'What I keep, and how to have it deleted',
      es: 'Lo que guardo y cómo hacer que se borre',
    }),
  },
  moderated: false,
  execute: privacy,
  buttons: { forget },
};

/** `/privacy`. */
async function privacy(interaction: ChatInputCommandInteraction, { words }: Context): Promise<void> {
  await interaction.reply(hiddenOptions(renderPrivacy(words)));
}

/** "Forget me": asks first, then deletes. */
async function forget(
  interaction: ButtonInteraction,
  { args }: ActionOf<'forget'>,
  { services, words }: Context,
): Promise<void> {
  if (args.step !== 'yes') {
    await interaction.update(editOptions(renderForget(words)));
    return;
  }
  const forgotten = await services.store.forget(interaction.user.id);
  await interaction.update(editOptions(renderForgotten(forgotten, words)));
}
