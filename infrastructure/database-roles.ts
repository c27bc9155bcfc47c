import pg from 'pg';
import type { DatabaseConnection } from './database-connection.js';
import { derivedKey } from './derived-key.js';
import { StartRefused } from './start-refused.js';

/** How the process reaches the database at run time: as roles that own nothing and bypass nothing. */
export type RuntimeConnections = {
  /** Under row-level security: sees what belongs to the tenant of its transaction. */
  readonly app: DatabaseConnection;
  /** For work across tenants, on the few tables that it has a policy for. */
  readonly system: DatabaseConnection;
};

/**
 * Makes or renews the roles that may sign in to this database, members of `atrium_app` and `atrium_system`.
 * Their passwords follow from the master key, so none is kept anywhere; the server hashes
 * what it is told (SCRAM-SHA-256).
 */
export async function ensureLoginRoles(
  client: pg.Client,
  migrating: DatabaseConnection,
  masterKey: Uint8Array,
): Promise<RuntimeConnections> {
  return {
    app: await ensureLoginRole(client, migrating, masterKey, 'app'),
    system: await ensureLoginRole(client, migrating, masterKey, 'system'),
  };
}

/** The roles by which a process reaches a database that it has prepared: their names and passwords follow from the database's name and the master key. */
export const loginRoles = (database: DatabaseConnection, masterKey: Uint8Array): RuntimeConnections => ({
  app: loginRole(database, masterKey, 'app'),
  system: loginRole(database, masterKey, 'system'),
});

function loginRole(database: DatabaseConnection, masterKey: Uint8Array, group: 'app' | 'system'): DatabaseConnection {
  const user = `${database.database}_${group}_login`;
  return Object.freeze({ ...database, user, password: derivedKey(masterKey, `postgres password of ${user}`).toString('base64url') });
}

/**
 * A group role is the cluster's; the role that signs in is one database's, and cannot enter another. Every statement has an index: a
 * prepared plan that reads a small table whole would be kept when a burst has made it large, until the next analyze.
 */
async function ensureLoginRole(
  client: pg.Client,
  migrating: DatabaseConnection,
  masterKey: Uint8Array,
  group: 'app' | 'system',
): Promise<DatabaseConnection> {
  const { database } = migrating;
  const login = loginRole(migrating, masterKey, group);
  const { user, password } = login;
  if (Buffer.byteLength(user) > 63) throw new StartRefused(`The name of the database ${database} is too long: 50 bytes at most.`);
  const role = pg.escapeIdentifier(user);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [user]);
  await client.query(`
    ${rowCount === 0 ? 'create' : 'alter'} role ${role} with login inherit nobypassrls;
    alter role ${role} set enable_seqscan = off;
    grant atrium_${group} to ${role};
    revoke connect, temporary on database ${pg.escapeIdentifier(database)} from public;
    grant connect on database ${pg.escapeIdentifier(database)} to ${role};
  `);
  // by itself and last: a server writes the statement that fails to its log
  await client.query(`alter role ${role} password ${pg.escapeLiteral(password)}`);
  return login;
}
