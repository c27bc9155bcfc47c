import pg from 'pg';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { startEmbeddedPostgres } from '../../../infrastructure/embedded-postgres.js';
import { prepareDatabase } from '../../../infrastructure/prepared-database.js';
import { inTemporaryDirectory } from '../temporary-directory.js';
import { laboratorySql } from './laboratory.js';
import type { WorkerSettings } from './worker-settings.js';
import { openWorkshop, type Workshop } from './workshop.js';

/** The laboratory on a PostgreSQL of its own, with tenants; workers are still to be started. */
export type Stage = {
  /** Gone with the stage. */
  readonly directory: string;
  readonly workshop: Workshop;
  readonly tenants: readonly TenantContext[];
  /** As whoever owns the database. */
  readonly client: pg.Client;
  readonly settings: WorkerSettings;
};

const CONCURRENCY = 10;
const PER_TENANT = 5;

/** Sets the stage up for the length of `work`. */
export async function onStage<T>(tenantCount: number, work: (stage: Stage) => Promise<T>): Promise<T> {
  return inTemporaryDirectory(async (directory) => {
    await using resources = new AsyncDisposableStack();
    const postgres = await startEmbeddedPostgres({ dataDirectory: directory, durable: false });
    resources.defer(() => postgres.stop());
    const admin = { ...postgres.connection, database: 'laboratory' };
    await createDatabase(postgres.connection, admin.database);
    const { app, system } = await prepareDatabase(admin, new Uint8Array(32));
    const client = new pg.Client({ ...admin });
    await client.connect();
    resources.defer(() => client.end());
    await client.query(laboratorySql);
    const workshop = openWorkshop({ app, system, poolSize: CONCURRENCY, perTenant: PER_TENANT });
    resources.defer(() => workshop.close());
    const tenants: TenantContext[] = [];
    for (let number = 1; number <= tenantCount; number++) tenants.push(await workshop.tenant(number));
    return await work({ directory, workshop, tenants, client, settings: { app, system, admin, concurrency: CONCURRENCY, perTenant: PER_TENANT } });
  });
}

async function createDatabase(connection: pg.ClientConfig, name: string): Promise<void> {
  const client = new pg.Client({ ...connection });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
}
