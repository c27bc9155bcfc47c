// graphile-worker as its manual has it, in a process of its own: the job adds the laboratory's row.
import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import { workerSettings } from '../../support/laboratory/worker-settings.js';

const { admin, concurrency } = workerSettings();
const pool = new pg.Pool({ ...admin, max: concurrency + 2 });
pool.on('error', () => undefined);
pool.on('connect', (client) => client.on('error', () => undefined));
type Asked = { readonly tenantId: string; readonly name: string };
await run({
  pgPool: pool,
  concurrency,
  noHandleSignals: true,
  logger: new Logger(() => () => undefined),
  taskList: {
    'record-effect': async (payload, { query }) => {
      const { tenantId, name } = payload as Asked;
      await query('insert into laboratory.effect (tenant_id, name, started_at) values ($1, $2, now())', [tenantId, name]);
    },
  },
});
process.send?.('ready');
