import type { Page, PageRequest } from '../../../application/shared/page.js';
import { ActiveTenants } from '../../../application/shared/ports/active-tenants.js';
import type { OpenTransaction, Transactions } from '../../../application/shared/ports/transactions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { CopiedTenants } from '../../../application/tenancy/copied-tenants.js';
import type { Owners } from '../../../application/tenancy/ports/owners.js';
import { Slugs } from '../../../application/tenancy/ports/slugs.js';
import type { TenancyScope } from '../../../application/tenancy/ports/tenancy-work.js';
import type { TenantEntries } from '../../../application/tenancy/ports/tenant-entries.js';
import { TenantProfile } from '../../../application/tenancy/ports/tenant-profile.js';
import { TenantRegistry } from '../../../application/tenancy/ports/tenant-registry.js';
import { Tenants } from '../../../application/tenancy/ports/tenants.js';
import { type Counter, Usage, type UsedNow } from '../../../application/tenancy/ports/usage.js';
import type { UsageScope } from '../../../application/tenancy/ports/usage-work.js';
import type { Meter } from '../../../application/tenancy/published.js';
import type { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, TenantContext, type TenantId } from '../../../domain/shared/tenant-context.js';
import type { Plan } from '../../../domain/tenancy/plan.js';
import { SlugTaken, TenantNotFound } from '../../../domain/tenancy/tenancy-refusals.js';
import { statusOf, Tenant, type TenantEvent, type TenantState, type TenantStatus } from '../../../domain/tenancy/tenant.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork, shelfName } from '../../shared/memory/in-memory-store.js';

const tenantShelf = shelfName<TenantState>('tenancy.tenant');
const slugShelf = shelfName<TenantId>('tenancy.slug');
const usageShelf = shelfName<number>('tenancy.usage');
const keyOf = ({ meter, period }: Counter): string => `${meter} ${period}`;

/** Tenancy's unit of work on the in-memory store; owners are registered where the others say, and changes are in the directory after it. */
export const inMemoryTenancyWork = (
  store: Transactions,
  ownersIn: (transaction: OpenTransaction) => Owners,
  entries: TenantEntries,
): InMemoryUnitOfWork<TenancyScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({
    tenants: new CopiedTenants(new InMemoryTenants(transaction), transaction, entries),
    owners: ownersIn(transaction),
  }));

export const inMemoryUsageWork = (store: Transactions): InMemoryUnitOfWork<UsageScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({ usage: new InMemoryUsage(transaction) }));

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
    this.transaction.announce(tenant, state.id, events);
    return Tenant.restore(stored);
  }

  override async get(tenant: TenantContext): Promise<Tenant> {
    return Tenant.restore(existing(this.transaction.shelf(tenant, tenantShelf).get(tenant.tenantId)));
  }

  override async save(tenant: TenantContext, { state: { name, closesAt, version }, events }: Tenant): Promise<Tenant> {
    return changed(this.transaction, tenant, version, { name, closesAt }, events);
  }
}

export class InMemoryTenantRegistry extends TenantRegistry {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async list(_system: SystemContext, { limit, after = '' }: PageRequest): Promise<Page<TenantState>> {
    const states = [...this.store.commons(slugShelf).values()].map((id) => existing(stateIn(this.store, id)));
    const rest = states.filter(({ slug }) => slug > after).sort((one, other) => (one.slug < other.slug ? -1 : 1));
    const items = rest.slice(0, limit);
    return { items, next: rest.length > limit ? (items.at(-1)?.slug ?? null) : null };
  }

  override async get(_system: SystemContext, slug: string): Promise<Tenant> {
    const id = this.store.commons(slugShelf).get(slug);
    if (id === undefined) throw new TenantNotFound();
    return Tenant.restore(existing(stateIn(this.store, id)));
  }

  override save(_system: SystemContext, { state: { id, plan, suspension, closedAt, version }, events }: Tenant): Promise<Tenant> {
    const tenant = TenantContext.visitor(id);
    return this.store.run(tenant, async (transaction) => changed(transaction, tenant, version, { plan, suspension, closedAt }, events));
  }
}

class InMemoryUsage extends Usage {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async take(tenant: TenantContext, counter: Counter, limits: Readonly<Record<Plan, number | null>>): Promise<{ plan: Plan; taken: boolean }> {
    const { plan } = existing(this.transaction.shelf(tenant, tenantShelf).get(tenant.tenantId));
    const shelf = this.transaction.shelf(tenant, usageShelf);
    const used = shelf.get(keyOf(counter)) ?? 0;
    const taken = used < (limits[plan] ?? Number.POSITIVE_INFINITY);
    if (taken) shelf.set(keyOf(counter), used + 1);
    return { plan, taken };
  }

  override async giveBack(tenant: TenantContext, counter: Counter): Promise<void> {
    const shelf = this.transaction.shelf(tenant, usageShelf);
    shelf.set(keyOf(counter), Math.max(0, (shelf.get(keyOf(counter)) ?? 0) - 1));
  }
}

export class InMemoryTenantProfile extends TenantProfile {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async read(tenant: TenantContext): Promise<TenantState> {
    return existing(this.store.shelf(tenant, tenantShelf).get(tenant.tenantId));
  }

  override async usage(tenant: TenantContext, month: string): Promise<UsedNow> {
    const used = (meter: Meter, period: string): number => this.store.shelf(tenant, usageShelf).get(keyOf({ meter, period })) ?? 0;
    return { members: used('members', ''), customers: used('customers', ''), invoicesPerMonth: used('invoicesPerMonth', month) };
  }

  override async status(tenant: TenantContext): Promise<TenantStatus> {
    // a migration has founded it
    if (tenant.tenantId === platformTenantId) return 'active';
    const state = this.store.shelf(tenant, tenantShelf).get(tenant.tenantId);
    return state === undefined ? 'closed' : statusOf(state);
  }
}

export class InMemoryActiveTenants extends ActiveTenants {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async page(_system: SystemContext, after: TenantId | null, limit: number): Promise<readonly TenantId[]> {
    const states = [...this.store.commons(slugShelf).values()].map((id) => existing(stateIn(this.store, id)));
    const active = states.filter((state) => statusOf(state) === 'active' && (after === null || state.id > after));
    return active.map(({ id }) => id).toSorted().slice(0, limit);
  }
}

export class InMemorySlugs extends Slugs {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async tenantOf(_system: SystemContext, slug: string): Promise<TenantId | null> {
    const id = this.store.commons(slugShelf).get(slug);
    return id === undefined || existing(stateIn(this.store, id)).closedAt !== null ? null : id;
  }
}

function existing(state: TenantState | undefined): TenantState {
  if (state === undefined) throw new Error('The tenant of this context does not exist.');
  return state;
}

const stateIn = (store: InMemoryStore, id: TenantId): TenantState | undefined => store.shelf(TenantContext.visitor(id), tenantShelf).get(id);

function changed(
  transaction: InMemoryTransaction,
  tenant: TenantContext,
  version: number,
  change: Partial<TenantState>,
  events: readonly TenantEvent[],
): Tenant {
  const shelf = transaction.shelf(tenant, tenantShelf);
  const current = existing(shelf.get(tenant.tenantId));
  if (current.version !== version) throw new OutdatedVersion();
  const next = { ...current, ...change, version: version + 1 };
  shelf.set(tenant.tenantId, next);
  transaction.announce(tenant, next.id, events);
  return Tenant.restore(next);
}
