import { OWNER, RoleHolder } from '../../domain/access/role-holder.js';
import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';
import { assertMayDecideOn, assertOneStaysBeside } from './deciding-on-roles.js';
import type { PermissionCatalogue } from './permission-catalogue.js';
import type { AccessWork } from './ports/access-work.js';
import type { RoleHolders } from './ports/role-holders.js';
import { type Grant, RoleAssigner } from './published.js';
import { rightsTags } from './rights-tags.js';

/** Keeps roles within the transaction that registers, deactivates or removes their holder. */
export class PublishedRoleAssigner extends RoleAssigner {
  constructor(
    private readonly work: AccessWork,
    private readonly catalogue: PermissionCatalogue,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async assign(tenant: TenantContext, principalId: PrincipalId, role: string, transaction: OpenTransaction): Promise<void> {
    const holder = RoleHolder.assign({ tenantId: tenant.tenantId, principalId, roles: [role] }, this.clock.now());
    await this.work.within(transaction).run(tenant, async ({ holders, invalidations }) => {
      await holders.save(tenant, holder);
      invalidations.add(tenant, rightsTags(tenant, principalId));
    });
  }

  override deactivate(tenant: TenantContext, id: PrincipalId, transaction: OpenTransaction): Promise<void> {
    return this.decide(tenant, id, transaction, async (holder, holders, owners) => {
      assertOneStaysBeside(id, owners);
      await holders.save(tenant, holder.suspend(this.clock.now()));
    });
  }

  override reactivate(tenant: TenantContext, id: PrincipalId, transaction: OpenTransaction): Promise<void> {
    return this.decide(tenant, id, transaction, async (holder, holders) => {
      await holders.save(tenant, holder.resume(this.clock.now()));
    });
  }

  override withdraw(tenant: TenantContext, id: PrincipalId, transaction: OpenTransaction): Promise<void> {
    return this.decide(tenant, id, transaction, async (holder, holders, owners) => {
      assertOneStaysBeside(id, owners);
      await holders.remove(tenant, holder.withdraw(this.clock.now()));
    });
  }

  override async assertMayGive(tenant: TenantContext, role: string, transaction: OpenTransaction): Promise<void> {
    await this.work.within(transaction).run(tenant, async ({ holders }) => {
      assertMayDecideOn([role], tenant, await holders.activeOwners(tenant), this.catalogue);
    });
  }

  override async mayStillGive(tenant: TenantContext, { role, by, needs }: Grant, transaction: OpenTransaction): Promise<boolean> {
    const giver = await this.work.within(transaction).run(tenant, ({ holders }) => holders.get(tenant, by));
    if (giver === null || !giver.state.active) return false;
    const held = new Set(this.catalogue.grantedBy(giver.state.roles));
    const needed = [needs, ...this.catalogue.grantedBy([role])];
    return needed.every((permission) => held.has(permission)) && (role !== OWNER || giver.isActiveOwner);
  }

  /** Whoever holds no roles has no rights about which to decide. */
  private async decide(
    tenant: TenantContext,
    id: PrincipalId,
    transaction: OpenTransaction,
    decision: (holder: RoleHolder, holders: RoleHolders, owners: readonly PrincipalId[]) => Promise<void>,
  ): Promise<void> {
    await this.work.within(transaction).run(tenant, async ({ holders, invalidations }) => {
      const owners = await holders.activeOwners(tenant);
      const holder = await holders.get(tenant, id);
      if (holder === null) return;
      assertMayDecideOn(holder.state.roles, tenant, owners, this.catalogue);
      await decision(holder, holders, owners);
      invalidations.add(tenant, rightsTags(tenant, id));
    });
  }
}
