import { expect } from 'chai';
import { CreditInvoice } from '../../../application/invoicing/credit-invoice.js';
import { RecordPayment } from '../../../application/invoicing/record-payment.js';
import { ReversePayment } from '../../../application/invoicing/reverse-payment.js';
import { VoidInvoice } from '../../../application/invoicing/void-invoice.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { CreditExceedsLine, InvoiceIsVoid, PaymentAlreadyReversed, PaymentExceedsBalance } from '../../../domain/invoicing/invoicing-refusals.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { eur, noon } from '../../support/invoicing/invoices.js';
import { aTenant } from '../../support/tenants.js';
import { anIssuedInvoice, lineOf, type OpenInvoicing } from './invoicing-homes.js';

const refusedIn = (outcomes: readonly PromiseSettledResult<unknown>[]): readonly unknown[] =>
  outcomes.filter((it) => it.status === 'rejected').map(({ reason }) => (reason as Error).constructor);

/** What paying, crediting and making void promise over every home, when several are asked at the same moment. */
export function describeSettlingAtOnce(home: string, open: OpenInvoicing): void {
  describe(`settling an invoice by several at once in ${home}`, () => {
    const opened = async () => {
      const [ports, tenant, ids, clock] = [await open(), aTenant(), new UuidIds(), new FixedClock()];
      const { work, invoices } = ports;
      const invoice = await anIssuedInvoice(work, tenant);
      const { id: invoiceId } = invoice.state;
      const said = { invoiceId, receivedAt: noon, method: null, reference: null };
      return {
        ...ports,
        tenant,
        pay: (minorUnits: bigint) => new RecordPayment(work, ids, clock).execute(tenant, { ...said, amount: eur(minorUnits) }),
        credit: (quantity: bigint) =>
          new CreditInvoice(work, ids, clock).execute(tenant, { invoiceId, lines: [{ lineId: lineOf(invoice).id, quantity }], reason: null }),
        makeVoid: () => new VoidInvoice(work, clock).execute(tenant, { invoiceId, version: 2, reason: 'Sent twice' }),
        reverse: (paymentId: Parameters<ReversePayment['execute']>[1]['paymentId']) =>
          new ReversePayment(work, clock).execute(tenant, { paymentId, version: 1, reason: 'Returned' }),
        shown: () => invoices.find(tenant, invoiceId),
      };
    };

    it('takes payments as long as something is left to be paid, and never one more', async () => {
      const { tenant, pay, shown, payments } = await opened();
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => pay(600n)));
      expect(refusedIn(outcomes)).to.deep.equal(Array.from({ length: 4 }, () => PaymentExceedsBalance));
      expect(await shown()).to.deep.include({ paid: eur(2400n), balance: eur(100n), status: 'issued', version: 6 });
      expect((await payments.list(tenant, { limit: 20 })).items).to.have.length(4);
    });

    it('settles it once, though both payments alone would', async () => {
      const { tenant, pay, shown, eventsOf } = await opened();
      expect(refusedIn(await Promise.allSettled([pay(2500n), pay(2500n)]))).to.deep.equal([PaymentExceedsBalance]);
      expect(await shown()).to.deep.include({ status: 'paid', paid: eur(2500n), balance: eur(0n) });
      expect((await eventsOf(tenant)).filter(({ type }) => type === 'invoicing.invoice-paid')).to.have.length(1);
    });

    it('either takes a payment, or makes the invoice void', async () => {
      for (let round = 0; round < 4; round++) {
        const { tenant, pay, makeVoid, shown, payments } = await opened();
        const outcomes = await Promise.allSettled(round % 2 === 0 ? [pay(100n), makeVoid()] : [makeVoid(), pay(100n)]);
        const [refused, ...more] = refusedIn(outcomes);
        expect(more).to.deep.equal([]);
        const { status, paid } = await shown();
        expect([status, refused]).to.deep.equal(status === 'void' ? ['void', InvoiceIsVoid] : ['issued', OutdatedVersion]);
        expect(paid).to.deep.equal(eur(status === 'void' ? 0n : 100n));
        expect((await payments.list(tenant, { limit: 20 })).items).to.have.length(status === 'void' ? 0 : 1);
      }
    });

    it('credits no more than there is, and numbers what it credits without a gap', async () => {
      const { tenant, credit, shown, creditNotes } = await opened();
      const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => credit(1n)));
      expect(refusedIn(outcomes)).to.deep.equal(Array.from({ length: 3 }, () => CreditExceedsLine));
      expect(await shown()).to.deep.include({ credited: eur(2500n), balance: eur(0n), status: 'paid' });
      const { items } = await creditNotes.list(tenant, { limit: 20 });
      expect(items.map(({ number }) => number).toSorted()).to.deep.equal(['CN-2026-00001', 'CN-2026-00002']);
    });

    it('reverses a payment once', async () => {
      const { tenant, pay, reverse, shown, eventsOf } = await opened();
      const { id } = await pay(2500n);
      const outcomes = await Promise.allSettled([reverse(id), reverse(id), reverse(id)]);
      for (const refused of refusedIn(outcomes)) expect(refused).to.be.oneOf([OutdatedVersion, PaymentAlreadyReversed]);
      expect(refusedIn(outcomes)).to.have.length(2);
      expect(await shown()).to.deep.include({ status: 'issued', paid: eur(0n), balance: eur(2500n), paidAt: null });
      expect((await eventsOf(tenant)).filter(({ type }) => type === 'invoicing.payment-reversed')).to.have.length(1);
    });

    it('adds up, whatever comes at the same moment', async () => {
      const { pay, credit, reverse, shown } = await opened();
      const { id } = await pay(500n);
      await Promise.allSettled([pay(700n), credit(1n), reverse(id), pay(400n), credit(1n), pay(300n)]);
      const { total, paid, credited, balance, status } = await shown();
      expect(balance).to.deep.equal(total.minus(paid).minus(credited));
      expect(status).to.equal(balance.isPositive ? 'issued' : 'paid');
    });
  });
}
