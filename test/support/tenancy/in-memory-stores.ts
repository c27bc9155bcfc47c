import { ContainerModule } from 'inversify';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { OwnersInIdentity } from '../../../adapters/tenancy/identity/owners-in-identity.js';
import {
  InMemoryActiveTenants,
  inMemoryTenancyWork,
  InMemorySlugs,
  InMemoryTenantProfile,
  InMemoryTenantRegistry,
  inMemoryUsageWork,
} from '../../../adapters/tenancy/memory/in-memory-tenancy.js';
import { Registration } from '../../../application/identity/published.js';
import { ActiveTenants } from '../../../application/shared/ports/active-tenants.js';
import { CopiedTenantRegistry } from '../../../application/tenancy/copied-tenant-registry.js';
import { Slugs } from '../../../application/tenancy/ports/slugs.js';
import { TenancyWork } from '../../../application/tenancy/ports/tenancy-work.js';
import { TenantEntries } from '../../../application/tenancy/ports/tenant-entries.js';
import { TenantProfile } from '../../../application/tenancy/ports/tenant-profile.js';
import { TenantRegistry } from '../../../application/tenancy/ports/tenant-registry.js';
import { UsageWork } from '../../../application/tenancy/ports/usage-work.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(TenancyWork).toResolvedValue(
    (store, registration, entries) => inMemoryTenancyWork(store, (transaction) => new OwnersInIdentity(registration, transaction), entries),
    [InMemoryStore, Registration, TenantEntries],
  );
  bind(UsageWork).toResolvedValue(inMemoryUsageWork, [InMemoryStore]);
  bind(TenantProfile).toResolvedValue((store) => new InMemoryTenantProfile(store), [InMemoryStore]);
  bind(Slugs).toResolvedValue((store) => new InMemorySlugs(store), [InMemoryStore]);
  bind(TenantRegistry).toResolvedValue((store, entries) => new CopiedTenantRegistry(new InMemoryTenantRegistry(store), entries), [InMemoryStore, TenantEntries]);
  bind(ActiveTenants).toResolvedValue((store) => new InMemoryActiveTenants(store), [InMemoryStore]);
});
