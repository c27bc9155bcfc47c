// Asks for jobs, each in the transaction of its cause; every third transaction is undone. May be killed at any moment.
import { request, requestIn } from '../support/laboratory/laboratory.js';
import { openWorkshop, tenantOf } from '../support/laboratory/workshop.js';
import { workerSettings } from '../performance/jobs/worker-settings.js';
import { type TenantContext, TenantId } from '../../domain/shared/tenant-context.js';

const { app, system, perTenant } = workerSettings();
const { laboratory } = openWorkshop({ app, system, poolSize: 10, perTenant });
const [tenants, from, to] = JSON.parse(process.env['REQUESTS'] ?? '[]') as [string[], number, number];

class Undone extends Error {}

/** Asked for, and taken back with all else that its transaction did. */
async function undone(tenant: TenantContext, at: number): Promise<void> {
  const asked = laboratory.run(tenant, async (scope) => {
    await requestIn(scope, tenant, `request ${at}`);
    throw new Undone();
  });
  await asked.catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
}

let next = from;
await Promise.all(
  Array.from({ length: 10 }, async () => {
    for (let at = next++; at < to; at = next++) {
      const tenant = tenantOf(TenantId.from(tenants[at % tenants.length] ?? ''));
      if (at % 3 === 0) await undone(tenant, at);
      else await request(laboratory, tenant, `request ${at}`);
      process.send?.({ at });
    }
  }),
);
process.exit(0);
