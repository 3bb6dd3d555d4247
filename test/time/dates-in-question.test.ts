import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, parseDay } from '../../src/corpus/day.ts';
import { periodAsked, periodNamed, weekdayAsked } from '../../src/time/dates-in-question.ts';

function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`not a day: ${text}`);
  return parsed;
}

const CORPUS = { first: day('1996-12-17'), last: day('1997-04-24') };

function asked(question: string): string | undefined {
  const time = periodAsked(question, CORPUS);
  return time && `${time.relation} ${time.period.from}..${time.period.to}${time.ofReport ? ' report' : ''}`;
}

describe('the time that a question names', () => {
  it.each([
    ['How many were still inside on December 20?', 'during 1996-12-20..1996-12-20'],
    ['thurs 19 dec, how many walked out', 'during 1996-12-19..1996-12-19'],
    ['mon 23 dec: any talking going on', 'during 1996-12-23..1996-12-23'],
    ['still let go bit by bit by 10 january 97', 'by 1996-12-17..1997-01-10'],
    ['weds 8th jan who was there', 'during 1997-01-08..1997-01-08'],
    ["who shot on dec 22nd '96", 'during 1996-12-22..1996-12-22'],
    ['the 12/20 release', 'during 1996-12-20..1996-12-20'],
    ['what happened on 7/1/97', 'during 1997-01-07..1997-01-07'],
    ['what happened on 22/4', 'during 1997-04-22..1997-04-22'],
    ['going by the 23 april story', 'during 1997-04-23..1997-04-23 report'],
    ['what happened on 1997-04-22', 'during 1997-04-22..1997-04-22'],
    ['and in January?', 'during 1997-01-01..1997-01-31'],
    ['in apr what did they do', 'during 1997-04-01..1997-04-30'],
    ['when in decemeber was it', 'during 1996-12-01..1996-12-31'],
    ['captured in june 1992', 'during 1992-06-01..1992-06-30'],
    ['what happened in 1985', 'during 1985-01-01..1985-12-31'],
    ['went in on the judges back in 85, clean job?', 'during 1985-01-01..1985-12-31'],
    ['in may what then', 'during 1997-05-01..1997-05-31'],
    ['in the second week of January', 'during 1997-01-08..1997-01-14'],
    ['last week of december', 'during 1996-12-25..1996-12-31'],
    ['first half of april', 'during 1997-04-01..1997-04-15'],
    ['early January', 'during 1997-01-01..1997-01-10'],
    ['mid-january', 'during 1997-01-11..1997-01-21'],
    ['at the end of december', 'during 1996-12-22..1996-12-31'],
    ['the week of dec 16', 'during 1996-12-16..1996-12-22'],
    ['the week before xmas', 'during 1996-12-18..1996-12-24'],
    ['the day after christmas', 'during 1996-12-26..1996-12-26'],
    ['over the new year', 'during 1996-12-31..1997-01-02'],
    ['over christmas', 'during 1996-12-24..1996-12-26'],
    ['on christmas day', 'during 1996-12-25..1996-12-25'],
    ['around dec 22', 'during 1996-12-20..1996-12-24'],
    ['between dec 20 and dec 23', 'during 1996-12-20..1996-12-23'],
    ['from 28 dec to 3 jan', 'during 1996-12-28..1997-01-03'],
    ['dec 20-22', 'during 1996-12-20..1996-12-22'],
    ['between christmas and new year', 'during 1996-12-25..1997-01-01'],
    ['what had changed before Christmas', 'before 1996-12-17..1996-12-24'],
    ['by Christmas', 'by 1996-12-17..1996-12-25'],
    ['until Dec 22', 'by 1996-12-17..1996-12-22'],
    ['since Dec 22', 'since 1996-12-22..1997-04-24'],
    ['after 10 jan', 'after 1997-01-11..1997-04-24'],
    ['just before the 21 dec report, who met', 'before 1996-12-18..1996-12-20 report'],
    ['in the saturday 21 dec paper, how', 'during 1996-12-21..1996-12-21 report'],
    ['what happened on April 22, 1997', 'during 1997-04-22..1997-04-22'],
    ['what happened on the 22nd of April 1997?', 'during 1997-04-22..1997-04-22'],
    ['what happened on april 22', 'during 1997-04-22..1997-04-22'],
    ['what was said on Sept. 11, 2001', 'during 2001-09-11..2001-09-11'],
    ['in janurary', 'during 1997-01-01..1997-01-31'],
    ['before chistmas', 'before 1996-12-17..1996-12-24'],
    ['who marched on labor day', 'during 1996-09-02..1996-09-02'],
    ['what did they eat on thanksgiving', 'during 1996-11-28..1996-11-28'],
    ['on 2 march', 'during 1997-03-02..1997-03-02'],
    ['dec 19 or dec 22, which was bigger', 'during 1996-12-19..1996-12-22'],
  ])('%s', (question, expected) => {
    expect(asked(question)).toBe(expected);
  });

  it.each([
    'may the rebels leave?',
    'Did people march for peace?',
    'who was the second man',
    'what cost $19',
    'did he say it one day',
    'What happened after the raid?',
    'who sat down with whom',
    'they were held on friday, right?',
    'who is jan',
    'how many of the 300 hostages left',
    'did 15 people march to the house',
    'may 3 of them go home',
    'was it a christmas gesture',
    'what happened last night',
    'who came first and why',
    'is it 24/7, now',
    'when they led 24-10',
    'what happened on the first day of the trial?',
    'in what year was the first night train?',
    'who spoke on the opening night',
    'How many jaguars were seen?',
    'who is the deceiver?',
    'who was in 1950 homes',
  ])('names none: %s', (question) => {
    expect(asked(question)).toBeUndefined();
  });

  it('keeps the named day and the words apart from the days asked about', () => {
    expect(periodAsked('How many were free before Christmas?', CORPUS)).toMatchObject({
      named: { from: '1996-12-25', to: '1996-12-25' },
      words: 'before christmas',
    });
  });

  it('takes the year from the corpus, and the weekday decides between years', () => {
    const long = { first: day('1990-01-01'), last: day('1999-06-30') };
    expect(periodAsked('on thursday 19 december', long)?.period.from).toBe('1996-12-19');
    expect(periodAsked('on 19 december', long)?.period.from).toBe('1998-12-19');
  });
});

