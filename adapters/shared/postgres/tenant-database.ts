import type { Transactions } from '../../../application/shared/ports/transactions.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { Asking } from './asking.js';
import { Engine } from './engine.js';
import type { Answer } from './flight.js';
import { toTenant } from './narrowing.js';
import type { PoolOptions, PoolState } from './pool.js';
import type { PostgresTransaction } from './postgres-transaction.js';
import type { Statement } from './statement.js';

/** The database as tenants see it: every statement, alone or in a transaction, sees and touches the rows of its tenant alone. */
export class TenantDatabase extends Asking<TenantContext> implements Transactions {
  readonly #engine: Engine<TenantContext>;

  constructor({ onCommitted, ...options }: PoolOptions & { /** A transaction was kept. */ readonly onCommitted?: () => void }) {
    super();
    this.#engine = new Engine(options, toTenant, onCommitted);
  }

  /** A transaction. After a conflict with others it is tried again, whole: the work may run more than once. */
  run<T>(tenant: TenantContext, work: (transaction: PostgresTransaction<TenantContext>) => Promise<T>): Promise<T> {
    return this.#engine.transact(tenant, work);
  }

  protected override ask(tenant: TenantContext, statement: Statement<unknown>): Promise<Answer> {
    return this.#engine.ask(tenant, statement);
  }

  get state(): PoolState {
    return this.#engine.state;
  }

  /** Returns when all that is in flight has landed and all connections are closed. */
  end(): Promise<void> {
    return this.#engine.end();
  }
}
