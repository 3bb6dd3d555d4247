import { readFileSync } from 'node:fs';
import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { COMMANDS as OBJECTS } from '../../src/discord/commands/index.ts';
import { commandsFor, differenceOf, isSame } from '../../src/discord/registration.ts';

const COMMANDS = commandsFor('global');

type Fields = Readonly<Record<string, unknown>>;

const CHAT_NAME = /^[-_\p{L}\p{N}]{1,32}$/u;

function nested(value: Fields): readonly Fields[] {
  return [value.options, value.choices].flatMap((list) => (Array.isArray(list) ? list : []));
}

function everyPart(value: Fields): readonly Fields[] {
  return [value, ...nested(value).flatMap(everyPart)];
}

/** Discord counts the names, descriptions and values of a command, the longest translation of each. */
function countedCharacters(command: Fields): number {
  return everyPart(command)
    .flatMap((part) => [
      longest(part.name, part.name_localizations),
      longest(part.description, part.description_localizations),
      typeof part.value === 'string' ? part.value.length : 0,
    ])
    .reduce((sum, length) => sum + length, 0);
}

function longest(text: unknown, translations: unknown): number {
  const all = [text, ...Object.values(translations ?? {})];
  return Math.max(...all.map((each) => (typeof each === 'string' ? each.length : 0)));
}

function checkNames(part: Fields, kind: 'slash' | 'choice' | 'menu'): void {
  const names = [part.name, ...Object.values(part.name_localizations ?? {})].map(String);
  expect(names).toHaveLength(3);
  for (const name of names) {
    expect(name.length).toBeLessThanOrEqual(kind === 'choice' ? 100 : 32);
    if (kind === 'slash') expect(name).toMatch(CHAT_NAME);
    if (kind === 'slash') expect(name).toBe(name.toLowerCase());
  }
}

function checkTexts(part: Fields): void {
  const descriptions = [part.description, ...Object.values(part.description_localizations ?? {})];
  expect(descriptions).toHaveLength(3);
  for (const text of descriptions.map(String)) {
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThanOrEqual(100);
  }
  const options = nested(part).filter((each) => 'type' in each);
  expect(options.length).toBeLessThanOrEqual(25);
  const required = options.map((option) => option.required === true);
  expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
  expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
}

describe('the commands', () => {
  const commands: readonly Fields[] = COMMANDS.map((command) => ({ ...command }));

  it('are these', () => {
    expect(COMMANDS.map(({ name }) => name)).toEqual([
      'ask',
      'sources',
      'article',
      'timeline',
      'help',
      'status',
      'privacy',
      'reindex',
      'corpus',
      'gaps',
      'inspect',
      'Ask about this',
    ]);
  });

  it.each(commands.map((command) => [String(command.name), command] as const))(
    '%s keeps to every limit of Discord, in both languages',
    (_, command) => {
      for (const part of everyPart(command)) {
        checkNames(part, command.type === 1 ? ('value' in part ? 'choice' : 'slash') : 'menu');
        if (command.type === 1 && !('value' in part)) checkTexts(part);
      }
      expect(countedCharacters(command)).toBeLessThanOrEqual(8000);
    },
  );

  it('are offered to moderators alone where they change or disclose something', () => {
    const restricted = commands.filter((command) => command.default_member_permissions === '32');
    expect(restricted.map(({ name }) => name)).toEqual(['reindex', 'corpus', 'gaps', 'inspect']);
    for (const command of restricted) expect(command.contexts).toEqual([0]);
  });

  it('share no button, menu or form, so that each is checked as its command is', () => {
    for (const kind of ['buttons', 'selects', 'modals'] as const) {
      const names = OBJECTS.flatMap((command) => Object.keys(command[kind] ?? {}));
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeGreaterThan(0);
    }
  });

  it('carry no contexts when they are registered in one guild', () => {
    for (const command of commandsFor('guild')) expect(command).not.toHaveProperty('contexts');
  });
});

describe('docs/discord.md', () => {
  const guide = readFileSync('docs/discord.md', 'utf8');

  it('names every command with every option', () => {
    const usages = COMMANDS.flatMap((command) =>
      command.type === 1 ? usagesOf({ ...command }) : `**Apps → ${command.name}**`,
    );
    for (const usage of usages) expect(guide).toContain(usage);
  });

  it('asks for just the permissions that the bot uses', () => {
    const used = [
      'ViewChannel',
      'SendMessages',
      'SendMessagesInThreads',
      'AttachFiles',
      'ReadMessageHistory',
      'AddReactions',
    ] as const;
    const bits = used.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
    expect(guide).toContain(`permissions=${bits}`);
  });
});

/** How a command is written in the guide: required options bare, the others in brackets. */
function usagesOf(command: Fields, before = '/'): readonly string[] {
  const options = nested(command).filter((each) => 'type' in each);
  const subcommands = options.filter(({ type }) => type === 1);
  const name = `${before}${String(command.name)}`;
  if (subcommands.length > 0) return subcommands.flatMap((each) => usagesOf(each, `${name} `));
  const words = options.map((option) => (option.required ? String(option.name) : `[${String(option.name)}]`));
  return [`\`${[name, ...words].join(' ')}\``];
}

describe('differenceOf', () => {
  /** What Discord adds to a command that it was given. */
  const registered = (commands: readonly object[]) =>
    commands.map((command, index) => ({
      id: String(index),
      application_id: '1',
      version: '2',
      nsfw: false,
      integration_types: [0],
      default_member_permissions: null,
      ...structuredClone(command),
    })) as unknown as Parameters<typeof differenceOf>[0];

  it('finds none after registering', () => {
    for (const scope of ['global', 'guild'] as const) {
      const wanted = commandsFor(scope);
      expect(isSame(differenceOf(registered(wanted), wanted))).toBe(true);
    }
  });

  it('names what is new, what has changed and what is gone', () => {
    const before = registered([
      ...COMMANDS.slice(1).map((command) =>
        command.name === 'help' ? { ...command, description: 'another one' } : command,
      ),
      { type: 1, name: 'old', description: 'gone' },
    ]);
    expect(differenceOf(before, COMMANDS)).toEqual({
      added: ['/ask'],
      changed: ['/help'],
      removed: ['/old'],
    });
  });

  it('sees a change deep in an option, and no difference in the order of translations', () => {
    const changed = COMMANDS.map((command) => structuredClone(command) as unknown as Record<string, unknown>);
    const [ask] = changed;
    const options = (ask?.options ?? []) as Record<string, unknown>[];
    const translations = options[0]?.name_localizations as Record<string, string>;
    if (options[0])
      options[0].name_localizations = Object.fromEntries(Object.entries(translations).reverse());
    expect(isSame(differenceOf(registered(changed), COMMANDS))).toBe(true);
    if (options[0]) options[0].max_length = 5;
    expect(differenceOf(registered(changed), COMMANDS).changed).toEqual(['/ask']);
  });
});
