import { expect } from 'chai';
import { v7 } from 'uuid';
import { SessionId } from '../../../domain/shared/tenant-context.js';
import { aSession, aUser, noon } from '../../support/users.js';
import { aTenant } from '../../support/tenants.js';
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
    it('tells an active session from one that has expired, to the millisecond, or ended', async () => {
      const { identityWork, register, tenant, session } = await opened();
      const { id, expiresAt } = session.state;
      expect(await register.isActive(tenant, id, noon)).to.equal(true);
      expect(await register.isActive(tenant, id, new Date(expiresAt.getTime() - 1))).to.equal(true);
      expect(await register.isActive(tenant, id, expiresAt)).to.equal(false);
      await identityWork.run(tenant, ({ sessions }) => sessions.save(tenant, session.end(later)));
      expect(await register.isActive(tenant, id, later)).to.equal(false);
    });

    it('takes a session that is unknown, or another tenant’s, for over', async () => {
      const { register, tenant: owner, session: { state } } = await opened();
      expect(await register.isActive(aTenant(), state.id, noon)).to.equal(false);
      expect(await register.isActive(owner, SessionId.from(v7()), noon)).to.equal(false);
    });
  });
}
