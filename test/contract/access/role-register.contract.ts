import { expect } from 'chai';
import { v7 } from 'uuid';
import { RoleAssignment } from '../../../domain/access/role-assignment.js';
import { PrincipalId } from '../../../domain/shared/tenant-context.js';
import { noon } from '../../support/users.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

/** What every reader of roles promises. */
export function describeRoleRegister(home: string, open: OpenPlatform): void {
  describe(`reading roles in ${home}`, () => {
    it('names all roles of one principal, and nobody else’s', async () => {
      const [{ accessWork, roles }, tenant] = [await open(), aTenant()];
      const { tenantId } = tenant;
      const [one, other] = [PrincipalId.from(v7()), PrincipalId.from(v7())];
      await accessWork.run(tenant, async ({ assignments }) => {
        for (const [principalId, role] of [[one, 'viewer'], [one, 'admin'], [other, 'owner'], [one, 'member']] as const) {
          await assignments.add(tenant, RoleAssignment.assign({ tenantId, principalId, role, assignedAt: noon }));
        }
      });
      expect(await roles.rolesOf(tenant, one)).to.have.members(['admin', 'member', 'viewer']);
      expect(await roles.rolesOf(tenant, other)).to.deep.equal(['owner']);
    });

    it('names none of somebody unknown', async () => {
      const { roles } = await open();
      expect(await roles.rolesOf(aTenant(), PrincipalId.from(v7()))).to.deep.equal([]);
    });
  });
}
