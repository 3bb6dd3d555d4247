import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../src/csv.ts';
import { type GapEvent, gapsCsv, groupGaps, listGaps } from '../../src/store/gaps.ts';
import { asksTheSame, subjectOf } from '../../src/store/similar.ts';
import type { Alias, Gap } from '../../src/store/store.ts';

const same = (a: string, b: string) => asksTheSame(subjectOf(a), subjectOf(b));

describe('asking the same', () => {
  it.each([
    ['Who is the president of Brazil?', "who's brazil's president"],
    ['How many people were killed in the raid?', 'How many people were killed during the raid'],
    ['When did the siege end?', 'When was the end of the siege?'],
    ['¿Quién es el presidente de Perú?', '¿quién es el presidente de perú'],
    ['What is MRTA?', 'what is the MRTA exactly?'],
  ])('%s = %s', (a, b) => {
    expect(same(a, b)).toBe(true);
  });

  it.each([
    ['How many hostages were freed?', 'How many hostages were wounded?'],
    ['What did Fujimori say on December 17?', 'What did Fujimori say on December 18?'],
    ['How many in 1996?', 'How many?'],
    ['Who?', 'When?'],
    ['What is the capital of Chile?', 'What is the population of Chile?'],
  ])('%s ≠ %s', (a, b) => {
    expect(same(a, b)).toBe(false);
  });
});

describe('grouping', () => {
  const word = fc.constantFrom('lima', 'siege', 'rebels', 'hostages', 'peru', '17', '18', 'raid');
  const questions = fc.array(
    fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `${words.join(' ')}?`),
    { maxLength: 40 },
  );
  const eventsOf = (texts: readonly string[]): GapEvent[] =>
    texts.map((question, id) => ({
      id,
      at: new Date(id),
      person: 'p' as Alias,
      question,
      cause: 'not-stated',
    }));

  it('puts every event in one group, with its founder, whatever was asked', () => {
    fc.assert(
      fc.property(questions, (texts) => {
        const events = eventsOf(texts);
        const groups = groupGaps(events);
        expect(groups.flat().sort((a, b) => a.id - b.id)).toEqual(events);
        for (const [founder, ...others] of groups) {
          for (const event of others) expect(same(founder.question, event.question)).toBe(true);
        }
        const total = listGaps(groups).reduce((sum, { count }) => sum + count, 0);
        expect(total).toBe(texts.length);
      }),
    );
  });

  it('finds the first group whose founder asks the same, as comparing with all of them would', () => {
    fc.assert(
      fc.property(questions, (texts) => {
        const founders: string[] = [];
        const expected = texts.map((text) => {
          const index = founders.findIndex((founder) => same(founder, text));
          return index < 0 ? founders.push(text) - 1 : index;
        });
        const groups = groupGaps(eventsOf(texts));
        const found = texts.map((_, id) =>
          groups.findIndex((group) => group.some((event) => event.id === id)),
        );
        expect(found).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('does not change the groups that there are when more is asked', () => {
    fc.assert(
      fc.property(questions, questions, (before, after) => {
        const ids = (texts: readonly string[]) => groupGaps(eventsOf(texts)).map(([founder]) => founder.id);
        const first = ids(before);
        expect(ids([...before, ...after]).slice(0, first.length)).toEqual(first);
      }),
    );
  });

  it('takes the wording used most, and the newest of equals', () => {
    const [asked] = listGaps(groupGaps(eventsOf(['Lima siege?', 'lima siege', 'lima siege', 'LIMA SIEGE'])));
    expect(asked?.question).toBe('lima siege');
    const [equal] = listGaps(groupGaps(eventsOf(['Lima siege?', 'lima siege'])));
    expect(equal?.question).toBe('lima siege');
  });
});

describe('the table for spreadsheets', () => {
  it.each([
    ['=HYPERLINK("http://evil","x")', '"\'=HYPERLINK(""http://evil"",""x"")"'],
    ['+1', '"\'+1"'],
    ['-1', '"\'-1"'],
    ['@SUM(A1)', '"\'@SUM(A1)"'],
    ['  =1', '"\'  =1"'],
    ['\u200b=1', '"\'\u200b=1"'],
    ['＝1', '"\'＝1"'],
    ['\t=1', '"\'\t=1"'],
    ['Who, when?', '"Who, when?"'],
    ['two\nlines', '"two\nlines"'],
    ['plain = text', 'plain = text'],
    ['', ''],
  ])('writes %j as %s', (value, cell) => {
    expect(csvLine([value])).toBe(`${cell}\r\n`);
  });

  it('gives every text back, and starts no cell with a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 4 }), (cells) => {
        const read = readLine(csvLine(cells));
        expect(read.map((cell, index) => (cell === cells[index] ? cell : cell.slice(1)))).toEqual(cells);
        for (const cell of read) expect(cell).not.toMatch(/^[\p{C}\p{Z}]*[=+\-@|%]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('has a line for each gap', () => {
    const at = new Date(Date.UTC(2026, 0, 1));
    const gap: Gap = {
      id: '1',
      question: '=cmd|calc',
      count: 2,
      people: 1,
      causes: ['not-stated', 'voted-down'],
      first: at,
      last: at,
      links: ['https://a', 'https://b'],
      notes: [],
    };
    expect(gapsCsv([gap])).toBe(
      'question,count,people,causes,first,last,links,notes\r\n' +
        '"\'=cmd|calc",2,1,"not-stated; voted-down",2026-01-01T00:00:00.000Z,2026-01-01T00:00:00.000Z,https://a https://b,\r\n',
    );
  });
});

/** Reads one line of RFC 4180. */
function readLine(line: string): string[] {
  const cells = [...`,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,"]*))/gy)];
  return cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
