import { type Json, number, record, records, text } from './json.ts';
import type { Channel, Person, Upload } from './world.ts';

/** A command as registered, with its scope. */
export interface Registered {
  readonly id: string;
  /** The guild it is registered in; undefined for a global one. */
  readonly guildId?: string;
  readonly definition: Json;
}

/** What a person gave for an option. */
export type OptionValue = string | number | boolean | Upload | Person | Channel;
export type OptionValues = Readonly<Record<string, OptionValue>>;

const SUBCOMMAND = 1;
const GROUP = 2;
const ATTACHMENT = 11;
const CHAT = 1;

/** The command as Discord gives it back: what is false or absent is left out, translations on request. */
export function normalised(definition: Json, withLocalisations: boolean): Json {
  const entries = Object.entries(definition)
    .filter(
      ([name, value]) =>
        value !== undefined && !(value === false && name !== 'nsfw' && name !== 'dm_permission'),
    )
    .filter(([name]) => withLocalisations || !name.endsWith('_localizations'))
    .map(([name, value]) => [name, inner(name, value, withLocalisations)]);
  return Object.fromEntries(entries);
}

function inner(name: string, value: unknown, withLocalisations: boolean): unknown {
  if (name !== 'options' && name !== 'choices') return value;
  return records(value).map((each) => normalised(each, withLocalisations));
}

/** The fields that Discord adds to a command when it is registered. */
export function withDefaults(definition: Json): Json {
  return {
    type: CHAT,
    description: '',
    default_member_permissions: null,
    dm_permission: true,
    nsfw: false,
    integration_types: [0],
    contexts: null,
    ...Object.fromEntries(Object.entries(definition).filter(([, value]) => value !== undefined)),
  };
}

/** Why Discord would not offer this command to this person here; undefined when it would. */
export function notOffered(definition: Json, person: Person, channel: Channel): string | undefined {
  const needed = text(definition.default_member_permissions);
  const administrator = (person.permissions & 8n) !== 0n;
  if (channel.guild && needed !== undefined && !administrator) {
    if (needed === '0' || (person.permissions & BigInt(needed)) !== BigInt(needed)) {
      return `${person.name} lacks its default permissions (${needed})`;
    }
  }
  const contexts = definition.contexts;
  const here = channel.guild ? 0 : 1;
  if (Array.isArray(contexts) && !contexts.includes(here)) return `it is not meant for context ${here}`;
  return undefined;
}

/** The part of a command that a path such as `corpus add` names, and its parents. */
export function locate(
  definition: Json,
  path: readonly string[],
): { readonly leaf: Json; readonly parents: readonly Json[] } {
  let leaf = definition;
  const parents: Json[] = [];
  for (const name of path) {
    const next = records(leaf.options).find((option) => option.name === name);
    if (!next) throw new Error(`/${String(definition.name)} has no subcommand "${name}".`);
    parents.push(next);
    leaf = next;
  }
  const open = records(leaf.options).some(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (open) throw new Error(`/${String(definition.name)} ${path.join(' ')} needs a subcommand.`);
  return { leaf, parents };
}

/** The options of an interaction, as Discord sends them: wrapped in their subcommands. */
export function optionPayloads(
  { leaf, parents }: ReturnType<typeof locate>,
  values: OptionValues,
  focused?: string,
): readonly Json[] {
  const known = records(leaf.options);
  for (const name of Object.keys(values)) {
    if (!known.some((option) => option.name === name)) throw new Error(`There is no option "${name}".`);
  }
  const given = known
    .filter((option) => String(option.name) in values)
    .map((option) => optionPayload(option, values[String(option.name)] as OptionValue, focused));
  if (focused === undefined) refuseMissing(known, values);
  return parents.reduceRight<readonly Json[]>((options, { name, type }) => [{ name, type, options }], given);
}

function refuseMissing(known: readonly Json[], values: OptionValues): void {
  const missing = known.filter((option) => option.required === true && !(String(option.name) in values));
  if (missing.length > 0) {
    throw new Error(`Discord would not send this without ${missing.map(({ name }) => name).join(', ')}.`);
  }
}

function optionPayload(option: Json, value: OptionValue, focused: string | undefined): Json {
  const name = String(option.name);
  const plain = typeof value === 'object' ? value.id : value;
  if (name !== focused) refuseValue(option, plain);
  return { name, type: option.type, value: plain, ...(name === focused && { focused: true }) };
}

function refuseValue(option: Json, value: string | number | boolean): void {
  const wanted =
    { 3: 'string', 4: 'number', 5: 'boolean', 10: 'number' }[number(option.type) ?? 3] ?? 'string';
  if (typeof value !== wanted) throw new Error(`"${String(option.name)}" takes a ${wanted}.`);
  const choices = records(option.choices);
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    throw new Error(`"${String(value)}" is none of the choices of "${String(option.name)}".`);
  }
  const most = number(option.max_length) ?? 6000;
  if (typeof value === 'string' && (value.length > most || value.length < (number(option.min_length) ?? 0))) {
    throw new Error(`"${String(option.name)}" takes at most ${most} characters.`);
  }
}

