import { expect } from 'chai';
import fc from 'fast-check';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { InvoiceLineId } from '../../../domain/invoicing/invoice-line-id.js';
import {
  AmountNotPositive, CreditExceedsLine, InvoiceIsSettled, LineNotFound, NothingToCredit, PaymentExceedsBalance, QuantityIsZero,
} from '../../../domain/invoicing/invoicing-refusals.js';
import { IssuedInvoice } from '../../../domain/invoicing/issued-invoice.js';
import { CurrencyMismatch, Money } from '../../../domain/shared/money.js';
import { aDraft, aLine, eur, noon, percent } from '../../support/invoicing/invoices.js';
import { idNumber } from '../../support/predictable-ids.js';
import { aTenant } from '../../support/tenants.js';

const tenant = aTenant();
const { tenantId } = tenant;
const customerId = CustomerId.from(idNumber(1));
const later = new Date('2026-03-20T12:00:00.000Z');

const issued = (...lines: Parameters<typeof aLine>[]): IssuedInvoice => {
  const draft = aDraft(tenant, { customerId, ...(lines.length === 0 ? {} : { lines: lines.map((line) => aLine(...line)) }) });
  return IssuedInvoice.restore(draft.issue('INV-2026-00001', noon).state);
};
const typesOf = ({ events }: IssuedInvoice) => events.map(({ type }) => type);

describe('paying an invoice', () => {
  it('leaves what is not paid yet, and settles nothing', () => {
    const paid = issued().pay(eur(1000n), later);
    expect([paid.status, paid.balance, paid.state.paid]).to.deep.equal(['issued', eur(1500n), eur(1000n)]);
    expect(paid.events).to.deep.equal([]);
  });

  it('settles it with the last of it, and announces that', () => {
    const paid = issued().pay(eur(1000n), noon).pay(eur(1500n), later);
    expect([paid.status, paid.balance, paid.state.paidAt]).to.deep.equal(['paid', eur(0n), later]);
    expect(paid.events).to.deep.equal([{ type: 'invoicing.invoice-paid', tenantId, invoiceId: paid.state.id, occurredAt: later }]);
  });

  it('refuses more than is left, by a single unit, and says how much that is', () => {
    expect(() => issued().pay(eur(2501n), later)).to.throw(PaymentExceedsBalance, '25.00 EUR');
    expect(() => issued().pay(eur(2500n), later).pay(eur(1n), later)).to.throw(PaymentExceedsBalance, '0.00 EUR');
    expect(() => issued().credit(null, noon).invoice.pay(eur(1n), later)).to.throw(PaymentExceedsBalance);
    const overcredited = issued().pay(eur(2500n), noon).credit(null, noon).invoice;
    expect(() => overcredited.pay(eur(10n ** 17n - 1n), later)).to.throw(PaymentExceedsBalance, '-25.00 EUR');
  });

  it('refuses an amount that is nothing, or less', () => {
    for (const amount of [0n, -1n]) expect(() => issued().pay(eur(amount), later)).to.throw(AmountNotPositive);
  });

  it('refuses another currency than the invoice’s', () => {
    expect(() => issued().pay(Money.of(1n, 'USD'), later)).to.throw(CurrencyMismatch);
  });

  it('opens it again when a payment is reversed, and announces what is left', () => {
    const paid = IssuedInvoice.restore(issued().pay(eur(2500n), noon).state);
    const reopened = paid.unpay(eur(2500n), later);
    expect([reopened.status, reopened.balance, reopened.state.paidAt]).to.deep.equal(['issued', eur(2500n), null]);
    expect(reopened.events).to.deep.equal([{ type: 'invoicing.invoice-reopened', tenantId, invoiceId: paid.state.id, balance: eur(2500n), occurredAt: later }]);
  });

  it('leaves it open when it is open, and settled when enough is credited', () => {
    expect(typesOf(issued().pay(eur(1000n), noon).unpay(eur(1000n), later))).to.deep.equal([]);
    const credited = IssuedInvoice.restore(issued().pay(eur(2500n), noon).credit(null, noon).invoice.state);
    expect([credited.unpay(eur(2500n), later).status, credited.balance]).to.deep.equal(['paid', eur(-2500n)]);
  });

  it('is never overpaid, whatever is paid and taken back', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 2000n })), (amounts) => {
        let invoice = issued();
        for (const amount of amounts) {
          try {
            invoice = invoice.pay(eur(amount), later);
          } catch (error) {
            expect(error).to.be.instanceOf(PaymentExceedsBalance);
          }
          expect(invoice.balance.isNegative).to.equal(false);
          expect(invoice.status).to.equal(invoice.balance.isPositive ? 'issued' : 'paid');
        }
      }),
    );
  });
});

