import pg from 'pg';
import {
  CheckExclusionConstraintViolationError,
  CheckIntegrityConstraintViolationError,
  ForeignKeyIntegrityConstraintViolationError,
  InputSyntaxError,
  InvalidInputError,
  NotNullIntegrityConstraintViolationError,
  SlonikError,
  UniqueIntegrityConstraintViolationError,
} from 'slonik';
import { Unavailable } from '../../../application/shared/refusals.js';
import { FlightFailed } from './link.js';

/** A serialization failure, a deadlock or a plan made stale by DDL. Nothing was kept; retry the whole transaction. */
export class TransactionConflict extends SlonikError {}

export const unavailable = (cause: Error): Unavailable => Object.assign(new Unavailable(), { cause });

/** What PostgreSQL reports, less what repeats a row's values: `detail`, `where`, the statement. */
type ServerError = Error & { readonly code: string; readonly constraint?: string; readonly table?: string; readonly column?: string };

function serverErrorOf(reported: pg.DatabaseError, code: string, statement: string): ServerError {
  // Messages of class 22 (data exceptions) quote the value.
  const sentence = code.startsWith('22') ? 'a value was not acceptable' : reported.message;
  const error = new Error(`PostgreSQL answered ${code} to ${statement}: ${sentence}`);
  const { constraint, table, column } = reported;
  return Object.assign(error, {
    code,
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(column === undefined ? {} : { column }),
  });
}

const constraintErrors: ReadonlyMap<string, new (cause: ServerError) => SlonikError> = new Map([
  ['23502', NotNullIntegrityConstraintViolationError],
  ['23503', ForeignKeyIntegrityConstraintViolationError],
  ['23505', UniqueIntegrityConstraintViolationError],
  ['23514', CheckIntegrityConstraintViolationError],
  ['23P01', CheckExclusionConstraintViolationError],
]);

/**
 * The SQLSTATEs of a database that is away, full, or took too long: classes 08 (connection), 53 (resources) and 57
 * (operator: timeouts, cancels, shutdowns), a lock not had in time, and a transaction left idle for too long.
 */
const meansUnavailable = (code: string): boolean => /^(08|53|57|55P03|25P03)/.test(code);

/**
 * Slonik's error for what happened to a flight, Unavailable, or TransactionConflict.
 * @param statement whose name the error's cause may tell.
 */
export function errorOf(failure: unknown, statement: string): unknown {
  if (!(failure instanceof FlightFailed)) return failure;
  if (failure.why === 'lost') return unavailable(failure.cause);
  const reported = failure.cause;
  if (!(reported instanceof pg.DatabaseError) || reported.code === undefined) return reported;
  const cause = serverErrorOf(reported, reported.code, statement);
  const { code } = cause;
  if (meansUnavailable(code)) return unavailable(cause);
  if (code === '40001' || code === '40P01' || failure.why === 'stale') {
    return new TransactionConflict('Another transaction was in the way.', { cause });
  }
  const ConstraintError = constraintErrors.get(code);
  if (ConstraintError !== undefined) return new ConstraintError(cause);
  if (code === '42601') {
    return new InputSyntaxError(new Error(`PostgreSQL could not parse ${statement}.`, { cause }), { sql: statement, values: [] });
  }
  if (code === '22P02') return new InvalidInputError('PostgreSQL could not read a value.', { cause });
  return new SlonikError(`PostgreSQL refused ${statement} (${code}).`, { cause });
}
