import { expect } from 'chai';
import { v7 } from 'uuid';
import type { InvoicingWork } from '../../../application/invoicing/ports/invoicing-work.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { PaymentNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { Payment } from '../../../domain/invoicing/payment.js';
import { PaymentId } from '../../../domain/invoicing/payment-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aPayment, eur, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { anIssuedInvoice, type OpenInvoicing } from './invoicing-homes.js';

const store = (work: InvoicingWork, tenant: TenantContext, payment: Payment) => work.run(tenant, ({ payments }) => payments.save(tenant, payment));
const get = (work: InvoicingWork, tenant: TenantContext, id: PaymentId, version = 1) => work.run(tenant, ({ payments }) => payments.get(tenant, id, version));

/** What every home for payments promises. */
export function describePayments(home: string, open: OpenInvoicing): void {
  describe(`payments in ${home}`, () => {
    const opened = async () => {
      const [ports, tenant] = [await open(), aTenant()];
      const { state: { id: invoiceId } } = await anIssuedInvoice(ports.work, tenant);
      return { ...ports, tenant, invoiceId };
    };

    it('gives back what was saved, with nothing left to announce', async () => {
      const { work, payments: register, tenant, invoiceId } = await opened();
      const whole = aPayment(tenant, { invoiceId, amount: eur(99_999_999_999_999_999n), method: 'card', reference: 'E2E \u{1f9fe} 7' });
      for (const payment of [aPayment(tenant, { invoiceId }), whole]) {
        const stored = await store(work, tenant, payment);
        expect(stored.state).to.deep.equal({ ...payment.state, version: 1 });
        const found = await get(work, tenant, payment.state.id);
        expect([found.state, found.events]).to.deep.equal([stored.state, []]);
        expect(await register.find(tenant, payment.state.id)).to.deep.equal(stored.state);
      }
    });

    it('gives back what was reversed since', async () => {
      const { work, tenant, invoiceId } = await opened();
      const reversed = await store(work, tenant, (await store(work, tenant, aPayment(tenant, { invoiceId }))).reverse('Returned', noon));
      const found = await get(work, tenant, reversed.state.id, 2);
      expect(found.state).to.deep.equal(reversed.state);
      expect(found.state).to.deep.include({ version: 2, reversed: { at: noon, reason: 'Returned' } });
    });

    it('stores what happened with the payment, in order', async () => {
      const { work, eventsOf, tenant, invoiceId } = await opened();
      const before = (await eventsOf(tenant)).length;
      const payment = aPayment(tenant, { invoiceId });
      await store(work, tenant, payment.reverse('Returned', noon));
      const said = { occurredAt: noon.toISOString(), paymentId: payment.state.id, invoiceId, amount: { minorUnits: '1000', currency: 'EUR' } };
      expect((await eventsOf(tenant)).slice(before)).to.deep.equal([
        { type: 'invoicing.payment-recorded', ...said },
        { type: 'invoicing.payment-reversed', ...said, reason: 'Returned' },
      ]);
    });

    it('hides a tenant’s payments from every other tenant', async () => {
      const { work, payments: register, eventsOf, tenant, invoiceId } = await opened();
      const stranger = aTenant();
      const payment = await store(work, tenant, aPayment(tenant, { invoiceId }));
      await expect(get(work, stranger, payment.state.id)).to.be.rejectedWith(PaymentNotFound);
      await expect(store(work, stranger, payment.reverse('Mine', noon))).to.be.rejectedWith(PaymentNotFound);
      await expect(store(work, stranger, Payment.restore({ ...payment.state, tenantId: stranger.tenantId }))).to.be.rejectedWith(OutdatedVersion);
      expect(await register.find(tenant, payment.state.id)).to.deep.equal(payment.state);
      expect(await eventsOf(stranger)).to.deep.equal([]);
    });

    it('knows no payment that was never saved', async () => {
      const { work, tenant } = await opened();
      await expect(get(work, tenant, PaymentId.from(v7()))).to.be.rejectedWith(PaymentNotFound);
    });

    it('keeps nothing of work that fails', async () => {
      const { work, payments: register, eventsOf, tenant, invoiceId } = await opened();
      const before = await eventsOf(tenant);
      const payment = aPayment(tenant, { invoiceId });
      const failing = work.run(tenant, async ({ payments }) => {
        await payments.save(tenant, payment);
        throw new Error('the lights went out');
      });
      await expect(failing).to.be.rejectedWith('the lights went out');
      await expect(register.find(tenant, payment.state.id)).to.be.rejectedWith(PaymentNotFound);
      expect(await eventsOf(tenant)).to.deep.equal(before);
    });

    it('lets only one of two writers win, and announces only the winner’s', async () => {
      const { work, eventsOf, tenant, invoiceId } = await opened();
      const seen = await store(work, tenant, aPayment(tenant, { invoiceId }));
      const outcomes = await Promise.allSettled(['A', 'B'].map((reason) => store(work, tenant, seen.reverse(reason, noon))));
      expect(outcomes.map(({ status }) => status).toSorted()).to.deep.equal(['fulfilled', 'rejected']);
      expect(outcomes.find((it) => it.status === 'rejected')?.reason).to.be.instanceOf(OutdatedVersion);
      expect((await eventsOf(tenant)).filter(({ type }) => type === 'invoicing.payment-reversed')).to.have.length(1);
    });

    it('refuses a version that is older, and one that is not there yet', async () => {
      const { work, tenant, invoiceId } = await opened();
      const first = await store(work, tenant, aPayment(tenant, { invoiceId }));
      await store(work, tenant, first.reverse('Returned', noon));
      for (const version of [0, 1, 9]) await expect(store(work, tenant, Payment.restore({ ...first.state, version }))).to.be.rejectedWith(OutdatedVersion);
      for (const version of [0, 1, 3]) await expect(get(work, tenant, first.state.id, version)).to.be.rejectedWith(OutdatedVersion);
    });
  });
}
