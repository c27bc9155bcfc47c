import { expect } from 'chai';
import type { ActiveTenants } from '../../../application/shared/ports/active-tenants.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { platformTenantId, type TenantContext, type TenantId } from '../../../domain/shared/tenant-context.js';
import type { Tenant } from '../../../domain/tenancy/tenant.js';
import type { Platform } from '../../support/platform.js';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import type { Home } from '../homes.js';
import { add, founded } from './founded.js';

export type ActiveTenantsPorts = Pick<Platform, 'tenancyWork' | 'registry'> & {
  readonly activeTenants: ActiveTenants;
  /** A transaction of the system's. */
  systemRun<T>(step: (transaction: OpenTransaction) => Promise<T>): Promise<T>;
};

const system = SystemContext.for('a test of active tenants');

/** What whoever works for all tenants may rely on. There may be tenants of others. */
export function describeActiveTenants(home: string, open: () => Promise<Home<ActiveTenantsPorts>>): void {
  describe(`active tenants in ${home}`, () => {
    const founding = async ({ tenancyWork }: ActiveTenantsPorts, count: number): Promise<readonly TenantId[]> => {
      const tenants = Array.from({ length: count }, () => aTenant());
      for (const tenant of tenants.toReversed()) await add(tenancyWork, tenant, founded(tenant));
      return tenants.map(({ tenantId }) => tenantId);
    };
    const pageOf = ({ activeTenants, systemRun }: ActiveTenantsPorts, after: TenantId | null, limit: number) =>
      systemRun((transaction) => activeTenants.page(system, after, limit, transaction));
    const all = (ports: ActiveTenantsPorts) => pageOf(ports, null, 100_000);

    it('come in the order of their ids, a page at a time', async () => {
      const ports = await open();
      const [first, second, third] = (await founding(ports, 3)) as [TenantId, TenantId, TenantId];

      expect(await pageOf(ports, first, 1)).to.deep.equal([second]);
      expect((await pageOf(ports, first, 2)).slice(0, 2)).to.deep.equal([second, third]);
      expect((await pageOf(ports, second, 2))[0]).to.equal(third);
      expect(await pageOf(ports, 'ffffffff-ffff-7fff-bfff-ffffffffffff' as TenantId, 2)).to.deep.equal([]);
      const everybody = await all(ports);
      expect(everybody).to.include.members([first, second, third]);
      expect(everybody).to.deep.equal(everybody.toSorted());
      expect(await pageOf(ports, null, 2)).to.deep.equal(everybody.slice(0, 2));
    });

    it('are without the platform’s own', async () => {
      expect(await all(await open())).to.not.include(platformTenantId);
    });

    for (const [state, change] of [
      ['is suspended', (it: Tenant) => it.suspend(null, noon)],
      ['is closed', (it: Tenant) => it.closeAtOnce(noon)],
    ] as const) {
      it(`are without one that ${state}`, async () => {
        const ports = await open();
        const tenant = aTenant();
        const stored = await add(ports.tenancyWork, tenant, founded(tenant));
        expect(await all(ports)).to.include(tenant.tenantId);

        await ports.registry.save(system, change(stored));

        expect(await all(ports)).to.not.include(tenant.tenantId);
      });
    }

    it('are without one that is closing, until it is open again', async () => {
      const ports = await open();
      const tenant = aTenant();
      await add(ports.tenancyWork, tenant, founded(tenant));
      const change = (how: (it: Tenant) => Tenant) => changing(ports, tenant, how);

      await change((it) => it.requestClosure(noon));
      expect(await all(ports)).to.not.include(tenant.tenantId);

      await change((it) => it.reopen(noon));
      expect(await all(ports)).to.include(tenant.tenantId);
    });
  });
}

const changing = ({ tenancyWork }: ActiveTenantsPorts, tenant: TenantContext, how: (it: Tenant) => Tenant) =>
  tenancyWork.run(tenant, async ({ tenants }) => tenants.save(tenant, how(await tenants.get(tenant))));
