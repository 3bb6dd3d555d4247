import { describe, expect, it } from 'vitest';
import { loadCorpus } from '../../src/corpus/load.ts';
import { figuresIn } from '../../src/timeline/figures.ts';
import { type QuantityPoint, quantityOf } from '../../src/timeline/quantity.ts';
import { article } from './support.ts';

function figures(text: string): readonly string[] {
  return figuresIn(text, { start: 0, end: text.length }).map(({ low, high, hedge, kind, span }) => {
    const count = low === high ? low : `${low}-${high}`;
    return `${hedge} ${count} ${kind}: ${text.slice(span.start, span.end)}`;
  });
}

describe('the figures of a sentence', () => {
  it.each([
    ['An armed group of 15 to 20 people stormed in', ['exact 15-20 peopl: 15 to 20 people']],
    [
      'About 20 Tupac Amaru Revolutionary Movement (MRTA) guerrillas left',
      ['about 20 rebel: About 20 Tupac Amaru Revolutionary Movement (MRTA) guerrillas'],
    ],
    ['taking more than 500 hostages', ['at-least 500 hostag: more than 500 hostages']],
    ['As many as 40 people', ['at-most 40 peopl: As many as 40 people']],
    ['some 1,500 police', ['about 1500 polic: some 1,500 police']],
    ['twenty-four Japanese nationals', ['exact 24 nation: twenty-four Japanese nationals']],
    ['two dozen rebels stormed', ['exact 24 rebel: two dozen rebels']],
    ['three hundred captives', ['exact 300 hostag: three hundred captives']],
    ['a dozen soldiers', ['exact 12 soldier: a dozen soldiers']],
    ['the remaining 400 or more hostages', ['at-least 400 hostag: 400 or more hostages']],
    ['1 hostage killed', ['exact 1 hostag: 1 hostage']],
  ])('%s', (text, expected) => {
    expect(figures(text)).toEqual(expected);
  });

  it.each([
    '38 more were released', // of what it does not say
    '10-foot walls, $300 rebels, 5.23 hostages, 12:17 hostages',
    'four days, 100 meters, 20 percent',
    'hundreds of hostages',
    '14 of the people',
  ])('are none in: %s', (text) => {
    expect(figures(text)).toEqual([]);
  });
});

const inShort = ({ day, dayFrom, words }: QuantityPoint) => `${day} ${dayFrom} ${words.exact}`;

describe('the quantity reported of something', () => {
  it('is read from the hostage coverage as its articles give it', async () => {
    const articles = (await loadCorpus('corpus/articles')).loaded.map((loaded) => loaded.article);
    expect(quantityOf(articles, 'hostages').map(inShort)).toEqual([
      '1996-12-17 publication As many as 40 people',
      '1996-12-17 text more than 500 hostages',
      '1996-12-20 publication 375 remaining captives',
      '1996-12-20 text 400 hostages',
      '1996-12-23 text some 140 remaining hostages',
      '1997-01-10 text 74 hostages',
    ]);
    expect(quantityOf(articles, 'police').map(inShort)).toEqual([
      '1996-12-21 publication an estimated 900 police',
      '1996-12-23 publication About 900 police',
    ]);
    expect(quantityOf(articles, 'rebels').map(inShort)).toEqual([
      '1996-12-17 text About 20 Tupac Amaru Revolutionary Movement (MRTA) guerrillas',
    ]);
  });

  it.each([
    ['those freed', 'Rebels freed 38 hostages on Friday.'],
    ['those freed, told the other way', 'On Friday 38 hostages were released.'],
    ['those killed', 'Police said 14 hostages had been killed on Friday.'],
    ['those who went free', 'On Friday four hostages went free.'],
    ['one of them', 'One hostage spoke on Friday.'],
    ['a part of them', 'He said 25 other hostages were ill on Friday.'],
    ['what is asked for', 'They want the release of 400 hostages by Friday.'],
    ['another time, too roughly dated', 'Rebels held 300 hostages in 1985.'],
  ])('leaves out %s', (_, text) => {
    expect(quantityOf([article(text, '1996-12-21')], 'hostages')).toEqual([]);
  });

  it('needs a day: an undated article gives no point', () => {
    expect(quantityOf([article('Rebels are holding 74 hostages.')], 'hostages')).toEqual([]);
  });

  it('tells a figure once for a day, with its earliest report', () => {
    const points = quantityOf(
      [
        article('Rebels are holding 74 hostages.', '1997-01-10', 'B'),
        article('They have 74 captives.', '1997-01-10', 'A'),
      ],
      'captives',
    );
    expect(points).toHaveLength(1);
  });
});
