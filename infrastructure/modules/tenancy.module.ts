import { ContainerModule } from 'inversify';
import { SystemDatabase } from '../../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { CopiedTenantEntries } from '../../adapters/tenancy/documents/copied-tenant-entries.js';
import { tenantEndpoints } from '../../adapters/tenancy/http/tenant-endpoints.js';
import { OwnerPreparationInIdentity, OwnersInIdentity } from '../../adapters/tenancy/identity/owners-in-identity.js';
import { RatesByPlan } from '../../adapters/tenancy/in-process/rates-by-plan.js';
import { PostgresActiveTenants } from '../../adapters/tenancy/postgres/postgres-active-tenants.js';
import { PostgresSlugs } from '../../adapters/tenancy/postgres/postgres-slugs.js';
import { postgresTenancyWork } from '../../adapters/tenancy/postgres/postgres-tenancy-work.js';
import { PostgresTenantProfile } from '../../adapters/tenancy/postgres/postgres-tenant-profile.js';
import { PostgresTenantRegistry } from '../../adapters/tenancy/postgres/postgres-tenant-registry.js';
import { postgresUsageWork } from '../../adapters/tenancy/postgres/postgres-usage-work.js';
import { Registration } from '../../application/identity/published.js';
import { guarded, guardedCommand } from '../../application/shared/guard.js';
import { ActiveTenants } from '../../application/shared/ports/active-tenants.js';
import { Cache } from '../../application/shared/ports/cache.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { DocumentStore } from '../../application/shared/ports/document-store.js';
import { Ids } from '../../application/shared/ports/ids.js';
import { RateLimits } from '../../application/shared/ports/rate-limits.js';
import { ChangePlan } from '../../application/tenancy/change-plan.js';
import { ChangeTenant } from '../../application/tenancy/change-tenant.js';
import { CloseTenant } from '../../application/tenancy/close-tenant.js';
import { CopiedTenantRegistry } from '../../application/tenancy/copied-tenant-registry.js';
import { CopyTenant } from '../../application/tenancy/copy-tenant.js';
import { FindTenant } from '../../application/tenancy/find-tenant.js';
import { tenancyJobs } from '../../application/tenancy/jobs.js';
import { ListTenants } from '../../application/tenancy/list-tenants.js';
import { tenancyPermissions } from '../../application/tenancy/permissions.js';
import { OwnerPreparation } from '../../application/tenancy/ports/owners.js';
import { Slugs } from '../../application/tenancy/ports/slugs.js';
import { TenancyWork } from '../../application/tenancy/ports/tenancy-work.js';
import { TenantEntries } from '../../application/tenancy/ports/tenant-entries.js';
import { TenantProfile } from '../../application/tenancy/ports/tenant-profile.js';
import { TenantRegistry } from '../../application/tenancy/ports/tenant-registry.js';
import { UsageWork } from '../../application/tenancy/ports/usage-work.js';
import { PlanAllowances, tenancyEvents, TenantDirectory, TenantStandings } from '../../application/tenancy/published.js';
import { PublishedPlanAllowances } from '../../application/tenancy/published-plan-allowances.js';
import { PublishedTenantDirectory } from '../../application/tenancy/published-tenant-directory.js';
import { PublishedTenantStandings } from '../../application/tenancy/published-tenant-standings.js';
import { ReopenTenant } from '../../application/tenancy/reopen-tenant.js';
import { RequestClosure } from '../../application/tenancy/request-closure.js';
import { ResumeTenant } from '../../application/tenancy/resume-tenant.js';
import { ShowTenant } from '../../application/tenancy/show-tenant.js';
import { ShowUsage } from '../../application/tenancy/show-usage.js';
import { SignUp } from '../../application/tenancy/sign-up.js';
import { SuspendTenant } from '../../application/tenancy/suspend-tenant.js';
import { TenantEntriesRebuilder } from '../../application/tenancy/tenant-entries-rebuilder.js';
import type { ContextModule } from './context-module.js';

