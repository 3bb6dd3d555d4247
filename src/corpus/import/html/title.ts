import type { Proposal } from '../draft.ts';
import { wordCount } from '../lines.ts';

interface Candidate {
  readonly value: string;
  readonly basis: string;
}

/** What stands between a headline and the name of the site or the section. */
const SEPARATOR = /\s+[|–—·•»«:-]+\s+|\s*[|»]\s*/g;
/** Words that are labels of a page and no story's title. */
const LABEL =
  /^(?:home(?: ?page)?|news|world|sports?|business|politics|opinion|latest(?: news)?|breaking news|live|menu|search|article|story|untitled|index|login|sign in|subscribe|just a moment\W*|access denied|error|page not found|404.*)$/i;

/**
 * The title among what a page gives for one: that on which most of its sources agree, in the order given when
 * they do not; without the name of the site.
 */
export function titleOf(
  candidates: readonly Candidate[],
  site: string | undefined,
): { title: Proposal<string> | undefined; all: readonly string[] } {
  const cleaned = candidates
    .map(({ value, basis }) => ({ value: withoutSite(value, site, candidates), basis }))
    .filter(({ value }) => isTitle(value, site));
  const votes = cleaned.map(({ value }) => cleaned.filter((other) => agree(value, other.value)).length);
  const most = Math.max(0, ...votes);
  const winner = cleaned.find((_, index) => votes[index] === most);
  if (!winner) return { title: undefined, all: [] };
  const same = cleaned.filter(({ value }) => agree(value, winner.value));
  // One that was cut short agrees with the whole one.
  const whole =
    same.find(({ value }) => !/(?:\.\.\.|…)$/.test(value) && startsLike(value, winner.value)) ?? winner;
  const chosen = /(?:\.\.\.|…)$/.test(winner.value) ? whole : winner;
  return {
    title: { value: chosen.value, basis: chosen.basis, stated: true },
    all: [...new Set([...cleaned.map(({ value }) => value), ...candidates.map(({ value }) => value)])],
  };
}

/** A title without what a site adds to it at its end or its beginning. */
export function withoutSite(
  value: string,
  site: string | undefined,
  others: readonly Candidate[] = [],
): string {
  const parts = partsOf(value);
  if (parts.length < 2) return value;
  const headline = others.find(
    (other) => other.value !== value && parts.some(({ text }) => lettersOf(text) === lettersOf(other.value)),
  );
  const exact = headline && parts.find(({ text }) => lettersOf(text) === lettersOf(headline.value));
  if (exact) return exact.text;
  let [start, end] = [0, parts.length];
  while (end - start > 1 && isSite(parts[end - 1]?.text ?? '', site)) end -= 1;
  while (end - start > 1 && isSite(parts[start]?.text ?? '', site)) start += 1;
  const [first, last] = [parts[start], parts[end - 1]];
  return first && last ? value.slice(first.start, last.end).trim() : value;
}

function partsOf(value: string): readonly { text: string; start: number; end: number }[] {
  const parts: { text: string; start: number; end: number }[] = [];
  let start = 0;
  for (const match of value.matchAll(SEPARATOR)) {
    parts.push({ text: value.slice(start, match.index), start, end: match.index });
    start = match.index + match[0].length;
  }
  parts.push({ text: value.slice(start), start, end: value.length });
  return parts.filter(({ text }) => text.trim() !== '');
}

/** The longest part of a page's title where no source says which part is the site's: "Gazette | Local | Ferry sinks at dawn". */
export function longestPart(title: string): string {
  const parts = partsOf(title).map(({ text }) => text.trim());
  const [longest = title] = parts.toSorted((a, b) => wordCount(b) - wordCount(a));
  const others = parts.filter((part) => part !== longest);
  return wordCount(longest) >= 4 && others.every((part) => wordCount(part) <= 3) ? longest : title;
}

/** Whether a part of a title is the site's name: the one it states, or a section's, or what looks like a site. */
function isSite(part: string, site: string | undefined): boolean {
  const letters = lettersOf(part);
  if (LABEL.test(part.trim())) return true;
  if (site !== undefined) {
    const own = lettersOf(site);
    if (
      own !== '' &&
      (letters === own || letters.startsWith(own) || (own.startsWith(letters) && letters.length > 2))
    )
      return true;
  }
  return /\.(?:com|org|net|co\.uk|info|fr|de|es|it)$/i.test(part.trim());
}

function isTitle(value: string, site: string | undefined): boolean {
  if (value === '' || value.length > 500 || LABEL.test(value)) return false;
  return site === undefined || lettersOf(value) !== lettersOf(site);
}

function agree(one: string, other: string): boolean {
  return lettersOf(one) === lettersOf(other) || startsLike(one, other) || startsLike(other, one);
}

/** The fewest letters of a title that was cut short by which the whole one is known. */
const LEAST_LETTERS = 10;

/** Whether a title begins with the words of one that was cut short. */
function startsLike(whole: string, cut: string): boolean {
  const letters = lettersOf(cut);
  return /(?:\.\.\.|…)$/.test(cut) && letters.length >= LEAST_LETTERS && lettersOf(whole).startsWith(letters);
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
