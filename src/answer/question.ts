import { termsOf } from '../retrieval/word-index.ts';
import type { CorpusDays } from '../time/dates-in-question.ts';
import { periodAsked, type TimeAsked, weekdayAsked } from '../time/dates-in-question.ts';
import { spellOut } from './chat-words.ts';

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
    'time',
    /\bwhen\b|\bwhat (?:time|day|date|year|month)\b|\bwhich (?:day|date|year|month)\b|\bhow long\b|\bsince when\b|\bo['’]clock\b/i,
  ],
  [
    'number',
    /\bhow (?:many|much|large|strong|big|old|deep|far|high|tall|often)\b|\b(?:what|which|the) (?:number|figure|size)\b|\ba figure on\b/i,
  ],
  [
    'person',
    /\bwho(?:m|se)?\b|\bnames?\b|\bwhich (?:\w+ )?(?:president|judge|justice|minister|official|ambassador|person|man|woman|leader|diplomat|doctor|spokesman)\b|\bwhat is .{0,40} called\b/i,
  ],
  ['place', /\bwhere\b|\b(?:which|what) (?:\w+ )?(?:city|town|country|place|street)\b/i],
  ['reason', /\bwhy\b|\bhow come\b|\bwhat for\b|\breason\b/i],
];

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
const LEANING = /^(?:and|but|so|or|what about|how about|why|who|when|where|really)\b/i;
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
