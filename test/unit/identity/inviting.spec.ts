import { expect } from 'chai';
import { QuickPasswordHasher } from '../../../adapters/identity/memory/quick-password-hasher.js';
import { RandomSecrets } from '../../../adapters/identity/system/random-secrets.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { AssignRoles } from '../../../application/access/assign-roles.js';
import { AcceptInvitation } from '../../../application/identity/accept-invitation.js';
import { DeactivateMember } from '../../../application/identity/deactivate-member.js';
import { FindInvitation } from '../../../application/identity/find-invitation.js';
import { InviteUser } from '../../../application/identity/invite-user.js';
import { ListInvitations } from '../../../application/identity/list-invitations.js';
import { RemoveMember } from '../../../application/identity/remove-member.js';
import { RevokeInvitation } from '../../../application/identity/revoke-invitation.js';
import type { BuiltInRole } from '../../../application/shared/permission.js';
import { OutdatedVersion, PlanLimitReached, RightsExceeded } from '../../../application/shared/refusals.js';
import { EmailTaken, InvitationAccepted, InvitationNotFound, InvitationVoid } from '../../../domain/identity/identity-refusals.js';
import { InvitationToken } from '../../../domain/identity/invitation-token.js';
import { RefreshToken } from '../../../domain/identity/refresh-token.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import type { Standing, TenantContext } from '../../../domain/shared/tenant-context.js';
import { planLimits } from '../../../domain/tenancy/plan.js';
import { add, aSlug, founded } from '../../contract/tenancy/founded.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { LegibleTokens, nobodyRemembers, refreshSecrets } from '../../support/identity/stand-ins.js';
import { aMember, aNewAddress, anOwnerOf, password } from '../../support/members.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { aTenant, userOf } from '../../support/tenants.js';
import { isActive } from '../../support/users.js';

const DAY = 24 * 60 * 60 * 1000;
const system = SystemContext.for('a test of invitations');
const secrets = new RandomSecrets();
const tokens = new LegibleTokens();

async function opened() {
  const [ground, clock, ids] = [inMemoryPlatform(), new FixedClock(), new UuidIds()];
  const { identityWork, accessWork, catalogue, invitations, store, profile } = ground;
  const stands: { as: Standing | 'closed' } = { as: 'active' };
  let hashed = 0;
  const passwords = Object.assign(new QuickPasswordHasher(), {
    hash: async (given: string) => {
      hashed += 1;
      return new QuickPasswordHasher().hash(given);
    },
  });
  const owner = await anOwnerOf(ground);
  const invite = new InviteUser(identityWork, secrets, ids, clock, { days: async () => 7 });
  const acceptInvitation = new AcceptInvitation(
    invitations, { of: async () => stands.as }, identityWork, passwords, secrets, refreshSecrets, tokens, ids, clock,
  );
  return {
    ...ground, clock, owner, stands, invite,
    accept: (token: string) => acceptInvitation.execute(system, { token, name: 'Grace Hopper', password }),
    invited: async (by: TenantContext, role: BuiltInRole = 'member') => invite.execute(by, { email: aNewAddress(), role }),
    revoke: new RevokeInvitation(identityWork, clock),
    find: new FindInvitation(invitations),
    list: new ListInvitations(invitations),
    assign: new AssignRoles(accessWork, catalogue, clock),
    deactivate: new DeactivateMember(identityWork, nobodyRemembers, clock),
    remove: new RemoveMember(identityWork, nobodyRemembers, clock),
    places: async (tenant: TenantContext) => (await profile.usage(tenant, '2026-03')).members,
    happened: (count: number) => store.eventsOf(owner).map(({ type }) => type).slice(-count),
    hashes: () => hashed,
  };
}

