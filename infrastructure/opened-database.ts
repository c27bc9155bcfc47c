import pg from 'pg';
import type { Configuration } from './configuration.js';
import type { DatabaseConnection } from './database-connection.js';
import type { RuntimeConnections } from './database-roles.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { checkGivenRoles, prepareDatabase } from './prepared-database.js';

/** The embedded server's database of the product. */
export const PRODUCT = 'atrium';

export type OpenedDatabase = RuntimeConnections & {
  /** The names of the migrations that were carried out just now. */
  readonly migrated: readonly string[];
};

/** Who hears of what takes its time. */
export type Opening = {
  /** The embedded server runs. */
  readonly onStarted: (postgres: EmbeddedPostgres) => void;
  /** Another process migrates, and is waited for. */
  readonly onWaiting: () => void;
};

/**
 * The configured database, started where it is the embedded one, migrated unless somebody else sees to that.
 * @throws StartRefused
 */
export async function openDatabase(
  { database, dataDirectory }: Configuration,
  masterKey: Uint8Array,
  { onStarted, onWaiting }: Opening,
): Promise<OpenedDatabase> {
  if (database.kind === 'given') {
    const { app, system } = database;
    await checkGivenRoles(database, masterKey);
    return { app, system, migrated: [] };
  }
  if (database.kind === 'migrated') return prepareDatabase(database.connection, masterKey, { onWaiting });
  const postgres = await startEmbeddedPostgres({ dataDirectory, port: database.port });
  onStarted(postgres);
  await ensureDatabase(postgres.connection);
  return prepareDatabase({ ...postgres.connection, database: PRODUCT }, masterKey, { onWaiting });
}

async function ensureDatabase(connection: DatabaseConnection): Promise<void> {
  const client = new pg.Client({ ...connection });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [PRODUCT]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(PRODUCT)}`);
  } finally {
    await client.end();
  }
}
