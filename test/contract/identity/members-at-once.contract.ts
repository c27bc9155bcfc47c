import { expect } from 'chai';
import { AssignRoles } from '../../../application/access/assign-roles.js';
import { QuickPasswordHasher } from '../../../adapters/identity/memory/quick-password-hasher.js';
import { RandomSecrets } from '../../../adapters/identity/system/random-secrets.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { AcceptInvitation } from '../../../application/identity/accept-invitation.js';
import { DeactivateMember } from '../../../application/identity/deactivate-member.js';
import { InviteUser } from '../../../application/identity/invite-user.js';
import { PacedAttempts } from '../../../application/identity/paced-attempts.js';
import { RefreshSession } from '../../../application/identity/refresh-session.js';
import { RemoveMember } from '../../../application/identity/remove-member.js';
import { SignIn } from '../../../application/identity/sign-in.js';
import { LastOwner, RightsExceeded } from '../../../application/shared/refusals.js';
import { InvitationPending, InvitationVoid, RefreshRefused, SignInRefused } from '../../../domain/identity/identity-refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { allActive, LegibleTokens, nobodyRemembers, refreshSecrets, refreshTokenOf } from '../../support/identity/stand-ins.js';
import { aMember, aNewAddress, anOwnerOf, type Ground, password } from '../../support/members.js';
import { userOf } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

const ROUNDS = 6;
const system = SystemContext.for('a test of members');
const secrets = new RandomSecrets();
const tokens = new LegibleTokens();

/** The use cases, over one home. */
function useCases(ground: Ground) {
  const { identityWork, accessWork, catalogue, users, invitations, failedAttempts } = ground;
  const [clock, ids, passwords] = [new FixedClock(), new UuidIds(), new QuickPasswordHasher()];
  return {
    invite: new InviteUser(identityWork, secrets, ids, clock, { days: async () => 7 }),
    accept: new AcceptInvitation(invitations, allActive, identityWork, passwords, secrets, refreshSecrets, tokens, ids, clock),
    assign: new AssignRoles(accessWork, catalogue, clock),
    deactivate: new DeactivateMember(identityWork, nobodyRemembers, clock),
    remove: new RemoveMember(identityWork, nobodyRemembers, clock),
    refresh: new RefreshSession(identityWork, refreshSecrets, tokens, nobodyRemembers, clock, allActive),
    signInTo: (tenant: TenantContext) =>
      new SignIn(
        { tenantOf: async () => tenant.tenantId }, users, identityWork, passwords, new PacedAttempts(failedAttempts, clock),
        secrets, refreshSecrets, tokens, ids, clock,
      ),
  };
}

const fulfilled = (outcomes: readonly PromiseSettledResult<unknown>[]) => outcomes.filter(({ status }) => status === 'fulfilled');
const refusalsOf = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.filter((it) => it.status === 'rejected').map(({ reason }) => (reason as object).constructor);

