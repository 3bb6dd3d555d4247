import { Locale } from 'discord.js';
import { type Json, number, record, records, text } from './json.ts';

/**
 * Something in a request that breaks Discord's published limits, or this bot's manners.
 * Source: docs.discord.com, resources/message, components/reference, application-commands.
 */
export interface Fault {
  /** Where in the body, as `embeds[0].title`. */
  readonly where: string;
  readonly what: string;
  /** Whether Discord would refuse the request; manners are only noted. */
  readonly refused: boolean;
}

const refused = (where: string, what: string): Fault => ({ where, what, refused: true });
const noted = (where: string, what: string): Fault => ({ where, what, refused: false });

/** A text's faults: its length in UTF-16 units, and cut surrogate pairs. */
function textFaults(value: unknown, where: string, [least, most]: readonly [number, number]): Fault[] {
  if (value === undefined || value === null) {
    return least > 0 ? [refused(where, 'is required')] : [];
  }
  if (typeof value !== 'string') return [refused(where, 'must be text')];
  const faults: Fault[] = [];
  if (value.length < least || value.length > most) {
    faults.push(refused(where, `has ${value.length} characters; Discord takes ${least} to ${most}`));
  }
  if (/\p{Surrogate}/u.test(value)) faults.push(noted(where, 'cuts a surrogate pair in two'));
  return faults;
}

function countFaults(
  list: readonly unknown[],
  where: string,
  [least, most]: readonly [number, number],
): Fault[] {
  if (list.length >= least && list.length <= most) return [];
  return [refused(where, `has ${list.length} items; Discord takes ${least} to ${most}`)];
}

function urlFaults(value: unknown, where: string, most: number): Fault[] {
  if (value === undefined || value === null) return [];
  const address = text(value) ?? '';
  if (address.length > most) return [refused(where, `has ${address.length} characters; at most ${most}`)];
  if (!/^(?:https?|discord|attachment):\/\/\S+$/.test(address)) return [refused(where, 'is not a URL')];
  return [];
}

