import { circuitBreaker, CircuitState, CountBreaker, handleAll } from 'cockatiel';
import { Cluster, type Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';

/** A client of one server, or of a Cluster. */
export type RedisClient = Redis | Cluster;

/** Hears how it goes. */
export type RedisObserver = {
  /** It has not answered, or not in time. */
  readonly onFailed: (error: unknown) => void;
  /** From now on it is done without. */
  readonly onAway: () => void;
  readonly onBack: () => void;
};

/** Times are in milliseconds. */
export type RedisWaits = {
  /** How long somebody waits for an answer. */
  readonly answer: number;
  /** How long nobody waits: for an answer to whether it is there. */
  readonly probe: number;
  /** How long it is left alone after it has failed to answer often. */
  readonly rest: number;
};

const WAITS: RedisWaits = { answer: 50, probe: 250, rest: 1_000 };

/** More than a fifth of the last twenty answers: one server of five that hangs is enough. */
const FAILING = { size: 20, threshold: 0.2, minimumNumberOfCalls: 3 };

const BEAT_MS = 100;
const IDLE_MS = 1_000;

/**
 * Asks Redis, and waits for it only for a moment. When it fails to answer often, or a connection is lost, it is away:
 * it is asked nothing, and costs nothing, until it says that it is there again. An outage is noticed also when nobody asks.
 */
export class RedisLink {
  #isAway = true;
  #hasMissed = false;
  #trustedFrom = 0;
  #answeredAt = 0;
  #isBeating = false;
  #hasEnded = false;
  readonly #breaker;
  readonly #beats: NodeJS.Timeout;
  readonly #carriedOver: (() => Promise<void>)[] = [];

  constructor(
    private readonly client: RedisClient,
    private readonly observer: RedisObserver,
    private readonly waits = WAITS,
  ) {
    this.#breaker = circuitBreaker(handleAll, { halfOpenAfter: waits.rest, breaker: new CountBreaker(FAILING) });
    this.#breaker.onBreak(() => this.#lose());
    for (const lost of ['close', '-node']) client.on(lost, () => this.#lose());
    client.on('ready', () => void this.#beat());
    this.#beats = setInterval(() => void this.#beat(), BEAT_MS).unref();
  }

  get isAway(): boolean {
    return this.#isAway;
  }

  /** Waits for its first answer. @returns whether it has come in time */
  async isFound(withinMs: number): Promise<boolean> {
    const latest = performance.now() + withinMs;
    while (this.#isAway && !this.#hasEnded && performance.now() < latest) await delay(BEAT_MS / 10);
    return !this.#isAway;
  }

  /** Of what was found and stored up to here, word may have been missed. By the clock of Redis, in milliseconds. */
  get trustedFrom(): number {
    return this.#trustedFrom;
  }

  /** Null when it is away, or has not answered in time: the question may reach it still. Never throws. */
  async ask<Answer>(question: (client: RedisClient) => Promise<Answer>): Promise<Answer | null> {
    if (this.#isAway) return null;
    try {
      const answer = await this.#breaker.execute(() => within(this.waits.answer, question(this.client)));
      this.#answeredAt = performance.now();
      return answer;
    } catch (error) {
      this.observer.onFailed(error);
      return null;
    }
  }

  /** Asks also while it is away, with more patience: for work that nobody waits for. */
  insist<Answer>(question: (client: RedisClient) => Promise<Answer>): Promise<Answer> {
    return within(this.waits.probe, question(this.client));
  }

  /** What is left to be done is done a few times a second; when it was away, before anything else is asked. It throws when it could not be done. */
  carryOver(work: () => Promise<void>): void {
    this.#carriedOver.push(work);
  }

  /** A script, as a command of the client. */
  define(name: string, lua: string): void {
    this.client.defineCommand(name, { lua });
  }

  end(): void {
    this.#hasEnded = true;
    clearInterval(this.#beats);
  }

  #lose(): void {
    this.#hasMissed = true;
    if (this.#isAway) return;
    this.#isAway = true;
    if (!this.#hasEnded) this.observer.onAway();
  }

  async #beat(): Promise<void> {
    if (this.#isBeating || this.client.status !== 'ready') return;
    this.#isBeating = true;
    try {
      const moment = await this.#breaker.execute(async () => {
        const isDue = this.#isAway || performance.now() - this.#answeredAt >= IDLE_MS;
        const now = isDue ? await this.insist(() => this.#probe()) : 0;
        for (const work of this.#carriedOver) await work();
        return now;
      });
      this.#found(moment);
    } catch (error) {
      this.#lose();
      if (this.#breaker.state !== CircuitState.Open) this.observer.onFailed(error);
    } finally {
      this.#isBeating = false;
    }
  }

  /** @returns what time it is there. @throws unless whoever has a part of the keys is there */
  async #probe(): Promise<number> {
    const masters = this.client instanceof Cluster ? this.client.nodes('master') : [];
    const states = await Promise.all(masters.map((node) => node.cluster('INFO')));
    if (states.some((state) => !state.includes('cluster_state:ok'))) throw new Error('The cluster is not whole.');
    const times = await Promise.all((masters.length > 0 ? masters : [this.client]).map((node) => node.time()));
    this.#answeredAt = performance.now();
    return Math.max(...times.map(([seconds = 0, microseconds = 0]) => seconds * 1_000 + Math.floor(microseconds / 1_000)));
  }

  #found(moment: number): void {
    // others may have waited in vain meanwhile
    if (!this.#isAway || this.#breaker.state !== CircuitState.Closed) return;
    if (this.#hasMissed) this.#trustedFrom = moment;
    this.#hasMissed = false;
    this.#isAway = false;
    this.observer.onBack();
  }
}

/** An answer that has come while this process was busy is taken, however late. */
function within<Answer>(ms: number, answer: Promise<Answer>): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const patience = setTimeout(() => setImmediate(() => reject(new Error('Redis has not answered in time.'))), ms);
  answer.then(resolve, reject).finally(() => clearTimeout(patience));
  return promise;
}
