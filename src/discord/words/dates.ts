import type { Day } from '../../corpus/day.ts';
import type { When } from '../../time/when.ts';

/** How one language writes dates. */
export interface DateWords {
  day(day: Day): string;
  when(when: Pick<When, 'from' | 'to' | 'precision'>): string;
  moment(date: Date): string;
}

/** The dates of a language as `Intl` writes them. Days have no zone, so they are never shifted by one. */
export function dateWords(locale: string): DateWords {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const day = format({ weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' });
  const month = format({ year: 'numeric', month: 'long' });
  const year = format({ year: 'numeric' });
  const at = (value: Day) => new Date(`${value}T00:00:00Z`);
  return {
    day: (value) => day.format(at(value)),
    when: ({ from, to, precision }) => {
      const unit = { day, month, year }[precision];
      const [first, last] = [unit.format(at(from)), unit.format(at(to))];
      return first === last ? first : `${first} – ${last}`;
    },
    // Discord shows a moment in the reader's own zone and language.
    moment: (date) => `<t:${Math.floor(date.getTime() / 1000)}:f>`,
  };
}
