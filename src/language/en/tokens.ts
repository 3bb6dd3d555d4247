import type { Token } from '../language.ts';

/** Letters with their marks, as "é" may be one character or two. */
const LETTERS = '\\p{L}[\\p{L}\\p{M}]*';
const ENDS = '(?![\\p{L}\\p{M}\\p{N}])';

/** What a token of each shape looks like. The first that fits decides. */
const PATTERNS: readonly (readonly [Token['shape'], readonly string[]])[] = [
  [
    'address',
    [
      `(?:https?://|www\\.)[^\\s<>"“”]{0,2000}[^\\s<>"“”.,;:!?)\\]’']`,
      '[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64}){1,4}',
      '<(?:[@#]|a?:)[^>\\s]{1,80}>',
    ],
  ],
  [
    'code',
    [
      `\\p{L}{1,2}(?:\\+\\+?|#)${ENDS}`, // C++
      '\\p{L}{1,12}(?:&\\p{L}{1,12}){1,3}', // AT&T
      '\\p{L}{1,5}(?:/\\p{L}{1,5})?[-/]?\\p{N}[\\p{L}\\p{N}]*(?:[-/]\\p{N}[\\p{L}\\p{N}]*)*', // F/A-18s, B52
      '\\p{N}+\\p{L}[\\p{L}\\p{N}]*', // 747s
      '\\p{L}-\\p{L}{2}[\\p{L}\\p{M}]*', // e-mail
    ],
  ],
  [
    'initialism',
    [
      `(?:\\p{L}\\.){1,6}\\p{L}${ENDS}\\.?`, // U.S.
      `\\p{Lu}{2,}${ENDS}`, // NATO
      `(?<=\\b[Tt][Hh][Ee]\\s)(?:us|who)${ENDS}(?!['’])`, // "the us": no pronoun has an article
    ],
  ],
  ['number', ['\\p{N}+(?:[.,:/]\\p{N}+)*']],
  ['word', [`${LETTERS}(?:['’]${LETTERS})*`]],
];

const TOKEN = new RegExp(PATTERNS.map(([shape, forms]) => `(?<${shape}>${forms.join('|')})`).join('|'), 'gu');

/** The tokens of a text, in order. What stands between them is blank or a mark. */
export function tokensOf(text: string): readonly Token[] {
  const shouted = isShouted(text);
  return Array.from(text.matchAll(TOKEN), (match) => {
    const [found] = match;
    const shape = shapeOf(match);
    const isWord = shouted && shape === 'initialism' && /^\p{Lu}+$/u.test(found);
    const span = { start: match.index, end: match.index + found.length };
    return { text: found, span, shape: isWord && !followsThe(text, span.start) ? 'word' : shape };
  });
}

function shapeOf({ groups }: RegExpExecArray): Token['shape'] {
  return PATTERNS.find(([shape]) => groups?.[shape] !== undefined)?.[0] ?? 'word';
}

/** Whether a text is all in capitals, which then tell no initialism. */
function isShouted(text: string): boolean {
  return !/\p{Ll}/u.test(text) && /(?:\p{Lu}{2,}[^\p{L}]+){3}/u.test(text);
}

function followsThe(text: string, at: number): boolean {
  return /\bthe\s$/i.test(text.slice(Math.max(0, at - 5), at));
}
