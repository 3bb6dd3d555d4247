import { parseArgs } from 'node:util';
import pc from 'picocolors';
import writeFileAtomic from 'write-file-atomic';
import { loadConfig } from '../config.ts';
import type { Article } from '../corpus/article.ts';
import { type Day, formatDay } from '../corpus/day.ts';
import { loadCorpus } from '../corpus/load.ts';
import { openEmbedders } from '../embedding/open.ts';
import { ClippingsError, messageOf } from '../errors.ts';
import { type CorpusDays, periodNamed } from '../time/dates-in-question.ts';
import type { Period, Precision } from '../time/when.ts';
import { type TimelineEntry, timelineOf } from '../timeline/entries.ts';
import { quantityJsonLines, toCsv, toJsonLines, toMarkdown, toTimelineJs } from '../timeline/export.ts';
import {
  entriesAbout,
  filterTimeline,
  MEANING_MODEL,
  type MeaningScorer,
  meaningScorer,
  page,
} from '../timeline/filter.ts';
import { drawQuantity } from '../timeline/picture/quantity-picture.ts';
import type { Theme } from '../timeline/picture/svg.ts';
import { drawTimeline } from '../timeline/picture/timeline-picture.ts';
import type { QuantityPoint } from '../timeline/quantity.ts';
import { dateInWords, dateWordsOf, differencesInWords, sourceOf } from '../timeline/words.ts';

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
  --chart-of WORD         with --png: draw the figures reported of something, such as hostages;
                          without: list them
  --theme light|dark      of the picture (default: light)
  --corpus DIR            the folder of articles (default: CORPUS_DIR, or corpus/articles)
  --help                  this text

Exit codes: 0 done (also when nothing passes), 1 failure, 2 usage.
`;

const FORMATS = ['json', 'csv', 'markdown', 'timelinejs'] as const;
type Format = (typeof FORMATS)[number];

type Values = ReturnType<typeof parsed>;

interface Range {
  readonly from: Day | undefined;
  readonly to: Day | undefined;
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    const values = parsed(argv);
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    await run(values);
    return 0;
  } catch (error) {
    if (!(error instanceof ClippingsError)) throw error;
    process.stderr.write(`${pc.red(error.message)}\n`);
    return error.code === 'USAGE' ? 2 : 1;
  }
}

async function run(values: Values): Promise<void> {
  const format = formatOf(values);
  const theme = themeGiven(values);
  const { loaded, faults, folder } = await loadCorpus(values.corpus ?? loadConfig(process.env).corpusDir);
  for (const fault of faults) process.stderr.write(`${pc.yellow(fault.message)}\n`);
  const articles = loaded.map(({ article }) => article);
  const days = corpusDays(articles);
  const range = { from: dayGiven('from', values, days)?.from, to: dayGiven('to', values, days)?.to };
  if (values['chart-of'] !== undefined) return chart(ofPublisher(articles, values), { values, range, theme });
  const entries = filterTimeline(timelineOf(articles), {
    ...(range.from && { from: range.from }),
    ...(range.to && { to: range.to }),
    ...(values.publisher !== undefined && { publisher: knownPublisher(values.publisher, articles) }),
    ...(values.precision !== undefined && { precision: precisionGiven(values.precision) }),
  });
  const about = values.about?.trim();
  const chosen = about ? await withMeaning((score) => entriesAbout(entries, about, score)) : entries;
  if (values.png !== undefined) await savePicture(values.png, chosen, { about, theme });
  if (values.png === undefined || format) print(chosen, { format, values, title: folder });
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
  const reports = part.items.reduce((sum, entry) => sum + entry.reports.length, 0);
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
    return `  ${report.citation.exact}\n    ${pc.dim(`${sourceOf(report)}${how}`)}\n`;
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

function ofPublisher(articles: readonly Article[], { publisher }: Values): readonly Article[] {
  if (publisher === undefined) return articles;
  const name = knownPublisher(publisher, articles).toLowerCase();
  return articles.filter((article) => article.publisher?.toLowerCase() === name);
}

async function chart(
  articles: readonly Article[],
  { values, range: { from, to }, theme }: { values: Values; range: Range; theme: Theme },
): Promise<void> {
  const word = values['chart-of'] ?? '';
  const options = { theme, ...(from && { from }), ...(to && { to }) };
  const picture = await drawQuantity(articles, word, options);
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
async function withMeaning<Result>(use: (score: MeaningScorer) => Promise<Result>): Promise<Result> {
  const { modelsDir } = loadConfig(process.env);
  const [embedder] = await openEmbedders({ modelsDir, model: MEANING_MODEL });
  if (!embedder) throw new ClippingsError('MODEL', `${MEANING_MODEL} could not be opened.`);
  try {
    return await use(meaningScorer(embedder));
  } finally {
    await embedder.close();
  }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        about: { type: 'string' },
        publisher: { type: 'string' },
        precision: { type: 'string' },
        page: { type: 'string' },
        size: { type: 'string' },
        json: { type: 'boolean' },
        csv: { type: 'boolean' },
        markdown: { type: 'boolean' },
        timelinejs: { type: 'boolean' },
        png: { type: 'string' },
        'chart-of': { type: 'string' },
        theme: { type: 'string' },
        corpus: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw usage(messageOf(error));
  }
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

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader closed the pipe, as `head` does: what it wanted it has.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
