import { InMemoryActiveTenants } from '../../../adapters/tenancy/memory/in-memory-tenancy.js';
import { PostgresActiveTenants } from '../../../adapters/tenancy/postgres/postgres-active-tenants.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { type Homes, inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { type ActiveTenantsPorts, describeActiveTenants } from './active-tenants.contract.js';

const homes: Homes<ActiveTenantsPorts> = {
  memory: (store) => ({
    ...platformHomes.memory(store),
    activeTenants: new InMemoryActiveTenants(store),
    systemRun: (step) => store.run(TenantContext.visitor(platformTenantId), step),
  }),
  postgres: (database, system) => ({
    ...platformHomes.postgres(database, system),
    activeTenants: new PostgresActiveTenants(),
    systemRun: (step) => system.run(SystemContext.for('a test of active tenants'), step),
  }),
};

inEachHome(homes, describeActiveTenants);
