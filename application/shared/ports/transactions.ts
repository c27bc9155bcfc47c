import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A transaction that somebody opened and others may join, by `UnitOfWork.within`. Says nothing more to the outside. */
export abstract class OpenTransaction {
  protected abstract readonly store: string;
}

/** How an edge opens a transaction of its own around a use case, to store rows of its own with it. */
export abstract class Transactions {
  /** Kept when the step returns, undone when it throws. */
  abstract run<T>(tenant: TenantContext, step: (transaction: OpenTransaction) => Promise<T>): Promise<T>;
}
