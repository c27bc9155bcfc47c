import { expect } from 'chai';
import { v7 } from 'uuid';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { RoleHolder } from '../../../domain/access/role-holder.js';
import { PrincipalId, type TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';
import { aHolder, aStoredHolder } from './holders.js';

const later = new Date('2026-03-01T13:00:00.000Z');

/** What every home for those who hold roles promises. */
export function describeRoleHolders(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const platform = await open();
    const { accessWork } = platform;
    const save = (tenant: TenantContext, holder: RoleHolder) => accessWork.run(tenant, ({ holders }) => holders.save(tenant, holder));
    const remove = (tenant: TenantContext, holder: RoleHolder) => accessWork.run(tenant, ({ holders }) => holders.remove(tenant, holder));
    const get = (tenant: TenantContext, id: PrincipalId) => accessWork.run(tenant, ({ holders }) => holders.get(tenant, id));
    const owners = (tenant: TenantContext) => accessWork.run(tenant, ({ holders }) => holders.activeOwners(tenant));
    return { ...platform, save, remove, get, owners };
  };

  describe(`role holders in ${home}`, () => {
    it('gives back what was saved, with nothing left to announce', async () => {
      const [{ save, get }, tenant] = [await opened(), aTenant()];
      const holder = aHolder(tenant, 'viewer', 'admin');

      const stored = await save(tenant, holder);

      expect(stored.state).to.deep.equal({ ...holder.state, roles: ['admin', 'viewer'], version: 1 });
      expect(stored.events).to.deep.equal([]);
      expect((await get(tenant, holder.state.principalId))?.state).to.deep.equal(stored.state);
    });

    it('gives back what was changed, suspended and resumed since', async () => {
      const [{ save, get }, tenant] = [await opened(), aTenant()];
      const first = await save(tenant, aHolder(tenant, 'member'));

      const suspended = await save(tenant, (await save(tenant, first.change(['viewer', 'admin'], later))).suspend(later));
      expect(suspended.state).to.deep.include({ roles: ['admin', 'viewer'], active: false, version: 3 });
      const resumed = await save(tenant, suspended.resume(later));

      expect((await get(tenant, first.state.principalId))?.state).to.deep.equal({ ...suspended.state, active: true, version: 4 });
      expect(resumed.state.version).to.equal(4);
    });

    it('stores what happened with the holder', async () => {
      const [{ save, remove, eventsOf }, tenant] = [await opened(), aTenant()];
      const first = await save(tenant, aHolder(tenant, 'member'));
      await remove(tenant, (await save(tenant, first.change(['admin'], later))).withdraw(later));

      const { principalId } = first.state;
      expect(await eventsOf(tenant)).to.deep.equal([
        { type: 'access.roles-assigned', occurredAt: noon.toISOString(), principalId, roles: ['member'] },
        { type: 'access.roles-changed', occurredAt: later.toISOString(), principalId, roles: ['admin'] },
        { type: 'access.roles-withdrawn', occurredAt: later.toISOString(), principalId, roles: ['admin'] },
      ]);
    });

    it('forgets whoever is removed, who can then be assigned roles anew', async () => {
      const [{ save, remove, get, owners }, tenant] = [await opened(), aTenant()];
      const holder = aHolder(tenant, 'owner');
      await remove(tenant, (await save(tenant, holder)).withdraw(later));

      expect(await get(tenant, holder.state.principalId)).to.equal(null);
      expect(await owners(tenant)).to.deep.equal([]);
      expect((await save(tenant, holder)).state.version).to.equal(1);
    });

    it('knows the owners who are active, in order, and those of no other tenant', async () => {
      const [{ save, accessWork, owners }, tenant, stranger] = [await opened(), aTenant(), aTenant()];
      const stored = [];
      for (const roles of [['owner'], ['member', 'owner'], ['admin'], ['owner']]) stored.push(await aStoredHolder(accessWork, tenant, ...roles));
      await aStoredHolder(accessWork, stranger, 'owner');
      const [first, second, , suspended] = stored;
      if (suspended !== undefined) await save(tenant, suspended.suspend(later));

      expect(await owners(tenant)).to.deep.equal([first?.state.principalId, second?.state.principalId].toSorted());
    });

    it('hides a tenant’s holders from every other tenant', async () => {
      const [{ save, remove, get }, owner, stranger] = [await opened(), aTenant(), aTenant()];
      const holder = await save(owner, aHolder(owner, 'admin'));

      expect(await get(stranger, holder.state.principalId)).to.equal(null);
      for (const stolen of [holder.change(['owner'], later), RoleHolder.restore({ ...holder.state, version: 0 })]) {
        await expect(save(stranger, stolen)).to.be.rejectedWith(OutdatedVersion);
      }
      await expect(remove(stranger, holder)).to.be.rejectedWith(OutdatedVersion);
      await expect(remove(stranger, RoleHolder.restore({ ...holder.state, tenantId: stranger.tenantId }))).to.be.rejectedWith(OutdatedVersion);
      expect((await get(owner, holder.state.principalId))?.state).to.deep.equal(holder.state);
    });

    it('lets a principal of the same id hold other roles in another tenant', async () => {
      const [{ save, roles }, one, other] = [await opened(), aTenant(), aTenant()];
      const { state } = await save(one, aHolder(one, 'admin'));
      await save(other, RoleHolder.assign({ ...state, tenantId: other.tenantId, roles: ['viewer'] }, noon));

      expect(await roles.rolesOf(one, state.principalId)).to.deep.equal(['admin']);
      expect(await roles.rolesOf(other, state.principalId)).to.deep.equal(['viewer']);
    });

    it('knows nobody who was never saved', async () => {
      const { get } = await opened();
      expect(await get(aTenant(), PrincipalId.from(v7()))).to.equal(null);
    });

    it('keeps nothing of work that fails', async () => {
      const [{ accessWork, save, get, eventsOf }, tenant] = [await opened(), aTenant()];
      const holder = await save(tenant, aHolder(tenant, 'member'));

      const failing = accessWork.run(tenant, async ({ holders }) => {
        await holders.remove(tenant, (await holders.save(tenant, holder.change(['admin'], later))).withdraw(later));
        throw new Error('the lights went out');
      });

      await expect(failing).to.be.rejectedWith('the lights went out');
      expect((await get(tenant, holder.state.principalId))?.state).to.deep.equal(holder.state);
      expect(await eventsOf(tenant)).to.have.length(1);
    });

    it('lets only one of two writers win, be it the first time', async () => {
      const [{ save, get }, tenant] = [await opened(), aTenant()];
      const fresh = aHolder(tenant, 'member');
      const winners = async (writers: readonly Promise<RoleHolder>[]) => {
        const outcomes = await Promise.allSettled(writers);
        for (const it of outcomes) if (it.status === 'rejected') expect(it.reason).to.be.instanceOf(OutdatedVersion);
        return outcomes.filter((it) => it.status === 'fulfilled').map(({ value }) => value);
      };

      const [seen, ...more] = await winners([save(tenant, fresh), save(tenant, fresh)]);
      expect(more).to.deep.equal([]);
      if (seen === undefined) return expect.fail('nobody won');

      const changed = await winners([save(tenant, seen.change(['admin'], later)), save(tenant, seen.change(['viewer'], later))]);
      expect(changed).to.have.length(1);
      expect((await get(tenant, seen.state.principalId))?.state).to.deep.equal(changed[0]?.state);
    });

    it('refuses a version that is not the newest', async () => {
      const [{ save, remove }, tenant] = [await opened(), aTenant()];
      const first = await save(tenant, aHolder(tenant, 'member'));
      await save(tenant, first.change(['admin'], later));

      for (const version of [0, 1, 9]) {
        const stale = RoleHolder.restore({ ...first.state, version });
        await expect(save(tenant, stale), `version ${version}`).to.be.rejectedWith(OutdatedVersion);
        await expect(remove(tenant, stale), `version ${version}`).to.be.rejectedWith(OutdatedVersion);
      }
    });
  });
}
