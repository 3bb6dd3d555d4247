import { describe, expect, it } from 'vitest';
import { type Day, parseDay } from '../../src/corpus/day.ts';
import { slice } from '../../src/corpus/span.ts';
import { sentencesOf } from '../../src/language/en/sentences.ts';
import { atPrecision } from '../../src/time/calendar.ts';
import { dateReader, resolveDates } from '../../src/time/dates-in-text.ts';

function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`not a day: ${text}`);
  return parsed;
}

/** Each date as `words = date certainty`, for a sentence that is a text of its own. */
function datesIn(sentence: string, published?: string, before = ''): readonly string[] {
  const text = before + sentence;
  const within = { start: before.length, end: text.length };
  return resolveDates(text, within, published === undefined ? {} : { published: day(published) }).map(
    (when) => {
      const date = atPrecision(when.from, when.precision);
      const to = when.precision === 'day' && when.to !== when.from ? `..${when.to}` : '';
      return `${slice(text, when.span)} = ${date}${to} ${when.certainty}`;
    },
  );
}

const FRIDAY = '1997-01-10';

describe('dates that a text states', () => {
  it.each([
    ['stormed by rebels Dec. 17.', ['Dec. 17 = 1996-12-17 stated']],
    ['Talks broke down Jan. 1 when releases dried up', ['Jan. 1 = 1997-01-01 stated']],
    ['was captured in June 1992 and is serving', ['June 1992 = 1992-06 stated']],
    ['holding 300 hostages in 1985, said', ['1985 = 1985 stated']],
    ['The 1985 assault killed more than 100', ['1985 = 1985 stated']],
    ['Hostage named negotiator - December 19, 1996', ['December 19, 1996 = 1996-12-19 stated']],
    [
      'between 17 December and 22 December',
      ['17 December = 1996-12-17 stated', '22 December = 1996-12-22 stated'],
    ],
    ['released on Dec. 20-22, officials said', ['Dec. 20-22 = 1996-12-20..1996-12-22 stated']],
    ['arrested on Tuesday, Dec. 17, in Lima', ['Tuesday, Dec. 17 = 1996-12-17 stated']],
    ['on the night of Dec. 17', ['Dec. 17 = 1996-12-17 stated']],
    ['It began in early January', ['early January = 1997-01 stated']],
    ['the sect was founded in mid-1983', ['1983 = 1983 stated']],
    ['two were freed on Christmas Day', ['Christmas Day = 1996-12-25 stated']],
    ['They surrendered in July.', ['July = 1996-07 stated']],
    ['elections will be held on April 5', ['April 5 = 1997-04-05 stated']],
    ['The treaty runs 1996-98 and was signed in 1951', ['1951 = 1951 stated']],
    ["He joined in '92 and left", ["'92 = 1992 stated"]],
    ['The 1993 and 1994 attacks', ['1993 = 1993 stated', '1994 = 1994 stated']],
    ['He went in on Dec. 24 and 25, and left', ['Dec. 24 = 1996-12-24 stated', '25 = 1996-12-25 stated']],
    ['lasted from Dec. 17 to Jan. 3', ['Dec. 17 = 1996-12-17 stated', 'Jan. 3 = 1997-01-03 stated']],
    ['plagues in 1563, 1593, and 1625', ['1563 = 1563 stated', '1593 = 1593 stated', '1625 = 1625 stated']],
    ['attacked on 3 January last year', ['3 January last year = 1996-01-03 stated']],
    ['The law takes effect Jan. 31.', ['Jan. 31 = 1997-01-31 stated']],
    ['on the 29th of February', ['29th of February = 1996-02-29 stated']],
  ])('%s', (sentence, expected) => {
    expect(datesIn(sentence, FRIDAY)).toEqual(expected);
  });

  it('needs no day of publication when the year is named, and says nothing when it is not', () => {
    expect(datesIn('He died on December 19, 1996.')).toEqual(['December 19, 1996 = 1996-12-19 stated']);
    expect(datesIn('He died on Dec. 19, a Thursday, two days ago.')).toEqual([]);
  });
});

