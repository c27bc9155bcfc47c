import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** An open transaction that a unit of work can join. Opaque to everyone but the store that opened it. */
export abstract class OpenTransaction {
  abstract readonly store: string;
}

/** How an edge opens a transaction of its own around a use case, to store rows of its own with it. */
export abstract class Transactions {
  /**
   * Kept when the step returns, undone when it throws. The step may run more than once after a conflict with other
   * transactions: what it does outside the transaction must bear repetition.
   */
  abstract run<T>(tenant: TenantContext, step: (transaction: OpenTransaction) => Promise<T>): Promise<T>;
}
