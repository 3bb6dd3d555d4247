import { ClippingsError } from '../../errors.ts';
import { MAX_ARTICLE_CHARACTERS, parseArticle } from '../article.ts';
import { doorFor, kindOfText } from '../text-kind.ts';
import {
  type Draft,
  documentFault as fault,
  type ImportOptions,
  type ImportResult,
  type Proposal,
  slugOf,
  withOwnNames,
} from './draft.ts';
import { droppedOf, headlineKey, relatedToKeep } from './dropped.ts';
import { importPage } from './html/page.ts';
import { linesOf } from './lines.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { profileNamed } from './profiles/profiles.ts';
import { creditsIn, dayProposal, publisherProposal, titleProposal } from './provenance.ts';
import { headlineOf, inBodyDates, labelsAbove, paragraphsIn, storiesOf } from './stories.ts';

interface Context extends ImportOptions {
  /** What the document's datelines have in brackets. */
  readonly credits: ReadonlySet<string>;
  /** The related headlines that are kept. */
  readonly kept: ReadonlySet<Piece>;
}

/**
 * Turns a raw document into drafts of articles: strips the web page's furniture, parts the stories it
 * holds, and proposes title, publisher and day. A document with front matter is taken as it is; HTML is read
 * as a web page, whatever its file is called.
 * @throws ClippingsError CORPUS naming the document, the line and the remedy
 */
export function importDocument(content: string, options: ImportOptions): ImportResult {
  const document = content.replace(/^\uFEFF/, '');
  const where = options.path ?? options.name;
  checkUsable(document, where);
  const kind = kindOfText(document, options.name);
  if (kind === 'article') return importArticle(document, options);
  if (kind === 'html') return importPage(document, options);
  if (kind !== 'text') throw new ClippingsError('CORPUS', `${where}:1: ${doorFor(kind)}`);
  return importText(document, options);
}

function importText(document: string, options: ImportOptions): ImportResult {
  const named = options.hints?.profile;
  const profile = options.profile ?? (named === undefined ? undefined : profileNamed(named));
  const pieces = piecesOf(linesOf(document), profile);
  const known = options.knownHeadlines ?? new Set();
  const kept = relatedToKeep(pieces, known);
  const context: Context = { ...options, credits: creditsIn(pieces), kept };
  const stories = storiesOf(pieces).map((story) => {
    const labels = labelsAbove(story);
    const own = story.filter((piece) => !labels.has(piece));
    return { story, labels, draft: draftOf(asBody(own), context) };
  });
  const drafts = withOwnNames(stories.flatMap(({ draft }) => draft ?? []));
  checkDrafts(drafts, options);
  const headlines = new Set([...known, ...[...kept].flatMap((piece) => headlineKey(piece) ?? [])]);
  const orphans = new Set(stories.flatMap(({ story, draft }) => (draft ? [] : story)));
  const labels = new Set(stories.flatMap((each) => [...each.labels]));
  const used = new Set([...kept, ...stories.flatMap(({ story }) => inBodyDates(story))]);
  const dropped = pieces.flatMap((piece) => droppedOf(piece, { used, orphans, labels }));
  return { drafts, dropped, headlines };
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
}

function importArticle(
  document: string,
  { name, path = name, hints, knownHeadlines }: ImportOptions,
): ImportResult {
  const given = Object.keys(hints ?? {}).filter((field) => field !== 'profile');
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

function creditOf(piece: Piece): readonly string[] {
  if (piece.kind === 'credit') return [piece.line.words];
  return piece.kind === 'date' && piece.credit !== undefined ? [piece.credit] : [];
}

/** The story with its dates within the text as text. */
function asBody(story: readonly Piece[]): readonly Piece[] {
  const dates = new Set(inBodyDates(story));
  return story.map((piece) =>
    dates.has(piece) ? { kind: 'text', line: piece.line, text: piece.line.words } : piece,
  );
}

function draftOf(story: readonly Piece[], context: Context): Draft | undefined {
  const { hints = {}, around = {} } = context;
  const all = paragraphsIn(story);
  const headline = headlineOf(all, story.find(({ kind }) => kind === 'date')?.line.number);
  const body = headline ? all.slice(1) : all;
  const related = story.filter((piece) => piece.kind === 'related' && context.kept.has(piece));
  const headlines = related.flatMap((piece) => (piece.kind === 'related' ? [piece.text] : []));
  const paragraphs = [...body.map(({ text }) => text), ...headlines];
  if (paragraphs.length === 0) return undefined;
  const text = `${paragraphs.join('\n\n')}\n`;
  const own = titleProposal(headline, text, hints);
  const title = hints.title ? own : (around.title ?? own);
  const publisher = publisherProposal(story, context) ?? around.publisher;
  const published =
    (hints.published ? undefined : around.published) ?? dayProposal(story, { ...context, body });
  const url = hints.url ?? context.address ?? around.url;
  const lines = [
    ...all.flatMap((each) => [each.firstLine, each.lastLine]),
    ...related.map(({ line }) => line.number),
  ].sort((a, b) => a - b);
  return {
    id: slugOf([published?.value, title.value]),
    title,
    ...(publisher && { publisher }),
    ...(published && { published }),
    ...(url && { url }),
    source: `${context.name}:${lines[0]}-${lines.at(-1)}`,
    credits: story.flatMap(creditOf),
    text,
  };
}

function lineOfIndex(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
