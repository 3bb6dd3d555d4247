import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answered, Declined, Quote } from '../../src/answer/answer.ts';
import { CLEARLY_BEST } from '../../src/answer/shown.ts';
import type { Article } from '../../src/corpus/article.ts';
import { cite } from '../../src/corpus/citation.ts';
import { type Day, parseDay } from '../../src/corpus/day.ts';
import { fits, type Span, slice } from '../../src/corpus/span.ts';
import { ANSWER_LINES, numberedFrom, renderAnswer, renderMore } from '../../src/discord/render/answer.ts';
import { renderContext } from '../../src/discord/render/article.ts';
import { phoneLines } from '../../src/discord/render/phone.ts';
import type { Reply } from '../../src/discord/render/reply.ts';
import { en } from '../../src/discord/words/en.ts';
import { es } from '../../src/discord/words/es.ts';
import type { When } from '../../src/time/when.ts';
import { blocksOf, inlineOf, quotesIn, shown, shownBold } from '../support/markdown.ts';

const ID = 'a1B2c3D4e5F6';
const FERRY =
  'A ferry ran aground off Halden last night. All 38 passengers were brought ashore by fishing boats, said the coast guard. Its captain was questioned on Friday.';

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`${text} is no day`);
  return parsed;
}

function articleOf(text: string, more: Partial<Article> = {}): Article {
  return { id: 'an-article', title: 'A title', basis: {}, text, ...more };
}

function spanOf({ text }: Article, words: string): Span {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`"${words}" is not in the article`);
  return { start, end: start + words.length };
}

/** A quote of a whole article, or of some of its words. */
function quoteOf(article: Article, words: string = article.text, more: Partial<Quote> = {}): Quote {
  const span = spanOf(article, words);
  return {
    citation: cite(article, span),
    sentence: span,
    marked: span,
    dates: [],
    score: 1,
    copies: [],
    ...more,
  };
}

function answered(quotes: readonly Quote[], more: Partial<Answered> = {}): Answered {
  return {
    kind: 'answered',
    question: 'How many?',
    confidence: 0.9,
    asOf: {},
    ranking: [],
    elapsedMs: 1,
    quotes,
    more: [],
    disagreements: [],
    ...more,
  };
}

function declined(more: Partial<Declined> = {}): Declined {
  const { quotes: _, more: __, disagreements: ___, ...base } = answered([]);
  return { ...base, kind: 'declined', reason: 'not-stated', nearest: [], ...more };
}

function contentOf(answer: Answered | Declined, words = en): string {
  return renderAnswer(answer, { words, id: ID }).content;
}

/** The lines of small print under quotes, as a reader sees them. */
function linesUnder(content: string): readonly string[] {
  return blocksOf(content)
    .filter(({ type }) => type === 'subtext')
    .map(({ children }) => shown(children))
    .filter((line) => /^\d+ · /.test(line));
}

function labelsOf({ components }: Reply): readonly (readonly string[])[] {
  return components.map((row) =>
    row.components.map(
      (each) => ('label' in each ? each.label : 'emoji' in each ? each.emoji?.name : '') ?? '',
    ),
  );
}

function withinDiscord(reply: Reply): void {
  expect(reply.content.length).toBeGreaterThan(0);
  expect(reply.content.length).toBeLessThanOrEqual(2000);
  expect(reply.components.length).toBeLessThanOrEqual(5);
  const ids = reply.components.flatMap(({ components }) =>
    components.flatMap((each) => ('custom_id' in each ? each.custom_id : [])),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id.length).toBeLessThanOrEqual(100);
  for (const { components } of reply.components) expect(components.length).toBeLessThanOrEqual(5);
}

function when(article: Article, words: string, from: string, more: Partial<When> = {}): When {
  const named = { from: day(from), to: day(from), precision: 'day', certainty: 'resolved' } as const;
  return { ...named, span: spanOf(article, words), ...more };
}

