import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answered, Declined, Disagreement, Quote } from '../../src/answer/answer.ts';
import type { Article } from '../../src/corpus/article.ts';
import { cite } from '../../src/corpus/citation.ts';
import { type Day, dayOf } from '../../src/corpus/day.ts';
import { paragraphsOf } from '../../src/corpus/paragraphs.ts';
import { fits, slice } from '../../src/corpus/span.ts';
import { numberedFrom, renderAnswer, renderMore } from '../../src/discord/render/answer.ts';
import { renderArticle, renderContext } from '../../src/discord/render/article.ts';
import { renderSources } from '../../src/discord/render/lists.ts';
import { pagesOf, readAhead, surroundings } from '../../src/discord/render/pages.ts';
import type { Reply } from '../../src/discord/render/reply.ts';
import { en } from '../../src/discord/words/en.ts';
import { es } from '../../src/discord/words/es.ts';
import type { Engine } from '../../src/engine.ts';
import { sentencesOf } from '../../src/language/en/sentences.ts';
import { blocksOf, type Inline, inlineOf, quotesIn } from '../support/markdown.ts';
import { openSmallEngine } from '../support/small-engine.ts';
import { turnsDuring } from '../support/turns.ts';

const NASTY = '*_~|`[]()<>#-+.:@\\/!&1 ax\n';
const nastyText = fc
  .array(
    fc.oneof(fc.constantFrom(...NASTY), fc.constantFrom('@everyone ', 'Words follow. ', '\n\n', '👍🏽', 'ñ')),
    {
      minLength: 1,
      maxLength: 1500,
    },
  )
  .map((parts) => `${parts.join('')}x`);

let engine: Engine;

beforeAll(async () => {
  engine = await openSmallEngine('corpus/articles');
});

function articleOf(text: string, more: Partial<Article> = {}): Article {
  return { id: 'an-article', title: 'A title', basis: {}, text, ...more };
}

