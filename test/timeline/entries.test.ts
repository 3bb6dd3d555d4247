import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../src/corpus/article.ts';
import { loadCorpus } from '../../src/corpus/load.ts';
import { speaksOfFuture } from '../../src/time/tense.ts';
import { type TimelineEntry, timelineOf } from '../../src/timeline/entries.ts';
import { reportsOf } from '../../src/timeline/report.ts';
import { article } from './support.ts';

const inShort = ({ date, reports }: TimelineEntry) =>
  `${date}: ${reports.map(({ citation }) => citation.exact).join(' | ')}`;

describe('the dated reports of an article', () => {
  it('dates each sentence as finely as it does itself', async () => {
    const text = 'He was caught in June 1992. He was tried in 1994. He fled on Dec. 17. He is well.';
    expect((await timelineOf([article(text, '1997-01-10')])).map(inShort)).toEqual([
      '1992-06: He was caught in June 1992.',
      '1994: He was tried in 1994.',
      '1996-12-17: He fled on Dec. 17.',
    ]);
  });

  it('gives a sentence with two dates an entry for each', async () => {
    const text = 'The talks were broken off on Monday, and taken up again on Wednesday in Lima.';
    expect((await timelineOf([article(text, '1997-01-10')])).map(({ date }) => date)).toEqual([
      '1997-01-06',
      '1997-01-08',
    ]);
  });

  it('passes over what dates the page and not an event', async () => {
    const text =
      'December 17, 1996\n\nWeb posted at: 10:25 p.m. EST on Tuesday\n\n© 1996 Cable News Network, Inc.\n\nLast Updated: 07/27/2016';
    expect(await timelineOf([article(text, '1996-12-17')])).toEqual([]);
  });

  it('lets only what is still to come lie after the day of publication', async () => {
    const ahead = 'The court will rule on Jan. 20, 1997.';
    expect((await timelineOf([article(ahead, '1997-01-10')])).map(({ date }) => date)).toEqual([
      '1997-01-20',
    ]);
    expect(await timelineOf([article('The court ruled on Jan. 20, 1997.', '1997-01-10')])).toEqual([]);
  });

  it('dates an article without a day of publication only where it names the year', async () => {
    const text = 'The siege began on Tuesday. It ended on April 22, 1997.';
    expect((await timelineOf([article(text)])).map(inShort)).toEqual([
      '1997-04-22: It ended on April 22, 1997.',
    ]);
  });
});

