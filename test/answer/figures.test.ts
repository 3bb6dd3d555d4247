import { describe, expect, it } from 'vitest';
import { figureGroups } from '../../src/answer/figures.ts';
import { cite } from '../../src/corpus/citation.ts';
import { article } from '../timeline/support.ts';

type Reported = readonly [text: string, published?: string];

/** The groups of figures for a question over one-sentence reports of several papers, in short. */
function groups(question: string, reports: readonly Reported[]): readonly string[] {
  const sources = reports.map(([text, published], index) => {
    const source = article(text, published, `Paper ${index}`);
    const marked = { start: 0, end: source.text.trimEnd().length };
    return { citation: cite(source, marked), marked };
  });
  return figureGroups(question, sources).map(
    ({ kind, about, figures }) =>
      `${kind} ${about}: ${figures.map(({ words, day }) => `${day.slice(5)} ${words.exact}`).join(' / ')}`,
  );
}

/** What must be said: figures for the same thing, at one time, over time, or the same. */
const SAID: readonly (readonly [string, readonly Reported[], string])[] = [
  [
    'How many miners died?',
    [
      ['Nine miners died in the blast on Monday.', '2001-05-08'],
      ['The blast on Monday killed 11 miners.', '2001-05-08'],
    ],
    'differ miners: 05-07 Nine miners / 05-07 11 miners',
  ],
  [
    'how many were hurt',
    [
      ['Some 60 fans were injured when the stand fell.', '2001-05-08'],
      ['When the stand fell 85 fans were hurt.', '2001-05-08'],
    ],
    'differ fans: 05-08 Some 60 fans / 05-08 85 fans',
  ],
  [
    'How many passengers are still missing?',
    [
      ['Twelve passengers are still missing.', '2001-05-08'],
      ['Forty passengers are missing.', '2001-05-06'],
    ],
    'over-time passengers: 05-06 Forty passengers / 05-08 Twelve passengers',
  ],
  [
    'How many people live in the camp?',
    [
      ['About 3,000 people live in the camp.', '2001-05-08'],
      ['The camp, where 3,000 people live, has no water.', '2001-06-08'],
    ],
    'same people: 05-08 About 3,000 people / 06-08 3,000 people',
  ],
  [
    'How many hostages do they hold?',
    [
      ['The gunmen are holding 20 hostages.', '2001-05-08'],
      ['Gunmen still hold seven hostages in the bank.', '2001-05-09'],
    ],
    'over-time hostages: 05-08 20 hostages / 05-09 seven hostages',
  ],
  [
    'What is the death toll?',
    [
      ['The death toll has risen to 240.', '2001-05-09'],
      ['The death toll stood at 180.', '2001-05-08'],
    ],
    'over-time death toll: 05-08 180 / 05-09 240',
  ],
  [
    'How many votes did Amory get?',
    [
      ['Ruth Amory got 41,000 votes.', '2001-05-08'],
      ['Amory won 43,500 votes, the board said.', '2001-05-08'],
    ],
    'differ votes: 05-08 41,000 votes / 05-08 43,500 votes',
  ],
  [
    'How many houses burned down in Merrow?',
    [
      ['In Merrow, 14 houses burned down on Sunday.', '2001-05-08'],
      ['Twenty houses burned down in Merrow on Sunday.', '2001-05-09'],
    ],
    'differ houses: 05-06 14 houses / 05-06 Twenty houses',
  ],
  [
    'What was the number of strikers arrested?',
    [
      ['Police arrested 30 strikers on Tuesday.', '2001-05-09'],
      ['On Wednesday police arrested 45 strikers.', '2001-05-10'],
    ],
    'over-time strikers: 05-08 30 strikers / 05-09 45 strikers',
  ],
  [
    'How many jobs will be cut?',
    [
      ['The mill will cut 250 jobs.', '2001-05-09'],
      ['Some 400 jobs will be cut at the mill.', '2001-05-09'],
    ],
    'differ jobs: 05-09 250 jobs / 05-09 Some 400 jobs',
  ],
  [
    'How many people attended the concert?',
    [
      ['Between 9,000 and 10,000 people attended the concert.', '2001-05-09'],
      ['The concert was attended by 14,000 people.', '2001-05-09'],
    ],
    'differ people: 05-09 Between 9,000 and 10,000 people / 05-09 14,000 people',
  ],
  [
    'How high was the damage?',
    [
      ['Insurers put the damage at $3 million.', '2001-05-09'],
      ['The damage was $5 million, the council said.', '2001-05-09'],
    ],
    'differ damage: 05-09 $3 million / 05-09 $5 million',
  ],
];

