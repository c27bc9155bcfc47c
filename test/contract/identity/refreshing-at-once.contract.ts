import { expect } from 'chai';
import { RefreshSession } from '../../../application/identity/refresh-session.js';
import { SignOut } from '../../../application/identity/sign-out.js';
import { RefreshRefused } from '../../../domain/identity/identity-refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { allActive, LegibleTokens, nobodyRemembers, refreshSecrets, refreshTokenOf } from '../../support/identity/stand-ins.js';
import { aTenant } from '../../support/tenants.js';
import { aSession, aUser } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';

const system = SystemContext.for('POST /v1/sessions/refresh');
const tokens = new LegibleTokens();

/** What refreshing promises over every home, when several processes are asked at the same moment. */
export function describeRefreshingAtOnce(home: string, open: OpenPlatform): void {
  describe(`refreshing a session by several at once in ${home}`, () => {
    it('gives all of them the same successor, which goes on', async () => {
      const [{ identityWork }, tenant, clock] = [await open(), aTenant(), new FixedClock()];
      const refresh = new RefreshSession(identityWork, refreshSecrets, tokens, nobodyRemembers, clock, allActive);
      const { state } = await identityWork.run(tenant, async ({ users, sessions }) => {
        const user = await users.add(tenant, aUser(tenant));
        return sessions.save(tenant, aSession(tenant, user.state.id));
      });

      const all = await Promise.all(Array.from({ length: 6 }, () => refresh.execute(system, { refreshToken: refreshTokenOf(state) })));

      expect(new Set(all.map(({ refreshToken }) => refreshToken))).to.have.property('size', 1);
      const stored = await identityWork.run(tenant, ({ sessions }) => sessions.get(tenant, state.id));
      expect(stored?.state, 'rotated once').to.include({ generation: 1, version: 2 });
      expect(await refresh.execute(system, { refreshToken: all[0]?.refreshToken ?? '' })).to.include({ tokenType: 'Bearer' });
    });

    it('ends the session for all of them when the token was used up long ago, and announces it once', async () => {
      const [{ identityWork, eventsOf }, tenant, clock] = [await open(), aTenant(), new FixedClock()];
      const ended: string[] = [];
      const refresh = new RefreshSession(identityWork, refreshSecrets, tokens, { sessionEnded: (_, id) => void ended.push(id) }, clock, allActive);
      const { state } = await identityWork.run(tenant, async ({ users, sessions }) => {
        const user = await users.add(tenant, aUser(tenant));
        return sessions.save(tenant, aSession(tenant, user.state.id));
      });
      const next = await refresh.execute(system, { refreshToken: refreshTokenOf(state) });
      clock.passes(60_000);

      const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => refresh.execute(system, { refreshToken: refreshTokenOf(state) })));

      for (const it of outcomes) expect(it.status === 'rejected' && it.reason).to.be.instanceOf(RefreshRefused);
      await expect(refresh.execute(system, next)).to.be.rejectedWith(RefreshRefused);
      expect(ended, 'told to whoever remembers').to.deep.equal([state.id]);
      expect((await eventsOf(tenant)).map(({ type }) => type).slice(2)).to.deep.equal(['identity.refresh-reused', 'identity.session-ended']);
    });

    it('does not keep a session that is signed out of at the same moment', async () => {
      const [{ identityWork }, tenant] = [await open(), aTenant()];
      const refresh = new RefreshSession(identityWork, refreshSecrets, tokens, nobodyRemembers, new FixedClock(), allActive);
      const signOut = new SignOut(identityWork, nobodyRemembers, new FixedClock());
      const { state: { id } } = await identityWork.run(tenant, ({ users }) => users.add(tenant, aUser(tenant)));

      for (let round = 0; round < 10; round++) {
        const { state } = await identityWork.run(tenant, ({ sessions }) => sessions.save(tenant, aSession(tenant, id)));
        const [sessionId, refreshToken] = [state.id, refreshTokenOf(state)];
        const caller = TenantContext.of(tenant.tenantId, { kind: 'user', id, sessionId }, [], 'active');

        const [, ...signedOut] = await Promise.allSettled([
          refresh.execute(system, { refreshToken }),
          ...Array.from({ length: 3 }, () => signOut.execute(caller)),
        ]);

        expect(signedOut.map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled', 'fulfilled']);
        const session = await identityWork.run(tenant, ({ sessions }) => sessions.get(tenant, sessionId));
        expect(session?.state.endedAt).not.to.equal(null);
      }
    });
  });
}
