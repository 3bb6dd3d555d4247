import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/corpus/article.ts';
import { type Day, dayOf } from '../../src/corpus/day.ts';
import { dayOfHeadline, inferDay } from '../../src/corpus/import/dates.ts';
import { importDocument } from '../../src/corpus/import/document.ts';
import { renderArticle } from '../../src/corpus/import/draft.ts';
import { type Hints, parseHints } from '../../src/corpus/import/hints.ts';
import { writtenDay } from '../../src/corpus/written-day.ts';

const run = (content: string, hints: Hints = {}) => importDocument(content, { name: 'sources/x.txt', hints });
const bodies = (content: string, hints: Hints = {}) =>
  run(content, hints).drafts.map(({ text }) => text.trimEnd().split('\n\n'));
const reasons = (content: string) => run(content).dropped.map(({ line, reason }) => `${line} ${reason}`);
const CNN: Hints = { profile: 'cnn-1996' };

describe('importDocument: page furniture', () => {
  it('drops menus, banners, feedback, subscription and copyright lines, and says so by line', () => {
    const page = [
      '- Home',
      '- News',
      '- Sport',
      '',
      '- About us',
      '- Help!',
      'LATEST NEWS',
      'Bridge reopens after flood',
      '',
      'The bridge at Kells was opened to traffic on Monday.',
      '',
      'Share this story',
      'Sign up for our newsletter',
      'Back to top',
      'Privacy | Terms | Contact us',
      '* * *',
      '© 2003 The Kells Courier Ltd. All rights reserved.',
    ].join('\n');
    expect(bodies(page)).toEqual([['The bridge at Kells was opened to traffic on Monday.']]);
    expect(reasons(page)).toEqual([
      ...[1, 2, 3, 5, 6].map((line) => `${line} navigation menu`),
      '7 page banner',
      '12 share link',
      '13 invitation to subscribe',
      '14 page navigation',
      '15 navigation menu',
      '16 line of marks',
      '17 copyright',
    ]);
  });

  it('keeps lists, headings and sentences that merely resemble furniture', () => {
    const page = [
      'What the miners want',
      '',
      'Share prices fell after the union set out its terms.',
      '',
      '- Better pay for night work.',
      '- New lamps.',
      '- A doctor.',
      '- Two days of rest.',
      '- No reprisals.',
      '',
      'Related matters',
      '',
      'Copyrighted songs were sung, Mr. Hall (a miner) said.',
      '',
      'Copyright law was changed.',
      '',
      'By Monday night all left.',
      '',
      'Sign up for work, they were told.',
      '',
      'Terms of use were never agreed.',
      '',
      'Share this burden, the mayor said.',
    ].join('\n');
    expect(run(page).dropped).toEqual([]);
    expect(bodies(page)[0]).toEqual(page.split('\n').slice(2).filter(Boolean));
  });

  it('takes off link markup and keeps its words, escapes resolved', () => {
    const page =
      'A title\n\nThe spokesman [Ann Lee](https://example.org/lee "Lee") and the [Miners\\] \\(NUM\\)](#) met.';
    expect(bodies(page)).toEqual([['The spokesman Ann Lee and the Miners] (NUM) met.']]);
  });

  it('keeps brackets that are no links', () => {
    expect(bodies('A title\n\nAn AKM [automatic] rifle (old) was found.')).toEqual([
      ['An AKM [automatic] rifle (old) was found.'],
    ]);
  });

  it('drops tables of contents and lists of sites, keeps related headlines after the text', () => {
    const page = [
      'Bridge reopens',
      'In this story:',
      '- [Cost](#)',
      '- [Related sites](#)',
      '',
      'The bridge was opened.',
      '',
      'Cost',
      '',
      'It cost a million.',
      '',
      'Related stories:',
      '- [Flood takes bridge](#) - March 3, 2003',
      '- [Ferry sinks](#)',
      'Related sites:',
      'Note: Pages will open in a new browser window',
      '- [Kells town council](#)',
      '',
      'The mayor spoke last.',
    ].join('\n');
    expect(bodies(page, CNN)).toEqual([
      [
        'The bridge was opened.',
        'Cost',
        'It cost a million.',
        'The mayor spoke last.',
        'Flood takes bridge - March 3, 2003',
        'Ferry sinks',
      ],
    ]);
  });

  it('keeps each related headline once, the copy with a whole date if there is one', () => {
    const story = (lines: readonly string[]) => [
      'STORY PAGE',
      'A headline',
      'They left.',
      '',
      'Related stories:',
      ...lines,
    ];
    const page = [
      ...story(['- [Ferry sinks](#)', '- [Flood](#) - March 3,']),
      ...story([
        '- [Ferry sinks](#) - March 2, 2003',
        '- [Ferry sinks](#) - March 2, 2003',
        '- [Old mill](#)',
      ]),
    ].join('\n');
    expect(bodies(page, CNN)).toEqual([
      ['They left.', 'Flood - March 3,'],
      ['They left.', 'Ferry sinks - March 2, 2003', 'Old mill'],
    ]);
    const { headlines } = run(page, CNN);
    const later = importDocument('T\n\nText.\n\nRelated stories:\n- [Old Mill](#)\n- [New mill](#)', {
      name: 'y',
      knownHeadlines: headlines,
    });
    expect(later.drafts[0]?.text).toBe('Text.\n\nNew mill\n');
  });

  it('drops bare captions and credits, keeps a caption that is a sentence', () => {
    const page =
      'A title\n\nLIMA (XYZ) -- They left.\n\nMr. Hall (XYZ)\n\n(XYZ)\n\nThe mine was closed on Friday (Courtesy ABC)\n\nThe union (NUM)\n\nagreed.';
    expect(bodies(page)).toEqual([
      ['LIMA (XYZ) -- They left.', 'The mine was closed on Friday', 'The union (NUM) agreed.'],
    ]);
    expect(reasons(page)).toEqual([
      "5 picture's caption or credit",
      "7 picture's caption or credit",
      "9 picture's credit",
    ]);
  });

  it('drops the names and sizes of recordings where a site lists them, also after a sentence', () => {
    const page =
      'A title\n\nHe spoke. (23 sec. /280K [AIFF](#) or [WAV](#) sound)\n\nThe march\n ([26 sec. /864K film](#))\n\nIt cost little (280 pesos).\n\nThe wall was high (10 m tall)\n\nHe left (20 min. later)';
    expect(bodies(page, CNN)).toEqual([
      [
        'He spoke.',
        'It cost little (280 pesos).',
        'The wall was high (10 m tall)',
        'He left (20 min. later)',
      ],
    ]);
  });

  it('keeps the sentence in a row of such a list, and nothing else of it', () => {
    const page =
      'A title\n\nSounds\t\n\tWav (68 sec. /1.4M)\tA witness tells of the flood at night\n\tWav (8 sec. /1M)\tListen to the flood that night at home';
    expect(bodies(page, CNN)).toEqual([['A witness tells of the flood at night']]);
  });
});

