import {
  ApplicationCommandType,
  type AutocompleteInteraction,
  type BaseInteraction,
  type ButtonInteraction,
  type CommandInteraction,
  type Interaction,
  type ModalSubmitInteraction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import { explain, faultFields, respond } from './boundary.ts';
import type { Command, MessageCommand } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { type Action, type ActionName, decode } from './custom-id.ts';
import { isModerator } from './moderators.ts';
import { Refusal } from './refusal.ts';
import type { Context, Services } from './services.ts';
import { wordsFor } from './words/words.ts';

/** The components that a command may have, and what a person does with them. */
interface InteractionOf {
  readonly buttons: ButtonInteraction;
  readonly selects: StringSelectMenuInteraction;
  readonly modals: ModalSubmitInteraction;
}
type Kind = keyof InteractionOf;

const byName: ReadonlyMap<string, Command> = new Map(COMMANDS.map((command) => [command.data.name, command]));
const byAction: Readonly<Record<Kind, ReadonlyMap<ActionName, Command>>> = {
  buttons: commandsOf('buttons'),
  selects: commandsOf('selects'),
  modals: commandsOf('modals'),
};

/** Which command has what each component does. */
function commandsOf(kind: Kind): ReadonlyMap<ActionName, Command> {
  const owners = new Map<ActionName, Command>();
  for (const command of COMMANDS) {
    for (const name of Object.keys(command[kind] ?? {}) as ActionName[]) {
      if (owners.has(name)) throw new Error(`Two commands have ${kind} called ${name}.`);
      owners.set(name, command);
    }
  }
  return owners;
}

/**
 * Handles every interaction: finds its handler, checks the right to it, and turns whatever goes wrong
 * into words for the person and a line in the log. Never rejects.
 */
export async function handleInteraction(interaction: Interaction, services: Services): Promise<void> {
  const context = { services, words: wordsFor(interaction.locale) };
  const name = nameOf(interaction);
  const started = performance.now();
  try {
    if (services.closing.aborted) throw new Refusal(context.words.closing);
    await dispatch(interaction, context);
    services.log.info({ name, ms: Math.round(performance.now() - started) }, 'handled');
  } catch (error) {
    await report(error, interaction, context);
  }
}

async function dispatch(interaction: Interaction, context: Context): Promise<void> {
  if (interaction.isAutocomplete()) return autocompleted(interaction, context);
  if (interaction.isCommand()) return execute(interaction, context);
  if (interaction.isButton()) return act('buttons', interaction, context);
  if (interaction.isStringSelectMenu()) return act('selects', interaction, context);
  if (interaction.isModalSubmit()) return act('modals', interaction, context);
}

async function execute(interaction: CommandInteraction, context: Context): Promise<void> {
  const command = found(byName.get(interaction.commandName), context);
  checkRight(command, interaction, context);
  if (isMessageCommand(command)) {
    if (interaction.isMessageContextMenuCommand()) return command.execute(interaction, context);
  } else if (interaction.isChatInputCommand()) {
    const { execute: handler } = command;
    if (typeof handler === 'function') return handler(interaction, context);
    const subcommand = interaction.options.getSubcommand(false) ?? '';
    return found(handler[subcommand], context)(interaction, context);
  }
  throw new Refusal(context.words.outdatedCommand);
}

function isMessageCommand(command: Command): command is MessageCommand {
  return command.data.type === ApplicationCommandType.Message;
}

/**
 * Discord checks only who may use a command; buttons and forms come from anybody, so this is asked every time.
 * @throws Refusal when the person may not moderate, and the command is for those who may
 */
function checkRight(
  { moderated }: Command,
  interaction: BaseInteraction,
  { services, words }: Context,
): void {
  if (moderated && !isModerator(interaction, services.moderation)) throw new Refusal(words.forbidden);
}

/** A command that was taken out of the bot may still be offered for a while. */
function found<T>(handler: T | undefined, { words }: Context): T {
  if (!handler) throw new Refusal(words.outdatedCommand);
  return handler;
}

async function act<K extends Kind>(kind: K, interaction: InteractionOf[K], context: Context): Promise<void> {
  const action = decode(interaction.customId);
  if (typeof action === 'string') throw new Refusal(context.words.outdatedButton);
  const command = found(byAction[kind].get(action.name), context);
  checkRight(command, interaction, context);
  const handler = command[kind]?.[action.name] as
    | ((interaction: InteractionOf[K], action: Action, context: Context) => Promise<void>)
    | undefined; // the handler of a name takes the action of that name
  await found(handler, context)(interaction, action, context);
}

/** Suggestions that fail are worth a line in the log, and nothing on the screen. */
async function autocompleted(interaction: AutocompleteInteraction, context: Context): Promise<void> {
  try {
    const command = byName.get(interaction.commandName);
    if (command && 'autocomplete' in command) await command.autocomplete?.(interaction, context);
  } catch (error) {
    explain(error, context, `${nameOf(interaction)}, typing`);
  }
}

async function report(error: unknown, interaction: Interaction, context: Context): Promise<void> {
  const { services } = context;
  const reply = explain(error, context, nameOf(interaction));
  if (!reply) return;
  try {
    await services.precedence.first(() => respond(interaction, reply, services));
  } catch (second) {
    services.log.warn(faultFields(second), 'a fault could not be told to the person');
  }
}

/** What was used, for the log: a command with its subcommand, or the name of a button's action. */
function nameOf(interaction: Interaction): string {
  if (interaction.isChatInputCommand()) {
    const subcommand = interaction.options.getSubcommand(false);
    return [interaction.commandName, subcommand].filter(Boolean).join(' ');
  }
  if (interaction.isCommand() || interaction.isAutocomplete()) return interaction.commandName;
  const action = decode(interaction.customId);
  return typeof action === 'string' ? action : action.name;
}
