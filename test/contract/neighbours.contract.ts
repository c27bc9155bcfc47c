import { expect } from 'chai';
import { v7 } from 'uuid';
import { PeopleFromIdentity } from '../../adapters/access/identity/people-from-identity.js';
import { CardsFromTenancy } from '../../adapters/access/tenancy/cards-from-tenancy.js';
import { PermissionsFromAccess } from '../../adapters/identity/access/rights-of-users.js';
import { SlugsFromTenancy } from '../../adapters/identity/tenancy/slugs-from-tenancy.js';
import { StandingsFromTenancy } from '../../adapters/identity/tenancy/standings-from-tenancy.js';
import { PlansFromTenancy } from '../../adapters/settings/tenancy/plans-from-tenancy.js';
import { PermissionCatalogue } from '../../application/access/permission-catalogue.js';
import { PublishedRightsDirectory } from '../../application/access/published-rights-directory.js';
import { PublishedPersonDirectory } from '../../application/identity/published-person-directory.js';
import { PublishedPrincipalContexts } from '../../application/identity/published-principal-contexts.js';
import { tenancyPermissions } from '../../application/tenancy/permissions.js';
import { PublishedTenantDirectory } from '../../application/tenancy/published-tenant-directory.js';
import { PublishedTenantStandings } from '../../application/tenancy/published-tenant-standings.js';
import { SystemContext } from '../../domain/shared/system-context.js';
import { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { Tenant } from '../../domain/tenancy/tenant.js';
import { aTenant, userOf } from '../support/tenants.js';
import { aUser, noon } from '../support/users.js';
import type { OpenPlatform } from './platform-homes.js';
import { add, founded } from './tenancy/founded.js';

const system = SystemContext.for('a test of neighbours');

/** What a context's own ports promise that are served by another context's published face. */
export function describeNeighbours(home: string, open: OpenPlatform): void {
  describe(`asking another context in ${home}`, () => {
    it('tells access who a person is, in their own tenant alone, and no hash', async () => {
      const [{ identityWork, users: register }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const people = new PeopleFromIdentity(new PublishedPersonDirectory(register));
      const { state: { id, name, email } } = await identityWork.run(tenant, ({ users }) => users.add(tenant, aUser(tenant)));

      expect(await people.find(tenant, id)).to.deep.equal({ id, name, email });
      expect(await people.find(stranger, id)).to.equal(null);
      expect(await people.find(tenant, PrincipalId.from(v7()))).to.equal(null);
    });

    it('tells access how the tenant presents itself, and identity which tenant a slug means', async () => {
      const [{ tenancyWork, entries }, tenant, other] = [await open(), aTenant(), aTenant()];
      const directory = new PublishedTenantDirectory(entries);
      const { state: { id, slug, name, plan } } = await add(tenancyWork, tenant, founded(tenant));
      await add(tenancyWork, other, founded(other));

      expect(await new CardsFromTenancy(directory).read(tenant)).to.deep.equal({ id, slug, name, plan, status: 'active' });
      expect(await new SlugsFromTenancy(directory).tenantOf(system, slug)).to.equal(id);
      expect(await new SlugsFromTenancy(directory).tenantOf(system, 'nobody-has-this')).to.equal(null);
    });

    it('tells settings which plan a tenant has, and its place among all', async () => {
      const [{ tenancyWork, entries, registry }, tenant] = [await open(), aTenant()];
      const plansOfTenants = new PlansFromTenancy(new PublishedTenantDirectory(entries));
      const { state: { slug } } = await add(tenancyWork, tenant, founded(tenant));
      await registry.save(system, (await registry.get(system, slug)).changePlan('team', noon));

      expect(await plansOfTenants.planOf(tenant)).to.deep.equal({ name: 'team', at: 1, of: 3 });
    });

    it('tells identity how a tenant stands: closed, when nobody knows it', async () => {
      const [{ tenancyWork, registry, entries }, tenant] = [await open(), aTenant()];
      const standings = new StandingsFromTenancy(new PublishedTenantStandings(entries));
      const { state: { slug } } = await add(tenancyWork, tenant, founded(tenant));
      const change = async (how: (it: Tenant) => Tenant) => registry.save(system, how(await registry.get(system, slug)));
      expect(await standings.of(tenant)).to.equal('active');

      await tenancyWork.run(tenant, async ({ tenants }) => tenants.save(tenant, (await tenants.get(tenant)).requestClosure(noon)));
      expect(await standings.of(tenant)).to.equal('closing');
      await change((it) => it.suspend(null, noon));
      expect(await standings.of(tenant)).to.equal('suspended');
      await change((it) => it.closeAtOnce(noon));
      expect(await standings.of(tenant)).to.equal('closed');
      expect(await standings.of(aTenant())).to.equal('closed');
    });

    it('tells identity what a user may do now, in one tenant alone', async () => {
      const [{ identityWork, roles: register, cache }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const permissions = new PermissionsFromAccess(new PublishedRightsDirectory(register, new PermissionCatalogue(tenancyPermissions), cache));
      const { state: { id } } = aUser(tenant);
      expect(await permissions.of(tenant, id)).to.deep.equal([]);

      await identityWork.run(tenant, ({ roles }) => roles.assign(tenant, id, 'viewer'));

      expect(await permissions.of(tenant, id)).to.deep.equal(['tenancy:tenant:read']);
      expect(await permissions.of(stranger, id)).to.deep.equal([]);
    });

    it('tells jobs what whoever asked for one may do now, and nothing of a tenant that is closed', async () => {
      const [{ identityWork, tenancyWork, registry, entries, roles: register, cache }, tenant, stranger] = [await open(), aTenant(), aTenant()];
      const contexts = new PublishedPrincipalContexts(
        new PermissionsFromAccess(new PublishedRightsDirectory(register, new PermissionCatalogue(tenancyPermissions), cache)),
        new StandingsFromTenancy(new PublishedTenantStandings(entries)),
      );
      const { state: { slug } } = await add(tenancyWork, tenant, founded(tenant));
      await add(tenancyWork, stranger, founded(stranger));
      const [user, { tenantId }] = [userOf(tenant), tenant];
      const contextOf = (who: TenantContext['principal'], where = tenant) => contexts.contextOf(TenantContext.visitor(where.tenantId), who);
      expect(await contextOf(user)).to.deep.equal(TenantContext.of(tenantId, user, [], 'active'));

      await identityWork.run(tenant, ({ roles }) => roles.assign(tenant, user.id, 'viewer'));
      expect([...((await contextOf(user))?.permissions ?? [])]).to.deep.equal(['tenancy:tenant:read']);
      expect([...((await contextOf(user, stranger))?.permissions ?? ['none'])]).to.deep.equal([]);
      expect(await contextOf({ kind: 'platform' })).to.deep.equal(TenantContext.of(tenantId, { kind: 'platform' }, [], 'active'));

      await registry.save(system, (await registry.get(system, slug)).suspend(null, noon));
      expect(await contextOf(user)).to.include({ standing: 'suspended' });
      await registry.save(system, (await registry.get(system, slug)).closeAtOnce(noon));
      expect(await contextOf(user)).to.equal(null);
      expect(await contextOf({ kind: 'platform' })).to.equal(null);
    });
  });
}
