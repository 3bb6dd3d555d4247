import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/corpus/article.ts';
import { type TimelineEntry, timelineOf } from '../../src/timeline/entries.ts';
import { article } from './support.ts';

const inFull = ({ date, reports, differences }: TimelineEntry) => ({
  date,
  reports: reports.map(({ citation, when, copies }) => [
    citation.article.id,
    citation.exact,
    when.from,
    ...copies.map((copy) => copy.article.id),
  ]),
  differences: differences.map(({ about, sides }) => [about, ...sides.map(({ words }) => words.exact)]),
});

const told = async (articles: readonly Article[]) => (await timelineOf(articles)).map(inFull);

/** Sentences of which many may be of one event, and many may not. */
const sentence = fc
  .tuple(
    fc.constantFrom('The strikers', 'Strikers in Varrick', 'Police', 'Edda Marlow', 'Edda Marlew'),
    fc.constantFrom('released', 'freed', 'blocked', 'arrested', 'spoke of'),
    fc.constantFrom('38 drivers', 'about 40 drivers', '4 drivers', 'another man', 'the depot'),
    fc.constantFrom(
      'on Friday',
      'on Thursday',
      'on Dec. 21',
      'yesterday',
      'two days earlier',
      'on Christmas',
    ),
  )
  .map((parts) => `${parts.join(' ')}.`);

/** Articles of some days of a year's December, each of another publisher. */
const articlesOf = (year: number) =>
  fc
    .array(fc.tuple(fc.array(sentence, { minLength: 1, maxLength: 5 }), fc.integer({ min: 22, max: 27 })), {
      minLength: 1,
      maxLength: 6,
    })
    .map((all) =>
      all.map(([sentences, day], index) =>
        article(sentences.join(' '), `${year}-12-${day}`, `Paper ${index}`),
      ),
    );

