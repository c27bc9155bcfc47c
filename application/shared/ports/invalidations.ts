import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { CacheTag } from '../cache-key.js';
import type { OpenTransaction } from './transactions.js';

/** What a change makes untrue. Bound to a transaction: it is forgotten once that is kept, before whoever opened it goes on. */
export abstract class Invalidations {
  /** @throws TypeError when a tag is another tenant's */
  abstract add(tenant: TenantContext, tags: readonly CacheTag[]): void;
}

/** How a unit of work gets those of its own transaction. */
export type InvalidationsIn = (transaction: OpenTransaction) => Invalidations;
