import type { QuerySqlToken } from 'slonik';
import type { ZodType } from 'zod';

/** `<context>.<what-it-does>`: seen in pg_stat_activity, logs and traces, and held against what the statement touches. */
export type StatementName = `${string}.${string}`;

/** A statement of one context: built by Slonik's tags, its rows checked by a schema. */
export type Statement<Row> = {
  readonly name: StatementName;
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly row: ZodType<Row>;
};

/** Names a statement: ``named('invoicing.find-invoice', sql.type(row)`select … where tenant_id = ${tenant.tenantId} …`)``. */
export function named<Row>(name: StatementName, token: QuerySqlToken<ZodType<Row>>): Statement<Row> {
  return { name, sql: token.sql, values: token.values, row: token.parser };
}
