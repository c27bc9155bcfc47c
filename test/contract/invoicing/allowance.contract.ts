import { expect } from 'chai';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { AddCustomer } from '../../../application/invoicing/add-customer.js';
import { ArchiveCustomer } from '../../../application/invoicing/archive-customer.js';
import { IssueInvoice } from '../../../application/invoicing/issue-invoice.js';
import { RestoreCustomer } from '../../../application/invoicing/restore-customer.js';
import { OutdatedVersion, PlanLimitReached } from '../../../application/shared/refusals.js';
import { planLimits } from '../../../domain/tenancy/plan.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aTenant } from '../../support/tenants.js';
import type { Home } from '../homes.js';
import type { Platform } from '../../support/platform.js';
import { add, aSlug, founded } from '../tenancy/founded.js';
import { aStoredDraft, type Invoicing } from './invoicing-homes.js';

const most = planLimits.free.customers ?? 0;
const month = '2026-03';

/** What whoever counts customers and invoices promises. */
export function describeAllowance(home: string, open: () => Promise<Home<Invoicing & Platform>>): void {
  describe(`counting customers and invoices in ${home}`, () => {
    const opened = async () => {
      const [ports, tenant, ids, clock] = [await open(), aTenant(), new UuidIds(), new FixedClock()];
      const { work, tenancyWork, profile, customers } = ports;
      await add(tenancyWork, tenant, founded(tenant, aSlug(), 'free'));
      return {
        ...ports,
        tenant,
        takeAll: () => work.run(tenant, async ({ allowance }) => {
          for (let count = 1; count < most; count++) await allowance.takeCustomer(tenant);
        }),
        addCustomer: () => new AddCustomer(work, ids, clock).execute(tenant, { name: 'Ada’s Engines', reference: null, email: null }),
        archive: (customerId: Awaited<ReturnType<AddCustomer['execute']>>['id'], version = 1) => new ArchiveCustomer(work, clock).execute(tenant, { customerId, version }),
        restore: (customerId: Awaited<ReturnType<AddCustomer['execute']>>['id'], version = 2) => new RestoreCustomer(work, clock).execute(tenant, { customerId, version }),
        issue: async (given = {}) => {
          const { state: { id: invoiceId } } = await aStoredDraft(work, tenant, given);
          return new IssueInvoice(work, clock, { daysToPay: async () => 30 }).execute(tenant, { invoiceId, version: 1 });
        },
        used: async () => profile.usage(tenant, month),
        names: async () => (await customers.list(tenant, { limit: 100, sort: 'name', archived: false })).items,
      };
    };

    it('takes a place with each customer, gives it back with the archive, and takes it again', async () => {
      const { addCustomer, archive, restore, used } = await opened();
      const { id } = await addCustomer();
      await addCustomer();
      expect((await used()).customers).to.equal(2);
      await archive(id);
      await archive(id, 2);
      expect((await used()).customers).to.equal(1);
      await restore(id);
      await restore(id, 3);
      expect((await used()).customers).to.equal(2);
    });

    it('refuses a customer for whom there is no place, and keeps nothing of them', async () => {
      const { takeAll, addCustomer, archive, restore, used, names } = await opened();
      await takeAll();
      const { id } = await addCustomer();
      await expect(addCustomer()).to.be.rejectedWith(PlanLimitReached, /customers/);
      await archive(id);
      await addCustomer();
      await expect(restore(id)).to.be.rejectedWith(PlanLimitReached);
      expect((await used()).customers).to.equal(most);
      expect(await names()).to.have.length(1);
    });

    it('gives one of those who come at once the last place', async () => {
      const { takeAll, addCustomer, used, names } = await opened();
      await takeAll();
      const outcomes = await Promise.allSettled([addCustomer(), addCustomer(), addCustomer()]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      for (const it of outcomes) if (it.status === 'rejected') expect(it.reason).to.be.instanceOf(PlanLimitReached);
      expect((await used()).customers).to.equal(most);
      expect(await names()).to.have.length(1);
    });

    it('gives a place back once, though two archive at once', async () => {
      const { addCustomer, archive, used } = await opened();
      const { id } = await addCustomer();
      await addCustomer();
      const outcomes = await Promise.allSettled([archive(id), archive(id)]);
      for (const it of outcomes) if (it.status === 'rejected') expect(it.reason).to.be.instanceOf(OutdatedVersion);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect((await used()).customers).to.equal(1);
    });

    it('takes one of the month’s invoices with each that is issued, and none with what is refused', async () => {
      const { work, tenant, issue, used } = await opened();
      await issue();
      await expect(issue({ lines: [] })).to.be.rejected;
      expect((await used()).invoicesPerMonth).to.equal(1);

      const left = (planLimits.free.invoicesPerMonth ?? 0) - 1;
      await work.run(tenant, async ({ allowance }) => {
        for (let count = 0; count < left; count++) await allowance.takeInvoice(tenant);
      });
      await expect(issue()).to.be.rejectedWith(PlanLimitReached, /invoices per month/);
      const numbers = await work.run(tenant, ({ numbers: series }) => series.next(tenant, 'INV', 2026));
      expect(numbers, 'the number of what was refused is given out again').to.equal(2);
    });
  });
}
