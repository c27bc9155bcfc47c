import { expect } from 'chai';
import { v7 } from 'uuid';
import { ActiveSessions } from '../../../application/identity/active-sessions.js';
import { endSession, endSessionsOf } from '../../../application/identity/ending-sessions.js';
import { RefreshSession } from '../../../application/identity/refresh-session.js';
import { RefreshRefused } from '../../../domain/identity/identity-refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { SessionId } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { allActive, LegibleTokens, nobodyRemembers, refreshSecrets, refreshTokenOf } from '../../support/identity/stand-ins.js';
import { aTenant } from '../../support/tenants.js';
import { aSession, aUser, noon } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';

/** What whoever asks whether a session is active is answered, also right after it has ended. */
export function describeActiveSessions(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const { identityWork, sessions: register, cache } = await open();
    const [tenant, clock] = [aTenant(), new FixedClock(noon)];
    const session = await identityWork.run(tenant, async ({ users, sessions }) => {
      const { state } = await users.add(tenant, aUser(tenant));
      return sessions.save(tenant, aSession(tenant, state.id));
    });
    const { id, userId, expiresAt } = session.state;
    const active = new ActiveSessions(register, cache, clock);
    return { identityWork, tenant, clock, session, id, userId, expiresAt, active, isActive: () => active.has(tenant, id) };
  };

  describe(`active sessions in ${home}`, () => {
    it('are told from those that are unknown, or another tenant’s', async () => {
      const { active, tenant, id } = await opened();
      for (const _ of [1, 2]) {
        expect(await active.has(tenant, id)).to.equal(true);
        expect(await active.has(aTenant(), id)).to.equal(false);
        expect(await active.has(tenant, SessionId.from(v7()))).to.equal(false);
      }
    });

    it('expire to the millisecond, remembered or not', async () => {
      const { isActive, clock, expiresAt } = await opened();
      clock.passes(expiresAt.getTime() - clock.now().getTime() - 1);
      expect(await isActive()).to.equal(true);
      clock.passes(1);
      expect(await isActive()).to.equal(false);
    });

    it('are forgotten when they end', async () => {
      const { isActive, identityWork, tenant, session } = await opened();
      expect(await isActive()).to.equal(true);
      await identityWork.run(tenant, (scope) => endSession(tenant, session, noon, scope));
      expect(await isActive()).to.equal(false);
    });

    it('are forgotten when a refresh token is shown again long after', async () => {
      const { isActive, identityWork, session, clock } = await opened();
      const refreshing = new RefreshSession(identityWork, refreshSecrets, new LegibleTokens(), nobodyRemembers, clock, allActive);
      const refresh = () => refreshing.execute(SystemContext.for('a test of sessions'), { refreshToken: refreshTokenOf(session.state) });
      await refresh();
      clock.passes(60_000);
      expect(await isActive()).to.equal(true);

      await expect(refresh()).to.be.rejectedWith(RefreshRefused);

      expect(await isActive()).to.equal(false);
    });

    it('are forgotten when all of a user’s end', async () => {
      const { isActive, identityWork, tenant, userId } = await opened();
      expect(await isActive()).to.equal(true);
      await identityWork.run(tenant, (scope) => endSessionsOf(userId, scope, tenant, noon));
      expect(await isActive()).to.equal(false);
    });
  });
}
