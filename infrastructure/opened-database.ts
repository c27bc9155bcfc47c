import pg from 'pg';
import type { Configuration } from './configuration.js';
import type { DatabaseConnection } from './database-connection.js';
import type { RuntimeConnections } from './database-roles.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { checkRuntimeRole, prepareDatabase } from './prepared-database.js';

/** The embedded server's database of the product. */
const PRODUCT = 'atrium';

export type OpenedDatabase = RuntimeConnections & {
  /** The names of the migrations that were carried out just now. */
  readonly migrated: readonly string[];
};

/**
 * The configured database, started where it is the embedded one, migrated unless somebody else sees to that.
 * `started` hears of the embedded server as soon as it runs.
 * @throws StartRefused
 */
export async function openDatabase(
  { database, dataDirectory }: Configuration,
  masterKey: Uint8Array,
  started: (postgres: EmbeddedPostgres) => void,
): Promise<OpenedDatabase> {
  if (database.kind === 'given') {
    const { app, system } = database;
    await Promise.all([checkRuntimeRole(app), checkRuntimeRole(system)]);
    return { app, system, migrated: [] };
  }
  if (database.kind === 'migrated') return prepareDatabase(database.connection, masterKey);
  const postgres = await startEmbeddedPostgres({ dataDirectory, port: database.port });
  started(postgres);
  await ensureDatabase(postgres.connection);
  return prepareDatabase({ ...postgres.connection, database: PRODUCT }, masterKey);
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
