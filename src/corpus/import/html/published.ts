import { addDays, type Day, dayOf } from '../../day.ts';
import { dayOfIso, type WrittenOptions, writtenDay } from '../../written-day.ts';
import { type Proposal, stated } from '../draft.ts';
import { publicationLine } from '../publication-line.ts';
import type { Block } from './blocks.ts';
import { ancestorsOf, type DomDocument, type DomElement, elementsOf, shown } from './dom.ts';
import { textOf } from './json-ld.ts';
import type { Metadata } from './metadata.ts';

/** Names under which pages state the day of publication in their head, those that say it best first. */
const META = (
  'article:published_time og:published_time og:article:published_time og:pubdate datepublished rnews:datepublished ' +
  'article:published publication_date publication-date publicationdate publish-date publish_date publishdate ' +
  'published_date published-date published pubdate parsely-pub-date sailthru.date dc.date.issued dcterms.issued ' +
  'dc.date.published dcterms.date.published dc.date.created dcterms.created dc.date dcterms.date ' +
  'cxenseparse:recs:publishtime cxenseparse:publishtime citation_publication_date citation_date ' +
  'bt:pubdate originalpublicationdate date.release article_date_original article.published release_date ' +
  'datecreated article:created_time created displaydate date'
).split(' ');
/** Names of elements that are about other stories, or what readers wrote. */
const ELSEWHERE =
  /related|recirc|recommend|popular|trending|most-|comment|sidebar|promo|footer|ticker|carousel|latest|more-|next|teaser|card|nav\b/i;
/** Words and names that say a day is that of a change. */
const CHANGED =
  /updat|modif|edited|revis|lastmod|mis(?:e)? à jour|aktualisiert|actualiz|aggiornat|bijgewerkt/i;
const TIMEZONE_UTC = /T\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?(?:Z|[+-]00:?00)$/i;

export interface PublishedInput {
  readonly document: DomDocument;
  readonly metadata: Metadata;
  /** The first and last element of the story. */
  readonly story: { readonly first: DomElement | undefined; readonly last: DomElement | undefined };
  /** All blocks of the page. */
  readonly blocks: readonly Block[];
  readonly today?: Day | undefined;
}

/** The day of publication that a page states, by what says it best. */
export function publishedDay(input: PublishedInput): Proposal<Day> | undefined {
  const written = writtenOn(input.metadata);
  const isLikely = ({ value }: Proposal<Day>) => plausible(value, input.today);
  const visible = visibleDays(input, written).filter(isLikely);
  const machine = machineDay(input.metadata, written);
  if (machine && isLikely(machine.proposal)) return inOwnZone(machine, visible);
  return visible[0] ?? dayOfAddress(input.metadata.url, input.today);
}

/** How days are written on a page, by its language and its country. */
export function writtenOn(metadata: Metadata): WrittenOptions {
  return { language: metadata.language ?? 'en', order: orderOf(metadata) };
}

interface MachineDay {
  readonly proposal: Proposal<Day>;
  /** Whether the day is that of a clock in Greenwich, which may not be the publisher's. */
  readonly isUtc: boolean;
}

function machineDay({ article, meta }: Metadata, written: WrittenOptions): MachineDay | undefined {
  const sources: readonly (readonly [string | undefined, string])[] = [
    [textOf(article?.datePublished), "the page's structured data (datePublished)"],
    ...META.map((name) => [meta.get(name), `the page's meta ${name}`] as const),
    [textOf(article?.dateCreated), "the page's structured data (dateCreated)"],
  ];
  for (const [text, basis] of sources) {
    const day = text === undefined ? undefined : machineWritten(text, written);
    if (day && text) return { proposal: stated(day, basis), isUtc: TIMEZONE_UTC.test(text.trim()) };
  }
  return undefined;
}

/** The day of a date as machines write it, in a feed or in the head of a page. */
export function machineDayOf(text: string): Day | undefined {
  return machineWritten(text, {});
}

function machineWritten(text: string, written: WrittenOptions): Day | undefined {
  const packed = /^(\d{4})(\d{2})(\d{2})(?:\d{4,6})?$/.exec(text);
  if (packed) return dayOf(Number(packed[1]), Number(packed[2]), Number(packed[3]));
  return (
    dayOfIso(text) ?? writtenDay(text, written) ?? writtenDay(text.replace(/\s\d{1,2}:\d{2}.*$/, ''), written)
  );
}

/** The day on the page where it is a day off by a clock in Greenwich. */
function inOwnZone({ proposal, isUtc }: MachineDay, visible: readonly Proposal<Day>[]): Proposal<Day> {
  if (!isUtc) return proposal;
  const near = visible.find(
    ({ value }) => value === addDays(proposal.value, -1) || value === addDays(proposal.value, 1),
  );
  const same = visible.some(({ value }) => value === proposal.value);
  return near && !same ? near : proposal;
}

