import {
  type APIApplicationCommand,
  REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
  type Snowflake,
} from 'discord.js';
import { registered } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { makeRequest } from './requests.ts';

/** Where commands are registered: everywhere, or in one guild. */
export interface Scope {
  readonly clientId: Snowflake;
  readonly guildId?: Snowflake;
}

/** How what is registered differs from what the bot has, by command name. */
export interface Difference {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Compares the commands that Discord has with those that it should have. */
export function differenceOf(
  present: readonly APIApplicationCommand[],
  wanted: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Difference {
  const has = new Map(present.map((command) => [keyOf(command), canonical(command)]));
  const wants = new Map(wanted.map((command) => [keyOf(command), canonical(command)]));
  return {
    added: [...wants.keys()].filter((key) => !has.has(key)),
    changed: [...wants].filter(([key, text]) => has.has(key) && has.get(key) !== text).map(([key]) => key),
    removed: [...has.keys()].filter((key) => !wants.has(key)),
  };
}

/** Whether there is nothing to do. */
export function isSame({ added, changed, removed }: Difference): boolean {
  return added.length + changed.length + removed.length === 0;
}

/**
 * Registers the commands in a scope if they differ from what is registered there.
 * @returns the difference that was found
 */
export async function registerCommands(rest: REST, scope: Scope): Promise<Difference> {
  const difference = await differenceIn(rest, scope);
  if (!isSame(difference)) await rest.put(routeOf(scope), { body: wantedIn(scope) });
  return difference;
}

/** How a scope differs from what the bot has. */
export async function differenceIn(rest: REST, scope: Scope): Promise<Difference> {
  const present = await registeredIn(rest, scope);
  // Of a server's commands Discord may say a context, though it takes none.
  const comparable = scope.guildId ? present.map((command) => ({ ...command, contexts: null })) : present;
  return differenceOf(comparable, wantedIn(scope));
}

/** A client for the REST API alone. */
export function restFor(token: string, apiUrl?: string): REST {
  return new REST({ makeRequest, ...(apiUrl && { api: apiUrl }) }).setToken(token);
}

/** Every command of the bot, as Discord is told of it. */
export function commandsFor(scope: 'global' | 'guild'): readonly RESTPostAPIApplicationCommandsJSONBody[] {
  return COMMANDS.map((command) => registered(command, scope));
}

function wantedIn({ guildId }: Scope): readonly RESTPostAPIApplicationCommandsJSONBody[] {
  return commandsFor(guildId ? 'guild' : 'global');
}

/** Takes every command out of a scope; resolves to the names of those that were there. */
export async function clearCommands(rest: REST, scope: Scope): Promise<readonly string[]> {
  const present = await registeredIn(rest, scope);
  if (present.length > 0) await rest.put(routeOf(scope), { body: [] });
  return present.map(keyOf);
}

async function registeredIn(rest: REST, scope: Scope): Promise<readonly APIApplicationCommand[]> {
  const query = new URLSearchParams({ with_localizations: 'true' });
  return (await rest.get(routeOf(scope), { query })) as APIApplicationCommand[];
}

function routeOf({ clientId, guildId }: Scope): `/${string}` {
  return guildId ? Routes.applicationGuildCommands(clientId, guildId) : Routes.applicationCommands(clientId);
}

function keyOf({ name, type }: { readonly name: string; readonly type?: number | undefined }): string {
  return (type ?? 1) === 1 ? `/${name}` : name;
}

/** The fields that the bot sets; all others are Discord's own and say nothing about a difference. */
const FIELDS = [
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'contexts',
  'default_member_permissions',
  'options',
];
const OPTION_FIELDS = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'required',
  'autocomplete',
  'min_length',
  'max_length',
  'choices',
  'options',
  'value',
];

function canonical(command: object): string {
  return JSON.stringify(pick(command, FIELDS));
}

/** The named fields in their order, without those that only state a default. */
function pick(value: object, fields: readonly string[]): unknown {
  const record = new Map<string, unknown>(Object.entries(value));
  return fields.flatMap((field) => {
    const found = record.get(field);
    if (found === undefined || found === null || found === false || found === '') return [];
    if (Array.isArray(found)) return found.length === 0 ? [] : [[field, found.map((item) => part(item))]];
    if (typeof found === 'object') return [[field, Object.entries(found).sort(byName)]];
    return [[field, found]];
  });
}

function part(item: unknown): unknown {
  return typeof item === 'object' && item !== null ? pick(item, OPTION_FIELDS) : item;
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
