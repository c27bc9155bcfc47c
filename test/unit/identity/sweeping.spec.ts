import { expect } from 'chai';
import { v7 } from 'uuid';
import { jobShelf } from '../../../adapters/shared/memory/in-memory-jobs.js';
import { sweepInvitations, sweepSessions } from '../../../application/identity/job-types.js';
import { SweepInvitations } from '../../../application/identity/sweep-invitations.js';
import { SweepSessions } from '../../../application/identity/sweep-sessions.js';
import { guardedCommand } from '../../../application/shared/guard.js';
import { SWEPT_AT_ONCE } from '../../../application/shared/sweep.js';
import { Invitation } from '../../../domain/identity/invitation.js';
import { Session } from '../../../domain/identity/session.js';
import { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { anInvitation } from '../../support/invitations.js';
import { aNewAddress } from '../../support/members.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { aTenant, thePlatformIn } from '../../support/tenants.js';
import { aSession, noon as dueAt } from '../../support/users.js';

const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number, and = 0): Date => new Date(dueAt.getTime() - days * DAY + and);

/** The platform at work in a tenant. */
function opened() {
  const [{ store, identityWork }, tenant] = [inMemoryPlatform(), aTenant()];
  const platform = thePlatformIn(tenant.tenantId);
  return { identityWork, tenant, platform, asked: () => [...store.shelf(tenant, jobShelf).values()].map(({ type, data, key, principal }) => ({ type, data, key, principal })) };
}

function sessions() {
  const { identityWork, tenant, ...rest } = opened();
  const keep = (...expiries: readonly Date[]) =>
    identityWork.run(tenant, (scope) =>
      Promise.all(expiries.map((expiresAt) => scope.sessions.save(tenant, Session.restore({ ...aSession(tenant, PrincipalId.from(v7())).state, expiresAt })))),
    );
  const isThere = async (one: Session | undefined) => one !== undefined && (await identityWork.run(tenant, (scope) => scope.sessions.get(tenant, one.state.id))) !== null;
  return { ...rest, keep, isThere, sweep: guardedCommand(identityWork, (joined) => new SweepSessions(joined)) };
}

function invitations() {
  const { identityWork, tenant, ...rest } = opened();
  const invited = (expiresAt: Date) => Invitation.restore({ ...anInvitation(tenant, { email: aNewAddress() }).state, expiresAt, status: 'accepted' });
  const keep = (...expiries: readonly Date[]) =>
    identityWork.run(tenant, (scope) => Promise.all(expiries.map((expiresAt) => scope.invitations.save(tenant, invited(expiresAt)))));
  const isThere = async (one: Invitation | undefined) => one !== undefined && (await identityWork.run(tenant, (scope) => scope.invitations.get(tenant, one.state.id))) !== null;
  return { ...rest, keep, isThere, sweep: guardedCommand(identityWork, (joined) => new SweepInvitations(joined)) };
}

describe('sweeping what identity keeps', () => {
  it('forgets sessions a week after they would have expired', async () => {
    const { platform, keep, isThere, sweep, asked } = sessions();
    const [old, kept] = await keep(daysAgo(7, -1), daysAgo(7));

    await sweep.execute(platform, { dueAt, batch: 1 });

    expect([await isThere(old), await isThere(kept)]).to.deep.equal([false, true]);
    expect(asked()).to.deep.equal([]);
  });

  it('forgets invitations ninety days after they expired', async () => {
    const { platform, keep, isThere, sweep, asked } = invitations();
    const [old, kept] = await keep(daysAgo(90, -1), daysAgo(90));

    await sweep.execute(platform, { dueAt, batch: 1 });

    expect([await isThere(old), await isThere(kept)]).to.deep.equal([false, true]);
    expect(asked()).to.deep.equal([]);
  });

  it('asks once for the next batch when a batch was full, of the same due time', async () => {
    for (const [type, { platform, keep, sweep, asked }] of [[sweepSessions, sessions()], [sweepInvitations, invitations()]] as const) {
      await keep(...Array.from({ length: 2 * SWEPT_AT_ONCE }, (_, n) => daysAgo(100, n)));

      await sweep.execute(platform, { dueAt, batch: 1 });
      const data = { dueAt: dueAt.toISOString(), batch: 2 };
      const next = { type: type.name, data, key: `${dueAt.toISOString()} 2`, principal: { kind: 'platform' } };
      expect(asked()).to.deep.equal([next]);
      expect(type.read(data)).to.deep.equal({ dueAt, batch: 2 });

      await sweep.execute(platform, { dueAt, batch: 1 });
      expect(asked()).to.deep.equal([next]);
      await sweep.execute(platform, { dueAt, batch: 2 });
      expect(asked()).to.deep.equal([next]);
    }
  });

  it('goes on while the tenant is suspended or closing', async () => {
    const { platform, keep, isThere, sweep } = sessions();
    for (const standing of ['suspended', 'closing'] as const) {
      const [old] = await keep(daysAgo(8));
      await sweep.execute(TenantContext.of(platform.tenantId, platform.principal, [], standing), { dueAt, batch: 1 });
      expect(await isThere(old), standing).to.equal(false);
    }
  });

  it('is nothing that anybody in the tenant can do', async () => {
    const { platform, keep, isThere, sweep } = sessions();
    const [[old], { principal }] = [await keep(daysAgo(8)), aTenant()];
    await expect(sweep.execute(TenantContext.of(platform.tenantId, principal, [], 'active'), { dueAt, batch: 1 })).to.be.rejectedWith(TypeError);
    expect(await isThere(old)).to.equal(true);
  });
});
