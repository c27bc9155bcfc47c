import pg from 'pg';
import type { DatabaseConnection } from './database-connection.js';
import { ensureLoginRoles, type RuntimeConnections } from './database-roles.js';
import { migrate } from './migrations.js';
import { StartRefused } from './start-refused.js';

/** Held while a process migrates. Another one waits, and then finds the work done. */
export const MIGRATING = 7_236_846_002;

const CONNECT_LIMIT_MS = 5_000;

export type PreparedDatabase = RuntimeConnections & {
  /** The names of the migrations that were carried out. */
  readonly migrated: readonly string[];
};

/**
 * Migrates a database, as the role that may, and makes the roles that the process runs as.
 * @throws StartRefused when it is away, its role may not do this, or a migration fails.
 */
export async function prepareDatabase(migrating: DatabaseConnection, masterKey: Uint8Array, directory?: string): Promise<PreparedDatabase> {
  const client = await connected(migrating);
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATING]);
    await refuseBoundRole(client, migrating);
    const migrated = await migrate(client, directory);
    return { ...(await ensureLoginRoles(client, migrating, masterKey)), migrated };
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(`The database ${nameOf(migrating)} could not be prepared: ${(error as Error).message}.`, { cause: error });
  } finally {
    await client.end();
  }
}

/** @throws StartRefused when the database is away, or the role is not bound by row-level security. */
export async function checkRuntimeRole(connection: DatabaseConnection): Promise<void> {
  const client = await connected(connection);
  try {
    const { rows } = await client.query<{ bypasses: boolean }>(
      'select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user',
    );
    if (rows[0]?.bypasses === false) return;
    throw new StartRefused(
      `The role ${connection.user} bypasses row-level security: run as one without SUPERUSER and BYPASSRLS, a member of atrium_app or atrium_system.`,
    );
  } finally {
    await client.end();
  }
}

async function connected(connection: DatabaseConnection): Promise<pg.Client> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: CONNECT_LIMIT_MS, application_name: 'atrium start' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw new StartRefused(`The database ${nameOf(connection)} cannot be reached: ${whyAway(error)}.`, { cause: error });
  }
}

/** Forced row-level security binds owners too: what they fill in later silently touches no row. */
async function refuseBoundRole(client: pg.Client, { user }: DatabaseConnection): Promise<void> {
  const { rows } = await client.query<{ free: boolean; creates: boolean }>(
    'select rolsuper or rolbypassrls as free, rolsuper or rolcreaterole as creates from pg_roles where rolname = current_user',
  );
  if (rows[0]?.free && rows[0].creates) return;
  throw new StartRefused(`The role ${user} of DATABASE_URL cannot migrate: it needs BYPASSRLS and CREATEROLE.`);
}

const nameOf = ({ host, port, database }: DatabaseConnection): string => `${database} at ${host}:${port}`;

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host is unknown',
  EAI_AGAIN: 'the host is unknown',
  ETIMEDOUT: `it did not answer within ${CONNECT_LIMIT_MS / 1000} s`,
  ECONNRESET: 'it closed the connection',
  '28P01': 'it does not accept the user or the password',
  '28000': 'it does not accept the user',
  '3D000': 'there is no such database',
  '53300': 'it has no connection left',
};

function whyAway(error: unknown): string {
  const { code, message } = error as Error & { code?: string };
  const first = error instanceof AggregateError ? (error.errors[0] as { code?: string } | undefined)?.code : undefined;
  const reason = reasons[code ?? first ?? ''] ?? message;
  return /certificate|CERT|TLS|SSL/.test(`${code ?? ''} ${message}`) ? `TLS was demanded and failed (${reason})` : reason;
}
