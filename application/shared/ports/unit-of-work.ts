import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { OpenTransaction } from './transactions.js';

/**
 * One tenant's atomic step: everything saved through the scope is kept together, or not at all.
 * Inside `run`, nothing but the scope touches a store.
 */
export abstract class UnitOfWork<Scope> {
  /** The work may run more than once after a conflict: what it does outside the scope must bear repetition. */
  abstract run<T>(tenant: TenantContext, work: (scope: Scope) => Promise<T>): Promise<T>;

  /**
   * The same work as a part of a transaction that is already open: kept when that is kept. What a `run` did is
   * undone alone when it throws, so the transaction can go on.
   */
  abstract within(transaction: OpenTransaction): UnitOfWork<Scope>;
}
