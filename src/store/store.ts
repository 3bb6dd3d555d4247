import type { DeclineReason } from '../answer/answer.ts';
import type { Span } from '../corpus/span.ts';
import type { AskOptions, Turn } from '../engine.ts';

/**
 * A person as the store knows them: a keyed hash of their Discord id. The key never leaves the store,
 * so a copy of its rows alone names nobody.
 */
export type Alias = string & { readonly __alias: unique symbol };

/** A quote as kept: where it stood, and a hash to tell whether the same words still stand there. */
export interface SavedQuote {
  readonly articleId: string;
  readonly span: Span;
  readonly marked: Span;
  /** `hashOf(citation.exact)`: SHA-256 of the quoted words, so that no article text is stored twice. */
  readonly hash: string;
}

/** What an answer's buttons need, also after a restart. */
export interface SavedAnswer {
  /** 12 characters of A-Z, a-z, 0-9, `-` and `_`: fits in every custom id. */
  readonly id: string;
  readonly at: Date;
  readonly kind: 'answered' | 'declined';
  readonly question: string;
  /** Who asked; compare with `store.alias(userId)`. */
  readonly asker: Alias;
  readonly filters: Omit<AskOptions, 'conversation'>;
  /** The quotes in the order shown, the answer's `more` after its `quotes`; the nearest of a declined one. */
  readonly quotes: readonly SavedQuote[];
  readonly indexVersion: string;
  /** The questions that a follow-up to this answer leans on, oldest first: this one is the last. */
  readonly conversation: readonly Turn[];
  /** Whether only the asker sees it. */
  readonly hidden: boolean;
  /** The address of the message that shows it, once known. */
  readonly link?: string;
}

/** An answer to save: the store gives it its id, and hashes who asked. */
export type NewAnswer = Omit<SavedAnswer, 'id' | 'at' | 'asker' | 'link'> & { readonly userId: string };

/** A person in a channel: whose follow-ups belong together. */
export interface ConversationKey {
  readonly channelId: string;
  readonly userId: string;
}

/** One person's verdict on one answer; a second verdict replaces the first. */
export interface Vote {
  readonly answerId: string;
  readonly userId: string;
  readonly up: boolean;
  /** What was wrong, in the person's words. */
  readonly reason?: string;
}

export interface VoteCounts {
  readonly up: number;
  readonly down: number;
}

/** Why a question is on the moderators' list. */
export type GapCause = DeclineReason | 'voted-down';

/** A question that the corpus could not answer, or whose answer was voted down. */
export interface NewGap {
  readonly question: string;
  readonly cause: GapCause;
  readonly userId: string;
  readonly answerId?: string;
  readonly link?: string;
  /** What a person wrote when voting it down. */
  readonly note?: string;
}

/** Similar questions of the moderators' list, merged. */
export interface Gap {
  /** Names the gap in `closeGap`; stays the same while it gains further questions. */
  readonly id: string;
  /** The question in the wording that was asked most, the newest of equals. */
  readonly question: string;
  /** How often it was asked or voted down. */
  readonly count: number;
  /** How many different people that was. */
  readonly people: number;
  readonly causes: readonly GapCause[];
  readonly first: Date;
  readonly last: Date;
  /** Where it was asked, newest first, at most 5. */
  readonly links: readonly string[];
  /** What people wrote, newest first, at most 5. */
  readonly notes: readonly string[];
}

export interface Page {
  /** 20 unless told otherwise. */
  readonly limit?: number;
  readonly offset?: number;
}

/** A page of a list, and how many there are in all. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** What a moderator did. */
export interface AuditEntry {
  readonly at: Date;
  readonly who: Alias;
  /** The command or button, such as `reindex` or `corpus remove`. */
  readonly action: string;
  /** What it was done to, such as an article's id. */
  readonly target: string;
  /** How it ended: `done`, `cancelled`, or the fault in a sentence. */
  readonly outcome: string;
}

export type NewAuditEntry = Omit<AuditEntry, 'at' | 'who'> & { readonly userId: string };

