import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Statement } from './statement.js';

/**
 * What repositories speak to: the database, where each call is a transaction of its own in one round trip, or an
 * open transaction. Either way row-level security is narrowed to the tenant.
 * Each method throws Slonik's error of the SQLSTATE's class, or Unavailable.
 */
export interface Queries<Context = TenantContext> {
  any<Row>(context: Context, statement: Statement<Row>): Promise<readonly Row[]>;
  /** @throws when there are two rows or more: that is a defect. */
  maybeOne<Row>(context: Context, statement: Statement<Row>): Promise<Row | null>;
  /** @throws when there is not exactly one row: that is a defect. */
  one<Row>(context: Context, statement: Statement<Row>): Promise<Row>;
  /** For its effect. @returns how many rows it touched. */
  execute(context: Context, statement: Statement<unknown>): Promise<number>;
}

/** The same for work that crosses tenants, under a database role of its own. */
export type SystemQueries = Queries<SystemContext>;
