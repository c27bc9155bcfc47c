import { expect } from 'chai';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { EmailTaken } from '../../../domain/identity/identity-refusals.js';
import { User } from '../../../domain/identity/user.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { aSession, aUser, isActive, noon } from '../../support/users.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

const later = new Date('2026-03-01T13:00:00.000Z');

/** What every home for users promises. */
export function describeUsers(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const platform = await open();
    const add = (tenant: TenantContext, user: User) => platform.identityWork.run(tenant, ({ users }) => users.add(tenant, user));
    const { identityWork } = platform;
    const save = (tenant: TenantContext, user: User) => identityWork.run(tenant, ({ users }) => users.save(tenant, user));
    const remove = (tenant: TenantContext, user: User) => identityWork.run(tenant, ({ users }) => users.remove(tenant, user));
    const get = (tenant: TenantContext, id: PrincipalId) => identityWork.run(tenant, ({ users }) => users.get(tenant, id));
    const hasEmail = (tenant: TenantContext, email: EmailAddress) => identityWork.run(tenant, ({ users }) => users.hasEmail(tenant, email));
    return { ...platform, add, save, remove, get, hasEmail };
  };

  describe(`users in ${home}`, () => {
    it('gives back what was added, with nothing left to announce', async () => {
      const [{ add, users, eventsOf }, tenant] = [await opened(), aTenant()];
      const user = aUser(tenant, { name: 'Zoë \u{1f680}' });

      const stored = await add(tenant, user);

      expect(stored.state).to.deep.equal({ ...user.state, version: 1 });
      expect(stored.events).to.deep.equal([]);
      expect(await users.byEmail(tenant, user.state.email)).to.deep.equal(stored.state);
      expect(await eventsOf(tenant)).to.deep.equal([
        { type: 'identity.user-registered', occurredAt: noon.toISOString(), userId: user.state.id },
      ]);
    });

    it('announces neither the password’s hash nor the address', async () => {
      const [{ add, eventsOf }, tenant] = [await opened(), aTenant()];
      await add(tenant, aUser(tenant));
      expect(JSON.stringify(await eventsOf(tenant))).not.to.match(/hash of a password|acme/);
    });

    it('refuses an address that another user of the tenant has', async () => {
      const [{ add, users }, tenant] = [await opened(), aTenant()];
      const { state: first } = await add(tenant, aUser(tenant));
      await expect(add(tenant, aUser(tenant, { name: 'Eve' }))).to.be.rejectedWith(EmailTaken);
      expect(await users.byEmail(tenant, first.email)).to.deep.equal(first);
    });

    it('lets only one of two take the same address at once', async () => {
      const [{ add }, tenant] = [await opened(), aTenant()];
      const outcomes = await Promise.allSettled([1, 2].map(() => add(tenant, aUser(tenant))));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(EmailTaken);
    });

    it('lets a person be a user of two tenants, apart from each other', async () => {
      const [{ add, users }, one, other] = [await opened(), aTenant(), aTenant()];
      const { state: here } = await add(one, aUser(one));
      const { state: there } = await add(other, aUser(other));
      expect(await users.byEmail(one, here.email)).to.deep.equal(here);
      expect(await users.byEmail(other, here.email)).to.deep.equal(there);
    });

    it('takes no user of another tenant', async () => {
      const [{ add, users }, owner, stranger] = [await opened(), aTenant(), aTenant()];
      const theirs = aUser(owner);
      await expect(add(stranger, theirs)).to.be.rejectedWith(/another tenant/);
      for (const tenant of [owner, stranger]) expect(await users.byId(tenant, theirs.state.id)).to.equal(null);
    });

    it('gives back what was renamed, given another password and deactivated since', async () => {
      const [{ add, save, get, users }, tenant] = [await opened(), aTenant()];
      const user = await add(tenant, aUser(tenant));

      const renamed = await save(tenant, user.rename('Ada King', later));
      const changed = await save(tenant, renamed.changePassword('another hash', later));
      const deactivated = await save(tenant, changed.deactivate(later));

      expect(deactivated.state).to.deep.equal({ ...user.state, name: 'Ada King', passwordHash: 'another hash', status: 'deactivated', version: 4 });
      expect((await get(tenant, user.state.id))?.state).to.deep.equal(deactivated.state);
      expect(await users.byEmail(tenant, user.state.email)).to.deep.equal(deactivated.state);
    });

    it('stores what happened with a user, and no hash', async () => {
      const [{ add, save, remove, eventsOf }, tenant] = [await opened(), aTenant()];
      const user = await add(tenant, aUser(tenant));
      const back = await save(tenant, (await save(tenant, user.deactivate(later))).reactivate(later));
      await remove(tenant, (await save(tenant, back.rename('Ada King', later).changePassword('another hash', later))).remove(later));

      const happened = await eventsOf(tenant);
      expect(happened.map(({ type }) => type)).to.deep.equal([
        'identity.user-registered', 'identity.user-deactivated', 'identity.user-reactivated', 'identity.user-renamed', 'identity.password-changed', 'identity.user-removed',
      ]);
      expect(JSON.stringify(happened)).not.to.match(/hash/);
    });

    it('forgets whoever is removed, with their sessions, and the address is free', async () => {
      const [{ add, remove, get, users, sessions: register, identityWork }, tenant] = [await opened(), aTenant()];
      const [user, other] = [await add(tenant, aUser(tenant)), await add(tenant, aUser(tenant, { email: EmailAddress.from('bob@acme.example') }))];
      const [session, othersSession] = await identityWork.run(tenant, async ({ sessions }) => [
        await sessions.save(tenant, aSession(tenant, user.state.id)),
        await sessions.save(tenant, aSession(tenant, other.state.id)),
      ]);

      await remove(tenant, user.remove(later));

      expect(await get(tenant, user.state.id)).to.equal(null);
      expect(await users.byEmail(tenant, user.state.email)).to.equal(null);
      expect(session === undefined || (await isActive(register, tenant, session.state.id, noon))).to.equal(false);
      expect(othersSession !== undefined && (await isActive(register, tenant, othersSession.state.id, noon))).to.equal(true);
      expect((await add(tenant, aUser(tenant))).state.version).to.equal(1);
    });

    it('knows which addresses its users have, active or not, and those of no other tenant', async () => {
      const [{ add, save, hasEmail }, tenant, stranger] = [await opened(), aTenant(), aTenant()];
      const user = await add(tenant, aUser(tenant));
      expect(await hasEmail(tenant, user.state.email)).to.equal(true);
      await save(tenant, user.deactivate(later));
      expect(await hasEmail(tenant, user.state.email)).to.equal(true);
      expect(await hasEmail(stranger, user.state.email)).to.equal(false);
      expect(await hasEmail(tenant, EmailAddress.from('nobody@acme.example'))).to.equal(false);
    });

    it('hides a tenant’s users from every other tenant', async () => {
      const [{ add, save, remove, get }, owner, stranger] = [await opened(), aTenant(), aTenant()];
      const user = await add(owner, aUser(owner));

      expect(await get(stranger, user.state.id)).to.equal(null);
      for (const stolen of [user.rename('Eve', later), User.restore({ ...user.state, tenantId: stranger.tenantId })]) {
        await expect(save(stranger, stolen)).to.be.rejectedWith(OutdatedVersion);
        await expect(remove(stranger, stolen)).to.be.rejectedWith(OutdatedVersion);
      }
      expect((await get(owner, user.state.id))?.state).to.deep.equal(user.state);
    });

    it('lets only one of two writers win, and refuses a version that is not the newest', async () => {
      const [{ add, save, remove, get }, tenant] = [await opened(), aTenant()];
      const seen = await add(tenant, aUser(tenant));

      const outcomes = await Promise.allSettled(['Ada King', 'Countess of Lovelace'].map((name) => save(tenant, seen.rename(name, later))));

      const [winner, ...more] = outcomes.filter((it) => it.status === 'fulfilled');
      expect(more).to.deep.equal([]);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(OutdatedVersion);
      expect((await get(tenant, seen.state.id))?.state).to.deep.equal(winner?.value.state);
      for (const version of [0, 1, 9]) {
        const stale = User.restore({ ...seen.state, version });
        await expect(save(tenant, stale), `version ${version}`).to.be.rejectedWith(OutdatedVersion);
        await expect(remove(tenant, stale), `version ${version}`).to.be.rejectedWith(OutdatedVersion);
      }
    });

    it('keeps nothing of work that fails', async () => {
      const [{ identityWork, users: register, eventsOf }, tenant] = [await opened(), aTenant()];
      const user = aUser(tenant);
      const failing = identityWork.run(tenant, async ({ users }) => {
        await users.add(tenant, user);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect(await register.byEmail(tenant, user.state.email)).to.equal(null);
      expect(await eventsOf(tenant)).to.deep.equal([]);
    });
  });
}