/**
 * Work that somebody is waiting for. It is kept from its acknowledgement to its end, so that a restart
 * can tell those people that it was cut short, and the same event delivered twice is done once.
 */
export interface PendingWork {
  /** The interaction's id, the asking message's id, or the progress message's id. */
  readonly id: string;
  readonly kind: 'interaction' | 'message' | 'reindex';
  readonly channelId?: string;
  readonly messageId?: string;
  /** An interaction's token: good for 15 minutes, and deleted when the work ends. */
  readonly token?: string;
  readonly locale?: string;
}

/** How many rows a request to be forgotten removed. */
export interface Forgotten {
  readonly answers: number;
  readonly votes: number;
  readonly gaps: number;
  readonly turns: number;
}

/** What is kept, in numbers. */
export interface StoreCounts {
  readonly answers: number;
  readonly votes: VoteCounts;
  readonly gaps: number;
  readonly audit: number;
}

/**
 * Everything the bot must remember. A promise that resolves is a row that survives the process being
 * killed. People's ids go in and only aliases come out. Every method throws STORE when the rows cannot
 * be read or written.
 */
export interface Store {
  /** The alias under which this person's rows are kept. */
  alias(userId: string): Alias;

  saveAnswer(answer: NewAnswer): Promise<SavedAnswer>;
  /** Notes where the answer was shown; nothing happens when it is no longer kept. */
  linkAnswer(id: string, link: string): Promise<void>;
  /** Undefined when it never existed, is past its retention, or was forgotten. */
  answer(id: string): Promise<SavedAnswer | undefined>;

  /** A vote up takes back the gap that this person's vote down of the same answer had left. */
  vote(vote: Vote): Promise<VoteCounts>;

  /** Adds to the moderators' list; the same person, answer and cause count once. */
  addGap(gap: NewGap): Promise<void>;
  /** Open gaps: the most asked first, the newest of equals first. */
  gaps(page?: Page): Promise<Listed<Gap>>;
  /** Takes a gap off the list. False when there is none with this id. */
  closeGap(id: string): Promise<boolean>;

  /** The last questions of a conversation, oldest first: bounded in number, and expired after a pause. */
  turns(key: ConversationKey): Promise<readonly Turn[]>;
  addTurn(key: ConversationKey, turn: Turn): Promise<void>;
  clearTurns(key: ConversationKey): Promise<void>;

  addAudit(entry: NewAuditEntry): Promise<void>;
  /** Newest first. */
  audit(page?: Page): Promise<Listed<AuditEntry>>;

  /** Notes work as begun. False when it already was: the event was delivered twice. */
  begin(work: PendingWork): Promise<boolean>;
  /** Notes it as ended. It still counts as begun, for `begin`, until it is swept. */
  end(id: string): Promise<void>;
  /** Work that an earlier run of the program began and never ended, oldest first. */
  unfinished(): Promise<readonly PendingWork[]>;

  /** Deletes all that is kept of a person's questions, votes and conversations; not the audit log. */
  forget(userId: string): Promise<Forgotten>;
  /**
   * Deletes what is past its retention; resolves to how many rows that was. Never more than the time that has
   * really passed since the last sweep: a clock that is wrong must not cost anybody's rows.
   */
  sweep(): Promise<number>;
  /** Tells the store the time by another clock, such as Discord's: when the two agree, its own is right. */
  checkClock(elsewhere: Date): void;
  counts(): Promise<StoreCounts>;
  /** Resolves when a row can be written and read back. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** How a store behaves; each has a default. */
export interface StoreOptions {
  /** Answers, votes, gaps and audit entries are kept this long. 90. */
  readonly retentionDays?: number;
  /** A conversation ends after this pause. 30. */
  readonly conversationMinutes?: number;
  /** A conversation keeps this many questions. 6. */
  readonly conversationTurns?: number;
  /** The clock. */
  now?(): Date;
  /** Milliseconds of a clock that nobody can set; this process's own unless told otherwise. */
  steady?(): number;
}
