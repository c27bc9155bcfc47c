import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** An open transaction that a unit of work can join. Opaque to everyone but the store that opened it. */
export abstract class OpenTransaction {
  abstract readonly store: string;

  /**
   * To be done once the whole transaction is kept, before whoever opened it goes on; not when it is undone, or the step that asked
   * for it is. It must not fail: nobody could undo what is kept. What it throws is lost.
   */
  abstract onceKept(step: () => Promise<void>): void;
}

/** How an edge opens a transaction of its own around a use case, to store rows of its own with it. */
export abstract class Transactions {
  /**
   * Kept when the step returns, undone when it throws. The step may run more than once after a conflict with other
   * transactions: what it does outside the transaction must bear repetition.
   */
  abstract run<T>(tenant: TenantContext, step: (transaction: OpenTransaction) => Promise<T>): Promise<T>;
}
