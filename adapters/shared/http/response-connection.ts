import type { Response as Answer } from 'express';
import { Connection } from 'better-sse';
import { requestIdOf, SAFETY } from './answer.js';
import { STREAM_HEADERS } from './rendering.js';

/** Nothing of what the client says decides how it is written to: neither the Host it names nor its query. */
const NOWHERE = new URL('http://stream.example/');

/** Carries a stream over an answer of this API, whose headers are those of every other. */
export class ResponseConnection extends Connection {
  override readonly url = NOWHERE;
  override readonly request: Request;
  override readonly response = new Response(null);
  readonly #closed = new AbortController();

  constructor(private readonly answer: Answer) {
    super();
    this.request = new Request(NOWHERE, { signal: this.#closed.signal });
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
