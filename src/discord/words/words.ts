import { en, type Words } from './en.ts';
import { es } from './es.ts';

export type { Words } from './en.ts';

/** The words for a member's locale, such as `es-ES`; English for every language but Spanish. */
export function wordsFor(locale: string | null | undefined): Words {
  return locale?.toLowerCase().startsWith('es') ? es : en;
}
