/** What went wrong, in a word a program can test for. */
export type ErrorCode =
  | 'USAGE' // the command line or a request was malformed
  | 'CONFIG' // a setting is missing or unusable
  | 'CORPUS' // an article or a raw document cannot be used
  | 'MODEL' // the weights are missing, damaged or unsuitable
  | 'INDEX' // the index is missing, damaged or stale
  | 'BUSY' // somebody else holds what is needed; try again later
  | 'CANCELLED' // the person asked for it to stop
  | 'FORBIDDEN' // the person may not do this
  | 'STORE' // votes, gaps or audit could not be read or written
  | 'DISCORD'; // Discord refused or cannot be reached

/**
 * A fault whose message is written for the person who can mend it: what was expected, what was
 * found, where, and what to do. Anything thrown that is not one of these is a bug in the program.
 */
export class ClippingsError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ClippingsError';
    this.code = code;
  }
}

/** The message of anything that can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether `error` is one of Node's system errors with this code, such as `ENOENT`. */
export function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
