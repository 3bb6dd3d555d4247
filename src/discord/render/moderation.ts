import { join, sep } from 'node:path';
import { ButtonStyle } from 'discord.js';
import { quotesOf } from '../../answer/conversation.ts';
import type { Inspection } from '../../answer/pipeline.ts';
import type { Article } from '../../corpus/article.ts';
import type { Draft, DroppedLine } from '../../corpus/import/draft.ts';
import type { Corpus } from '../../corpus/load.ts';
import { slice } from '../../corpus/span.ts';
import type { Engine, ReindexProgress, ReindexSummary } from '../../engine.ts';
import { sentencesOf } from '../../language/en/sentences.ts';
import type { Gap, Listed } from '../../store/store.ts';
import { encode } from '../custom-id.ts';
import { keyOf } from '../keys.ts';
import { shorten } from '../limits.ts';
import { blockQuote, escapeMarkdown } from '../markdown.ts';
import type { Words } from '../words/words.ts';
import { mendedNote, pager } from './answer.ts';
import {
  blocks,
  button,
  clipped,
  lines,
  note,
  plain,
  type Reply,
  type ReplyFile,
  rows,
  withinLimit,
} from './reply.ts';
import { flat, sourceLine, titleIn } from './source.ts';

const BAR = 20;
/** The most characters of a message for what an importer dropped. */
const DROPPED = 350;

/** Where the first sentence of a draft is looked for: a text can have 2 MB, and one of 300 is shown. */
const OPENING = 600;

/** How far a reindex is, as it is shown. */
export interface ProgressView {
  readonly words: Words;
  readonly run: string;
  readonly full: boolean;
  readonly elapsedMs: number;
  readonly progress: ReindexProgress | undefined;
  readonly stopping?: boolean;
}

/** The progress message of a reindex: counts of what is done, never of what is hoped for. */
export function renderProgress({ words, run, full, elapsedMs, progress, stopping }: ProgressView): Reply {
  const say = words.reindex;
  const done = progress && [
    `\`${barOf(progress)}\` ${say.progress(progress.articlesDone, progress.articlesTotal)}`,
    [say.passages(progress.passagesDone, progress.passagesTotal), leftOf(progress, elapsedMs, words)]
      .filter(Boolean)
      .join(' · '),
  ];
  return {
    content: lines(
      full ? say.titleFull : say.title,
      ...(done ?? [say.reading]),
      note(stopping ? say.stopping : say.meanwhile),
    ),
    components: stopping
      ? []
      : rows([
          button({ id: encode('reindexCancel', { run }), label: words.cancel, style: ButtonStyle.Danger }),
        ]),
  };
}

function barOf({ passagesDone, passagesTotal }: ReindexProgress): string {
  const filled = passagesTotal === 0 ? BAR : Math.floor((passagesDone / passagesTotal) * BAR);
  return '█'.repeat(filled) + '░'.repeat(BAR - filled);
}

/** The time left, once enough is done for it to mean something. */
function leftOf(
  { passagesDone, passagesTotal }: ReindexProgress,
  elapsedMs: number,
  words: Words,
): string | undefined {
  if (elapsedMs < 2000 || passagesDone * 20 < passagesTotal || passagesDone >= passagesTotal)
    return undefined;
  return words.reindex.left((elapsedMs / passagesDone) * (passagesTotal - passagesDone));
}

/** What is needed to speak of files of the corpus: paths are shown as seen from its folder. */
export interface CorpusView {
  readonly words: Words;
  readonly corpusDir: string;
  /** The title of an article, also of one that is gone by now. */
  titleOf(id: string): string;
}

/**
 * A fault's message for people in Discord: without the path of the corpus folder, which is the server's own
 * business, and without the sentence that says what to do with an option of a program or a setting.
 */
export function within(corpusDir: string, { message }: Error): string {
  const sentences = message.replaceAll(join(corpusDir, sep), '').split(/(?<=[.!?])\s+(?=\p{Lu})/u);
  return sentences.filter((sentence) => !/(?:^|\s)--[a-z]|\b[A-Z]+_[A-Z_]+\b/.test(sentence)).join(' ');
}

