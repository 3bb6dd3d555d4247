import { unlink } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import {
  type Attachment,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Article } from '../../corpus/article.ts';
import type { Day } from '../../corpus/day.ts';
import { importDocument } from '../../corpus/import/document.ts';
import type { Draft } from '../../corpus/import/draft.ts';
import type { Hints } from '../../corpus/import/hints.ts';
import { checkWritable, writeArticles } from '../../corpus/import/write.ts';
import { loadCorpus } from '../../corpus/load.ts';
import { ClippingsError } from '../../errors.ts';
import { Refusal } from '../boundary.ts';
import { type ActionOf, encode } from '../custom-id.ts';
import { findArticle, periodTyped } from '../filters.ts';
import { articleByKey } from '../keys.ts';
import { fieldText, modal } from '../modals.ts';
import { renderCheck, renderDrafts, renderRemoval, within } from '../render/moderation.ts';
import { plain } from '../render/reply.ts';
import { flat, sourceLine } from '../render/source.ts';
import { editOptions, hiddenOptions } from '../send.ts';
import type { Context } from '../services.ts';
import type { Words } from '../words/words.ts';

/** The largest file that is taken from Discord. */
export const MAX_UPLOAD_BYTES = 2_000_000;
const FETCH_MS = 10_000;
/** What a file of the corpus may be called: nothing that leads out of its folder or hides it. */
const SAFE_ID = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,119}$/u;

/** `/corpus add`: an attached file, or without one a form to paste a text into. */
export async function addArticle(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
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
  await propose(interaction, { name: file.name, content, hints }, context);
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
  if (from !== to) throw new Refusal(context.words.badDate(flat(text, 60)));
  return from;
}

/** The form of `/corpus add`, sent. */
export async function pasted(
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
  await propose(interaction, { ...document, hints }, context);
}

/** "Add": writes what was shown, and has it indexed. */
export async function confirmAdd(
  interaction: ButtonInteraction,
  { args }: ActionOf<'corpusAdd'>,
  { services, words }: Context,
): Promise<void> {
  const pending = services.drafts.take(args.draft);
  if (!pending) throw new Refusal(words.corpus.draftGone);
  await interaction.deferUpdate();
  const { drafts } = pending;
  const target = drafts.map(({ id }) => id).join(', ');
  try {
    for (const draft of drafts) checkId(draft, services.corpusDir, words);
    await writeArticles(drafts, services.corpusDir);
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    await interaction.editReply(
      editOptions(plain(words.corpus.refused(flat(within(services.corpusDir, error), 900)))),
    );
    return;
  }
  await services.store.addAudit({
    userId: interaction.user.id,
    action: 'corpus add',
    target,
    outcome: 'done',
  });
  await interaction.editReply(editOptions(plain(words.corpus.added(flat(target, 900)))));
  await indexed(interaction, words.corpus.ready(flat(target, 900)), { services, words });
}

/** "Discard": nothing was written, and nothing will be. */
export async function discard(
  interaction: ButtonInteraction,
  { args }: ActionOf<'corpusDiscard'>,
  { services, words }: Context,
): Promise<void> {
  services.drafts.take(args.draft);
  await interaction.update(editOptions(plain(words.corpus.discarded)));
}

/** `/corpus remove`: asks first. */
export async function removeArticle(
  interaction: ChatInputCommandInteraction,
  { services, words }: Context,
): Promise<void> {
  const found = findArticle(services.engine, interaction.options.getString('article', true), { words });
  await interaction.reply(hiddenOptions(renderRemoval(found, words)));
}

/** "Remove": the article is not quoted from this moment on, and its file is deleted. */
export async function confirmRemove(
  interaction: ButtonInteraction,
  { args }: ActionOf<'corpusRemove'>,
  { services, words }: Context,
): Promise<void> {
  const article = articleByKey(services.engine, args.article);
  if (!article) throw new Refusal(words.articleRemoved);
  await interaction.deferUpdate();
  await services.engine.withdraw(article.id);
  await deleteFile(article, services.corpusDir);
  const entry = { action: 'corpus remove', target: article.id, outcome: 'done' };
  await services.store.addAudit({ userId: interaction.user.id, ...entry });
  await interaction.editReply(editOptions(plain(words.corpus.removed(sourceLine(article, words)))));
  await indexed(interaction, words.corpus.removed(sourceLine(article, words)), { services, words });
}

/** "Keep". */
export async function keepArticle(
  interaction: ButtonInteraction,
  _action: ActionOf<'corpusKeep'>,
  { words }: Context,
): Promise<void> {
  await interaction.update(editOptions(plain(words.corpus.keptIt)));
}

/** `/corpus check`: reads every file, and lists what is wrong with any. */
export async function checkCorpus(
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
async function propose(
  interaction: Deferred,
  { name, content, hints }: { readonly name: string; readonly content: string; readonly hints: Hints },
  { services, words }: Context,
): Promise<void> {
  try {
    const { drafts, dropped } = importDocument(content, { name, hints });
    for (const draft of drafts) checkId(draft, services.corpusDir, words);
    await checkWritable(drafts, services.corpusDir);
    const id = services.drafts.keep({ drafts, userId: interaction.user.id });
    await interaction.editReply(editOptions(renderDrafts(drafts, { id, dropped, words })));
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    throw new Refusal(words.corpus.refused(flat(within(services.corpusDir, error), 900)));
  }
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

/** @throws Refusal when the file would not lie directly in the corpus folder, or not be seen there */
function checkId({ id }: Draft, corpusDir: string, words: Context['words']): void {
  const inside = relative(resolve(corpusDir), resolve(corpusDir, `${id}.md`));
  if (!SAFE_ID.test(id) || inside !== `${id}.md`)
    throw new Refusal(words.corpus.unsafeName(id.replaceAll('`', "'").slice(0, 100)));
}

async function deleteFile({ id }: Article, corpusDir: string): Promise<void> {
  const { loaded } = await loadCorpus(corpusDir);
  const file = loaded.find(({ article }) => article.id === id)?.file;
  if (file !== undefined) await unlink(join(corpusDir, file));
}