describe('importDocument: paragraphs', () => {
  it('makes whole what a page broke in mid-sentence, looking past a caption', () => {
    const page =
      'A title\n\nThe siege, which\n\nThe gate was shut at noon (AP)\n\nbegan early, is over.\n\nThe town of\n\nLima slept.';
    expect(bodies(page)).toEqual([
      ['The siege, which began early, is over.', 'The gate was shut at noon', 'The town of Lima slept.'],
    ]);
  });
  it('does not join a heading to the paragraph under it', () => {
    expect(bodies('A title\n\nThey left.\n\nSafety is foremost\n\nIn a letter he wrote.')).toEqual([
      ['They left.', 'Safety is foremost', 'In a letter he wrote.'],
    ]);
  });
  it('unwraps hard-wrapped text, and leaves headings over it alone', () => {
    const page = [
      'The mine',
      'The miners of Kells went back to work on Monday after',
      'Mr. Hall, who speaks for them, had met the owners of',
      'the mine. It was the fifth day of the strike.',
      'A new start',
      'They left.',
      '',
      'The End',
    ].join('\n');
    expect(run(page).drafts[0]?.title.value).toBe('The mine');
    expect(bodies(page)).toEqual([
      [
        'The miners of Kells went back to work on Monday after Mr. Hall, who speaks for them, had met the owners of the mine. It was the fifth day of the strike.',
        'A new start',
        'They left.',
        'The End',
      ],
    ]);
  });
  it('takes a line for a paragraph where there are no blank lines, as in wire copy', () => {
    expect(bodies('PERUVIAN rebels left, police said.\nOne stayed.\nThat was all.')).toEqual([
      ['PERUVIAN rebels left, police said.', 'One stayed.', 'That was all.'],
    ]);
  });
  it('reads Markdown headings', () => {
    expect(run('# Bridge reopens\n\nIt was opened.\n\n## Cost\n\nA million.').drafts).toMatchObject([
      { title: { value: 'Bridge reopens' }, text: 'It was opened.\n\nCost\n\nA million.\n' },
    ]);
  });
  it('says nothing that the document does not, loses no line without naming it, and reads back the same', () => {
    const line = fc.constantFrom(
      ...[
        'They left.',
        'which',
        'the town of',
        'A heading',
        'May 3, 2003',
        'lower case goes on.',
        '😀',
        '',
        ' ',
      ],
      ...[
        '- item',
        '- [link](#)',
        '[a](#) - May 2, 2003',
        'Related stories:',
        'In this story:',
        'STORY PAGE',
      ],
      ...['Four were freed at noon (AP)', 'x\ty z', 'By Ann Lee', 'He spoke. (23 sec. /280K)', '(AP)'],
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const result = run([...lines, '', 'The end came at five.'].join('\n'));
        const words = lines
          .join('\n')
          .replace(/\[(\w+)\]\(#\)/g, '$1')
          .concat(' The end came at five.')
          .split(/\s+/);
        const shown = result.drafts.map(({ title, text }) => `${title.value} ${text}`).join(' ');
        for (const draft of result.drafts) {
          expect(parseArticle(renderArticle(draft), 'a.md').text).toBe(draft.text);
          for (const paragraph of draft.text.trimEnd().split('\n\n'))
            expectInOrder(paragraph.split(' '), words);
        }
        const named = new Set(result.dropped.map(({ line }) => line));
        lines.forEach((raw, index) => {
          if (raw.trim() !== '' && !named.has(index + 1)) expect(shown).toContain(plainWords(raw));
        });
      }),
      { numRuns: 500 },
    );
  });
});

