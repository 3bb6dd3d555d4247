import { ClippingsError, messageOf } from '../errors.ts';
import { createLog, redact } from '../log.ts';

/** A supervisor is promised 5 s. */
const END_MS = 4500;

/** How a program ends: well, by a fault that a restart may mend, or by one that a person must mend. */
const EXIT = { well: 0, fault: 1, settings: 2 };

/**
 * Runs a program that ends when it is told to: SIGTERM and SIGINT abort its signal, and the process ends
 * with 0 within 5 s whatever is still open. A fault ends it in one line on standard error, and another code.
 */
export async function runProcess(program: (signal: AbortSignal) => Promise<void>): Promise<never> {
  const controller = new AbortController();
  const end = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(EXIT.fault); // asked twice: at once
    controller.abort(signal);
    setTimeout(() => process.exit(EXIT.well), END_MS).unref();
  };
  process.on('SIGTERM', end).on('SIGINT', end);
  process.on('uncaughtException', (error) => process.exit(explain(error)));
  process.on('unhandledRejection', (error) => process.exit(explain(error)));
  try {
    await program(controller.signal);
    process.exit(EXIT.well);
  } catch (error) {
    process.exit(explain(error));
  }
}

/** Says what went wrong, and returns the code to exit with. What is no known fault is a bug: with its stack. */
function explain(error: unknown): number {
  if (error instanceof ClippingsError) {
    process.stderr.write(`clippings: ${redact(error.message)}\n`);
    return ['CONFIG', 'USAGE'].includes(error.code) ? EXIT.settings : EXIT.fault;
  }
  const what = error instanceof Error ? { err: error } : { reason: messageOf(error) };
  createLog('fatal').fatal(what, 'a fault in the program');
  return EXIT.fault;
}
