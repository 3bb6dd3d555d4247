import type { Article } from '../corpus/article.ts';
import { formatDay } from '../corpus/day.ts';
import type { Engine } from '../engine.ts';
import type { Services } from './services.ts';

const MOST_EXAMPLES = 3;
/** Candidates that are put to the engine to find those that it answers. */
const MOST_TRIED = 12;

interface Found {
  readonly indexVersion: string;
  readonly examples: Promise<readonly string[]>;
}

const found = new WeakMap<Engine, Found>();

/**
 * Questions to try, drawn from the articles and each of them answered by them. Found once for an
 * index, as asking takes its time. They are in English, as the questions that articles answer are.
 */
export function examplesFor(services: Services): Promise<readonly string[]> {
  const { engine } = services;
  const { indexVersion } = engine.status();
  const known = found.get(engine);
  if (known?.indexVersion === indexVersion) return known.examples;
  const examples = searched(services).catch((error: unknown) => {
    services.log.warn({ err: error }, 'no examples could be found');
    found.delete(engine);
    return [];
  });
  found.set(engine, { indexVersion, examples });
  return examples;
}

async function searched({ engine, queue }: Services): Promise<readonly string[]> {
  const examples: string[] = [];
  for (const candidate of candidatesFrom(engine.articles()).slice(0, MOST_TRIED)) {
    const answer = await queue.run('examples', () => engine.ask(candidate));
    if (answer.kind === 'answered') examples.push(candidate);
    if (examples.length === MOST_EXAMPLES) break;
  }
  return examples;
}

/** Questions about the days and the names of a corpus, the most telling first. */
export function candidatesFrom(articles: readonly Article[]): readonly string[] {
  const names = namesIn(articles);
  const days = [...new Set(articles.flatMap(({ published }) => published ?? []))];
  const questions: string[] = [];
  for (let index = 0; index < Math.max(names.length, days.length); index++) {
    const [name, day] = [names[index], days[index]];
    if (name) questions.push(`Who is ${name}?`);
    if (day) questions.push(`What happened on ${formatDay(day)}?`);
  }
  return questions;
}

/** The names that most articles have: two or three capitalised words, not at a sentence's start. */
function namesIn(articles: readonly Article[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { text } of articles) {
    const names = text.slice(0, 20_000).matchAll(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,2}/gu);
    for (const name of new Set([...names].map((match) => match[0]))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => name)
    .slice(0, 10);
}
