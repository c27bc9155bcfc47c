import { expect } from 'chai';
import { InvoiceId } from '../../../domain/invoicing/invoice-id.js';
import { PaymentAlreadyReversed } from '../../../domain/invoicing/invoicing-refusals.js';
import { Payment } from '../../../domain/invoicing/payment.js';
import { aPayment, noon } from '../../support/invoicing/invoices.js';
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
