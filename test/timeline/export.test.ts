import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../src/timeline/entries.ts';
import { toCsv, toJsonLines, toMarkdown, toTimelineJs } from '../../src/timeline/export.ts';
import { article } from './support.ts';

const HARD = article(
  'Rebels said "free, <b>all</b> *now*" & left on Tuesday, in Lima.',
  '1996-12-18',
  'Aurora',
);
const MONTH = article('He was caught in June 1992.', undefined, 'Borealis');
const ENTRIES = await timelineOf([HARD, MONTH]);

describe('JSON lines', () => {
  it('give each entry with its text and citations, found again at their offsets', () => {
    const lines = toJsonLines(ENTRIES)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ date: '1992-06', precision: 'month', certainty: 'stated' });
    expect(lines[1]).toEqual({
      date: '1996-12-17',
      precision: 'day',
      certainty: 'resolved',
      text: HARD.text,
      citations: [
        {
          articleId: '1996-12-18-Aurora',
          title: 'From Aurora',
          publisher: 'Aurora',
          published: '1996-12-18',
          start: 0,
          end: HARD.text.length,
          exact: HARD.text,
          date: '1996-12-17',
          dateWords: 'Tuesday',
          copies: [],
        },
      ],
      differences: [],
    });
  });

  it('are empty for no entries', () => {
    expect(toJsonLines([])).toBe('');
  });
});

describe('CSV', () => {
  it('has a header, and quotes fields that need it', () => {
    const [header, month, hard] = toCsv(ENTRIES).split('\r\n');
    expect(header).toBe(
      'date,precision,certainty,text,articleId,title,publisher,published,start,end,reports',
    );
    expect(month).toBe(
      '1992-06,month,stated,He was caught in June 1992.,undated-Borealis,From Borealis,Borealis,,0,27,1',
    );
    expect(hard).toBe(
      `1996-12-17,day,resolved,"Rebels said ""free, <b>all</b> *now*"" & left on Tuesday, in Lima.",1996-12-18-Aurora,From Aurora,Aurora,1996-12-18,0,${HARD.text.length},1`,
    );
  });
});

describe('copies of a report', () => {
  const text = 'The ferry Amber ran aground off Tolsay on Tuesday with 212 passengers.';
  const papers = ['Aurora', 'Borealis'].map((name) => article(text, '1996-12-18', name));

  it('are named beside it in every form', async () => {
    const entries = await timelineOf(papers);
    const [line = ''] = toJsonLines(entries).split('\n');
    expect(JSON.parse(line).citations).toHaveLength(1);
    expect(JSON.parse(line).citations[0].copies).toMatchObject([
      { articleId: '1996-12-18-Borealis', start: 0 },
    ]);
    expect(toMarkdown(entries).split('> The ferry')).toHaveLength(2);
    expect(toMarkdown(entries)).toContain('published Wed, Dec 18, 1996; also in Borealis');
    expect(toCsv(entries)).toMatch(/,2\r\n$/);
  });
});

describe('a sentence that a spreadsheet would run', () => {
  it.each(['=2+5', '+1', '-1', '@SUM(1)'])('is made text: %s', async (start) => {
    const entries = await timelineOf([article(`${start} was sung in Varrick on Dec. 17.`, '1996-12-18')]);
    expect(toCsv(entries)).toContain(`"'${start} was sung in Varrick on Dec. 17."`);
  });
});

describe('Markdown', () => {
  it('quotes each report under its date, and shows the article’s own characters', () => {
    expect(toMarkdown(ENTRIES)).toBe(
      [
        '## June 1992',
        '',
        '> He was caught in June 1992.',
        '>',
        '> — Borealis, “From Borealis”, undated',
        '',
        '## Tue, Dec 17, 1996',
        '',
        '> Rebels said "free, \\<b\\>all\\</b\\> \\*now\\*" & left on Tuesday, in Lima.',
        '>',
        '> — Aurora, “From Aurora”, published Wed, Dec 18, 1996 (date from “Tuesday”)',
        '',
      ].join('\n'),
    );
  });
});

describe('the JSON of TimelineJS', () => {
  it('dates events no more finely than the text, and escapes what would be markup', () => {
    const { title, events } = JSON.parse(toTimelineJs(ENTRIES, 'Lima & Tokyo'));
    expect(title.text.headline).toBe('Lima &amp; Tokyo');
    expect(events[0]).toMatchObject({ start_date: { year: 1992, month: 6 }, display_date: 'June 1992' });
    expect(events[0]).not.toHaveProperty('end_date');
    expect(events[1].start_date).toEqual({ year: 1996, month: 12, day: 17 });
    expect(events[1].text.text).toContain('<blockquote>Rebels said &quot;free, &lt;b&gt;all&lt;/b&gt; *now*');
  });

  it('gives a stretch of days its end', async () => {
    const { events } = JSON.parse(
      toTimelineJs(await timelineOf([article('He was held Dec. 20-22, it said.', '1997-01-10')]), 'x'),
    );
    expect(events[0]).toMatchObject({ start_date: { day: 20 }, end_date: { day: 22 } });
  });
});
