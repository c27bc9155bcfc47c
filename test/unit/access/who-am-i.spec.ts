import { expect } from 'chai';
import { PeopleFromIdentity } from '../../../adapters/access/identity/people-from-identity.js';
import { CardsFromTenancy } from '../../../adapters/access/tenancy/cards-from-tenancy.js';
import { PermissionCatalogue } from '../../../application/access/permission-catalogue.js';
import { PublishedRightsDirectory } from '../../../application/access/published-rights-directory.js';
import { WhoAmI } from '../../../application/access/who-am-i.js';
import { PublishedPersonDirectory } from '../../../application/identity/published-person-directory.js';
import { tenancyPermissions } from '../../../application/tenancy/permissions.js';
import { PublishedTenantDirectory } from '../../../application/tenancy/published-tenant-directory.js';
import { CallerUnknown } from '../../../domain/access/access-refusals.js';
import { SessionId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { Slug } from '../../../domain/tenancy/slug.js';
import { Tenant } from '../../../domain/tenancy/tenant.js';
import { inMemoryPlatform } from '../../support/platform.js';
import { idNumber } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';
import { aUser, noon } from '../../support/users.js';

describe('asking who I am', () => {
  const stranger = aTenant();
  const { tenantId } = stranger;

  const opened = async () => {
    const { identityWork, tenancyWork, users: register, entries, roles: roleRegister, cache } = inMemoryPlatform();
    const user = aUser(stranger);
    const me = TenantContext.of(tenantId, { kind: 'user', id: user.state.id, sessionId: SessionId.from(idNumber(1)) }, [], 'active');
    await tenancyWork.run(me, ({ tenants }) =>
      tenants.add(me, Tenant.found({ id: tenantId, slug: Slug.from('acme'), name: 'Acme', plan: 'team', createdAt: noon })),
    );
    await identityWork.run(me, async ({ users, roles }) => {
      await users.add(me, user);
      await roles.assign(me, user.state.id, 'viewer');
    });
    const whoAmI = new WhoAmI(
      new PeopleFromIdentity(new PublishedPersonDirectory(register)),
      new CardsFromTenancy(new PublishedTenantDirectory(entries)),
      new PublishedRightsDirectory(roleRegister, new PermissionCatalogue(tenancyPermissions), cache),
    );
    return { whoAmI, me };
  };

  it('says who, where, in which roles and with which rights', async () => {
    const { whoAmI, me } = await opened();
    expect(await whoAmI.execute(me)).to.deep.equal({
      user: { id: me.principal.kind === 'user' && me.principal.id, name: 'Ada Lovelace', email: 'ada@acme.example' },
      tenant: { id: tenantId, slug: 'acme', name: 'Acme', plan: 'team', status: 'active' },
      roles: ['viewer'],
      permissions: ['tenancy:tenant:read'],
    });
  });

  it('refuses whom the tenant does not know, and visitors', async () => {
    const { whoAmI } = await opened();
    await expect(whoAmI.execute(stranger)).to.be.rejectedWith(CallerUnknown);
    await expect(whoAmI.execute(TenantContext.visitor(tenantId))).to.be.rejectedWith(CallerUnknown);
  });
});
