import pg from 'pg';
import { startEmbeddedPostgres } from '../infrastructure/embedded-postgres.js';
import { prepareDatabase } from '../infrastructure/prepared-database.js';
import { laboratorySql } from './support/laboratory/laboratory.js';
import { openWorkshop } from './support/laboratory/workshop.js';
import { inTemporaryDirectory } from './support/temporary-directory.js';

import { atrium } from './performance/jobs/candidates.js';
import { fairness } from './performance/jobs/fairness.js';

await inTemporaryDirectory(async (directory) => {
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory, durable: false });
  const admin = { ...postgres.connection, database: 'bench' };
  const c0 = new pg.Client({ ...postgres.connection }); await c0.connect(); await c0.query('create database bench'); await c0.end();
  const { app, system } = await prepareDatabase(admin, new Uint8Array(32));
  const client = new pg.Client({ ...admin }); await client.connect(); await client.query(laboratorySql);
  const workshop = openWorkshop({ app, system, poolSize: 10, perTenant: 5 });
  const tenants = [await workshop.tenant(1), await workshop.tenant(2)];
  const ours = atrium(workshop, { app, system, admin, concurrency: 10, perTenant: 5 });
  await fairness(ours, workshop, tenants, client, console.log);
  const { rows } = await client.query(`select percentile_cont(0.5) within group (order by extract(epoch from admitted_at - requested_at)*1000) as req_adm, percentile_cont(0.5) within group (order by extract(epoch from started_at - admitted_at)*1000) as adm_start, percentile_cont(0.5) within group (order by extract(epoch from finished_at - started_at)*1000) as start_fin, split_part(data->>'name',' ',1) as label, count(*) from shared.job where finished_at is not null group by label`);
  console.table(rows);
  await client.end(); await workshop.close(); await postgres.stop();
});
process.exit(0);