/** Every word of the one list is in the other, in the same order. */
function expectInOrder(words: readonly string[], all: readonly string[]): void {
  let place = 0;
  for (const word of words) {
    const found = all.findIndex((each, index) => index >= place && each === word);
    expect(found, `${word} of "${words.join(' ')}"`).toBeGreaterThanOrEqual(0);
    place = found + 1;
  }
}

function plainWords(raw: string): string {
  return raw
    .replace(/\[(\w+)\]\(#\)/g, '$1')
    .replace(/^- /, '')
    .replaceAll('\t', ' ')
    .trim();
}

describe('importDocument: several stories', () => {
  it('parts pages at their banners, and names the lines of each', () => {
    const page = 'STORY PAGE\nFirst story\n\nIt began.\n\nSTORY PAGE\nSecond story\n\nIt went on.\nIt ended.';
    expect(run(page, CNN).drafts).toMatchObject([
      { title: { value: 'First story' }, source: 'sources/x.txt:2-4' },
      { title: { value: 'Second story' }, source: 'sources/x.txt:7-10' },
    ]);
  });
  it('parts stories of one page at headlines with a date under them', () => {
    const page = 'First story\nMay 2, 2003\n\nIt began.\n\nSecond story\n\nMay 4, 2003\n\nIt ended.';
    expect(run(page).drafts).toMatchObject([
      { id: '2003-05-02-first-story', text: 'It began.\n' },
      { id: '2003-05-04-second-story', text: 'It ended.\n' },
    ]);
  });
  it('says so when a page holds a headline and nothing under it', () => {
    const { drafts, dropped } = run('STORY PAGE\nA story\n\nIt fell.\n\nSTORY PAGE\nAnother story', CNN);
    expect(drafts.map(({ title }) => title.value)).toEqual(['A story']);
    expect(dropped).toContainEqual({ line: 7, text: 'Another story', reason: 'headline without a text' });
  });
  it('keeps the days of a chronology as paragraphs, and takes the first line of that kind for its own', () => {
    const page =
      'The siege\nMay 9, 2003\n\nMay 2, 2003\n\nIt began.\n\nMay 4, 2003\n\nIt ended.\n\nMay 9, 2003';
    expect(run(page).drafts).toMatchObject([
      { published: { value: '2003-05-09' }, text: 'May 2, 2003\n\nIt began.\n\nMay 4, 2003\n\nIt ended.\n' },
    ]);
    expect(reasons(page)).toEqual(['2 date, kept in the front matter', '12 date, kept in the front matter']);
    const undated = 'The siege\n\nIt was long.\n\nMay 2, 2003\n\nIt began.\n\nMay 4, 2003\n\nIt ended.';
    expect(run(undated).drafts[0]).not.toHaveProperty('published');
    expect(run(undated).dropped).toEqual([]);
  });
  it('does not take a menu in the middle of a story for the end of it', () => {
    const menu = ['Home', 'News', 'Sport', 'Help', 'Search'].map((label) => `- ${label}`).join('\n');
    expect(bodies(`A story\n\nIt began.\n\n${menu}\n\nIt went on in the afternoon, they said.`)).toEqual([
      ['It began.', 'It went on in the afternoon, they said.'],
    ]);
  });
});

describe('importDocument: title, publisher and day', () => {
  it('proposes what the document states, and says where', () => {
    const page = 'Bridge reopens\nPosted: Monday, 3 March 2003\n\nKELLS, Ireland (Reuters) - It was opened.';
    expect(run(page).drafts).toMatchObject([
      {
        title: { value: 'Bridge reopens', basis: 'the headline, line 1', stated: true },
        publisher: { value: 'Reuters', basis: 'the dateline, line 4', stated: true },
        published: { value: '2003-03-03', basis: '"Posted: Monday, 3 March 2003", line 2', stated: true },
      },
    ]);
  });
  it('claims no publisher and no day that are not stated', () => {
    const [draft] = run(
      'Bridge reopens\n\nKELLS, Ireland -- It was opened on Monday.\n\nLast Updated: 07/27/2016',
    ).drafts;
    expect(draft).not.toHaveProperty('publisher');
    expect(draft).not.toHaveProperty('published');
    expect(draft?.id).toBe('bridge-reopens');
  });
  it('takes the holder of the copyright for the publisher, and the short name that datelines use', () => {
    const publisher = (page: string) => run(page, CNN).drafts.at(-1)?.publisher;
    expect(publisher('A\n\nIt fell.\n\n© 2003 The Kells Courier Ltd. All rights reserved.')).toMatchObject({
      value: 'The Kells Courier',
      stated: false,
    });
    const pages =
      'STORY PAGE\nA\n\nKELLS (KCN) -- It fell.\n\nSTORY PAGE\nB\n\nIt rose.\n\n© 2003 Kells Cable News, Inc.';
    expect(publisher(pages)).toMatchObject({ value: 'KCN', stated: false });
  });
  it('records who contributed', () => {
    const [draft] = run(
      'A story\n\nBy Ann Lee and J. R. Hall\n\nIt fell.\n\nReuters contributed to this report',
    ).drafts;
    expect(draft).toMatchObject({
      credits: ['By Ann Lee and J. R. Hall', 'Reuters contributed to this report'],
      text: 'It fell.\n',
    });
  });
  it('prefers what is supplied, and says that it was', () => {
    const hints = {
      title: 'T',
      publisher: 'P',
      published: dayOf(2003, 3, 4) as Day,
      publishedBasis: 'the archive',
    };
    expect(run('Bridge reopens\nMarch 3, 2003\n\nIt was opened.', hints).drafts).toMatchObject([
      {
        id: '2003-03-04-t',
        title: { value: 'T', stated: false },
        publisher: { value: 'P', stated: false },
        published: { value: '2003-03-04', basis: 'the archive', stated: false },
        text: 'It was opened.\n',
      },
    ]);
  });
  it('makes file names of any title', () => {
    const id = (title: string) => run('It fell.', { title }).drafts[0]?.id;
    expect(id("Fujimori's “Año” -- 2 / 3")).toBe('fujimoris-ano-2-3');
    expect(id('../../etc/passwd')).toBe('etc-passwd');
    expect(id('日本')).toBe('日本');
    expect(id('?!')).toBe('untitled');
    expect(id('a'.repeat(300))).toHaveLength(60);
  });
});

describe('dates', () => {
  it.each([
    ['December 20, 1996', '1996-12-20'],
    ['20 December 1996', '1996-12-20'],
    ['Friday, Dec. 20, 1996', '1996-12-20'],
    ['1996-12-20', '1996-12-20'],
  ])('writtenDay reads %s', (line, day) => expect(writtenDay(line)).toBe(day));
  it.each([
    'December 20',
    'December 1996',
    'Friday',
    'On December 20, 1996 they left',
    'February 30, 1997',
    '1996',
    '',
  ])('writtenDay does not take %j', (line) => expect(writtenDay(line)).toBeUndefined());
  it('dayOfHeadline reads the day a listed headline ends with', () => {
    expect(dayOfHeadline('Tupac Amaru -- a smaller group - December 18, 1996')).toBe('1996-12-18');
    expect(dayOfHeadline('Peruvian rebels release 2 - December 18,')).toBeUndefined();
    expect(dayOfHeadline('The class of - 1996')).toBeUndefined();
  });

  const story = [
    'LIMA -- Shots rang out Friday.',
    'They came 24 days ago.',
    'It was stormed Dec. 17. Talks ended Jan. 1.',
  ];
  it('inferDay needs "days ago", a day and a weekday that agree on one day', () => {
    expect(inferDay(story, 1997)).toEqual({
      day: '1997-01-10',
      basis: 'inferred: the story\'s "Friday" is "24 days ago" counted from "Dec. 17"',
    });
    expect(inferDay(['Shots rang out Friday.', 'Begun on December 17, 1996, 24 days ago.'])?.day).toBe(
      '1997-01-10',
    );
  });
  it.each([
    ['without a year', story, undefined],
    ['in a year whose weekdays differ', story, 1998],
    ['when the weekday differs', ['Shots rang out Sunday.', ...story.slice(1)], 1997],
    ['without a weekday', ['Shots rang out.', ...story.slice(1)], 1997],
    ['without "days ago"', [story[0] ?? '', story[2] ?? ''], 1997],
  ])('inferDay claims nothing %s', (_, paragraphs, year) => {
    expect(inferDay(paragraphs, year)).toBeUndefined();
  });
});

describe('importDocument: documents with front matter', () => {
  const own = '---\ntitle: T\npublished: 2003-03-03\nmine: kept\n---\nSTORY PAGE\n\n[It](#)  fell.';
  it('are taken as they are', () => {
    const { drafts, dropped } = importDocument(own, { name: 'in/my-story.md' });
    expect(drafts.map(renderArticle)).toEqual([own]);
    expect(drafts).toMatchObject([{ id: 'my-story', published: { value: '2003-03-03' } }]);
    expect(dropped).toEqual([]);
  });
  it('refuse what is supplied besides', () => {
    expect(() => run(own, { publisher: 'P' })).toThrow(
      /^sources\/x\.txt:1: has front matter of its own, and publisher is/,
    );
  });
});

describe('importDocument: odd input', () => {
  it.each([
    ['a line of brackets', `${'['.repeat(100_000)} They left.`],
    ['a line of spaces', `They${' '.repeat(100_000)}left.`],
    ['many short lines', `${'word\n'.repeat(50_000)}They left.`],
    ['many paragraphs', 'They left.\n\n'.repeat(20_000)],
    ['many stories', 'A story\nMay 2, 2003\n\nThey left.\n\n'.repeat(5_000)],
  ])('is done in a time that grows with its length: %s', (_, content) => {
    // Quadratic work takes minutes on these; the bound is far above what linear work needs.
    expect(run(content).drafts.length).toBeGreaterThan(0);
  });
});

describe('importDocument: bad input', () => {
  it.each([
    ['binary', 'One.\nTw\0o.', 'sources/x.txt:2: is binary, not text. Save it as UTF-8 text.'],
    ['empty', ' \n\n', 'sources/x.txt:1: is empty.'],
    [
      'HTML with no story',
      '<!DOCTYPE html>\n<p>',
      'sources/x.txt:1: is a web page with no article text in it.',
    ],
    [
      'no text once stripped',
      'STORY PAGE\n[Tell us what you think!](#)\n',
      'sources/x.txt:1: has no article text left once',
    ],
    ['a headline without text', 'STORY PAGE\nA headline\n', 'sources/x.txt:1: has no article text left once'],
    [
      'front matter with a bad day',
      '---\ntitle: T\npublished: 2003-02-30\n---\nText.',
      'sources/x.txt:3: "published"',
    ],
    [
      'front matter that is not YAML',
      '---\ntitle: "a\n---\nText.',
      /sources\/x\.txt:\d: has front matter that is not valid YAML/,
    ],
    ['front matter without text', '---\ntitle: T\n---\n', 'sources/x.txt:4: has no text.'],
    [
      'too long',
      'x'.repeat(2_000_001),
      'sources/x.txt:1: has 2000001 characters; at most 2000000 are taken. Split it',
    ],
  ])('%s', (_, content, message) => {
    expect(() => run(content, CNN)).toThrow(message);
  });
  it('one title for several stories', () => {
    const page = 'STORY PAGE\nA\n\nIt fell.\nSTORY PAGE\nB\n\nIt rose.';
    expect(() => run(page, { ...CNN, title: 'T' })).toThrow(
      /holds 2 stories, and one title is supplied\. Leave/,
    );
  });
});

describe('parseHints', () => {
  it('reads what is supplied', () => {
    expect(
      parseHints('# why\npublished: 1996-12-21\nyear: 1996\npublisher: >-\n  a\n  b\n', 'x.yaml'),
    ).toEqual({
      published: '1996-12-21',
      year: 1996,
      publisher: 'a b',
    });
    expect(parseHints('', 'x.yaml')).toEqual({});
  });
  it.each([
    ['title: T\nauthor: A', 'x.yaml:2: "author" is not known here. Use title'],
    ['published: soon', 'x.yaml:1: "published" is "soon"'],
    ['year: 97', 'x.yaml:1: "year" is "97"'],
    ['title: [a]', 'x.yaml:1: "title" is not a single piece of text'],
    ['- a', 'x.yaml:1: is not a list of "name: value" lines'],
    ['title: T\npublisher: "a', /x\.yaml:\d: is not valid YAML/],
  ])('refuses %j', (content, message) => {
    expect(() => parseHints(content, 'x.yaml')).toThrow(message);
  });
});
