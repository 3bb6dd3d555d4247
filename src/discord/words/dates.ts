import type { Day } from '../../corpus/day.ts';
import type { When } from '../../time/when.ts';

/** How one language writes dates. */
export interface DateWords {
  day(day: Day): string;
  when(when: Pick<When, 'from' | 'to' | 'precision'>): string;
  /** The same beside another day: a year that they share is not said again. */
  whenBeside(when: Pick<When, 'from' | 'to' | 'precision'>, beside: string | undefined): string;
  moment(date: Date): string;
}

/** The dates of a language as `Intl` writes them. Days have no zone, so they are never shifted by one. */
export function dateWords(locale: string): DateWords {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const day = format({ weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' });
  const dayAlone = format({ weekday: 'short', month: 'short', day: 'numeric' });
  const month = format({ year: 'numeric', month: 'long' });
  const year = format({ year: 'numeric' });
  const at = (value: Day) => new Date(`${value}T00:00:00Z`);
  const range = (unit: Intl.DateTimeFormat, { from, to }: Pick<When, 'from' | 'to'>) => {
    const [first, last] = [unit.format(at(from)), unit.format(at(to))];
    return first === last ? first : `${first} – ${last}`;
  };
  const when: DateWords['when'] = (named) => range({ day, month, year }[named.precision], named);
  return {
    day: (value) => day.format(at(value)),
    when,
    whenBeside: (named, beside) => {
      const years = new Set([named.from, named.to, beside].map((each) => each?.slice(0, 4)));
      return named.precision === 'day' && years.size === 1 ? range(dayAlone, named) : when(named);
    },
    // Discord shows a moment in the reader's own zone and language.
    moment: (date) => `<t:${Math.floor(date.getTime() / 1000)}:f>`,
  };
}
