import type { AccessScope } from '../../../application/access/ports/access-work.js';
import { RoleHolders } from '../../../application/access/ports/role-holders.js';
import { RoleRegister } from '../../../application/access/ports/role-register.js';
import type { InvalidationsIn } from '../../../application/shared/ports/invalidations.js';
import type { Transactions } from '../../../application/shared/ports/transactions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { RoleHolder, type RoleHolderState } from '../../../domain/access/role-holder.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork, shelfName } from '../../shared/memory/in-memory-store.js';

const holderShelf = shelfName<RoleHolderState>('access.role-holder');

/** Access's unit of work on the in-memory store. */
export const inMemoryAccessWork = (store: Transactions, invalidationsIn: InvalidationsIn): InMemoryUnitOfWork<AccessScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({
    holders: new InMemoryRoleHolders(transaction),
    invalidations: invalidationsIn(transaction),
  }));

class InMemoryRoleHolders extends RoleHolders {
  constructor(private readonly transaction: InMemoryTransaction) {
    super();
  }

  override async activeOwners(tenant: TenantContext): Promise<readonly PrincipalId[]> {
    return [...this.transaction.shelf(tenant, holderShelf).values()]
      .filter((state) => RoleHolder.restore(state).isActiveOwner)
      .map(({ principalId }) => principalId)
      .sort();
  }

  override async get(tenant: TenantContext, id: PrincipalId): Promise<RoleHolder | null> {
    const state = this.transaction.shelf(tenant, holderShelf).get(id);
    return state === undefined ? null : RoleHolder.restore(state);
  }

  override async save(tenant: TenantContext, holder: RoleHolder): Promise<RoleHolder> {
    const stored = { ...holder.state, version: holder.state.version + 1 };
    this.shelfHolding(tenant, holder).set(stored.principalId, stored);
    this.transaction.announce(tenant, holder.state.principalId, holder.events);
    return RoleHolder.restore(stored);
  }

  override async remove(tenant: TenantContext, holder: RoleHolder): Promise<void> {
    this.shelfHolding(tenant, holder).delete(holder.state.principalId);
    this.transaction.announce(tenant, holder.state.principalId, holder.events);
  }

  /** The shelf, as long as the holder lies there in the version that was seen. @throws OutdatedVersion */
  private shelfHolding(tenant: TenantContext, { state }: RoleHolder): Map<string, RoleHolderState> {
    if (state.tenantId !== tenant.tenantId) throw new OutdatedVersion();
    const shelf = this.transaction.shelf(tenant, holderShelf);
    if ((shelf.get(state.principalId)?.version ?? 0) !== state.version) throw new OutdatedVersion();
    return shelf;
  }
}

export class InMemoryRoleRegister extends RoleRegister {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  override async rolesOf(tenant: TenantContext, principalId: PrincipalId): Promise<readonly string[]> {
    const state = await this.find(tenant, principalId);
    return state?.active === true ? state.roles : [];
  }

  override async find(tenant: TenantContext, principalId: PrincipalId): Promise<RoleHolderState | null> {
    return this.store.shelf(tenant, holderShelf).get(principalId) ?? null;
  }
}
