import { csvLine } from './csv.ts';
import { asksTheSame, subjectOf } from './similar.ts';
import type { Alias, Gap, GapCause } from './store.ts';

/** One time that the corpus fell short, as kept. */
export interface GapEvent {
  /** Rises with each event. */
  readonly id: number;
  readonly at: Date;
  readonly person: Alias;
  readonly question: string;
  readonly cause: GapCause;
  readonly link?: string;
  readonly note?: string;
}

/** The events of one gap, oldest first; the first of them founded it. */
export type GapGroup = readonly [GapEvent, ...GapEvent[]];

const SHOWN = 5;

/**
 * Sorts events into groups of questions that ask the same. A group is known by its founder, to which
 * each further event is compared, so that it cannot drift away from what it was about.
 * @param events oldest first
 */
export function groupGaps(events: readonly GapEvent[]): readonly GapGroup[] {
  const groups: { subject: ReadonlySet<string>; events: [GapEvent, ...GapEvent[]] }[] = [];
  const byWord = new Map<string, number[]>();
  for (const event of events) {
    const subject = subjectOf(event.question);
    const near = new Set([...subject].flatMap((word) => byWord.get(word) ?? []));
    const found = [...near].sort((a, b) => a - b).find((index) => same(groups[index]?.subject, subject));
    if (found !== undefined) {
      groups[found]?.events.push(event);
      continue;
    }
    for (const word of subject) byWord.set(word, [...(byWord.get(word) ?? []), groups.length]);
    groups.push({ subject, events: [event] });
  }
  return groups.map((group) => group.events);
}

function same(a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): boolean {
  return a !== undefined && asksTheSame(a, b);
}

/** The moderators' list: the most asked first, the newest of equals first. */
export function listGaps(groups: readonly GapGroup[]): readonly Gap[] {
  return groups
    .map(gapOf)
    .sort((a, b) => b.count - a.count || b.last.getTime() - a.last.getTime() || (a.id < b.id ? -1 : 1));
}

function gapOf(group: GapGroup): Gap {
  const newestFirst = [...group].reverse();
  const distinct = <T>(values: readonly T[]) => [...new Set(values)];
  return {
    id: String(group[0].id),
    question: wordingOf(newestFirst) ?? group[0].question,
    count: group.length,
    people: distinct(group.map(({ person }) => person)).length,
    causes: distinct(group.map(({ cause }) => cause)),
    first: group[0].at,
    last: newestFirst[0]?.at ?? group[0].at,
    links: distinct(newestFirst.flatMap(({ link }) => link ?? [])).slice(0, SHOWN),
    notes: distinct(newestFirst.flatMap(({ note }) => note ?? [])).slice(0, SHOWN),
  };
}

/** The wording that was used most, the newest of equals. */
function wordingOf(newestFirst: readonly GapEvent[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { question } of newestFirst) counts.set(question, (counts.get(question) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}

/** The moderators' list as a table for a spreadsheet. */
export function gapsCsv(gaps: readonly Gap[]): string {
  const header = ['question', 'count', 'people', 'causes', 'first', 'last', 'links', 'notes'];
  const lines = gaps.map((gap) => [
    gap.question,
    gap.count,
    gap.people,
    gap.causes.join('; '),
    gap.first.toISOString(),
    gap.last.toISOString(),
    gap.links.join(' '),
    gap.notes.join(' | '),
  ]);
  return [header, ...lines].map(csvLine).join('');
}
