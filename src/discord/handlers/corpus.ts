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
import { type Draft, importDocument } from '../../corpus/import/document.ts';
import { checkWritable, writeArticles } from '../../corpus/import/write.ts';
import { loadCorpus } from '../../corpus/load.ts';
import { ClippingsError } from '../../errors.ts';
import { Refusal } from '../boundary.ts';
import { type ActionOf, encode } from '../custom-id.ts';
import { findArticle } from '../filters.ts';
import { articleByKey } from '../keys.ts';
import { fieldText, modal } from '../modals.ts';
import { renderCheck, renderDrafts, renderRemoval, within } from '../render/moderation.ts';
import { plain } from '../render/reply.ts';
import { flat, sourceLine } from '../render/source.ts';
import { editOptions, hiddenOptions } from '../send.ts';
import type { Context } from '../services.ts';

/** The largest file that is taken from Discord. */
export const MAX_UPLOAD_BYTES = 2_000_000;
const FETCH_MS = 10_000;
/** What a file of the corpus may be called: nothing that leads out of its folder or hides it. */
const SAFE_ID = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,119}$/u;

/** `/corpus add`: an attached file, or without one a form to paste a text into. */
export async function addArticle(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  const { words } = context;
  const file = interaction.options.getAttachment('file');
  if (!file) {
    const say = words.corpus;
    const fields = [
      { id: 'text', label: say.pasteLabel, hint: say.pasteHint, long: true },
      { id: 'name', label: say.pasteName, optional: true, most: 100 },
    ];
    await interaction.showModal(modal(encode('corpusPaste', {}), say.pasteTitle, fields));
    return;
  }
  checkFile(file, context);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const content = await download(file, context);
  await propose(interaction, { name: file.name, content }, context);
}

/** The form of `/corpus add`, sent. */
export async function pasted(
  interaction: ModalSubmitInteraction,
  _action: ActionOf<'corpusPaste'>,
  context: Context,
): Promise<void> {
  const name = fieldText(interaction, 'name').trim() || 'pasted.txt';
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const content = fieldText(interaction, 'text');
  await propose(interaction, { name: /\.(?:md|txt)$/i.test(name) ? name : `${name}.txt`, content }, context);
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
  services.reindexer.soon();
  await interaction.editReply(editOptions(plain(words.corpus.added(flat(target, 900)))));
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
  services.reindexer.soon();
  await interaction.editReply(editOptions(plain(words.corpus.removed(sourceLine(article, words)))));
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

type Deferred = ChatInputCommandInteraction | ModalSubmitInteraction;

/** Shows what the importer makes of a document, and asks. */
async function propose(
  interaction: Deferred,
  { name, content }: { readonly name: string; readonly content: string },
  { services, words }: Context,
): Promise<void> {
  try {
    const { drafts, dropped } = importDocument(content, { name });
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
