import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  type LocalizationMap,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { MAX_QUESTION } from './limits.ts';

/** A text in the two languages of the bot. */
interface Text {
  readonly en: string;
  readonly es: string;
}

/** The Spanish of Spain and of Latin America read the same. */
function spanish(text: string): LocalizationMap {
  return { 'es-ES': text, 'es-419': text };
}

function labelled<N extends string>(name: N, es: string, description: Text) {
  return {
    name,
    name_localizations: spanish(es),
    description: description.en,
    description_localizations: spanish(description.es),
  };
}

const EVERYWHERE = [InteractionContextType.Guild, InteractionContextType.BotDM];

/** Moderators' commands: offered to those who may manage the server, and checked again on every use. */
const MODERATORS = {
  contexts: [InteractionContextType.Guild],
  default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
};

const QUESTION: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  required: true,
  min_length: 1,
  max_length: MAX_QUESTION,
  ...labelled('question', 'pregunta', {
    en: 'What you want to know, in a sentence',
    es: 'Lo que quieres saber, en una frase (los artículos están en inglés)',
  }),
};

const ARTICLE: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  autocomplete: true,
  ...labelled('article', 'artículo', { en: 'Only this article', es: 'Solo este artículo' }),
};

const PUBLISHER: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  autocomplete: true,
  ...labelled('publisher', 'medio', {
    en: 'Only articles of this publisher',
    es: 'Solo artículos de este medio',
  }),
};

const FROM: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  max_length: 40,
  ...labelled('from', 'desde', {
    en: 'From this day, month or year on: “December 20, 1996”, “Jan 1997”',
    es: 'Desde este día, mes o año: «20 de diciembre de 1996», «enero de 1997»',
  }),
};

const TO: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  max_length: 40,
  ...labelled('to', 'hasta', {
    en: 'Until this day, month or year: “December 20, 1996”, “Jan 1997”',
    es: 'Hasta este día, mes o año: «20 de diciembre de 1996», «enero de 1997»',
  }),
};

const PRIVATE: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.Boolean,
  ...labelled('private', 'privado', {
    en: 'Show the answer to me alone',
    es: 'Mostrar la respuesta solo a mí',
  }),
};

function required(
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

function supplied(
  name: string,
  es: string,
  most: number,
  description: Text,
): APIApplicationCommandBasicOption {
  return { type: ApplicationCommandOptionType.String, max_length: most, ...labelled(name, es, description) };
}

/** The bot's name for its message context menu. */
export const ASK_ABOUT_THIS = 'Ask about this';

const SUBCOMMANDS: readonly APIApplicationCommandOption[] = [
  {
    type: ApplicationCommandOptionType.Subcommand,
    ...labelled('add', 'añadir', {
      en: 'Add an article: attach a .md or .txt file, or paste its text',
      es: 'Añadir un artículo: adjunta un archivo .md o .txt, o pega su texto',
    }),
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        ...labelled('file', 'archivo', {
          en: 'A .md or .txt file; leave it out to paste the text',
          es: 'Un archivo .md o .txt; déjalo vacío para pegar el texto',
        }),
      },
      supplied('title', 'título', 200, {
        en: 'Its headline, if the text has none',
        es: 'Su titular, si el texto no lo tiene',
      }),
      supplied('publisher', 'medio', 100, {
        en: 'Who published it, if the text does not say',
        es: 'Quién lo publicó, si el texto no lo dice',
      }),
      supplied('published', 'publicado', 40, {
        en: 'The day it was published, if the text does not say',
        es: 'El día en que se publicó, si el texto no lo dice',
      }),
    ],
  },
  {
    type: ApplicationCommandOptionType.Subcommand,
    ...labelled('remove', 'quitar', {
      en: 'Remove an article: it is no longer quoted from then on',
      es: 'Quitar un artículo: deja de citarse desde ese momento',
    }),
    options: [required(ARTICLE, { en: 'The article to remove', es: 'El artículo que se quita' })],
  },
  {
    type: ApplicationCommandOptionType.Subcommand,
    ...labelled('check', 'comprobar', {
      en: 'Read every article file and list what is wrong with any',
      es: 'Leer todos los archivos y enumerar los que tienen errores',
    }),
  },
];

