import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Json, number, record, text } from './json.ts';

interface Sent {
  readonly seq: number;
  readonly event: string;
  readonly data: Json;
}

/** What a gateway session knows; it outlives its connection, as RESUME needs. */
interface Session {
  readonly id: string;
  readonly intents: number;
  seq: number;
  readonly sent: Sent[];
}

export interface GatewayHooks {
  readonly token: string;
  /** Privileged intents that the application was granted. */
  readonly privilegedIntents: number;
  readonly heartbeatMs: number;
  /** The gateway's own address, for READY. */
  url(): string;
  /** The data of READY and the GUILD_CREATEs after it. */
  ready(): { readonly user: Json; readonly applicationId: string; readonly guilds: readonly Json[] };
  /** Something has happened that somebody may be waiting for. */
  changed(): void;
}

/** Presence, members and message content: what an application must be granted. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const GUILDS = 1 << 0;
/** How many events are kept for a client that is away. */
const REPLAYED = 1000;

/** The gateway: one client, one shard, one session at a time. */
export class Gateway {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #hooks: GatewayHooks;
  #socket: WebSocket | undefined;
  #session: Session | undefined;
  #acknowledges = true;
  #nextIdentify: number | undefined;
  #refusesResume = false;
  /** How often a client has identified, resumed and beaten. */
  readonly counts = { identifies: 0, resumes: 0, heartbeats: 0, connections: 0 };
  /** The close codes that the client gave, oldest first. */
  readonly closes: number[] = [];
  /** Whether a client is connected and past READY or RESUMED. */
  live = false;

  constructor(hooks: GatewayHooks) {
    this.#hooks = hooks;
  }

  /** The intents of the session; 0 before the first. */
  get intents(): number {
    return this.#session?.intents ?? 0;
  }

  /** Takes over a connection that asks to become a web socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#connected(ws));
  }

  /** Sends an event to the client; kept for RESUME while it is away. */
  dispatch(event: string, data: Json): void {
    const session = this.#session;
    if (!session) return;
    session.seq += 1;
    session.sent.push({ seq: session.seq, event, data });
    if (session.sent.length > REPLAYED) session.sent.shift();
    if (this.live) this.send({ op: 0, t: event, s: session.seq, d: data });
  }

  /** Sends any payload, also a malformed one. */
  send(payload: unknown): void {
    this.#socket?.send(typeof payload === 'string' ? payload : JSON.stringify(payload));
  }

  /** Closes the connection with a code, as Discord does with 4000 or, fatally, 4004 and 4014. */
  close(code: number): void {
    this.live = false;
    this.#socket?.close(code);
  }

  /** Cuts the connection without a word. */
  drop(): void {
    this.live = false;
    this.#socket?.terminate();
  }

  /** Opcode 7: connect anew and resume. */
  askReconnect(): void {
    this.send({ op: 7, d: null });
  }

  /** Opcode 9: the session is no good. One that cannot be resumed is forgotten. */
  invalidate({ resumable }: { readonly resumable: boolean }): void {
    if (!resumable) this.#session = undefined;
    this.live = false;
    this.send({ op: 9, d: resumable });
  }

  /** The next RESUME is answered with opcode 9. */
  refuseResume(): void {
    this.#refusesResume = true;
  }

  /** The next IDENTIFY is answered by closing with this code. */
  refuseIdentify(code: number): void {
    this.#nextIdentify = code;
  }

  /** Heartbeats are no longer acknowledged, as on a dead link; `hear` ends it. */
  ignoreHeartbeats(): void {
    this.#acknowledges = false;
  }

  hear(): void {
    this.#acknowledges = true;
  }

  /** Ends everything. */
  stop(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #connected(socket: WebSocket): void {
    this.#socket = socket;
    this.live = false;
    this.counts.connections += 1;
    socket.on('message', (data) => this.#received(socket, String(data)));
    socket.on('error', () => this.#hooks.changed());
    socket.on('close', (code) => {
      this.closes.push(code);
      if (this.#socket === socket) this.live = false;
      this.#hooks.changed();
    });
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: this.#hooks.heartbeatMs } }));
  }

  #received(socket: WebSocket, raw: string): void {
    const { op, d } = record(JSON.parse(raw));
    if (op === 1) this.#beat(socket);
    if (op === 2) this.#identify(socket, record(d));
    if (op === 6) this.#resume(socket, record(d));
    this.#hooks.changed();
  }

  #beat(socket: WebSocket): void {
    this.counts.heartbeats += 1;
    if (this.#acknowledges) socket.send(JSON.stringify({ op: 11 }));
  }

  #identify(socket: WebSocket, data: Json): void {
    this.counts.identifies += 1;
    const intents = number(data.intents) ?? 0;
    const code = this.#refusal(text(data.token), intents);
    if (code !== undefined) {
      socket.close(code);
      return;
    }
    const session: Session = { id: `session-${this.counts.identifies}`, intents, seq: 0, sent: [] };
    this.#session = session;
    this.live = true;
    const { user, applicationId, guilds } = this.#hooks.ready();
    this.dispatch('READY', {
      v: 10,
      user: { ...user, bot: true, verified: true, mfa_enabled: true, email: null },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#hooks.url(),
      shard: [0, 1],
      application: { id: applicationId, flags: 0 },
    });
    if (intents & GUILDS) for (const guild of guilds) this.dispatch('GUILD_CREATE', guild);
  }

  #refusal(token: string | undefined, intents: number): number | undefined {
    const code = this.#nextIdentify;
    this.#nextIdentify = undefined;
    if (code !== undefined) return code;
    if (token !== this.#hooks.token) return 4004;
    return intents & PRIVILEGED & ~this.#hooks.privilegedIntents ? 4014 : undefined;
  }

  #resume(socket: WebSocket, data: Json): void {
    this.counts.resumes += 1;
    const session = this.#session;
    const refused = this.#refusesResume || !session || session.id !== data.session_id;
    this.#refusesResume = false;
    if (refused) {
      this.#session = undefined;
      socket.send(JSON.stringify({ op: 9, d: false }));
      return;
    }
    this.live = true;
    const seen = number(data.seq) ?? 0;
    for (const { seq, event, data: missed } of session.sent.filter((each) => each.seq > seen)) {
      this.send({ op: 0, t: event, s: seq, d: missed });
    }
    this.dispatch('RESUMED', {});
  }
}
