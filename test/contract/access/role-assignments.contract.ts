import { expect } from 'chai';
import { v7 } from 'uuid';
import { RoleAlreadyAssigned } from '../../../domain/access/access-refusals.js';
import { RoleAssignment } from '../../../domain/access/role-assignment.js';
import { PrincipalId, type TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

const at = new Date('2026-03-01T12:00:00.000Z');
const assignment = ({ tenantId }: TenantContext, principalId: PrincipalId, role: string) =>
  RoleAssignment.assign({ tenantId, principalId, role, assignedAt: at });

const opened = async (open: OpenPlatform) => {
  const { accessWork, roles, eventsOf } = await open();
  const add = (tenant: TenantContext, given: RoleAssignment) => accessWork.run(tenant, ({ assignments }) => assignments.add(tenant, given));
  return { accessWork, roles, eventsOf, add };
};

/** What every home for role assignments promises. */
export function describeRoleAssignments(home: string, open: OpenPlatform): void {
  describe(`role assignments in ${home}`, () => {
    it('stores an assignment with what happened', async () => {
      const [{ add, roles, eventsOf }, tenant, user] = [await opened(open), aTenant(), PrincipalId.from(v7())];
      await add(tenant, assignment(tenant, user, 'admin'));
      expect(await roles.rolesOf(tenant, user)).to.deep.equal(['admin']);
      expect(await eventsOf(tenant)).to.deep.equal([
        { type: 'access.role-assigned', occurredAt: at.toISOString(), principalId: user, role: 'admin' },
      ]);
    });

    it('refuses to assign a role twice, and announces it once', async () => {
      const [{ add, eventsOf }, tenant, user] = [await opened(open), aTenant(), PrincipalId.from(v7())];
      await add(tenant, assignment(tenant, user, 'admin'));
      await expect(add(tenant, assignment(tenant, user, 'admin'))).to.be.rejectedWith(RoleAlreadyAssigned);
      expect(await eventsOf(tenant)).to.have.length(1);
    });

    it('lets only one of two writers of the same assignment win', async () => {
      const [{ add, roles }, tenant, user] = [await opened(open), aTenant(), PrincipalId.from(v7())];
      const outcomes = await Promise.allSettled([1, 2].map(() => add(tenant, assignment(tenant, user, 'admin'))));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(RoleAlreadyAssigned);
      expect(await roles.rolesOf(tenant, user)).to.deep.equal(['admin']);
    });

    it('hides a tenant’s assignments from every other tenant', async () => {
      const [{ add, roles }, owner, stranger, user] = [await opened(open), aTenant(), aTenant(), PrincipalId.from(v7())];
      await add(owner, assignment(owner, user, 'admin'));
      await add(stranger, assignment(stranger, user, 'viewer'));
      expect(await roles.rolesOf(owner, user)).to.deep.equal(['admin']);
      expect(await roles.rolesOf(stranger, user)).to.deep.equal(['viewer']);
    });

    it('takes no assignment of another tenant', async () => {
      const [{ add, roles }, owner, stranger, user] = [await opened(open), aTenant(), aTenant(), PrincipalId.from(v7())];
      await expect(add(stranger, assignment(owner, user, 'owner'))).to.be.rejectedWith(/another tenant/);
      for (const tenant of [owner, stranger]) expect(await roles.rolesOf(tenant, user)).to.deep.equal([]);
    });

    it('keeps nothing of work that fails', async () => {
      const [{ accessWork, roles, eventsOf }, tenant, user] = [await opened(open), aTenant(), PrincipalId.from(v7())];
      const failing = accessWork.run(tenant, async ({ assignments }) => {
        await assignments.add(tenant, assignment(tenant, user, 'admin'));
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await roles.rolesOf(tenant, user)).to.deep.equal([]);
      expect(await eventsOf(tenant)).to.deep.equal([]);
    });
  });
}
