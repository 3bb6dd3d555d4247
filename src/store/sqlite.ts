import { randomBytes } from 'node:crypto';
import type { Row } from '@libsql/client';
import { MOST_TURNS } from '../answer/conversation.ts';
import type { Turn } from '../engine.ts';
import { aliasOf, keyed } from './alias.ts';
import { Database, type Statement } from './database.ts';
import { type GapEvent, type GapGroup, groupGaps, listGaps } from './gaps.ts';
import { type Horizon, Retention } from './retention.ts';
import type {
  Alias,
  AuditEntry,
  ConversationKey,
  Forgotten,
  Gap,
  GapCause,
  Listed,
  NewAnswer,
  NewAuditEntry,
  NewGap,
  Page,
  PendingWork,
  SavedAnswer,
  Store,
  StoreCounts,
  StoreOptions,
  Vote,
  VoteCounts,
} from './store.ts';
import { Together } from './together.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Ended work is kept to know an event that is delivered again, which Discord does within minutes. */
const ENDED_MS = 60 * MINUTE;
/** The newest; more than a person can work through, and merged in half a second at the worst. */
const MOST_GAPS = 5_000;

/** Opens the store of a data folder: an SQLite file in it, made when absent. */
export async function openStore(folder: string, options: StoreOptions = {}): Promise<Store> {
  const database = await Database.open(folder);
  try {
    const secret = await secretOf(database);
    return new SqliteStore(database, { secret, ...options, retention: await retentionOf(database, options) });
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The key of the aliases, made once and kept with the rows that it protects. */
async function secretOf(database: Database): Promise<string> {
  const fresh = randomBytes(32).toString('hex');
  await database.write({ sql: "INSERT OR IGNORE INTO meta VALUES ('secret', ?)", args: [fresh] });
  const row = await database.first({ sql: "SELECT value FROM meta WHERE name = 'secret'", args: [] });
  return String(row?.value);
}

const HORIZON = 'horizon';
/** Two clocks that differ by less than this are taken to show the same time. */
const SAME_TIME_MS = 60 * MINUTE;

async function retentionOf(database: Database, options: StoreOptions): Promise<Retention> {
  const sql = 'SELECT value FROM meta WHERE name = ?';
  const row = await database.first({ sql, args: [HORIZON] });
  return new Retention({
    ...clocksOf(options),
    retentionMs: (options.retentionDays ?? 90) * DAY,
    kept: row && (JSON.parse(String(row.value)) as Horizon),
    oldestRow: await oldestRowIn(database),
  });
}

function clocksOf({ now, steady }: StoreOptions) {
  return {
    now: () => (now?.() ?? new Date()).getTime(),
    steady: steady ?? (() => performance.now()),
  };
}

/** The tables whose rows are kept for the retention. */
const RETAINED = ['answers', 'votes', 'gaps', 'audit'];

async function oldestRowIn(database: Database): Promise<number | undefined> {
  const all = RETAINED.map((table) => `SELECT min(at) AS at FROM ${table}`).join(' UNION ALL ');
  const row = await database.first({ sql: `SELECT min(at) AS at FROM (${all})`, args: [] });
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
}

interface Parts extends StoreOptions {
  readonly secret: string;
  readonly retention: Retention;
}

class SqliteStore implements Store {
  readonly #database: Database;
  readonly #secret: string;
  readonly #retention: Retention;
  readonly #together: Together;
  readonly #conversationMs: number;
  readonly #conversationTurns: number;
  readonly #now: () => number;
  #isClockRight = false;
  /** Tells the work of this run from what earlier ones left behind. */
  readonly #run = randomBytes(9).toString('base64url');

  constructor(database: Database, { secret, retention, ...options }: Parts) {
    this.#database = database;
    this.#secret = secret;
    this.#retention = retention;
    this.#together = new Together((statements) => database.write(...statements));
    this.#conversationMs = (options.conversationMinutes ?? 30) * MINUTE;
    this.#conversationTurns = options.conversationTurns ?? MOST_TURNS;
    this.#now = clocksOf(options).now;
  }

  alias(userId: string): Alias {
    return aliasOf(this.#secret, userId);
  }

  async saveAnswer({ userId, ...answer }: NewAnswer): Promise<SavedAnswer> {
    const id = randomBytes(9).toString('base64url');
    const saved: SavedAnswer = { ...answer, id, at: new Date(this.#now()), asker: this.alias(userId) };
    await this.#database.write({
      sql: 'INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)',
      args: [
        id,
        saved.at.getTime(),
        saved.asker,
        saved.kind,
        saved.question,
        JSON.stringify(saved.filters),
        JSON.stringify(saved.quotes),
        saved.indexVersion,
        JSON.stringify(saved.conversation),
        saved.hidden ? 1 : 0,
      ],
    });
    return saved;
  }

  async linkAnswer(id: string, link: string): Promise<void> {
    await this.#database.write({ sql: 'UPDATE answers SET link = ? WHERE id = ?', args: [link, id] });
  }

  async answer(id: string): Promise<SavedAnswer | undefined> {
    const row = await this.#database.first({
      sql: 'SELECT * FROM answers WHERE id = ? AND at > ?',
      args: [id, this.#oldest()],
    });
    return row && answerOf(row);
  }

  async vote({ answerId, userId, up, reason }: Vote): Promise<VoteCounts> {
    const voter = this.alias(userId);
    const insert: Statement = {
      sql: `INSERT INTO votes VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (answer, voter) DO UPDATE SET up = excluded.up, reason = excluded.reason, at = excluded.at`,
      args: [answerId, voter, up ? 1 : 0, reason ?? null, this.#now()],
    };
    const takeBack: Statement = {
      sql: "DELETE FROM gaps WHERE answer = ? AND person = ? AND cause = 'voted-down'",
      args: [answerId, voter],
    };
    await this.#database.write(insert, ...(up ? [takeBack] : []));
    return this.#votes('WHERE answer = ?', [answerId]);
  }

  async addGap(gap: NewGap): Promise<void> {
    await this.#database.write({
      sql: `INSERT INTO gaps (at, person, question, cause, answer, link, note) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (answer, person, cause) DO UPDATE
        SET note = coalesce(excluded.note, note), link = coalesce(excluded.link, link)`,
      args: [
        this.#now(),
        this.alias(gap.userId),
        gap.question,
        gap.cause,
        gap.answerId ?? null,
        gap.link ?? null,
        gap.note ?? null,
      ],
    });
  }

  async gaps(page: Page = {}): Promise<Listed<Gap>> {
    return pageOf(listGaps(await this.#gapGroups()), page);
  }

  async closeGap(id: string): Promise<boolean> {
    const group = (await this.#gapGroups()).find(([founder]) => String(founder.id) === id);
    if (!group) return false;
    const ids = JSON.stringify(group.map((event) => event.id));
    const sql = 'UPDATE gaps SET closed = 1 WHERE id IN (SELECT value FROM json_each(?))';
    await this.#database.write({ sql, args: [ids] });
    return true;
  }

  async turns(key: ConversationKey): Promise<readonly Turn[]> {
    const rows = await this.#database.all({
      sql: 'SELECT at, question, articles FROM turns WHERE conversation = ? ORDER BY id DESC LIMIT ?',
      args: [this.#conversation(key), this.#conversationTurns],
    });
    const last = Number(rows[0]?.at ?? 0);
    if (last <= this.#now() - this.#conversationMs) return [];
    return [...rows].reverse().map(turnOf);
  }

  async addTurn(key: ConversationKey, { question, articleIds }: Turn): Promise<void> {
    const conversation = this.#conversation(key);
    const now = this.#now();
    const last = 'SELECT coalesce(max(at), 0) FROM turns WHERE conversation = ?';
    await this.#database.write(
      {
        sql: `DELETE FROM turns WHERE conversation = ? AND (${last}) <= ?`,
        args: [conversation, conversation, now - this.#conversationMs],
      },
      {
        sql: 'INSERT INTO turns (conversation, person, at, question, articles) VALUES (?, ?, ?, ?, ?)',
        args: [conversation, this.alias(key.userId), now, question, JSON.stringify(articleIds)],
      },
      {
        sql: `DELETE FROM turns WHERE conversation = ? AND id NOT IN
          (SELECT id FROM turns WHERE conversation = ? ORDER BY id DESC LIMIT ?)`,
        args: [conversation, conversation, this.#conversationTurns],
      },
    );
  }

  async clearTurns(key: ConversationKey): Promise<void> {
    const args = [this.#conversation(key)];
    await this.#database.write({ sql: 'DELETE FROM turns WHERE conversation = ?', args });
  }

  async addAudit({ userId, action, target, outcome }: NewAuditEntry): Promise<void> {
    await this.#database.write({
      sql: 'INSERT INTO audit (at, who, action, target, outcome) VALUES (?, ?, ?, ?, ?)',
      args: [this.#now(), this.alias(userId), action, target, outcome],
    });
  }

  async audit({ limit = 20, offset = 0 }: Page = {}): Promise<Listed<AuditEntry>> {
    const rows = await this.#database.all({
      sql: 'SELECT * FROM audit WHERE at > ? ORDER BY id DESC LIMIT ? OFFSET ?',
      args: [this.#oldest(), limit, offset],
    });
    return { items: rows.map(auditOf), total: await this.#count('audit') };
  }

  async begin({ id, kind, channelId, messageId, token, locale }: PendingWork): Promise<boolean> {
    const values = [id, kind, channelId, messageId, token, locale].map((value) => value ?? null);
    const inserted = await this.#together.write({
      sql: 'INSERT OR IGNORE INTO work VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)',
      args: [...values, this.#run, this.#now()],
    });
    return inserted === 1;
  }

  async end(id: string): Promise<void> {
    await this.#together.write({
      sql: 'UPDATE work SET ended = ?, token = NULL WHERE id = ?',
      args: [this.#now(), id],
    });
  }

  async unfinished(): Promise<readonly PendingWork[]> {
    const sql = 'SELECT * FROM work WHERE ended IS NULL AND run <> ? ORDER BY begun';
    return (await this.#database.all({ sql, args: [this.#run] })).map(workOf);
  }

  async forget(userId: string): Promise<Forgotten> {
    const person = [this.alias(userId)];
    const [answers = 0, votes = 0, gaps = 0, turns = 0] = await this.#database.write(
      { sql: 'DELETE FROM answers WHERE asker = ?', args: person },
      { sql: 'DELETE FROM votes WHERE voter = ?', args: person },
      { sql: 'DELETE FROM gaps WHERE person = ?', args: person },
      { sql: 'DELETE FROM turns WHERE person = ?', args: person },
    );
    await this.#database.checkpoint();
    return { answers, votes, gaps, turns };
  }

  async sweep(): Promise<number> {
    if (this.#isClockRight) this.#retention.skipTo(await oldestRowIn(this.#database));
    const horizon = this.#retention.horizon;
    const { oldest, retentionMs } = horizon;
    const believed = oldest + retentionMs; // what the clock would show if it were only as late as that
    const before = (table: string, column: string, time: number): Statement => ({
      sql: `DELETE FROM ${table} WHERE ${column} <= ?`,
      args: [time],
    });
    const changed = await this.#database.write(
      ...RETAINED.map((table) => before(table, 'at', oldest)),
      before('turns', 'at', believed - this.#conversationMs),
      before('work', 'ended', believed - ENDED_MS),
      before('work', 'begun', believed - DAY),
    );
    const sql = 'INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
    await this.#database.write({ sql, args: [HORIZON, JSON.stringify(horizon)] });
    await this.#database.checkpoint();
    return changed.reduce((sum, count) => sum + count, 0);
  }

  checkClock(elsewhere: Date): void {
    this.#isClockRight = Math.abs(this.#now() - elsewhere.getTime()) < SAME_TIME_MS;
  }

  async counts(): Promise<StoreCounts> {
    return {
      answers: await this.#count('answers'),
      votes: await this.#votes('WHERE at > ?', [this.#oldest()]),
      gaps: (await this.#gapGroups()).length,
      audit: await this.#count('audit'),
    };
  }

  async check(): Promise<void> {
    const written = String(this.#now());
    await this.#database.write({
      sql: "INSERT INTO meta VALUES ('checked', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      args: [written],
    });
    await this.#database.first({ sql: "SELECT value FROM meta WHERE name = 'checked'", args: [] });
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  /** What is not newer than this is past its retention, swept or not. */
  #oldest(): number {
    return this.#retention.oldest;
  }

  #conversation({ channelId, userId }: ConversationKey): string {
    return keyed(this.#secret, 'conversation', channelId, userId);
  }

  async #count(table: 'answers' | 'audit'): Promise<number> {
    const sql = `SELECT count(*) AS count FROM ${table} WHERE at > ?`;
    return Number((await this.#database.first({ sql, args: [this.#oldest()] }))?.count ?? 0);
  }

  async #votes(where: string, args: (string | number)[]): Promise<VoteCounts> {
    const sql = `SELECT total(up) AS up, count(*) AS count FROM votes ${where}`;
    const row = await this.#database.first({ sql, args });
    const up = Number(row?.up ?? 0);
    return { up, down: Number(row?.count ?? 0) - up };
  }

  async #gapGroups(): Promise<readonly GapGroup[]> {
    const rows = await this.#database.all({
      sql: `SELECT * FROM (SELECT * FROM gaps WHERE closed = 0 AND at > ? ORDER BY id DESC LIMIT ?) ORDER BY id`,
      args: [this.#oldest(), MOST_GAPS],
    });
    return groupGaps(rows.map(gapEventOf));
  }
}

// The rows below were written by this class, so their texts are of the types that it wrote.

function answerOf(row: Row): SavedAnswer {
  return {
    id: String(row.id),
    at: new Date(Number(row.at)),
    asker: String(row.asker) as Alias,
    kind: row.kind === 'answered' ? 'answered' : 'declined',
    question: String(row.question),
    filters: JSON.parse(String(row.filters)) as SavedAnswer['filters'],
    quotes: JSON.parse(String(row.quotes)) as SavedAnswer['quotes'],
    indexVersion: String(row.index_version),
    conversation: JSON.parse(String(row.conversation)) as SavedAnswer['conversation'],
    hidden: row.hidden === 1,
    ...(row.link !== null && { link: String(row.link) }),
  };
}

function gapEventOf(row: Row): GapEvent {
  return {
    id: Number(row.id),
    at: new Date(Number(row.at)),
    person: String(row.person) as Alias,
    question: String(row.question),
    cause: String(row.cause) as GapCause,
    ...(row.link !== null && { link: String(row.link) }),
    ...(row.note !== null && { note: String(row.note) }),
  };
}

function turnOf(row: Row): Turn {
  return { question: String(row.question), articleIds: JSON.parse(String(row.articles)) as string[] };
}

function auditOf(row: Row): AuditEntry {
  return {
    at: new Date(Number(row.at)),
    who: String(row.who) as Alias,
    action: String(row.action),
    target: String(row.target),
    outcome: String(row.outcome),
  };
}

function workOf(row: Row): PendingWork {
  return {
    id: String(row.id),
    kind: String(row.kind) as PendingWork['kind'],
    ...(row.channel !== null && { channelId: String(row.channel) }),
    ...(row.message !== null && { messageId: String(row.message) }),
    ...(row.token !== null && { token: String(row.token) }),
    ...(row.locale !== null && { locale: String(row.locale) }),
  };
}

function pageOf<T>(all: readonly T[], { limit = 20, offset = 0 }: Page): Listed<T> {
  return { items: all.slice(offset, offset + limit), total: all.length };
}
