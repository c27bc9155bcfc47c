import { expect } from 'chai';
import fc from 'fast-check';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { Invoice } from '../../../domain/invoicing/invoice.js';
import { invoiceNumber } from '../../../domain/invoicing/invoice-number.js';
import { InvoiceAlreadyIssued, InvoiceIsEmpty, PriceIsNegative } from '../../../domain/invoicing/invoicing-refusals.js';
import { AmountTooLarge, CurrencyMismatch, Money } from '../../../domain/shared/money.js';
import { aCustomer, aDraft, aLine, noon } from '../../support/invoicing/invoices.js';
import { idNumber } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';

const tenant = aTenant();
const { tenantId } = tenant;
const customerId = CustomerId.from(idNumber(1));
const draft = aDraft(tenant, { customerId });
const { id: invoiceId } = draft.state;

describe('drafting an invoice', () => {
  it('starts a draft without a number, and announces it', () => {
    expect(draft.status).to.equal('draft');
    expect(draft.state).to.include({ issued: null, version: 0 });
    expect(draft.events).to.deep.equal([{ type: 'invoicing.invoice-drafted', tenantId, invoiceId, customerId, occurredAt: noon }]);
  });

  it('may start without lines, and then costs nothing', () => {
    expect(aDraft(tenant, { customerId, lines: [] }).total.equals(Money.zero('EUR'))).to.equal(true);
  });

  it('adds up to what its lines say, exactly', () => {
    const line = fc.record({ price: fc.bigInt({ min: 0n, max: 10n ** 9n }), quantity: fc.bigInt({ min: 0n, max: 10n ** 4n }) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 100 }), (lines) => {
        const { total } = aDraft(tenant, { customerId, lines: lines.map(({ price, quantity }) => aLine(price, quantity)) });
        expect(total.minorUnits).to.equal(lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0n));
      }),
    );
  });

  it('refuses a negative price', () => {
    expect(() => aDraft(tenant, { customerId, lines: [aLine(), aLine(-1n)] })).to.throw(PriceIsNegative);
  });

  it('refuses a price in another currency than the invoice’s', () => {
    expect(() => aDraft(tenant, { customerId, currency: 'CHF' })).to.throw(CurrencyMismatch);
  });

  it('refuses what is too large to add up, before it is stored', () => {
    const large = 99_999_999_999_999_999n;
    expect(() => aDraft(tenant, { customerId, lines: [aLine(large, 2n)] })).to.throw(AmountTooLarge);
    expect(() => aDraft(tenant, { customerId, lines: [aLine(large, 1n), aLine(1n, 1n)] })).to.throw(AmountTooLarge);
  });
});

describe('changing an invoice', () => {
  const soon = new Date('2026-03-02T12:00:00.000Z');

  it('takes what is named, leaves what is absent, and announces it', () => {
    const changed = Invoice.restore(draft.state).change({ lines: [aLine(100n, 3n)] }, soon);
    expect(changed.total.minorUnits).to.equal(300n);
    expect(changed.state).to.deep.include({ note: 'Thank you', dueAt: null, customerId });
    expect(changed.events).to.deep.equal([{ type: 'invoicing.invoice-changed', tenantId, invoiceId, occurredAt: soon }]);
  });

  it('removes what is null', () => {
    const due = draft.change({ dueAt: soon }, noon);
    expect(due.state.dueAt).to.equal(soon);
    expect(due.change({ dueAt: null, note: null }, noon).state).to.include({ dueAt: null, note: null });
  });

  it('takes nothing else, whatever the change brings along', () => {
    const sly = { note: 'Soon', id: 'another', tenantId: aTenant().tenantId, currency: 'USD', issued: null, version: 7 };
    expect(draft.change(sly, soon).state).to.deep.equal({ ...draft.state, note: 'Soon' });
  });

  it('leaves the invoice it began with as it was', () => {
    draft.change({ note: 'Changed' }, soon);
    expect(draft.state.note).to.equal('Thank you');
    expect(draft.events).to.have.length(1);
  });

  it('holds the lines to the rules of a draft', () => {
    expect(() => draft.change({ lines: [aLine(-1n)] }, soon)).to.throw(PriceIsNegative);
    expect(() => draft.change({ lines: [{ ...aLine(), unitPrice: Money.of(1n, 'USD') }] }, soon)).to.throw(CurrencyMismatch);
    expect(() => draft.change({ lines: [aLine(10n ** 16n, 10n)] }, soon)).to.throw(AmountTooLarge);
  });

  it('refuses once it is issued', () => {
    expect(() => draft.issue('INV-2026-00001', noon).change({ note: null }, soon)).to.throw(InvoiceAlreadyIssued);
  });
});

describe('issuing an invoice', () => {
  it('gives the draft its number, for good, and announces number and total', () => {
    const issued = Invoice.restore(draft.state).issue('INV-2026-00001', noon);
    expect(issued.status).to.equal('issued');
    expect(issued.state.issued).to.deep.equal({ number: 'INV-2026-00001', at: noon });
    expect(issued.events).to.deep.equal([
      { type: 'invoicing.invoice-issued', tenantId, invoiceId, number: 'INV-2026-00001', total: Money.of(2500n, 'EUR'), occurredAt: noon },
    ]);
  });

  it('refuses to issue twice', () => {
    expect(() => draft.issue('INV-2026-00001', noon).issue('INV-2026-00002', noon)).to.throw(InvoiceAlreadyIssued);
  });

  it('refuses an invoice without lines', () => {
    expect(() => aDraft(tenant, { customerId, lines: [] }).issue('INV-2026-00001', noon)).to.throw(InvoiceIsEmpty);
  });
});

describe('the number of an invoice', () => {
  it('says the year and has five digits, or as many as it needs', () => {
    expect([1, 99_999, 100_000].map((ordinal) => invoiceNumber(2026, ordinal))).to.deep.equal([
      'INV-2026-00001', 'INV-2026-99999', 'INV-2026-100000',
    ]);
  });
});

describe('a customer', () => {
  it('is added in version 0, and announces it', () => {
    const { state, events } = aCustomer(tenant);
    expect(state.version).to.equal(0);
    expect(events).to.deep.equal([{ type: 'invoicing.customer-added', tenantId, customerId: state.id, occurredAt: noon }]);
  });
});
