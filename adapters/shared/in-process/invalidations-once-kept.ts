import { assertTagsOf, type CacheTag } from '../../../application/shared/cache-key.js';
import type { Cache } from '../../../application/shared/ports/cache.js';
import { Invalidations, type InvalidationsIn } from '../../../application/shared/ports/invalidations.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Forgets once the transaction is kept: whoever loads before that would load, and keep, what is about to be untrue. */
export class InvalidationsOnceKept extends Invalidations {
  constructor(
    private readonly transaction: OpenTransaction,
    private readonly cache: Cache,
  ) {
    super();
  }

  override add(tenant: TenantContext, tags: readonly CacheTag[]): void {
    assertTagsOf(tenant, tags);
    this.transaction.onceKept(() => this.cache.forget(tenant, tags));
  }
}

/** What is not true any more is forgotten in this cache. */
export const invalidationsOver = (cache: Cache): InvalidationsIn => (transaction) => new InvalidationsOnceKept(transaction, cache);