describe('crediting an invoice', () => {
  it('takes back so many of a line, and what they come to', () => {
    const invoice = issued([10_00n, 3n, { taxRate: percent(19) }], [5_00n, 1n]);
    const [line] = invoice.state.lines;
    const credited = invoice.credit([{ lineId: line?.id as InvoiceLineId, quantity: 2n }], later);
    expect(credited.lines).to.deep.equal([
      { lineId: line?.id, description: 'A day of work', quantity: 2n, taxRate: percent(19), net: eur(20_00n), tax: eur(3_80n) },
    ]);
    expect(credited.invoice.state.credited).to.deep.equal(eur(23_80n));
    expect(credited.invoice.state.lines.map((one) => one.credited)).to.deep.equal([2n, 0n]);
    expect(credited.invoice.balance).to.deep.equal(eur(16_90n));
  });

  it('takes back everything that is not credited yet, when nothing is named', () => {
    const invoice = issued([10_00n, 3n, { taxRate: percent(19) }], [5_00n, 1n]);
    const [one, two] = invoice.state.lines;
    const rest = invoice.credit([{ lineId: one?.id as InvoiceLineId, quantity: 1n }], noon).invoice.credit(null, later);
    expect(rest.lines.map(({ lineId, quantity }) => [lineId, quantity])).to.deep.equal([[one?.id, 2n], [two?.id, 1n]]);
    expect(rest.invoice.state.credited).to.deep.equal(invoice.amounts.total);
  });

  it('settles it with the last of it, and announces that', () => {
    const { invoice } = issued().credit(null, later);
    expect([invoice.status, invoice.state.paidAt]).to.deep.equal(['paid', later]);
    expect(typesOf(invoice)).to.deep.equal(['invoicing.invoice-paid']);
  });

  it('credits what is paid already: the balance is then less than nothing', () => {
    const { invoice } = issued().pay(eur(2500n), noon).credit(null, later);
    expect([invoice.status, invoice.balance, invoice.state.paidAt]).to.deep.equal(['paid', eur(-2500n), noon]);
  });

  it('refuses more of a line than is left of it, also in parts of one note', () => {
    const invoice = issued();
    const lineId = invoice.state.lines[0]?.id as InvoiceLineId;
    expect(() => invoice.credit([{ lineId, quantity: 3n }], later)).to.throw(CreditExceedsLine);
    expect(() => invoice.credit([{ lineId, quantity: 1n }, { lineId, quantity: 2n }], later)).to.throw(CreditExceedsLine);
    expect(() => invoice.credit([{ lineId, quantity: 1n }], later).invoice.credit([{ lineId, quantity: 2n }], later)).to.throw(CreditExceedsLine);
  });

  it('refuses nothing of a line, no line at all, and a line that is not there', () => {
    const invoice = issued();
    expect(() => invoice.credit([{ lineId: invoice.state.lines[0]?.id as InvoiceLineId, quantity: 0n }], later)).to.throw(QuantityIsZero);
    expect(() => invoice.credit([], later)).to.throw(NothingToCredit);
    expect(() => invoice.credit(null, later).invoice.credit(null, later)).to.throw(NothingToCredit);
    expect(() => invoice.credit([{ lineId: InvoiceLineId.from(idNumber(99)), quantity: 1n }], later)).to.throw(LineNotFound);
  });

  it('adds up to the line, to the last unit, in whatever parts it is credited', () => {
    const line = fc.record({ price: fc.bigInt({ min: 0n, max: 1000n }), tax: fc.integer({ min: 0, max: 10_000 }), discount: fc.integer({ min: 0, max: 10_000 }) });
    fc.assert(
      fc.property(line, fc.array(fc.bigInt({ min: 1n, max: 7n }), { minLength: 1, maxLength: 8 }), ({ price, tax, discount }, parts) => {
        const quantity = parts.reduce((sum, part) => sum + part, 0n);
        let invoice = issued([price, quantity, { taxRate: percent(tax / 100), discount: percent(discount / 100) }]);
        const lineId = invoice.state.lines[0]?.id as InvoiceLineId;
        for (const part of parts) {
          const { invoice: next, lines: [credited] } = invoice.credit([{ lineId, quantity: part }], later);
          expect([credited?.net.isNegative, credited?.tax.isNegative]).to.deep.equal([false, false]);
          invoice = next;
        }
        expect(invoice.state.credited).to.deep.equal(invoice.amounts.total);
        expect(invoice.balance).to.deep.equal(eur(0n));
      }),
    );
  });
});

