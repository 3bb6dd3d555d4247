import { stringify } from 'yaml';
import { ClippingsError } from '../../errors.ts';
import type { Day } from '../day.ts';
import type { Hints } from './hints.ts';
import type { Profile } from './profiles/profile.ts';

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
  /** Who wrote it, as a web page's data or a feed states it. */
  readonly author?: Proposal<string>;
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
  /** Counted from 1: the line of a text, or the place among the blocks of a web page. */
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

/** What the mail or the feed that a document came in states of it. */
export interface Around {
  readonly title?: Proposal<string>;
  readonly publisher?: Proposal<string>;
  readonly published?: Proposal<Day>;
  readonly author?: Proposal<string>;
  readonly url?: string;
}

export interface ImportOptions {
  /** The document's name, for the articles' `source`. */
  readonly name: string;
  /** Where the document lies, for messages; its name unless told otherwise. */
  readonly path?: string;
  readonly hints?: Hints;
  /** The address that the document was found at, when that is known. */
  readonly address?: string;
  readonly around?: Around;
  /** Related headlines that earlier documents have brought already. */
  readonly knownHeadlines?: ReadonlySet<string>;
  /** The site's pages, when it is one that is known. */
  readonly profile?: Profile;
  /** The day of the import: no story was published after it. */
  readonly today?: Day;
}

/** The article file of a draft. The text begins on the line after the one that closes the front matter. */
export function renderArticle(draft: Draft): string {
  if (draft.verbatim !== undefined) return draft.verbatim;
  const { title, publisher, published, author } = draft;
  const fields = {
    title: title.value,
    ...(!title.stated && { titleBasis: title.basis }),
    ...(publisher && { publisher: publisher.value }),
    ...(publisher && !publisher.stated && { publisherBasis: publisher.basis }),
    ...(published && { published: published.value }),
    ...(published && !published.stated && { publishedBasis: published.basis }),
    ...(author && { author: author.value }),
    ...(draft.credits.length > 0 && { credits: draft.credits.join(' ') }),
    source: draft.source,
    ...(draft.url && { url: draft.url }),
  };
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n${draft.text}`;
}

/** A value that the document states, and where. */
export function stated<T>(value: T, basis: string): Proposal<T> {
  return { value, basis, stated: true };
}

/** A value that a person supplied. */
export function supplied<T>(value: T, basis = 'supplied by the person who imported it'): Proposal<T> {
  return { value, basis, stated: false };
}

/** A file name: the words in lower case, parted by hyphens, at most some sixty characters. */
export function slugOf(parts: readonly (string | undefined)[]): string {
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

/** The drafts of one document with a name each: a second one of a name is told by its number. */
export function withOwnNames(drafts: readonly Draft[]): readonly Draft[] {
  const taken = new Set<string>();
  return drafts.map((draft) => {
    let id = draft.id;
    for (let number = 2; taken.has(id); number++) id = `${draft.id}-${number}`;
    taken.add(id);
    return id === draft.id ? draft : { ...draft, id };
  });
}

/** A fault of a raw document, by its line. */
export function documentFault(name: string, line: number, words: string): ClippingsError {
  return new ClippingsError('CORPUS', `${name}:${line}: ${words}.`);
}
