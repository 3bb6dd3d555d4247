import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import { explain, faultFields, respond } from './boundary.ts';
import { ASK_ABOUT_THIS } from './commands.ts';
import { type Action, type ActionName, type ActionOf, decode } from './custom-id.ts';
import {
  down,
  downReason,
  follow,
  followed,
  more,
  share,
  context as showContext,
  up,
} from './handlers/answers.ts';
import { ask, askAboutThis, autocomplete } from './handlers/ask.ts';
import {
  article,
  articlePage,
  forget,
  help,
  openArticle,
  privacy,
  sources,
  sourcesPage,
  status,
} from './handlers/browse.ts';
import {
  addArticle,
  checkCorpus,
  confirmAdd,
  confirmRemove,
  discard,
  keepArticle,
  pasted,
  removeArticle,
} from './handlers/corpus.ts';
import { cancelReindex, reindex } from './handlers/reindex.ts';
import { gapDone, gaps, gapsPage, gapsTable, inspect } from './handlers/review.ts';
import { timeline, timelinePage } from './handlers/timeline.ts';
import { checkModerator } from './moderators.ts';
import { Refusal } from './refusal.ts';
import type { Context, Services } from './services.ts';
import { wordsFor } from './words/words.ts';

type Handler<I> = (interaction: I, context: Context) => Promise<void>;
type ActionHandlers<I> = {
  readonly [N in ActionName]?: (interaction: I, action: ActionOf<N>, context: Context) => Promise<void>;
};

const COMMANDS: Readonly<Record<string, Handler<ChatInputCommandInteraction>>> = {
  ask,
  sources,
  article,
  timeline,
  help,
  status,
  privacy,
  reindex,
  'corpus add': addArticle,
  'corpus remove': removeArticle,
  'corpus check': checkCorpus,
  gaps,
  inspect,
};

const MENUS: Readonly<Record<string, Handler<MessageContextMenuCommandInteraction>>> = {
  [ASK_ABOUT_THIS]: askAboutThis,
};

const BUTTONS: ActionHandlers<ButtonInteraction> = {
  context: showContext,
  more,
  follow,
  share,
  up,
  down,
  sources: sourcesPage,
  article: articlePage,
  forget,
  reindexCancel: cancelReindex,
  corpusAdd: confirmAdd,
  corpusDiscard: discard,
  corpusRemove: confirmRemove,
  corpusKeep: keepArticle,
  gaps: gapsPage,
  gapDone,
  gapsCsv: gapsTable,
  timeline: timelinePage,
};

const SELECTS: ActionHandlers<StringSelectMenuInteraction> = { open: openArticle };

const MODALS: ActionHandlers<ModalSubmitInteraction> = {
  follow: followed,
  down: downReason,
  corpusPaste: pasted,
};

/** What only moderators may do, by whatever it is asked for. */
const MODERATED: ReadonlySet<string> = new Set([
  'reindex',
  'corpus add',
  'corpus remove',
  'corpus check',
  'gaps',
  'inspect',
  'reindexCancel',
  'corpusPaste',
  'corpusAdd',
  'corpusDiscard',
  'corpusRemove',
  'corpusKeep',
  'gapDone',
  'gapsCsv',
]);

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
  if (MODERATED.has(nameOf(interaction))) checkModerator(interaction, context);
  if (interaction.isChatInputCommand())
    return found(COMMANDS[nameOf(interaction)], context)(interaction, context);
  if (interaction.isMessageContextMenuCommand()) {
    return found(MENUS[interaction.commandName], context)(interaction, context);
  }
  if (interaction.isButton()) return act(BUTTONS, interaction, context);
  if (interaction.isStringSelectMenu()) return act(SELECTS, interaction, context);
  if (interaction.isModalSubmit()) return act(MODALS, interaction, context);
}

/** A command that was taken out of the bot may still be offered for a while. */
function found<T>(handler: T | undefined, { words }: Context): T {
  if (!handler) throw new Refusal(words.outdatedCommand);
  return handler;
}

async function act<I extends { readonly customId: string }>(
  handlers: ActionHandlers<I>,
  interaction: I,
  context: Context,
): Promise<void> {
  const action = decode(interaction.customId);
  if (typeof action === 'string') throw new Refusal(context.words.outdatedButton);
  const handler = handlers[action.name] as
    | ((interaction: I, action: Action, context: Context) => Promise<void>)
    | undefined; // the handler of a name takes the action of that name
  await found(handler, context)(interaction, action, context);
}

/** Suggestions that fail are worth a line in the log, and nothing on the screen. */
async function autocompleted(interaction: AutocompleteInteraction, context: Context): Promise<void> {
  try {
    await autocomplete(interaction, context);
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
