import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** What a Discord bot token looks like, wherever it stands in a text. */
const TOKEN = /[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g;

/** The text with anything shaped like a Discord token blotted out. */
export function redact(text: string): string {
  return text.replace(TOKEN, '[token]');
}

/**
 * A structured log: one JSON object a line, with anything shaped like a token blotted out.
 * @param destination where lines go; standard error unless told otherwise
 */
export function createLog(level: string, destination: DestinationStream = process.stderr): Log {
  const sink: DestinationStream = { write: (line) => destination.write(redact(line)) };
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, sink);
}
