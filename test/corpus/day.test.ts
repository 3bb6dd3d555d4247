import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, dayOf, formatDay, parseDay, weekdayOf } from '../../src/corpus/day.ts';

const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`${text} is not a day`);
  return parsed;
};

describe('parseDay', () => {
  it.each(['1996-12-17', '1996-02-29', '2000-02-29', '0099-01-01'])('reads %s', (text) => {
    expect(parseDay(text)).toBe(text);
  });
  it.each(['1997-02-29', '1900-02-29', '1996-13-01', '1996-00-10', '1996-12-32', '1996-12-00', '0000-01-01'])(
    'knows that %s is not in the calendar',
    (text) => {
      expect(parseDay(text)).toBeUndefined();
    },
  );
  it.each(['', '1996-12-7', '17.12.1996', '1996-12-17T00:00:00Z', ' 1996-12-17', 'yesterday'])(
    'does not take %j',
    (text) => {
      expect(parseDay(text)).toBeUndefined();
    },
  );
});

describe('dayOf', () => {
  it('writes the numbers with leading zeros', () => expect(dayOf(1997, 1, 5)).toBe('1997-01-05'));
  it.each([
    [1997, 2, 30],
    [1997, 1.5, 2],
    [10000, 1, 1],
    [Number.NaN, 1, 1],
  ])('finds no day %d-%d-%d', (year, month, date) => {
    expect(dayOf(year, month, date)).toBeUndefined();
  });
});

describe('addDays', () => {
  it.each([
    ['1996-12-17', 24, '1997-01-10'],
    ['1997-04-22', -126, '1996-12-17'],
    ['1996-02-28', 1, '1996-02-29'],
    ['9999-12-31', 1, '9999-12-31'],
    ['0001-01-01', -1, '0001-01-01'],
    ['1996-12-17', 1e12, '9999-12-31'],
  ])('%s and %d days is %s', (from, count, to) => {
    expect(addDays(day(from), count)).toBe(to);
  });
  it('goes back the way it came, and moves the weekday along', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), (count) => {
        const start = day('1996-12-17');
        const moved = addDays(start, count);
        expect(addDays(moved, -count)).toBe(start);
        expect(weekdayOf(moved)).toBe((((weekdayOf(start) + count) % 7) + 7) % 7);
        expect(count > 0 ? moved > start : moved <= start).toBe(true);
      }),
    );
  });
});

describe('formatDay', () => {
  it('writes a day for people', () => expect(formatDay(day('1996-12-20'))).toBe('Fri, Dec 20, 1996'));
});