function duplicates(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

// ---------------------------------------------------------------------------------------- messages

const SUPPRESS_EMBEDS = 1 << 2;
const EPHEMERAL = 1 << 6;
const COMPONENTS_V2 = 1 << 15;
const SETTABLE_FLAGS = SUPPRESS_EMBEDS | EPHEMERAL | (1 << 12) | COMPONENTS_V2;
/** discord.com/developers: default for a bot's upload, in bytes. */
export const MAX_UPLOAD = 10 * 1024 * 1024;

export interface MessageContext {
  /** Whether the message exists already: what is left out then stays as it was. */
  readonly edit: boolean;
  readonly files: readonly { readonly name: string; readonly size: number }[];
}

/** The faults of a message that the bot sends or edits. */
export function messageFaults(body: Json, { edit, files }: MessageContext): Fault[] {
  const flags = number(body.flags) ?? 0;
  const v2 = (flags & COMPONENTS_V2) !== 0;
  return [
    ...textFaults(body.content, 'content', [0, 2000]),
    ...embedsFaults(records(body.embeds)),
    ...attachmentFaults(records(body.attachments), files),
    ...(v2 ? componentsV2Faults(body) : componentsFaults(records(body.components))),
    ...(edit ? [] : emptyFaults(body, files.length)),
    ...(flags & ~SETTABLE_FLAGS ? [refused('flags', `${flags} holds a flag that bots cannot set`)] : []),
    ...mentionFaults(body),
    ...previewFaults(body, flags),
  ];
}

function emptyFaults(body: Json, files: number): Fault[] {
  const filled =
    (text(body.content) ?? '') !== '' ||
    records(body.embeds).length > 0 ||
    records(body.components).length > 0 ||
    files > 0;
  return filled ? [] : [refused('content', 'is empty, and there is nothing else in the message')];
}

function mentionFaults(body: Json): Fault[] {
  if (!('content' in body) && !('embeds' in body) && !('components' in body)) return [];
  const allowed = body.allowed_mentions;
  if (allowed === undefined || allowed === null)
    return [noted('allowed_mentions', 'is missing: text may ping')];
  const { parse, users, roles, replied_user } = record(allowed);
  const faults: Fault[] = [];
  if (!Array.isArray(parse) || parse.length > 0) faults.push(noted('allowed_mentions.parse', 'is not []'));
  if (records(users).length > 0 || records(roles).length > 0) {
    faults.push(noted('allowed_mentions', 'names people or roles to ping'));
  }
  if (replied_user === true)
    faults.push(noted('allowed_mentions.replied_user', 'pings the person replied to'));
  return faults;
}

/** A URL outside `<…>` grows a preview card unless embeds are suppressed. */
function previewFaults(body: Json, flags: number): Fault[] {
  if (flags & SUPPRESS_EMBEDS) return [];
  const bare = /(?<!<)https?:\/\/[^\s<>]+/.exec(text(body.content) ?? '')?.[0];
  return bare ? [noted('content', `shows a link preview for ${bare}`)] : [];
}

function attachmentFaults(
  described: readonly Json[],
  files: readonly { readonly name: string; readonly size: number }[],
): Fault[] {
  return [
    ...countFaults(files, 'attachments', [0, 10]),
    ...described.flatMap((each, index) =>
      textFaults(each.description, `attachments[${index}].description`, [0, 1024]),
    ),
    ...files.flatMap(({ name, size }) =>
      size > MAX_UPLOAD ? [refused(`files.${name}`, `has ${size} bytes; at most ${MAX_UPLOAD}`)] : [],
    ),
  ];
}

function embedsFaults(embeds: readonly Json[]): Fault[] {
  const total = embeds.map(embedLength).reduce((sum, length) => sum + length, 0);
  return [
    ...countFaults(embeds, 'embeds', [0, 10]),
    ...(total > 6000 ? [refused('embeds', `have ${total} characters in all; at most 6000`)] : []),
    ...embeds.flatMap((embed, index) => embedFaults(embed, `embeds[${index}]`)),
  ];
}

function embedLength(embed: Json): number {
  const fields = records(embed.fields).flatMap(({ name, value }) => [name, value]);
  const texts = [
    embed.title,
    embed.description,
    record(embed.footer).text,
    record(embed.author).name,
    ...fields,
  ];
  return texts.reduce((sum: number, value) => sum + (text(value)?.length ?? 0), 0);
}

function embedFaults(embed: Json, where: string): Fault[] {
  const fields = records(embed.fields);
  return [
    ...textFaults(embed.title, `${where}.title`, [0, 256]),
    ...textFaults(embed.description, `${where}.description`, [0, 4096]),
    ...textFaults(record(embed.footer).text, `${where}.footer.text`, [0, 2048]),
    ...textFaults(record(embed.author).name, `${where}.author.name`, [0, 256]),
    ...urlFaults(embed.url, `${where}.url`, 2048),
    ...urlFaults(record(embed.image).url, `${where}.image.url`, 2048),
    ...countFaults(fields, `${where}.fields`, [0, 25]),
    ...fields.flatMap((field, index) => [
      ...textFaults(field.name, `${where}.fields[${index}].name`, [1, 256]),
      ...textFaults(field.value, `${where}.fields[${index}].value`, [1, 1024]),
    ]),
  ];
}

// -------------------------------------------------------------------------------------- components

const ROW = 1;
const BUTTON = 2;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;
const SELECTS = [3, 5, 6, 7, 8];
const TEXT_DISPLAY = 10;
const LABEL = 18;
const LINK_STYLE = 5;

/** Every component of a message or modal, containers and what they hold alike. */
export function flatten(components: readonly Json[]): readonly Json[] {
  return components.flatMap((component) => [
    component,
    ...flatten(records(component.components)),
    ...flatten([component.accessory, component.component].filter((inner) => inner !== undefined).map(record)),
  ]);
}

function customIdFaults(components: readonly Json[]): Fault[] {
  const ids = flatten(components).flatMap((component) => text(component.custom_id) ?? []);
  return duplicates(ids).map((id) => refused('components', `use the custom_id "${id}" more than once`));
}

function componentsFaults(rows: readonly Json[]): Fault[] {
  return [
    ...countFaults(rows, 'components', [0, 5]),
    ...customIdFaults(rows),
    ...rows.flatMap((row, index) => rowFaults(row, `components[${index}]`)),
  ];
}

function rowFaults(row: Json, where: string): Fault[] {
  if (row.type !== ROW) return [refused(where, `has type ${String(row.type)}; only rows stand at the top`)];
  const inner = records(row.components);
  const selects = inner.filter(({ type }) => SELECTS.includes(number(type) ?? 0));
  if (selects.length > 0 && inner.length > 1) return [refused(where, 'holds a select and something else')];
  return [
    ...countFaults(inner, `${where}.components`, [1, 5]),
    ...inner.flatMap((component, index) => controlFaults(component, `${where}.components[${index}]`)),
  ];
}

function controlFaults(component: Json, where: string): Fault[] {
  if (component.type === BUTTON) return buttonFaults(component, where);
  if (SELECTS.includes(number(component.type) ?? 0)) return selectFaults(component, where);
  return [refused(where, `has type ${String(component.type)}, which no row of a message can hold`)];
}

function buttonFaults(button: Json, where: string): Fault[] {
  const faults = textFaults(button.label, `${where}.label`, [0, 80]);
  if (!text(button.label) && !button.emoji) faults.push(refused(where, 'has neither label nor emoji'));
  const style = number(button.style) ?? 0;
  if (style === LINK_STYLE) {
    if (button.custom_id !== undefined) faults.push(refused(where, 'is a link and has a custom_id'));
    if (!button.url) faults.push(refused(where, 'is a link and has no url'));
    return [...faults, ...urlFaults(button.url, `${where}.url`, 512)];
  }
  if (style < 1 || style > 4) faults.push(refused(`${where}.style`, `is ${style}`));
  if (button.url !== undefined) faults.push(refused(where, 'has a url and is not a link'));
  return [...faults, ...textFaults(button.custom_id, `${where}.custom_id`, [1, 100])];
}

function selectFaults(select: Json, where: string): Fault[] {
  const least = number(select.min_values) ?? 1;
  const most = number(select.max_values) ?? 1;
  return [
    ...textFaults(select.custom_id, `${where}.custom_id`, [1, 100]),
    ...textFaults(select.placeholder, `${where}.placeholder`, [0, 150]),
    ...(least < 0 || least > 25 || most < 1 || most > 25 || least > most
      ? [refused(where, `takes ${least} to ${most} values`)]
      : []),
    ...(select.type === STRING_SELECT ? optionFaults(records(select.options), where, most) : []),
  ];
}

function optionFaults(options: readonly Json[], where: string, most: number): Fault[] {
  const values = options.map(({ value }) => text(value) ?? '');
  const preset = options.filter((option) => option.default === true).length;
  return [
    ...countFaults(options, `${where}.options`, [1, 25]),
    ...duplicates(values).map((value) => refused(`${where}.options`, `hold "${value}" more than once`)),
    ...(preset > most ? [refused(`${where}.options`, `preset ${preset} values of at most ${most}`)] : []),
    ...options.flatMap((option, index) => [
      ...textFaults(option.label, `${where}.options[${index}].label`, [1, 100]),
      ...textFaults(option.value, `${where}.options[${index}].value`, [1, 100]),
      ...textFaults(option.description, `${where}.options[${index}].description`, [0, 100]),
    ]),
  ];
}

function componentsV2Faults(body: Json): Fault[] {
  const all = flatten(records(body.components));
  const characters = all
    .filter(({ type }) => type === TEXT_DISPLAY)
    .reduce((sum, { content }) => sum + (text(content)?.length ?? 0), 0);
  const faults = all.flatMap((component, index) => {
    const where = `components(${index})`;
    if (component.type === ROW) return rowFaults(component, where);
    if (component.type === BUTTON) return buttonFaults(component, where);
    return [];
  });
  if (body.content) faults.push(refused('content', 'cannot stand beside Components V2'));
  if (records(body.embeds).length > 0) faults.push(refused('embeds', 'cannot stand beside Components V2'));
  if (all.length > 40) faults.push(refused('components', `are ${all.length}; at most 40`));
  if (characters > 4000) faults.push(refused('components', `show ${characters} characters; at most 4000`));
  return [...faults, ...customIdFaults(records(body.components))];
}

/** The faults of a modal. */
export function modalFaults(modal: Json): Fault[] {
  const components = records(modal.components);
  return [
    ...textFaults(modal.title, 'title', [1, 45]),
    ...textFaults(modal.custom_id, 'custom_id', [1, 100]),
    ...countFaults(components, 'components', [1, 5]),
    ...customIdFaults(components),
    ...components.flatMap((component, index) => modalPartFaults(component, `components[${index}]`)),
  ];
}

function modalPartFaults(component: Json, where: string): Fault[] {
  if (component.type === TEXT_DISPLAY) return [];
  if (component.type === LABEL) {
    const inner = record(component.component);
    return [
      ...textFaults(component.label, `${where}.label`, [1, 45]),
      ...textFaults(component.description, `${where}.description`, [0, 100]),
      ...(inner.type === TEXT_INPUT ? inputFaults(inner, `${where}.component`) : []),
      ...(inner.type === STRING_SELECT ? selectFaults(inner, `${where}.component`) : []),
    ];
  }
  const inner = records(component.components);
  if (component.type !== ROW || inner.length !== 1 || inner[0]?.type !== TEXT_INPUT) {
    return [refused(where, 'must be a label, a text, or a row with one text input')];
  }
  return [
    ...textFaults(inner[0].label, `${where}.components[0].label`, [1, 45]),
    ...inputFaults(inner[0], `${where}.components[0]`),
  ];
}

function inputFaults(input: Json, where: string): Fault[] {
  const least = number(input.min_length) ?? 0;
  const most = number(input.max_length) ?? 4000;
  return [
    ...textFaults(input.custom_id, `${where}.custom_id`, [1, 100]),
    ...textFaults(input.placeholder, `${where}.placeholder`, [0, 100]),
    ...textFaults(input.value, `${where}.value`, [0, most]),
    ...(least < 0 || most < 1 || most > 4000 || least > most
      ? [refused(where, `takes ${least} to ${most} characters`)]
      : []),
    ...(input.style === 1 || input.style === 2 ? [] : [refused(`${where}.style`, 'is neither 1 nor 2')]),
  ];
}

/** The faults of the choices offered while somebody types. */
export function choicesFaults(data: Json): Fault[] {
  const choices = records(data.choices);
  return [
    ...(Array.isArray(data.choices) ? [] : [refused('choices', 'is required')]),
    ...countFaults(choices, 'choices', [0, 25]),
    ...choices.flatMap((choice, index) => choiceFaults(choice, `choices[${index}]`)),
  ];
}

function choiceFaults(choice: Json, where: string): Fault[] {
  return [
    ...textFaults(choice.name, `${where}.name`, [1, 100]),
    ...localisedFaults(choice.name_localizations, `${where}.name_localizations`, (name, at) =>
      textFaults(name, at, [1, 100]),
    ),
    ...(typeof choice.value === 'number' ? [] : textFaults(choice.value, `${where}.value`, [1, 100])),
  ];
}

// ---------------------------------------------------------------------------------------- commands

const CHAT = 1;
const MESSAGE = 3;
const SUBCOMMAND = 1;
const GROUP = 2;
const LOCALES: readonly string[] = Object.values(Locale);
/** discord-api-docs, application commands: naming. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** Global commands of each type; the same again in each guild. */
const MOST_COMMANDS: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };

