import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  type LocalizationMap,
} from 'discord.js';
import { MAX_QUESTION } from './limits.ts';

/** A text in the two languages of the bot. */
export interface Text {
  readonly en: string;
  readonly es: string;
}

/** The Spanish of Spain and of Latin America read the same. */
export function spanish(text: string): LocalizationMap {
  return { 'es-ES': text, 'es-419': text };
}

/** Name and description of a command or an option, in both languages. */
export function labelled<N extends string>(name: N, es: string, description: Text) {
  return {
    name,
    name_localizations: spanish(es),
    description: description.en,
    description_localizations: spanish(description.es),
  };
}

export const QUESTION: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  required: true,
  min_length: 1,
  max_length: MAX_QUESTION,
  ...labelled('question', 'pregunta', {
    en: 'What you want to know, in a sentence',
    es: 'Lo que quieres saber, en una frase (los artículos están en inglés)',
  }),
};

export const ARTICLE: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  autocomplete: true,
  ...labelled('article', 'artículo', { en: 'Only this article', es: 'Solo este artículo' }),
};

export const PUBLISHER: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  autocomplete: true,
  ...labelled('publisher', 'medio', {
    en: 'Only articles of this publisher',
    es: 'Solo artículos de este medio',
  }),
};

export const FROM: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  max_length: 40,
  ...labelled('from', 'desde', {
    en: 'From this day, month or year on: “December 20, 1996”, “Jan 1997”',
    es: 'Desde este día, mes o año: «20 de diciembre de 1996», «enero de 1997»',
  }),
};

export const TO: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  max_length: 40,
  ...labelled('to', 'hasta', {
    en: 'Until this day, month or year: “December 20, 1996”, “Jan 1997”',
    es: 'Hasta este día, mes o año: «20 de diciembre de 1996», «enero de 1997»',
  }),
};

export const PRIVATE: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.Boolean,
  ...labelled('private', 'privado', {
    en: 'Show the answer to me alone',
    es: 'Mostrar la respuesta solo a mí',
  }),
};

/** An option that has to be given. */
export function required(
  option: APIApplicationCommandBasicOption,
  description: Text,
): APIApplicationCommandBasicOption {
  return {
    ...option,
    required: true,
    description: description.en,
    description_localizations: spanish(description.es),
  };
}

/** An option that takes a text. */
export function supplied(
  name: string,
  es: string,
  most: number,
  description: Text,
): APIApplicationCommandBasicOption {
  return { type: ApplicationCommandOptionType.String, max_length: most, ...labelled(name, es, description) };
}