export const tenancyModule: ContextModule = {
  name: 'tenancy',
  endpoints: tenantEndpoints,
  permissions: tenancyPermissions,
  jobs: tenancyJobs,
  documents: TenantEntriesRebuilder,
  events: tenancyEvents,

  core: new ContainerModule(({ bind }) => {
    bind(SignUp).toResolvedValue(
      (work, preparation, ids, clock) => guarded(new SignUp(work, preparation, ids, clock)),
      [TenancyWork, OwnerPreparation, Ids, Clock],
    );
    bind(ShowTenant).toResolvedValue((profile) => guarded(new ShowTenant(profile)), [TenantProfile]);
    bind(ShowUsage).toResolvedValue((profile, clock) => guarded(new ShowUsage(profile, clock)), [TenantProfile, Clock]);
    bind(ChangeTenant).toResolvedValue((work, clock) => guardedCommand(work, (joined) => new ChangeTenant(joined, clock)), [TenancyWork, Clock]);
    bind(RequestClosure).toResolvedValue((work, clock) => guardedCommand(work, (joined) => new RequestClosure(joined, clock)), [TenancyWork, Clock]);
    bind(ReopenTenant).toResolvedValue((work, clock) => guardedCommand(work, (joined) => new ReopenTenant(joined, clock)), [TenancyWork, Clock]);

    bind(CopyTenant).toResolvedValue((work, entries) => guardedCommand(work, (joined) => new CopyTenant(joined, entries)), [TenancyWork, TenantEntries]);

    bind(ListTenants).toResolvedValue((registry) => guarded(new ListTenants(registry)), [TenantRegistry]);
    bind(FindTenant).toResolvedValue((registry) => guarded(new FindTenant(registry)), [TenantRegistry]);
    bind(ChangePlan).toResolvedValue((registry, clock) => guarded(new ChangePlan(registry, clock)), [TenantRegistry, Clock]);
    bind(SuspendTenant).toResolvedValue((registry, clock) => guarded(new SuspendTenant(registry, clock)), [TenantRegistry, Clock]);
    bind(ResumeTenant).toResolvedValue((registry, clock) => guarded(new ResumeTenant(registry, clock)), [TenantRegistry, Clock]);
    bind(CloseTenant).toResolvedValue((registry, clock) => guarded(new CloseTenant(registry, clock)), [TenantRegistry, Clock]);

    bind(OwnerPreparation).toResolvedValue((registration) => new OwnerPreparationInIdentity(registration), [Registration]);
    bind(TenantEntries).toResolvedValue(
      (cache, documents, profile, slugs) => new CopiedTenantEntries(cache, documents, profile, slugs),
      [Cache, DocumentStore, TenantProfile, Slugs],
    );
    bind(TenantEntriesRebuilder).toResolvedValue((profile, entries) => new TenantEntriesRebuilder(profile, entries), [TenantProfile, TenantEntries]);
    bind(TenantDirectory).toResolvedValue((entries) => new PublishedTenantDirectory(entries), [TenantEntries]);
    bind(TenantStandings).toResolvedValue((entries) => new PublishedTenantStandings(entries), [TenantEntries]);
    bind(RateLimits).toResolvedValue((entries) => new RatesByPlan(entries), [TenantEntries]);
    bind(PlanAllowances).toResolvedValue((work, clock) => new PublishedPlanAllowances(work, clock), [UsageWork, Clock]);
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(TenancyWork).toResolvedValue(
      (database, registration, entries) => postgresTenancyWork(database, (transaction) => new OwnersInIdentity(registration, transaction), entries),
      [TenantDatabase, Registration, TenantEntries],
    );
    bind(UsageWork).toResolvedValue(postgresUsageWork, [TenantDatabase]);
    bind(TenantProfile).toResolvedValue((database) => new PostgresTenantProfile(database), [TenantDatabase]);
    bind(Slugs).toResolvedValue((database) => new PostgresSlugs(database), [SystemDatabase]);
    bind(TenantRegistry).toResolvedValue(
      (database, entries) => new CopiedTenantRegistry(new PostgresTenantRegistry(database), entries),
      [SystemDatabase, TenantEntries],
    );
    bind(ActiveTenants).toResolvedValue(() => new PostgresActiveTenants());
  }),
};