/** The uploads among the values of options. */
export function uploadsOf(leaf: Json, values: OptionValues): readonly Upload[] {
  return records(leaf.options)
    .filter(({ type }) => type === ATTACHMENT)
    .flatMap(({ name }) => {
      const value = values[String(name)];
      return typeof value === 'object' && 'bytes' in value ? [value] : [];
    });
}

/** One input of a modal, as a person sees it. */
export interface ModalInput {
  readonly customId: string;
  readonly label: string;
  readonly value: string;
  readonly required: boolean;
  readonly minLength: number;
  readonly maxLength: number;
}

/** The inputs of a modal, in order. */
export function inputsOf(modal: Json): readonly ModalInput[] {
  return records(modal.components).flatMap((part) => {
    const input = part.component === undefined ? records(part.components)[0] : record(part.component);
    if (!input || text(input.custom_id) === undefined) return [];
    return [
      {
        customId: String(input.custom_id),
        label: text(part.label) ?? text(input.label) ?? '',
        value: text(input.value) ?? '',
        required: input.required !== false,
        minLength: number(input.min_length) ?? 0,
        maxLength: number(input.max_length) ?? 4000,
      },
    ];
  });
}

/** What a person typed into a modal, by label or custom id, as Discord sends it. */
export function submittedComponents(modal: Json, values: Readonly<Record<string, string>>): readonly Json[] {
  const inputs = inputsOf(modal);
  for (const name of Object.keys(values)) {
    if (!inputs.some(({ label, customId }) => label === name || customId === name)) {
      throw new Error(`The modal has no "${name}"; it has ${inputs.map(({ label }) => label).join(', ')}.`);
    }
  }
  return records(modal.components).map((part, index) => {
    const input = inputs.find(({ customId }) => JSON.stringify(part).includes(JSON.stringify(customId)));
    if (!input) return { type: part.type, id: index + 1 };
    const typed = typedInto(input, values);
    const sent = { type: 4, id: index + 100, custom_id: input.customId, value: typed };
    return part.component === undefined
      ? { type: 1, id: index + 1, components: [sent] }
      : { type: 18, id: index + 1, component: sent };
  });
}

function typedInto(input: ModalInput, values: Readonly<Record<string, string>>): string {
  const typed = values[input.label] ?? values[input.customId] ?? input.value;
  const tooShort = typed.length < input.minLength && (input.required || typed !== '');
  if ((input.required && typed === '') || tooShort || typed.length > input.maxLength) {
    throw new Error(
      `Discord would not send "${input.label}" with ${typed.length} characters; ` +
        `it takes ${input.minLength} to ${input.maxLength}${input.required ? ', and something must be there' : ''}.`,
    );
  }
  return typed;
}