describe('inviting somebody', () => {
  it('gives a token this once, and keeps its hash alone', async () => {
    const { invited, owner, find, store } = await opened();

    const { invitation, token } = await invited(owner);

    const { tenantId, invitationId, secret } = InvitationToken.read(token);
    expect({ tenantId, invitationId }).to.deep.equal({ tenantId: owner.tenantId, invitationId: invitation.id });
    expect(invitation).to.deep.include({ role: 'member', invitedBy: userOf(owner).id, status: 'pending', secretHash: secrets.hash(secret), version: 1 });
    const kept = await find.execute(owner, { invitationId });
    expect(kept).to.deep.equal(invitation);
    expect(JSON.stringify([kept, store.eventsOf(owner)])).not.to.include(secret);
  });

  it('refuses an address that a member has, active or not', async () => {
    const { invite, owner, users, deactivate, ...ground } = await opened();
    const member = userOf(await aMember({ ...ground, users }, owner, 'viewer')).id;
    const email = (await users.member(owner, member))?.email ?? aNewAddress();
    await expect(invite.execute(owner, { email, role: 'member' })).to.be.rejectedWith(EmailTaken);
    await deactivate.execute(owner, { memberId: member, version: 1 });
    await expect(invite.execute(owner, { email, role: 'member' })).to.be.rejectedWith(EmailTaken);
  });

  it('replaces the pending invitation of an address, whose token is void from then on', async () => {
    const { invite, owner, accept, list } = await opened();
    const email = aNewAddress();
    const [first, second] = [await invite.execute(owner, { email, role: 'member' }), await invite.execute(owner, { email, role: 'viewer' })];

    await expect(accept(first.token)).to.be.rejectedWith(InvitationVoid);
    const { items } = await list.execute(owner, { limit: 10, sort: 'createdAt', status: 'pending' });
    expect(items.map(({ id }) => id)).to.deep.equal([second.invitation.id]);
    expect(await accept(second.token)).to.include({ tokenType: 'Bearer' });
  });

  it('refuses to promise rights that the caller does not hold', async () => {
    const { invited, owner, ...ground } = await opened();
    const admin = await aMember(ground, owner, 'admin');
    await expect(invited(admin, 'owner')).to.be.rejectedWith(RightsExceeded);
    expect((await invited(admin, 'admin')).invitation.role).to.equal('admin');
    expect((await invited(owner, 'owner')).invitation.role).to.equal('owner');
  });
});

