import { inputsOf, type ModalInput } from './commands.ts';
import type { Interaction } from './core.ts';
import { type Json, records, text } from './json.ts';
import type { StandIn } from './stand-in.ts';
import { controlsOf, isHidden, type Message, type Person, textOf, type Upload } from './world.ts';

export interface ActOptions {
  /** Resolve as soon as the bot has acknowledged, not only when it has shown something. */
  readonly until?: 'shown' | 'acknowledged';
  readonly patienceMs?: number;
}

/** What the bot showed to a person, live: it reads differently after each edit. */
export class Reply {
  readonly #discord: StandIn;
  readonly person: Person;
  /** The interaction that it answers; undefined for an answer to a message. */
  readonly interaction: Interaction | undefined;
  readonly #message: Message | undefined;

  constructor(discord: StandIn, person: Person, from: { interaction?: Interaction; message?: Message }) {
    this.#discord = discord;
    this.person = person;
    this.interaction = from.interaction;
    this.#message = from.message;
  }

  /** The message shown: the reply itself, or the follow-up of a press that changed nothing else. */
  get message(): Message {
    const { acknowledged, followUps, original } = this.interaction ?? {};
    const isReplaced = acknowledged?.type === 6 || original?.deleted;
    const shown = this.#message ?? (isReplaced ? (followUps?.[0] ?? original) : original);
    if (!shown) throw new Error(`The bot showed no message to ${this.person.name}.`);
    return shown;
  }

  get content(): string {
    return this.message.content;
  }

  /** All that it says, embeds and text displays included. */
  get text(): string {
    return textOf(this.message);
  }

  get embeds(): readonly Json[] {
    return this.message.embeds;
  }

  get files(): readonly Upload[] {
    return this.message.attachments;
  }

  /** Whether only this person sees it. */
  get hidden(): boolean {
    return isHidden(this.message);
  }

  get deleted(): boolean {
    return this.message.deleted;
  }

  /** The labels (or else emoji) of its buttons that can be pressed, in the order shown. */
  get buttons(): readonly string[] {
    return controlsOf(this.message)
      .filter(({ type, disabled }) => type === 2 && disabled !== true)
      .map(nameOf);
  }

  /** Further messages by the same interaction. */
  get followUps(): readonly Message[] {
    return this.interaction?.followUps ?? [];
  }

  /** The modal it opened. */
  get modal(): { readonly title: string; readonly inputs: readonly ModalInput[] } | undefined {
    const modal = this.interaction?.modal;
    return modal && { title: text(modal.title) ?? '', inputs: inputsOf(modal) };
  }

  /** From the delivery of the interaction to the bot's acknowledgement. */
  get acknowledgedMs(): number {
    const { acknowledged, deliveredAt } = this.interaction ?? {};
    if (!acknowledged || deliveredAt === undefined) throw new Error('Nothing was acknowledged.');
    return acknowledged.at - deliveredAt;
  }

  /** From the delivery of the interaction to the first thing shown. */
  get shownMs(): number {
    const { settledAt, deliveredAt } = this.interaction ?? {};
    if (settledAt === undefined || deliveredAt === undefined) throw new Error('Nothing was shown.');
    return settledAt - deliveredAt;
  }

  /** Presses the button with this label, emoji or custom id; the words of a label may be only some of it. */
  press(button: string, person = this.person, options?: ActOptions): Promise<Reply> {
    return this.#discord.press(this.message, button, { person, ...options });
  }

  /** Chooses values in the select with this placeholder or custom id. */
  choose(
    select: string,
    values: readonly string[],
    person = this.person,
    options?: ActOptions,
  ): Promise<Reply> {
    return this.#discord.choose(this.message, select, { values, person, ...options });
  }

  /** Fills in the modal it opened, by label or custom id, and sends it. */
  submit(values: Readonly<Record<string, string>>, options?: ActOptions): Promise<Reply> {
    if (!this.interaction?.modal) throw new Error('It opened no modal.');
    return this.#discord.submit(this.interaction, values, options);
  }

  /** Resolves once the reply is as wanted, after however many edits. */
  async until(what: string, wanted: (reply: Reply) => boolean, patienceMs?: number): Promise<Reply> {
    await this.#discord.until(what, () => wanted(this), patienceMs);
    return this;
  }
}

/** What a person would call a control. */
export function nameOf(control: Json): string {
  const emoji = typeof control.emoji === 'object' ? text((control.emoji as Json | null)?.name) : undefined;
  return text(control.label) ?? emoji ?? text(control.placeholder) ?? text(control.custom_id) ?? '';
}

/** The control of a message that a person means. @throws Error naming those there are */
export function controlNamed(message: Message, name: string, kind: 'button' | 'select'): Json {
  const controls = controlsOf(message).filter(({ type }) => (type === 2) === (kind === 'button'));
  const called = (control: Json) => [
    control.label,
    (control.emoji as Json | undefined)?.name,
    control.placeholder,
  ];
  const found =
    controls.find((control) => control.custom_id === name || called(control).includes(name)) ??
    controls.find((control) => called(control).some((word) => text(word)?.includes(name)));
  const listed = controls.map(nameOf).join(', ') || 'none';
  if (!found) throw new Error(`There is no ${kind} "${name}"; there are: ${listed}.`);
  if (found.disabled === true) throw new Error(`The ${kind} "${name}" is disabled.`);
  if (found.url !== undefined) throw new Error(`The button "${name}" is a link; Discord would open it.`);
  return found;
}

/** Refuses what Discord's own client would not let a person choose. */
export function refuseValues(select: Json, values: readonly string[]): void {
  const offered = records(select.options).map(({ value }) => value);
  const unknown = values.filter((value) => offered.length > 0 && !offered.includes(value));
  if (unknown.length > 0) throw new Error(`The select does not offer ${unknown.join(', ')}.`);
  const most = Number(select.max_values ?? 1);
  if (values.length > most) throw new Error(`The select takes at most ${most} values.`);
}