describe('a weekday without a date', () => {
  it.each([
    ['the friday nite lot', 5],
    ['who came on tues', 2],
  ])('%s', (question, weekday) => {
    expect(weekdayAsked(question)?.weekday).toBe(weekday);
  });

  it.each(['who sat down', 'in the sun', 'monaco', 'the bishop that sat on it', 'the couple that wed'])(
    'none: %s',
    (question) => {
      expect(weekdayAsked(question)).toBeUndefined();
    },
  );
});

describe('the value of a date filter', () => {
  it.each([
    ['1996-12-20', '1996-12-20..1996-12-20'],
    ['20 Dec 1996', '1996-12-20..1996-12-20'],
    ['Dec. 20, 1996', '1996-12-20..1996-12-20'],
    ['dec 20', '1996-12-20..1996-12-20'],
    ['20/12/96', '1996-12-20..1996-12-20'],
    ['1997-01', '1997-01-01..1997-01-31'],
    ['january', '1997-01-01..1997-01-31'],
    ['jan 97', '1997-01-01..1997-01-31'],
    ['early january', '1997-01-01..1997-01-10'],
    ['1997', '1997-01-01..1997-12-31'],
    ['christmas', '1996-12-25..1996-12-25'],
  ])('%s', (text, expected) => {
    const period = periodNamed(text, CORPUS);
    expect(period && `${period.from}..${period.to}`).toBe(expected);
  });

  it('reads figures the way that the person writes them', () => {
    const named = (text: string, dayFirst?: boolean) => periodNamed(text, CORPUS, dayFirst)?.from;
    expect(named('04/03/1997', true)).toBe('1997-03-04');
    expect(named('04/03/1997', false)).toBe('1997-04-03');
    expect(named('04/03/1997')).toBe('1997-04-03');
    expect(named('20/12/1996', false)).toBe('1996-12-20');
  });

  it.each(['', 'soon', '1996-13-45', '32 dec', 'dec 20 hostages', 'feb 30'])('none: "%s"', (text) => {
    expect(periodNamed(text, CORPUS)).toBeUndefined();
  });
});

describe('whatever is asked', () => {
  const word = fc.constantFrom(
    ...'before after by since until between and from to dec 20 20th december jan 97 1997 christmas new year early mid late week second first of in on the 12/20 7.1.97 1996-12-20 may march friday raid night day ? , -'.split(
      ' ',
    ),
  );
  const question = fc.oneof(
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    fc.string({ unit: 'grapheme' }),
  );

  it('the period runs forward, and the words are those of the question', () => {
    fc.assert(
      fc.property(question, (text) => {
        const time = periodAsked(text, CORPUS);
        if (!time) return;
        expect(time.period.from <= time.period.to).toBe(true);
        expect(time.named.from <= time.named.to).toBe(true);
        expect(time.words.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('a filter takes nothing but a date', () => {
    fc.assert(
      fc.property(question, (text) => {
        const period = periodNamed(text, CORPUS);
        if (period) expect(/raid|friday$|\?$/.test(text)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
