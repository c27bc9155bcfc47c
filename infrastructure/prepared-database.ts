import pg from 'pg';
import { opensUnder } from '../adapters/identity/jose/keyring.js';
import { platformTenantId } from '../domain/shared/tenant-context.js';
import type { DatabaseConnection } from './database-connection.js';
import { ensureLoginRoles, type RuntimeConnections } from './database-roles.js';
import { migrate } from './migrations.js';
import { StartRefused } from './start-refused.js';

/** Held while a process migrates. Another one waits, and then finds the work done. */
export const MIGRATING = 7_236_846_002;

const CONNECT_LIMIT_MS = 5_000;

const WAIT_LIMIT_MS = 10 * 60_000;

export type PreparedDatabase = RuntimeConnections & {
  /** The names of the migrations that were carried out. */
  readonly migrated: readonly string[];
};

export type Preparing = {
  /** Of migrations; absent: the product's own. */
  readonly directory?: string;
  /** Another process migrates, and is waited for. */
  readonly onWaiting?: () => void;
  /** How long another process is waited for; ten minutes unless told. */
  readonly waitLimitMs?: number;
};

/**
 * Migrates a database, as the role that may, and makes the roles that the process runs as.
 * @throws StartRefused when it is away, its role may not do this, a migration fails, another process does not come to
 *   an end, or the master key is not the one that sealed what the database holds.
 */
export async function prepareDatabase(migrating: DatabaseConnection, masterKey: Uint8Array, preparing: Preparing = {}): Promise<PreparedDatabase> {
  const client = await connected(migrating);
  try {
    await waitForOthers(client, migrating, preparing);
    await refuseBoundRole(client, migrating);
    const migrated = await migrate(client, preparing.directory);
    // Before the roles: new passwords lock out the processes that have the right key.
    await refuseOtherMasterKey(client, migrating, masterKey);
    return { ...(await ensureLoginRoles(client, migrating, masterKey)), migrated };
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(`The database ${nameOf(migrating)} could not be prepared: ${(error as Error).message}.`, { cause: error });
  } finally {
    await client.end();
  }
}

/**
 * Checks roles that somebody else has made, in a database that somebody else migrates.
 * @throws StartRefused when the database is away or not migrated, a role is not the one that it should be, or the
 *   master key is not the one that sealed what the database holds.
 */
export async function checkGivenRoles({ app, system }: RuntimeConnections, masterKey: Uint8Array): Promise<void> {
  await Promise.all([
    asGivenRole(app, 'atrium_app', () => Promise.resolve()),
    asGivenRole(system, 'atrium_system', (client) => refuseOtherMasterKey(client, system, masterKey)),
  ]);
}

async function asGivenRole(connection: DatabaseConnection, group: string, check: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = await connected(connection);
  try {
    const { rows } = await client.query<{ migrated: boolean; bypasses: boolean; belongs: boolean }>(
      `select
         exists (select from pg_roles where rolname = $1) and ${isThere} as migrated,
         rolsuper or rolbypassrls as bypasses,
         exists (select from pg_roles where rolname = $1 and pg_has_role(current_user, oid, 'usage')) as belongs
       from pg_roles where rolname = current_user`,
      [group],
    );
    const { user } = connection;
    if (!rows[0]?.migrated) {
      throw new StartRefused(`The database ${nameOf(connection)} is not migrated: \`npm run migrate\` does that, with its DATABASE_URL.`);
    }
    if (rows[0].bypasses) {
      throw new StartRefused(`The role ${user} bypasses row-level security: run as one without SUPERUSER and BYPASSRLS, a member of ${group}.`);
    }
    if (!rows[0].belongs) throw new StartRefused(`The role ${user} is not a member of ${group}: grant ${group} to ${user}.`);
    await check(client);
  } finally {
    await client.end();
  }
}

/** Whether the table of signing keys is there, for roles too that may not look into its schema. */
const isThere = `exists (
  select from pg_class join pg_namespace on pg_namespace.oid = relnamespace where nspname = 'identity' and relname = 'signing_key'
)`;

/** The newest key is the one that signs. A database without keys takes any master key. */
async function refuseOtherMasterKey(client: pg.Client, connection: DatabaseConnection, masterKey: Uint8Array): Promise<void> {
  const { rows: tables } = await client.query<{ present: boolean }>(`select ${isThere} as present`);
  if (!tables[0]?.present) return;
  const { rows } = await client.query<{ sealed: string }>(
    'select sealed_private_key as sealed from identity.signing_key where tenant_id = $1 order by created_at desc, kid desc limit 1',
    [platformTenantId],
  );
  const [newest] = rows;
  if (newest === undefined || (await opensUnder(masterKey, newest.sealed))) return;
  throw new StartRefused(`ATRIUM_MASTER_KEY is not the key that sealed what the database ${nameOf(connection)} holds: set it to that one.`);
}

async function waitForOthers(client: pg.Client, migrating: DatabaseConnection, { onWaiting, waitLimitMs = WAIT_LIMIT_MS }: Preparing): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [MIGRATING]);
  if (rows[0]?.taken) return;
  onWaiting?.();
  await client.query(`set lock_timeout = ${waitLimitMs}`);
  await client.query('select pg_advisory_lock($1)', [MIGRATING]).catch((error: unknown) => {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new StartRefused(
      `Another process has been migrating the database ${nameOf(migrating)} for more than ${waitLimitMs / 1000} s: see what it waits for, or end it.`,
    );
  });
  await client.query('reset lock_timeout');
}

const LOCK_NOT_AVAILABLE = '55P03';

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