/** The days that the page shows as that of publication, from microdata, time elements and lines of its own. */
function visibleDays(input: PublishedInput, written: WrittenOptions): readonly Proposal<Day>[] {
  const places = new Map(elementsOf(input.document).map((element, place) => [element, place]));
  const start = placeOf(places, input.story.first);
  const times = [
    ...input.document.querySelectorAll('[itemprop~="datePublished"], time, abbr.published, abbr.date'),
  ].filter((element) => !isElsewhere(element));
  const own = times.filter((element) => isPublication(element));
  const before = times.filter((element) => placeOf(places, element) < start && !isChange(element));
  const candidates = [
    ...own,
    ...before,
    ...(times.length === 1 ? times.filter((each) => !isChange(each)) : []),
  ];
  return [
    ...candidates.flatMap((element) => dayOfElement(element, written) ?? []),
    ...linesAround(input, { places, start, written }),
  ];
}

function placeOf(places: ReadonlyMap<DomElement, number>, element: DomElement | undefined): number {
  return (element && places.get(element)) ?? Number.POSITIVE_INFINITY;
}

function dayOfElement(element: DomElement, written: WrittenOptions): Proposal<Day> | undefined {
  const words = shown(element.textContent);
  const inWords = publicationLine(words, written)?.day;
  const machine =
    element.getAttribute('datetime') ??
    element.getAttribute('content') ??
    element.getAttribute('title') ??
    '';
  const day = machineWritten(machine, written);
  const isOff = day && inWords && TIMEZONE_UTC.test(machine.trim()) && addDays(day, -1) === inWords;
  if (inWords && (isOff || !day)) return stated(inWords, `"${words}" on the page`);
  return day && stated(day, `the page's time element${words ? ` "${words.slice(0, 60)}"` : ''}`);
}

function isPublication(element: DomElement): boolean {
  if (/\bdatePublished\b/i.test(element.getAttribute('itemprop') ?? '') || element.hasAttribute('pubdate'))
    return true;
  return /publish|pubdate|posted|created/i.test(namesOf(element)) && !isChange(element);
}

function isChange(element: DomElement): boolean {
  if (CHANGED.test(namesOf(element)) || /dateModified/i.test(element.getAttribute('itemprop') ?? ''))
    return true;
  const around = element.parentNode;
  if (!around) return false;
  if (CHANGED.test(namesOf(around)) && !/publish/i.test(namesOf(around))) return true;
  const words = shown(around.textContent);
  const before = words.slice(0, Math.max(0, words.indexOf(shown(element.textContent)))).slice(-30);
  return CHANGED.test(before) && !/publi|posted/i.test(before.replace(/.*(?=updat|modif)/i, ''));
}

function isElsewhere(element: DomElement): boolean {
  for (const each of ancestorsOf(element)) {
    if (/^(?:html|body|main)$/.test(each.localName)) return false;
    if (/^(?:aside|nav|footer)$/.test(each.localName) || ELSEWHERE.test(namesOf(each))) return true;
  }
  return false;
}

function namesOf(element: DomElement): string {
  return `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
}

/** The lines above the story that date it, and below it when no line above does. */
function linesAround(
  { blocks }: PublishedInput,
  {
    places,
    start,
    written,
  }: { places: ReadonlyMap<DomElement, number>; start: number; written: WrittenOptions },
): readonly Proposal<Day>[] {
  const dated = blocks
    .filter(({ element }) => !isElsewhere(element))
    .flatMap((block) => {
      const lines = block.text
        .split('\n')
        .map((line) => ({ line, day: publicationLine(line, written)?.day }));
      const found = lines.find(({ day }) => day !== undefined);
      return found?.day
        ? [
            {
              proposal: stated(found.day, `"${found.line}" on the page`),
              place: placeOf(places, block.element),
            },
          ]
        : [];
    });
  const above = dated.filter(({ place }) => place <= start);
  const chosen = above.length > 0 ? above : dated;
  return chosen.map(({ proposal }) => proposal);
}

/** A page's address often has the day of publication in it: /2023/11/06/. */
function dayOfAddress(url: string | undefined, today: Day | undefined): Proposal<Day> | undefined {
  const match = /[/](\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)/i.exec(
    url?.replace(/[?#].*$/, '') ?? '',
  );
  if (!match) return undefined;
  const named = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf((match[2] ?? '').toLowerCase()) / 3 + 1;
  const month = /^\d/.test(match[2] ?? '') ? Number(match[2]) : named;
  const day = Number.isInteger(month) ? dayOf(Number(match[1]), month, Number(match[3])) : undefined;
  if (!day || !plausible(day, today)) return undefined;
  return { value: day, basis: "inferred: the day in the page's address", stated: false };
}

/** A day that a clock that was never set gives, and days that have not come yet, are none. */
function plausible(day: Day, today: Day | undefined): boolean {
  return day > '1600-01-01' && day !== '1970-01-01' && (today === undefined || day <= addDays(today, 1));
}

/** Which way the figures of a date go, by the language and the country of the page. */
function orderOf({ language, url }: Metadata): NonNullable<WrittenOptions['order']> {
  const tag = language?.toLowerCase() ?? '';
  if (/^en-(?:us|ph)$/.test(tag)) return 'month-first';
  if (/^en-/.test(tag) || /\.(?:uk|ie|au|nz|in|za)(?:[:/]|$)/.test(url ?? '')) return 'day-first';
  return tag === '' || tag === 'en' ? 'unclear' : 'day-first';
}
