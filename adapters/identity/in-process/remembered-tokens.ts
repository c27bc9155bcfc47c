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

/** What was asked, and which session the answer is of, once there is one. */
type Known = { readonly asked: Promise<TenantContext | null>; session: string | null };

/**
 * Who stands behind a token, looked up once a second at most: so what has changed elsewhere counts here within a second of
 * what is looked up, and a request in between costs one hash. A session that ends in this process is forgotten at once,
 * and not remembered anew: the transaction that ends it may not be over, so it could still be read as active.
 */
export class RememberedTokens extends Revocations {
  readonly #known: LRUCache<string, Known>;
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
    if (known !== undefined && !this.hasEnded(known)) return known.asked;
    const asked = this.authenticate.execute(token);
    const asking: Known = { asked, session: null };
    this.#known.set(key, asking);
    asked.then(
      (context) => {
        // void tokens are many and cheap to make: they take no room
        if (context === null) this.forget(key, asking);
        else asking.session = sessionOf(context);
      },
      () => this.forget(key, asking),
    );
    return asked;
  }

  override sessionEnded(tenant: TenantContext, id: SessionId): void {
    this.#ended.set(sessionKey(tenant, id), true);
  }

  private hasEnded({ session }: Known): boolean {
    return session !== null && this.#ended.has(session);
  }

  private forget(key: string, asking: Known): void {
    if (this.#known.peek(key) === asking) this.#known.delete(key);
  }
}

const sessionKey = ({ tenantId }: TenantContext, id: SessionId): string => `${tenantId} ${id}`;

const sessionOf = (context: TenantContext): string =>
  context.principal.kind === 'user' ? sessionKey(context, context.principal.sessionId) : 'a visitor';
