import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pathOf, PROBLEM_HEADERS, type ProblemType, Problems, problemText } from './problems.js';
import { requestIdFor, SAFETY } from './answer.js';

export type ServerLimits = {
  readonly headersTimeoutMs: number;
  /** For the whole request, its body included. */
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  readonly maxHeaderBytes: number;
};

export const serverLimits: ServerLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 65_000,
  maxHeaderBytes: 16 * 1024,
};

export type RunningServer = {
  readonly port: number;
  /**
   * Accepts no more, lets what is in flight finish, and cuts off what has not after the grace.
   * Resolves when no connection is left.
   */
  close(graceMs: number): Promise<void>;
};

const closings = new WeakMap<Socket, AbortSignal>();
const never = new AbortController().signal;

/** Aborted when the server that answers begins to close: what would go on for ever has to end then. */
export const closingOf = ({ socket }: Pick<ServerResponse, 'socket'>): AbortSignal => (socket === null ? never : (closings.get(socket) ?? never));

/** Serves on a port; 0 is any free one. Rejects when it cannot listen, with Node's error (`EADDRINUSE`). */
export function serve(
  listener: RequestListener,
  { port, host }: { readonly port: number; readonly host: string },
  limits = serverLimits,
): Promise<RunningServer> {
  const inFlight = new Map<Socket, ServerResponse>();
  let closing: Promise<void> | null = null;
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      maxHeaderSize: limits.maxHeaderBytes,
      connectionsCheckingInterval: Math.min(1_000, limits.headersTimeoutMs, limits.requestTimeoutMs),
    },
    (req, res) => {
      const { socket } = req;
      inFlight.set(socket, res);
      if (closing !== null) res.shouldKeepAlive = false;
      res.once('close', () => {
        if (inFlight.get(socket) === res) inFlight.delete(socket);
        if (closing !== null) setImmediate(() => server.closeIdleConnections());
      });
      listener(req, res);
    },
  );
  const beginning = new AbortController();
  setMaxListeners(0, beginning.signal);
  server.on('connection', (socket: Socket) => closings.set(socket, beginning.signal));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // an answer that is under way must not be followed by another
    const under = inFlight.get(socket);
    const begun = under?.headersSent ?? false;
    if (error.code === 'ECONNRESET' || !socket.writable || begun) return void socket.destroy();
    socket.end(rawProblem(problemOfParser(error), under?.req ?? null), () => socket.destroySoon());
  });
  server.on('checkExpectation', (req, res) => {
    const id = requestIdFor(req);
    const body = problemText(Problems.unmetExpectation, pathIn(req), id);
    res.writeHead(Problems.unmetExpectation.status, headersOf(id, body));
    res.end(body);
  });

  const close = (graceMs: number): Promise<void> =>
    (closing ??= new Promise((resolve, reject) => {
      const patience = setTimeout(() => server.closeAllConnections(), graceMs);
      for (const res of inFlight.values()) if (!res.headersSent) res.shouldKeepAlive = false;
      server.close((error) => {
        clearTimeout(patience);
        if (error === undefined) resolve();
        else reject(error);
      });
      server.closeIdleConnections();
      beginning.abort();
    }));

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve({ port: (server.address() as AddressInfo).port, close });
    });
  });
}

function problemOfParser({ code }: NodeJS.ErrnoException): ProblemType {
  if (code === 'HPE_HEADER_OVERFLOW') return Problems.headersTooLarge;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return Problems.timeout;
  return Problems.badRequest;
}

const headersOf = (id: string, body: string): string[] => [
  ...SAFETY,
  ...PROBLEM_HEADERS,
  'X-Request-Id',
  id,
  'Content-Length',
  String(Buffer.byteLength(body)),
];

const pathIn = ({ url }: IncomingMessage): string => pathOf({ originalUrl: url ?? '/' });

/** For a request that was not parsed to its end: there is no response to write to, and of most neither a path nor an id. */
function rawProblem(type: ProblemType, req: IncomingMessage | null): string {
  const id = req === null ? randomUUID() : requestIdFor(req);
  const body = problemText(type, req === null ? `urn:uuid:${id}` : pathIn(req), id);
  const headers = [...headersOf(id, body), 'Connection', 'close'];
  const lines = headers.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${headers[at + 1] ?? ''}\r\n`] : []));
  return `HTTP/1.1 ${type.status} ${type.title}\r\n${lines.join('')}\r\n${body}`;
}
