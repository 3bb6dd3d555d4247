import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
} from 'discord.js';
import { parseDay } from '../../corpus/day.ts';
import type { AskOptions, Engine } from '../../engine.ts';
import type { TimelineEntry } from '../../timeline/entries.ts';
import { entriesAbout, filterTimeline } from '../../timeline/filter.ts';
import { drawQuantity } from '../../timeline/picture/quantity-picture.ts';
import { drawTimeline } from '../../timeline/picture/timeline-picture.ts';
import { acknowledged, fillReply } from '../acknowledged.ts';
import { checkCooldown } from '../asking.ts';
import type { ChatCommand } from '../command.ts';
import { type ActionOf, encode } from '../custom-id.ts';
import { filtersOf, publishersOf } from '../filters.ts';
import { keyOf } from '../keys.ts';
import { FROM, labelled, PRIVATE, PUBLISHER, spanish, TO } from '../options.ts';
import { Refusal } from '../refusal.ts';
import type { Reply, ReplyFile } from '../render/reply.ts';
import { flat } from '../render/source.ts';
import { pictureFile, renderTimeline } from '../render/timeline.ts';
import { messageOptions } from '../send.ts';
import type { Context, Services } from '../services.ts';
import { suggest } from '../suggestions.ts';
import { timelineIn } from '../timelines.ts';
import type { Words } from '../words/words.ts';

/** `/timeline`. */
export const timelineCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('timeline', 'cronología', {
      en: 'What happened when, in the articles’ words',
      es: 'Qué pasó y cuándo, en palabras de los artículos',
    }),
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
  moderated: false,
  execute: timeline,
  autocomplete: suggest,
  buttons: { timeline: timelinePage },
};

/** What a timeline is of. All of it is in the custom ids of its page buttons. */
type Query = Pick<AskOptions, 'from' | 'to' | 'publisher'> & { readonly about?: string };

/** The dark theme reads well in both of Discord's. */
const THEME = 'dark';
/** The most bytes of "about" that a custom id has room for. */
const ABOUT_BYTES = 42;

/** `/timeline`: what happened when, and a picture of it on request. */
async function timeline(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  const { options, locale } = interaction;
  const { words } = context;
  const about = options.getString('about')?.trim();
  const typed = {
    publisher: options.getString('publisher'),
    from: options.getString('from'),
    to: options.getString('to'),
    locale,
  };
  const query: Query = { ...filtersOf(typed, context), ...(about && { about }) };
  const chart = options.getString('chart');
  if (chart === 'figures' && !about) throw new Refusal(words.timeline.figuresOf);
  if (Buffer.byteLength(about ?? '') > ABOUT_BYTES) throw new Refusal(words.timeline.tooLong);
  checkCooldown(interaction.user.id, context);
  const hidden = options.getBoolean('private') ?? false;
  await acknowledged(interaction, { hidden, name: 'timeline', context }, async () => {
    const entries = await entriesOf(query, context.services.engine);
    const picture = chart === null ? undefined : await drawn(chart, { query, entries, context });
    const reply = pageOf(entries, { query, page: 0, words, ...(picture && { picture }) });
    await fillReply(interaction, messageOptions(reply), context.services);
  });
}

/** A page of a timeline: turned for the one whose it is, and shown privately to anybody else. */
async function timelinePage(
  interaction: ButtonInteraction,
  { args }: ActionOf<'timeline'>,
  { services, words }: Context,
): Promise<void> {
  const query = decodeQuery(args.query, services);
  const isHidden = interaction.message.flags.has('Ephemeral');
  const isTheirs = isHidden || interaction.message.interactionMetadata?.user.id === interaction.user.id;
  // Before the timeline is made, which after a restart can take longer than Discord waits.
  await (isTheirs ? interaction.deferUpdate() : interaction.deferReply({ flags: MessageFlags.Ephemeral }));
  const reply = pageOf(await entriesOf(query, services.engine), { query, page: Number(args.page), words });
  const { files: _, ...page } = messageOptions(reply); // the picture stays as it is
  await interaction.editReply(page);
}

async function entriesOf({ about, ...filters }: Query, engine: Engine): Promise<readonly TimelineEntry[]> {
  const entries = filterTimeline(await timelineIn(engine), filters);
  return about === undefined ? entries : entriesAbout(entries, about, engine.meaning);
}

interface Drawing {
  readonly query: Query;
  readonly entries: readonly TimelineEntry[];
  readonly context: Context;
}

async function drawn(chart: string, { query, entries, context }: Drawing): Promise<ReplyFile | undefined> {
  const { about, from, to, publisher } = query;
  if (chart !== 'figures') {
    const title = about && `About “${about}”`;
    return entries.length > 0
      ? pictureFile(await drawTimeline(entries, { theme: THEME, ...(title && { title }) }))
      : undefined;
  }
  const all = context.services.engine.articles();
  const articles = publisher === undefined ? all : all.filter((article) => article.publisher === publisher);
  const picture = await drawQuantity(articles, about ?? '', {
    theme: THEME,
    ...(from && { from }),
    ...(to && { to }),
  });
  if (!picture) throw new Refusal(context.words.timeline.noFigures(flat(about ?? '', 60)));
  return pictureFile(picture);
}

function pageOf(
  entries: readonly TimelineEntry[],
  { query, page, words, picture }: { query: Query; page: number; words: Words; picture?: ReplyFile },
): Reply {
  const { about, publisher, from, to } = query;
  const filters = [
    about && words.timeline.about(flat(about, 60)),
    publisher && flat(publisher, 60),
    from && words.fromDay(words.day(from)),
    to && words.toDay(words.day(to)),
  ].filter((text): text is string => Boolean(text));
  const idOf = (to_: number, tag: string) =>
    encode('timeline', { query: encodeQuery(query), page: String(to_) }, tag);
  return renderTimeline(entries, { words, page, filters, idOf, ...(picture && { picture }) });
}

function encodeQuery({ from, to, publisher, about }: Query): string {
  const key = publisher === undefined ? '' : keyOf(publisher).slice(0, 6);
  const text = Buffer.from(about ?? '').toString('base64url');
  return [from?.replaceAll('-', ''), to?.replaceAll('-', ''), key, text].map((part) => part ?? '').join('.');
}

function decodeQuery(encoded: string, { engine }: Services): Query {
  const [from, to, key, text] = encoded.split('.');
  const day = (part = '') => parseDay(part.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'));
  const publisher = publishersOf(engine.articles()).find((name) => key && keyOf(name).slice(0, 6) === key);
  const about = Buffer.from(text ?? '', 'base64url').toString();
  const [fromDay, toDay] = [day(from), day(to)];
  return {
    ...(fromDay && { from: fromDay }),
    ...(toDay && { to: toDay }),
    ...(publisher !== undefined && { publisher }),
    ...(about && { about }),
  };
}
