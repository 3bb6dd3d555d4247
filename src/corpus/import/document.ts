import { stringify } from 'yaml';
import { ClippingsError } from '../../errors.ts';
import { MAX_ARTICLE_CHARACTERS, openingWords, parseArticle } from '../article.ts';
import type { Day } from '../day.ts';
import { dayOfHeadline, inferDay } from './dates.ts';
import type { Hints } from './hints.ts';
import { linesOf } from './lines.ts';
import { COPYRIGHT, datelineCredit, PAGE_DATE, type Piece, piecesOf } from './pieces.ts';
import { headlineOf, inBodyDates, type Paragraph, paragraphsIn, storiesOf } from './stories.ts';

/** A value proposed for an article, and where it comes from. */
export interface Proposal<T> {
  readonly value: T;
  /** Where it comes from, in words for people. */
  readonly basis: string;
  /** Whether the document itself says so. */
  readonly stated: boolean;
}

/** One story found in a raw document, ready to become an article. */
export interface Draft {
  /** What the article's id, and so its file, will be called. */
  readonly id: string;
  readonly title: Proposal<string>;
  readonly publisher?: Proposal<string>;
  readonly published?: Proposal<Day>;
  readonly url?: string;
  /** The document and the lines in it, such as `sources/001.txt:388-438`. */
  readonly source: string;
  /** Who wrote or contributed, in the document's words. */
  readonly credits: readonly string[];
  readonly text: string;
  /** The whole file, for a document that brought front matter of its own. */
  readonly verbatim?: string;
}

