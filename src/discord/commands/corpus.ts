import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type Attachment,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Day } from '../../corpus/day.ts';
import type { Draft } from '../../corpus/import/draft.ts';
import type { Hints } from '../../corpus/import/hints.ts';
import { addArticles, propose, removeArticle as removeFile } from '../../corpus/library.ts';
import { loadCorpus } from '../../corpus/load.ts';
import { ClippingsError } from '../../errors.ts';
import { audited } from '../audit.ts';
import type { ChatCommand } from '../command.ts';
import { type ActionOf, encode } from '../custom-id.ts';
import { findArticle, periodTyped } from '../filters.ts';
import { articleByKey } from '../keys.ts';
import { fieldText, modal } from '../modals.ts';
import { ARTICLE, labelled, required, supplied } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { renderCheck, renderDrafts, renderRemoval, within } from '../render/moderation.ts';
import { plain } from '../render/reply.ts';
import { flat, sourceLine } from '../render/source.ts';
import { editOptions, hiddenOptions } from '../send.ts';
import type { Context } from '../services.ts';
import { suggest } from '../suggestions.ts';
import type { Words } from '../words/words.ts';

const SUBCOMMANDS: APIApplicationCommandOption[] = [
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

/** `/corpus`. */
export const corpusCommand: ChatCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...labelled('corpus', 'corpus', {
      en: 'Add, remove and check articles',
      es: 'Añadir, quitar y comprobar artículos',
    }),
    options: SUBCOMMANDS,
  },
  moderated: true,
  execute: { add: addArticle, remove: removeArticle, check: checkCorpus },
  autocomplete: suggest,
  buttons: {
    corpusAdd: confirmAdd,
    corpusDiscard: discard,
    corpusRemove: confirmRemove,
    corpusKeep: keepArticle,
  },
  modals: { corpusPaste: pasted },
};

/** The largest file that is taken from Discord. */
export const MAX_UPLOAD_BYTES = 2_000_000;
const FETCH_MS = 10_000;

/** `/corpus add`: an attached file, or without one a form to paste a text into. */
async function addArticle(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  const { words } = context;
  const { options, locale } = interaction;
  const given = (name: string) => options.getString(name)?.trim() ?? '';
  const supplied = { title: given('title'), publisher: given('publisher'), published: given('published') };
  const file = options.getAttachment('file');
  if (!file) {
    await interaction.showModal(pasteForm(supplied, words));
    return;
  }
  checkFile(file, context);
  const hints = hintsOf({ ...supplied, locale }, context);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const content = await download(file, context);
  await shown(interaction, { name: file.name, content, hints }, context);
}

/** What a moderator says of an article that its text does not; empty where nothing was said. */
interface Supplied {
  readonly title: string;
  readonly publisher: string;
  readonly published: string;
}

function pasteForm({ title, publisher, published }: Supplied, { corpus: say }: Words) {
  return modal(encode('corpusPaste', {}), say.pasteTitle, [
    { id: 'text', label: say.pasteLabel, hint: say.pasteHint, long: true },
    { id: 'title', label: say.pasteHeadline, optional: true, most: 200, value: title },
    { id: 'publisher', label: say.pastePublisher, optional: true, most: 100, value: publisher },
    { id: 'published', label: say.pasteDate, optional: true, most: 40, value: published },
    { id: 'name', label: say.pasteName, optional: true, most: 100 },
  ]);
}

/** @throws Refusal when the day of publication is not a day */
function hintsOf(
  { title, publisher, published, locale }: Supplied & { locale: string },
  context: Context,
): Hints {
  const day = published === '' ? undefined : dayOption(published, locale, context);
  return { ...(title && { title }), ...(publisher && { publisher }), ...(day && { published: day }) };
}

function dayOption(text: string, locale: string, context: Context): Day {
  const { from, to } = periodTyped(text, locale, context);
  if (from !== to) throw new Refusal(context.words.badDay(flat(text, 60)));
  return from;
}

/** The form of `/corpus add`, sent. */
async function pasted(
  interaction: ModalSubmitInteraction,
  _action: ActionOf<'corpusPaste'>,
  context: Context,
): Promise<void> {
  const field = (id: string) => fieldText(interaction, id).trim();
  const name = field('name') || 'pasted.txt';
  const supplied = { title: field('title'), publisher: field('publisher'), published: field('published') };
  const hints = hintsOf({ ...supplied, locale: interaction.locale }, context);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const document = {
    name: /\.(?:md|txt)$/i.test(name) ? name : `${name}.txt`,
    content: fieldText(interaction, 'text'),
  };
  await shown(interaction, { ...document, hints }, context);
}

/** "Add": writes what was shown, and has it indexed. */
async function confirmAdd(
  interaction: ButtonInteraction,
  { args }: ActionOf<'corpusAdd'>,
  { services, words }: Context,
): Promise<void> {
  const drafts = services.drafts.take(args.draft);
  if (!drafts) throw new Refusal(words.corpus.draftGone);
  await interaction.deferUpdate();
  const target = drafts.map(({ id }) => id).join(', ');
  const titles = flat(titlesOf(drafts), 900);
  try {
    await addArticles(drafts, services.corpusDir);
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    await interaction.editReply(
      editOptions(plain(words.corpus.refused(flat(within(services.corpusDir, error), 900)))),
    );
    return;
  }
  await audited({ userId: interaction.user.id, action: 'corpus add', target, outcome: 'done' }, services);
  await interaction.editReply(editOptions(plain(words.corpus.added(titles))));
  await indexed(interaction, words.corpus.ready(titles), { services, words });
}

