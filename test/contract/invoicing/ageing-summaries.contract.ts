import { expect } from 'chai';
import type { AgeingSummary } from '../../../application/invoicing/ports/ageing.js';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { AgeingNotComputed } from '../../../domain/invoicing/invoicing-refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { noon } from '../../support/invoicing/invoices.js';
import { idNumber } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenInvoicing } from './invoicing-homes.js';

const after = (milliseconds: number): Date => new Date(noon.getTime() + milliseconds);
const MANY = 10n ** 25n + 7n;

const aSummary = (given: Partial<AgeingSummary> = {}): AgeingSummary => ({
  asOf: noon,
  computedAt: after(5),
  currencies: [
    {
      currency: 'EUR', notDue: 1n, days1To30: 2n, days31To60: 4n, days61To90: 8n, over90Days: MANY, outstanding: MANY + 15n,
      topDebtors: [{ customerId: CustomerId.from(idNumber(1)), outstanding: MANY }, { customerId: CustomerId.from(idNumber(2)), outstanding: 15n }],
    },
    { currency: 'JPY', notDue: 0n, days1To30: 0n, days31To60: 0n, days61To90: 0n, over90Days: 3n, outstanding: 3n, topDebtors: [] },
  ],
  customers: 2,
  invoices: 7,
  ...given,
});

const put = (work: InvoicingWork, tenant: TenantContext, summary: AgeingSummary) => work.run(tenant, ({ ageingSummaries }) => ageingSummaries.put(tenant, summary));
const outdate = (work: InvoicingWork, tenant: TenantContext, changedAt: Date) => work.run(tenant, ({ ageingSummaries }) => ageingSummaries.outdate(tenant, changedAt));

/** What every home for summaries of what is owed promises. */
export function describeAgeingSummaries(home: string, open: OpenInvoicing): void {
  describe(`summaries of what is owed in ${home}`, () => {
    it('gives back what was put, to the last unit', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      await put(work, tenant, aSummary());
      expect(await ageing.summary(tenant)).to.deep.equal({ ...aSummary(), isOutdated: false, version: 1 });
    });

    it('knows none before one is put, also when something has changed already', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      await expect(ageing.summary(tenant)).to.be.rejectedWith(AgeingNotComputed);
      await outdate(work, tenant, noon);
      await expect(ageing.summary(tenant)).to.be.rejectedWith(AgeingNotComputed);
    });

    it('keeps the last, of the same moment or a later one, and none of a moment before', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      const shown = async () => {
        const { asOf, invoices, version } = await ageing.summary(tenant);
        return { asOf, invoices, version };
      };
      await put(work, tenant, aSummary({ invoices: 1 }));
      await put(work, tenant, aSummary({ invoices: 2 }));
      expect(await shown()).to.deep.equal({ asOf: noon, invoices: 2, version: 2 });
      await put(work, tenant, aSummary({ asOf: after(-1), computedAt: after(9), invoices: 3 }));
      expect(await shown()).to.deep.equal({ asOf: noon, invoices: 2, version: 2 });
      await put(work, tenant, aSummary({ asOf: after(1), invoices: 4 }));
      expect(await shown()).to.deep.equal({ asOf: after(1), invoices: 4, version: 3 });
    });

    it('is outdated by what happens at its moment or after it, and by nothing before', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      await put(work, tenant, aSummary());
      await outdate(work, tenant, after(-1));
      expect(await ageing.summary(tenant)).to.include({ isOutdated: false });
      await outdate(work, tenant, noon);
      expect(await ageing.summary(tenant)).to.include({ isOutdated: true });
    });

    it('is no longer outdated when one of a later moment is put', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      await put(work, tenant, aSummary());
      await outdate(work, tenant, after(3));
      await put(work, tenant, aSummary({ asOf: after(4) }));
      expect(await ageing.summary(tenant)).to.deep.include({ asOf: after(4), isOutdated: false });
    });

    it('stays outdated by the last change, whatever was told when, and whether there was one by then', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      for (const change of [2, 9, 4]) await outdate(work, tenant, after(change));
      await put(work, tenant, aSummary({ asOf: after(5) }));
      expect(await ageing.summary(tenant), 'put later').to.include({ isOutdated: true });
      await put(work, tenant, aSummary({ asOf: after(10) }));
      expect(await ageing.summary(tenant)).to.include({ isOutdated: false });
    });

    it('is in a new version whenever it may be shown otherwise, and in the same when a change is told twice', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      await put(work, tenant, aSummary());
      for (const change of [1, 1, 0]) await outdate(work, tenant, after(change));
      expect(await ageing.summary(tenant)).to.include({ isOutdated: true, version: 2 });
    });

    it('keeps those of tenants apart', async () => {
      const [{ work, ageing }, tenant, other] = [await open(), aTenant(), aTenant()];
      await put(work, tenant, aSummary());
      await outdate(work, other, after(1));
      await expect(ageing.summary(other)).to.be.rejectedWith(AgeingNotComputed);
      await put(work, other, aSummary({ customers: 1, asOf: after(2) }));
      expect(await ageing.summary(tenant)).to.include({ customers: 2, isOutdated: false, version: 1 });
      expect(await ageing.summary(other)).to.include({ customers: 1 });
    });

    it('keeps nothing of work that fails', async () => {
      const [{ work, ageing }, tenant] = [await open(), aTenant()];
      const failing = work.run(tenant, async ({ ageingSummaries }) => {
        await ageingSummaries.put(tenant, aSummary());
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      await expect(ageing.summary(tenant)).to.be.rejectedWith(AgeingNotComputed);
    });
  });
}