const CHAT: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[] = [
  {
    ...labelled('ask', 'preguntar', {
      en: 'Ask the articles: they answer in their own words, with title, publisher and date',
      es: 'Pregunta a los artículos: responden con sus propias palabras, con título, medio y fecha',
    }),
    contexts: EVERYWHERE,
    options: [QUESTION, ARTICLE, PUBLISHER, FROM, TO, PRIVATE],
  },
  {
    ...labelled('sources', 'fuentes', { en: 'List the articles', es: 'Enumerar los artículos' }),
    contexts: EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...labelled('order', 'orden', { en: 'In which order', es: 'En qué orden' }),
        choices: [
          { name: 'newest first', name_localizations: spanish('los más recientes primero'), value: 'newest' },
          { name: 'by publisher', name_localizations: spanish('por medio'), value: 'publisher' },
        ],
      },
    ],
  },
  {
    ...labelled('article', 'artículo', { en: 'Read an article', es: 'Leer un artículo' }),
    contexts: EVERYWHERE,
    options: [required(ARTICLE, { en: 'The article to read', es: 'El artículo que quieres leer' })],
  },
  {
    ...labelled('timeline', 'cronología', {
      en: 'What happened when, in the articles’ words',
      es: 'Qué pasó y cuándo, en palabras de los artículos',
    }),
    contexts: EVERYWHERE,
    options: [
      FROM,
      TO,
      {
        type: ApplicationCommandOptionType.String,
        max_length: 40,
        ...labelled('about', 'sobre', {
          en: 'Only events whose sentence has these words',
          es: 'Solo hechos cuya frase contiene estas palabras',
        }),
      },
      PUBLISHER,
      {
        type: ApplicationCommandOptionType.String,
        ...labelled('chart', 'gráfico', { en: 'Draw a picture, too', es: 'Dibujar también una imagen' }),
        choices: [
          { name: 'events', name_localizations: spanish('hechos'), value: 'events' },
          {
            name: 'figures (of what “about” names)',
            name_localizations: spanish('cifras (de lo que dice «sobre»)'),
            value: 'figures',
          },
        ],
      },
      PRIVATE,
    ],
  },
  {
    ...labelled('help', 'ayuda', {
      en: 'What I can do, with questions to try',
      es: 'Lo que puedo hacer, con preguntas de ejemplo',
    }),
    contexts: EVERYWHERE,
  },
  {
    ...labelled('status', 'estado', {
      en: 'How many articles there are, and how current they are',
      es: 'Cuántos artículos hay y hasta cuándo llegan',
    }),
    contexts: EVERYWHERE,
  },
  {
    ...labelled('privacy', 'privacidad', {
      en: 'What I keep, and how to have it deleted',
      es: 'Lo que guardo y cómo hacer que se borre',
    }),
    contexts: EVERYWHERE,
  },
  {
    ...labelled('reindex', 'reindexar', {
      en: 'Bring the index up to date with the article files',
      es: 'Poner el índice al día con los archivos de artículos',
    }),
    ...MODERATORS,
    options: [
      {
        type: ApplicationCommandOptionType.Boolean,
        ...labelled('full', 'completo', {
          en: 'Build it from nothing, not only what has changed',
          es: 'Construirlo de cero, no solo lo que ha cambiado',
        }),
      },
    ],
  },
  {
    ...labelled('corpus', 'corpus', {
      en: 'Add, remove and check articles',
      es: 'Añadir, quitar y comprobar artículos',
    }),
    ...MODERATORS,
    options: [...SUBCOMMANDS],
  },
  {
    ...labelled('gaps', 'lagunas', {
      en: 'Questions that went unanswered, and answers voted down',
      es: 'Preguntas sin respuesta y respuestas con voto negativo',
    }),
    ...MODERATORS,
  },
  {
    ...labelled('inspect', 'inspeccionar', {
      en: 'What a question finds, with scores, and why it is answered or declined',
      es: 'Qué encuentra una pregunta, con puntuaciones, y por qué se responde o no',
    }),
    ...MODERATORS,
    options: [QUESTION],
  },
];

/** Every command of the bot, as Discord is told of it. */
export const COMMANDS: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  ...CHAT.map((command) => ({ type: ApplicationCommandType.ChatInput as const, ...command })),
  {
    type: ApplicationCommandType.Message,
    name: ASK_ABOUT_THIS,
    name_localizations: spanish('Preguntar sobre esto'),
    contexts: EVERYWHERE,
  },
];

/** The commands as a single guild takes them: contexts are for global commands. */
export function commandsFor(scope: 'global' | 'guild'): readonly RESTPostAPIApplicationCommandsJSONBody[] {
  if (scope === 'global') return COMMANDS;
  return COMMANDS.map(({ contexts: _, ...command }) => command as RESTPostAPIApplicationCommandsJSONBody);
}
