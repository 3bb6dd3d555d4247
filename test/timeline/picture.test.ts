import { beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../src/corpus/article.ts';
import { loadCorpus } from '../../src/corpus/load.ts';
import { timelineOf } from '../../src/timeline/entries.ts';
import { drawQuantity } from '../../src/timeline/picture/quantity-picture.ts';
import { PALETTES, type Picture } from '../../src/timeline/picture/svg.ts';
import { widthOf, wrapped } from '../../src/timeline/picture/text.ts';
import { drawTimeline } from '../../src/timeline/picture/timeline-picture.ts';
import { article } from './support.ts';

let articles: readonly Article[] = [];
beforeAll(async () => {
  articles = (await loadCorpus('corpus/articles')).loaded.map((loaded) => loaded.article);
});

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
}

/** The boxes of all texts of a picture, from the SVG that it was drawn from. */
function boxesOf({ svg }: Picture): readonly Box[] {
  const pattern =
    /<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)" font-size="(\d+)" font-weight="(\d+)"[^>]*>([^<]*)</g;
  return [...svg.matchAll(pattern)].map(([, x, y, anchor, size, weight, content = '']) => {
    const text = content
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    const width = widthOf(text, { size: Number(size), weight: weight === '600' ? 600 : 400 });
    const left = Number(x) - (anchor === 'middle' ? width / 2 : 0);
    const baseline = Number(y);
    return {
      text,
      left,
      right: left + width,
      top: baseline - Number(size) * 0.74,
      bottom: baseline + Number(size) * 0.2,
      size: Number(size),
    };
  });
}

function expectLegible(picture: Picture): void {
  const boxes = boxesOf(picture);
  expect(boxes.length).toBeGreaterThan(3);
  for (const box of boxes) {
    // At 400 pixels across a picture is drawn at half its size: 22 is 11 there.
    expect(box.size).toBeGreaterThanOrEqual(22);
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(picture.width);
    expect(box.bottom).toBeLessThanOrEqual(picture.height);
    const over = boxes.filter(
      (other) =>
        other !== box &&
        other.left < box.right &&
        box.left < other.right &&
        other.top < box.bottom &&
        box.top < other.bottom,
    );
    expect(over.map(({ text }) => [box.text, text])).toEqual([]);
  }
}

const isPng = (bytes: Buffer) => bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n';

describe('the picture of a timeline', () => {
  it.each(['light', 'dark'] as const)(
    'is a PNG with labels that are large enough and never overlap (%s)',
    async (theme) => {
      const picture = await drawTimeline(await timelineOf(articles), { theme, most: 30 });
      expect(isPng(picture.png)).toBe(true);
      expect(picture.width).toBe(800);
      expectLegible(picture);
    },
  );

  it('shows the entries with the most reports, in the order of their dates, and says how many there are', async () => {
    const entries = await timelineOf(articles);
    const texts = boxesOf(await drawTimeline(entries, { most: 3 })).map(({ text }) => text);
    const reported = [...entries].sort((a, b) => b.reports.length - a.reports.length)[0];
    expect(texts).toContain('Tue, Dec 17, 1996');
    expect(reported?.date).toBe('1996-12-17');
    expect(texts.join(' ')).toContain(`3 of ${entries.length} dated entries: those with the most reports.`);
  });

  it('folds long gaps and says how long they are; short ones are drawn to scale', async () => {
    const text = 'He left on Dec. 17. He came on Dec. 20. He fled on Jan. 7. He was caught in 1985.';
    const texts = boxesOf(await drawTimeline(await timelineOf([article(text, '1997-01-10')]))).map(
      ({ text: words }) => words,
    );
    expect(texts.filter((words) => /days|years/.test(words))).toEqual(['about 12 years', '18 days']);
  });

  it('tells what it shows in words that fit Discord’s alt text', async () => {
    const { alt } = await drawTimeline(await timelineOf(articles), { most: 20 });
    expect(alt.length).toBeLessThanOrEqual(1024);
    expect(alt).toMatch(/^Timeline of 20 of \d+ dated entries\. .*Tue, Dec 17, 1996: /);
  });

  it('says so when there is nothing to draw', async () => {
    const picture = await drawTimeline([]);
    expect(isPng(picture.png)).toBe(true);
    expect(boxesOf(picture).map(({ text }) => text)).toContain('No dated sentence passes.');
  });

  it('draws any text without breaking: markup, control characters, very long words', async () => {
    const text = `${'Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.repeat(3)} <b>&"\u0007 \u{1f600} fled on Dec. 17.`;
    expectLegible(await drawTimeline(await timelineOf([article(text, '1997-01-10')])));
  });
});

describe('the chart of a quantity', () => {
  it.each(['light', 'dark'] as const)(
    'is a PNG with labels that are large enough and never overlap (%s)',
    async (theme) => {
      const picture = await drawQuantity(articles, 'hostages', { theme });
      if (!picture) throw new Error('there are figures of hostages');
      expect(isPng(picture.png)).toBe(true);
      expectLegible(picture);
      expect(picture.points).toHaveLength(3);
      expect(picture.alt).toContain('Dec 23, 1996: 140 hostages (CNN 1996-12-23)');
    },
  );

  it('is not drawn when no figure can be read', async () => {
    expect(await drawQuantity(articles, 'unicorns')).toBeUndefined();
  });
});

describe('colours', () => {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  it.each(Object.entries(PALETTES))(
    'of text stand out from the background by 4.5 to 1 (%s)',
    (_, palette) => {
      for (const colour of [palette.text, palette.faint, palette.accent]) {
        const [dark = 0, light = 0] = [luminance(colour), luminance(palette.background)].sort(
          (a, b) => a - b,
        );
        expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );
});

describe('wrapping', () => {
  const lettering = { size: 28, weight: 400 } as const;

  it('keeps every word, in order, within the width', () => {
    const text = 'An armed group of 15 to 20 people stormed the home of the Japanese ambassador';
    const lines = wrapped(text, lettering, { width: 300, lines: 9 });
    expect(lines.join(' ')).toBe(text);
    for (const line of lines) expect(widthOf(line, lettering)).toBeLessThanOrEqual(300);
  });

  it('ends with an ellipsis when words are left out, and only then', () => {
    expect(
      wrapped('one two three four five six seven eight', lettering, { width: 120, lines: 2 }).at(-1),
    ).toMatch(/…$/);
    expect(wrapped('one two', lettering, { width: 120, lines: 2 }).at(-1)).toBe('one two');
  });
});
