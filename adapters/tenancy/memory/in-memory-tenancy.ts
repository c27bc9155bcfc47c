import type { OpenTransaction, Transactions } from '../../../application/shared/ports/transactions.js';
import type { Owners } from '../../../application/tenancy/ports/owners.js';
import { Slugs } from '../../../application/tenancy/ports/slugs.js';
import type { TenancyScope } from '../../../application/tenancy/ports/tenancy-work.js';
import { TenantProfile } from '../../../application/tenancy/ports/tenant-profile.js';
import { Tenants } from '../../../application/tenancy/ports/tenants.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { SlugTaken } from '../../../domain/tenancy/tenancy-refusals.js';
import { Tenant, type TenantState } from '../../../domain/tenancy/tenant.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork, shelfName } from '../../shared/memory/in-memory-store.js';

const tenantShelf = shelfName<TenantState>('tenancy.tenant');
const slugShelf = shelfName<TenantId>('tenancy.slug');

/** Tenancy's unit of work on the in-memory store; owners are registered where the others say. */
export const inMemoryTenancyWork = (
  store: Transactions,
  ownersIn: (transaction: OpenTransaction) => Owners,
): InMemoryUnitOfWork<TenancyScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({ tenants: new InMemoryTenants(transaction), owners: ownersIn(transaction) }));

class InMemoryTenants extends Tenants {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async add(tenant: TenantContext, { state, events }: Tenant): Promise<Tenant> {
    const slugs = this.transaction.commons(slugShelf);
    if (slugs.has(state.slug)) throw new SlugTaken();
    slugs.set(state.slug, state.id);
    const stored = { ...state, version: 1 };
    this.transaction.shelf(tenant, tenantShelf).set(state.id, stored);
    this.transaction.announce(tenant, events);
    return Tenant.restore(stored);
  }
}

export class InMemoryTenantProfile extends TenantProfile {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async read(tenant: TenantContext): Promise<TenantState> {
    const state = this.store.shelf(tenant, tenantShelf).get(tenant.tenantId);
    if (state === undefined) throw new Error('The tenant of this context does not exist.');
    return state;
  }
}

export class InMemorySlugs extends Slugs {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async tenantOf(_system: SystemContext, slug: string): Promise<TenantId | null> {
    return this.store.commons(slugShelf).get(slug) ?? null;
  }
}
