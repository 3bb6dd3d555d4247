import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Json, record } from './json.ts';

/** A file that the bot uploaded with a request. */
export interface SentFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A request that the bot made, and how it was answered. */
export interface Request {
  readonly at: number;
  readonly method: string;
  /** Without `/api/v10`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly SentFile[];
  readonly authorization?: string;
  status?: number;
}

/** An answer in place of the true one, once or more often. */
export interface Refusal {
  readonly method?: string;
  readonly path: RegExp;
  /** How many requests meet it; 1 unless told otherwise. */
  readonly times?: number;
  readonly status?: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cut the connection instead of answering. */
  readonly drop?: boolean;
  /** Carry the request out, and then answer as told: the bot cannot know that it worked. */
  readonly afterwards?: boolean;
  /** Answer only after this promise. */
  readonly wait?: Promise<unknown>;
}

/** An error as Discord's API answers it. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: Json | undefined;

  constructor(status: number, code: number, message: string, errors?: Json) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** The errors of Discord's API that this stand-in answers by itself. */
export const API_ERRORS = {
  unauthorized: () => new ApiError(401, 0, '401: Unauthorized'),
  unknownChannel: () => new ApiError(404, 10003, 'Unknown Channel'),
  unknownMessage: () => new ApiError(404, 10008, 'Unknown Message'),
  unknownUser: () => new ApiError(404, 10013, 'Unknown User'),
  unknownWebhook: () => new ApiError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new ApiError(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new ApiError(404, 10063, 'Unknown application command'),
  alreadyAcknowledged: () => new ApiError(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new ApiError(403, 50001, 'Missing Access'),
  notAuthor: () => new ApiError(403, 50005, 'Cannot edit a message authored by another user'),
  missingPermissions: () => new ApiError(403, 50013, 'Missing Permissions'),
  invalidToken: () => new ApiError(401, 50027, 'Invalid Webhook Token'),
  cannotDm: () => new ApiError(403, 50007, 'Cannot send messages to this user'),
};

const PREFIX = /^\/api(?:\/v\d+)?/;

/** Reads a request whole: its JSON, or the JSON and the files of a multipart form. */
export async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const { body, files } = await readBody(incoming);
  return {
    at: performance.now(),
    method: incoming.method ?? 'GET',
    path: url.pathname.replace(PREFIX, ''),
    query: url.searchParams,
    body,
    files,
    ...(incoming.headers.authorization && { authorization: incoming.headers.authorization }),
  };
}

async function readBody(incoming: IncomingMessage): Promise<{ body: unknown; files: readonly SentFile[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  const contentType = incoming.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/form-data')) return readForm(bytes, contentType);
  return { body: bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : undefined, files: [] };
}

async function readForm(
  bytes: Buffer,
  contentType: string,
): Promise<{ body: unknown; files: readonly SentFile[] }> {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData();
  const sent: File[] = [];
  form.forEach((value) => {
    if (typeof value !== 'string') sent.push(value);
  });
  const files = sent.map(async (file) => ({
    name: file.name,
    contentType: file.type,
    bytes: new Uint8Array(await file.arrayBuffer()),
  }));
  const json = form.get('payload_json');
  return { body: typeof json === 'string' ? JSON.parse(json) : {}, files: await Promise.all(files) };
}

/** Writes an answer; nothing when the client has gone. */
export function respond(
  response: ServerResponse,
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed) return;
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** The body of an error. */
export function errorBody({ code, message, errors }: ApiError): Json {
  return { message, code, ...(errors && { errors }) };
}

/** The refusals that a test has ordered, each met as often as it said. */
export class Refusals {
  #ordered: { readonly refusal: Refusal; left: number }[] = [];

  order(refusal: Refusal): void {
    this.#ordered.push({ refusal, left: refusal.times ?? 1 });
  }

  clear(): void {
    this.#ordered = [];
  }

  /** The refusal that meets this request, if any. */
  take({ method, path }: Request): Refusal | undefined {
    const found = this.#ordered.find(
      ({ refusal, left }) => left > 0 && (refusal.method ?? method) === method && refusal.path.test(path),
    );
    if (found) found.left -= 1;
    return found?.refusal;
  }
}

/** What a 429 says. */
export function rateLimited(seconds: number, global: boolean): Pick<Refusal, 'status' | 'body' | 'headers'> {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global },
    headers: {
      'retry-after': String(seconds),
      'x-ratelimit-scope': global ? 'global' : 'user',
      ...(global && { 'x-ratelimit-global': 'true' }),
    },
  };
}

type Handler = (request: Request, parts: readonly string[]) => unknown;

/** Routes of the API: a method and a path in which `:name` stands for one part. */
export class Router {
  readonly #routes: { readonly method: string; readonly pattern: RegExp; readonly handler: Handler }[] = [];

  on(method: string, path: string, handler: Handler): this {
    const pattern = new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`);
    this.#routes.push({ method, pattern, handler });
    return this;
  }

  /** The handler of a request bound to the parts of its path; undefined when nothing is there. */
  find(request: Request): (() => unknown) | undefined {
    for (const { method, pattern, handler } of this.#routes) {
      const match = method === request.method ? pattern.exec(request.path) : null;
      if (match) return () => handler(request, match.slice(1).map(decodeURIComponent));
    }
    return undefined;
  }
}

/** The body of a request as an object. */
export function bodyOf(request: Request): Json {
  return record(request.body);
}