/** A line, or part of one, that is not article text. */
export interface DroppedLine {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

/** What became of a raw document. */
export interface ImportResult {
  readonly drafts: readonly Draft[];
  readonly dropped: readonly DroppedLine[];
  /** The related headlines that were kept, without their dates; pass them on to the next document. */
  readonly headlines: ReadonlySet<string>;
}

export interface ImportOptions {
  /** The document's name, for the articles' `source`. */
  readonly name: string;
  /** Where the document lies, for messages; its name unless told otherwise. */
  readonly path?: string;
  readonly hints?: Hints;
  /** Related headlines that earlier documents have brought already. */
  readonly knownHeadlines?: ReadonlySet<string>;
}

interface Context extends ImportOptions {
  /** What the document's datelines have in brackets. */
  readonly credits: ReadonlySet<string>;
  /** The related headlines that are kept. */
  readonly kept: ReadonlySet<Piece>;
}

/**
 * Turns a raw document into drafts of articles: strips the web page's furniture, parts the stories it
 * holds, and proposes title, publisher and day. A document with front matter is taken as it is.
 * @throws ClippingsError CORPUS naming the document, the line and the remedy
 */
export function importDocument(content: string, options: ImportOptions): ImportResult {
  const document = content.replace(/^\uFEFF/, '');
  checkUsable(document, options.path ?? options.name);
  if (/^---[^\S\n]*\r?\n/.test(document)) return importArticle(document, options);
  const pieces = piecesOf(linesOf(document));
  const known = options.knownHeadlines ?? new Set();
  const kept = relatedToKeep(pieces, known);
  const context: Context = { ...options, credits: creditsOf(pieces), kept };
  const stories = storiesOf(pieces).map((story) => ({ story, draft: draftOf(asBody(story), context) }));
  const drafts = stories.flatMap(({ draft }) => draft ?? []);
  checkDrafts(drafts, options);
  const headlines = new Set([...known, ...[...kept].flatMap((piece) => headlineKey(piece) ?? [])]);
  const orphans = new Set(stories.flatMap(({ story, draft }) => (draft ? [] : story)));
  const used = new Set([...kept, ...stories.flatMap(({ story }) => inBodyDates(story))]);
  return { drafts, dropped: pieces.flatMap((piece) => dropOf(piece, { used, orphans })), headlines };
}

/** The article file of a draft. The text begins on the line after the one that closes the front matter. */
export function renderArticle(draft: Draft): string {
  if (draft.verbatim !== undefined) return draft.verbatim;
  const { title, publisher, published } = draft;
  const fields = {
    title: title.value,
    ...(!title.stated && { titleBasis: title.basis }),
    ...(publisher && { publisher: publisher.value }),
    ...(publisher && !publisher.stated && { publisherBasis: publisher.basis }),
    ...(published && { published: published.value }),
    ...(published && !published.stated && { publishedBasis: published.basis }),
    ...(draft.credits.length > 0 && { credits: draft.credits.join(' ') }),
    source: draft.source,
    ...(draft.url && { url: draft.url }),
  };
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n${draft.text}`;
}

function checkUsable(document: string, name: string): void {
  if (document.includes('\0')) {
    throw fault(
      name,
      lineOfIndex(document, document.indexOf('\0')),
      'is binary, not text. Save it as UTF-8 text',
    );
  }
  if (document.length > MAX_ARTICLE_CHARACTERS) {
    const size = `has ${document.length} characters; at most ${MAX_ARTICLE_CHARACTERS} are taken`;
    throw fault(name, 1, `${size}. Split it into several files`);
  }
  if (document.trim() === '') throw fault(name, 1, 'is empty. Put the text in it, or leave it out');
  if (/^\s*(?:<!doctype html|<html\b)/i.test(document)) {
    throw fault(name, 1, 'is HTML. Save the page as text or Markdown');
  }
}

function importArticle(
  document: string,
  { name, path = name, hints, knownHeadlines }: ImportOptions,
): ImportResult {
  const given = Object.keys(hints ?? {});
  if (given.length > 0) {
    throw fault(
      path,
      1,
      `has front matter of its own, and ${given.join(', ')} is supplied besides. Write it there`,
    );
  }
  const article = parseArticle(document, path);
  const { title, publisher, published, basis } = article;
  const draft: Draft = {
    id: article.id,
    title: ownField(title, basis.title),
    ...(publisher && { publisher: ownField(publisher, basis.publisher) }),
    ...(published && { published: ownField(published, basis.published) }),
    source: name,
    credits: [],
    text: article.text,
    verbatim: document,
  };
  return { drafts: [draft], dropped: [], headlines: knownHeadlines ?? new Set() };
}

function ownField<T>(value: T, basis: string | undefined): Proposal<T> {
  return { value, basis: basis ?? 'its own front matter', stated: basis === undefined };
}

function checkDrafts(drafts: readonly Draft[], { name, path = name, hints }: ImportOptions): void {
  if (drafts.length === 0) {
    const found = 'has no article text left once the page furniture is taken off';
    throw fault(path, 1, `${found}. Give it front matter (title, published) to have it taken as it is`);
  }
  if (drafts.length > 1 && hints?.title !== undefined) {
    const found = `holds ${drafts.length} stories, and one title is supplied`;
    throw fault(path, 1, `${found}. Leave the title out, or split the file`);
  }
}

/** The story with its dates within the text as text. */
function asBody(story: readonly Piece[]): readonly Piece[] {
  const dates = new Set(inBodyDates(story));
  return story.map((piece) =>
    dates.has(piece) ? { kind: 'text', line: piece.line, text: piece.line.words } : piece,
  );
}

function draftOf(story: readonly Piece[], context: Context): Draft | undefined {
  const { hints = {} } = context;
  const all = paragraphsIn(story);
  const headline = headlineOf(all);
  const body = headline ? all.slice(1) : all;
  const related = story.filter((piece) => piece.kind === 'related' && context.kept.has(piece));
  const headlines = related.flatMap((piece) => (piece.kind === 'related' ? [piece.text] : []));
  const paragraphs = [...body.map(({ text }) => text), ...headlines];
  if (paragraphs.length === 0) return undefined;
  const text = `${paragraphs.join('\n\n')}\n`;
  const title = titleOf(headline, text, hints);
  const publisher = publisherOf(story, context);
  const published = publishedOf(story, { ...context, body });
  const lines = [
    ...all.flatMap((each) => [each.firstLine, each.lastLine]),
    ...related.map(({ line }) => line.number),
  ].sort((a, b) => a - b);
  return {
    id: slugOf([published?.value, title.value]),
    title,
    ...(publisher && { publisher }),
    ...(published && { published }),
    ...(hints.url && { url: hints.url }),
    source: `${context.name}:${lines[0]}-${lines.at(-1)}`,
    credits: story.flatMap((piece) => (piece.kind === 'credit' ? [piece.line.words] : [])),
    text,
  };
}

function titleOf(headline: Paragraph | undefined, text: string, hints: Hints): Proposal<string> {
  if (hints.title) return supplied(hints.title, hints.titleBasis);
  if (headline) return stated(headline.text, `the headline, line ${headline.firstLine}`);
  return { value: openingWords(text), basis: 'no headline; the opening words', stated: false };
}

function publisherOf(story: readonly Piece[], { hints, credits }: Context): Proposal<string> | undefined {
  if (hints?.publisher) return supplied(hints.publisher, hints.publisherBasis);
  const dateline = story.find((piece) => piece.kind === 'text' && datelineCredit(piece.text) !== undefined);
  const credit = datelineCredit(dateline?.line.words ?? '');
  const copyright = story.find(
    (piece) => piece.kind === 'furniture' && piece.reason === COPYRIGHT && holderOf(piece),
  );
  const holder = copyright && holderOf(copyright);
  if (!copyright || !holder) {
    return credit && dateline ? stated(credit, `the dateline, line ${dateline.line.number}`) : undefined;
  }
  const initials = initialsOf(holder);
  const short = credits.has(initials) ? initials : undefined;
  if (credit && credit === short)
    return stated(credit, `the copyright line ${copyright.line.number}, and the dateline`);
  return { value: short ?? holder, basis: `the copyright line "${copyright.line.words}"`, stated: false };
}

function creditsOf(pieces: readonly Piece[]): ReadonlySet<string> {
  return new Set(
    pieces.flatMap((piece) => (piece.kind === 'text' ? (datelineCredit(piece.text) ?? []) : [])),
  );
}

function holderOf(piece: Piece): string | undefined {
  const match =
    /^(?:(?:©|\(c\)|copyright)\s*)+(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?(\p{L}.*?)$/iu.exec(
      piece.line.words,
    );
  const holder = match?.[1]
    ?.replace(/[.,]?\s*all rights reserved\.?$/i, '')
    .replace(/,?\s*(?:Inc|Ltd|LLC|Co)\.?$/i, '');
  return holder?.trim() || undefined;
}

function initialsOf(name: string): string {
  return name.match(/\b\p{Lu}/gu)?.join('') ?? '';
}

function publishedOf(
  story: readonly Piece[],
  { hints = {}, kept, body }: Context & { body: readonly Paragraph[] },
): Proposal<Day> | undefined {
  if (hints.published) return supplied(hints.published, hints.publishedBasis);
  const date = story.find((piece) => piece.kind === 'date');
  if (date?.kind === 'date') return stated(date.day, `"${date.line.words}", line ${date.line.number}`);
  const inferred =
    inferDay(
      body.map(({ text }) => text),
      hints.year,
    ) ?? newestListed(story, kept);
  if (!inferred) return undefined;
  const notes = [inferred.basis, yearNote(hints), pageDateNote(story)];
  return { value: inferred.day, basis: notes.filter(Boolean).join('; '), stated: false };
}

function yearNote({ year, yearBasis }: Hints): string | undefined {
  return year === undefined
    ? undefined
    : `the year ${year} was supplied${yearBasis ? ` (${yearBasis})` : ''}`;
}

function pageDateNote(story: readonly Piece[]): string | undefined {
  const page = story.find((piece) => piece.kind === 'furniture' && piece.reason === PAGE_DATE);
  const words = page?.line.words.replace(/^[^\p{L}]+/u, '');
  return words === undefined ? undefined : `"${words}" is the web page's date, not the story's`;
}

function newestListed(
  story: readonly Piece[],
  kept: ReadonlySet<Piece>,
): { day: Day; basis: string } | undefined {
  const dated = story.flatMap((piece) => {
    const day = piece.kind === 'related' && kept.has(piece) ? dayOfHeadline(piece.text) : undefined;
    return day ? [{ day, piece }] : [];
  });
  const newest = dated.sort((a, b) => (a.day < b.day ? 1 : -1))[0];
  return newest && { day: newest.day, basis: 'inferred: the day of the newest headline it lists' };
}

/** Of each related headline the first copy that bears a full date, or else the first copy. */
function relatedToKeep(pieces: readonly Piece[], known: ReadonlySet<string>): ReadonlySet<Piece> {
  const best = new Map<string, Piece & { kind: 'related' }>();
  for (const piece of pieces) {
    const key = headlineKey(piece);
    if (piece.kind !== 'related' || key === undefined || known.has(key)) continue;
    const earlier = best.get(key);
    if (!earlier || (!dayOfHeadline(earlier.text) && dayOfHeadline(piece.text))) best.set(key, piece);
  }
  return new Set(best.values());
}

function headlineKey(piece: Piece): string | undefined {
  if (piece.kind !== 'related') return undefined;
  const words = piece.text.replace(/\s[-–—]+\s+\p{L}+\.?\s\d{1,2},?(?:\s\d{4})?$/u, '');
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What is not article text of a line: all of it, parts of it, or nothing. */
function dropOf(
  piece: Piece,
  { used, orphans }: { used: ReadonlySet<Piece>; orphans: ReadonlySet<Piece> },
): readonly DroppedLine[] {
  const drop = (reason: string, text = piece.line.words || piece.line.raw.trim()) => [
    { line: piece.line.number, text, reason },
  ];
  switch (piece.kind) {
    case 'blank':
      return [];
    case 'furniture':
      return drop(piece.reason);
    case 'credit':
      return drop('credit, kept in the front matter');
    case 'date':
      return used.has(piece) ? [] : drop('date, kept in the front matter');
    case 'related':
      return used.has(piece) ? [] : drop('related headline that stands elsewhere');
    case 'text':
      if (orphans.has(piece)) return drop('headline without a text');
      return (piece.cut ?? []).flatMap((cut) => drop(cut.reason, cut.text));
  }
}

/** A file name: the words in lower case, parted by hyphens, at most some sixty characters. */
function slugOf(parts: readonly (string | undefined)[]): string {
  const words = parts
    .filter((part) => part !== undefined)
    .join(' ')
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  let slug = '';
  for (const word of words ?? ['untitled']) {
    if (slug !== '' && slug.length + word.length > 60) break;
    slug += slug === '' ? word.slice(0, 60) : `-${word}`;
  }
  return slug.replace(/(?:-(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with))+$/, '');
}

function stated<T>(value: T, basis: string): Proposal<T> {
  return { value, basis, stated: true };
}

function supplied<T>(value: T, basis = 'supplied by the person who imported it'): Proposal<T> {
  return { value, basis, stated: false };
}

function lineOfIndex(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function fault(name: string, line: number, words: string): ClippingsError {
  return new ClippingsError('CORPUS', `${name}:${line}: ${words}.`);
}
