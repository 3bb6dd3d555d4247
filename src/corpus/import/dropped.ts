import { dayOfHeadline } from './dates.ts';
import type { DroppedLine } from './draft.ts';
import type { Piece } from './pieces.ts';

/** Of each related headline the first copy that bears a full date, or else the first copy. */
export function relatedToKeep(pieces: readonly Piece[], known: ReadonlySet<string>): ReadonlySet<Piece> {
  const best = new Map<string, Piece & { kind: 'related' }>();
  for (const piece of pieces) {
    const key = headlineKey(piece);
    if (piece.kind !== 'related' || key === undefined || known.has(key)) continue;
    const earlier = best.get(key);
    if (!earlier || (!dayOfHeadline(earlier.text) && dayOfHeadline(piece.text))) best.set(key, piece);
  }
  return new Set(best.values());
}

/** A related headline's words, by which its copies are known. */
export function headlineKey(piece: Piece): string | undefined {
  if (piece.kind !== 'related') return undefined;
  const words = piece.text.replace(/\s[-–—]+\s+\p{L}+\.?\s\d{1,2},?(?:\s\d{4})?$/u, '');
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export interface DroppedInput {
  /** Related headlines and dates that stand in a story. */
  readonly used: ReadonlySet<Piece>;
  /** Headlines with no text under them. */
  readonly orphans: ReadonlySet<Piece>;
  /** Labels above a headline. */
  readonly labels: ReadonlySet<Piece>;
}

/** What is not article text of a line: all of it, parts of it, or nothing. */
export function droppedOf(piece: Piece, { used, orphans, labels }: DroppedInput): readonly DroppedLine[] {
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
      if (labels.has(piece)) return drop('name of the site or the section, above the headline');
      return (piece.cut ?? []).flatMap((cut) => drop(cut.reason, cut.text));
  }
}
