import { csvLine } from '../csv.ts';
import { asksTheSame, subjectOf, tellingWords } from './similar.ts';
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
  const groups = new Groups();
  for (const event of events) groups.add(event);
  return groups.all.map((group) => group.events);
}

interface Group {
  readonly subject: ReadonlySet<string>;
  readonly events: [GapEvent, ...GapEvent[]];
}

/** Groups by the words of their subjects, so that an event is compared to few of them. */
class Groups {
  readonly all: Group[] = [];
  readonly #byWord = new Map<string, number[]>();
  /** Where a subject went that was seen before. */
  readonly #bySubject = new Map<string, number>();

  add(event: GapEvent): void {
    const subject = subjectOf(event.question);
    const key = [...subject].sort().join(' ');
    const index = this.#bySubject.get(key) ?? this.#firstLike(subject) ?? this.#found(subject);
    this.#bySubject.set(key, index);
    const group = this.all[index];
    if (group) group.events.push(event);
    else this.all.push({ subject, events: [event] });
  }

  #firstLike(subject: ReadonlySet<string>): number | undefined {
    const lists = [...subject].map((word) => this.#byWord.get(word) ?? []);
    lists.sort((a, b) => a.length - b.length);
    const near = new Set(lists.slice(0, tellingWords(subject.size)).flat());
    return [...near].sort((a, b) => a - b).find((index) => this.#isLike(index, subject));
  }

  #isLike(index: number, subject: ReadonlySet<string>): boolean {
    const group = this.all[index];
    return group !== undefined && asksTheSame(group.subject, subject);
  }

  /** The place of a new group, which its first event makes. */
  #found(subject: ReadonlySet<string>): number {
    const index = this.all.length;
    for (const word of subject) {
      const list = this.#byWord.get(word);
      if (list) list.push(index);
      else this.#byWord.set(word, [index]);
    }
    return index;
  }
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