describe('making an invoice void', () => {
  it('keeps its number, and announces the reason', () => {
    const invoice = issued();
    const voided = invoice.void('Sent twice', later);
    const { id: invoiceId } = invoice.state;
    expect(voided.status).to.equal('void');
    expect(voided.state).to.deep.include({ number: 'INV-2026-00001', voidedAt: later, reason: 'Sent twice' });
    expect(voided.events).to.deep.equal([{ type: 'invoicing.invoice-voided', tenantId, invoiceId, number: 'INV-2026-00001', reason: 'Sent twice', occurredAt: later }]);
  });

  it('refuses when something of it is paid or credited, even over nothing', () => {
    expect(() => issued().pay(eur(1n), noon).void('Sent twice', later)).to.throw(InvoiceIsSettled);
    expect(() => issued().credit(null, noon).invoice.void('Sent twice', later)).to.throw(InvoiceIsSettled);
    expect(() => issued([0n, 1n]).credit(null, noon).invoice.void('Sent twice', later)).to.throw(InvoiceIsSettled);
  });

  it('may be done when every payment is reversed, and to what is paid because it is over nothing', () => {
    expect(issued().pay(eur(5n), noon).unpay(eur(5n), noon).void('Sent twice', later).status).to.equal('void');
    expect(issued([0n, 1n]).void('Sent twice', later).status).to.equal('void');
  });
});

describe('getting late', () => {
  const dueAt = new Date('2026-03-10T12:00:00.000Z');
  const [onTime, late, muchLater] = [dueAt, new Date(dueAt.getTime() + 1), new Date(dueAt.getTime() + 7)];
  const due = (): IssuedInvoice => IssuedInvoice.restore({ ...issued().state, dueAt });

  it('is known from the moment after it was due, and announced with what is left to be paid', () => {
    const marked = due().pay(eur(1000n), noon).markOverdue(late);
    const { id: invoiceId } = marked.state;
    expect(marked.state.overdueSince).to.deep.equal(late);
    expect(marked.events).to.deep.equal([{ type: 'invoicing.invoice-overdue', tenantId, invoiceId, balance: eur(1500n), dueAt, occurredAt: late }]);
    const invoice = due();
    expect(invoice.markOverdue(onTime)).to.equal(invoice);
  });

  it('is told once: who is known to be late stays so since then', () => {
    const marked = IssuedInvoice.restore(due().markOverdue(late).state);
    expect(marked.markOverdue(muchLater)).to.equal(marked);
  });

  it('is over when nothing is left to be paid, or it counts for nothing, and nobody is told then', () => {
    const marked = due().markOverdue(late);
    const paid = marked.pay(eur(2500n), muchLater);
    expect([paid.state.overdueSince, marked.credit(null, muchLater).invoice.state.overdueSince]).to.deep.equal([null, null]);
    expect(paid.markOverdue(muchLater)).to.equal(paid);
    expect(marked.void('Sent twice', muchLater).state).to.not.have.property('overdueSince');
  });

  it('goes on while something is left to be paid', () => {
    const marked = due().markOverdue(late);
    expect(marked.pay(eur(1n), muchLater).unpay(eur(1n), muchLater).state.overdueSince).to.deep.equal(late);
  });

  it('is told again when it is opened again', () => {
    const reopened = IssuedInvoice.restore(due().markOverdue(late).pay(eur(2500n), late).unpay(eur(1n), late).state);
    expect(reopened.state.overdueSince).to.equal(null);
    expect(typesOf(reopened.markOverdue(muchLater))).to.deep.equal(['invoicing.invoice-overdue']);
  });
});
