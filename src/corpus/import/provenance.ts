import { openingWords } from '../article.ts';
import type { Day } from '../day.ts';
import { dayOfHeadline, inferDay } from './dates.ts';
import { type Proposal, stated, supplied } from './draft.ts';
import type { Hints } from './hints.ts';
import { datelineCredit, type Piece } from './pieces.ts';
import { COPYRIGHT, PAGE_DATE } from './profiles/generic.ts';
import type { Paragraph } from './stories.ts';

/** The title of a story of a text: what is supplied, its headline, or its opening words. */
export function titleProposal(headline: Paragraph | undefined, text: string, hints: Hints): Proposal<string> {
  if (hints.title) return supplied(hints.title, hints.titleBasis);
  if (headline) return stated(withoutSiteName(headline.text), `the headline, line ${headline.firstLine}`);
  return { value: openingWords(text), basis: 'no headline; the opening words', stated: false };
}

/** A headline as a browser's tab shows it, without the site's name: "Ferry sinks | Harbour Gazette". */
function withoutSiteName(headline: string): string {
  return headline.replace(/\s+\|\s+(?:\p{Lu}\S*|of|the|and|&)(?:\s+(?:\p{Lu}\S*|of|the|and|&)){0,3}$/u, '');
}

/** What the datelines of a document have in brackets. */
export function creditsIn(pieces: readonly Piece[]): ReadonlySet<string> {
  return new Set(
    pieces.flatMap((piece) => (piece.kind === 'text' ? (datelineCredit(piece.text) ?? []) : [])),
  );
}

/** The publisher of a story of a text: what is supplied, or what its dateline and its copyright line say. */
export function publisherProposal(
  story: readonly Piece[],
  { hints, credits }: { readonly hints?: Hints; readonly credits: ReadonlySet<string> },
): Proposal<string> | undefined {
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

export interface DayInput {
  readonly hints?: Hints;
  /** The related headlines that are kept. */
  readonly kept: ReadonlySet<Piece>;
  readonly body: readonly Paragraph[];
}

/** The day of a story of a text: what is supplied, what a line of its own says, or what can be worked out. */
export function dayProposal(
  story: readonly Piece[],
  { hints = {}, kept, body }: DayInput,
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
