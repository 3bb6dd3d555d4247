import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/corpus/day.ts';
import { periodOfOption } from '../../src/discord/dates.ts';

const day = (text: string) => {
  const found = parseDay(text);
  if (!found) throw new Error(`${text} is no day`);
  return found;
};
const corpus = { first: day('1996-11-02'), last: day('1998-02-20') };
const today = day('2026-11-25'); // a Wednesday

function read(text: string, locale: string) {
  const period = periodOfOption(text, { locale, today, corpus });
  return period && `${period.from} ${period.to}`;
}

describe('the date of an option', () => {
  it.each([
    ['02/05/1997', 'en-US', '1997-02-05'],
    ['02/05/1997', 'en-GB', '1997-05-02'],
    ['02/05/1997', 'es-419', '1997-05-02'],
    ['2/5/97', 'fr', '1997-05-02'],
    ['02-05-1997', 'en-US', '1997-02-05'],
    ['02-05-1997', 'pt-BR', '1997-05-02'],
    ['2. 5. 1997', 'de', '1997-05-02'],
    ['2.5.1997', 'en-US', '1997-05-02'],
    ['13/02/1997', 'en-US', '1997-02-13'],
    ['02/13/1997', 'en-GB', '1997-02-13'],
    ['1997-02-05', 'es-ES', '1997-02-05'],
    ['2/1', 'en-US', '1998-02-01'],
    ['2/1', 'en-GB', '1998-01-02'],
    ['2.12.', 'de', '1997-12-02'],
  ])('%s by a person of %s is %s', (text, locale, expected) => {
    expect(read(text, locale)).toBe(`${expected} ${expected}`);
  });

  it.each([
    ['last week', '2026-11-16 2026-11-22'],
    ['1 week ago', '2026-11-16 2026-11-22'],
    ['last month', '2026-10-01 2026-10-31'],
    ['last year', '2025-01-01 2025-12-31'],
    ['January 1998', '1998-01-01 1998-01-31'],
    ['yesterday', '2026-11-24 2026-11-24'],
  ])('%s is all of it: %s', (text, expected) => {
    expect(read(text, 'en-US')).toBe(expected);
  });

  it.each(['30/30/1997', '31/02/1997', 'past 2 weeks', 'the other day', 'this week or so', ''])(
    '%j is none',
    (text) => {
      expect(read(text, 'en-GB')).toBeUndefined();
    },
  );
});
