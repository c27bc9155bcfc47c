import type { Response as Answer } from 'express';
import { Connection } from 'better-sse';
import { requestIdOf, SAFETY } from './answer.js';
import { STREAM_HEADERS } from './rendering.js';

/** Nothing of what the client says decides how it is written to: neither the Host it names nor its query. */
const NOWHERE = new URL('http://stream.example/');
const NOTHING = new Response(null);

/** Carries a stream over an answer of this API, whose headers are those of every other. */
export class ResponseConnection extends Connection {
  override readonly url = NOWHERE;
  override readonly request: Request;
  override readonly response = NOTHING;
  readonly #closed = new AbortController();

  constructor(private readonly answer: Answer) {
    super();
    // of a request, a session asks no more than whether it is over; a whole one would be kept for each client
    this.request = { signal: this.#closed.signal } as Request;
    answer.once('close', () => this.#closed.abort());
  }

  override sendHead = (): void => {
    if (this.answer.destroyed) return;
    this.answer.writeHead(200, [...SAFETY, 'X-Request-Id', requestIdOf(this.answer), ...STREAM_HEADERS]);
  };

  override sendChunk = (chunk: string): void => {
    if (!this.answer.writableEnded && !this.answer.destroyed) this.answer.write(chunk);
  };

  override cleanup = (): void => undefined;
}
