import { expect } from 'chai';
import { AssignRoles } from '../../../application/access/assign-roles.js';
import { ListPermissions } from '../../../application/access/list-permissions.js';
import { ListRoles } from '../../../application/access/list-roles.js';
import { ShowMemberRoles } from '../../../application/access/show-member-roles.js';
import { type BuiltInRole, builtInRoles } from '../../../application/shared/permission.js';
import { LastOwner, OutdatedVersion, RightsExceeded } from '../../../application/shared/refusals.js';
import { HolderNotFound, RolesUnfit } from '../../../domain/access/access-refusals.js';
import { type Permission, TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aMember, anOwnerOf } from '../../support/members.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { aTenant, userOf } from '../../support/tenants.js';

/** The same person with other rights. */
const withRights = ({ tenantId, principal }: TenantContext, permissions: Iterable<Permission>): TenantContext =>
  TenantContext.of(tenantId, principal, permissions, 'active');

async function opened() {
  const ground = inMemoryPlatform();
  const { accessWork, catalogue, roles: register, store } = ground;
  const owner = await anOwnerOf(ground);
  const [admin, member] = [await aMember(ground, owner, 'admin'), await aMember(ground, owner, 'member')];
  const assignRoles = new AssignRoles(accessWork, catalogue, new FixedClock());
  const assign = async (by: TenantContext, whom: TenantContext, ...roles: readonly BuiltInRole[]) => {
    const { version } = (await register.find(by, userOf(whom).id)) ?? { version: 1 };
    return assignRoles.execute(by, { memberId: userOf(whom).id, version, roles });
  };
  const show = new ShowMemberRoles(register);
  const announced = () => store.eventsOf(owner).map(({ type }) => type).filter((type) => type !== 'access.roles-assigned' && type.startsWith('access.'));
  return { ...ground, owner, admin, member, assignRoles, assign, show, announced };
}

describe('changing somebody’s roles', () => {
  it('puts these in the place of those before, and shows them', async () => {
    const { owner, member, assign, show, announced } = await opened();
    const { id: memberId } = userOf(member);

    const changed = await assign(owner, member, 'viewer', 'admin');

    expect(changed).to.deep.equal({ memberId, roles: ['admin', 'viewer'], active: true, version: 2 });
    expect(await show.execute(owner, { memberId })).to.deep.equal(changed);
    expect(announced()).to.deep.equal(['access.roles-changed']);
  });

  it('changes nothing where they are held already', async () => {
    const { owner, member, assign, announced } = await opened();
    expect(await assign(owner, member, 'member')).to.include({ version: 1 });
    expect(announced()).to.deep.equal([]);
  });

  it('refuses whoever saw an older version, and whom the tenant does not know', async () => {
    const { owner, member, assignRoles, show } = await opened();
    const stranger = userOf(aTenant()).id;
    await expect(assignRoles.execute(owner, { memberId: userOf(member).id, version: 7, roles: ['viewer'] })).to.be.rejectedWith(OutdatedVersion);
    await expect(assignRoles.execute(owner, { memberId: stranger, version: 1, roles: ['viewer'] })).to.be.rejectedWith(HolderNotFound);
    await expect(show.execute(owner, { memberId: stranger })).to.be.rejectedWith(HolderNotFound);
  });

  it('refuses to leave somebody none, or one twice', async () => {
    const { owner, member, assign } = await opened();
    await expect(assign(owner, member)).to.be.rejectedWith(RolesUnfit);
    await expect(assign(owner, member, 'admin', 'admin')).to.be.rejectedWith(RolesUnfit);
  });

  it('keeps the last owner who is active', async () => {
    const { owner, admin, assign, roleAssigner, transactions } = await opened();
    await expect(assign(owner, owner, 'admin')).to.be.rejectedWith(LastOwner);
    expect(await assign(owner, owner, 'owner', 'viewer')).to.deep.include({ roles: ['owner', 'viewer'] });

    await assign(owner, admin, 'owner');
    await transactions.run(owner, (transaction) => roleAssigner.deactivate(owner, userOf(admin).id, transaction));
    await expect(assign(owner, owner, 'admin'), 'the other is not active').to.be.rejectedWith(LastOwner);
    await transactions.run(owner, (transaction) => roleAssigner.reactivate(owner, userOf(admin).id, transaction));
    await assign(owner, owner, 'admin');
  });

  it('lets nobody give or take away rights that they do not hold', async () => {
    const { admin, member, assign } = await opened();
    const able = withRights(member, [...member.permissions, 'access:roles:assign']);

    await expect(assign(able, member, 'admin')).to.be.rejectedWith(RightsExceeded);
    await expect(assign(able, admin, 'member')).to.be.rejectedWith(RightsExceeded);
    await assign(able, member, 'viewer');
    await assign(able, member, 'member', 'viewer');
  });

  it('lets an admin neither make nor unmake an owner, were their rights the same, but touch an owner’s other roles', async () => {
    const ground = await opened();
    const { owner, admin, member, assign } = ground;
    const second = await aMember(ground, owner, 'owner');
    const able = withRights(admin, owner.permissions);

    for (const by of [admin, able]) {
      await expect(assign(by, member, 'owner')).to.be.rejectedWith(RightsExceeded);
      await expect(assign(by, by, 'owner', 'admin')).to.be.rejectedWith(RightsExceeded);
      await expect(assign(by, second, 'admin')).to.be.rejectedWith(RightsExceeded);
    }
    expect(await assign(admin, second, 'owner', 'viewer')).to.deep.include({ roles: ['owner', 'viewer'] });
    expect(await assign(owner, member, 'owner')).to.deep.include({ roles: ['owner'] });
  });

  it('counts for an owner only who is one now', async () => {
    const ground = await opened();
    const { owner, member, assign } = ground;
    const second = await aMember(ground, owner, 'owner');
    await assign(owner, second, 'admin');
    await expect(assign(second, member, 'owner'), 'with the rights of a moment ago').to.be.rejectedWith(RightsExceeded);
  });
});

describe('asking what can be allowed', () => {
  it('lists the permissions in alphabetical order, with who holds them', async () => {
    const { owner, catalogue } = await opened();
    const listed = await new ListPermissions(catalogue).execute(owner);
    expect(listed.map(({ name }) => name)).to.deep.equal(catalogue.declarations.map(({ name }) => name).toSorted());
    expect(listed.find(({ name }) => name === 'access:roles:assign')).to.deep.include({ heldBy: ['owner', 'admin'] });
  });

  it('lists the roles, the most powerful first, with what they allow', async () => {
    const { owner, catalogue } = await opened();
    const listed = await new ListRoles(catalogue).execute(owner);
    expect(listed.map(({ name }) => name)).to.deep.equal(builtInRoles);
    expect(listed[0]?.permissions).to.deep.equal([...owner.permissions]);
    expect(listed[3]?.permissions).not.to.include('access:roles:read');
  });
});
