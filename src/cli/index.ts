import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { type FileNotice, loadCorpus } from '../corpus/load.ts';
import type { ReindexSummary } from '../engine.ts';
import { openConfiguredEmbedder } from '../open-engine.ts';
import { reindex } from '../retrieval/reindex.ts';
import { COMMON_OPTIONS, COMMON_USAGE, configFrom, progressBar, runProgram } from './program.ts';

const USAGE = `Usage: npm run index -- [options]

Brings the index up to date with the articles; only new and changed ones are embedded.

  --full             embed every article again
${COMMON_USAGE}
`;

async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { ...COMMON_OPTIONS, full: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const config = configFrom(values);
  // Told before the build, which may take long, while what they name can still be mended.
  process.stderr.write(noticesText((await loadCorpus(config.corpusDir)).notices));
  const embedder = await openConfiguredEmbedder(config);
  const progress = progressBar();
  try {
    const { summary } = await reindex(
      { corpusDir: config.corpusDir, indexDir: config.indexDir, embedder },
      {
        full: values.full ?? false,
        onProgress: ({ passagesDone, passagesTotal }) => progress.show(passagesDone, passagesTotal),
      },
    );
    progress.end();
    process.stdout.write(`${summaryText(summary)}\n`);
    return summary.failed.length > 0 ? 1 : 0;
  } finally {
    progress.end();
    await embedder.close();
  }
}

/** What files say that is not used, those of one kind on one line. */
function noticesText(notices: readonly FileNotice[]): string {
  const bySubject = new Map<string, FileNotice[]>();
  for (const notice of notices)
    bySubject.set(notice.subject, [...(bySubject.get(notice.subject) ?? []), notice]);
  return [...bySubject.values()]
    .flatMap(([first, ...more]) => {
      if (!first) return [];
      const others = more.length > 0 ? ` So in ${more.length} more.` : '';
      return [`${pc.yellow('Note:')} ${first.file}:${first.line}: ${first.message}${others}\n`];
    })
    .join('');
}

function summaryText(summary: ReindexSummary): string {
  const lines = [
    ...summary.added.map((id) => `${pc.green('added')}    ${id}`),
    ...summary.changed.map((id) => `${pc.cyan('changed')}  ${id}`),
    ...summary.removed.map((id) => `${pc.yellow('removed')}  ${id}`),
    ...summary.failed.map(({ message }) => `${pc.red('failed')}   ${message}`),
    `${summary.articles} articles, ${summary.passages} passages; ${summary.unchanged} unchanged. ` +
      `${(summary.elapsedMs / 1000).toFixed(1)} s.`,
  ];
  return lines.join('\n');
}

await runProgram(main);
