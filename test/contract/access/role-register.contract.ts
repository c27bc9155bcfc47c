import { expect } from 'chai';
import { v7 } from 'uuid';
import { PrincipalId } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';
import { aStoredHolder } from './holders.js';

/** What every reader of roles promises. */
export function describeRoleRegister(home: string, open: OpenPlatform): void {
  describe(`reading roles in ${home}`, () => {
    it('names all roles of one principal, and nobody else’s', async () => {
      const [{ accessWork, roles }, tenant] = [await open(), aTenant()];
      const one = await aStoredHolder(accessWork, tenant, 'viewer', 'admin', 'member');
      const other = await aStoredHolder(accessWork, tenant, 'owner');

      expect(await roles.rolesOf(tenant, one.state.principalId)).to.deep.equal(['admin', 'member', 'viewer']);
      expect(await roles.rolesOf(tenant, other.state.principalId)).to.deep.equal(['owner']);
      expect(await roles.find(tenant, one.state.principalId)).to.deep.equal(one.state);
    });

    it('names none by which somebody has rights who is not active, and shows which are kept', async () => {
      const [{ accessWork, roles }, tenant] = [await open(), aTenant()];
      const holder = await aStoredHolder(accessWork, tenant, 'admin');
      const { state } = await accessWork.run(tenant, ({ holders }) => holders.save(tenant, holder.suspend(noon)));

      expect(await roles.rolesOf(tenant, state.principalId)).to.deep.equal([]);
      expect(await roles.find(tenant, state.principalId)).to.deep.equal({ ...holder.state, active: false, version: 2 });
    });

    it('names none of somebody unknown, nor of another tenant’s', async () => {
      const [{ accessWork, roles }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const { state } = await aStoredHolder(accessWork, tenant, 'admin');

      for (const [whose, id] of [[tenant, PrincipalId.from(v7())], [stranger, state.principalId]] as const) {
        expect(await roles.rolesOf(whose, id)).to.deep.equal([]);
        expect(await roles.find(whose, id)).to.equal(null);
      }
    });
  });
}
