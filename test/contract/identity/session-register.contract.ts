import { expect } from 'chai';
import { v7 } from 'uuid';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { SessionId } from '../../../domain/shared/tenant-context.js';
import { aSession, aUser, noon, refreshed } from '../../support/users.js';
import { aTenant } from '../../support/tenants.js';
import { walk } from '../paging.js';
import type { OpenPlatform } from '../platform-homes.js';

const later = new Date('2026-03-01T13:00:00.000Z');

/** What every reader of sessions promises. */
export function describeSessionRegister(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const { identityWork, sessions: register } = await open();
    const tenant = aTenant();
    const session = await identityWork.run(tenant, async ({ users, sessions }) => {
      const { state } = await users.add(tenant, aUser(tenant));
      return sessions.save(tenant, aSession(tenant, state.id));
    });
    return { identityWork, register, tenant, session };
  };

  describe(`reading sessions in ${home}`, () => {
    it('tells when a session expires, and of one that has ended nothing', async () => {
      const { identityWork, register, tenant, session } = await opened();
      const { id, expiresAt } = session.state;
      expect(await register.expiryOf(tenant, id)).to.deep.equal(expiresAt);
      await identityWork.run(tenant, ({ sessions }) => sessions.save(tenant, session.end(later)));
      expect(await register.expiryOf(tenant, id)).to.equal(null);
    });

    it('knows no session that is unknown, or another tenant’s', async () => {
      const { register, tenant: owner, session: { state } } = await opened();
      expect(await register.expiryOf(aTenant(), state.id)).to.equal(null);
      expect(await register.expiryOf(owner, SessionId.from(v7()))).to.equal(null);
    });

    it('lists a user’s active sessions, newest first, as they may be shown', async () => {
      const { identityWork, register, tenant, session } = await opened();
      const { userId } = session.state;
      const start = (at: Date) => identityWork.run(tenant, ({ sessions }) => sessions.save(tenant, aSession(tenant, userId, at)));
      const [one, other, ended] = [await start(later), await start(later), await start(later)];
      await identityWork.run(tenant, ({ sessions }) => sessions.save(tenant, ended.end(later)));
      const used = new Date('2026-03-02T12:00:00.456Z');
      await identityWork.run(tenant, ({ sessions }) => sessions.save(tenant, refreshed(session, used)));

      const { items, next } = await register.activeOf(tenant, userId, used, { limit: 10 });

      const ofOneMoment = [one.state.id, other.state.id].toSorted().toReversed();
      expect(items.map(({ id }) => id)).to.deep.equal([...ofOneMoment, session.state.id]);
      expect(next).to.equal(null);
      const { id, startedAt, expiresAt } = session.state;
      expect(items.at(-1)).to.deep.equal({ id, device: null, startedAt, lastUsedAt: used, expiresAt });
    });

    it('lists none that has expired, to the millisecond', async () => {
      const { register, tenant, session: { state } } = await opened();
      const listedAt = async (now: Date) => (await register.activeOf(tenant, state.userId, now, { limit: 10 })).items.length;
      expect(await listedAt(new Date(state.expiresAt.getTime() - 1))).to.equal(1);
      expect(await listedAt(state.expiresAt)).to.equal(0);
    });

    it('lists neither another user’s nor another tenant’s', async () => {
      const { identityWork, register, tenant, session } = await opened();
      const { userId, id } = session.state;
      const colleague = await identityWork.run(tenant, async ({ users, sessions }) => {
        const { state } = await users.add(tenant, aUser(tenant, { email: EmailAddress.from('eve@acme.example') }));
        return sessions.save(tenant, aSession(tenant, state.id));
      });
      const listed = async (whose: typeof tenant, user: typeof userId) => (await register.activeOf(whose, user, noon, { limit: 10 })).items.map((one) => one.id);
      expect(await listed(tenant, userId)).to.deep.equal([id]);
      expect(await listed(tenant, colleague.state.userId)).to.deep.equal([colleague.state.id]);
      expect(await listed(aTenant(), userId)).to.deep.equal([]);
    });

    it('lists page by page, also of sessions that started in the same moment', async () => {
      const { identityWork, register, tenant, session } = await opened();
      const { userId } = session.state;
      const ids = [session.state.id];
      for (let count = 0; count < 6; count += 1) {
        const { state } = await identityWork.run(tenant, ({ sessions }) => sessions.save(tenant, aSession(tenant, userId, count < 3 ? noon : later)));
        ids.push(state.id);
      }
      const seen = await walk((page) => register.activeOf(tenant, userId, later, page), 2);
      const inOrder = (some: readonly string[]) => some.toSorted().toReversed();
      expect(seen).to.deep.equal([...inOrder(ids.slice(4)), ...inOrder(ids.slice(0, 4))]);
    });
  });
}
