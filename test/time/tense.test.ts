import { describe, expect, it } from 'vitest';
import { leaningOf, speaksOfFuture } from '../../src/time/tense.ts';

/** The leaning of the words around the day in brackets. */
function leaning(marked: string): number {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  return leaningOf(marked.replace(/[[\]]/g, ''), start, end);
}

describe('words that speak of what was still to come', () => {
  it.each([
    'The firm will redeem its shares on [Oct. 31].',
    'Parliament reconvenes [Jan. 24].',
    'MPs debate the bill on [Monday].',
    'The final is on [Sunday].',
    'She is meeting the envoy [Monday].',
    'Snow is due to reach the coast on [Thursday].',
    'The hearing has been put off to [March 20].',
    'She has until [Sept. 30] to appeal.',
    '“It was hard,” he said, and on [Friday] he will go.',
    'They fear for the vote ahead of [Saturday]’s rally.',
    'Bids are due by [June 30].',
  ])('%s', (marked) => {
    expect(leaning(marked)).toBeGreaterThan(0.5);
  });
});

describe('words that speak of what was over', () => {
  it.each([
    'Rebels rejected the peace plan [Tuesday].',
    'Flights were cancelled due to fog on [Saturday].',
    'Nobody could find him on [Monday].',
    'The singer, who leaves two sons, died on [Monday].',
    'Voters must choose a successor to the mayor who quit on [Feb. 7].',
    'A man has been arrested after a stabbing on [Tuesday].',
    'He is charged with setting fire to a mill on [Jan. 23].',
    'On [Saturday], Will Hailer voiced his belief that the governor should resign.',
    'The offer, which was to have expired [Friday], lives on.',
    'He was found dead at about 2:00 am on [Thursday].',
    'He was held until [Tuesday].',
    '“We will go,” he said on [Monday].',
  ])('%s', (marked) => {
    expect(leaning(marked)).toBeLessThan(-0.5);
  });
});

describe('words that tell nothing', () => {
  it.each(['[Monday]: The mill falls.', 'The minister gave no sign before the [Jan. 14] sitting.'])(
    '%s',
    (marked) => {
      expect(Math.abs(leaning(marked))).toBeLessThanOrEqual(1.6);
    },
  );
});

describe('whether a day may lie ahead', () => {
  it('is denied where a past verb has it, and nowhere else', () => {
    const may = (sentence: string, date: string) =>
      speaksOfFuture(sentence, sentence.indexOf(date), sentence.indexOf(date) + date.length);
    expect(may('The court ruled on Jan. 20.', 'Jan. 20')).toBe(false);
    expect(may('The court will rule on Jan. 20.', 'Jan. 20')).toBe(true);
    expect(may('The Jan. 20 deadline stands.', 'Jan. 20')).toBe(true);
  });
});
