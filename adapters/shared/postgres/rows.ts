import { DataIntegrityError, NotFoundError, SchemaValidationError } from 'slonik';
import type { Row } from './column-values.js';
import type { Statement } from './statement.js';

// Errors name the statement, and hold neither its values nor its rows: they end in logs.
const queryOf = ({ name }: Statement<unknown>) => ({ sql: name, values: [] });

/** The rows, each as the statement's schema gives it. @throws SchemaValidationError when one does not fit. */
export function checkedRows<Checked>(statement: Statement<Checked>, rows: readonly Row[]): readonly Checked[] {
  return rows.map((row) => {
    const checked = statement.row.safeParse(row);
    if (checked.success) return checked.data;
    throw new SchemaValidationError(queryOf(statement), {}, checked.error.issues);
  });
}

/** @throws DataIntegrityError when there are several. */
export function atMostOneRow<Checked>(statement: Statement<Checked>, rows: readonly Row[]): Checked | null {
  if (rows.length > 1) throw new DataIntegrityError(`${statement.name} gave several rows, where there may be one.`, queryOf(statement));
  return checkedRows(statement, rows)[0] ?? null;
}

/** @throws NotFoundError when there is none; DataIntegrityError when there are several. */
export function exactlyOneRow<Checked>(statement: Statement<Checked>, rows: readonly Row[]): Checked {
  if (rows.length === 0) throw new NotFoundError(`${statement.name} gave no row, where there must be one.`, queryOf(statement));
  return atMostOneRow(statement, rows) as Checked;
}
