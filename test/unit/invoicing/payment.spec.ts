import { expect } from 'chai';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { PaymentAlreadyReversed, PercentageOutOfRange } from '../../../domain/invoicing/invoicing-refusals.js';
import { Payment } from '../../../domain/invoicing/payment.js';
import { Percentage, shareOf } from '../../../domain/invoicing/percentage.js';
import { aPayment, eur, noon } from '../../support/invoicing/invoices.js';
import { idNumber } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';

const tenant = aTenant();
const { tenantId } = tenant;
const invoiceId = InvoiceId.from(idNumber(1));
const payment = aPayment(tenant, { invoiceId });
const { id: paymentId, amount } = payment.state;
const later = new Date('2026-03-02T12:00:00.000Z');

describe('a payment', () => {
  it('is recorded in version 0, and announces invoice and amount', () => {
    expect(payment.state).to.include({ version: 0, reversed: null });
    expect(payment.events).to.deep.equal([{ type: 'invoicing.payment-recorded', tenantId, paymentId, invoiceId, amount, occurredAt: noon }]);
  });

  it('is reversed once, and announces the reason', () => {
    const reversed = Payment.restore(payment.state).reverse('Returned', later);
    expect(reversed.state).to.deep.equal({ ...payment.state, reversed: { at: later, reason: 'Returned' } });
    expect(reversed.events).to.deep.equal([{ type: 'invoicing.payment-reversed', tenantId, paymentId, invoiceId, amount, reason: 'Returned', occurredAt: later }]);
    expect(() => reversed.reverse('Returned', later)).to.throw(PaymentAlreadyReversed);
  });
});

describe('a percentage', () => {
  it('is from 0 to 100, in hundredths of a percent', () => {
    for (const hundredths of [-1, 10_001, 0.5, Number.NaN]) expect(() => Percentage.of(hundredths)).to.throw(PercentageOutOfRange);
    expect(shareOf(eur(10_000n), Percentage.of(1_975))).to.deep.equal(eur(1_975n));
    expect([shareOf(eur(7n), Percentage.of(10_000)), shareOf(eur(7n), Percentage.none)]).to.deep.equal([eur(7n), eur(0n)]);
  });
});
