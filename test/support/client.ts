import { Agent, request } from 'node:http';

export type Answered = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body, parsed. @throws SyntaxError when it is none. */
  json<T = Json>(): T;
};

/** A problem as its consumer decides by it. */
export const problem = ({ status, json }: Answered): { readonly status: number; readonly code: unknown } => ({ status, code: json()['code'] });

/** What tests look into, member by member. */
export type Json = { readonly [member: string]: Json } & { readonly [item: number]: Json } & readonly Json[] &
  string &
  number &
  boolean;

export type Asked = {
  readonly method: string;
  /** As it goes on the wire: neither checked nor encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes go out as they are, anything else as JSON. */
  readonly body?: unknown;
};

const PATIENCE_MS = 10_000;

/** Speaks HTTP with a server, as somebody or nobody. */
export class Client {
  readonly #agent: Agent;

  constructor(
    readonly url: string,
    /** Sent with every request that brings no other. */
    readonly token: string | null = null,
    agent = new Agent({ keepAlive: true, maxSockets: 20 }),
  ) {
    this.#agent = agent;
  }

  /** The same client with another token. */
  as(token: string | null): Client {
    return new Client(this.url, token, this.#agent);
  }

  /** The same client, of another server. */
  at(url: string): Client {
    return new Client(url, this.token, this.#agent);
  }

  get(path: string, headers?: Asked['headers']): Promise<Answered> {
    return this.send({ method: 'GET', path, ...(headers === undefined ? {} : { headers }) });
  }

  post(path: string, body?: unknown, headers?: Asked['headers']): Promise<Answered> {
    return this.send({
      method: 'POST',
      path,
      ...(body === undefined ? {} : { body }),
      ...(headers === undefined ? {} : { headers }),
    });
  }

  patch(path: string, body: unknown, version: number): Promise<Answered> {
    const headers = { 'content-type': 'application/merge-patch+json', 'if-match': `"${version}"` };
    return this.send({ method: 'PATCH', path, body, headers });
  }

  delete(path: string): Promise<Answered> {
    return this.send({ method: 'DELETE', path });
  }

  /** Rejects when the server gives no answer, or a name or value of a header cannot be written. */
  send({ method, path, headers = {}, body }: Asked): Promise<Answered> {
    const bytes =
      body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const { hostname, port } = new URL(this.url);
    const all = {
      ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      ...(bytes === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(bytes.length) }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const asking = request({ agent: this.#agent, hostname, port, method, path: '/', headers: all }, (answer) => {
        const chunks: Buffer[] = [];
        const answered = (): void => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode ?? 0, headers: flat(answer.headers), text, json: <T>() => JSON.parse(text) as T });
        };
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (!isStream(answer.headers) || !Buffer.concat(chunks).includes('\nevent:')) return;
          answered();
          asking.destroy();
        });
        answer.on('error', reject);
        answer.on('end', answered);
      });
      asking.path = path;
      asking.setTimeout(PATIENCE_MS, () =>
        asking.destroy(new Error(`${method} ${path.slice(0, 200)} was not answered within ${PATIENCE_MS} ms.`)),
      );
      asking.on('error', reject);
      asking.end(bytes);
    });
  }
}

/** It never ends by itself: its first event is its answer, and then this client has heard enough. */
const isStream = (headers: NodeJS.Dict<string | string[]>): boolean => headers['content-type'] === 'text/event-stream';

const flat = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
