import { expect } from 'chai';
import { PermissionsFromAccess } from '../../../adapters/identity/access/rights-of-users.js';
import { StandingsFromTenancy } from '../../../adapters/identity/tenancy/standings-from-tenancy.js';
import { PublishedRightsDirectory } from '../../../application/access/published-rights-directory.js';
import { PublishedPrincipalContexts } from '../../../application/identity/published-principal-contexts.js';
import { PublishedTenantStandings } from '../../../application/tenancy/published-tenant-standings.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Tenant } from '../../../domain/tenancy/tenant.js';
import { aMember, anOwnerOf } from '../../support/members.js';
import { aTenant, userOf } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';

const system = SystemContext.for('a test of principals');

/** What identity promises to whoever starts work without a request. */
export function describePrincipalContexts(home: string, open: OpenPlatform): void {
  /** A tenant, and somebody in it who may only look. */
  const opened = async () => {
    const platform = await open();
    const { roles, profile, registry, catalogue, cache } = platform;
    const contexts = new PublishedPrincipalContexts(
      new PermissionsFromAccess(new PublishedRightsDirectory(roles, catalogue, cache)),
      new StandingsFromTenancy(new PublishedTenantStandings(platform.entries)),
    );
    const owner = await anOwnerOf(platform);
    const tenant = TenantContext.visitor(owner.tenantId);
    const viewer = await aMember(platform, owner, 'viewer');
    const change = async (how: (it: Tenant) => Tenant) => {
      const { slug } = await profile.read(tenant);
      await registry.save(system, how(await registry.get(system, slug)));
    };
    return { ...platform, contexts, owner, tenant, viewer: userOf(viewer), rights: [...viewer.permissions], change };
  };

  describe(`who may do what without a request, in ${home}`, () => {
    it('gives a user the rights that they have at this moment, in one tenant alone', async () => {
      const { contexts, tenant, viewer, rights, ...platform } = await opened();

      const context = await contexts.contextOf(tenant, viewer);

      expect(context).to.deep.include({ tenantId: tenant.tenantId, principal: viewer, standing: 'active' });
      expect([...(context?.permissions ?? [])]).to.deep.equal(rights);
      expect(rights).to.include('tenancy:tenant:read');
      const elsewhere = await contexts.contextOf(await anOwnerOf(platform), viewer);
      expect([...(elsewhere?.permissions ?? ['nobody'])]).to.deep.equal([]);
    });

    it('leaves no rights to whoever has been deactivated or removed', async () => {
      const { contexts, identityWork, owner, tenant, viewer, rights } = await opened();
      const rightsNow = async () => [...((await contexts.contextOf(tenant, viewer))?.permissions ?? ['nobody'])];

      await identityWork.run(owner, ({ roles }) => roles.deactivate(owner, viewer.id));
      expect(await rightsNow()).to.deep.equal([]);
      await identityWork.run(owner, ({ roles }) => roles.reactivate(owner, viewer.id));
      expect(await rightsNow()).to.deep.equal(rights);
      await identityWork.run(owner, ({ roles }) => roles.withdraw(owner, viewer.id));
      expect(await rightsNow()).to.deep.equal([]);
    });

    it('gives the platform and a visitor no rights', async () => {
      const { contexts, tenant } = await opened();
      for (const principal of [{ kind: 'platform' }, { kind: 'visitor' }] as const) {
        const context = await contexts.contextOf(tenant, principal);
        expect(context).to.deep.include({ tenantId: tenant.tenantId, principal, standing: 'active' });
        expect([...(context?.permissions ?? ['nobody'])]).to.deep.equal([]);
      }
    });

    it('tells how the tenant stands, and knows nobody of one that is closed or unknown', async () => {
      const { contexts, tenant, viewer, change } = await opened();
      const principals = [viewer, { kind: 'platform' }, { kind: 'visitor' }] as const;
      const standingsNow = async (of: TenantContext) => {
        const found: (string | null)[] = [];
        for (const principal of principals) found.push((await contexts.contextOf(of, principal))?.standing ?? null);
        return found;
      };

      await change((it) => it.suspend(null, noon));
      expect(await standingsNow(tenant)).to.deep.equal(['suspended', 'suspended', 'suspended']);
      await change((it) => it.closeAtOnce(noon));
      expect(await standingsNow(tenant)).to.deep.equal([null, null, null]);
      expect(await standingsNow(TenantContext.visitor(aTenant().tenantId))).to.deep.equal([null, null, null]);
    });
  });
}
