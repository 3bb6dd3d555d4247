import { parseArgs } from 'node:util';
import pc from 'picocolors';
import writeFileAtomic from 'write-file-atomic';
import type { Config } from '../config.ts';
import type { Article } from '../corpus/article.ts';
import { formatDay } from '../corpus/day.ts';
import { loadCorpus } from '../corpus/load.ts';
import { openEmbedder } from '../embedding/open.ts';
import { ClippingsError, messageOf } from '../errors.ts';
import { periodNamed } from '../time/dates-in-question.ts';
import type { CorpusDays, Period, Precision } from '../time/when.ts';
import { type TimelineEntry, tellingsOf, timelineOf } from '../timeline/entries.ts';
import { quantityJsonLines, toCsv, toJsonLines, toMarkdown, toTimelineJs } from '../timeline/export.ts';
import {
  entriesAbout,
  filterTimeline,
  type MeaningScorer,
  meaningScorer,
  page,
  type TimelineFilters,
} from '../timeline/filter.ts';
import { drawQuantity } from '../timeline/picture/quantity-picture.ts';
import type { Theme } from '../timeline/picture/svg.ts';
import { drawTimeline } from '../timeline/picture/timeline-picture.ts';
import type { QuantityPoint } from '../timeline/quantity.ts';
import { dateInWords, dateWordsOf, differencesInWords, sourceOf, sourcesOf } from '../timeline/words.ts';
import { COMMON_OPTIONS, configFrom, runProgram } from './program.ts';

const USAGE = `Usage: npm run --silent timeline -- [options]

Lists what happened when, each entry the articles' own sentence with its source.

  --from DATE, --to DATE  entries from or up to a date: 1996-12-20, "20 dec 96", "jan 1997", christmas
  --about TEXT            entries about something, by words and by meaning
  --publisher NAME        only what this publisher reported
  --precision P           only entries dated to the day, month or year
  --page N, --size N      a part of the list (default: all of it)
  --json                  one JSON object a line
  --csv, --markdown       a table; a document
  --timelinejs            the JSON that TimelineJS reads
  --png FILE              draw the entries
  --chart-of WORD         with --png: draw the figures reported of something, such as passengers
                          or "people injured"; without: list them
  --theme light|dark      of the picture (default: light)
  --corpus DIR            another corpus: a folder of .md or .txt files (CORPUS_DIR)
  --help                  this text

Exit codes: 0 done (also when nothing passes), 1 failure, 2 usage.
`;

const FORMATS = ['json', 'csv', 'markdown', 'timelinejs'] as const;
type Format = (typeof FORMATS)[number];

type Values = ReturnType<typeof parsed>;

async function main(argv: readonly string[]): Promise<number> {
  const values = parsed(argv);
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const format = formatOf(values);
  const theme = themeGiven(values);
  const config = configFrom(values);
  const { loaded, faults } = await loadCorpus(config.corpusDir);
  for (const { message } of faults) process.stderr.write(`${pc.yellow('Left out:')} ${message}\n`);
  const articles = loaded.map(({ article }) => article);
  const filters = filtersFrom(values, articles);
  if (values['chart-of'] !== undefined) {
    await chart(articles, { word: values['chart-of'], values, filters, theme });
    return 0;
  }
  const entries = filterTimeline(await timelineOf(articles), filters);
  const about = values.about?.trim();
  const chosen = about ? await withMeaning(config, (score) => entriesAbout(entries, about, score)) : entries;
  if (values.png !== undefined) await savePicture(values.png, chosen, { about, theme });
  if (values.png === undefined || format) print(chosen, { format, values, title: config.corpusDir });
  return 0;
}

function filtersFrom(values: Values, articles: readonly Article[]): TimelineFilters {
  const days = corpusDays(articles);
  const from = dayGiven('from', values, days)?.from;
  const to = dayGiven('to', values, days)?.to;
  if (from && to && from > to) throw usage(`--from ${from} lies after --to ${to}.`);
  return {
    ...(from && { from }),
    ...(to && { to }),
    ...(values.publisher !== undefined && { publisher: knownPublisher(values.publisher, articles) }),
    ...(values.precision !== undefined && { precision: precisionGiven(values.precision) }),
  };
}

function print(
  entries: readonly TimelineEntry[],
  { format, values, title }: { format: Format | undefined; values: Values; title: string },
): void {
  const size =
    values.size === undefined && values.page === undefined ? entries.length : numberGiven('size', values, 20);
  const part = page(entries, numberGiven('page', values, 1), Math.max(1, size));
  const writers: Record<Format, (shown: readonly TimelineEntry[]) => string> = {
    json: toJsonLines,
    csv: toCsv,
    markdown: toMarkdown,
    timelinejs: (shown) => toTimelineJs(shown, `What the articles in ${title} report`),
  };
  if (format) {
    process.stdout.write(writers[format](part.items));
    return;
  }
  process.stdout.write(part.items.map((entry, index) => forPeople(entry, part.items[index - 1])).join('\n'));
  const reports = part.items.reduce((sum, entry) => sum + tellingsOf(entry), 0);
  const place = part.count > 1 ? ` Page ${part.number} of ${part.count}.` : '';
  const shown = part.total === part.items.length ? `${part.total}` : `${part.items.length} of ${part.total}`;
  process.stdout.write(
    `\n${pc.dim(`${shown} ${part.total === 1 ? 'entry' : 'entries'}, ${reports} ${reports === 1 ? 'report' : 'reports'}.${place}`)}\n`,
  );
}

