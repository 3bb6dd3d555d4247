import { type Span, slice } from '../corpus/span.ts';

/** What a clause reports, coarsely: enough to tell whether two reports may be of one event. */
export type Act =
  | 'attack'
  | 'release'
  | 'refusal'
  | 'offer'
  | 'killing'
  | 'shooting'
  | 'arrival'
  | 'visit'
  | 'meeting'
  | 'arrest'
  | 'surrender';

/**
 * The words of each act, in the forms of a report: "freed", "release 2 hostages", and not "to free"
 * or "the release of", which are what somebody asks for.
 */
const ACTS: readonly (readonly [Act, RegExp])[] = [
  [
    'attack',
    /\b(?:stormed|storms?|seized|seizes|attack(?:ed|s|ers)?\b(?! rifle)|assault(?:ed)?|raid(?:ed)?|struck|strikes?|overran|take(?:s|n)? over|took over|takeover|rescued?|infiltrated|burst in(?:to)?|invaded|taken (?:hostage|captive)|took [^.,;]{0,30}\bhostages?|(?:crisis|siege|standoff|stand-off),?[^.;,]{0,50}\b(?:began|started|begins|ended)|end to (?:a|the)[\p{L}\s-]{0,25}(?:crisis|siege|standoff))\b/giu,
  ],
  [
    'release',
    /(?<!\b(?:to|he|she|they|we|government) )(?<!\bof )\b(?:released|freed|set free|lets? (?:go|leave)|letting|frees?(?= \p{L}+ (?:hostages|captives))|releases?(?! of\b)|liberated)\b|\bThe release\b/gu,
  ],
  [
    'refusal',
    /\b(?:reject(?:s|ed)?|refus(?:e[sd]?|al)|(?:vowed|promised|decided|pledged)[^.]{0,30}\bnot\b)/gi,
  ],
  ['offer', /\b(?:asylum|(?:offer|propos)(?:s|ed|es)?)\b/gi],
  ['killing', /\b(?:killed|kills|died|dies|dead|slain|shot dead)\b/gi],
  ['shooting', /\b(?:shots?|gunshots?|gunfire|fired|firing)\b/gi],
  ['arrival', /\b(?:arriv(?:ed|es|ing)|goes to|flew (?:in|to)|landed|leave[sd]?\b[^.]{0,30}\bfor)\b/gi],
  ['visit', /\b(?:visit(?:ed|s)?)\b/gi],
  ['meeting', /\b(?:met with|met|meets|talks)\b/gi],
  ['arrest', /\b(?:arrested|captured|detained|held for investigation)\b/gi],
  ['surrender', /\bsurrendered\b/gi],
];

/** The acts that a text names, such as a question: none where it names none. */
export function actsIn(text: string): ReadonlySet<Act> {
  return new Set(ACTS.flatMap(([act, pattern]) => (text.match(pattern) ? [act] : [])));
}

/** A date of a sentence, and the sentence's other dates. */
export interface DatePlace {
  readonly date: Span;
  readonly others: readonly Span[];
}

/**
 * The act that a clause reports: the one named nearest to the date, unless it is nearer to another,
 * as in "met the strikers Thursday were two envoys sent the day before".
 */
export function actNear(text: string, clause: Span, { date, others }: DatePlace): Act | undefined {
  const words = slice(text, clause);
  const found = ACTS.flatMap(([act, pattern]) =>
    [...words.matchAll(pattern)].map((match) => {
      const start = clause.start + match.index;
      return { act, at: { start, end: start + match[0].length } };
    }),
  );
  const own = found.filter(({ at }) => others.every((other) => gap(at, date) <= gap(at, other)));
  return own.sort((a, b) => gap(a.at, date) - gap(b.at, date))[0]?.act;
}

function gap(a: Span, b: Span): number {
  return Math.max(0, a.start - b.end, b.start - a.end);
}

/** Where one statement of a sentence ends and the next begins. */
const CUT =
  /[;:]\s|,\s(?=(?:who|which|as|but|and|while|when|where|after)\b)|\s(?:--|—|–)\s|\s(?=(?:and|but|as|when|while)\s)/g;

/** Cuts that a clause reaches over when it names no act of its own: "which", "and", and an aside. */
const WEAK_CUT = /^(?:,\s(?:who|which|where)\b|\sand\s)/;

/** The part of a sentence that a date within it dates, and what it reports. */
export interface Statement {
  readonly clause: Span;
  readonly act: Act | undefined;
}

/**
 * What a date within a sentence dates: up to the nearest "and", "who", dash or other date on both
 * sides. "The crisis, which began Tuesday" is taken with what "which" stands for.
 */
export function statementAround(text: string, sentence: Span, place: DatePlace): Statement {
  const { start } = place.date;
  const whole = betweenOthers(sentence, place);
  const cuts = [...slice(text, sentence).matchAll(CUT)].map((match) => sentence.start + match.index);
  const starts = [whole.start, ...cuts.filter((cut) => cut <= start && cut > whole.start)];
  const own = {
    start: starts.at(-1) ?? whole.start,
    end: cuts.find((cut) => cut >= place.date.end && cut < whole.end) ?? whole.end,
  };
  const act = actNear(text, own, place);
  if (act !== undefined) return { clause: own, act };
  const strong = starts.findLast((cut) => !WEAK_CUT.test(text.slice(cut))) ?? whole.start;
  const clause = isAside(text, own) ? whole : { start: strong, end: own.end };
  return { clause, act: actNear(text, clause, place) };
}

/** The part of a sentence in which a date stands alone. */
function betweenOthers(sentence: Span, { date, others }: DatePlace): Span {
  const before = others.filter(({ end }) => end <= date.start).map(({ end }) => end);
  const after = others.filter(({ start }) => start >= date.end).map(({ start }) => start);
  return { start: Math.max(sentence.start, ...before), end: Math.min(sentence.end, ...after) };
}

/** "The blasts -- felt at about 4:10 a.m. local time -- were the last." */
function isAside(text: string, { start, end }: Span): boolean {
  return /^\s(?:--|—|–)/.test(text.slice(start)) && /^\s(?:--|—|–)/.test(text.slice(end));
}