/** What a reindex did, article by article; when that is too long for a message, all of it in a file. */
export function renderSummary(summary: ReindexSummary, { words, corpusDir, titleOf }: CorpusView): Reply {
  const say = words.reindex;
  const { added, changed, removed, failed, unchanged, articles, passages, elapsedMs } = summary;
  const names = (ids: readonly string[]) => ids.map((id) => `- ${flat(titleOf(id), 100)}`);
  const sections = [
    { title: say.added(added.length), items: names(added), most: 300 },
    { title: say.changed(changed.length), items: names(changed), most: 300 },
    { title: say.removed(removed.length), items: names(removed), most: 300 },
    {
      title: say.failed(failed.length),
      items: failed.map((fault) => `- ${flat(within(corpusDir, fault), 300)}`),
      most: 650,
    },
  ].filter(({ items }) => items.length > 0);
  const isWhole =
    sections.every(({ items, most }) => lines(...items).length < most) &&
    failed.every(({ message }) => message.length <= 300);
  return withinLimit({
    content: blocks(
      say.done(articles, passages, elapsedMs),
      ...sections.map(({ title, items, most }) => lines(`**${title}**`, clipped(items, most, words.andMore))),
      note(sections.length === 0 ? say.nothing : say.unchanged(unchanged)),
      !isWhole && note(say.report),
    ),
    components: [],
    ...(!isWhole && {
      files: [{ name: 'reindex.txt', data: Buffer.from(reportOf(summary)), description: say.report }],
    }),
  });
}

function reportOf({ added, changed, removed, failed }: ReindexSummary): string {
  const part = (title: string, items: readonly string[]) =>
    items.length > 0 ? `${title} (${items.length})\n${items.map((item) => `  ${item}\n`).join('')}\n` : '';
  return [
    part('Added', added),
    part('Changed', changed),
    part('Removed', removed),
    part(
      'Failed',
      failed.map(({ message }) => message),
    ),
  ].join('');
}

/** What the importer found in a document, and whether to write it. */
export function renderDrafts(
  drafts: readonly Draft[],
  { id, dropped, words }: { id: string; dropped: readonly DroppedLine[]; words: Words },
): Reply {
  const say = words.corpus;
  const room = Math.floor(1100 / Math.max(1, Math.min(drafts.length, 4)));
  const shown = drafts.slice(0, 4).map((draft) => draftBlock(draft, room, words));
  const left = drafts.length - shown.length;
  const items = dropped.map(({ line, text, reason }) => `- ${line}: ${flat(text, 50)} (${flat(reason, 50)})`);
  const isWhole = lines(...items).length < DROPPED;
  return withinLimit({
    content: blocks(
      say.found(drafts.length),
      ...shown,
      left > 0 && words.andMore(left),
      dropped.length > 0 &&
        lines(`**${say.dropped(dropped.length)}**`, clipped(items, DROPPED, words.andMore)),
    ),
    components: rows([
      button({ id: encode('corpusAdd', { draft: id }), label: say.add, style: ButtonStyle.Success }),
      button({ id: encode('corpusDiscard', { draft: id }), label: say.discard }),
    ]),
    ...(!isWhole && { files: [droppedFile(dropped, say.dropped(dropped.length))] }),
  });
}

/** All that was dropped, where the message has room for some of it only. */
function droppedFile(dropped: readonly DroppedLine[], description: string): ReplyFile {
  const all = dropped.map(({ line, text, reason }) => `${line}\t${reason}\t${text}\n`);
  return { name: 'dropped.txt', data: Buffer.from(all.join('')), description };
}

function draftBlock(draft: Draft, room: number, words: Words): string {
  const say = words.corpus;
  const { title, publisher, published, text } = draft;
  const basis = (proposal: { basis: string } | undefined, most: number) =>
    proposal ? ` (${flat(proposal.basis, most)})` : '';
  const short = room < 600 ? 60 : 120;
  const head = lines(
    `**${flat(title.value, short)}**${basis(title, short)}`,
    `${publisher ? flat(publisher.value, 60) : words.noPublisher}${basis(publisher, short)}`,
    `${published ? words.day(published.value) : words.undated}${basis(published, short)}`,
    `${say.file(`${draft.id}.md`.replaceAll('`', "'"))} · ${say.characters(text.length)}`,
  );
  const [first] = sentencesOf(text, { start: 0, end: Math.min(text.length, OPENING) });
  const isWhole = first && (first.end < OPENING || text.length < OPENING);
  const quote = isWhole && slice(text, first).length <= 300 ? blockQuote(text, first) : undefined;
  return quote && head.length + quote.length < room ? lines(head, quote) : head;
}

