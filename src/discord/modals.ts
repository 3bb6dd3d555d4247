import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { LIMITS, shorten } from './limits.ts';

/** One field of a modal. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly long?: boolean;
  readonly optional?: boolean;
  readonly most?: number;
  /** What stands in it already. */
  readonly value?: string;
}

/** A form that Discord shows over its window. */
export function modal(
  customId: string,
  title: string,
  fields: readonly Field[],
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: shorten(title, LIMITS.modalTitle),
    components: fields.map(({ id, label, hint, long, optional, most, value }) => ({
      type: ComponentType.Label,
      label: shorten(label, LIMITS.modalLabel),
      component: {
        type: ComponentType.TextInput,
        custom_id: id,
        style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
        required: !optional,
        max_length: most ?? LIMITS.textInput,
        ...(value && { value }),
        ...(hint && { placeholder: shorten(hint, LIMITS.selectText) }),
      },
    })),
  };
}

/** What was written in a field; empty when the field was left out. */
export function fieldText(interaction: ModalSubmitInteraction, id: string): string {
  return interaction.fields.fields.has(id) ? interaction.fields.getTextInputValue(id) : '';
}
