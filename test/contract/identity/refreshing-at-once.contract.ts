import { expect } from 'chai';
import { RandomSecrets } from '../../../adapters/identity/system/random-secrets.js';
import { RefreshSession } from '../../../application/identity/refresh-session.js';
import { SignOut } from '../../../application/identity/sign-out.js';
import { RefreshRefused } from '../../../domain/identity/identity-refusals.js';
import { RefreshToken } from '../../../domain/identity/refresh-token.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aTenant } from '../../support/tenants.js';
import { aSession, aUser } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';

const system = SystemContext.for('POST /v1/sessions/refresh');
const tokens = {
  issue: async () => ({ token: 'an access token', expiresInSeconds: 600 }),
  verify: () => Promise.reject(new Error('Nobody verifies here.')),
};
const standings = { of: async () => 'active' as const };

/** What refreshing promises over every home, when several processes are asked at the same moment. */
export function describeRefreshingAtOnce(home: string, open: OpenPlatform): void {
  describe(`refreshing a session by several at once in ${home}`, () => {
    it('succeeds for one of them, whose token is the one that goes on', async () => {
      const [{ identityWork }, tenant, secrets] = [await open(), aTenant(), new RandomSecrets()];
      const refresh = new RefreshSession(identityWork, secrets, tokens, new FixedClock(), standings);
      const secret = secrets.generate();
      const { state: { id: sessionId } } = await identityWork.run(tenant, async ({ users, sessions }) => {
        const { state } = await users.add(tenant, aUser(tenant));
        return sessions.save(tenant, aSession(tenant, state.id, secrets.hash(secret)));
      });
      const refreshToken = RefreshToken.write({ tenantId: tenant.tenantId, sessionId, secret });

      const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => refresh.execute(system, { refreshToken })));

      const [winner, ...more] = outcomes.filter((it) => it.status === 'fulfilled');
      expect(more).to.deep.equal([]);
      for (const it of outcomes) if (it.status === 'rejected') expect(it.reason).to.be.instanceOf(RefreshRefused);
      expect(await refresh.execute(system, { refreshToken: winner?.value.refreshToken ?? '' })).to.include({ tokenType: 'Bearer' });
    });

    it('does not keep a session that is signed out of at the same moment', async () => {
      const [{ identityWork }, tenant, secrets] = [await open(), aTenant(), new RandomSecrets()];
      const refresh = new RefreshSession(identityWork, secrets, tokens, new FixedClock(), standings);
      const signOut = new SignOut(identityWork, { sessionEnded: () => undefined }, new FixedClock());
      const { state: { id } } = await identityWork.run(tenant, ({ users }) => users.add(tenant, aUser(tenant)));

      for (let round = 0; round < 10; round++) {
        const secret = secrets.generate();
        const { state: { id: sessionId } } = await identityWork.run(tenant, ({ sessions }) =>
          sessions.save(tenant, aSession(tenant, id, secrets.hash(secret))),
        );
        const refreshToken = RefreshToken.write({ tenantId: tenant.tenantId, sessionId, secret });
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
