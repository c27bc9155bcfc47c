import type { Response } from 'express';
import { createSession, type EventBuffer, type Session } from 'better-sse';
import type { Following, Listener, Live, Told } from '../../../application/shared/live.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { Streamable } from './endpoint.js';
import { framedAside, framedHeartbeat } from './framing.js';
import { ResponseConnection } from './response-connection.js';

/** How much may wait in this process to be sent to one client, in bytes. */
const WAITING_AT_MOST = 256 * 1024;
/** A client that is told it is dropped has as long to hear it. */
const LAST_WORDS_MS = 1_000;
const RETRY_MS = 2_000;

type Frame = (part: Told<Streamable>) => EventBuffer;

/** One client, and what it is told. It never waits in the way of others. */
export class LiveStream implements Listener<Streamable> {
  #following: Following | null = null;
  #hasEnded = false;
  /** Since when it has not taken all that it was sent; null when it has. */
  #behindSince: number | null = null;
  #beatenAt = performance.now();

  private constructor(
    private readonly res: Response,
    private readonly session: Session,
    private readonly frame: Frame,
    private readonly onDefect: (error: unknown) => void,
  ) {
    res.on('drain', () => (this.#behindSince = null));
  }

  static async open(res: Response, frame: Frame, onDefect: (error: unknown) => void): Promise<LiveStream> {
    const session = await createSession(new ResponseConnection(res), { trustClientEventId: false, retry: RETRY_MS, keepAlive: null });
    return new LiveStream(res, session, frame, onDefect);
  }

  get hasEnded(): boolean {
    return this.#hasEnded || this.res.destroyed;
  }

  /** Tells from now on what this has: what comes after what it was told before. */
  follow(live: Live<Streamable>): void {
    if (this.hasEnded) return;
    const at = this.#following?.end();
    this.#following = live.follow(this, at);
    // it may have been told more than it takes already
    if (this.hasEnded) this.#following.end();
  }

  tell(part: Told<Streamable>): void {
    this.#send(this.frame(part));
  }

  async ready(): Promise<void> {
    if (!this.res.writableNeedDrain || this.hasEnded) return;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        this.res.off('drain', go).off('close', go);
        resolve();
      };
      this.res.on('drain', go).on('close', go);
    });
  }

  lost(cause: unknown): void {
    this.end();
    if (!(cause instanceof DomainError)) this.onDefect(cause);
  }

  /** To be called every now and then. */
  tick(now: number, { heartbeatMs, patienceMs }: { readonly heartbeatMs: number; readonly patienceMs: number }): void {
    if (this.#behindSince !== null && now - this.#behindSince > patienceMs) return this.#drop();
    if (now - this.#beatenAt < heartbeatMs) return;
    this.#beatenAt = now;
    this.#send(framedHeartbeat(this.#following?.id() ?? null));
  }

  /** Says why, and ends. */
  endWith(name: 'dropped' | 'ended', said: object): void {
    if (this.hasEnded) return;
    void this.session.batch(framedAside(name, said));
    this.end();
  }

  /** Ends, with what was sent before. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#following?.end();
    this.res.end();
    if (this.res.writableLength > 0) setTimeout(() => this.res.destroy(), LAST_WORDS_MS).unref();
  }

  #send(buffer: EventBuffer): void {
    if (this.hasEnded) return;
    void this.session.batch(buffer);
    if (this.res.writableNeedDrain) this.#behindSince ??= performance.now();
    if (this.res.writableLength > WAITING_AT_MOST) this.#drop();
  }

  #drop(): void {
    this.endWith('dropped', { reason: 'slow' });
  }
}
