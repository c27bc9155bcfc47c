import type { Request, Response } from 'express';
import type { Live } from '../../../application/shared/live.js';
import { TooManyStreams, Unavailable } from '../../../application/shared/refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { askedOf } from './answer.js';
import { CredentialWatch } from './credential-watch.js';
import type { Streamable } from './endpoint.js';
import { framing } from './framing.js';
import { LiveStream } from './live-stream.js';
import type { ProblemObservers } from './problems.js';
import { closingOf } from './server.js';

export type StreamLimits = {
  /** In this process. */
  readonly inAll: number;
  /** The same, of one tenant. */
  readonly perTenant: number;
};

/** In milliseconds. */
export type StreamTimes = {
  readonly heartbeatMs: number;
  /** How long a client may leave unread what it was sent. */
  readonly patienceMs: number;
  /** How often it is looked whether a credential still holds. */
  readonly recheckMs: number;
};

const times: StreamTimes = { heartbeatMs: 15_000, patienceMs: 10_000, recheckMs: 500 };
const TICK_MS = 1_000;

/** A request that is to be answered by a stream. */
export type StreamAsked = {
  readonly req: Request;
  readonly res: Response;
  readonly tenant: TenantContext;
  /** What there is to follow for somebody, by the rights that they have. @throws DomainError when that is nothing */
  readonly live: (tenant: TenantContext) => Promise<Live<Streamable>>;
  /** Who stands behind the request now. @throws HttpProblem when that is nobody any more */
  readonly again: () => Promise<TenantContext>;
};

class TooManyInAll extends Unavailable {
  override readonly retryAfterSeconds = 5;
}

/** All streams that this process keeps open. */
export class LiveStreams {
  readonly #open = new Set<LiveStream>();
  #admitted = 0;
  readonly #ofTenant = new Map<string, number>();
  readonly #watches = new Map<string, CredentialWatch>();
  #ticking: NodeJS.Timeout | null = null;

  constructor(
    private readonly limits: StreamLimits,
    private readonly observers: Pick<ProblemObservers, 'onDefect'>,
    private readonly spent: StreamTimes = times,
  ) {}

  /** How an endpoint answers by streams of what is written so. */
  of(write: (item: Streamable) => string): (asked: StreamAsked) => Promise<void> {
    const frame = framing(write);
    return async ({ req, res, tenant, live, again }) => {
      const first = await live(tenant);
      if (res.destroyed) return;
      const leave = this.#enter(tenant);
      res.once('close', leave);
      const stream = await LiveStream.open(res, frame, (error) => this.observers.onDefect(error, askedOf(res)));
      if (stream.hasEnded) return;
      this.#open.add(stream);
      const watch = this.#watchOf(req.headers.authorization ?? '', tenant);
      watch.add(stream, live, again);
      const closing = closingOf(res);
      const end = (): void => stream.end();
      closing.addEventListener('abort', end);
      res.once('close', () => {
        closing.removeEventListener('abort', end);
        stream.end();
        watch.remove(stream);
        this.#open.delete(stream);
        this.#tickWhileOpen();
      });
      this.#tickWhileOpen();
      if (closing.aborted) return end();
      stream.follow(first);
    };
  }

  /** @throws TooManyStreams, Unavailable @returns what makes room again */
  #enter({ tenantId }: TenantContext): () => void {
    const ofTenant = this.#ofTenant.get(tenantId) ?? 0;
    if (ofTenant >= this.limits.perTenant) throw new TooManyStreams();
    if (this.#admitted >= this.limits.inAll)
      throw new TooManyInAll('This process has as many streams open as it may.');
    this.#admitted += 1;
    this.#ofTenant.set(tenantId, ofTenant + 1);
    return () => {
      this.#admitted -= 1;
      const left = (this.#ofTenant.get(tenantId) ?? 1) - 1;
      if (left === 0) this.#ofTenant.delete(tenantId);
      else this.#ofTenant.set(tenantId, left);
    };
  }

  #watchOf(credential: string, tenant: TenantContext): CredentialWatch {
    const known = this.#watches.get(credential);
    if (known !== undefined) return known;
    const watch = new CredentialWatch(tenant, this.spent.recheckMs, () => this.#watches.delete(credential));
    this.#watches.set(credential, watch);
    return watch;
  }

  #tickWhileOpen(): void {
    if (this.#open.size === 0 && this.#ticking !== null) {
      clearInterval(this.#ticking);
      this.#ticking = null;
    } else if (this.#open.size > 0) this.#ticking ??= setInterval(() => this.#tick(), Math.min(TICK_MS, this.spent.heartbeatMs)).unref();
  }

  #tick(): void {
    const now = performance.now();
    for (const stream of this.#open) stream.tick(now, this.spent);
  }
}
