import { expect } from 'chai';
import type { Roles } from '../../../application/identity/ports/roles.js';
import { LastOwner, RightsExceeded } from '../../../application/shared/refusals.js';
import { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { aMember, anOwnerOf } from '../../support/members.js';
import { aTenant, userOf } from '../../support/tenants.js';
import { aUser } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';

/** What whoever keeps users' roles promises. */
export function describeRoles(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const ground = await open();
    const does = <T>(tenant: TenantContext, step: (roles: Roles) => Promise<T>) => ground.identityWork.run(tenant, ({ roles }) => step(roles));
    const owner = await anOwnerOf(ground);
    const [admin, member] = [await aMember(ground, owner, 'admin'), await aMember(ground, owner, 'member')];
    return { ...ground, does, owner, admin, member };
  };

  describe(`giving users a first role in ${home}`, () => {
    it('is one step with registering the user', async () => {
      const [{ identityWork, roles: register }, tenant] = [await open(), aTenant()];
      const { state: { id } } = aUser(tenant);

      await identityWork.run(tenant, ({ roles }) => roles.assign(tenant, id, 'member'));

      expect(await register.rolesOf(tenant, id)).to.deep.equal(['member']);
    });

    it('is undone with registering the user', async () => {
      const [{ identityWork, users: people, roles: register }, tenant] = [await open(), aTenant()];
      const user = aUser(tenant);
      const failing = identityWork.run(tenant, async ({ users, roles }) => {
        await roles.assign(tenant, user.state.id, 'member');
        await users.add(tenant, user);
        throw new Error('the lights went out');
      });

      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await register.rolesOf(tenant, user.state.id)).to.deep.equal([]);
      expect(await people.byId(tenant, user.state.id)).to.equal(null);
    });
  });

  describe(`keeping users’ roles in ${home}`, () => {
    it('takes their rights away, gives them back, and takes the roles away for good', async () => {
      const { does, owner, member, roles: register } = await opened();
      const { id } = userOf(member);

      await does(owner, (roles) => roles.deactivate(owner, id));
      expect(await register.rolesOf(owner, id)).to.deep.equal([]);
      await does(owner, (roles) => roles.reactivate(owner, id));
      expect(await register.rolesOf(owner, id)).to.deep.equal(['member']);
      await does(owner, (roles) => roles.withdraw(owner, id));
      expect(await register.find(owner, id)).to.equal(null);
    });

    it('keeps the last owner who is active, and lets one go when there is another', async () => {
      const ground = await opened();
      const { does, owner } = ground;
      const { id } = userOf(owner);

      await expect(does(owner, (roles) => roles.deactivate(owner, id))).to.be.rejectedWith(LastOwner);
      await expect(does(owner, (roles) => roles.withdraw(owner, id))).to.be.rejectedWith(LastOwner);

      const second = await aMember(ground, owner, 'owner');
      await does(owner, (roles) => roles.deactivate(owner, userOf(second).id));
      await expect(does(owner, (roles) => roles.withdraw(owner, id)), 'the other is not active').to.be.rejectedWith(LastOwner);
      await does(owner, (roles) => roles.reactivate(owner, userOf(second).id));
      await does(owner, (roles) => roles.withdraw(owner, id));
    });

    it('lets nobody touch rights that they do not hold, nor an owner who is none', async () => {
      const ground = await opened();
      const { does, owner, admin, member } = ground;
      const powerful = TenantContext.of(owner.tenantId, admin.principal, owner.permissions, 'active');
      const other = await aMember(ground, owner, 'owner');

      for (const [by, whom] of [[member, admin], [admin, other], [powerful, other]] as const) {
        const { id } = userOf(whom);
        for (const act of ['deactivate', 'reactivate', 'withdraw'] as const) {
          await expect(does(by, (roles) => roles[act](by, id)), act).to.be.rejectedWith(RightsExceeded);
        }
      }
      await does(admin, (roles) => roles.deactivate(admin, userOf(member).id));
    });

    it('does nothing for whoever holds no roles', async () => {
      const { does, owner } = await opened();
      const nobody = PrincipalId.from(userOf(aTenant()).id);
      for (const act of ['deactivate', 'reactivate', 'withdraw'] as const) await does(owner, (roles) => roles[act](owner, nobody));
    });

    it('lets a caller promise a role whose rights they hold, and an owner’s if they are one', async () => {
      const { does, owner, admin, member } = await opened();
      for (const [by, role] of [[owner, 'owner'], [admin, 'admin'], [admin, 'viewer'], [member, 'member']] as const) {
        await does(by, (roles) => roles.assertMayGive(by, role));
      }
      for (const [by, role] of [[admin, 'owner'], [member, 'admin']] as const) {
        await expect(does(by, (roles) => roles.assertMayGive(by, role))).to.be.rejectedWith(RightsExceeded);
      }
    });

    it('says whether somebody may still invite to a role', async () => {
      const { does, owner, admin, member } = await opened();
      const visitor = TenantContext.visitor(owner.tenantId);
      const stranger = TenantContext.visitor(aTenant().tenantId);
      const may = (whose: TenantContext, giver: TenantContext, role: string) => does(whose, (roles) => roles.mayStillGive(whose, userOf(giver).id, role));

      expect(await may(visitor, owner, 'owner')).to.equal(true);
      expect(await may(visitor, admin, 'admin')).to.equal(true);
      expect(await may(visitor, admin, 'owner')).to.equal(false);
      expect(await may(visitor, member, 'viewer'), 'may not invite').to.equal(false);
      expect(await may(stranger, owner, 'viewer'), 'of another tenant').to.equal(false);

      await does(owner, (roles) => roles.deactivate(owner, userOf(admin).id));
      expect(await may(visitor, admin, 'viewer'), 'deactivated').to.equal(false);
      await does(owner, (roles) => roles.withdraw(owner, userOf(admin).id));
      expect(await may(visitor, admin, 'viewer'), 'removed').to.equal(false);
    });
  });
}