/** Asks whether to remove an article. */
export function renderRemoval(article: Article, words: Words): Reply {
  const key = keyOf(article.id);
  const say = words.corpus;
  return {
    content: say.removeSure(sourceLine(article, words)),
    components: rows([
      button({ id: encode('corpusRemove', { article: key }), label: say.remove, style: ButtonStyle.Danger }),
      button({ id: encode('corpusKeep', { article: key }), label: say.keep }),
    ]),
  };
}

/** The result of reading every article file. */
export function renderCheck({ loaded, faults, folder }: Corpus, words: Words): Reply {
  const say = words.corpus;
  const items = faults.map((fault) => `- ${flat(within(folder, fault), 300)}`);
  return withinLimit(
    plain(
      blocks(
        say.checked(loaded.length),
        faults.length === 0
          ? say.allGood
          : lines(say.faults(faults.length), clipped(items, 1600, words.andMore)),
      ),
    ),
  );
}

/** How many gaps one page shows: as many as a row has buttons. */
export const GAPS_PAGE = 5;

/** A page of what the corpus could not answer. */
export function renderGaps(gaps: Listed<Gap>, { page, words }: { page: number; words: Words }): Reply {
  const say = words.gaps;
  if (gaps.total === 0) return plain(say.none);
  const pages = Math.ceil(gaps.total / GAPS_PAGE);
  const first = page * GAPS_PAGE;
  return withinLimit({
    content: blocks(
      say.title(gaps.total),
      ...gaps.items.map((gap, index) => gapBlock(gap, first + index + 1, words)),
      pages > 1 && note(words.page(page + 1, pages)),
    ),
    components: rows(
      gaps.items.map(({ id }, index) =>
        button({
          id: encode('gapDone', { gap: id, page: String(page) }),
          label: say.done(first + index + 1),
        }),
      ),
      [
        ...(pages > 1
          ? pager(words, page, pages, (to, tag) => encode('gaps', { page: String(to) }, tag))
          : []),
        button({ id: encode('gapsCsv', {}), label: say.csv }),
      ],
    ),
  });
}

function gapBlock(
  { question, count, people, causes, last, links, notes }: Gap,
  number: number,
  words: Words,
): string {
  const say = words.gaps;
  const facts = [
    causes.map((cause) => say.cause[cause]).join(', '),
    say.asked(count, people),
    words.moment(last),
  ];
  const remark = notes[0];
  return lines(
    `**${number}.** ${flat(question, 120)}`,
    facts.join(' · '),
    remark !== undefined && `“${flat(remark, 80)}”`,
    links.length > 0 && links.slice(0, 2).join(' '),
  );
}

/** What a question found, and why it was answered or declined. */
export function renderInspection(
  { answer, candidates }: Inspection,
  { words, engine }: { readonly words: Words; readonly engine: Pick<Engine, 'article'> },
): Reply {
  const say = words.inspect;
  const confidence = answer.confidence.toFixed(2);
  const verdict =
    answer.kind === 'answered'
      ? say.answered(confidence)
      : say.declined(words.gaps.cause[answer.reason], confidence);
  const ranking = answer.ranking
    .slice(0, 8)
    .map(
      ({ articleId, score }, index) => `${index + 1}\\. ${score.toFixed(3)} ${titleIn(engine, articleId)}`,
    );
  const quotes = quotesOf(answer)
    .slice(0, 8)
    .map(({ citation, marked, score }, index) => {
      const opening = escapeMarkdown(shorten(slice(citation.article.text, marked).replace(/\s+/g, ' '), 90));
      return `${index + 1}\\. ${score.toFixed(3)} ${flat(citation.article.title, 40)} ${marked.start}–${marked.end}: ${opening}`;
    });
  return withinLimit(
    plain(
      blocks(
        lines(
          say.title,
          words.question(flat(answer.question, 200)),
          answer.carriedFrom !== undefined && note(words.following(flat(answer.carriedFrom, 150))),
          answer.mendings && note(flat(mendedNote(answer.mendings, words), 150)),
          answer.period && note(words.periodNote(words.when({ ...answer.period, precision: 'day' }))),
          `${verdict} · ${say.took(answer.elapsedMs)}`,
        ),
        ranking.length > 0 && lines(say.ranking, clipped(ranking, 500, words.andMore)),
        quotes.length > 0 &&
          lines(answer.kind === 'answered' ? say.quotes : say.nearest, clipped(quotes, 700, words.andMore)),
        candidates.length > 0 && note(say.considered(candidates.length)),
      ),
    ),
  );
}
