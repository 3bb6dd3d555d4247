import { LIMITS } from './limits.ts';

/** The only version of custom ids so far; a button of another one is answered politely and does nothing. */
const VERSION = '1';

/**
 * What every button, select menu and modal of the bot does, and what it needs to know for that. All
 * of it is in the custom id, so that a press works after a restart and nobody keeps a session.
 */
const FIELDS = {
  context: ['answer', 'quote', 'page'],
  more: ['answer', 'from', 'page'],
  follow: ['answer'],
  share: ['answer', 'shown'],
  up: ['answer'],
  down: ['answer'],
  sources: ['order', 'page'],
  article: ['article', 'page'],
  open: [],
  forget: ['step'],
  reindexCancel: ['run'],
  corpusPaste: [],
  corpusAdd: ['draft'],
  corpusDiscard: ['draft'],
  corpusRemove: ['article'],
  corpusKeep: ['article'],
  gaps: ['page'],
  gapDone: ['gap', 'page'],
  gapsCsv: [],
  timeline: ['query', 'page'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of something a component does. */
export type ActionName = keyof typeof FIELDS;

/** The arguments of an action, by name. */
export type ActionArguments<N extends ActionName> = Readonly<Record<(typeof FIELDS)[N][number], string>>;

/** A decoded custom id. */
export interface ActionOf<N extends ActionName> {
  readonly name: N;
  readonly args: ActionArguments<N>;
  /** Not empty on a component that turns the page it stands on, rather than opening another. */
  readonly tag: string;
}

export type Action = { readonly [N in ActionName]: ActionOf<N> }[ActionName];

/** What `decode` finds in a custom id that it cannot use. */
export type NotAnAction = 'foreign' | 'outdated';

/**
 * The custom id of an action.
 * @param tag marks a component that turns the page it stands on, and tells apart two that lead to the
 * same place: Discord wants the ids of a message unique
 */
export function encode<N extends ActionName>(name: N, args: ActionArguments<N>, tag = ''): string {
  const values: Readonly<Record<string, string>> = args;
  const parts = FIELDS[name].map((field) => encodePart(values[field] ?? ''));
  const id = [VERSION, name, ...parts].join(':') + (tag && `~${tag}`);
  if (id.length > LIMITS.customId) throw new RangeError(`A custom id has ${id.length} characters: ${id}`);
  return id;
}

/** Reads a custom id; never throws, as ids come back from messages of any age. */
export function decode(id: string): Action | NotAnAction {
  const [, whole = '', tag = ''] = /^([^~]*)(?:~([a-z]*))?$/.exec(id) ?? [];
  const [version, name, ...parts] = whole.split(':');
  if (version !== VERSION) return /^\d+$/.test(version ?? '') ? 'outdated' : 'foreign';
  if (name === undefined || !isActionName(name)) return 'outdated';
  const fields: readonly string[] = FIELDS[name];
  if (parts.length !== fields.length) return 'outdated';
  const values = parts.map(decodePart);
  if (values.includes(undefined)) return 'outdated';
  const args = Object.fromEntries(fields.map((field, index) => [field, values[index] ?? '']));
  return { name, args, tag } as Action; // its fields are exactly those of its name
}

function isActionName(name: string): name is ActionName {
  return Object.hasOwn(FIELDS, name);
}

function encodePart(value: string): string {
  return encodeURIComponent(value).replaceAll('~', '%7E');
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined; // "%zz": not one of ours
  }
}
