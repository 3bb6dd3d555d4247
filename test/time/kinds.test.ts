import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, parseDay } from '../../src/corpus/day.ts';
import { atPrecision } from '../../src/time/calendar.ts';
import { type DateReference, resolveDates } from '../../src/time/dates-in-text.ts';

function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`not a day: ${text}`);
  return parsed;
}

/** The dates of a text that was published on a day. */
function datesIn(text: string, published: string, publisher?: string): readonly string[] {
  const reference: DateReference = {
    published: day(published),
    ...(publisher !== undefined && { publisher }),
  };
  return resolveDates(text, { start: 0, end: text.length }, reference).map(({ from, to, precision }) =>
    precision === 'day' && to !== from ? `${from}..${to}` : atPrecision(from, precision),
  );
}

const table = (published: string, rows: readonly (readonly [string, readonly string[]])[]) =>
  it.each(rows)('%s', (text, expected) => {
    expect(datesIn(text, published)).toEqual(expected);
  });

describe('names that are months', () => {
  table('1997-11-20', [
    ['The festival opened with two plays by August Wilberforce.', []],
    ['A letter from April Benning was read aloud in court.', []],
    ['The trial of June Hargrave lasted eleven hours.', []],
    ['Talks between May and the dockers failed.', []],
    ['Nobody in the party has been promoted since May became its leader.', []],
    ['The strike was called off in May.', ['1997-05']],
    ['Nobody has been promoted since May.', ['1997-05']],
    ['It fell between May and August.', ['1997-05', '1997-08']],
    ['He was sentenced for the May shooting.', ['1997-05']],
    ['The treaty was signed last May.', ['1997-05']],
    ['The fair is held every year in August.', []],
    ['By August that year the town was empty.', []],
  ]);
});

describe('names that are weekdays', () => {
  table('1997-11-20', [
    ['Sheffield Wednesday won the replay by three goals to one.', []],
    ['The actress Tuesday Lindqvist opened the new library.', []],
    ['Nigeria striker Sunday Oliseh limped off.', []],
    ['Sergeant Joe Friday was praised by the mayor for his calm.', []],
    ['Shops expect a record on Cyber Monday.', []],
    ['The party lost nine states on Super Tuesday.', []],
    ['The ferry sank on Wednesday.', ['1997-11-19']],
    ['A blast Tuesday killed four in the mill.', ['1997-11-18']],
    ['He was found guilty of the Tuesday night raid.', ['1997-11-18']],
    ['The shop will shut for good on Saturday.', ['1997-11-22']],
  ]);
});

describe('numbers beside a date', () => {
  table('1997-01-10', [
    ['On Dec. 17, 22 gunmen climbed the wall.', ['1996-12-17']],
    ['On Dec. 20 90 workers were allowed to leave.', ['1996-12-20']],
    ['On 22 December 75 firemen searched the ruins.', ['1996-12-22']],
    ['On Dec. 24, 25 families were moved to a school.', ['1996-12-24']],
    ['Police arrested 12 on Jan. 3, 60 miles from the border.', ['1997-01-03']],
    ['On Jan. 5, 8 children were found asleep.', ['1997-01-05']],
    ['He fled on Dec. 24 and 25.', ['1996-12-24', '1996-12-25']],
    ['A group of 15 to 20 May Day marchers blocked the bridge.', []],
    ['The other 12 March supporters stayed in the hall.', []],
    ['All 30 April Fools pranks were traced to one printer.', []],
    ['They had sold 24 August Moon lanterns.', []],
    ['On 12 March Iraq said no.', ['1996-03-12']],
    ['Power failed in 1950 homes along the coast.', []],
    ['A force of 1990 soldiers held the pass.', []],
    ['The motion was lost by 1954 votes to 1812.', []],
    ['In 1990 soldiers held the pass.', ['1990']],
    ['The pier was rebuilt in 1990.', ['1990']],
  ]);
});

describe('days in figures', () => {
  const notices = 'It was broken into on 25/12/1996. It was broken into on 05/03/1997.';

  it('are read in the order that the text itself shows', () => {
    expect(datesIn(notices, '1997-06-10')).toEqual(['1996-12-25', '1997-03-05']);
    expect(datesIn('It fell on 12/25/1996 and 05/03/1997.', '1997-06-10')).toEqual([
      '1996-12-25',
      '1997-05-03',
    ]);
    expect(datesIn('It fell on 17 May, not on 05/03/1997.', '1997-06-10')).toEqual([
      '1997-05-17',
      '1997-03-05',
    ]);
  });

  it('are read as the publisher writes, and left out when nothing tells', () => {
    const fell = 'It fell on 05/03/1997.';
    expect(datesIn(fell, '1997-06-10', 'Brighton Courier (England)')).toEqual(['1997-03-05']);
    expect(datesIn(fell, '1997-06-10', 'The Washington Mail')).toEqual(['1997-05-03']);
    expect(datesIn(fell, '1997-06-10', 'Harbour Gazette')).toEqual([]);
    expect(datesIn('It fell on 5/5/1997 and on 14.04.1997.', '1997-06-10')).toEqual([
      '1997-05-05',
      '1997-04-14',
    ]);
  });
});

