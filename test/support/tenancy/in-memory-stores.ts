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
import { Slugs } from '../../../application/tenancy/ports/slugs.js';
import { TenancyWork } from '../../../application/tenancy/ports/tenancy-work.js';
import { TenantProfile } from '../../../application/tenancy/ports/tenant-profile.js';
import { TenantRegistry } from '../../../application/tenancy/ports/tenant-registry.js';
import { UsageWork } from '../../../application/tenancy/ports/usage-work.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(TenancyWork).toResolvedValue(
    (store, registration) => inMemoryTenancyWork(store, (transaction) => new OwnersInIdentity(registration, transaction)),
    [InMemoryStore, Registration],
  );
  bind(UsageWork).toResolvedValue(inMemoryUsageWork, [InMemoryStore]);
  bind(TenantProfile).toResolvedValue((store) => new InMemoryTenantProfile(store), [InMemoryStore]);
  bind(Slugs).toResolvedValue((store) => new InMemorySlugs(store), [InMemoryStore]);
  bind(TenantRegistry).toResolvedValue((store) => new InMemoryTenantRegistry(store), [InMemoryStore]);
  bind(ActiveTenants).toResolvedValue((store) => new InMemoryActiveTenants(store), [InMemoryStore]);
});