describe('folding', () => {
  it('does not depend on the order of the articles', async () => {
    const shuffled = articlesOf(1996).chain((articles) =>
      fc.tuple(
        fc.constant(articles),
        fc.shuffledSubarray(articles, { minLength: articles.length, maxLength: articles.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([articles, others]) => {
        expect(await told(others)).toEqual(await told(articles));
      }),
      { numRuns: 40 },
    );
  });

  it('of some articles is the same whatever those of other years report', async () => {
    await fc.assert(
      fc.asyncProperty(articlesOf(1996), articlesOf(1998), async (early, late) => {
        expect(await told([...late, ...early])).toEqual([...(await told(early)), ...(await told(late))]);
      }),
      { numRuns: 40 },
    );
  });

  it('gives a report to one entry alone, and no two sentences of an entry the same place', async () => {
    await fc.assert(
      fc.asyncProperty(articlesOf(1996), async (articles) => {
        const entries = await timelineOf(articles);
        for (const { reports, precision } of entries) {
          const places = reports
            .flatMap(({ citation, copies }) => [citation, ...copies])
            .map(({ article: { id }, span }) => `${id} ${span.start}`);
          expect(new Set(places).size).toBe(places.length);
          expect(reports.every(({ when }) => when.precision === precision)).toBe(true);
        }
        const all = entries.flatMap(({ reports }) => reports);
        expect(new Set(all).size).toBe(all.length);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [
      'a verb in other words',
      'Police freed four drivers in Varrick on Friday.',
      'Four drivers were released by police on Friday.',
    ],
    [
      'a deed as a verb and as a noun',
      'Thousands marched in Varrick on Friday in support of drivers.',
      'The march on Friday was in support of the drivers of Varrick.',
    ],
    [
      'nearly the same words',
      'The bridge over the Amber opened on Friday.',
      'On Friday the bridge over the Amber was opened.',
    ],
  ])('takes for one event: %s', async (_, one, two) => {
    expect(
      await timelineOf([article(one, '1996-12-21', 'Aurora'), article(two, '1996-12-22', 'Borealis')]),
    ).toHaveLength(1);
  });

  it.each([
    [
      'two deeds in much the same words',
      'The union accepted the offer of the company on Friday.',
      'The union rejected the offer of the company on Friday.',
    ],
    [
      'a deed and its denial',
      'The company dismissed the drivers of the depot on Friday.',
      'The company did not dismiss the drivers of the depot on Friday.',
    ],
    ['one word in common', 'The bridge opened on Friday.', 'The museum opened on Friday.'],
    [
      'one subject and two deeds',
      'Police arrested two men in Varrick on Friday.',
      'Police closed the road to Varrick on Friday.',
    ],
  ])('keeps apart: %s', async (_, one, two) => {
    expect(
      await timelineOf([article(one, '1996-12-21', 'Aurora'), article(two, '1996-12-22', 'Borealis')]),
    ).toHaveLength(2);
  });
});

describe('copies', () => {
  const report =
    'The ferry Amber ran aground off Tolsay on Friday with 212 passengers, the harbour office said.';
  const nearly =
    'The ferry Amber ran aground off Tolsay on Friday with 212 passengers, said the harbour office.';

  it('of a report stand under it, whether word for word or nearly so', async () => {
    const articles = [report, report, nearly].map((text, index) =>
      article(text, '1996-12-21', `Paper ${index}`),
    );
    const [entry, other] = await timelineOf(articles);
    expect(other).toBeUndefined();
    expect(entry?.reports.map(({ citation }) => citation.exact)).toEqual([report]);
    expect(entry?.reports[0]?.copies.map(({ article: { publisher } }) => publisher)).toEqual([
      'Paper 1',
      'Paper 2',
    ]);
  });

  it('are not what another article says in words of its own, nor what one article says twice', async () => {
    const own = 'On Friday 212 passengers were aboard when the Amber, a ferry, ran aground near Tolsay.';
    const [entry] = await timelineOf([
      article(report, '1996-12-21', 'Aurora'),
      article(own, '1996-12-21', 'Borealis'),
    ]);
    expect(entry?.reports.map(({ copies }) => copies)).toEqual([[], []]);
    const twice = await timelineOf([article(`${report}\n\n${report}`, '1996-12-21')]);
    expect(twice.flatMap(({ reports }) => reports).every(({ copies }) => copies.length === 0)).toBe(true);
  });
});

describe('what reports differ on', () => {
  const releases = (...figures: readonly string[]) =>
    figures.map((figure, index) =>
      article(
        `Police freed ${figure} in Varrick on Friday${' again'.repeat(index)}.`,
        '1996-12-21',
        `Paper ${index}`,
      ),
    );
  const differencesOf = async (articles: readonly Article[]) =>
    (await told(articles)).map(({ differences }) => differences.map((difference) => difference.join(' / ')));

  it('names each figure once, in the words of the first report that has it', async () => {
    expect(await differencesOf(releases('38 drivers', '45 drivers', '38 drivers', '45 drivers'))).toEqual([
      ['figures / 38 drivers / 45 drivers'],
    ]);
  });

  it.each([
    ['figures that can both be true', ['about 40 drivers', '38 drivers']],
    ['the same figure', ['38 drivers', '38 drivers']],
    ['figures of two things', ['38 drivers', '45 guards']],
  ])('is nothing for %s', async (_, figures) => {
    expect((await differencesOf(releases(...figures))).flat()).toEqual([]);
  });

  it('names each pair of spellings once, however many reports have them', async () => {
    const texts = ['Edda Marlow', 'Edda Marlew', 'Edda Marlow', 'Edda Marlew'];
    const articles = texts.map((name, index) =>
      article(
        `${name} arrived in Varrick on Friday${' again'.repeat(index)}.`,
        '1996-12-21',
        `Paper ${index}`,
      ),
    );
    expect(await differencesOf(articles)).toEqual([
      ['names / Edda Marlow / Edda Marlew', 'names / Edda Marlew / Edda Marlow'],
    ]);
  });
});
