import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/corpus/article.ts';
import { type TimelineEntry, timelineOf } from '../../src/timeline/entries.ts';
import { article } from './support.ts';

const inFull = ({ date, reports, differences }: TimelineEntry) => ({
  date,
  reports: reports.map(({ citation, when }) => [citation.article.id, citation.exact, when.from]),
  differences: differences.map(({ about, sides }) => [about, ...sides.map(({ words }) => words.exact)]),
});

const told = (articles: readonly Article[]) => timelineOf(articles).map(inFull);

/** Sentences of which many may be of one event, and many may not. */
const sentence = fc
  .tuple(
    fc.constantFrom('The rebels', 'Rebels in Lima', 'Police', 'Yukihiko Ikeda', 'Vukihiko Ikeda'),
    fc.constantFrom('released', 'freed', 'stormed', 'arrested', 'spoke of'),
    fc.constantFrom('38 hostages', 'about 40 captives', '4 hostages', 'another man', 'the residence'),
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
  it('does not depend on the order of the articles', () => {
    const shuffled = articlesOf(1996).chain((articles) =>
      fc.tuple(
        fc.constant(articles),
        fc.shuffledSubarray(articles, { minLength: articles.length, maxLength: articles.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([articles, others]) => {
        expect(told(others)).toEqual(told(articles));
      }),
    );
  });

  it('of some articles is the same whatever those of other years report', () => {
    fc.assert(
      fc.property(articlesOf(1996), articlesOf(1998), (early, late) => {
        expect(told([...late, ...early])).toEqual([...told(early), ...told(late)]);
      }),
    );
  });

  it('gives a report to one entry alone, and no two sentences of an entry the same place', () => {
    fc.assert(
      fc.property(articlesOf(1996), (articles) => {
        const entries = timelineOf(articles);
        for (const { reports, precision } of entries) {
          const places = reports.map(({ citation }) => `${citation.article.id} ${citation.span.start}`);
          expect(new Set(places).size).toBe(places.length);
          expect(reports.every(({ when }) => when.precision === precision)).toBe(true);
        }
        const all = entries.flatMap(({ reports }) => reports);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it('takes what tells on of an act of its article, however far from other words', () => {
    const text = 'Rebels stormed the residence on Friday. On Friday an assault woke the town.';
    expect(timelineOf([article(text, '1996-12-21')]).map(({ reports }) => reports.length)).toEqual([2]);
    const [one = '', two = ''] = text.split('. ');
    const apart = [article(one, '1996-12-21', 'Aurora'), article(two, '1996-12-21', 'Borealis')];
    expect(timelineOf(apart).map(({ reports }) => reports.length)).toEqual([1, 1]);
  });
});

describe('what reports differ on', () => {
  const releases = (...figures: readonly string[]) =>
    figures.map((figure, index) =>
      article(`Rebels freed ${figure} in Lima on Friday.`, '1996-12-21', `Paper ${index}`),
    );
  const figuresOf = (articles: readonly Article[]) =>
    told(articles).map(({ differences }) => differences.map((difference) => difference.join(' / ')));

  it('names each way to put it once, in the words of the first report that puts it so', () => {
    expect(figuresOf(releases('38 hostages', '45 captives', '38 captives', '45 hostages'))).toEqual([
      ['figures / 38 hostages / 45 captives'],
    ]);
  });

  it('names each pair of spellings once, however many reports have them', () => {
    const texts = ['Yukihiko Ikeda', 'Vukihiko Ikeda', 'Yukihiko Ikeda', 'Vukihiko Ikeda'];
    const articles = texts.map((name, index) =>
      article(`${name} arrived in Lima on Friday.`, '1996-12-21', `Paper ${index}`),
    );
    expect(figuresOf(articles)).toEqual([
      ['names / Yukihiko Ikeda / Vukihiko Ikeda', 'names / Vukihiko Ikeda / Yukihiko Ikeda'],
    ]);
  });
});
