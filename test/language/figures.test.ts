import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresIn } from '../../src/language/en/figures.ts';
import { numbersIn } from '../../src/language/en/number-expressions.ts';

function figures(text: string): readonly string[] {
  return figuresIn(text, { start: 0, end: text.length }).map(({ low, high, hedge, counted, span }) => {
    const count = low === high ? low : `${low}-${high}`;
    return `${hedge} ${count} ${counted}: ${text.slice(span.start, span.end)}`;
  });
}

/** What is counted, what is said of it, and where. */
function told(text: string): readonly string[] {
  return figuresIn(text, { start: 0, end: text.length }).map(({ counted, said, places, owner, isPart }) =>
    [
      counted,
      said.verb ?? '-',
      ...said.objects,
      ...places.map((place) => `@${place}`),
      owner ? `by ${owner}` : '',
      isPart ? 'part' : '',
    ]
      .filter(Boolean)
      .join(' '),
  );
}

describe('the figures of a sentence', () => {
  it.each([
    ['A group of 15 to 20 people broke in', ['exact 15-20 peopl: 15 to 20 people']],
    [
      'About 20 Halden Free Harbour Movement (HFHM) dockers left',
      ['about 20 docker: About 20 Halden Free Harbour Movement (HFHM) dockers'],
    ],
    ['taking more than 500 passengers', ['at-least 500 passeng: more than 500 passengers']],
    ['As many as 40 people', ['at-most 40 peopl: As many as 40 people']],
    ['some 1,500 police', ['about 1500 polic: some 1,500 police']],
    ['two dozen dockers stormed', ['exact 24 docker: two dozen dockers']],
    ['a dozen soldiers', ['exact 12 soldier: a dozen soldiers']],
    ['the remaining 400 or more guests', ['at-least 400 guest: 400 or more guests']],
    ['Three million voters stayed away.', ['exact 3000000 voter: Three million voters']],
    ['One hundred and fifty guests fled.', ['exact 150 guest: One hundred and fifty guests']],
    ['Between 20 and 30 miners were trapped.', ['exact 20-30 miner: Between 20 and 30 miners']],
    ['Two or three dozen boats sank.', ['exact 24-36 boat: Two or three dozen boats']],
    [
      'It cost between $200 million and $250 million.',
      ['exact 200000000-250000000 $: between $200 million and $250 million'],
    ],
    ['Turnout was about 61 per cent.', ['about 61 turnout: about 61 per cent']],
    [
      '12 dead, 40 injured and 3 missing',
      ['exact 12 peopl: 12 dead', 'exact 40 peopl: 40 injured', 'exact 3 peopl: 3 missing'],
    ],
    ['The number of drivers on strike has fallen to 1,750.', ['exact 1750 driver: 1,750']],
    ['The death toll rose to 19.', ['exact 19 peopl: 19']],
    ['In 1998, 38 boats sank.', ['exact 38 boat: 38 boats']],
    ['Half a million people fled.', ['exact 500000 peopl: Half a million people']],
    ['About 20 night lines will stay.', ['about 20 line: About 20 night lines']],
    ['1 passenger killed', ['exact 1 passeng: 1 passenger']],
  ])('%s', (text, expected) => {
    expect(figures(text)).toEqual(expected);
  });

  it.each([
    '38 more were released', // of what it does not say
    '10-foot walls, 5.23 boats, 12:17 boats',
    'hundreds of passengers, several hundred guests',
    '14 of the people',
    'On Dec. 17, 1996 strikers blocked the gate.',
    'On 17 December 22 men left on time.',
    'In 1996 rebels took the town.',
    'Two thirds of voters backed the deal.',
    'Nine in ten ballots had been counted, one out of 20 twice.',
    'It fell from 30 to 20 homes.',
    'They lost by 38 to 36.',
    'The 1998 floods were worse.',
    'Flight 800 passengers waited in room 12.',
    'The ferry left at 7 a.m. as 14 others did.',
    'It took two and a half days.',
  ])('are none of things in: %s', (text) => {
    const found = figuresIn(text, { start: 0, end: text.length });
    expect(found.filter(({ unit }) => unit === undefined)).toEqual([]);
  });

  it.each([
    ['four days, 100 meters', ['time', 'measure']],
    ['20 percent, $300 and 5 dollars', ['percent', 'money', 'money']],
  ])('have units in: %s', (text, units) => {
    expect(figuresIn(text, { start: 0, end: text.length }).map(({ unit }) => unit)).toEqual(units);
  });

  it.each([
    ['Police said 14 miners had been killed on Friday.', ['miner die']],
    ['The blast killed 14 miners.', ['miner die']],
    ['The quake left at least 12 people dead and 40 others injured.', ['peopl die', 'peopl injure']],
    ['The firm has 74 drivers.', ['driver -']],
    ['There are 74 drivers.', ['driver -']],
    ['The Greens had 36 seats.', ['seat - by greens']],
    ['Four people died in Tolsay when a wall fell.', ['peopl die @tolsay']],
    ['In Easterhithe, 120 houses were flooded.', ['hous flood @easterhithe']],
    ['Some 2,000 drivers are still on strike.', ['driver on strike']],
    ['Crews rescued 38 more passengers.', ['passeng rescue part']],
    ['Power was restored to 30,000 homes.', ['home restor']],
    ['They asked for the release of 400 men.', ['man free']],
  ])('say of what they count: %s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('lie within the text that was read, in order, whatever it is', () => {
    const words = fc.constantFrom(
      ...'about between 5 20 1,200 and to or more three million a dozen $4 % people dead 12-year-old Dec. 17, 1996 “ 😀 in Tolsay , . ; -- others were killed ½ 5.5 of the'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.nat(9), (parts, offset) => {
        const text = `${'x'.repeat(offset)}${parts.join(' ')}`;
        let end = offset;
        for (const { span, low, high } of figuresIn(text, { start: offset, end: text.length })) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(low).toBeLessThanOrEqual(high);
          end = Math.min(span.end, span.start + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    '1,',
    'a hundred ',
    'twenty ',
    'two hundred and ',
    'between 5 and ',
    '5 to ',
    'about ',
    '12 men, ',
  ])('are read in a moment from 6,000 characters of “%s”', (part) => {
    const text = part.repeat(6000 / part.length);
    const started = process.cpuUsage();
    numbersIn(text);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(100); // milliseconds of processor time, whatever else runs
  });
});