describe('accepting an invitation', () => {
  it('registers the user with its address and role, takes a place, and signs them in, in one step', async () => {
    const { invited, owner, accept, users, roles, sessions, places, find, happened, clock } = await opened();
    const { invitation, token } = await invited(owner, 'admin');

    const credentials = await accept(token);

    const user = await users.byEmail(owner, invitation.email);
    expect(user).to.include({ name: 'Grace Hopper', status: 'active', passwordHash: await new QuickPasswordHasher().hash(password) });
    if (user === null) return;
    expect(await roles.rolesOf(owner, user.id)).to.deep.equal(['admin']);
    expect(await places(owner)).to.equal(2);
    const { sessionId } = RefreshToken.read(credentials.refreshToken);
    expect(JSON.parse(credentials.accessToken)).to.deep.equal({ tenantId: owner.tenantId, userId: user.id, sessionId });
    expect(await isActive(sessions, owner, sessionId, clock.now())).to.equal(true);
    expect(await find.execute(owner, { invitationId: invitation.id })).to.include({ status: 'accepted', version: 2 });
    expect(happened(4)).to.deep.equal(['identity.invitation-accepted', 'identity.user-registered', 'access.roles-assigned', 'identity.session-started']);
  });

  it('refuses every void token in the same words, and hashes no password for it', async () => {
    const { invited, owner, accept, revoke, clock, hashes } = await opened();
    const [used, revoked, old] = [await invited(owner), await invited(owner), await invited(owner)];
    await accept(used.token);
    await revoke.execute(owner, { invitationId: revoked.invitation.id, version: 1 });
    const token = InvitationToken.read(old.token);
    const before = hashes();
    const refused = async (shown: string) =>
      expect(accept(shown)).to.be.rejectedWith(InvitationVoid, /^The invitation is not valid, or no longer$/);

    for (const shown of [
      used.token,
      revoked.token,
      'nonsense',
      InvitationToken.write({ ...token, tenantId: aTenant().tenantId }),
      InvitationToken.write({ ...token, invitationId: used.invitation.id }),
      InvitationToken.write({ ...token, secret: 'x'.repeat(43) }),
    ]) await refused(shown);
    clock.passes(7 * DAY);
    await refused(old.token);
    expect(hashes()).to.equal(before);
  });

  it('gives what its inviter may still give: nothing when they were demoted, deactivated or removed', async () => {
    const { invited, owner, accept, assign, deactivate, remove, places, users, ...ground } = await opened();
    const lost: Record<string, (memberId: ReturnType<typeof userOf>['id']) => Promise<unknown>> = {
      demoted: (memberId) => assign.execute(owner, { memberId, version: 1, roles: ['viewer'] }),
      deactivated: (memberId) => deactivate.execute(owner, { memberId, version: 1 }),
      removed: (memberId) => remove.execute(owner, { memberId, version: 1 }),
    };
    for (const [what, happens] of Object.entries(lost)) {
      const admin = await aMember({ ...ground, users }, owner, 'admin');
      const { invitation, token } = await invited(admin, 'viewer');
      await happens(userOf(admin).id);
      const before = await places(owner);

      await expect(accept(token), what).to.be.rejectedWith(InvitationVoid);

      expect(await users.byEmail(owner, invitation.email), what).to.equal(null);
      expect(await places(owner), what).to.equal(before);
    }
  });

  it('gives no role that its inviter holds no more, though they may still invite', async () => {
    const { invited, owner, accept, assign, ...ground } = await opened();
    const second = await aMember(ground, owner, 'owner');
    const [asOwner, asAdmin] = [await invited(second, 'owner'), await invited(second, 'admin')];
    await assign.execute(owner, { memberId: userOf(second).id, version: 1, roles: ['admin'] });
    await expect(accept(asOwner.token)).to.be.rejectedWith(InvitationVoid);
    expect(await accept(asAdmin.token)).to.include({ tokenType: 'Bearer' });
  });

  it('refuses where the tenant takes nobody in', async () => {
    const { invited, owner, accept, stands } = await opened();
    const { token } = await invited(owner);
    for (const as of ['suspended', 'closing', 'closed'] as const) {
      stands.as = as;
      await expect(accept(token), as).to.be.rejectedWith(InvitationVoid);
    }
    stands.as = 'active';
    expect(await accept(token)).to.include({ tokenType: 'Bearer' });
  });

  it('refuses when the plan has no place left, and can be tried again', async () => {
    const { invited, accept, tenancyWork, remove, ...ground } = await opened();
    const tenant = aTenant();
    await add(tenancyWork, tenant, founded(tenant, aSlug(), 'free'));
    const owner = await aMember({ ...ground, tenancyWork }, tenant, 'owner');
    const { token } = await invited(owner);
    const others = [];
    for (let count = 1; count < (planLimits.free.members ?? 0); count += 1) others.push(await aMember({ ...ground, tenancyWork }, tenant, 'viewer'));

    await expect(accept(token)).to.be.rejectedWith(PlanLimitReached);
    const [one] = others;
    if (one !== undefined) await remove.execute(owner, { memberId: userOf(one).id, version: 1 });
    expect(await accept(token)).to.include({ tokenType: 'Bearer' });
  });
});

describe('taking an invitation back', () => {
  it('is done once, and not with one that is accepted', async () => {
    const { invited, owner, accept, revoke, find } = await opened();
    const [one, other] = [await invited(owner), await invited(owner)];
    const invitationId = one.invitation.id;

    await expect(revoke.execute(owner, { invitationId, version: 7 })).to.be.rejectedWith(OutdatedVersion);
    await revoke.execute(owner, { invitationId, version: 1 });
    await revoke.execute(owner, { invitationId, version: 2 });
    expect(await find.execute(owner, { invitationId })).to.include({ status: 'revoked', version: 2 });

    await accept(other.token);
    await expect(revoke.execute(owner, { invitationId: other.invitation.id, version: 2 })).to.be.rejectedWith(InvitationAccepted);
  });

  it('refuses what the tenant does not have', async () => {
    const { invited, owner, revoke, find } = await opened();
    const invitationId = (await invited(owner)).invitation.id;
    await expect(revoke.execute(aTenant(), { invitationId, version: 1 })).to.be.rejectedWith(InvitationNotFound);
    await expect(find.execute(aTenant(), { invitationId })).to.be.rejectedWith(InvitationNotFound);
  });
});
