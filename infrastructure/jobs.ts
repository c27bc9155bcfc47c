import { PostgresJobDesk } from '../adapters/operations/postgres/postgres-job-desk.js';
import type { TenantDatabase } from '../adapters/shared/postgres/tenant-database.js';
import { SystemClock } from '../adapters/shared/system/system-clock.js';
import { PostgresTenantProfile } from '../adapters/tenancy/postgres/postgres-tenant-profile.js';
import { PostgresTenantRegistry } from '../adapters/tenancy/postgres/postgres-tenant-registry.js';
import { CountJobs } from '../application/operations/count-jobs.js';
import { DiscardJob } from '../application/operations/discard-job.js';
import { FindJob } from '../application/operations/find-job.js';
import { ListJobs } from '../application/operations/list-jobs.js';
import { ListParkedEvents } from '../application/operations/list-parked-events.js';
import type { JobCard } from '../application/operations/ports/job-desk.js';
import { RetryJob } from '../application/operations/retry-job.js';
import { guarded } from '../application/shared/guard.js';
import { FindTenant } from '../application/tenancy/find-tenant.js';
import { SystemContext } from '../domain/shared/system-context.js';
import { platformTenantId, TenantContext } from '../domain/shared/tenant-context.js';
import type { Configuration } from './configuration.js';
import { issuedPass } from './dashboard-pass.js';
import { type JobsCommand, jobsCommand } from './jobs-command.js';
import { card, counts, dashboardLink, done, list, parked, quarantine, type Slugs } from './jobs-texts.js';
import { operatorCommand, type OperatorTools } from './operator-command.js';

// What operators do to jobs, by use cases with a guard like everybody's. Once there is an audit log, it is told there.
async function carryOut(command: JobsCommand, { system, database, configuration, masterKey }: OperatorTools): Promise<string> {
  const desk = new PostgresJobDesk(system);
  const operator = SystemContext.for(`npm run jobs -- ${command.does}`);
  switch (command.does) {
    case 'count':
      return counts(await guarded(new CountJobs(desk)).execute(operator));
    case 'list': {
      const { does: _does, tenant, ...wanted } = command;
      const ofTenant = tenant === undefined ? {} : { tenantId: (await guarded(new FindTenant(new PostgresTenantRegistry(system))).execute(operator, { slug: tenant })).id };
      const found = await guarded(new ListJobs(desk)).execute(operator, { ...wanted, ...ofTenant });
      return list(found, await slugsOf(found.items, database));
    }
    case 'quarantine': {
      const found = await guarded(new ListJobs(desk)).execute(operator, { status: 'quarantined', limit: command.limit });
      return quarantine(found, await slugsOf(found.items, database));
    }
    case 'parked': {
      const found = await guarded(new ListParkedEvents(desk)).execute(operator, command);
      return parked(found, await slugsOf(found.items.map(({ job }) => job), database));
    }
    case 'show': {
      const job = await guarded(new FindJob(desk)).execute(operator, command);
      return card(job, await slugsOf([job], database));
    }
    case 'retry':
      return done.retry(await guarded(new RetryJob(desk)).execute(operator, command));
    case 'discard':
      return done.discard(await guarded(new DiscardJob(desk)).execute(operator, command));
    case 'dashboard':
      return dashboardLink(`${operationsOrigin(configuration)}/agendash?pass=${await issuedPass(masterKey, new SystemClock().now())}`);
  }
}

/** Jobs of schedules are the platform's own. */
async function slugsOf(jobs: readonly JobCard[], database: TenantDatabase): Promise<Slugs> {
  const profile = new PostgresTenantProfile(database);
  const tenants = [...new Set(jobs.map(({ tenantId }) => tenantId))];
  return new Map(
    await Promise.all(
      tenants.map(async (tenantId) => [tenantId, tenantId === platformTenantId ? 'the platform' : (await profile.read(TenantContext.visitor(tenantId))).slug] as const),
    ),
  );
}

/** Where the operations port is reached from here. */
function operationsOrigin({ host, operationsPort }: Configuration): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${operationsPort}`;
}

await operatorCommand((args) => {
  const command = jobsCommand(args);
  return (tools) => carryOut(command, tools);
});