/** The faults of a whole set of commands, as sent by PUT. */
export function commandSetFaults(commands: readonly Json[]): Fault[] {
  const types = commands.map(typeOf);
  const names = commands.map((command) => `${typeOf(command)}:${String(command.name)}`);
  return [
    ...Object.entries(MOST_COMMANDS).flatMap(([type, most]) => {
      const count = types.filter((each) => each === Number(type)).length;
      return count > most ? [refused('commands', `are ${count} of type ${type}; at most ${most}`)] : [];
    }),
    ...duplicates(names).map((name) => refused('commands', `hold ${name} more than once`)),
    ...commands.flatMap((command, index) => commandFaults(command, `[${index}]`)),
  ];
}

const typeOf = (command: Json) => number(command.type) ?? CHAT;

/** The faults of one command. */
export function commandFaults(command: Json, where: string): Fault[] {
  const type = typeOf(command);
  const length = commandLength(command);
  const permissions = command.default_member_permissions;
  return [
    ...(type === CHAT ? describedFaults(command, where) : menuFaults(command, where)),
    ...(length > 8000 ? [refused(where, `has ${length} characters in all; at most 8000`)] : []),
    ...(typeof permissions === 'string' && !/^\d+$/.test(permissions)
      ? [refused(`${where}.default_member_permissions`, 'is not a number')]
      : []),
    ...optionsFaults(records(command.options), where, 0),
  ];
}

