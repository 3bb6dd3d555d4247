import type { Day } from '../day.ts';
import { type WrittenOptions, writtenDay } from '../written-day.ts';
import { genericReason } from './profiles/generic.ts';

/** What a line that dates a story says. */
export interface PublicationLine {
  /** The day of first publication; absent when the line only tells of an update. */
  readonly day?: Day;
  /** Who wrote the story, when the line says that too. */
  readonly credit?: string;
}

/** Words before a day that say it is the day of publication. */
const PUBLISHED =
  /^(?:(?:first|originally|article|story)\s+)?(?:published|posted|publication date|date published|pub(?:\.|lished)? date|issued|created|released|filed|dated?|publié|publiée|paru|veröffentlicht|erstellt|publicado|publicada|pubblicato|gepubliceerd|geplaatst)(?!\p{L})\s*(?:on|at|le|la|am|el|il|op|em|:)*\s*:?\s*/iu;
/** Words before a day that say it is another day than that. */
const OTHER =
  /^(?:last\s+|date\s+)?(?:updated?|modified|edited|revised|changed|reviewed|corrected|received|accepted|accessed|retrieved|printed|archived|mis(?:e)? à jour|modifié|aktualisiert|stand|actualizado|actualizada|aggiornato|bijgewerkt|atualizado)(?!\p{L})/iu;
const NAME = "\\p{Lu}[\\p{L}.'’-]*(?:\\s+(?:de|van|von|der|da|la|le|al|el|bin|\\p{Lu}[\\p{L}.'’-]*)){0,4}";
const BYLINE = new RegExp(
  `^(?:By|BY|by|Par|Von|Por|Di|Door)\\s+${NAME}(?:(?:\\s*,\\s*|\\s+(?:and|et|und|y|e)\\s+|\\s*&\\s*)${NAME})*(?:,\\s+[\\p{L} ]{3,40})?$`,
  'u',
);
/** A bare name, as beside a day: "Anna Lund | 17 December 1996". */
const BARE_NAME = /^\p{Lu}[\p{L}.'’-]+(?:\s\p{Lu}[\p{L}.'’-]*){1,3}$/u;
const CHANGE =
  '(?:(?:last\\s+)?(?:updated|modified|edited)|mis(?:e)? à jour|aktualisiert|actualizado|aggiornato)(?!\\p{L})';
const PUBLICATION = '(?:first\\s+)?(?:published|posted|publié|veröffentlicht|publicado|pubblicato)(?!\\p{L})';
/** Where a line of several parts is parted. */
const PARTS = new RegExp(
  `\\s*(?:[|;•·]|\\s[–—-]\\s|//)\\s*|(?<=[\\d.m])[,.]?\\s+(?=\\(?${CHANGE})|(?<=\\p{L}),\\s+(?=${PUBLICATION})`,
  'iu',
);

/**
 * Reads a line that says when a story was published, and perhaps by whom or when it was changed, and nothing
 * else: "Published: 17 December 1996 | Updated: 2 January 1997". Undefined when it says anything more.
 */
export function publicationLine(line: string, options: WrittenOptions = {}): PublicationLine | undefined {
  const whole = line.trim();
  if (whole.length > 200 || !/\d/.test(whole)) return undefined;
  const single = partOf(whole, options);
  if (single) return lineOf([single]);
  const parts = withCredit(whole)
    .flatMap((part) => part.split(PARTS))
    .map((part) => part.replace(/^\(|\)$/g, '').trim())
    .filter((part) => part !== '' && genericReason(part, true) === undefined);
  const read = parts.map((part) => partOf(part, options) ?? nameOf(part));
  if (read.some((part) => part === undefined)) return undefined;
  return lineOf(read.filter((part) => part !== undefined));
}

type Part =
  | { readonly kind: 'published' | 'plain'; readonly day: Day }
  | { readonly kind: 'other' }
  | { readonly kind: 'credit'; readonly words: string };

function partOf(part: string, options: WrittenOptions): Part | undefined {
  if (OTHER.test(part)) {
    const rest = part.replace(OTHER, '').replace(/^\s*(?:on|at|le|am|el|:)*\s*:?\s*/i, '');
    return writtenDay(rest, options) || /^\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?$/.test(rest)
      ? { kind: 'other' }
      : undefined;
  }
  if (isByline(part)) return { kind: 'credit', words: part };
  const rest = part.replace(PUBLISHED, '');
  const day = writtenDay(rest, options);
  return day && { kind: rest === part ? 'plain' : 'published', day };
}

function lineOf(parts: readonly Part[]): PublicationLine | undefined {
  const credit = parts.find((part) => part.kind === 'credit');
  const days = (kind: 'published' | 'plain') =>
    parts.flatMap((part) => (part.kind === kind ? [part.day] : []));
  const published = days('published');
  const [first, ...more] = published.length > 0 ? published : days('plain');
  if (!first && !parts.some(({ kind }) => kind === 'other')) return undefined;
  // Two days of which neither is said to be the day of publication say nothing.
  const day = first && more.every((each) => each === first) ? first : undefined;
  return { ...(day && { day }), ...(credit && { credit: credit.words }) };
}

function nameOf(part: string): Part | undefined {
  return BARE_NAME.test(part) ? { kind: 'credit', words: part } : undefined;
}

/** "By Anna Lund, 17 December 1996" in two: the names, and the rest. */
function withCredit(line: string): readonly string[] {
  if (!/^(?:by|par|von|por|di|door)\s/iu.test(line)) return [line];
  const match =
    /(?:,\s*|\s+(?:on\s+)?)(?=(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|published|posted|updated|publié|veröffentlicht|publicado|pubblicato|\d|\p{Lu}\p{L}{2,8}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}))/iu.exec(
      line,
    );
  if (!match) return [line];
  return [line.slice(0, match.index), line.slice(match.index + match[0].length)];
}

/** Whether a line says who wrote a story, and nothing else. */
export function isByline(line: string): boolean {
  return line.length <= 120 && BYLINE.test(line);
}
