import { expect } from 'chai';
import { v7 } from 'uuid';
import { PaymentNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { PaymentId } from '../../../domain/invoicing/payment-id.js';
import { aPayment } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { idsInOrder, walk } from '../paging.js';
import { anIssuedInvoice, type OpenInvoicing } from './invoicing-homes.js';

const day = (of: number) => new Date(Date.UTC(2026, 0, of));

/** What every reader of payments promises. */
export function describePaymentRegister(home: string, open: OpenInvoicing): void {
  describe(`reading payments in ${home}`, () => {
    const opened = async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const invoices = [await anIssuedInvoice(ports.work, tenant), await anIssuedInvoice(ports.work, tenant)].map(({ state }) => state.id);
      const stored = [];
      for (const [at, createdAt] of [day(3), day(1), day(3), day(2), day(2)].entries()) {
        const invoiceId = invoices[at % 2];
        if (invoiceId === undefined) continue;
        stored.push(await ports.work.run(tenant, ({ payments }) => payments.save(tenant, aPayment(tenant, { invoiceId, createdAt }))));
      }
      return { ...ports, tenant, invoices, stored: stored.map(({ state }) => state) };
    };

    it('finds a payment of the tenant’s, and nobody else’s', async () => {
      const { payments, tenant, stored: [one] } = await opened();
      const id = one?.id ?? PaymentId.from(v7());
      expect(await payments.find(tenant, id)).to.deep.equal(one);
      await expect(payments.find(aTenant(), id)).to.be.rejectedWith(PaymentNotFound);
      await expect(payments.find(tenant, PaymentId.from(v7()))).to.be.rejectedWith(PaymentNotFound);
    });

    it('lists each payment once, the last recorded first, whatever the size of the pages', async () => {
      const { payments, tenant, stored } = await opened();
      const expected = idsInOrder(stored, ({ createdAt }) => createdAt.getTime(), true);
      for (const limit of [1, 2, 5, 6]) expect(await walk((page) => payments.list(tenant, page), limit), `${limit} a page`).to.deep.equal(expected);
    });

    it('lists those of one invoice, and nothing of other tenants', async () => {
      const { payments, tenant, stored, invoices: [invoiceId] } = await opened();
      if (invoiceId === undefined) throw new Error('There is no invoice.');
      const expected = idsInOrder(stored.filter((one) => one.invoiceId === invoiceId), ({ createdAt }) => createdAt.getTime(), true);
      expect(expected).to.have.length(3);
      expect(await walk((page) => payments.list(tenant, { ...page, invoiceId }), 2)).to.deep.equal(expected);
      for (const query of [{}, { invoiceId }]) expect(await payments.list(aTenant(), { limit: 20, ...query })).to.deep.equal({ items: [], next: null });
    });
  });
}