/** "Discard": nothing was written, and nothing will be. */
async function discard(
  interaction: ButtonInteraction,
  { args }: ActionOf<'corpusDiscard'>,
  { services, words }: Context,
): Promise<void> {
  services.drafts.take(args.draft);
  await interaction.update(editOptions(plain(words.corpus.discarded)));
}

/** `/corpus remove`: asks first. */
async function removeArticle(
  interaction: ChatInputCommandInteraction,
  { services, words }: Context,
): Promise<void> {
  const found = findArticle(services.engine, interaction.options.getString('article', true), { words });
  await interaction.reply(hiddenOptions(renderRemoval(found, words)));
}

/** "Remove": the article is not quoted from this moment on, and its file is deleted. */
async function confirmRemove(
  interaction: ButtonInteraction,
  { args }: ActionOf<'corpusRemove'>,
  { services, words }: Context,
): Promise<void> {
  const article = articleByKey(services.engine, args.article);
  if (!article) throw new Refusal(words.articleRemoved);
  await interaction.deferUpdate();
  await services.engine.withdraw(article.id);
  await removeFile(article.id, services.corpusDir);
  const entry = { action: 'corpus remove', target: article.id, outcome: 'done' };
  await audited({ userId: interaction.user.id, ...entry }, services);
  await interaction.editReply(editOptions(plain(words.corpus.removed(sourceLine(article, words)))));
  await indexed(interaction, words.corpus.removed(sourceLine(article, words)), { services, words });
}

/** "Keep". */
async function keepArticle(
  interaction: ButtonInteraction,
  _action: ActionOf<'corpusKeep'>,
  { words }: Context,
): Promise<void> {
  await interaction.update(editOptions(plain(words.corpus.keptIt)));
}

/** `/corpus check`: reads every file, and lists what is wrong with any. */
async function checkCorpus(
  interaction: ChatInputCommandInteraction,
  { services, words }: Context,
): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.editReply(editOptions(renderCheck(await loadCorpus(services.corpusDir), words)));
}

/** Brings the index up to date, and says so in place of what was said before, or why it could not be. */
async function indexed(
  interaction: ButtonInteraction,
  text: string,
  { services, words }: Context,
): Promise<void> {
  try {
    if (await services.reindexer.soon()) await interaction.editReply(editOptions(plain(text)));
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    const reason = flat(within(services.corpusDir, error), 500);
    await interaction.editReply(editOptions(plain(words.corpus.notIndexed(reason))));
  }
}

type Deferred = ChatInputCommandInteraction | ModalSubmitInteraction;

/** Shows what the importer makes of a document, and asks. */
async function shown(
  interaction: Deferred,
  offer: { readonly name: string; readonly content: string; readonly hints: Hints },
  { services, words }: Context,
): Promise<void> {
  try {
    const proposal = await propose(offer, services.corpusDir);
    if (proposal.kind === 'unsafe-name') {
      throw new Refusal(words.corpus.unsafeName(proposal.name.replaceAll('`', "'").slice(0, 100)));
    }
    const { drafts } = proposal;
    if (proposal.kind === 'taken') throw new Refusal(words.corpus.taken(flat(titlesOf(drafts), 900)));
    const id = services.drafts.keep(drafts);
    const { dropped } = proposal;
    await interaction.editReply(editOptions(renderDrafts(drafts, { id, dropped, words })));
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    throw new Refusal(words.corpus.refused(flat(within(services.corpusDir, error), 900)));
  }
}

function titlesOf(drafts: readonly Draft[]): string {
  return drafts.map(({ title }) => title.value).join(' · ');
}

function checkFile({ name, size }: Attachment, { words }: Context): void {
  if (!/\.(?:md|txt)$/i.test(name))
    throw new Refusal(words.corpus.wrongType(name.replaceAll('`', "'").slice(0, 100)));
  if (size > MAX_UPLOAD_BYTES) throw new Refusal(words.corpus.tooLarge(size, MAX_UPLOAD_BYTES));
}

/** The file's text. Discord says how large it is; what comes is measured all the same. */
async function download({ url, name }: Attachment, { services, words }: Context): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'error' });
    if (!response.ok || !response.body) throw new Refusal(words.corpus.notFetched);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of Readable.fromWeb(response.body as ReadableStream<Uint8Array>)) {
      size += chunk.length;
      if (size > MAX_UPLOAD_BYTES) throw new Refusal(words.corpus.tooLarge(size, MAX_UPLOAD_BYTES));
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof TypeError && error.message.includes('encoded data')) {
      throw new Refusal(words.corpus.notUtf8(name.replaceAll('`', "'")));
    }
    services.log.warn({ err: error }, 'an attachment could not be fetched');
    throw new Refusal(words.corpus.notFetched);
  }
}
