import { expect } from 'chai';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { ArchiveCustomer } from '../../../application/invoicing/archive-customer.js';
import { DraftInvoice } from '../../../application/invoicing/draft-invoice.js';
import { CustomerArchived } from '../../../domain/invoicing/invoicing-refusals.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aCharge, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { aStoredCustomer, type OpenInvoicing } from './invoicing-homes.js';

/** What archiving a customer promises over every home, when invoices for them are drafted at the same moment. */
export function describeArchivingAtOnce(home: string, open: OpenInvoicing): void {
  describe(`archiving a customer while invoices are drafted in ${home}`, () => {
    it('keeps every draft that was not refused, and lets none through once it is done', async () => {
      const [{ work, invoices, customers }, tenant] = [await open(), aTenant()];
      const { state: { id: customerId } } = await aStoredCustomer(work, tenant);
      const draft = () =>
        new DraftInvoice(work, new UuidIds(), new FixedClock()).execute(tenant, { customerId, currency: 'EUR', lines: [aCharge()], note: null, dueAt: null });
      const archive = () => new ArchiveCustomer(work, new FixedClock()).execute(tenant, { customerId, version: 1 });

      const [archived, ...drafted] = await Promise.allSettled([archive(), draft(), draft(), draft()]);

      expect(archived.status).to.equal('fulfilled');
      for (const one of drafted) if (one.status === 'rejected') expect(one.reason).to.be.instanceOf(CustomerArchived);
      const kept = drafted.filter(({ status }) => status === 'fulfilled');
      expect((await invoices.list(tenant, { limit: 20, sort: 'createdAt' }, noon)).items).to.have.length(kept.length);
      expect((await customers.find(tenant, customerId)).archivedAt).to.deep.equal(noon);
      for (const late of [draft, draft]) await expect(late()).to.be.rejectedWith(CustomerArchived);
    });
  });
}
