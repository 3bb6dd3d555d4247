import {
  type ApplicationCommandType,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { ActionName, ActionOf } from './custom-id.ts';
import type { Context } from './services.ts';

/** Does what a command or one of its components is for. */
export type Handler<I> = (interaction: I, context: Context) => Promise<void>;

/** By the names of their custom ids. */
export type ActionHandlers<I> = {
  readonly [N in ActionName]?: (interaction: I, action: ActionOf<N>, context: Context) => Promise<void>;
};

interface CommandBase {
  /** Whether only moderators may use it, with all of its buttons, menus and forms. */
  readonly moderated: boolean;
  readonly buttons?: ActionHandlers<ButtonInteraction>;
  readonly selects?: ActionHandlers<StringSelectMenuInteraction>;
  readonly modals?: ActionHandlers<ModalSubmitInteraction>;
}

/** What follows from whom a command is for, and is not said again in its data. */
interface Derived {
  readonly contexts?: never;
  readonly default_member_permissions?: never;
}

/** A command that is typed: all that the bot does by it, from its name to the last button. */
export interface ChatCommand extends CommandBase {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody &
    Derived & { readonly type: ApplicationCommandType.ChatInput };
  /** One handler, or one for each subcommand. */
  readonly execute:
    | Handler<ChatInputCommandInteraction>
    | Readonly<Record<string, Handler<ChatInputCommandInteraction>>>;
  readonly autocomplete?: Handler<AutocompleteInteraction>;
}

/** A command in the menu of a message. */
export interface MessageCommand extends CommandBase {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody &
    Derived & { readonly type: ApplicationCommandType.Message };
  readonly execute: Handler<MessageContextMenuCommandInteraction>;
}

export type Command = ChatCommand | MessageCommand;

/**
 * A command as it is registered. Contexts are for global commands; those of moderators are offered to who may
 * manage the server, and checked again on every use.
 */
export function registered(
  { data, moderated }: Command,
  scope: 'global' | 'guild',
): RESTPostAPIApplicationCommandsJSONBody {
  const { Guild, BotDM } = InteractionContextType;
  return {
    ...data,
    ...(scope === 'global' && { contexts: moderated ? [Guild] : [Guild, BotDM] }),
    ...(moderated && { default_member_permissions: PermissionFlagsBits.ManageGuild.toString() }),
  };
}
