import { eld } from 'eld/extrasmall';
import type { Article } from '../corpus/article.ts';

/** The languages in which a person can be told that the articles are in another one. */
export const TOLD_IN = ['es', 'de', 'fr', 'pt', 'it', 'en'] as const;
export type ToldIn = (typeof TOLD_IN)[number];

/** What is known of a corpus without looking at the question. */
export interface CorpusText {
  readonly articles: readonly Article[];
  /** Changes whenever the articles do. */
  readonly version: string;
}

const WORDS = /[\p{L}\p{M}'’]+/gu;
/** Fewer words than this are as likely a name as a question. */
const LEAST_WORDS = 3;
/**
 * How much likelier a language must be than the corpus's own: more for a few words, of which one or two can be
 * borrowed ("persona non grata list"). With these none of the 1,225 English questions of eval/ is taken for another
 * language, one of 26 English ones full of foreign names is, and 31 of 34 in four languages are told apart.
 */
const MARGIN = { few: 0.2, more: 0.1 };
const FEW_WORDS = 4;
/** So much of so many articles tells in which languages a corpus is. */
const LOOKED_AT = { articles: 200, characters: 600 };

/**
 * The language of a question that none of the articles is in. Undefined also when it is unclear, and when every
 * word of it stands in the articles, as in "Sendero Luminoso".
 */
export function foreignLanguage(question: string, corpus: CorpusText): ToldIn | undefined {
  const words = question.match(WORDS) ?? [];
  if (words.length < LEAST_WORDS) return undefined;
  const own = languagesOf(corpus);
  const told = own.size > 0 ? clearlyIn(question, own) : undefined;
  if (told === undefined) return undefined;
  // "Who is Juan de la Cruz?" is Spanish by its name alone.
  const rest = withoutNames(words);
  if (rest.length < 2 || clearlyIn(rest.join(' '), own) !== told) return undefined;
  return words.every((word) => stands(word, corpus.articles)) ? undefined : told;
}

/** The language of a text, when it is clearly that and none of `own`. */
function clearlyIn(text: string, own: ReadonlySet<string>): ToldIn | undefined {
  const found = eld.detect(text);
  const told = TOLD_IN.find((language) => language === found.language);
  if (!told || own.has(told) || !found.isReliable()) return undefined;
  const scores: Readonly<Record<string, number>> = found.getScores();
  const rival = Math.max(...[...own].map((language) => scores[language] ?? 0));
  const margin = (text.match(WORDS) ?? []).length > FEW_WORDS ? MARGIN.more : MARGIN.few;
  return (scores[told] ?? 0) - rival > margin ? told : undefined;
}

/** What may stand between the words of a name. */
const PARTICLE = /^(?:de|del|de|la|las|los|le|du|des|da|das|do|dos|di|della|von|van|der|den|y|e|i)$/;

/** The words that are no part of a name: not capitalised within the sentence, nor between two that are. */
function withoutNames(words: readonly string[]): readonly string[] {
  const isCapital = (index: number) => /^\p{Lu}/u.test(words[index] ?? '');
  const isNameTo = (index: number, step: 1 | -1): boolean => {
    let at = index + step;
    while (PARTICLE.test(words[at] ?? '')) at += step;
    return at !== index + step || PARTICLE.test(words[index] ?? '') ? isCapital(at) : false;
  };
  return words.filter((word, index) => {
    if (PARTICLE.test(word)) return !(isNameTo(index, 1) && isNameTo(index, -1));
    if (!isCapital(index)) return true;
    return index === 0 && !isNameTo(index, 1); // the first word is a name's when a particle leads to its rest
  });
}

const known = new Map<string, ReadonlySet<string>>();

/** The languages that the articles are in, by their beginnings; one of a single article in ten does not count. */
export function languagesOf({ articles, version }: CorpusText): ReadonlySet<string> {
  const kept = known.get(version);
  if (kept) return kept;
  const counts = new Map<string, number>();
  const step = Math.max(1, Math.floor(articles.length / LOOKED_AT.articles));
  for (let index = 0; index < articles.length; index += step) {
    const found = eld.detect(articles[index]?.text.slice(0, LOOKED_AT.characters) ?? '');
    if (found.isReliable()) counts.set(found.language, (counts.get(found.language) ?? 0) + 1);
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const languages = new Set(
    [...counts].filter(([, count]) => count * 10 > all).map(([language]) => language),
  );
  known.clear();
  known.set(version, languages);
  return languages;
}

function stands(word: string, articles: readonly Article[]): boolean {
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}])${word}(?![\\p{L}\\p{M}])`, 'iu');
  return articles.some(({ text }) => pattern.test(text));
}