/** Where nothing may be said. */
const SILENT: readonly (readonly [string, string, readonly Reported[]])[] = [
  [
    'freed is not held',
    'How many hostages were freed?',
    [
      ['The gunmen freed 12 hostages on Friday.', '2001-05-05'],
      ['The gunmen held 40 hostages on Saturday.', '2001-05-05'],
    ],
  ],
  [
    'dead is not injured',
    'How many people died?',
    [
      ['The crash left 4 people dead.', '2001-05-05'],
      ['The crash left 19 people injured.', '2001-05-05'],
    ],
  ],
  [
    'one place is not another',
    'How many people died?',
    [
      ['Six people died in Tolsay.', '2001-05-05'],
      ['Two people died in Merrow.', '2001-05-05'],
    ],
  ],
  [
    'a place that only one names',
    'How many people died?',
    [
      ['Six people died in Tolsay.', '2001-05-05'],
      ['The storm killed 15 people.', '2001-05-05'],
    ],
  ],
  [
    'figures that can both be true',
    'How many miners were trapped?',
    [
      ['About 20 miners were trapped.', '2001-05-05'],
      ['Between 15 and 20 miners were trapped.', '2001-05-05'],
    ],
  ],
  [
    'at least is not less than more',
    'How many miners were trapped?',
    [
      ['At least 20 miners were trapped.', '2001-05-05'],
      ['The fire trapped 31 miners.', '2001-05-05'],
    ],
  ],
  [
    'a part of them',
    'How many passengers were rescued?',
    [
      ['Crews rescued 38 more passengers.', '2001-05-05'],
      ['Crews rescued 90 passengers.', '2001-05-05'],
    ],
  ],
  [
    'which of them',
    'How many workers walked out?',
    [
      ['Some 300 dock workers walked out.', '2001-05-05'],
      ['Some 900 steel workers walked out.', '2001-05-05'],
    ],
  ],
  [
    'whose they are',
    'How many seats did they win?',
    [
      ['The Greens won 36 seats.', '2001-05-05'],
      ['The Liberals won 20 seats.', '2001-05-05'],
    ],
  ],
  [
    'another year',
    'How many people drowned?',
    [
      ['In 1962, 31 people drowned.', '2001-05-05'],
      ['Four people drowned on Friday.', '2001-05-05'],
    ],
  ],
  ['no day at all', 'How many people drowned?', [['Three people drowned.'], ['Four people drowned.']]],
  [
    'a copy of the same report',
    'How many people drowned?',
    [
      ['Four people drowned when the ferry sank off Tolsay.', '2001-05-05'],
      ['Four people drowned when the ferry sank off Tolsay.', '2001-05-05'],
    ],
  ],
  [
    'a question for no number',
    'Who drowned?',
    [
      ['Three people drowned.', '2001-05-05'],
      ['Four people drowned.', '2001-05-05'],
    ],
  ],
  [
    'another thing that is counted',
    'How many boats sank?',
    [
      ['Three boats sank.', '2001-05-05'],
      ['Four lorries sank.', '2001-05-05'],
    ],
  ],
  [
    'what did not happen',
    'How many workers were dismissed?',
    [
      ['The mill dismissed 40 workers.', '2001-05-05'],
      ['The mill hired 25 workers.', '2001-05-05'],
    ],
  ],
  [
    'money of two kinds',
    'How much does the bridge cost?',
    [
      ['The bridge cost the town $3 million.', '2001-05-05'],
      ['The company lost $5 million on the bridge.', '2001-05-05'],
    ],
  ],
];

describe('the figures of several quotes', () => {
  it.each(SAID)('%s', (question, reports, expected) => {
    expect(groups(question, reports)).toEqual([expected]);
    expect(groups(question, [...reports].reverse())).toHaveLength(1);
  });

  it.each(SILENT)('are not held together: %s', (_, question, reports) => {
    expect(groups(question, reports)).toEqual([]);
  });

  it('within one report are its own business', () => {
    const source = article(
      'Police said 40 miners were trapped. The owners said 55 miners were trapped.',
      '2001-05-05',
    );
    const first = { start: 0, end: 35 };
    const second = { start: 36, end: source.text.trimEnd().length };
    const sources = [first, second].map((marked) => ({ citation: cite(source, marked), marked }));
    expect(figureGroups('How many miners were trapped?', sources)).toEqual([]);
  });

  it('of one day and of later ones are both: a difference and a change', () => {
    const reports: readonly Reported[] = [
      ['Nine miners died.', '2001-05-08'],
      ['Seven miners died.', '2001-05-08'],
      ['Twelve miners died.', '2001-05-10'],
    ];
    expect(groups('How many miners died?', reports)).toEqual([
      'differ miners: 05-08 Nine miners / 05-08 Seven miners',
      'over-time miners: 05-08 Nine miners / 05-08 Seven miners / 05-10 Twelve miners',
    ]);
  });
});
