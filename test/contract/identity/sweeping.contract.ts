import { expect } from 'chai';
import { v7 } from 'uuid';
import type { IdentityScope } from '../../../application/identity/ports/identity-work.js';
import { Invitation } from '../../../domain/identity/invitation.js';
import { InvitationId } from '../../../domain/identity/invitation-id.js';
import { Session } from '../../../domain/identity/session.js';
import { SessionId, type TenantContext } from '../../../domain/shared/tenant-context.js';
import { anInvitation } from '../../support/invitations.js';
import { aNewAddress } from '../../support/members.js';
import { aTenant } from '../../support/tenants.js';
import { aSession, aUser, noon } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';

/** What one kind of thing is that is swept when it expired long ago. */
type Kind = {
  /** Makes one that expires then; `over` when something has become of it before. */
  readonly keep: (scope: IdentityScope, tenant: TenantContext, id: string, expiresAt: Date, over?: boolean) => Promise<unknown>;
  readonly get: (scope: IdentityScope, tenant: TenantContext, id: string) => Promise<object | null>;
  readonly sweep: (scope: IdentityScope, tenant: TenantContext, expiredBefore: Date, most: number) => Promise<number>;
};

const kinds: Readonly<Record<string, Kind>> = {
  sessions: {
    async keep({ users, sessions }, tenant, id, expiresAt, over = false) {
      const { state: user } = await users.add(tenant, aUser(tenant, { email: aNewAddress() }));
      const { state } = aSession(tenant, user.id);
      await sessions.save(tenant, Session.restore({ ...state, id: SessionId.from(id), expiresAt, endedAt: over ? noon : null }));
    },
    get: ({ sessions }, tenant, id) => sessions.get(tenant, SessionId.from(id)),
    sweep: ({ sessions }, ...given) => sessions.sweep(...given),
  },
  invitations: {
    async keep({ invitations }, tenant, id, expiresAt, over = false) {
      const { state } = anInvitation(tenant, { email: aNewAddress() });
      await invitations.save(tenant, Invitation.restore({ ...state, id: InvitationId.from(id), expiresAt, status: over ? 'accepted' : 'pending' }));
    },
    get: ({ invitations }, tenant, id) => invitations.get(tenant, InvitationId.from(id)),
    sweep: ({ invitations }, ...given) => invitations.sweep(...given),
  },
};

const MANY = 1_000;
const after = (milliseconds: number): Date => new Date(noon.getTime() + milliseconds);

/** What every home for what expires promises to whoever sweeps it. */
export function describeSweeping(home: string, open: OpenPlatform): void {
  for (const [what, kind] of Object.entries(kinds)) {
    const opened = async () => {
      const { identityWork, conflict } = await open();
      const keep = async (tenant: TenantContext, expiresAt: Date, over = false, id: string = v7()) => {
        await identityWork.run(tenant, (scope) => kind.keep(scope, tenant, id, expiresAt, over));
        return id;
      };
      const get = (tenant: TenantContext, id: string) => identityWork.run(tenant, (scope) => kind.get(scope, tenant, id));
      const left = async (tenant: TenantContext, ids: readonly string[]) => {
        const there: boolean[] = [];
        for (const id of ids) there.push((await get(tenant, id)) !== null);
        return there;
      };
      const sweep = (tenant: TenantContext, most = MANY) => identityWork.run(tenant, (scope) => kind.sweep(scope, tenant, noon, most));
      return { identityWork, conflict, keep, get, left, sweep };
    };

    describe(`sweeping ${what} in ${home}`, () => {
      it('forgets what expired before the moment, whatever became of it, and nothing that expired then or later', async () => {
        const [{ keep, left, sweep }, tenant] = [await opened(), aTenant()];
        const ids = [await keep(tenant, after(-1)), await keep(tenant, after(-1), true), await keep(tenant, noon, true), await keep(tenant, noon), await keep(tenant, after(1))];

        expect(await sweep(tenant)).to.equal(2);

        expect(await left(tenant, ids)).to.deep.equal([false, false, true, true, true]);
        expect(await sweep(tenant)).to.equal(0);
      });

      it('takes no more than it is told to, the oldest first', async () => {
        const [{ keep, left, sweep }, tenant] = [await opened(), aTenant()];
        const ids = [await keep(tenant, after(-1)), await keep(tenant, after(-3)), await keep(tenant, after(-2)), await keep(tenant, after(-4))];

        expect(await sweep(tenant, 2)).to.equal(2);
        expect(await left(tenant, ids)).to.deep.equal([true, false, true, false]);
        expect(await sweep(tenant, 1)).to.equal(1);
        expect(await left(tenant, ids)).to.deep.equal([true, false, false, false]);
        expect(await sweep(tenant, 2)).to.equal(1);
        expect(await left(tenant, ids)).to.deep.equal([false, false, false, false]);
      });

      it('touches nothing of another tenant’s, be it as old, or of the same id', async () => {
        const [{ keep, left, sweep }, tenant, stranger] = [await opened(), aTenant(), aTenant()];
        const old = await keep(tenant, after(-1));
        const others = [await keep(stranger, after(-1_000)), await keep(stranger, after(1), false, old)];

        expect(await sweep(tenant)).to.equal(1);

        expect(await left(tenant, [old])).to.deep.equal([false]);
        expect(await left(stranger, others)).to.deep.equal([true, true]);
      });

      it('neither takes nor waits for what somebody is changing', async () => {
        const [{ identityWork, conflict, keep, left, sweep }, tenant] = [await opened(), aTenant()];
        const ids = [await keep(tenant, after(-2)), await keep(tenant, after(-1))];

        const swept = await identityWork.run(tenant, async (scope) => {
          await kind.get(scope, tenant, ids[0] ?? '');
          // where steps take turns nobody is ever in the way of another
          return conflict === null ? null : sweep(tenant);
        });

        expect(swept).to.equal(conflict === null ? null : 1);
        expect(await left(tenant, ids)).to.deep.equal([true, conflict === null]);
      });

      it('takes nothing when the work fails', async () => {
        const [{ identityWork, keep, left }, tenant] = [await opened(), aTenant()];
        const id = await keep(tenant, after(-1));

        const failing = identityWork.run(tenant, async (scope) => {
          expect(await kind.sweep(scope, tenant, noon, MANY)).to.equal(1);
          throw new Error('the lights went out');
        });

        await expect(failing).to.be.rejectedWith('the lights went out');
        expect(await left(tenant, [id])).to.deep.equal([true]);
      });
    });
  }
}
