import { Transactions } from '../../../application/shared/ports/transactions.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { Engine } from './engine.js';
import { toTenant } from './narrowing.js';
import type { PoolOptions, PoolState } from './pool.js';
import type { PostgresTransaction } from './postgres-transaction.js';
import type { Queries } from './queries.js';
import { atMostOneRow, checkedRows, exactlyOneRow } from './rows.js';
import type { Statement } from './statement.js';

/** The database as tenants see it: every statement, alone or in a transaction, sees and touches the rows of its tenant alone. */
export class TenantDatabase extends Transactions implements Queries {
  readonly #engine: Engine<TenantContext>;

  constructor(options: PoolOptions) {
    super();
    this.#engine = new Engine(options, toTenant);
  }

  async any<Row>(tenant: TenantContext, statement: Statement<Row>): Promise<readonly Row[]> {
    return checkedRows(statement, (await this.#engine.ask(tenant, statement)).rows);
  }

  async maybeOne<Row>(tenant: TenantContext, statement: Statement<Row>): Promise<Row | null> {
    return atMostOneRow(statement, (await this.#engine.ask(tenant, statement)).rows);
  }

  /** The statement is kept also when its rows do not fit the schema: where that matters, use a transaction. */
  async one<Row>(tenant: TenantContext, statement: Statement<Row>): Promise<Row> {
    return exactlyOneRow(statement, (await this.#engine.ask(tenant, statement)).rows);
  }

  /** One statement for its effect, or a transaction: tried again, whole, when other transactions were in its way. */
  run(tenant: TenantContext, statement: Statement<unknown>): Promise<number>;
  override run<T>(tenant: TenantContext, work: (transaction: PostgresTransaction<TenantContext>) => Promise<T>): Promise<T>;
  override async run<T>(
    tenant: TenantContext,
    work: Statement<unknown> | ((transaction: PostgresTransaction<TenantContext>) => Promise<T>),
  ): Promise<T | number> {
    return typeof work === 'function' ? this.#engine.transact(tenant, work) : (await this.#engine.ask(tenant, work)).rowCount;
  }

  get state(): PoolState {
    return this.#engine.state;
  }

  /** Returns when all that is in flight has landed and all connections are closed. */
  end(): Promise<void> {
    return this.#engine.end();
  }
}
