import { SingleBar } from 'cli-progress';
import { config as loadEnv } from 'dotenv';
import pc from 'picocolors';
import { type Config, loadConfig } from '../config.ts';
import type { Engine } from '../engine.ts';
import { ClippingsError } from '../errors.ts';
import { redact } from '../log.ts';
import { openEngine } from '../open-engine.ts';

/** Options that every program takes. */
export const COMMON_OPTIONS = {
  corpus: { type: 'string' },
  index: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The usage lines of `COMMON_OPTIONS`. */
export const COMMON_USAGE = `  --corpus DIR       another corpus: a folder of .md or .txt files (CORPUS_DIR)
  --index DIR        where its index lives (INDEX_DIR)
  --help             this text`;

/**
 * Runs a program and sets the exit code: what it returns, 2 for bad usage, 1 for any other failure.
 * Faults are told in a line on standard error; only a bug prints a stack.
 */
export async function runProgram(main: (argv: readonly string[]) => Promise<number>): Promise<void> {
  loadEnv({ quiet: true });
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // the reader, such as `head`, has had enough
    throw error;
  });
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    process.stderr.write(`${redact(faultText(error))}\n`);
  }
}

/** The settings, with what the command line says over what the environment says. */
export function configFrom(values: { corpus?: string | undefined; index?: string | undefined }): Config {
  return loadConfig({
    ...process.env,
    ...(values.corpus !== undefined && { CORPUS_DIR: values.corpus }),
    ...(values.index !== undefined && { INDEX_DIR: values.index }),
  });
}

/** Opens the engine, telling on standard error what it does and what it could not use. */
export async function openWithProgress(config: Config): Promise<Engine> {
  const progress = progressBar();
  try {
    return await openEngine(config, {
      onFault: (fault) => process.stderr.write(`${pc.yellow('Left out:')} ${fault.message}\n`),
      onStale: (reason) => process.stderr.write(pc.dim(`Building the index (${reason}) …\n`)),
      onProgress: ({ passagesDone, passagesTotal }) => progress.show(passagesDone, passagesTotal),
    });
  } finally {
    progress.end();
  }
}

/** A progress bar on standard error; nothing where that is no terminal. */
export function progressBar(): { show(done: number, total: number): void; end(): void } {
  const bar = new SingleBar({
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    format: '  {bar} {value}/{total} passages, {eta_formatted} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  let started = false;
  return {
    show(done, total) {
      if (!process.stderr.isTTY) return;
      if (!started) bar.start(total, done);
      started = true;
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}

function exitCodeOf(error: unknown): number {
  const usage = error instanceof ClippingsError ? error.code === 'USAGE' : isParseArgsError(error);
  return usage ? 2 : 1;
}

function faultText(error: unknown): string {
  if (error instanceof ClippingsError) return pc.red(error.message);
  if (isParseArgsError(error)) return `${pc.red(error.message)}\nSee --help.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