function quoteOf(article: Article, start: number, end: number): Quote {
  const span = { start, end };
  return { citation: cite(article, span), sentence: span, marked: span, dates: [], score: 1, copies: [] };
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

const [tuesday] = [dayOf(1996, 12, 17)].flatMap((day) => day ?? []) as [Day];

/** What a reader sees of a text. */
function plainTextOf(markdown: string): string {
  const text = (parts: readonly Inline[]): string =>
    parts.map((part) => ('children' in part ? text(part.children) : part.text)).join('');
  return text(inlineOf(markdown));
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

describe('renderAnswer', () => {
  it('shows question, quotes, sources and how current they are', async () => {
    const answer = await engine.ask('How many people stormed the home of the Japanese ambassador?');
    const reply = renderAnswer(answer, { words: en, id: 'a1B2c3D4e5F6' });
    withinDiscord(reply);
    expect(reply.content.split('\n').slice(0, 6)).toEqual([
      '**Question:** How many people stormed the home of the Japanese ambassador?',
      '',
      "**1.** **Attackers take over Japanese ambassador's residence in Peru** · CNN · Tue, Dec 17, 1996",
      '> **LIMA, Peru (CNN) -- An armed group of 15 to 20 people stormed the home of the Japanese ambassador to Peru on Tuesday night as diplomats and government officials attended a party there, witnesses and radio reports said.**',
      '-# “Tuesday night” is Tue, Dec 17, 1996',
      '',
    ]);
    expect(reply.content).toContain('-# As of ');
    expect(reply.content).toContain('newest article here: Thu, Apr 24, 1997.');
  });

  it('quotes byte for byte, with the answering sentence in bold', async () => {
    const answer = await engine.ask('Who released hostages from the residence?');
    if (answer.kind !== 'answered') throw new Error('declined');
    const quotes = quotesIn(renderAnswer(answer, { words: en, id: 'a1B2c3D4e5F6' }).content);
    expect(quotes).toHaveLength(answer.quotes.length);
    for (const [index, { citation, marked }] of answer.quotes.entries()) {
      const bold = slice(citation.article.text, marked);
      expect([citation.exact, bold]).toContain(quotes[index]?.text);
      expect(quotes[index]?.bold).toBe(bold);
    }
  });

  it('keeps within the limits and to the words, for any article text and any question', () => {
    const spans = fc.tuple(fc.nat(), fc.nat());
    fc.assert(
      fc.property(
        nastyText,
        fc.array(spans, { minLength: 1, maxLength: 3 }),
        nastyText,
        (text, places, question) => {
          const article = articleOf(text, { title: text.slice(0, 300), publisher: text.slice(0, 200) });
          const quotes = places.flatMap(([a, b]) => {
            const [start, end] = [a % text.length, (b % text.length) + 1].sort((x, y) => x - y) as [
              number,
              number,
            ];
            const span = { start, end };
            return fits(text, span) && slice(text, span).trim() !== '' ? [quoteOf(article, start, end)] : [];
          });
          fc.pre(quotes.length > 0);
          const reply = renderAnswer(answered(quotes, { question }), {
            words: en,
            id: 'a1B2c3D4e5F6',
            hidden: true,
          });
          withinDiscord(reply);
          const shownQuotes = quotesIn(reply.content);
          expect(shownQuotes.length).toBeGreaterThan(0);
          for (const [index, quote] of shownQuotes.entries()) {
            const exact = quotes[index]?.citation.exact ?? '';
            expect(exact.startsWith(quote.text)).toBe(true);
            expect(quote.text.length).toBeGreaterThan(0);
          }
          const types = new Set(
            blocksOf(reply.content).flatMap(({ children }) => children.map(({ type }) => type)),
          );
          expect([...types].filter((type) => type !== 'text' && type !== 'strong')).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('says what each field of an article rests on when the article does not state it', async () => {
    const answer = await engine.ask('Which captives released last night, said police and the Red Cross?', {
      articleId: '1996-12-21-peruvian-rebels-holding-400-hostages',
    });
    const { content } = renderAnswer(answer, { words: en, id: 'a1B2c3D4e5F6' });
    expect(content).toContain('publisher not stated · Sat, Dec 21, 1996');
    expect(content).toContain('-# Date: inferred: 38 captives were released "last night"');
    expect(content.split('-# Title: no headline; the opening words')).toHaveLength(2);
  });

  it('shows differing figures side by side, with date and quote', () => {
    const early = articleOf('About 20 rebels.', { publisher: 'CNN', ...published(1996, 12, 17) });
    const late = articleOf('Some 15 to 20 *people*.', { ...published(1996, 12, 20) });
    const quotes = [quoteOf(late, 0, 23), quoteOf(early, 0, 16)];
    const sides = [
      { figure: cite(early, { start: 0, end: 8 }), quote: 1, day: day(1996, 12, 17) },
      { figure: cite(late, { start: 5, end: 22 }), quote: 0, day: day(1996, 12, 20) },
    ];
    const shown = (kind: Disagreement['kind']) => {
      const answer = answered(quotes, { disagreements: [{ kind, about: 'rebels', sides }] });
      return renderAnswer(answer, { words: en, id: 'a1B2c3D4e5F6' }).content;
    };
    const content = shown('differ');
    expect(content).toContain(
      [
        '**Reports differ:**',
        '- “About 20”: CNN · Tue, Dec 17, 1996 (quote 2)',
        '- “15 to 20 \\*people\\*”: publisher not stated · Fri, Dec 20, 1996 (quote 1)',
      ].join('\n'),
    );
    expect(shown('over-time')).toContain(
      [
        '**Over time:**',
        '- Tue, Dec 17, 1996: “About 20”: CNN · Tue, Dec 17, 1996 (quote 2)',
        '- Fri, Dec 20, 1996: “15 to 20 \\*people\\*”: publisher not stated · Fri, Dec 20, 1996 (quote 1), the newest',
      ].join('\n'),
    );
    expect(shown('same')).toContain('**The same figure in several reports:**\n- “About 20”: CNN');
  });

  it('links the title where the article has an address, and only a web address', () => {
    const at = (url: string) =>
      renderAnswer(answered([quoteOf(articleOf('One.', { url }), 0, 4)]), { words: en }).content;
    expect(at('https://example.org/a_(b)?c=d')).toContain(
      '**[A title](<https://example.org/a_%28b%29?c=d>)**',
    );
    expect(at('javascript:alert(1)')).toContain('1.** **A title** · publisher');
    expect(at(`https://example.org/${'x'.repeat(600)}`)).toContain('**A title**');
  });

  it.each([
    'Radio: 9:30 talk *moved* to 10_15',
    'The `code` of a ||spoiler|| and a ~strike~',
    'A [bracket] and an <@1>',
    'https://x.org is down',
  ])('puts no backslash into a link, whose words Discord shows as they are: %s', (title) => {
    const article = articleOf('One.', { title, url: 'https://example.org/a' });
    const { content } = renderAnswer(answered([quoteOf(article, 0, 4)]), { words: en });
    const heading = content.split('\n').find((line) => line.startsWith('**1.**')) ?? '';
    expect(heading).toContain(' ([original](<https://example.org/a>))');
    for (const [, shown = ''] of heading.matchAll(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\(</g))
      expect(shown).not.toContain('\\');
    expect(plainTextOf(heading)).toContain(title);
  });

  it('explains a word once, however often a quote has it', () => {
    const article = articleOf('He came on Tuesday and left on Tuesday.');
    const when = (start: number) => ({
      from: tuesday,
      to: tuesday,
      precision: 'day' as const,
      certainty: 'resolved' as const,
      span: { start, end: start + 7 },
    });
    const quote = { ...quoteOf(article, 0, 39), dates: [when(11), when(31)] };
    const { content } = renderAnswer(answered([quote]), { words: en });
    expect(content.match(/“Tuesday” is/g)).toHaveLength(1);
  });

  it('names the only article looked at by its title, and not by its file', () => {
    const reply = renderAnswer(answered([quoteOf(articleOf('One.'), 0, 4)]), {
      words: en,
      filters: { articleId: 'an-article' },
      title: 'A title',
    });
    expect(reply.content).toContain('-# Only: A title');
    expect(reply.content).not.toContain('an-article');
  });

  it('has buttons for its quotes, and none when it could not be kept', () => {
    const article = articleOf('One. Two. Three.');
    const answer = answered([quoteOf(article, 0, 4)], { more: [quoteOf(article, 5, 9)] });
    const labels = (reply: Reply) =>
      reply.components.map(({ components }) =>
        components.map((each) => ('label' in each ? each.label : 'emoji' in each ? each.emoji?.name : '?')),
      );
    expect(labels(renderAnswer(answer, { words: en, id: 'a1B2c3D4e5F6' }))).toEqual([
      ['Context', 'More', 'Follow up', '👍', '👎'],
    ]);
    expect(labels(renderAnswer(answer, { words: es, id: 'a1B2c3D4e5F6', hidden: true }))).toEqual([
      ['Contexto', 'Más', 'Seguir preguntando', '👍', '👎'],
      ['Compartir'],
    ]);
    expect(renderAnswer(answer, { words: en }).components).toEqual([]);
  });

  it('declines plainly, and calls near passages what they are', async () => {
    const answer = await engine.ask('Which striker won the football championship in Lima?');
    expect(answer.kind).toBe('declined');
    const { content } = renderAnswer(answer, { words: en, id: 'a1B2c3D4e5F6' });
    expect(content).toContain('none of them says.');
    expect(content).toContain('Closest, but not an answer:');
  });

  it.each(['off-topic', 'not-stated', 'filtered', 'no-question'] as const)(
    'has words for %s in both languages',
    (reason) => {
      const answer: Declined = { ...answered([]), kind: 'declined', reason, nearest: [] };
      for (const words of [en, es]) {
        const { content } = renderAnswer(answer, { words, id: 'a1B2c3D4e5F6' });
        expect(content).toContain(words.declined[reason]);
        expect(content).not.toContain(words.nearest);
      }
    },
  );

  it('shows filters, what was carried over, how words were read, and the time that was looked at', () => {
    const answer = answered([quoteOf(articleOf('One.'), 0, 4)], {
      question: 'and *then*?',
      carriedFrom: 'How *many*?',
      mendings: [
        { typed: 'hostges', read: 'hostages' },
        { typed: 'limma', read: 'Lima' },
      ],
      period: { from: day(1996, 12, 20), to: day(1996, 12, 22) },
    });
    const { content } = renderAnswer(answer, {
      words: en,
      filters: { publisher: 'CNN', from: day(1996, 12, 17), to: day(1997, 1, 1) },
    });
    expect(content.split('\n').slice(0, 5)).toEqual([
      '**Question:** and \\*then\\*?',
      '-# Following on from: How \\*many\\*?',
      '-# Read “hostges” as “hostages”. Read “limma” as “Lima”.',
      '-# Looking at: Fri, Dec 20, 1996 – Sun, Dec 22, 1996',
      '-# Only: CNN · from Tue, Dec 17, 1996 · until Wed, Jan 1, 1997',
    ]);
  });
});

describe('renderMore', () => {
  it('turns through the next quotes, which keep their numbers, and says what is gone', () => {
    const article = articleOf('One. Two. Three. Four. Five.');
    const quotes = [4, 9, 16, 22].map((end) => quoteOf(article, end - 4, end));
    const beyond = numberedFrom(quotes, 3);
    const last = renderMore([...beyond, '**8.** gone'], { id: 'a1B2c3D4e5F6', from: 3, page: 1, words: en });
    withinDiscord(last);
    expect(last.content).toContain('**7.** **A title**');
    expect(last.content).toContain('**8.** gone');
    expect(last.content).toContain('Page 2 of 2');
  });
});

describe('pages of an article', () => {
  it('give all of the text, in order, with nothing but white space between, each fit for a message', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const article = articleOf(text);
        const pages = pagesOf(text);
        let end = 0;
        for (const [page, span] of pages.entries()) {
          expect(text.slice(end, span.start).trim()).toBe('');
          end = span.end;
          const reply = renderArticle(article, { key: 'k', page, words: en });
          withinDiscord(reply);
          expect(
            quotesIn(reply.content)
              .map(({ text: shown }) => shown)
              .join(''),
          ).toContain(slice(text, span).split('\n')[0]);
        }
        expect(text.slice(end).trim()).toBe('');
      }),
      { numRuns: 150 },
    );
  });

  it('show the whole of every shipped article', () => {
    for (const article of engine.articles()) {
      const shown = pagesOf(article.text).map((span) => slice(article.text, span));
      expect(shown.join('').replace(/\s/g, '')).toBe(article.text.replace(/\s/g, ''));
      for (const page of shown.keys()) withinDiscord(renderArticle(article, { key: 'k', page, words: es }));
    }
  });

  it('lead from a passage to both ends, without a gap, with the passage on page 0', () => {
    fc.assert(
      fc.property(nastyText, fc.nat(), (text, at) => {
        const sentences = paragraphsOf(text).flatMap((paragraph) => sentencesOf(text, paragraph));
        const passage = sentences[at % sentences.length];
        fc.pre(passage !== undefined);
        if (!passage) return;
        const around = surroundings(text, passage);
        const here = around.page(0);
        expect(here.start).toBeLessThanOrEqual(passage.start);
        expect(here.end).toBeGreaterThan(passage.start);
        let end = 0;
        for (let page = around.first; page <= around.last; page++) {
          const span = around.page(page);
          expect(text.slice(end, span.start).trim()).toBe('');
          expect(span.start).toBeGreaterThanOrEqual(end);
          end = span.end;
          const quote = { citation: cite(articleOf(text), passage), marked: passage, dates: [] };
          const view = { words: en, answer: 'a1B2c3D4e5F6', page, quotes: 3 };
          withinDiscord(renderContext({ number: 1, quote }, view));
        }
        expect(text.slice(end).trim()).toBe('');
      }),
      { numRuns: 150 },
    );
  });
});

describe('renderSources', () => {
  it('lists articles newest first or by publisher, in pages, with a menu', () => {
    const many = Array.from({ length: 23 }, (_, index) =>
      articleOf('x', {
        id: `a${index}`,
        title: `*Title* ${index}`,
        ...(index % 2 ? { publisher: 'AP' } : {}),
      }),
    );
    const newest = renderSources(many, { order: 'newest', page: 2, words: en });
    withinDiscord(newest);
    expect(newest.content).toContain('21\\. **\\*Title\\* 20** · publisher not stated · undated');
    expect(newest.content).toContain('Page 3 of 3');
    const publisher = renderSources(many, { order: 'publisher', page: 0, words: en });
    expect(publisher.content).toContain('1\\. **\\*Title\\* 1** · AP · undated');
    expect(renderSources([], { order: 'newest', page: 0, words: en }).content).toBe(en.noArticles);
  });

  it('fits however long titles and names are', () => {
    const long = Array.from({ length: 10 }, (_, index) =>
      articleOf('x', {
        id: `a${index}`,
        title: '*'.repeat(500),
        publisher: '_'.repeat(300),
        url: `https://e.org/${'y'.repeat(250)}`,
      }),
    );
    withinDiscord(renderSources(long, { order: 'newest', page: 0, words: en }));
  });
});

function day(year: number, month: number, date: number) {
  const found = dayOf(year, month, date);
  if (!found) throw new Error('no such day');
  return found;
}

function published(year: number, month: number, date: number) {
  return { published: day(year, month, date) };
}

describe('a text of 2 MB', () => {
  const story = 'A ferry ran aground off Halden on Sunday, and nobody was hurt. ';
  const LONG = {
    'of one paragraph': story.repeat(30_000),
    'of many': `${story.repeat(8)}\n\n`.repeat(3700),
    'without a space': '*'.repeat(1_900_000),
  };

  it.each(Object.entries(LONG))('%s is paged without holding anybody up', async (_, text) => {
    const { turns } = await turnsDuring(readAhead(text));
    expect(turns).toBeGreaterThan(3);
    const reply = renderArticle(articleOf(text), { key: 'a-key', page: 7, words: en });
    expect(reply.content).toContain('Page 8 of ');
    expect((await turnsDuring(readAhead(text))).turns).toBeLessThan(3); // it is kept
  });
});
