import type { Engine } from '../engine.ts';
import { type TimelineEntry, timelineOf } from '../timeline/entries.ts';

/** What of an engine its timeline is made from. */
type Source = Pick<Engine, 'status' | 'articles'>;

interface Kept {
  readonly version: string;
  readonly entries: Promise<readonly TimelineEntry[]>;
}

const timelines = new WeakMap<Source, Kept>();

/**
 * The whole timeline of the index in use. All dates of all articles are read once for each index, in
 * turns with all else: of 2,000 articles it takes seconds, for which no other interaction may wait.
 */
export async function timelineIn(engine: Source): Promise<readonly TimelineEntry[]> {
  const version = versionOf(engine);
  const known = timelines.get(engine);
  const kept = known?.version === version ? known : { version, entries: timelineOf(engine.articles()) };
  timelines.set(engine, kept);
  const entries = await kept.entries;
  // An article that was withdrawn meanwhile is quoted no more.
  return versionOf(engine) === version ? entries : timelineIn(engine);
}

function versionOf(engine: Source): string {
  return `${engine.status().indexVersion} ${engine.articles().length}`;
}
