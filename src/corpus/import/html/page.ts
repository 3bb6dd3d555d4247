import { MAX_ARTICLE_CHARACTERS, openingWords } from '../../article.ts';
import {
  type Draft,
  documentFault,
  type ImportOptions,
  type ImportResult,
  type Proposal,
  slugOf,
  supplied,
} from '../draft.ts';
import { type Block, blocksOf } from './blocks.ts';
import { type Body, bodyOf } from './body.ts';
import { ancestorsOf, type DomDocument, type DomElement, parsePage, shown } from './dom.ts';
import { furnitureOf } from './furniture.ts';
import { textOf } from './json-ld.ts';
import {
  type Metadata,
  metadataOf,
  plainText,
  statedAuthors,
  statedPublisher,
  statedTitle,
} from './metadata.ts';
import { publishedDay, writtenOn } from './published.ts';
import { withoutSite } from './title.ts';

/**
 * Turns a web page into a draft of an article: its story, and what it states of title, publisher, author and
 * day. Nothing in the page is run, and nothing that it refers to is fetched.
 * @throws ClippingsError CORPUS when there is no story in it, or it is too large to be read
 */
export function importPage(html: string, options: ImportOptions): ImportResult {
  const where = options.path ?? options.name;
  const document = parsePage(html, where);
  const metadata = metadataOf(document, options.address ?? options.hints?.url ?? savedFrom(html));
  const publisher = statedPublisher(metadata);
  const { title, all } = statedTitle(metadata, {
    document,
    headlines: headlinesOf(document),
    site: publisher?.value,
  });
  const body = bodyOf({
    html,
    where,
    document,
    furniture: furnitureOf(document),
    stated: statedBody(metadata),
    written: writtenOn(metadata),
    titles: [...all, ...headlinesOf(document)],
  });
  const text = `${body.blocks.map(paragraphOf).join('\n\n')}\n`;
  if (text.trim() === '' || text.length > MAX_ARTICLE_CHARACTERS) throw noStory(where, text);
  const draft = draftOf(
    { text, title, publisher: publisher ?? siteOfTitle(document, title?.value) },
    { document, metadata, body, options },
  );
  const dropped = body.dropped.map(({ place, text: words, reason }) => ({
    line: place,
    text: words,
    reason,
  }));
  return { drafts: [draft], dropped, headlines: options.knownHeadlines ?? new Set() };
}

interface Found {
  readonly text: string;
  readonly title: Proposal<string> | undefined;
  readonly publisher: Proposal<string> | undefined;
}

interface Page {
  readonly document: DomDocument;
  readonly metadata: Metadata;
  readonly body: Body;
  readonly options: ImportOptions;
}

function draftOf({ text, title, publisher }: Found, { document, metadata, body, options }: Page): Draft {
  const { hints = {}, around = {} } = options;
  const shownTitle = hints.title
    ? supplied(hints.title, hints.titleBasis)
    : (around.title ??
      title ?? { value: openingWords(text), basis: 'no headline; the opening words', stated: false });
  const shownPublisher = hints.publisher
    ? supplied(hints.publisher, hints.publisherBasis)
    : (publisher ?? around.publisher);
  const story = { first: body.blocks[0]?.element, last: body.blocks.at(-1)?.element };
  const blocks = blocksOf(document.body ?? document);
  const published = hints.published
    ? supplied(hints.published, hints.publishedBasis)
    : (around.published ?? publishedDay({ document, metadata, story, blocks, today: options.today }));
  const author = statedAuthors(metadata, document) ?? around.author;
  const url = hints.url ?? metadata.url ?? around.url;
  return {
    id: slugOf([published?.value, shownTitle.value]),
    title: shownTitle,
    ...(shownPublisher && { publisher: shownPublisher }),
    ...(published && { published }),
    ...(author && { author }),
    ...(url && { url }),
    source: options.name,
    credits: [],
    text,
  };
}

function paragraphOf({ kind, text }: Block): string {
  return kind === 'item' ? `- ${text}` : text;
}

/** The headlines on the page, that of its story first. */
function headlinesOf(document: DomDocument): readonly string[] {
  const marked = [...document.querySelectorAll('[itemprop~="headline"]')];
  const headings = [...document.querySelectorAll('h1')];
  const inStory = headings.filter((heading) => isWithinStory(heading));
  const words = [...marked, ...inStory, ...headings].map((each) =>
    shown(each.getAttribute('content') ?? each.textContent),
  );
  return [...new Set(words.filter((each) => each !== ''))].slice(0, 2);
}

function isWithinStory(element: DomElement): boolean {
  for (const { localName } of ancestorsOf(element)) {
    if (localName === 'article' || localName === 'main') return true;
  }
  return false;
}

function statedBody({ article }: Metadata): string | undefined {
  const text = textOf(article?.articleBody);
  return text === undefined ? undefined : plainText(text);
}

/** The site's name where only the page's title has it, after the headline. */
function siteOfTitle(document: DomDocument, headline: string | undefined): Proposal<string> | undefined {
  const title = shown(document.querySelector('title')?.textContent);
  if (headline === undefined || !title.startsWith(headline) || withoutSite(title, undefined) === headline)
    return undefined;
  const rest = title.slice(headline.length).replace(/^\s*[|–—·•»:-]+\s*/, '');
  const site =
    rest
      .split(/\s+[|–—·•»-]\s+/)
      .at(-1)
      ?.trim() ?? '';
  if (site === '' || site.length > 60) return undefined;
  return { value: site, basis: `inferred: the page's title, "${title}"`, stated: false };
}

/** The address that browsers write into a page that they save. */
function savedFrom(html: string): string | undefined {
  return /<!--\s*saved from url=\(\d+\)(\S+)\s*-->/i.exec(html.slice(0, 4_000))?.[1];
}

function noStory(where: string, text: string) {
  const found =
    text.trim() === ''
      ? 'is a web page with no article text in it'
      : `has ${text.length} characters; at most ${MAX_ARTICLE_CHARACTERS} are taken`;
  return documentFault(where, 1, `${found}. Save the article's text and import that`);
}
