import { expect } from 'chai';
import { v7 } from 'uuid';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { Session } from '../../../domain/identity/session.js';
import { SessionId, type TenantContext } from '../../../domain/shared/tenant-context.js';
import { aSession, aUser, noon, refreshed } from '../../support/users.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

const later = new Date('2026-03-01T13:00:00.000Z');

/** What every home for sessions promises. */
export function describeSessions(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const platform = await open();
    const { identityWork } = platform;
    const save = (tenant: TenantContext, session: Session) => identityWork.run(tenant, ({ sessions }) => sessions.save(tenant, session));
    const get = (tenant: TenantContext, id: SessionId) => identityWork.run(tenant, ({ sessions }) => sessions.get(tenant, id));
    const started = async (tenant: TenantContext) => {
      const { state } = await identityWork.run(tenant, ({ users }) => users.add(tenant, aUser(tenant)));
      return save(tenant, aSession(tenant, state.id));
    };
    return { ...platform, save, get, started };
  };

  describe(`sessions in ${home}`, () => {
    it('gives back what was saved, with nothing left to announce', async () => {
      const [{ started, get }, tenant] = [await opened(), aTenant()];
      const { state } = await started(tenant);
      expect(state).to.include({ version: 1, device: null, seed: 'a seed', generation: 0, endedAt: null });
      const found = await get(tenant, state.id);
      expect(found?.state).to.deep.equal(state);
      expect(found?.events).to.deep.equal([]);
    });

    it('gives back what was refreshed and ended since', async () => {
      const [{ started, save, get }, tenant] = [await opened(), aTenant()];
      const session = await started(tenant);
      const continued = await save(tenant, refreshed(session, later));
      const ended = await save(tenant, continued.end(later));
      expect((await get(tenant, session.state.id))?.state).to.deep.equal(ended.state);
      expect(ended.state).to.deep.include({ version: 3, generation: 1, rotatedAt: later, endedAt: later });
    });

    it('gives back what somebody calls their device', async () => {
      const [{ identityWork, save, get }, tenant] = [await opened(), aTenant()];
      const { state: user } = await identityWork.run(tenant, ({ users }) => users.add(tenant, aUser(tenant)));
      const id = SessionId.from(v7());
      await save(tenant, Session.start({ id, tenantId: tenant.tenantId, userId: user.id, device: 'Ada’s 💻', seed: 'a seed' }, noon));
      expect((await get(tenant, id))?.state.device).to.equal('Ada’s 💻');
    });

    it('stores what happened with the session, and nothing of its seed', async () => {
      const [{ started, save, eventsOf }, tenant] = [await opened(), aTenant()];
      const session = await started(tenant);
      await save(tenant, session.end(later));
      const { id: sessionId, userId } = session.state;
      expect((await eventsOf(tenant)).slice(1)).to.deep.equal([
        { type: 'identity.session-started', occurredAt: noon.toISOString(), sessionId, userId },
        { type: 'identity.session-ended', occurredAt: later.toISOString(), sessionId, userId },
      ]);
    });

    it('hides a tenant’s sessions from every other tenant', async () => {
      const [{ started, save, get }, owner, stranger] = [await opened(), aTenant(), aTenant()];
      const session = await started(owner);
      expect(await get(stranger, session.state.id)).to.equal(null);
      for (const stolen of [session, session.end(later), refreshed(session, later), Session.restore({ ...session.state, version: 0 })]) {
        await expect(save(stranger, stolen)).to.be.rejectedWith(OutdatedVersion);
      }
      expect(await get(stranger, session.state.id)).to.equal(null);
      expect((await get(owner, session.state.id))?.state).to.deep.equal(session.state);
    });

    it('knows no session that was never saved', async () => {
      const { get } = await opened();
      expect(await get(aTenant(), SessionId.from(v7()))).to.equal(null);
    });

    it('knows which of a user’s sessions are neither ended nor expired, and nobody else’s', async () => {
      const [{ identityWork, started, save }, tenant, stranger] = [await opened(), aTenant(), aTenant()];
      const here = await started(tenant);
      const { userId } = here.state;
      const [there, left, old] = [await save(tenant, aSession(tenant, userId)), await save(tenant, aSession(tenant, userId)), await save(tenant, aSession(tenant, userId, new Date(0)))];
      await save(tenant, left.end(later));
      const other = await identityWork.run(tenant, ({ users }) => users.add(tenant, aUser(tenant, { email: 'bob@acme.example' as never })));
      await save(tenant, aSession(tenant, other.state.id));
      const activeOf = (whose: TenantContext) => identityWork.run(whose, ({ sessions }) => sessions.activeOf(whose, userId, later));

      const found = await activeOf(tenant);

      expect(found.map(({ state }) => state)).to.have.deep.members([here.state, there.state]);
      expect(found.map(({ state }) => state.id)).not.to.include(old.state.id);
      expect(await activeOf(stranger)).to.deep.equal([]);
    });

    it('keeps nothing of work that fails', async () => {
      const [{ identityWork, started, get }, tenant] = [await opened(), aTenant()];
      const { state } = await started(tenant);
      const failing = identityWork.run(tenant, async ({ sessions }) => {
        await sessions.save(tenant, Session.restore(state).end(later));
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      expect((await get(tenant, state.id))?.state).to.deep.equal(state);
    });

    it('lets only one of two writers win', async () => {
      const [{ started, save, get }, tenant] = [await opened(), aTenant()];
      const seen = await started(tenant);
      const outcomes = await Promise.allSettled([1, 2].map((after) => save(tenant, refreshed(seen, new Date(later.getTime() + after)))));
      const [winner, ...more] = outcomes.filter((it) => it.status === 'fulfilled');
      expect(more).to.deep.equal([]);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(OutdatedVersion);
      expect((await get(tenant, seen.state.id))?.state).to.deep.equal(winner?.value.state);
    });

    it('refuses a version that is not the newest', async () => {
      const [{ started, save }, tenant] = [await opened(), aTenant()];
      const first = await started(tenant);
      await save(tenant, refreshed(first, later));
      for (const version of [0, 1, 9]) {
        await expect(save(tenant, Session.restore({ ...first.state, version })), `version ${version}`).to.be.rejectedWith(OutdatedVersion);
      }
    });
  });
}