describe('weekdays that are counted', () => {
  table('1997-06-11', [
    ['The council will vote on Monday week.', ['1997-06-23']],
    ['The new ferry will sail a week on Friday.', ['1997-06-20']],
    ['The inquest was held on the Monday before last.', ['1997-06-02']],
    ['The fair opened on the last Monday in May.', ['1997-05-26']],
    ['The vote is on the first Tuesday of November.', ['1997-11-04']],
    ['The fair always closes on the first Sunday of July.', []],
    ['The hall burned down on Thursday last.', ['1997-06-05']],
    ['The mayor resigned on the Friday after the flood.', []],
    ['The mayor resigned on the Friday after Easter Sunday.', ['1997-04-04']],
    ['The judge will retire two weeks from Tuesday.', ['1997-07-01']],
    ['The bridge reopened a week last Saturday.', ['1997-05-31']],
    ['He left on Monday; weeks later he was back.', ['1997-06-09']],
    ['He left on the following Monday.', []],
  ]);
});

describe('weekdays with their day', () => {
  table('1997-05-02', [
    [
      'Hearings were held on Monday 21, Tuesday 22 and Friday 25 April.',
      ['1997-04-21', '1997-04-22', '1997-04-25'],
    ],
    ['Mr. Lund testified on Tuesday the 22nd.', ['1997-04-22']],
    ['Thursday, the 20th edition of the fair opened.', ['1997-05-01']],
    ['On Monday 21 workers were hurt.', ['1997-04-28']],
    ['The court sat on April 7, 8 and 9.', ['1997-04-07', '1997-04-08', '1997-04-09']],
    ['The ship was held from Dec. 30 to Jan. 2.', ['1996-12-30', '1997-01-02']],
    ['The ship was held Dec. 30-Jan. 2.', ['1996-12-30..1997-01-02']],
    ['It burned on Thursday, Oct. 26.', ['1995-10-26']],
    ['It burned on Saturday, Oct. 26.', ['1996-10-26']],
  ]);
});

describe('days to come', () => {
  table('1997-06-11', [
    ['The trial of the ferry captain resumes Monday.', ['1997-06-16']],
    ['The minister flies to Tokyo on Friday.', ['1997-06-13']],
    ['The final is this Saturday.', ['1997-06-14']],
    ['The vote is on November 5.', ['1997-11-05']],
    ['The captain was arrested on Monday.', ['1997-06-09']],
    ['The strike was put off to June 20.', ['1997-06-20']],
  ]);
});

describe('holidays', () => {
  table('1997-12-28', [
    ['A storm sank the trawler on Christmas Day last year.', ['1996-12-25']],
    ['Two sailors drowned on Boxing Day last year.', ['1996-12-26']],
    ["The lighthouse went dark on New Year's Eve last year.", ['1996-12-31']],
    ['The trawler was raised on Christmas Eve.', ['1997-12-24']],
    ['It has rained since Christmas.', ['1997-12-25']],
    ['He left before Christmas dinner.', []],
    ['The boy was found Thanksgiving Day.', ['1997-11-27']],
    ['They met on Good Friday.', ['1997-03-28']],
    ['They will meet on Good Friday.', ['1998-04-10']],
    ['They signed the Good Friday Agreement.', []],
  ]);
});

describe('days with an event of their own', () => {
  table('2003-03-10', [
    ['A widow of the Sept. 11 attacks wept.', ['2001-09-11']],
    ['The Feb. 26 incident of 1936 was compared to it.', ['1936-02-26', '1936']],
    ['The Feb. 26 raid killed two.', ['2003-02-26']],
    ['Brandt took the lead on the 6th.', []],
    ['Her room was on the 9th, with a view.', []],
    ['The first round was played on the 9th.', ['2003-03-09']],
    ['Caesar was stabbed on March 15, 44 B.C., the guide said.', []],
    ['The city was buried on Aug. 24, A.D. 79, and found again.', []],
    ['Thu Oct 26 11:00:09 EDT 1995 was stamped on it.', ['1995-10-26']],
    ['May. 9, 2002 was a holiday.', ['2002-05-09']],
  ]);
});

describe('a list', () => {
  it('has no tense that reaches over its lines', () => {
    const list =
      '• March 2: The river leaves its bed.\n• March 5: The mill falls.\n• March 9: Boats bring bread.';
    expect(datesIn(list, '1997-03-20')).toEqual(['1997-03-02', '1997-03-05', '1997-03-09']);
  });
});

describe('a text of nothing but dates', () => {
  it('is read as far as a list of dates goes, which keeps the event loop free', () => {
    expect(datesIn('He left on Monday, '.repeat(1000), '1997-06-11')).toHaveLength(40);
  });
});

describe('whatever is read', () => {
  const words = fc.constantFrom(
    ...'on in the a by of for until will was meets to due Monday Friday, the 21st week before last Dec. 17 May 1997 05/03/1997 Christmas year “ ” " 12 1990 first Sunday'.split(
      ' ',
    ),
  );

  it('has its dates in order, within the text, and each from its first to its last day', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const text = parts.join(' ');
        let end = 0;
        for (const when of resolveDates(
          text,
          { start: 0, end: text.length },
          { published: day('1997-01-10') },
        )) {
          expect(when.from <= when.to).toBe(true);
          expect(when.span.start).toBeGreaterThanOrEqual(end);
          expect(when.span.end).toBeGreaterThan(when.span.start);
          end = when.span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300 },
    );
  });
});