/** An entry for the terminal: the date, unless the entry before has it, then each report's words and source. */
function forPeople(entry: TimelineEntry, previous: TimelineEntry | undefined): string {
  const date = dateInWords(entry);
  const heading = previous && dateInWords(previous) === date ? '' : `${pc.bold(pc.cyan(date))}\n`;
  const differences = differencesInWords(entry).map((line) => `  ${pc.yellow('Reports differ:')} ${line}\n`);
  const reports = entry.reports.map((report) => {
    const how = report.when.certainty === 'resolved' ? `, date from “${dateWordsOf(report)}”` : '';
    return `  ${report.citation.exact}\n    ${pc.dim(`${sourcesOf(report)}${how}`)}\n`;
  });
  return `${heading}${reports.join('')}${differences.join('')}`;
}

async function savePicture(
  file: string,
  entries: readonly TimelineEntry[],
  { about, theme }: { about: string | undefined; theme: Theme },
): Promise<void> {
  const picture = await drawTimeline(entries, { theme, ...(about && { title: `About “${about}”` }) });
  await save(file, picture.png);
  process.stderr.write(`${file}: ${picture.alt}\n`);
}

interface ChartRequest {
  readonly word: string;
  readonly values: Values;
  readonly filters: TimelineFilters;
  readonly theme: Theme;
}

async function chart(
  articles: readonly Article[],
  { word, values, filters, theme }: ChartRequest,
): Promise<void> {
  const { from, to, publisher } = filters;
  const name = publisher?.toLowerCase();
  const theirs = articles.filter(
    (article) => name === undefined || article.publisher?.toLowerCase() === name,
  );
  const picture = await drawQuantity(theirs, word, { theme, ...(from && { from }), ...(to && { to }) });
  if (!picture) {
    throw new ClippingsError(
      'USAGE',
      `No figure of "${word}" can be read safely from these articles. Try another word, in the plural.`,
    );
  }
  if (values.png !== undefined) {
    await save(values.png, picture.png);
    process.stderr.write(`${values.png}: ${picture.alt}\n`);
  }
  if (values.json) process.stdout.write(quantityJsonLines(picture.points));
  else if (values.png === undefined) process.stdout.write(picture.points.map(pointForPeople).join('\n'));
}

function pointForPeople(point: QuantityPoint): string {
  const how = point.dayFrom === 'publication' ? ', dated as published' : '';
  const source = sourceOf(point);
  return `${pc.bold(pc.cyan(formatDay(point.day)))}  ${pc.bold(point.words.exact)}\n  ${point.citation.exact}\n    ${pc.dim(source + how)}\n`;
}

async function save(file: string, content: Buffer): Promise<void> {
  try {
    await writeFileAtomic(file, content);
  } catch (error) {
    throw new ClippingsError('USAGE', `--png ${file}: cannot be written (${messageOf(error)}).`, {
      cause: error,
    });
  }
}

/** Runs with a scorer by meaning, whose model is open for as long as it is needed. */
async function withMeaning<Result>(
  { modelsDir }: Config,
  use: (score: MeaningScorer) => Promise<Result>,
): Promise<Result> {
  const embedder = await openEmbedder({ modelsDir });
  try {
    return await use(meaningScorer(embedder));
  } finally {
    await embedder.close();
  }
}

function parsed(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const filters = { from: text, to: text, about: text, publisher: text, precision: text };
  const forms = { page: text, size: text, json: flag, csv: flag, markdown: flag, timelinejs: flag };
  const pictures = { png: text, 'chart-of': text, theme: text };
  const options = { ...COMMON_OPTIONS, ...filters, ...forms, ...pictures };
  return parseArgs({ args: [...argv], options }).values;
}

function formatOf(values: Values): Format | undefined {
  const [format, other] = FORMATS.filter((name) => values[name]);
  if (other) throw usage(`--${format} and --${other} exclude each other.`);
  return format;
}

/** The first and the last day of publication; for a corpus without any, a day that fixes no year. */
function corpusDays(articles: readonly Article[]): CorpusDays | undefined {
  const days = articles.flatMap(({ published }) => published ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first && last && { first, last };
}

function dayGiven(name: 'from' | 'to', values: Values, days: CorpusDays | undefined): Period | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const period = days && periodNamed(text, days);
  if (period) return period;
  throw usage(
    `--${name} is "${text}"; expected a date such as 1996-12-20, "20 dec 96", "january 1997" or 1996.`,
  );
}

function knownPublisher(name: string, articles: readonly Article[]): string {
  const known = [...new Set(articles.flatMap(({ publisher }) => publisher ?? []))].sort();
  if (known.some((one) => one.toLowerCase() === name.trim().toLowerCase())) return name;
  throw usage(`--publisher is "${name}"; the articles have ${known.join(', ') || 'none'}.`);
}

function precisionGiven(text: string): Precision {
  if (text === 'day' || text === 'month' || text === 'year') return text;
  throw usage(`--precision is "${text}"; expected day, month or year.`);
}

function themeGiven({ theme = 'light' }: Values): Theme {
  if (theme === 'light' || theme === 'dark') return theme;
  throw usage(`--theme is "${theme}"; expected light or dark.`);
}

function numberGiven(name: 'page' | 'size', values: Values, fallback: number): number {
  const text = values[name];
  if (text === undefined) return fallback;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw usage(`--${name} is "${text}"; expected a number from 1.`);
}

function usage(message: string): ClippingsError {
  return new ClippingsError('USAGE', `${message}\nSee npm run timeline -- --help.`);
}

await runProgram(main);
