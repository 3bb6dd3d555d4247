import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from './core.ts';
import type { Gateway } from './gateway.ts';
import {
  API_ERRORS,
  ApiError,
  errorBody,
  type Refusal,
  Refusals,
  type Request,
  type Router,
  readRequest,
  respond,
} from './rest.ts';

/** How the CDN serves a file. */
export interface CdnBehaviour {
  /** The status of its answer; 200. */
  readonly status?: number;
  readonly contentType?: string;
  /** Send this many bytes and then nothing more. */
  readonly stallAfter?: number;
}

interface Outcome {
  readonly status: number;
  readonly body?: unknown;
}

/** One port on loopback for the API, the gateway and the CDN. */
export class ApiServer {
  readonly #core: Core;
  readonly #router: Router;
  readonly #gateway: Gateway;
  readonly #server: Server;
  readonly #cdn = new Map<string, CdnBehaviour>();
  readonly refusals = new Refusals();

  constructor(core: Core, router: Router, gateway: Gateway) {
    this.#core = core;
    this.#router = router;
    this.#gateway = gateway;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    this.#core.origin = `http://127.0.0.1:${port}`;
  }

  /** Cuts every connection and stops. */
  async close(): Promise<void> {
    this.#gateway.stop();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Sets how an upload is served. */
  behave(uploadId: string, behaviour: CdnBehaviour): void {
    this.#cdn.set(uploadId, behaviour);
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (incoming.url?.startsWith('/cdn/')) {
      this.#serveFile(incoming, response);
      return;
    }
    try {
      const request = await readRequest(incoming);
      this.#core.requests.push(request);
      this.#core.watch.changed();
      await this.#answer(request, response);
      this.#core.watch.changed();
    } catch (error) {
      this.#core.violate(
        { method: incoming.method ?? '', path: incoming.url ?? '' },
        `broke the stand-in: ${error}`,
      );
      respond(response, 500, { message: '500: Internal Server Error', code: 0 });
    }
  }

  async #answer(request: Request, response: ServerResponse): Promise<void> {
    const refusal = this.refusals.take(request);
    await refusal?.wait;
    const outcome = isCarriedOut(refusal) ? this.#carryOut(request) : undefined;
    if (refusal?.drop) {
      response.destroy();
      return;
    }
    const status = refusal?.status ?? outcome?.status ?? 500;
    request.status = status;
    respond(response, status, refusal?.body ?? outcome?.body, refusal?.headers);
  }

  #carryOut(request: Request): Outcome {
    try {
      const body = this.#handler(request)();
      return body === undefined ? { status: 204 } : { status: 200, body };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, body: errorBody(error) };
    }
  }

  #handler(request: Request): () => unknown {
    const byToken = /^\/(?:interactions|webhooks)\//.test(request.path);
    if (!byToken && request.authorization !== `Bot ${this.#core.token}`) throw API_ERRORS.unauthorized();
    const handler = this.#router.find(request);
    if (handler) return handler;
    this.#core.violate(request, 'is a route that the stand-in does not know');
    throw new ApiError(404, 0, '404: Not Found');
  }

  #serveFile(incoming: IncomingMessage, response: ServerResponse): void {
    const id = incoming.url?.split('/')[4] ?? '';
    const upload = this.#core.uploads.get(id);
    const { status = 200, stallAfter } = this.#cdn.get(id) ?? {};
    if (!upload || status !== 200) {
      response.writeHead(upload ? status : 404).end();
      return;
    }
    if (stallAfter !== undefined) {
      response.writeHead(200, { 'content-type': upload.contentType });
      response.write(upload.bytes.subarray(0, stallAfter));
      return;
    }
    response.writeHead(200, { 'content-type': upload.contentType, 'content-length': upload.bytes.length });
    response.end(upload.bytes);
  }
}

/** Whether a request takes effect: always, but when it is refused or cut off before. */
function isCarriedOut(refusal: Refusal | undefined): boolean {
  if (!refusal || refusal.afterwards) return true;
  return refusal.status === undefined && refusal.drop !== true;
}