function menuFaults(command: Json, where: string): Fault[] {
  const named = (name: unknown, at: string) => textFaults(name, at, [1, 32]);
  return [
    ...named(command.name, `${where}.name`),
    ...localisedFaults(command.name_localizations, `${where}.name_localizations`, named),
    ...(command.description ? [refused(`${where}.description`, 'must be empty in a context menu')] : []),
    ...(typeOf(command) > MESSAGE ? [refused(`${where}.type`, `is ${typeOf(command)}`)] : []),
  ];
}

function describedFaults(item: Json, where: string): Fault[] {
  const described = (value: unknown, at: string) => textFaults(value, at, [1, 100]);
  return [
    ...nameFaults(item.name, `${where}.name`),
    ...localisedFaults(item.name_localizations, `${where}.name_localizations`, nameFaults),
    ...described(item.description, `${where}.description`),
    ...localisedFaults(item.description_localizations, `${where}.description_localizations`, described),
  ];
}

function nameFaults(name: unknown, where: string): Fault[] {
  const given = text(name) ?? '';
  if (!NAME.test(given)) return [refused(where, `"${given}" is not 1 to 32 letters, digits, - or _`)];
  return given === given.toLowerCase() ? [] : [refused(where, `"${given}" is not lower case`)];
}

function localisedFaults(
  localised: unknown,
  where: string,
  check: (value: unknown, where: string) => Fault[],
): Fault[] {
  return Object.entries(record(localised)).flatMap(([locale, value]) => [
    ...(LOCALES.includes(locale) ? [] : [refused(where, `"${locale}" is no locale of Discord`)]),
    ...(value === null ? [] : check(value, `${where}.${locale}`)),
  ]);
}

