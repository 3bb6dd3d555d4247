// How long adding and reading an article holds the event loop, in shapes that were slow once.
//   node --import tsx bench/import.ts
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Article } from '../src/corpus/article.ts';
import { importDocument } from '../src/corpus/import/document.ts';
import { propose } from '../src/corpus/library.ts';
import { renderArticle } from '../src/discord/render/article.ts';
import { renderDrafts } from '../src/discord/render/moderation.ts';
import { readAhead } from '../src/discord/render/pages.ts';
import { en } from '../src/discord/words/en.ts';

const STORY =
  'A ferry ran aground off Halden on Sunday, and nobody was hurt. The captain said it was the fog. ';
const SHAPES: Readonly<Record<string, (size: number) => string>> = {
  paragraphs: (size) => `A ferry\n\n${`${STORY.repeat(5)}\n\n`.repeat(size / 500)}`,
  'one paragraph': (size) => STORY.repeat(size / STORY.length),
  'a line each': (size) => `${STORY}\n`.repeat(size / STORY.length),
  'a list': (size) => '- item of a list\n'.repeat(size / 17),
  initials: (size) => 'A. B said no. '.repeat(size / 14),
  'one word': (size) => 'x'.repeat(size),
  'signs of Markdown': (size) => '*_'.repeat(size / 2),
};
const SIZES = [16_000, 400_000, 1_900_000];
const MOST_MS = 100;

const folder = await mkdtemp(join(tmpdir(), 'clippings-bench-'));
let held = true;
for (const size of SIZES) {
  for (const [name, shape] of Object.entries(SHAPES)) held = (await measure(name, shape(size))) && held;
}
await rm(folder, { recursive: true });
process.exitCode = held ? 0 : 1;

async function measure(name: string, text: string): Promise<boolean> {
  const started = performance.now();
  const added = await heldBy(async () => {
    const proposal = await propose({ name: 'bench.txt', content: text }, folder).catch(() => undefined);
    if (proposal?.kind === 'drafts')
      renderDrafts(proposal.drafts, { id: 'x', dropped: proposal.dropped, words: en });
  });
  const addedMs = performance.now() - started;
  const article: Article = { id: 'bench', title: 'A ferry', basis: {}, text };
  const read = await heldBy(async () => {
    await readAhead(text);
    renderArticle(article, { key: 'bench', page: 3, words: en });
  });
  const alone =
    text.length <= 16_000
      ? ` (import ${Math.round(timed(() => importDocument(text, { name: 'x' })))} ms)`
      : '';
  console.log(
    `${text.length} characters, ${name}: added in ${Math.round(addedMs)} ms, held ${added} ms; read, held ${read} ms${alone}`,
  );
  return added < MOST_MS && read < MOST_MS;
}

/** The longest that the event loop was held while this was done. */
async function heldBy(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.reset();
  await work();
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return Math.round(delay.max / 1e6);
}

function timed(work: () => unknown): number {
  const started = performance.now();
  try {
    work();
  } catch {
    return performance.now() - started; // refused, which takes its time as well
  }
  return performance.now() - started;
}
