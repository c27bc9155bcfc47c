import type { SystemContext } from '../../../domain/shared/system-context.js';
import { Asking } from './asking.js';
import { Engine } from './engine.js';
import type { Answer } from './flight.js';
import { toSystem } from './narrowing.js';
import type { PoolOptions, PoolState } from './pool.js';
import type { PostgresTransaction } from './postgres-transaction.js';
import type { Statement } from './statement.js';

/** The database for work that crosses tenants, under a role of its own, which sees what its own few policies let through. */
export class SystemDatabase extends Asking<SystemContext> {
  readonly #engine: Engine<SystemContext>;

  constructor(options: PoolOptions) {
    super();
    this.#engine = new Engine(options, toSystem);
  }

  /** A transaction. After a conflict with others it is tried again, whole: the work may run more than once. */
  run<T>(system: SystemContext, work: (transaction: PostgresTransaction<SystemContext>) => Promise<T>): Promise<T> {
    return this.#engine.transact(system, work);
  }

  protected override ask(system: SystemContext, statement: Statement<unknown>): Promise<Answer> {
    return this.#engine.ask(system, statement);
  }

  get state(): PoolState {
    return this.#engine.state;
  }

  /** Returns when all that is in flight has landed and all connections are closed. */
  end(): Promise<void> {
    return this.#engine.end();
  }
}
