import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { LIMITS, shorten } from '../limits.ts';

/** A file that goes with a reply. */
export interface ReplyFile {
  readonly name: string;
  readonly data: Buffer;
  /** What the file shows, for those who do not see it. */
  readonly description?: string;
}

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A message of the bot as plain data: what every renderer makes, and what is sent as it stands. */
export interface Reply {
  readonly content: string;
  readonly components: readonly Row[];
  readonly files?: readonly ReplyFile[];
}

/** What a button shows and does. */
export interface ButtonOptions {
  readonly id: string;
  readonly label?: string;
  readonly emoji?: string;
  readonly disabled?: boolean;
  readonly style?: APIButtonComponentWithCustomId['style'];
}

/** A button; grey unless told otherwise, as colour alone says nothing. */
export function button({ id, label, emoji, disabled, style }: ButtonOptions): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    custom_id: id,
    style: style ?? ButtonStyle.Secondary,
    ...(label && { label: shorten(label, LIMITS.buttonLabel) }),
    ...(emoji && { emoji: { name: emoji } }),
    ...(disabled && { disabled }),
  };
}

/** Rows of at most five components each, empty ones left out. */
export function rows(...groups: readonly (readonly APIButtonComponentWithCustomId[])[]): readonly Row[] {
  return groups
    .filter((components) => components.length > 0)
    .map((components) => ({ type: ComponentType.ActionRow, components: [...components] }));
}

/** A row with one menu to choose from. */
export function menu(select: Omit<APIStringSelectComponent, 'type'>): Row {
  return { type: ComponentType.ActionRow, components: [{ type: ComponentType.StringSelect, ...select }] };
}

/** A line of small print. */
export function note(text: string): string {
  return `-# ${text}`;
}

/** The lines that there are, one below the other. */
export function lines(...texts: readonly (string | undefined | false)[]): string {
  return texts.filter((text) => text !== undefined && text !== false && text !== '').join('\n');
}

/** The blocks that there are, with an empty line between them. */
export function blocks(...texts: readonly (string | undefined | false)[]): string {
  return texts.filter((text) => text !== undefined && text !== false && text !== '').join('\n\n');
}

/** A message of text alone. */
export function plain(content: string): Reply {
  return { content, components: [] };
}

/** A list that ends with how many more there are, once it would pass `most` characters. */
export function clipped(items: readonly string[], most: number, andMore: (count: number) => string): string {
  const shown: string[] = [];
  let length = 0;
  for (const item of items) {
    length += item.length + 1;
    if (length > most) break;
    shown.push(item);
  }
  const left = items.length - shown.length;
  return [...shown, ...(left > 0 ? [andMore(left)] : [])].join('\n');
}

/**
 * A message that Discord takes, whatever was put into it. For lists of what is not an article's words;
 * quotes are fitted by what is left out of them, never cut here.
 */
export function withinLimit(reply: Reply): Reply {
  return { ...reply, content: shorten(reply.content, LIMITS.message) };
}