function optionsFaults(options: readonly Json[], where: string, depth: number): Fault[] {
  const names = options.map(({ name }) => String(name));
  const firstOptional = options.findIndex((option) => option.required !== true);
  const lateRequired = options.findLastIndex((option) => option.required === true) > firstOptional;
  const nested = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP).length;
  return [
    ...countFaults(options, `${where}.options`, [0, 25]),
    ...duplicates(names).map((name) => refused(`${where}.options`, `hold "${name}" more than once`)),
    ...(firstOptional >= 0 && lateRequired
      ? [refused(`${where}.options`, 'have a required one after an optional one')]
      : []),
    ...(nested > 0 && nested < options.length
      ? [refused(`${where}.options`, 'mix subcommands with plain options')]
      : []),
    ...options.flatMap((option, index) => optionFaultsOf(option, `${where}.options[${index}]`, depth)),
  ];
}

function optionFaultsOf(option: Json, where: string, depth: number): Fault[] {
  const type = number(option.type) ?? 0;
  const choices = records(option.choices);
  const faults = describedFaults(option, where);
  if (type < 1 || type > 11) faults.push(refused(`${where}.type`, `is ${type}`));
  if (type === GROUP && depth > 0) faults.push(refused(where, 'is a group that is not at the top'));
  if (type === SUBCOMMAND && depth > 1) faults.push(refused(where, 'is a subcommand too deep'));
  if (option.autocomplete === true && choices.length > 0) {
    faults.push(refused(where, 'has both choices and autocomplete'));
  }
  if (option.autocomplete === true && ![3, 4, 10].includes(type)) {
    faults.push(refused(where, `has autocomplete, which type ${type} cannot have`));
  }
  const least = number(option.min_length) ?? 0;
  const most = number(option.max_length) ?? 6000;
  if (least < 0 || least > 6000 || most < 1 || most > 6000 || least > most) {
    faults.push(refused(where, `takes ${least} to ${most} characters; Discord allows 0 to 6000`));
  }
  const inner = type === SUBCOMMAND || type === GROUP ? records(option.options) : [];
  return [
    ...faults,
    ...countFaults(choices, `${where}.choices`, [0, 25]),
    ...choices.flatMap((choice, index) => choiceFaults(choice, `${where}.choices[${index}]`)),
    ...optionsFaults(inner, where, depth + 1),
  ];
}

/** Names, descriptions and values of a command and all within, each in its longest translation. */
function commandLength(item: Json): number {
  const longest = (value: unknown, localised: unknown) =>
    Math.max(0, ...[value, ...Object.values(record(localised))].map((each) => text(each)?.length ?? 0));
  const inner = [...records(item.options), ...records(item.choices)];
  return (
    longest(item.name, item.name_localizations) +
    longest(item.description, item.description_localizations) +
    (text(item.value)?.length ?? 0) +
    inner.reduce((sum, each) => sum + commandLength(each), 0)
  );
}