describe('reports of one event', () => {
  it('become one entry, the earliest report first, whatever the order of the articles', async () => {
    const first = article('Rebels stormed the residence in Lima on Tuesday night.', '1996-12-18', 'Aurora');
    const later = article('The residence was stormed by rebels on Dec. 17.', '1997-01-10', 'Borealis');
    const [entry, other] = await timelineOf([later, first]);
    expect(other).toBeUndefined();
    expect(entry).toMatchObject({ date: '1996-12-17', certainty: 'stated' });
    expect(entry?.reports.map(({ citation }) => citation.article.publisher)).toEqual(['Aurora', 'Borealis']);
    expect(entry?.citation.exact).toBe('Rebels stormed the residence in Lima on Tuesday night.');
  });

  it('show the figures that they differ on, in the words of each', async () => {
    const [entry] = await timelineOf([
      article('Rebels released 38 hostages in Lima on Friday.', '1996-12-21', 'Aurora'),
      article('On Friday the rebels freed about 45 hostages.', '1996-12-22', 'Borealis'),
    ]);
    expect(
      entry?.differences.map(({ about, sides }) => [about, ...sides.map(({ words }) => words.exact)]),
    ).toEqual([['figures', '38 hostages', 'about 45 hostages']]);
  });

  it('show the names that they spell differently, and no others', async () => {
    const [entry] = await timelineOf([
      article(
        'Foreign Minister Yukihiko Ikeda arrived in Lima on Thursday with Dennis Jett.',
        '1996-12-20',
        'Aurora',
      ),
      article(
        'Vukihiko Ikeda, who arrived in Lima on Thursday, met Dennis Jett and the Foreign Ministry.',
        '1996-12-21',
        'Borealis',
      ),
    ]);
    expect(entry?.reports).toHaveLength(2);
    expect(
      entry?.differences.map(({ about, sides }) => [about, ...sides.map(({ words }) => words.exact)]),
    ).toEqual([['names', 'Yukihiko Ikeda', 'Vukihiko Ikeda']]);
  });

  it('differ on nothing when they say the same', async () => {
    const [entry] = await timelineOf([
      article('Rebels released 38 hostages in Lima on Friday.', '1996-12-21', 'Aurora'),
      article('On Friday the rebels freed 38 captives.', '1996-12-22', 'Borealis'),
    ]);
    expect(entry?.reports).toHaveLength(2);
    expect(entry?.differences).toEqual([]);
  });

  it('show the day that they differ on, when a telling figure says they mean the same', async () => {
    const entries = await timelineOf([
      article('Rebels in Lima released 225 hostages on Sunday.', '1996-12-23', 'Aurora'),
      article('The rebels released 225 hostages in Lima on Dec. 23.', '1996-12-28', 'Borealis'),
    ]);
    expect(entries).toHaveLength(1);
    expect(
      entries[0]?.differences.map(({ about, sides }) => [about, ...sides.map(({ words }) => words.exact)]),
    ).toEqual([['day', 'Sunday', 'Dec. 23']]);
  });

  it.each([
    [
      'other acts on the same day',
      'Rebels freed two men in Lima on Friday.',
      'Police arrested two men in Lima on Friday.',
    ],
    [
      'numbers that cannot be of one release',
      'Rebels freed 4 hostages on Friday.',
      'Rebels freed 38 hostages on Friday.',
    ],
    ['the same act on other days', 'Rebels freed hostages on Friday.', 'Rebels freed hostages on Monday.'],
  ])('are not: %s', async (_, one, two) => {
    expect(await timelineOf([article(`${one}\n\n${two}`, '1996-12-21')])).toHaveLength(2);
  });

  it('never join the two dates of one sentence', async () => {
    const text = 'Rebels freed 38 hostages on Friday, a day after freeing 38 hostages on Thursday.';
    expect((await timelineOf([article(text, '1996-12-21')])).map(({ reports }) => reports.length)).toEqual([
      1, 1,
    ]);
  });
});

describe('every entry', () => {
  let articles: readonly Article[] = [];
  beforeAll(async () => {
    articles = (await loadCorpus('corpus/articles')).loaded.map((loaded) => loaded.article);
  });

  it('is in the words of its article, and dated no later than it unless they speak of the future', async () => {
    for (const entry of await timelineOf(articles)) {
      for (const { citation, when } of entry.reports) {
        const { article: source, span, exact } = citation;
        expect(source.text.slice(span.start, span.end)).toBe(exact);
        expect(exact).toContain(source.text.slice(when.span.start, when.span.end));
        const ahead = speaksOfFuture(exact, when.span.start - span.start, when.span.end - span.start);
        expect(ahead || when.from <= (source.published ?? '9999')).toBe(true);
      }
    }
  });

  const words = fc.constantFrom(
    ...'on in the a of rebels freed said will 38 Monday Friday, Tuesday night. Dec. 17 June 1992 1985 May yesterday last year two days ago after before (2023 GMT Tuesday) 5:23 a.m. Japan time the next day -- “ 😀 \n\n early 24 31 February'.split(
      ' ',
    ),
  );

  it('is so for any text', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 60 }), fc.boolean(), (parts, isDated) => {
        const text = `Begin ${parts.join(' ')}`;
        const source = article(text, isDated ? '1997-01-10' : undefined);
        for (const { citation, when } of reportsOf(source)) {
          const { span, exact } = citation;
          expect(source.text.slice(span.start, span.end)).toBe(exact);
          expect(span.start <= when.span.start && when.span.end <= span.end).toBe(true);
          expect(when.from <= when.to).toBe(true);
          const ahead = speaksOfFuture(exact, when.span.start - span.start, when.span.end - span.start);
          expect(ahead || !source.published || when.from <= source.published).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
});
