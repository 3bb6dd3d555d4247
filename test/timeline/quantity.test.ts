import { describe, expect, it } from 'vitest';
import { loadCorpus } from '../../src/corpus/load.ts';
import { type QuantityPoint, quantityOf } from '../../src/timeline/quantity.ts';
import { article } from './support.ts';

const inShort = ({ day, dayFrom, words }: QuantityPoint) => `${day} ${dayFrom} ${words.exact}`;

async function quantityIn(folder: string, thing: string) {
  const articles = (await loadCorpus(folder)).loaded.map((loaded) => loaded.article);
  return (await quantityOf(articles, thing)).map(inShort);
}

describe('the quantity reported of something', () => {
  it('is read from the shipped articles as they give it', async () => {
    expect(await quantityIn('corpus/articles', 'hostages')).toEqual([
      '1996-12-20 text 400 hostages',
      '1996-12-23 text 140 hostages',
      '1997-01-10 text 74 hostages',
    ]);
  });

  it.each([
    ['strike', 'drivers on strike', ['2004-03-11 publication 2,000 drivers', '2004-03-12 text 1,750']],
    [
      'election',
      'seats',
      [
        '2011-03-31 publication 75 seats',
        '2011-05-06 publication 37 seats',
        '2011-05-06 text 36 seats',
        '2011-05-09 text 38 seats',
      ],
    ],
    ['election', 'turnout', ['2011-05-06 publication about 71 percent', '2011-05-10 publication 72 percent']],
    ['election', 'unicorns', []],
  ])('of a %s: %s', async (corpus, thing, expected) => {
    expect(await quantityIn(`test/fixtures/corpora/${corpus}/articles`, thing)).toEqual(expected);
  });

  it.each([
    ['those freed', 'Police freed 38 drivers on Friday.'],
    ['those freed, told the other way', 'On Friday 38 drivers were released.'],
    ['those hurt', 'Police said 14 drivers had been hurt on Friday.'],
    ['a part of them', 'There were 25 other drivers in the yard on Friday.'],
    ['one of them', 'There was one driver in the yard on Friday.'],
    ['another time, too roughly dated', 'There were 300 drivers in 1985.'],
    ['others', 'There were 300 guards in the yard on Friday.'],
  ])('leaves out %s', async (_, text) => {
    const other = 'There were 60 drivers in the yard on Friday. There are 70 drivers in the yard.';
    const points = await quantityOf([article(`${text} ${other}`, '1996-12-21')], 'drivers');
    expect(points.map(inShort)).toEqual(['1996-12-20 text 60 drivers', '1996-12-21 publication 70 drivers']);
  });

  it('takes what is said most often of them where articles do not say how many there are', async () => {
    const text =
      'On Thursday 38 drivers were hurt. On Friday 40 drivers were hurt. On Friday 12 drivers were fined.';
    const points = await quantityOf([article(text, '1996-12-21')], 'drivers');
    expect(points.map(inShort)).toEqual(['1996-12-19 text 38 drivers', '1996-12-20 text 40 drivers']);
    const fined = await quantityOf([article(text, '1996-12-21')], 'drivers fined');
    expect(fined.map(inShort)).toEqual(['1996-12-20 text 12 drivers']);
  });

  it('needs a day: an undated article gives no point', async () => {
    expect(await quantityOf([article('The firm has 74 drivers.')], 'drivers')).toEqual([]);
    expect(await quantityOf([article('The firm has 74 drivers.', '1997-01-10')], 'drivers')).toHaveLength(1);
  });

  it('tells a figure once for a day, with its earliest report', async () => {
    const points = await quantityOf(
      [
        article('The firm has 74 drivers.', '1997-01-10', 'B'),
        article('There are 74 drivers.', '1997-01-10', 'A'),
      ],
      'drivers',
    );
    expect(points).toHaveLength(1);
  });
});
