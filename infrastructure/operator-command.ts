import { SystemDatabase } from '../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../adapters/shared/postgres/tenant-database.js';
import { DomainError } from '../domain/shared/domain-error.js';
import { type Configuration, readConfiguration } from './configuration.js';
import { loginRoles, type RuntimeConnections } from './database-roles.js';
import { documentsBeside, type OpenedDocuments } from './dynamodb.js';
import { runningEmbeddedPostgres } from './embedded-postgres.js';
import { masterKeyOf } from './master-key.js';
import { openDatabase, PRODUCT } from './opened-database.js';
import type { SharedStores } from './platform.js';
import { checkGivenRoles } from './prepared-database.js';
import { redisStoresBeside } from './redis-stores.js';
import { standIns } from './stand-ins.js';
import { StartRefused } from './start-refused.js';

/** What a command of an operator's works with. */
export type OperatorTools = {
  readonly system: SystemDatabase;
  /** As tenants see it. */
  readonly database: TenantDatabase;
  /** What is changed is forgotten through it by all processes. Copies are made by the service, once it hears of the change. */
  readonly shared: SharedStores;
  /** The read store, opened with the first question for it. */
  readonly documents: () => Promise<OpenedDocuments>;
  readonly configuration: Configuration;
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
    const { app, system: systemConnection } = await connectionsTo(configuration, masterKey, resources);
    const { pool } = configuration;
    const limits = { ...pool, maxAgeMs: CONNECTION_AGE_MS, flightDeadlineMs: pool.statementTimeoutMs + DEADLINE_MARGIN_MS };
    // connections are opened when something is asked
    const database = new TenantDatabase({ ...limits, connection: app });
    resources.defer(() => database.end());
    const system = new SystemDatabase({ ...limits, size: 1, connection: systemConnection });
    resources.defer(() => system.end());
    const tell = (text: string): void => void process.stdout.write(text);
    const shared = { ...standIns(), ...(await redisStoresBeside(configuration, resources)) };
    let opening: Promise<OpenedDocuments> | null = null;
    const documents = () => (opening ??= documentsBeside(configuration, resources));
    tell(await carryOut({ system, database, shared, documents, configuration, masterKey, tell }));
  } catch (error) {
    if (!(error instanceof StartRefused || error instanceof DomainError)) throw error;
    process.stderr.write(`${error.message}${/[.\n]$/.test(error.message) ? '' : '.'}\n`);
    process.exitCode = error instanceof Misused ? 2 : 1;
  } finally {
    await resources.disposeAsync();
  }
}

/** The embedded server belongs to the service that runs; where none does, it is started for as long as the command takes. */
async function connectionsTo(configuration: Configuration, masterKey: Uint8Array, resources: AsyncDisposableStack): Promise<RuntimeConnections> {
  const { database, dataDirectory } = configuration;
  if (database.kind === 'given') return checked(database, masterKey);
  if (database.kind === 'migrated') return checked(loginRoles(database.connection, masterKey), masterKey);
  const running = await runningEmbeddedPostgres(dataDirectory);
  if (running !== null) return checked(loginRoles({ ...running, database: PRODUCT, user: '', password: '' }, masterKey), masterKey);
  return openDatabase(configuration, masterKey, {
    onStarted: (postgres) => resources.defer(() => postgres.stop()),
    onWaiting: () => process.stderr.write('Waiting for another process to migrate.\n'),
  });
}

async function checked(connections: RuntimeConnections, masterKey: Uint8Array): Promise<RuntimeConnections> {
  await checkGivenRoles(connections, masterKey);
  return connections;
}