/** What keeps members and their sessions together over every home, when several processes are asked at the same moment. */
export function describeMembersAtOnce(home: string, open: OpenPlatform): void {
  describe(`members and invitations, touched by several at once in ${home}`, () => {
    it('makes one user of an invitation that many accept', async () => {
      const ground = await open();
      const { invite, accept } = useCases(ground);
      const owner = await anOwnerOf(ground);
      const { token, invitation } = await invite.execute(owner, { email: aNewAddress(), role: 'member' });

      const outcomes = await Promise.allSettled([1, 2, 3, 4].map((at) => accept.execute(system, { token, name: `Grace ${at}`, password })));

      expect(fulfilled(outcomes)).to.have.length(1);
      expect(refusalsOf(outcomes)).to.deep.equal([InvitationVoid, InvitationVoid, InvitationVoid]);
      const { items } = await ground.users.list(owner, { limit: 10, sort: 'createdAt' });
      expect(items.filter(({ email }) => email === invitation.email)).to.have.length(1);
      expect((await ground.profile.usage(owner, '2026-03')).members).to.equal(2);
    });

    it('leaves one invitation pending when two invite the same address', async () => {
      const ground = await open();
      const { invite } = useCases(ground);
      const owner = await anOwnerOf(ground);
      const email = aNewAddress();

      const outcomes = await Promise.allSettled([1, 2, 3].map(() => invite.execute(owner, { email, role: 'member' })));

      for (const refused of refusalsOf(outcomes)) expect(refused).to.equal(InvitationPending);
      expect(fulfilled(outcomes).length).to.be.at.least(1);
      const { items } = await ground.invitations.list(owner, { limit: 10, sort: 'createdAt', status: 'pending' });
      expect(items).to.have.length(1);
    });

    it('gives a role by an invitation, or its inviter loses the right to give it first: never neither nor in each other’s way', async () => {
      const ground = await open();
      const { invite, accept, assign } = useCases(ground);
      for (let round = 0; round < ROUNDS; round += 1) {
        const owner = await anOwnerOf(ground);
        const admin = await aMember(ground, owner, 'admin');
        const { token, invitation } = await invite.execute(admin, { email: aNewAddress(), role: 'admin' });

        const [accepted, demoted, again] = await Promise.allSettled([
          accept.execute(system, { token, name: 'Grace', password }),
          assign.execute(owner, { memberId: userOf(admin).id, version: 1, roles: ['viewer'] }),
          invite.execute(owner, { email: invitation.email, role: 'admin' }),
        ]);

        expect(demoted.status).to.equal('fulfilled');
        const joined = await ground.users.byEmail(owner, invitation.email);
        expect(joined !== null, 'a user exactly when the acceptance was answered').to.equal(accepted.status === 'fulfilled');
        if (accepted.status === 'rejected') expect(accepted.reason).to.be.instanceOf(InvitationVoid);
        else expect(again.status === 'fulfilled' && accepted.status === 'fulfilled', 'both a new invitation and a user').to.equal(false);
      }
    });

    it('leaves no session to whoever is deactivated, though they refresh and sign in at that moment', async () => {
      const ground = await open();
      const { deactivate, refresh, signInTo } = useCases(ground);
      for (let round = 0; round < ROUNDS; round += 1) {
        const owner = await anOwnerOf(ground);
        const member = await aMember(ground, owner, 'member');
        const { id, sessionId } = userOf(member);
        const email = (await ground.users.member(owner, id))?.email as never;
        const session = await ground.identityWork.run(owner, ({ sessions }) => sessions.get(owner, sessionId));
        if (session === null) return expect.fail('no session');
        const refreshToken = refreshTokenOf(session.state);
        const signIn = () => signInTo(owner).execute(system, { tenant: 'acme', email, password, callerAddress: '192.0.2.1' });

        const [done, ...others] = await Promise.allSettled([
          deactivate.execute(owner, { memberId: id, version: 1 }),
          refresh.execute(system, { refreshToken }),
          signIn(),
          signIn(),
        ]);

        expect(done.status, done.status === 'rejected' ? String(done.reason) : '').to.equal('fulfilled');
        for (const refused of refusalsOf(others)) expect(refused).to.be.oneOf([RefreshRefused, SignInRefused]);
        const left = await ground.identityWork.run(owner, ({ sessions }) => sessions.activeOf(owner, id, new FixedClock().now()));
        expect(left.map(({ state }) => state.id)).to.deep.equal([]);
        await expect(signIn()).to.be.rejectedWith(SignInRefused);
        await expect(refresh.execute(system, { refreshToken })).to.be.rejectedWith(RefreshRefused);
      }
    });

    it('leaves an owner when two owners remove each other, and nothing of whoever is removed', async () => {
      const ground = await open();
      const { remove } = useCases(ground);
      for (let round = 0; round < ROUNDS; round += 1) {
        const one = await anOwnerOf(ground);
        const other = await aMember(ground, one, 'owner');

        const outcomes = await Promise.allSettled([
          remove.execute(one, { memberId: userOf(other).id, version: 1 }),
          remove.execute(other, { memberId: userOf(one).id, version: 1 }),
        ]);

        expect(fulfilled(outcomes)).to.have.length(1);
        expect(refusalsOf(outcomes)[0]).to.be.oneOf([LastOwner, RightsExceeded]);
        const { items } = await ground.users.list(one, { limit: 10, sort: 'createdAt' });
        expect(items).to.have.length(1);
        expect((await ground.profile.usage(one, '2026-03')).members).to.equal(1);
      }
    });
  });
}