describe('dates that follow from the day of publication', () => {
  it.each([
    ['made their presence felt early Friday, firing', ['early Friday = 1997-01-10 resolved']],
    ['Earlier Thursday the rebels accused', ['Earlier Thursday = 1997-01-09 resolved']],
    ['Two shots were heard early Tuesday as a man', ['early Tuesday = 1997-01-07 resolved']],
    ['released 38 captives last night, said police', ['last night = 1997-01-09 resolved']],
    ['said yesterday there was a gap', ['yesterday = 1997-01-09 resolved']],
    ['who stormed a party 24 days ago, are known', ['24 days ago = 1996-12-17 resolved']],
    ['stormed it twenty-four days ago', ['twenty-four days ago = 1996-12-17 resolved']],
    ["no response to Sunday's release", ['Sunday = 1997-01-05 resolved']],
    ['stormed the residence last Friday during', ['last Friday = 1997-01-03 resolved']],
    ['will meet next Friday', ['next Friday = 1997-01-17 resolved']],
    ['is due to leave Tokyo for Lima on Saturday evening', ['Saturday evening = 1997-01-11 resolved']],
    ['Prime Minister Pandolfi said Thursday that they may leave', ['Thursday = 1997-01-09 resolved']],
    ['freed on Wednesday of last week', ['Wednesday of last week = 1997-01-01 resolved']],
    ['arrested last month', ['last month = 1996-12 resolved']],
    ['he resigned two years ago', ['two years ago = 1995 resolved']],
    ['the second group left on the 20th.', ['on the 20th = 1996-12-20 resolved']],
    ['the night before last, music was played', ['the night before last = 1997-01-08 resolved']],
    ['By Tuesday evening the crowd had gone', ['Tuesday evening = 1997-01-07 resolved']],
    ['gave the rebels until Monday', ['Monday = 1997-01-13 resolved']],
    ['was held until Monday', ['Monday = 1997-01-06 resolved']],
    ['Two days earlier, on Monday, shots rang out', ['Monday = 1997-01-06 resolved']],
    ['spoke this morning', ['this morning = 1997-01-10 resolved']],
  ])('%s', (sentence, expected) => {
    expect(datesIn(sentence, FRIDAY)).toEqual(expected);
  });
});

describe('days counted from another', () => {
  it('dates the event that came before: "a day after letting 225 people leave"', () => {
    const sentence = 'rebels gave no sign Monday of releasing some, a day after letting 225 people leave';
    expect(datesIn(sentence, '1996-12-23')).toEqual([
      'Monday = 1996-12-23 resolved',
      'a day after = 1996-12-22 resolved',
    ]);
  });

  it('reads "the morning after the stunning end" and "freed the day before" from the day named before', () => {
    expect(
      datesIn('relief hung over Lima on Wednesday, the morning after the stunning end', '1997-04-23'),
    ).toEqual(['Wednesday = 1997-04-23 resolved', 'the morning after = 1997-04-22 resolved']);
    expect(
      datesIn('The only ones there Thursday were four diplomats freed the day before.', '1996-12-20'),
    ).toEqual(['Thursday = 1996-12-19 resolved', 'the day before = 1996-12-18 resolved']);
  });

  it('counts forward from a day that follows, and leans on the text before when it must', () => {
    expect(datesIn('three days after Dec. 17 they freed 38', FRIDAY)).toEqual([
      'three days after = 1996-12-20 resolved',
      'Dec. 17 = 1996-12-17 stated',
    ]);
    expect(datesIn('Four more left the next day.', FRIDAY, 'He was freed on Dec. 17. ')).toEqual([
      'the next day = 1996-12-18 resolved',
    ]);
  });

  it('says nothing when no day is named to count from', () => {
    expect(datesIn('A day after the raid, Lima was calm.', FRIDAY)).toEqual([]);
    expect(datesIn('Four more left the next day.', FRIDAY)).toEqual([]);
  });
});

