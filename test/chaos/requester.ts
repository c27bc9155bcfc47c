// Asks for jobs, each in the transaction of its cause; every third transaction is undone. May be killed at any moment.
import { type TenantContext, TenantId } from '../../domain/shared/tenant-context.js';
import { atOnce } from '../support/laboratory/at-once.js';
import { request, requestIn } from '../support/laboratory/laboratory.js';
import { workerSettings } from '../support/laboratory/worker-settings.js';
import { openWorkshop } from '../support/laboratory/workshop.js';
import { thePlatformIn } from '../support/tenants.js';

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

await atOnce(10, from, to, async (at) => {
  const tenant = thePlatformIn(TenantId.from(tenants[at % tenants.length] ?? ''));
  if (at % 3 === 0) await undone(tenant, at);
  else await request(laboratory, tenant, `request ${at}`);
  process.send?.({ at });
});
process.exit(0);
