import { FlightFailed, Link, type LinkOptions } from './link.js';

export type PoolOptions = LinkOptions & {
  /** How many connections there may be. */
  readonly size: number;
  /** How long to wait for one that is free, in ms. */
  readonly waitMs: number;
  /** How old a connection may get, in ms; it is replaced when it is free. */
  readonly maxAgeMs: number;
};

export type PoolState = {
  readonly size: number;
  /** Connections that are open, and how many of these are in use. */
  readonly open: number;
  readonly busy: number;
  /** How many wait for a connection. */
  readonly waiting: number;
};

type Waiting = {
  readonly resolve: (link: Link) => void;
  readonly reject: (failure: FlightFailed) => void;
  readonly overdue: NodeJS.Timeout;
};

/** Up to `size` connections, opened when they are needed, lent to one user at a time, in the order they were asked for. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #open = new Set<Link>();
  /** The last one released comes first: it is warm. */
  readonly #free: Link[] = [];
  readonly #waiting: Waiting[] = [];
  #opening = 0;
  #ending: PromiseWithResolvers<void> | null = null;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get state(): PoolState {
    const open = this.#open.size;
    return { size: this.#options.size, open, busy: open - this.#free.length, waiting: this.#waiting.length };
  }

  /** @throws FlightFailed when none is free in time, PostgreSQL cannot be reached, or the pool has ended. */
  acquire(): Link | Promise<Link> {
    if (this.#ending !== null) throw new FlightFailed('lost', new Error('The pool has ended.'));
    return (this.#waiting.length === 0 ? this.#takeFree() : null) ?? this.#wait();
  }

  release(link: Link): void {
    if (!link.isDead) this.#free.push(link);
    this.#serve();
  }

  /** Takes no more work, finishes what is under way or waits, and returns when all connections are closed. */
  async end(): Promise<void> {
    this.#ending ??= Promise.withResolvers();
    this.#serve();
    return this.#ending.promise;
  }

  #takeFree(): Link | null {
    for (let link = this.#free.pop(); link !== undefined; link = this.#free.pop()) {
      if (link.isDead) continue;
      if (performance.now() - link.openedAt < this.#options.maxAgeMs) return link;
      link.close();
    }
    return null;
  }

  #wait(): Promise<Link> {
    const { promise, resolve, reject } = Promise.withResolvers<Link>();
    const { waitMs } = this.#options;
    const overdue = setTimeout(() => {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      reject(new FlightFailed('lost', new Error(`No connection was free within ${waitMs} ms.`)));
    }, waitMs);
    const waiting: Waiting = { resolve, reject, overdue };
    this.#waiting.push(waiting);
    this.#serve();
    return promise;
  }

  /** Hands free connections to those who wait, and opens further ones while too few are on their way. */
  #serve(): void {
    for (let link = this.#nextFree(); link !== null; link = this.#nextFree()) this.#nextWaiting()?.resolve(link);
    while (this.#opening < this.#waiting.length && this.#open.size + this.#opening < this.#options.size) void this.#openOne();
    if (this.#ending !== null && this.#waiting.length === 0) {
      for (const link of this.#free.splice(0)) link.close();
      if (this.#open.size + this.#opening === 0) this.#ending.resolve();
    }
  }

  #nextFree(): Link | null {
    return this.#waiting.length === 0 ? null : this.#takeFree();
  }

  #nextWaiting(): Waiting | undefined {
    const next = this.#waiting.shift();
    clearTimeout(next?.overdue);
    return next;
  }

  async #openOne(): Promise<void> {
    this.#opening += 1;
    try {
      const link = await Link.open(this.#options, (gone) => this.#forget(gone));
      this.#opening -= 1;
      this.#open.add(link);
      this.release(link);
    } catch (error) {
      this.#opening -= 1;
      // With no other connection left, fail the waiters at once.
      if (this.#open.size + this.#opening > 0) return;
      while (this.#waiting.length > 0) this.#nextWaiting()?.reject(new FlightFailed('lost', error as Error));
      this.#serve();
    }
  }

  #forget(link: Link): void {
    this.#open.delete(link);
    const at = this.#free.indexOf(link);
    if (at >= 0) this.#free.splice(at, 1);
    this.#serve();
  }
}
