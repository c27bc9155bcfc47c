import { expect } from 'chai';
import { DeactivateMember } from '../../../application/identity/deactivate-member.js';
import { FindMember } from '../../../application/identity/find-member.js';
import { ListMembers } from '../../../application/identity/list-members.js';
import { ReactivateMember } from '../../../application/identity/reactivate-member.js';
import { RemoveMember } from '../../../application/identity/remove-member.js';
import { LastOwner, OutdatedVersion, PlanLimitReached, RightsExceeded } from '../../../application/shared/refusals.js';
import { MemberNotFound } from '../../../domain/identity/identity-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { planLimits } from '../../../domain/tenancy/plan.js';
import { add, aSlug, founded } from '../../contract/tenancy/founded.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aMember, anOwnerOf } from '../../support/members.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { aTenant, userOf } from '../../support/tenants.js';
import { isActive } from '../../support/users.js';

async function opened() {
  const [ground, clock] = [inMemoryPlatform(), new FixedClock()];
  const { identityWork, users, store, profile } = ground;
  const ended: string[] = [];
  const revocations = { sessionEnded: (_: TenantContext, id: string) => void ended.push(id) };
  const owner = await anOwnerOf(ground);
  const member = await aMember(ground, owner, 'member');
  const seen = (whom: TenantContext, version = 1) => ({ memberId: userOf(whom).id, version });
  return {
    ...ground, clock, owner, member, ended, seen,
    deactivate: new DeactivateMember(identityWork, revocations, clock),
    reactivate: new ReactivateMember(identityWork, clock),
    remove: new RemoveMember(identityWork, revocations, clock),
    find: new FindMember(users),
    list: new ListMembers(users),
    places: async (tenant: TenantContext) => (await profile.usage(tenant, '2026-03')).members,
    happened: () => store.eventsOf(owner).map(({ type }) => type).slice(-3),
  };
}

describe('deactivating a member', () => {
  it('ends their sessions, takes their rights and gives their place back, in one step', async () => {
    const { deactivate, owner, member, seen, sessions, roles, places, ended, happened, clock } = await opened();
    const { id, sessionId } = userOf(member);

    const shown = await deactivate.execute(owner, seen(member));

    expect(shown).to.include({ id, status: 'deactivated', version: 2 }).and.not.to.have.property('passwordHash');
    expect(await isActive(sessions, owner, sessionId, clock.now())).to.equal(false);
    expect(await isActive(sessions, owner, userOf(owner).sessionId, clock.now())).to.equal(true);
    expect(ended, 'told to whoever remembers').to.deep.equal([sessionId]);
    expect(await roles.rolesOf(owner, id)).to.deep.equal([]);
    expect(await places(owner)).to.equal(1);
    expect(happened()).to.deep.equal(['identity.session-ended', 'access.roles-suspended', 'identity.user-deactivated']);
  });

  it('changes nothing the second time: no place is given back twice', async () => {
    const { deactivate, owner, member, seen, places } = await opened();
    await deactivate.execute(owner, seen(member));
    expect(await deactivate.execute(owner, seen(member, 2))).to.include({ version: 2 });
    expect(await places(owner)).to.equal(1);
  });

  it('refuses the last owner, of whom nothing has ended then', async () => {
    const { deactivate, owner, seen, sessions, ended, clock } = await opened();
    await expect(deactivate.execute(owner, seen(owner))).to.be.rejectedWith(LastOwner);
    expect(await isActive(sessions, owner, userOf(owner).sessionId, clock.now())).to.equal(true);
    expect(ended).to.deep.equal([]);
  });

  it('may be done to oneself when another owner stays', async () => {
    const ground = await opened();
    await aMember(ground, ground.owner, 'owner');
    expect(await ground.deactivate.execute(ground.owner, ground.seen(ground.owner))).to.include({ status: 'deactivated' });
  });

  it('refuses an admin to whom an owner is too much', async () => {
    const ground = await opened();
    const [admin, other] = [await aMember(ground, ground.owner, 'admin'), await aMember(ground, ground.owner, 'owner')];
    await expect(ground.deactivate.execute(admin, ground.seen(other))).to.be.rejectedWith(RightsExceeded);
    await expect(ground.remove.execute(admin, ground.seen(other))).to.be.rejectedWith(RightsExceeded);
  });

  it('refuses an older version, and whom the tenant does not know', async () => {
    const { deactivate, reactivate, remove, owner, member, seen } = await opened();
    for (const useCase of [deactivate, reactivate, remove]) {
      await expect(useCase.execute(owner, seen(member, 9))).to.be.rejectedWith(OutdatedVersion);
      await expect(useCase.execute(owner, seen(aTenant()))).to.be.rejectedWith(MemberNotFound);
    }
  });
});

