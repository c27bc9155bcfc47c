import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Authenticate } from '../../../application/identity/authenticate.js';
import { Revocations } from '../../../application/identity/ports/revocations.js';
import type { SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';

const REMEMBERED_MS = 1_000;
const AT_MOST = 20_000;
/**
 * Longer than signing out takes under the default timeouts. Where those are longer and one does take this long, its
 * session can be remembered as active for up to a second after it is over.
 */
const SETTLED_AFTER_MS = 60_000;

/**
 * Who stands behind a token, looked up once a second at most: so what is revoked or granted elsewhere counts here
 * within a second, and a request in between costs one hash. A session that ends in this process is forgotten at once,
 * and not remembered anew: the transaction that ends it may not be over, so it could still be read as active.
 */
export class RememberedTokens extends Revocations {
  readonly #known: LRUCache<string, Promise<TenantContext | null>>;
  readonly #ended: LRUCache<string, true>;

  constructor(
    private readonly authenticate: Pick<Authenticate, 'execute'>,
    /** A monotonic clock in milliseconds; tests pass their own. */
    time: { now(): number } = performance,
  ) {
    super();
    this.#known = new LRUCache({ max: AT_MOST, ttl: REMEMBERED_MS, ttlResolution: 0, perf: time });
    this.#ended = new LRUCache({ max: AT_MOST, ttl: SETTLED_AFTER_MS, ttlResolution: 0, perf: time });
  }

  /** @returns null when the token is void. */
  contextOf(token: string): Promise<TenantContext | null> {
    const key = hash('sha256', token, 'base64');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const asked = this.authenticate.execute(token);
    this.#known.set(key, asked);
    asked.then(
      (context) => {
        // void tokens are many and cheap to make: they take no room
        if (context === null || this.#ended.has(sessionOf(context))) this.forget(key, asked);
      },
      () => this.forget(key, asked),
    );
    return asked;
  }

  override sessionEnded(tenant: TenantContext, id: SessionId): void {
    const ended = sessionKey(tenant, id);
    this.#ended.set(ended, true);
    for (const [key, asked] of this.#known.entries()) {
      void asked.then(
        (context) => {
          if (context !== null && sessionOf(context) === ended) this.forget(key, asked);
        },
        () => undefined,
      );
    }
  }

  private forget(key: string, asked: Promise<TenantContext | null>): void {
    if (this.#known.peek(key) === asked) this.#known.delete(key);
  }
}

const sessionKey = ({ tenantId }: TenantContext, id: SessionId): string => `${tenantId} ${id}`;

const sessionOf = (context: TenantContext): string =>
  context.principal.kind === 'user' ? sessionKey(context, context.principal.sessionId) : 'a visitor';