describe('clock times', () => {
  it('tells the day where the report comes from', () => {
    const opening = "A sense of relief hung over the ambassador's residence in Lima, Peru. ";
    const assault =
      'The assault started at around 5:23 a.m. Japan time on Wednesday (2023 GMT Tuesday) and was covered live.';
    expect(datesIn(assault, '1997-04-23', opening)).toEqual([
      '5:23 a.m. Japan time on Wednesday (2023 GMT Tuesday) = 1997-04-22 resolved',
    ]);
    expect(datesIn('They struck at 5:23 a.m. Japan time on Wednesday.', '1997-04-23', opening)).toEqual([
      '5:23 a.m. Japan time on Wednesday = 1997-04-22 resolved',
    ]);
    expect(
      datesIn('It ended at 9 p.m. local time Tuesday (0200 GMT Wednesday).', '1997-04-23', opening),
    ).toEqual(['9 p.m. local time Tuesday (0200 GMT Wednesday) = 1997-04-22 resolved']);
    expect(datesIn('It ended late Tuesday (0200 GMT Wednesday).', '1997-04-23', opening)).toEqual([
      'late Tuesday = 1997-04-22 resolved',
      '0200 GMT Wednesday = 1997-04-22 resolved',
    ]);
  });

  it('places the day that a text counts, when it names its start and that day and no other so far apart', () => {
    const before = 'It began on December 17.\n\nThey struck on Tuesday.\n\n';
    const struck = 'Forces struck on the 126th day of the crisis.';
    expect(datesIn(struck, '1997-04-23', before)).toEqual(['the 126th day of = 1997-04-22 resolved']);
    expect(datesIn(struck, '1997-04-23', 'It began on December 17.\n\n')).toEqual([]);
    expect(datesIn(struck, '1997-04-23', `${before}They met on Monday.\n\n`)).toEqual([]);
  });

  it('gives a bare clock time the day just spoken of, and none when no day was', () => {
    const before = 'Guerrillas fired four shots early Friday, police said.\n\n';
    const shots = 'The shots -- heard at about 2:50 a.m. local time -- were followed by silence.';
    expect(datesIn(shots, FRIDAY, before)).toEqual(['2:50 a.m. local time = 1997-01-10 resolved']);
    expect(datesIn(shots, FRIDAY)).toEqual([]);
  });
});

describe('words that are no dates', () => {
  it.each([
    'They may leave, and many march on; it sat there a second.',
    'May Fujimori and June Smith said so in The Sun and the Sunday Times.',
    'About 1500 people and 1,996 others paid $1985 for 2000 meters.',
    'The 1500 guests were served 24/7 by 12/20 of the staff.',
    'He was held for 24 days, one day at a time, and for months.',
    'Small version (43 sec. /1.6M), version 1.8.',
    'several months ago, a few days ago, last week, ten years ago',
    'every Monday and in a good Friday paper',
    'Today, the house is a museum; the Sunday Times came by on a Tuesday.',
    'attended by 2000 guests, in the week of Jan. 6, three weeks ago Tuesday',
    'Mar del Plata, over the weekend, on a weekday',
  ])('%s', (sentence) => {
    expect(datesIn(sentence, FRIDAY)).toEqual([]);
  });

  it('passes over the dateline that says when a report was filed', () => {
    expect(datesIn('LIMA, Peru, Jan. 8 (Reuter) - Rebels freed two on Tuesday.', FRIDAY)).toEqual([
      'Tuesday = 1997-01-07 resolved',
    ]);
  });
});

describe('a reader of one text', () => {
  it('gives each sentence the dates that it has by itself, whichever was read before', () => {
    const text =
      'It began on December 17. They struck on Tuesday, the 126th day of the crisis. The 126th day of it was long. ' +
      'They left the next day. Shots were heard at 2:50 a.m. local time.';
    const reference = { published: day('1997-04-23') };
    const sentences = sentencesOf(text, { start: 0, end: text.length });
    const alone = sentences.map((sentence) => resolveDates(text, sentence, reference));
    const reader = dateReader(text, reference);
    expect(sentences.map(reader)).toEqual(alone);
    expect(sentences.toReversed().map(reader)).toEqual(alone.toReversed());
    expect(alone.map((dates) => dates.length)).toEqual([1, 2, 1, 1, 1]);
  });
});
