import { en } from './en.ts';
import { es } from './es.ts';

/** Everything the bot says, in one language. Sentences are already safe to send as Markdown. */
export type Words = typeof en;

/** The words for a member's locale, such as `es-ES`; English for every language but Spanish. */
export function wordsFor(locale: string | null | undefined): Words {
  return locale?.toLowerCase().startsWith('es') ? es : en;
}
