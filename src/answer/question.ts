import { spellOut } from '../language/en/chat-words.ts';
import { termsOf } from '../language/en/terms.ts';
import type { CorpusDays } from '../time/dates-in-question.ts';
import { periodAsked, type TimeAsked, weekdayAsked } from '../time/dates-in-question.ts';

/** The kind of thing that a question asks for. */
export type AskedKind = 'number' | 'person' | 'time' | 'place' | 'reason' | 'other';

/** A question, read. */
export interface Question {
  /** As it was typed. */
  readonly asked: string;
  /** In edited English, for the models. */
  readonly text: string;
  readonly kind: AskedKind;
  /** The time it names, if any. */
  readonly time?: TimeAsked;
  /** The weekday it names without a date, 0 for Sunday. */
  readonly weekday?: number;
}

const KINDS: readonly (readonly [AskedKind, RegExp])[] = [
  [
    'number',
    /\bhow (?:many|much|large|strong|big|old|deep|far|high|tall|wide|often)\b|\b(?:what|which) (?:number|figure|size)\b|\bthe (?:number|size) of\b|\ba figure on\b/i,
  ],
  [
    'time',
    /^\W*(?:\w+\W+){0,2}when\b|\bwhen (?:did|was|were|is|are|do|does|has|had|have|will)\b|\b(?:what|which) (?:time|day|date|year|month)\b|\bhow long\b|\bsince when\b|\bo['’]clock\b/i,
  ],
  [
    'person',
    /\bwho(?:m|se)?\b|\bnames?\b|\bwhich (?:\w+ )?(?:president|judge|justice|minister|official|ambassador|person|man|woman|leader|diplomat|doctor|spokesman)\b|\bwhat is .{0,40} called\b/i,
  ],
  ['place', /\bwhere\b|\b(?:which|what) (?:\w+ )?(?:city|town|country|place|street)\b/i],
  ['reason', /\bwhy\b|\bhow come\b|\bwhat for\b|\breason\b/i],
];

const NUMBER_WORDS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|half';

/** Questions that want a measure, and how such a measure looks in a text. */
const MEASURES: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:what|which) year\b/i, /\b(?:1[0-9]|20)\d\d\b/],
  [/\b(?:what|which) (?:day|date)\b/i, /day\b|\b\d{1,2}\b|yesterday|last night/i],
  [/\bhow old\b|\bwhat age\b/i, /\baged?\b|\byears? old\b|year-old|\bbirthday\b|\bteen/i],
  [
    /\bhow (?:deep|tall|high|far|wide)\b/i,
    /\d.{0,12}(?:met(?:er|re)|feet|foot|mile|kilomet|inch|yard|km|\bm\b)/i,
  ],
  [
    /\bhow much (?!of\b)|\bwhat .{0,20}(?:cost|price|worth|ransom)\b/i,
    /[$£€¥]|\d|\b(?:dollars?|pounds|euros|yen|soles|million|billion|percent)\b/i,
  ],
  [/\bhow much .{0,40}\b(?:cost|worth|paid|pay|money)\b/i, /[$£€¥]|\b(?:dollars?|pounds|euros|yen|soles)\b/i],
  [/\bpopulation\b/i, /\bpopulation\b|\binhabitants\b|\bmillion\b|\d,\d{3}/i],
  [
    /\bhow (?:many|long).{0,30}\b(?:minutes|seconds|hours)\b/i,
    new RegExp(`(?:\\d|\\b(?:${NUMBER_WORDS}))[\\w -]{0,12}\\b(?:minute|second|hour)`, 'i'),
  ],
  [/\bhow long\b/i, /\b(?:minutes?|hours?|days?|weeks?|months?|years?|shortly|long|day)\b/i],
];

/** Whether a text holds the measure that a question wants; undefined when it wants none. */
export function holdsMeasure(question: string, text: string): boolean | undefined {
  const wanted = MEASURES.filter(([asks]) => asks.test(question));
  return wanted.length === 0 ? undefined : wanted.every(([, looks]) => looks.test(text));
}

const HEADS: readonly RegExp[] = [
  /\b(?:which|what) (?:is|was|are|were) (?:the |their |his |her )?(?<head>(?:\p{L}+ ){0,3}?\p{L}+) (?:of|for|in|at|called|named)\b/iu,
  /\b(?:which|what|how many|how much) (?!(?:is|was|are|were|did|do|does|has|have|had|will|would|could|can)\b)(?<head>(?:[\p{L}-]+ ){0,3}?[\p{L}-]+)(?= (?:did|do|does|was|were|is|are|has|have|had|will|would|could|can|of|on|in|that|to|the|a|an|\p{L}+(?:ed|s)\b)|\W*$)/iu,
  /\bnames? (?:of|for) (?:the )?(?<head>(?:\p{L}+ ){0,2}?\p{L}+)\b/iu,
];

/** Whether a question names the kind of thing it wants: "bedrooms" in "how many bedrooms does it have". */
export function namesHead(text: string): boolean {
  return HEADS.some((pattern) => termsOf(pattern.exec(text)?.groups?.head ?? '').length > 0);
}

/**
 * Reads a question: its words spelled out, the kind of answer it wants, the time it names.
 * @param before an earlier question that completes this one; what this one says itself goes first
 */
export function readQuestion(asked: string, days: CorpusDays | undefined, before?: string): Question {
  const own = spellOut(asked);
  const text = before === undefined ? own : `${own} ${spellOut(before)}`;
  const time =
    days && (periodAsked(asked, days) ?? (before === undefined ? undefined : periodAsked(before, days)));
  const weekday = time ? undefined : weekdayAsked(text)?.weekday;
  return {
    asked,
    text,
    kind: kindOf(own) ?? kindOf(text) ?? 'other',
    ...(time && { time }),
    ...(weekday !== undefined && weekday >= 0 && { weekday }),
  };
}

/** Words with which a question leans on the one before it. */
const LEANING = /^(?:and|but|so|or|what about|how about|really)\b/i;
const PRONOUN =
  /\b(?:he|she|they|it|him|her|them|his|hers|their|its|that|those|these|this|there|then|one)\b/i;

/** Whether a question cannot be understood without the one before: "and in January?", "who was he?" */
export function leansOnEarlier(asked: string): boolean {
  const terms = termsOf(spellOut(asked)).length;
  return terms === 0 || (terms <= 2 && LEANING.test(asked.trim())) || (terms <= 4 && PRONOUN.test(asked));
}

function kindOf(text: string): AskedKind | undefined {
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0];
}

const NUMBER =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|several|many|few|half|number|more|most|all)\b/i;
const NAME =
  /(?<=\S\s)\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)+|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|President|Minister|Ambassador)\.?\s\p{Lu}/u;
const TIME =
  /\b(?:1[5-9]|20)\d\d\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b[ap]\.m\.|\b(?:night|morning|afternoon|evening|day|days|weeks?|months?|years?|hours?|minutes?|today|yesterday|early|late)\b|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/;
const PLACE = /\b(?:in|at|from|to|near|outside|inside)\s(?:the\s)?\p{Lu}/u;
const REASON = /\b(?:because|since|due to|in order|to protest|so that|for .{0,20} reasons|after|demand)/i;

const MARKS: Readonly<Record<AskedKind, RegExp | undefined>> = {
  number: NUMBER,
  person: NAME,
  time: TIME,
  place: PLACE,
  reason: REASON,
  other: undefined,
};

/** Whether a sentence holds something of the kind asked for; undefined when no kind is. */
export function holdsKind(kind: AskedKind, sentence: string): boolean | undefined {
  return MARKS[kind]?.test(sentence);
}
