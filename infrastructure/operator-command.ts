import { SystemDatabase } from '../adapters/shared/postgres/system-database.js';
import { DomainError } from '../domain/shared/domain-error.js';
import { type Configuration, readConfiguration } from './configuration.js';
import type { DatabaseConnection } from './database-connection.js';
import { loginRole } from './database-roles.js';
import { runningEmbeddedPostgres } from './embedded-postgres.js';
import { masterKeyOf } from './master-key.js';
import { openDatabase, PRODUCT } from './opened-database.js';
import { checkSystemRole } from './prepared-database.js';
import { StartRefused } from './start-refused.js';

/** What a command of an operator's works with. */
export type OperatorTools = {
  readonly system: SystemDatabase;
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  /** Says something before all has been done. */
  readonly tell: (text: string) => void;
};

/** Why a command line asks for nothing that there is, and what it could ask for. The exit code is then 2. */
export class Misused extends StartRefused {}

const CONNECTION_AGE_MS = 60_000;
const DEADLINE_MARGIN_MS = 5_000;

/** What the command line asks for: does it, and tells in words what has been done. @throws Misused */
export type Asking = (args: readonly string[]) => (tools: OperatorTools) => Promise<string>;

/**
 * Carries out a command of an operator's beside the service that runs, or without one: as the role for work across
 * tenants, in the database that is configured. A refusal is told in a sentence, and the exit code is then 1.
 */
export async function operatorCommand(asking: Asking): Promise<void> {
  const resources = new AsyncDisposableStack();
  try {
    const carryOut = asking(process.argv.slice(2));
    const configuration = readConfiguration(process.env);
    const masterKey = await masterKeyOf(configuration);
    const { pool } = configuration;
    const system = new SystemDatabase({
      ...pool,
      size: 1,
      maxAgeMs: CONNECTION_AGE_MS,
      flightDeadlineMs: pool.statementTimeoutMs + DEADLINE_MARGIN_MS,
      connection: await systemConnection(configuration, masterKey, resources),
    });
    resources.defer(() => system.end());
    const tell = (text: string): void => void process.stdout.write(text);
    tell(await carryOut({ system, masterKey, tell }));
  } catch (error) {
    if (!(error instanceof StartRefused || error instanceof DomainError)) throw error;
    process.stderr.write(`${error.message}${/[.\n]$/.test(error.message) ? '' : '.'}\n`);
    process.exitCode = error instanceof Misused ? 2 : 1;
  } finally {
    await resources.disposeAsync();
  }
}

/** The embedded server belongs to the service that runs; where none does, it is started for as long as the command takes. */
async function systemConnection(configuration: Configuration, masterKey: Uint8Array, resources: AsyncDisposableStack): Promise<DatabaseConnection> {
  const { database, dataDirectory } = configuration;
  if (database.kind === 'given') return checked(database.system, masterKey);
  if (database.kind === 'migrated') return checked(loginRole(database.connection, masterKey, 'system'), masterKey);
  const running = await runningEmbeddedPostgres(dataDirectory);
  if (running !== null) return checked(loginRole({ ...running, database: PRODUCT, user: '', password: '' }, masterKey, 'system'), masterKey);
  const { system } = await openDatabase(configuration, masterKey, {
    onStarted: (postgres) => resources.defer(() => postgres.stop()),
    onWaiting: () => process.stderr.write('Waiting for another process to migrate.\n'),
  });
  return system;
}

async function checked(system: DatabaseConnection, masterKey: Uint8Array): Promise<DatabaseConnection> {
  await checkSystemRole(system, masterKey);
  return system;
}
