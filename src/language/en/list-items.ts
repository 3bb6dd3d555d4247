/** How the lines of a list begin: with a bullet, a number, or a date or hour and a mark after it. */
const ITEM = {
  bullet: /^[^\S\n]*[-*+•·▪◦‣●○■–—][^\S\n]+(?=\S)/gm,
  number: /^[^\S\n]*\(?(?:\d{1,3}|\p{L})[.)][^\S\n]+(?=\S)/gmu,
  date: /^[^\S\n]*(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\.?),?[^\S\n]*)?(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?[^\S\n]\d{1,2}|\d{1,2}\.?[^\S\n](?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?|\d{4}|\d{1,2}[:.]\d\d(?:[^\S\n]?[ap]\.?m\.?)?|\d{1,2}[^\S\n]?[ap]\.?m\.?|\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?)(?:,?[^\S\n]\d{4})?[^\S\n]*[:–—-](?=[^\S\n])/gm,
  weekday: /^[^\S\n]*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[^\S\n]*[:–—-](?=[^\S\n])/gim,
};

/** The number or letter of an item within a line. */
const INLINE = /(?<=^|[\s"“])[(•⁃·]?[^\S\n]?(?<mark>\d{1,2}|[a-h])(?:\.\)|[.)])\s+(?=["“]?\p{Lu})/gu;

/** Where the items of a list begin, but for one at the start of the text. */
export function listItemStarts(text: string): readonly number[] {
  const starts = [...lineStarts(text), ...inlineStarts(text)];
  return [...new Set(starts)].filter((at) => at > 0).sort((a, b) => a - b);
}

/** A line is an item when another is one of its kind, or a colon announces it: a dash may begin a wrapped line. */
function lineStarts(text: string): readonly number[] {
  if (!text.includes('\n')) return [];
  return Object.values(ITEM).flatMap((kind) => {
    const found = [...text.matchAll(kind)].map(({ index }) => index);
    const isAnnounced = found.some((at) => /:\s*$/.test(text.slice(Math.max(0, at - 20), at)));
    return found.length > 1 || isAnnounced ? found : [];
  });
}

/** The second item and those after it, when the first begins the text or follows a colon or an end. */
function inlineStarts(text: string): readonly number[] {
  const starts: number[] = [];
  let wanted: string | undefined;
  for (const { index, groups } of text.matchAll(INLINE)) {
    const mark = groups?.mark ?? '';
    if (mark === wanted) starts.push(index);
    else if (
      !/^[1a]$/.test(mark) ||
      !/(?:^|[.:;!?]["”’)]*)\s*$/.test(text.slice(Math.max(0, index - 20), index))
    )
      continue;
    wanted = /\d/.test(mark) ? String(Number(mark) + 1) : String.fromCharCode(mark.charCodeAt(0) + 1);
  }
  return starts;
}
