import type { SystemContext } from '../../../domain/shared/system-context.js';
import { Engine } from './engine.js';
import { toSystem } from './narrowing.js';
import type { PoolOptions, PoolState } from './pool.js';
import type { SystemQueries } from './queries.js';
import { atMostOneRow, checkedRows, exactlyOneRow } from './rows.js';
import type { Statement } from './statement.js';

/** The database for work that crosses tenants, under a role of its own, which sees what its own few policies let through. */
export class SystemDatabase implements SystemQueries {
  readonly #engine: Engine<SystemContext>;

  constructor(options: PoolOptions) {
    this.#engine = new Engine(options, toSystem);
  }

  async any<Row>(system: SystemContext, statement: Statement<Row>): Promise<readonly Row[]> {
    return checkedRows(statement, (await this.#engine.ask(system, statement)).rows);
  }

  async maybeOne<Row>(system: SystemContext, statement: Statement<Row>): Promise<Row | null> {
    return atMostOneRow(statement, (await this.#engine.ask(system, statement)).rows);
  }

  async one<Row>(system: SystemContext, statement: Statement<Row>): Promise<Row> {
    return exactlyOneRow(statement, (await this.#engine.ask(system, statement)).rows);
  }

  async run(system: SystemContext, statement: Statement<unknown>): Promise<number> {
    return (await this.#engine.ask(system, statement)).rowCount;
  }

  get state(): PoolState {
    return this.#engine.state;
  }

  /** Returns when all that is in flight has landed and all connections are closed. */
  end(): Promise<void> {
    return this.#engine.end();
  }
}
