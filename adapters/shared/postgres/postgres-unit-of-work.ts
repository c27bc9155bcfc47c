import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { PostgresTransaction } from './postgres-transaction.js';
import type { TenantDatabase } from './tenant-database.js';

/** A unit of work over a transaction of PostgreSQL's; within one that is open, over a savepoint in it. */
export class PostgresUnitOfWork<Scope> extends UnitOfWork<Scope> {
  readonly #database: TenantDatabase | PostgresTransaction<TenantContext>;
  readonly #scopeOf: (transaction: PostgresTransaction<TenantContext>) => Scope;

  constructor(
    database: TenantDatabase | PostgresTransaction<TenantContext>,
    /** What the work is done with: repositories over the transaction, or other work within it. */
    scopeOf: (transaction: PostgresTransaction<TenantContext>) => Scope,
  ) {
    super();
    this.#database = database;
    this.#scopeOf = scopeOf;
  }

  override run<T>(tenant: TenantContext, work: (scope: Scope) => Promise<T>): Promise<T> {
    const step = (transaction: PostgresTransaction<TenantContext>) => work(this.#scopeOf(transaction));
    return this.#database instanceof PostgresTransaction ? this.#database.nested(tenant, step) : this.#database.run(tenant, step);
  }

  /** @throws TypeError when the transaction is not one of PostgreSQL's. */
  override within(transaction: OpenTransaction): UnitOfWork<Scope> {
    return new PostgresUnitOfWork(joined(transaction), this.#scopeOf);
  }
}

/** A transaction to go on in. @throws TypeError when it is not one of PostgreSQL's. */
export function joined(transaction: OpenTransaction): PostgresTransaction<TenantContext> {
  if (!(transaction instanceof PostgresTransaction)) throw new TypeError('Only a transaction of PostgreSQL’s can be joined here.');
  return transaction as PostgresTransaction<TenantContext>;
}
