import { expect } from 'chai';
import { AssignRoles } from '../../../application/access/assign-roles.js';
import { PublishedRightsDirectory } from '../../../application/access/published-rights-directory.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aMember, anOwnerOf } from '../../support/members.js';
import { aTenant, userOf } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

/** What whoever asks for rights is answered right after these have changed. */
export function describeRememberedRights(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const ground = await open();
    const { accessWork, catalogue, cache, roles: register } = ground;
    const owner = await anOwnerOf(ground);
    const member = await aMember(ground, owner, 'member');
    const { id } = userOf(member);
    const directory = new PublishedRightsDirectory(register, catalogue, cache);
    const rolesNow = async () => (await directory.rightsOf(owner, id)).roles;
    const assign = (...roles: readonly ('member' | 'viewer')[]) =>
      new AssignRoles(accessWork, catalogue, new FixedClock()).execute(owner, { memberId: id, version: 1, roles });
    return { ...ground, owner, id, directory, rolesNow, assign };
  };

  describe(`remembered rights in ${home}`, () => {
    it('are what roles allow now, in one tenant alone', async () => {
      const { directory, catalogue, owner, id } = await opened();
      for (const _ of [1, 2]) {
        expect(await directory.rightsOf(owner, id)).to.deep.equal({ roles: ['member'], permissions: catalogue.grantedBy(['member']) });
        expect(await directory.rightsOf(aTenant(), id)).to.deep.equal({ roles: [], permissions: [] });
      }
    });

    it('are forgotten with other roles', async () => {
      const { rolesNow, assign } = await opened();
      expect(await rolesNow()).to.deep.equal(['member']);
      await assign('viewer');
      expect(await rolesNow()).to.deep.equal(['viewer']);
    });

    it('are forgotten with a first role, a suspension, a resumption and a withdrawal', async () => {
      const { roleAssigner, transactions, owner, directory } = await opened();
      const { id } = userOf(aTenant());
      const now = async () => (await directory.rightsOf(owner, id)).roles;
      const within = (step: (transaction: OpenTransaction) => Promise<void>) => transactions.run(owner, step);
      expect(await now()).to.deep.equal([]);

      await within((transaction) => roleAssigner.assign(owner, id, 'viewer', transaction));
      expect(await now()).to.deep.equal(['viewer']);
      await within((transaction) => roleAssigner.deactivate(owner, id, transaction));
      expect(await now()).to.deep.equal([]);
      await within((transaction) => roleAssigner.reactivate(owner, id, transaction));
      expect(await now()).to.deep.equal(['viewer']);
      await within((transaction) => roleAssigner.withdraw(owner, id, transaction));
      expect(await now()).to.deep.equal([]);
    });

    it('are kept when the change is not', async () => {
      const { rolesNow, roleAssigner, transactions, owner, id } = await opened();
      expect(await rolesNow()).to.deep.equal(['member']);
      const undone = transactions.run(owner, async (transaction) => {
        await roleAssigner.withdraw(owner, id, transaction);
        throw new Error('the lights went out');
      });
      await expect(undone).to.be.rejectedWith('the lights went out');
      expect(await rolesNow()).to.deep.equal(['member']);
    });
  });
}
