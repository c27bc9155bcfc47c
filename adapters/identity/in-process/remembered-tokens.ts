import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Authenticate } from '../../../application/identity/authenticate.js';
import { Revocations } from '../../../application/identity/ports/revocations.js';
import type { SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';

const REMEMBERED_MS = 1_000;
const AT_MOST = 20_000;

/**
 * Who stands behind a token, looked up once a second at most: so what is revoked or granted elsewhere counts here
 * within a second, and a request in between costs one hash. A session that ends in this process is forgotten at once.
 */
export class RememberedTokens extends Revocations {
  readonly #known = new LRUCache<string, Promise<TenantContext | null>>({ max: AT_MOST, ttl: REMEMBERED_MS });

  constructor(private readonly authenticate: Authenticate) {
    super();
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
        if (context === null) this.#known.delete(key); // void tokens are many and cheap to make: they take no room
      },
      () => this.#known.delete(key),
    );
    return asked;
  }

  override sessionEnded(tenant: TenantContext, id: SessionId): void {
    for (const [key, asked] of this.#known.entries()) {
      void asked.then(
        (context) => {
          if (context?.tenantId !== tenant.tenantId || context.principal.kind !== 'user') return;
          if (context.principal.sessionId === id && this.#known.peek(key) === asked) this.#known.delete(key);
        },
        () => undefined,
      );
    }
  }
}