describe('an answer', () => {
  const ferry = articleOf(FERRY, {
    title: 'Ferry aground off Halden, all saved',
    publisher: 'Harbour Times',
    published: day('1998-03-06'),
  });
  const saved = quoteOf(ferry, FERRY, {
    sentence: spanOf(ferry, 'All 38 passengers were brought ashore by fishing boats, said the coast guard.'),
    marked: spanOf(ferry, '38 passengers'),
    dates: [when(ferry, 'last night', '1998-03-05'), when(ferry, 'Friday', '1998-03-06')],
  });

  it('is the question, the quote with only the answering words in bold, and one line under it', () => {
    expect(contentOf(answered([saved])).split('\n')).toEqual([
      '-# Question: How many?',
      '> A ferry ran aground off Halden last night. All **38 passengers** were brought ashore by fishing boats, said the coast guard. Its captain was questioned on Friday.',
      '-# 1 · Ferry aground off Halden, all saved · Harbour Times · Fri, Mar 6, 1998 · last night = Thu, Mar 5',
    ]);
  });

  it('is so in Spanish', () => {
    expect(contentOf(answered([saved]), es).split('\n')[2]).toBe(
      '-# 1 · Ferry aground off Halden, all saved · Harbour Times · vie, 6 mar 1998 · last night = jue, 5 mar',
    );
  });

  it('has no other bold than the answering words, whatever it has to say', () => {
    const inferred = {
      ...ferry,
      basis: { published: 'inferred', title: 'no headline', publisher: 'its foot' },
    };
    const other = quoteOf(inferred, undefined, {
      marked: spanOf(inferred, 'Halden'),
      copies: [saved.citation],
    });
    const content = contentOf(
      answered([saved, other], {
        carriedFrom: 'Who?',
        mendings: [{ typed: 'mny', read: 'many' }],
        disagreements: [
          {
            kind: 'differ',
            about: 'passengers',
            sides: [0, 1].map((quote) => ({
              figure: cite(ferry, saved.marked),
              quote,
              day: day('1998-03-02'),
            })),
          },
        ],
      }),
    );
    const bold = blocksOf(content).map(({ children }) => shownBold(children));
    expect(bold.filter(Boolean)).toEqual(['38 passengers', 'Halden']);
  });

  it.each([
    [CLEARLY_BEST + 0.01, ['1 in context', 'More']],
    [CLEARLY_BEST - 0.01, ['1 in context', '2 in context', 'More']],
  ])('shows the best quote alone when it leads clearly, or else two: by %f', (lead, buttons) => {
    const quotes = [3 + lead, 3, 2].map((score, i) =>
      quoteOf(articleOf(`${i}.`, { id: `a${i}` }), undefined, { score }),
    );
    const reply = renderAnswer(answered(quotes), { words: en, id: ID });
    expect(labelsOf(reply).flat().slice(0, buttons.length)).toEqual(buttons);
    expect(labelsOf(reply).flat()).not.toContain(`${buttons.length} in context`);
    expect(quotesIn(reply.content)).toHaveLength(buttons.length - 1);
  });

  it('gives up what surrounds the answering sentences before it takes more lines than a phone shows', () => {
    const text = Array.from(
      { length: 9 },
      (_, i) => `Sentence ${i} tells what happened to boat number ${i}.`,
    ).join(' ');
    const quotes = ['a', 'b'].map((id) => {
      const article = articleOf(text, { id, publisher: 'Harbour Times', published: day('1998-03-06') });
      const sentence = spanOf(article, 'Sentence 3 tells what happened to boat number 3.');
      return quoteOf(article, text, { sentence, marked: sentence });
    });
    const content = contentOf(answered(quotes));
    expect(phoneLines(content)).toBeLessThanOrEqual(ANSWER_LINES);
    const [first, second] = quotesIn(content).map((each) => each.text);
    expect(first).toBe(
      'Sentence 2 tells what happened to boat number 2. Sentence 3 tells what happened to boat number 3.',
    );
    expect(second).toBe('Sentence 3 tells what happened to boat number 3.');
  });

  it('leaves the second quote to More rather than be long, but never a side of differing reports', () => {
    const long = `${'The boats went out and came back again '.repeat(8)}on the day.`;
    const quotes = ['a', 'b', 'c'].map((id) => quoteOf(articleOf(long, { id })));
    expect(quotesIn(contentOf(answered(quotes)))).toHaveLength(1);
    const sides = [2, 0].map((quote) => ({
      figure: cite(articleOf(long), { start: 0, end: 9 }),
      quote,
      day: day('1998-03-02'),
    }));
    const both = contentOf(answered(quotes, { disagreements: [{ kind: 'differ', about: 'boats', sides }] }));
    expect(quotesIn(both)).toHaveLength(3);
    for (const { text } of quotesIn(both)) expect(text).toBe(long);
  });

  it('keeps within the limits and to the words, for any article text and any question', () => {
    fc.assert(
      fc.property(
        nastyText(),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }),
        nastyText(),
        (text, places, question) => {
          const article = articleOf(text, { title: text.slice(0, 300), publisher: text.slice(0, 200) });
          const quotes = places.flatMap(([a, b]) => {
            const [start = 0, end = 0] = [a % text.length, (b % text.length) + 1].sort((x, y) => x - y);
            const span = { start, end };
            if (!fits(text, span) || slice(text, span).trim() === '') return [];
            return [{ ...quoteOf(article), citation: cite(article, span), sentence: span, marked: span }];
          });
          fc.pre(quotes.length > 0);
          const reply = renderAnswer(answered(quotes, { question }), { words: en, id: ID, hidden: true });
          withinDiscord(reply);
          const found = quotesIn(reply.content);
          expect(found.length).toBeGreaterThan(0);
          for (const [index, quote] of found.entries()) {
            expect(quotes[index]?.citation.exact.startsWith(quote.text)).toBe(true);
            expect(quote.text.length).toBeGreaterThan(0);
          }
          const types = blocksOf(reply.content).flatMap(({ children }) => children.map(({ type }) => type));
          expect(types.filter((type) => type !== 'text' && type !== 'strong')).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('cuts only a sentence that no message has room for, and says how to read it whole', () => {
    const text = `${'and on it went '.repeat(200)}to the end`;
    const content = contentOf(answered([quoteOf(articleOf(text))]));
    expect(content.length).toBeLessThanOrEqual(2000);
    expect(text.startsWith(quotesIn(content)[0]?.text ?? '-')).toBe(true);
    expect(content).toContain('-# The sentence goes on: press 1 in context to read it whole.');
    const whole = `${'and on it went '.repeat(110)}to the end`;
    expect(quotesIn(contentOf(answered([quoteOf(articleOf(whole))])))[0]?.text).toBe(whole);
  });

  it('shows filters, what was carried over, how words were read, and the time that was looked at', () => {
    const answer = answered([quoteOf(articleOf('One.'))], {
      question: 'and *then*?',
      carriedFrom: 'How *many*?',
      mendings: [
        { typed: 'hostges', read: 'hostages' },
        { typed: 'limma', read: 'Lima' },
      ],
      period: { from: day('1996-12-20'), to: day('1996-12-22') },
    });
    const filters = { articleId: 'an-article', from: day('1996-12-17'), to: day('1997-01-01') };
    const { content } = renderAnswer(answer, { words: en, title: 'Its title', filters });
    expect(content.split('\n').slice(0, 5)).toEqual([
      '-# Question: and \\*then\\*?',
      '-# Following on from: How \\*many\\*?',
      '-# Read “hostges” as “hostages”. Read “limma” as “Lima”.',
      '-# Looking at: Fri, Dec 20, 1996 – Sun, Dec 22, 1996',
      '-# Only: Its title · from Tue, Dec 17, 1996 · until Wed, Jan 1, 1997',
    ]);
  });
});

describe('the line under a quote', () => {
  const under = (article: Article, more: Partial<Quote> = {}, words = en) =>
    linesUnder(contentOf(answered([quoteOf(article, undefined, more)]), words))[0];

  it('says what is inferred, and leaves how to the quote’s context', () => {
    const article = articleOf('They left.', {
      publisher: 'AP',
      published: day('1998-03-06'),
      basis: { published: 'inferred: its "Friday" is the sixth', publisher: 'its copyright line' },
    });
    expect(under(article)).toBe('1 · A title · AP · Fri, Mar 6, 1998 (inferred)');
    expect(under(article, {}, es)).toBe('1 · A title · AP · vie, 6 mar 1998 (deducido)');
    const view = { words: en, answer: ID, page: 0, quotes: 1 };
    const { content } = renderContext({ number: 1, quote: quoteOf(article) }, view);
    expect(content).toContain(
      '-# Date: inferred: its "Friday" is the sixth\n-# Publisher: its copyright line',
    );
  });

  it('says nothing that says nothing: no publisher that is not known, no title that the quote says', () => {
    expect(under(articleOf('They left.'))).toBe('1 · A title · undated');
    const said = { title: 'Ferry aground off Halden', published: day('1998-03-06') };
    expect(under(articleOf('FERRY AGROUND OFF HALDEN', said))).toBe('1 · Fri, Mar 6, 1998');
    expect(under(articleOf('A ferry is aground.', said))).toBe(
      '1 · Ferry aground off Halden · Fri, Mar 6, 1998',
    );
    // A title of a word or two is not repeated by what has these words.
    expect(under(articleOf('The Normans came.', { title: 'Normans' }))).toBe('1 · Normans · undated');
  });

  it('has "no headline" for a title that is only the opening words, and not for any other', () => {
    const opening = { title: 'A ferry ran aground off…', basis: { title: 'no headline; the opening words' } };
    expect(under(articleOf(FERRY, opening))).toBe('1 · no headline · undated');
    expect(under(articleOf(FERRY, opening), {}, es)).toBe('1 · sin titular · sin fecha');
    const other = { title: 'Ferry lost', basis: { title: 'the heading of the page it was on' } };
    expect(under(articleOf(FERRY, other))).toBe('1 · Ferry lost · undated');
  });

  it('names each day once, with all the words that name it: not the article’s own, and none of what is not shown', () => {
    const article = articleOf(
      'It sank on Friday. They left that night. Friday was cold. It was lifted a year later.',
      {
        published: day('1998-03-07'),
      },
    );
    const dates = [
      when(article, 'Friday', '1998-03-06'),
      when(article, 'that night', '1998-03-06'),
      { ...when(article, 'Friday', '1998-03-06'), span: { start: 41, end: 47 } },
      when(article, 'a year later', '1999-01-01', { to: day('1999-12-31'), precision: 'year' }),
      when(article, 'It was lifted', '1998-03-07'),
      when(article, 'cold', '1998-03-05', { certainty: 'stated' }),
    ];
    expect(under(article, { dates })).toBe(
      '1 · A title · Sat, Mar 7, 1998 · Friday, that night = Fri, Mar 6 · a year later = 1999',
    );
    const alone = quoteOf(article, 'It was lifted a year later.', { dates });
    expect(linesUnder(contentOf(answered([alone])))[0]).toBe(
      '1 · A title · Sat, Mar 7, 1998 · a year later = 1999',
    );
  });

  it('gives a day of another year with its year', () => {
    const article = articleOf('It sank on Tuesday.', { published: day('1997-01-02') });
    expect(under(article, { dates: [when(article, 'Tuesday', '1996-12-31')] })).toBe(
      '1 · A title · Thu, Jan 2, 1997 · Tuesday = Tue, Dec 31, 1996',
    );
  });

  it('counts the articles that have the same words', () => {
    const article = articleOf('They left.');
    const copy = cite(articleOf('They left.', { id: 'other' }), { start: 0, end: 10 });
    expect(under(article, { copies: [copy] })).toBe('1 · A title · undated · also in 1 other');
    expect(under(article, { copies: [copy, copy] })).toBe('1 · A title · undated · also in 2 others');
    expect(under(article, { copies: [copy, copy] }, es)).toBe('1 · A title · sin fecha · también en 2 otros');
  });

  it('leads to the article where it has an address, and only a web address', () => {
    const at = (url: string, more: Partial<Article> = {}) =>
      contentOf(answered([quoteOf(articleOf('One.', { url, ...more }))]));
    expect(at('https://example.org/a_(b)?c=d')).toContain('[A title](<https://example.org/a_%28b%29?c=d>)');
    expect(at('javascript:alert(1)')).toContain('1 · A title · undated');
    expect(at(`https://example.org/${'x'.repeat(600)}`)).toContain('1 · A title · undated');
    const said = at('https://e.org/a', {
      text: 'Ferry aground off Halden.',
      title: 'Ferry aground off Halden',
    });
    expect(said).toContain('-# 1 · [original](<https://e.org/a>) · undated');
  });

  it.each([
    'Radio: 9:30 talk *moved* to 10_15',
    'The `code` of a ||spoiler|| and a ~strike~',
    'A [bracket] and an <@1>',
    'https://x.org is down',
  ])('puts no backslash into a link, whose words Discord shows as they are: %s', (title) => {
    const article = articleOf('One.', { title, url: 'https://example.org/a' });
    const line =
      contentOf(answered([quoteOf(article)]))
        .split('\n')
        .at(-1) ?? '';
    expect(line).toContain(' ([original](<https://example.org/a>))');
    expect(shown(inlineOf(line))).toContain(title);
  });
});

describe('differing reports', () => {
  const early = articleOf('About 20 rebels.', { publisher: 'CNN', published: day('1996-12-17') });
  const late = articleOf('Some 15 to 20 *people*.', { published: day('1996-12-20') });
  const sides = [
    { figure: cite(early, { start: 0, end: 8 }), quote: 1, day: day('1996-12-17') },
    { figure: cite(late, { start: 5, end: 22 }), quote: 0, day: day('1996-12-20') },
  ];
  const quotes = [quoteOf(late, undefined, { score: 9 }), quoteOf(early)];

  it('stand in one line with day and quote, all of them shown however clear the first is', () => {
    const content = contentOf(
      answered(quotes, { disagreements: [{ kind: 'differ', about: 'rebels', sides }] }),
    );
    expect(content.split('\n').at(-1)).toBe(
      'Reports differ: “About 20” (Tue, Dec 17, quote 2) · “15 to 20 \\*people\\*” (Fri, Dec 20, quote 1)',
    );
    expect(quotesIn(content)).toHaveLength(2);
    expect(quotesIn(contentOf(answered(quotes)))).toHaveLength(1);
  });

  it('of different days stand in date order, the newest marked', () => {
    const given = answered(quotes, { disagreements: [{ kind: 'over-time', about: 'rebels', sides }] });
    expect(contentOf(given).split('\n').at(-1)).toBe(
      'Over time: “About 20” (Tue, Dec 17, quote 2) · “15 to 20 \\*people\\*” (Fri, Dec 20, quote 1, the newest)',
    );
  });

  it('are told in Spanish, and not at all when only one side is left', () => {
    const both = contentOf(
      answered(quotes, { disagreements: [{ kind: 'differ', about: 'rebels', sides }] }),
      es,
    );
    expect(both).toContain('Los artículos difieren: «About 20» (mar, 17 dic, cita 2)');
    const one = contentOf(
      answered(quotes, { disagreements: [{ kind: 'differ', about: 'rebels', sides: sides.slice(0, 1) }] }),
    );
    expect(one).not.toContain('Reports differ');
  });
});

describe('the buttons of an answer', () => {
  const quotes = ['One.', 'Two.', 'Three.'].map((text, i) => quoteOf(articleOf(text, { id: `a${i}` })));

  it('lead from each quote into its article, to more, on, and to a vote', () => {
    const reply = renderAnswer(answered(quotes), { words: en, id: ID });
    expect(labelsOf(reply)).toEqual([
      ['1 in context', '2 in context', 'More'],
      ['Follow up', '👍', '👎'],
    ]);
    expect(JSON.stringify(reply.components)).toContain('"1:context:a1B2c3D4e5F6:1:0"');
    expect(JSON.stringify(reply.components)).toContain('"1:more:a1B2c3D4e5F6:2:0"');
  });

  it('stand in one row where they can, and there are none when the answer could not be kept', () => {
    const one = answered(quotes.slice(0, 1), { more: quotes.slice(1) });
    expect(labelsOf(renderAnswer(one, { words: en, id: ID }))).toEqual([
      ['1 in context', 'More', 'Follow up', '👍', '👎'],
    ]);
    expect(labelsOf(renderAnswer(one, { words: es, id: ID, hidden: true }))).toEqual([
      ['1 en contexto', 'Más'],
      ['Seguir preguntando', '👍', '👎', 'Compartir'],
    ]);
    expect(renderAnswer(one, { words: en }).components).toEqual([]);
  });
});

describe('a decline', () => {
  it('is two lines, with the closest passages behind a button', () => {
    const nearest = [quoteOf(articleOf(FERRY)), quoteOf(articleOf('Two.', { id: 'two' }))];
    const answer = declined({ nearest, asOf: { newestArticle: day('1998-03-06') } });
    const reply = renderAnswer(answer, { words: en, id: ID });
    expect(reply.content.split('\n')).toEqual([
      '-# Question: How many?',
      'The articles are about this, but none of them says. Newest article here: Fri, Mar 6, 1998.',
    ]);
    expect(labelsOf(reply)).toEqual([['Closest passages', 'Follow up', '👍', '👎']]);
    expect(JSON.stringify(reply.components)).toContain('"1:more:a1B2c3D4e5F6:0:0"');
    expect(labelsOf(renderAnswer(declined(), { words: en, id: ID }))).toEqual([['Follow up', '👍', '👎']]);
  });

  it.each(['off-topic', 'not-stated', 'filtered', 'no-question'] as const)(
    'has words for %s in both languages, and no more than two lines',
    (reason) => {
      for (const words of [en, es]) {
        const content = contentOf(declined({ reason, asOf: { newestArticle: day('1998-03-06') } }), words);
        expect(content).toContain(words.declined[reason]);
        expect(content.split('\n')).toHaveLength(2);
      }
    },
  );
});

describe('renderMore', () => {
  const texts = ['One.', 'Two.', 'Three.', 'Four.'];
  const beyond = numberedFrom(
    texts.map((text, i) => quoteOf(articleOf(text, { id: `a${i}` }))),
    3,
  );

  it('turns through the next quotes, which keep their numbers, and says what is gone', () => {
    const view = { id: ID, from: 3, page: 1, title: en.moreTitle, words: en };
    const last = renderMore([...beyond, '8 · gone'], view);
    withinDiscord(last);
    expect(last.content.split('\n')).toEqual([
      '-# More quotes for this question · Page 2 of 2',
      '> **Four.**',
      '-# 7 · A title · undated',
      '',
      '8 · gone',
    ]);
    expect(labelsOf(last)).toEqual([['7 in context'], ['Previous', 'Next']]);
  });

  it('says nothing of pages when there is one, and calls near passages what they are', () => {
    const view = { id: ID, from: 0, page: 0, title: en.closestTitle, words: en };
    const { content } = renderMore(beyond.slice(0, 2), view);
    expect(content.split('\n')[0]).toBe('-# Closest passages, but not an answer');
  });
});

describe('phoneLines', () => {
  it.each([
    ['', 1],
    ['x'.repeat(44), 1],
    ['x'.repeat(45), 2],
    [`> ${'x'.repeat(40)} **and**`, 1],
    [`> ${'x'.repeat(40)} more`, 2],
    [`${'x'.repeat(30)}\n\n-# ${'y '.repeat(27)}`, 3],
    [`-# ${'y '.repeat(28)}`, 2],
    [`-# 1 · [A title](<https://example.org/${'z'.repeat(100)}>) · AP`, 1],
    [`${'word '.repeat(9)}${'z'.repeat(100)} end`, 4],
    [`${'word '.repeat(9)}${'z'.repeat(130)} and more`, 5],
  ])('counts the lines that a reader sees: %j', (text, lines) => {
    expect(phoneLines(text)).toBe(lines);
  });
});

/** Text full of signs that Discord would read as formatting. */
function nastyText() {
  const signs = [...'*_~|`[]()<>#-+.:@\\/!&1 ax\n', '@everyone ', 'Words follow. ', '\n\n', '👍🏽', 'ñ'];
  return fc
    .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 1500 })
    .map((parts) => `${parts.join('')}x`);
}