describe('reactivating a member', () => {
  it('gives back what they had, and takes a place', async () => {
    const { deactivate, reactivate, owner, member, seen, roles, places, happened } = await opened();
    await deactivate.execute(owner, seen(member));

    expect(await reactivate.execute(owner, seen(member, 2))).to.include({ status: 'active', version: 3 });

    expect(await roles.rolesOf(owner, userOf(member).id)).to.deep.equal(['member']);
    expect(await places(owner)).to.equal(2);
    expect(happened().slice(-2)).to.deep.equal(['access.roles-resumed', 'identity.user-reactivated']);
  });

  it('changes nothing for whoever is active', async () => {
    const { reactivate, owner, member, seen, places } = await opened();
    expect(await reactivate.execute(owner, seen(member))).to.include({ status: 'active', version: 1 });
    expect(await places(owner)).to.equal(2);
  });

  it('refuses when the plan has no place left, and keeps nothing of it', async () => {
    const ground = await opened();
    const { deactivate, reactivate, seen, roles, tenancyWork } = ground;
    const tenant = aTenant();
    await add(tenancyWork, tenant, founded(tenant, aSlug(), 'free'));
    const owner = await aMember(ground, tenant, 'owner');
    const member = await aMember(ground, tenant, 'member');
    await deactivate.execute(owner, seen(member));
    for (let count = 1; count < (planLimits.free.members ?? 0); count += 1) await aMember(ground, tenant, 'viewer');

    await expect(reactivate.execute(owner, seen(member, 2))).to.be.rejectedWith(PlanLimitReached);

    expect(await roles.rolesOf(tenant, userOf(member).id)).to.deep.equal([]);
  });
});

describe('removing a member', () => {
  it('forgets them with their sessions, gives the place back, and frees the address', async () => {
    const { remove, owner, member, seen, users, sessions, roles, places, ended, happened, clock } = await opened();
    const { id, sessionId } = userOf(member);

    await remove.execute(owner, seen(member));

    expect(await users.member(owner, id)).to.equal(null);
    expect(await roles.find(owner, id)).to.equal(null);
    expect(await isActive(sessions, owner, sessionId, clock.now())).to.equal(false);
    expect(ended).to.deep.equal([sessionId]);
    expect(await places(owner)).to.equal(1);
    expect(happened()).to.deep.equal(['identity.session-ended', 'access.roles-withdrawn', 'identity.user-removed']);
  });

  it('gives back no place of whoever was deactivated before', async () => {
    const { deactivate, remove, owner, member, seen, places } = await opened();
    await deactivate.execute(owner, seen(member));
    await remove.execute(owner, seen(member, 2));
    expect(await places(owner)).to.equal(1);
  });

  it('refuses the last owner, also by themselves', async () => {
    const { remove, owner, seen, users } = await opened();
    await expect(remove.execute(owner, seen(owner))).to.be.rejectedWith(LastOwner);
    expect(await users.member(owner, userOf(owner).id)).not.to.equal(null);
  });
});

describe('looking at members', () => {
  it('shows one and lists all, without hashes', async () => {
    const { find, list, owner, member } = await opened();
    const shown = await find.execute(owner, { memberId: userOf(member).id });
    expect(shown).to.include({ status: 'active', name: 'A member' }).and.not.to.have.property('passwordHash');
    const { items } = await list.execute(owner, { limit: 10, sort: 'createdAt' });
    expect(items).to.deep.include(shown);
    expect(items).to.have.length(2);
    await expect(find.execute(owner, { memberId: userOf(aTenant()).id })).to.be.rejectedWith(MemberNotFound);
  });
});
